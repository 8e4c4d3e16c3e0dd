package calendar

import (
	"time"

	"canbo/internal/fault"
)

// Calendar says which days are worked in the years it covers. It is immutable and safe for concurrent use.
type Calendar struct {
	years map[int]bool
	days  map[Date]bool // the exceptions to Monday to Friday: true is worked, false is off
}

// Covers reports whether the calendar has a document for the year.
func (c *Calendar) Covers(year int) bool { return c.years[year] }

// IsWorkingDay reports whether the offices work on the day: Monday to Friday but for the days off, and the Saturdays
// that were swapped in. It fails with fault.Invalid calendar_missing when the year is not covered.
func (c *Calendar) IsWorkingDay(day Date) (bool, error) {
	if !c.years[day.Year] {
		return false, fault.New(fault.Invalid, "calendar_missing",
			"the working-day calendar does not cover %d; add seeds/calendars/vn-%d.yaml", day.Year, day.Year)
	}
	if worked, exception := c.days[day]; exception {
		return worked, nil
	}
	weekday := day.Weekday()
	return weekday != time.Saturday && weekday != time.Sunday, nil
}

// AddWorkingDays returns the due time of what is to be done within n working days of the instant from: the start, in
// UTC, of the day after the n-th working day that follows from's own day. The last day counts in full, so "in time"
// means received_at < due. With n = 0 the due is the end of from's own day.
//
// It fails with fault.Invalid: days_negative, or calendar_missing when a needed year is not covered.
func (c *Calendar) AddWorkingDays(from time.Time, n int) (time.Time, error) {
	last, err := c.walk(DateOf(from), n, 1)
	if err != nil {
		return time.Time{}, err
	}
	return last.AddDays(1).Start(), nil
}

// SubWorkingDays returns the start, in UTC, of the n-th working day before the due time: exactly n working days lie
// between the result and due. It serves reminders. With n = 0 it is the start of due's own day. Failures are those of
// AddWorkingDays.
func (c *Calendar) SubWorkingDays(due time.Time, n int) (time.Time, error) {
	first, err := c.walk(DateOf(due), n, -1)
	if err != nil {
		return time.Time{}, err
	}
	return first.Start(), nil
}

// walk goes from a day in one direction until it has met n working days, the day itself not counted.
func (c *Calendar) walk(day Date, n, direction int) (Date, error) {
	if n < 0 {
		return Date{}, fault.New(fault.Invalid, "days_negative", "a number of working days cannot be negative: %d", n)
	}
	for n > 0 {
		day = day.AddDays(direction)
		working, err := c.IsWorkingDay(day)
		if err != nil {
			return Date{}, err
		}
		if working {
			n--
		}
	}
	return day, nil
}
