package evaluation

import "time"

// PaceDays is over how many days at most the pace of a step is measured.
const PaceDays = 5

// Pace is how fast the tasks of a step get done.
type Pace struct {
	Open int // tasks that are still to be done
	Done int // tasks that were done within Days
	Days int // 1 to PaceDays
}

// PaceOver returns over how many days the pace of a step is measured that has been open since a time: whole days, at
// least one, at most PaceDays.
func PaceOver(opened, now time.Time) int {
	return min(max(int(now.Sub(opened)/(24*time.Hour)), 1), PaceDays)
}

// Ends says when the step is through if its people go on at this pace: Open times Days by Done, in days that are rounded
// up. False while nobody has done anything, for then nothing can be said.
func (p Pace) Ends(now time.Time) (time.Time, bool) {
	switch {
	case p.Open <= 0:
		return now, true
	case p.Done <= 0:
		return time.Time{}, false
	}
	days := (p.Open*p.Days + p.Done - 1) / p.Done
	return now.AddDate(0, 0, days), true
}
