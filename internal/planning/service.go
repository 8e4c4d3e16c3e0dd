package planning

import (
	"time"

	"canbo/internal/fault"
	"canbo/internal/roster"
)

// RetirementRow says at which age people of one sex retire who are born from a month on, until a later row's month. It
// is a row of the table of Decree 135/2020/NĐ-CP, annex I.
type RetirementRow struct {
	Sex      roster.Sex `json:"sex"`
	BornFrom string     `json:"born_from"` // YYYY-MM
	Years    int        `json:"years"`
	Months   int        `json:"months"` // 0..11
}

// Retirement is a table of retirement ages, the rows of a sex in ascending order of birth.
type Retirement []RetirementRow

// month is a day's month as a number that can be subtracted.
func month(t time.Time) int { return t.Year()*12 + int(t.Month()) - 1 }

// Age is how many months old somebody is in a month: the month of birth does not count in full, so somebody born in
// June 1965 is 660 months old in June 2020.
func Age(born, at time.Time) int { return month(at) - month(born) }

// Left is how many months somebody may still serve, counted from the month of at to the month in which they retire;
// negative when that has passed. ok is false when no row covers the person.
func (r Retirement) Left(sex roster.Sex, born, at time.Time) (months int, ok bool) {
	in := born.Format(MonthFormat) // months so written are in the order of their texts
	for _, row := range r {
		if row.Sex == sex && row.BornFrom <= in {
			months, ok = row.Years*12+row.Months-Age(born, at), true
		}
	}
	return months, ok
}

// MonthFormat is how a month is written.
const MonthFormat = "2006-01"

// Validate refuses a table without a row for each sex, with an unknown sex, a month that is none, or rows of a sex out of order. Error: fault.Invalid
// `bad_retirement`.
func (r Retirement) Validate() error {
	last := map[roster.Sex]time.Time{}
	for _, row := range r {
		from, err := time.Parse(MonthFormat, row.BornFrom)
		switch {
		case err != nil:
			return fault.New(fault.Invalid, "bad_retirement", "%q is no month; write YYYY-MM", row.BornFrom)
		case row.Sex != roster.Male && row.Sex != roster.Female:
			return fault.New(fault.Invalid, "bad_retirement", "unknown sex %q", row.Sex)
		case row.Years < 40 || row.Years > 80 || row.Months < 0 || row.Months > 11:
			return fault.New(fault.Invalid, "bad_retirement", "%d years and %d months is no age of retirement", row.Years, row.Months)
		case !last[row.Sex].IsZero() && !from.After(last[row.Sex]):
			return fault.New(fault.Invalid, "bad_retirement", "the rows of a sex must ascend; %s does not", row.BornFrom)
		}
		last[row.Sex] = from
	}
	for _, sex := range []roster.Sex{roster.Male, roster.Female} {
		if last[sex].IsZero() {
			return fault.New(fault.Invalid, "bad_retirement", "there is no row for the sex %s", sex)
		}
	}
	return nil
}
