package procedure

import (
	"time"

	"canbo/internal/fault"
)

func (s *State) applyDueSet(set DueSet) {
	st := s.Step(set.Step)
	if st == nil || st.Status != Running {
		return // the step was over before its due time was known
	}
	st.Due, st.Reminders = set.Due, set.Reminders
	s.queueStep(st)
}

func (s *State) checkExtend(cmd Command) error {
	if err := cmd.mustBe(Administrator); err != nil {
		return err
	}
	args, err := DecodeStrict[Extend](cmd)
	if err != nil {
		return err
	}
	st, err := s.openStep(args.Step)
	if err != nil {
		return err
	}
	if st.Due.IsZero() {
		return fault.New(fault.Conflict, "no_due", "step %q has no due time to move", args.Step)
	}
	if !args.Due.After(cmd.ReceivedAt) {
		return fault.New(fault.Invalid, "due_in_past", "the new due time has passed already; give a later one")
	}
	return nil
}

func (s *State) applyExtend(args Extend, now time.Time) {
	st := s.Step(args.Step)
	shift := args.Due.Sub(st.Due)
	st.Due, st.Expiring = args.Due, false
	st.Reminders = shifted(st.Reminders, shift, now)
	s.queueStep(st)
}

func (s *State) checkCloseStep(cmd Command) error {
	if err := cmd.mustBe(Administrator); err != nil {
		return err
	}
	args, err := DecodeStrict[CloseStep](cmd)
	if err != nil {
		return err
	}
	st, err := s.openStep(args.Step)
	if err != nil {
		return err
	}
	if !st.CloseOnDue {
		return fault.New(fault.Conflict, "step_is_mandatory", "step %q must be carried out; it cannot be closed", args.Step)
	}
	return nil
}

// resume moves the open step's due time and reminders by the time that the clock stood still.
func (s *State) resume(now time.Time) {
	shift := now.Sub(*s.PausedAt)
	s.PausedAt = nil
	st := s.Current()
	if st == nil || st.Due.IsZero() {
		return
	}
	st.Due, st.Expiring = st.Due.Add(shift), false
	st.Reminders = shifted(st.Reminders, shift, now)
	s.queueStep(st)
}

func shifted(times []time.Time, by time.Duration, now time.Time) []time.Time {
	var out []time.Time
	for _, t := range times {
		if moved := t.Add(by); moved.After(now) {
			out = append(out, moved)
		}
	}
	return out
}

func (c Command) mustBe(role Role) error {
	if c.Role != role {
		return fault.New(fault.Denied, "wrong_role", "%q may only be given by: %s", c.Kind, role)
	}
	return nil
}
