package procedure

import (
	"slices"

	"canbo/internal/fault"
)

// CommandRemind mails those whose tasks in the open step are open, now: RemindNow, by an administrator.
const CommandRemind = "remind"

// RemindNow names the open step and the persons who are reminded, none for all whose tasks are open. A vote is nobody's
// in particular: who has not voted is not to be found out.
type RemindNow struct {
	Step   string  `json:"step"`
	Person Persons `json:"person,omitempty"`
}

func (s *State) checkRemind(cmd Command) error {
	if err := cmd.mustBe(Administrator); err != nil {
		return err
	}
	args, err := DecodeStrict[RemindNow](cmd)
	if err != nil {
		return err
	}
	if s.PausedAt != nil {
		return fault.New(fault.Conflict, "paused", "the process is paused; nobody is waited for until it has been resumed")
	}
	st, err := s.openStep(args.Step)
	if err != nil {
		return err
	}
	for _, who := range args.Person {
		asked := func(t Task) bool { return t.Assignee == who && t.Act != ActVote && !t.Done && st.Only.Include(who) }
		if !slices.ContainsFunc(st.Tasks, asked) {
			return fault.New(fault.NotFound, "no_such_task", "%s has no open task in step %q of which they may be reminded", who, st.Name)
		}
	}
	return nil
}

func (s *State) remind(cmd Command) {
	args := Decode[RemindNow](cmd)
	st := s.Step(args.Step)
	s.Queue(EffectRemind, Remind{Step: st.Name, At: cmd.ReceivedAt, Due: st.Due, Only: args.Person})
}
