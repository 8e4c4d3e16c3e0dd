package evaluation

import (
	"fmt"
	"strconv"
	"time"

	"canbo/internal/calendar"
)

// Period is what a cycle evaluates: a year, or one quarter of it.
type Period struct {
	Year    int `json:"year"`
	Quarter int `json:"quarter,omitempty"` // 1..4; 0 is the whole year
}

// The years that can be evaluated.
const (
	firstYear = 1990
	lastYear  = 2100
)

const (
	quartersOfYear  = 4
	monthsOfQuarter = 3
)

// QuarterOf returns the quarter that the day lies in.
func QuarterOf(day calendar.Date) Period {
	return Period{Year: day.Year, Quarter: (int(day.Month)-1)/monthsOfQuarter + 1}
}

// Valid reports whether the year is within 1990 and 2100 and the quarter within 0 and 4.
func (p Period) Valid() bool {
	return firstYear <= p.Year && p.Year <= lastYear && 0 <= p.Quarter && p.Quarter <= quartersOfYear
}

// Code is the period as it ends the code of a cycle: 2026, or 2026-q1 for a quarter.
func (p Period) Code() string {
	if p.Quarter == 0 {
		return strconv.Itoa(p.Year)
	}
	return fmt.Sprintf("%d-q%d", p.Year, p.Quarter)
}

// Before returns the period of the same length that ends where p begins.
func (p Period) Before() Period {
	switch p.Quarter {
	case 0:
		return Period{Year: p.Year - 1}
	case 1:
		return Period{Year: p.Year - 1, Quarter: quartersOfYear}
	default:
		return Period{Year: p.Year, Quarter: p.Quarter - 1}
	}
}

// Last returns the last day of the period.
func (p Period) Last() calendar.Date {
	if p.Quarter == 0 {
		return calendar.Date{Year: p.Year, Month: time.December, Day: 31}
	}
	next := calendar.Date{Year: p.Year, Month: time.Month(p.Quarter*monthsOfQuarter + 1), Day: 1}
	return next.AddDays(-1)
}

// Label names the period for people, as it stands within a sentence.
func (p Period) Label() Label {
	if p.Quarter == 0 {
		return Label{VI: fmt.Sprintf("năm %d", p.Year), EN: strconv.Itoa(p.Year)}
	}
	quarter := QuarterName(p.Quarter)
	return Label{VI: fmt.Sprintf("%s năm %d", quarter.VI, p.Year), EN: fmt.Sprintf("%s of %d", quarter.EN, p.Year)}
}
