package evaluation

import "slices"

// DisciplineRecord is a disciplinary decision of any year.
type DisciplineRecord struct {
	Discipline
	Year      int    // in which it was decided
	Quarter   int    // of that year
	Violation string // code that ties the decisions on one violation together; "" when there is only this one
	CountedIn int    // year whose rating the violation brought to NotCompleted before it was decided on; 0 for none
}

// DisciplineOf picks from an official's decisions, in the order in which they were made, those that the rating of a
// period looks at (Decree 48/2023). A violation counts once: not again when it brought an earlier year to NotCompleted,
// and not again when the Party and the administration decide on it in different years. Several decisions on one
// violation in the year are one, in its heaviest form.
func DisciplineOf(records []DisciplineRecord, p Period) []Discipline {
	earlier := func(r DisciplineRecord) bool {
		return r.Year < p.Year || r.Year == p.Year && r.Quarter < p.Quarter || r.CountedIn != 0 && r.CountedIn < p.Year
	}
	within := func(r DisciplineRecord) bool { return r.Year == p.Year && (p.Quarter == 0 || r.Quarter == p.Quarter) }
	var counted []Discipline
	at := map[string]int{} // violation to its place in counted
	for _, r := range records {
		same := func(other DisciplineRecord) bool {
			return r.Violation != "" && other.Violation == r.Violation && earlier(other)
		}
		if !within(r) || earlier(r) || slices.ContainsFunc(records, same) {
			continue
		}
		i, again := at[r.Violation]
		if !again || r.Violation == "" {
			at[r.Violation] = len(counted)
			counted = append(counted, r.Discipline)
			continue
		}
		counted[i].DutyRelated = counted[i].DutyRelated || r.DutyRelated
		if r.Form.Rank() > counted[i].Form.Rank() {
			counted[i].Form = r.Form
		}
	}
	return counted
}
