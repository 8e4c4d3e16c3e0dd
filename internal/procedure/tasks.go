package procedure

import (
	"slices"
	"time"

	"canbo/internal/fault"
)

// Assign gives one task to each assignee in an open step, or to who stands in for them, and queues their rows and mails.
func (s *State) Assign(st *Step, act string, now time.Time, assignees ...string) {
	var own []string
	for _, who := range assignees {
		in := s.standInFor(st.Name, act, who)
		if in == "" {
			st.Tasks = append(st.Tasks, Task{Act: act, Assignee: who})
			own = append(own, who)
			continue
		}
		st.Tasks = append(st.Tasks, Task{Act: act, Assignee: in, For: who})
		s.Queue(EffectTasks, TasksOpened{Step: st.Name, Act: act, Assignees: []string{in}, For: who, OpenedAt: now})
	}
	if len(own) > 0 {
		s.Queue(EffectTasks, TasksOpened{Step: st.Name, Act: act, Assignees: own, OpenedAt: now})
	}
}

// CheckTask refuses a command unless its actor has an open task for that act in the named step, which must be open,
// and the command was received in time.
//
// Errors: fault.Conflict `step_not_open` or `done_already`; fault.Denied `not_your_task`; fault.TooLate `after_due`.
func (s *State) CheckTask(cmd Command, step, act string) error {
	st, err := s.openStep(step)
	if err != nil {
		return err
	}
	theirs := func(t Task) bool { return t.Act == act && t.Assignee == cmd.Actor }
	switch {
	case !slices.ContainsFunc(st.Tasks, theirs):
		return fault.New(fault.Denied, "not_your_task", "this act is not yours to do")
	case !slices.ContainsFunc(st.Tasks, func(t Task) bool { return theirs(t) && !t.Done }):
		return fault.New(fault.Conflict, "done_already", "this has been done already")
	default:
		return st.admits(cmd)
	}
}

// CheckOpen refuses a command unless the named step is open and the command was received in time.
func (s *State) CheckOpen(cmd Command, step string) error {
	st, err := s.openStep(step)
	if err != nil {
		return err
	}
	return st.admits(cmd)
}

// Settle marks the actor's task as done. It does nothing when there is none.
func (s *State) Settle(step, act, assignee string, at time.Time) {
	st := s.Step(step)
	for i := range st.Tasks {
		t := &st.Tasks[i]
		if t.Act == act && t.Assignee == assignee && !t.Done {
			t.Done, t.Version = true, s.Version
			s.Queue(EffectTaskDone, TaskDone{Step: step, Act: act, Assignee: assignee, At: at})
			return
		}
	}
}

// admits refuses what comes late, and everybody but those for whom the step was opened again.
func (st *Step) admits(cmd Command) error {
	if cmd.Role == Official && !st.Only.Include(cmd.Actor) {
		return fault.New(fault.Denied, "not_reopened_for_you", "step %q was opened again for other people", st.Name)
	}
	return st.inTime(cmd)
}

// inTime compares when the filing was received, not when it is processed, with the due time. Steps that must be
// carried out stay open after their due time and take late filings.
func (st *Step) inTime(cmd Command) error {
	if st.CloseOnDue && !st.Due.IsZero() && !cmd.ReceivedAt.Before(st.Due) {
		return fault.New(fault.TooLate, "after_due", "the due time has passed; ask the administrator for an extension")
	}
	return nil
}

func (s *State) openStep(name string) (*Step, error) {
	st := s.Step(name)
	if st == nil {
		return nil, fault.New(fault.NotFound, "no_such_step", "there is no step %q in this process", name)
	}
	switch st.Status {
	case Waiting:
		return nil, fault.New(fault.Conflict, "step_not_open", "step %q has not begun yet", name)
	case Held:
		return nil, fault.New(fault.Conflict, "step_held", "step %q waits for an earlier one that was opened again", name)
	case Ended:
		if st.ClosedBy == "due" {
			return nil, fault.New(fault.TooLate, "after_due", "the due time of step %q has passed", name)
		}
		return nil, fault.New(fault.Conflict, "step_not_open", "step %q has ended", name)
	default:
		return st, nil
	}
}
