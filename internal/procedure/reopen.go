package procedure

import (
	"slices"
	"time"

	"canbo/internal/fault"
)

// CommandReopen opens an ended step again: Reopen, by an administrator.
const CommandReopen = "reopen"

// maxReopenDays bounds the new time of a step, in working days.
const maxReopenDays = 60

// Reopen names the step, the persons whose tasks are opened again (none for everybody's) and the new time. The step's old due
// time is forgotten: what is opened again is never ended by a time that has passed.
type Reopen struct {
	Step   string  `json:"step"`
	Person Persons `json:"person,omitempty"`
	Days   int     `json:"days"` // working days from now
}

// Reopener is a Process whose ended steps may be opened again.
type Reopener interface {
	// CheckReopen refuses when what followed from the step, a ballot or a decision, would lose its ground.
	CheckReopen(step string) error
	// StepReopened undoes what the process itself keeps of the step. Its tasks are open again already.
	StepReopened(st *Step, now time.Time)
}

func checkReopen(p Process, cmd Command) error {
	if err := cmd.mustBe(Administrator); err != nil {
		return err
	}
	args, err := DecodeStrict[Reopen](cmd)
	if err != nil {
		return err
	}
	s := p.Base()
	st := s.Step(args.Step)
	switch {
	case st == nil:
		_, err := s.openStep(args.Step)
		return err
	case args.Days < 1 || args.Days > maxReopenDays:
		return fault.New(fault.Invalid, "bad_days", "give 1 to %d working days", maxReopenDays)
	case st.Status != Ended:
		return fault.New(fault.Conflict, "step_not_ended", "step %q has not ended; move its due time instead", args.Step)
	case !s.precedes(st):
		return fault.New(fault.Conflict, "later_step", "step %q comes after the one that was opened again", args.Step)
	case s.PausedAt != nil:
		return fault.New(fault.Conflict, "paused", "the process is paused; try again when it has been resumed")
	}
	if who, lacks := st.lacks(args.Person); lacks || st.ClosedBy == "off" {
		return fault.New(fault.NotFound, "no_such_task", "there is nothing to open again in step %q for %q", args.Step, who)
	}
	r, ok := p.(Reopener)
	if !ok {
		return fault.New(fault.Conflict, "stands_for_good", "the steps of this process cannot be opened again")
	}
	return r.CheckReopen(args.Step)
}

// reopen holds the step that is open, whose clock stands still, and opens an earlier one with a time of its own.
func reopen(p Process, args Reopen, now time.Time) {
	s := p.Base()
	held := s.Current()
	held.Status, held.HeldAt, held.Expiring = Held, &now, false
	s.queueStep(held)

	st := s.Step(args.Step)
	st.Status, st.OpenedAt, st.Due, st.ClosedAt, st.ClosedBy, st.Only = Running, now, time.Time{}, time.Time{}, "", args.Person
	s.queueStep(st)
	s.Queue(EffectDue, DueRequest{
		Step: st.Name, From: now, Days: args.Days, RemindDays: st.RemindDays, EscalateDays: st.EscalateDays,
	})
	again := map[string][]string{}
	var acts []string
	for i := range st.Tasks {
		t := &st.Tasks[i]
		if !args.Person.Include(t.Assignee) {
			continue
		}
		t.Done, t.Version = false, 0
		if again[t.Act] == nil {
			acts = append(acts, t.Act)
		}
		again[t.Act] = append(again[t.Act], t.Assignee)
	}
	for _, act := range acts {
		s.Queue(EffectTasksBack, TasksBack{Step: st.Name, Act: act, Assignees: again[act], At: now, Tell: true})
	}
	p.(Reopener).StepReopened(st, now)
}

// release lets a held step go on: its clock stood still.
func (s *State) release(st *Step, now time.Time) {
	stood := now.Sub(*st.HeldAt)
	st.Status, st.HeldAt = Running, nil
	if st.Due.IsZero() {
		s.queueStep(st)
		return
	}
	s.moveDue(st, st.Due.Add(stood), now)
}

// precedes reports whether a step comes before the open one.
func (s *State) precedes(st *Step) bool {
	for i := range s.Steps {
		switch &s.Steps[i] {
		case st:
			return s.Current() != nil
		case s.Current():
			return false
		}
	}
	return false
}

// lacks returns who of the persons has no task in the step; with nobody named, "" when there is none at all.
func (st *Step) lacks(some Persons) (who string, lacks bool) {
	if len(some) == 0 {
		return "", len(st.Tasks) == 0
	}
	for _, who := range some {
		if !slices.ContainsFunc(st.Tasks, func(t Task) bool { return t.Assignee == who }) {
			return who, true
		}
	}
	return "", false
}
