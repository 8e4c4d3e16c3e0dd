package procedure

import (
	"time"

	"canbo/internal/fault"
)

// applyDueSet takes the due time of an opening, or the reminders of a due time that was moved. An answer about a due
// time that has been moved again, about an earlier opening, or about a step that is over, is dropped.
func (s *State) applyDueSet(set DueSet, now time.Time) {
	st := s.Step(set.Step)
	switch {
	case st == nil || st.Status != Running && st.Status != Held:
	case st.Due.IsZero():
		if set.From.IsZero() || set.From.Equal(st.OpenedAt) {
			st.Due, st.Reminders, st.Escalations = set.Due, set.Reminders, shifted(set.Escalations, 0, now)
			s.queueStep(st)
		}
	case st.Due.Equal(set.Due):
		st.Reminders, st.Escalations = shifted(set.Reminders, 0, now), shifted(set.Escalations, 0, now)
	}
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

// applyExtend moves the due time. One given during a pause stands when the clock runs on.
func (s *State) applyExtend(args Extend, now time.Time) {
	st := s.Step(args.Step)
	s.moveDue(st, args.Due, now)
	st.DueFixed = s.PausedAt != nil
}

// moveDue gives a step another due time. Its reminders and escalations move along until those counted in working days are known.
func (s *State) moveDue(st *Step, due, now time.Time) {
	st.Reminders = shifted(st.Reminders, due.Sub(st.Due), now)
	st.Escalations = shifted(st.Escalations, due.Sub(st.Due), now)
	st.Due, st.Expiring = due, false
	s.queueStep(st)
	if len(st.RemindDays)+len(st.EscalateDays) > 0 {
		s.Queue(EffectDue, DueRequest{
			Step: st.Name, From: now, Due: due, RemindDays: st.RemindDays, EscalateDays: st.EscalateDays,
		})
	}
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

func (s *State) checkResume(cmd Command) error {
	if s.PausedAt == nil {
		return fault.New(fault.Conflict, "not_paused", "the process is not paused")
	}
	if st := s.Current(); st != nil && st.DueFixed && st.CloseOnDue && !st.Due.After(cmd.ReceivedAt) {
		return fault.New(fault.Conflict, "due_has_passed",
			"the due time given during the pause has passed; give step %q a later one before the clock runs on", st.Name)
	}
	return cmd.mustBe(Administrator)
}

// resume moves the open step's due time by the time that the clock stood still, unless it was given during the pause.
func (s *State) resume(now time.Time) {
	stood := now.Sub(*s.PausedAt)
	s.PausedAt = nil
	st := s.Current()
	if st == nil || st.Due.IsZero() {
		return
	}
	if st.DueFixed {
		st.DueFixed = false
		return
	}
	s.moveDue(st, st.Due.Add(stood), now)
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
