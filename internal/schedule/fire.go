package schedule

import (
	"fmt"
	"slices"
	"time"

	"canbo/internal/calendar"
)

// Fire is when a schedule fires: on one day of some months, at one time, in Vietnam.
type Fire struct {
	Months []time.Month `json:"months"` // ascending
	Day    int          `json:"day"`    // 1..28, which every month has
	Time   TimeOfDay    `json:"time"`
}

// TimeOfDay is a time of the day in Vietnam, written 06:00.
type TimeOfDay struct{ Hour, Minute int }

const timeOfDayLayout = "15:04"

// MarshalText implements encoding.TextMarshaler.
func (t TimeOfDay) MarshalText() ([]byte, error) {
	return fmt.Appendf(nil, "%02d:%02d", t.Hour, t.Minute), nil
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (t *TimeOfDay) UnmarshalText(text []byte) error {
	at, err := time.Parse(timeOfDayLayout, string(text))
	if err != nil {
		return fmt.Errorf("%.20q is not a time as HH:MM", text)
	}
	t.Hour, t.Minute = at.Hour(), at.Minute()
	return nil
}

// Next returns the first n fire times after the time after, in UTC.
func (f Fire) Next(after time.Time, n int) []time.Time {
	times := make([]time.Time, 0, n)
	for year := calendar.DateOf(after).Year; len(times) < n; year++ {
		for _, month := range f.Months {
			if at := f.at(year, month); at.After(after) && len(times) < n {
				times = append(times, at)
			}
		}
	}
	return times
}

// Between returns the fire times from from to to, both included, in UTC; no more than most and one, which shows that there
// are more.
func (f Fire) Between(from, to time.Time, most int) []time.Time {
	times := f.Next(from.Add(-time.Nanosecond), most+1)
	return slices.DeleteFunc(times, func(at time.Time) bool { return at.After(to) })
}

// Last returns the latest fire time that is not after the time at, in UTC.
func (f Fire) Last(at time.Time) time.Time {
	year := calendar.DateOf(at).Year
	last := f.at(year-1, f.Months[len(f.Months)-1])
	for _, month := range f.Months {
		if fires := f.at(year, month); !fires.After(at) {
			last = fires
		}
	}
	return last
}

func (f Fire) at(year int, month time.Month) time.Time {
	return time.Date(year, month, f.Day, f.Time.Hour, f.Time.Minute, 0, 0, calendar.Vietnam).UTC()
}
