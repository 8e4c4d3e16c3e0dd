package mail

import (
	"cmp"

	"canbo/internal/agenda"
)

// dated are data with due times for the reader's calendar.
type dated interface {
	entries() []agenda.Entry
}

// entries returns the calendar entry of the task; none without a due time, and none for a row of an older release.
func (d TaskOpened) entries() []agenda.Entry {
	if d.Due.IsZero() || d.Task == "" {
		return nil
	}
	return []agenda.Entry{{
		Task: d.Task, Sequence: d.Sequence, Due: d.Due, TitleVi: d.StepVi, TitleEn: d.StepEn,
		Details: []string{cmp.Or(d.CycleVi, d.Cycle), d.UnitName}, Link: d.Link,
	}}
}

func (d Reminder) entries() []agenda.Entry { return TaskOpened(d).entries() }

func (d DueMoved) entries() []agenda.Entry { return TaskOpened(d).entries() }
