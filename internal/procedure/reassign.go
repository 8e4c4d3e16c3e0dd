package procedure

import (
	"slices"

	"canbo/internal/fault"
)

// CommandReassign gives a task to somebody else: Reassign, by an administrator, or by the system for a delegation.
const CommandReassign = "reassign"

// Reassign names a task of an open or later step by its act and the one who has it.
type Reassign struct {
	Step string `json:"step"`
	Act  string `json:"act"`
	From string `json:"from"`
	To   string `json:"to"`
}

// StandIn says who does somebody's task that has not been opened yet.
type StandIn struct {
	Step string `json:"step"`
	Act  string `json:"act"`
	For  string `json:"for"` // whose task it is by the procedure
	Who  string `json:"who"`
}

// Reassigner is a Process whose tasks may go from one person to another.
type Reassigner interface {
	// MayTake refuses when holder has no such task by the procedure, when it is personal, and when who may not do it or
	// would act on their own case.
	MayTake(step, act, holder, who string) error
}

// ErrPersonal refuses to hand on what only the person concerned can do.
func ErrPersonal(act string) error {
	return fault.New(fault.Denied, "personal", "the task %q is personal or nobody's here; it cannot be given to another", act)
}

// ErrHasTask refuses to give somebody a task that they have already.
func ErrHasTask(who string) error {
	return fault.New(fault.Conflict, "has_task_already", "%s has such a task already", who)
}

// Holder returns whose task it is that somebody does in a step: that of the one in whose place they act, or their own.
func (s *State) Holder(step, act, who string) string {
	if t := s.Step(step).task(act, who); t != nil && t.For != "" {
		return t.For
	}
	return who
}

func checkReassign(p Process, cmd Command) error {
	if cmd.Role != System {
		if err := cmd.mustBe(Administrator); err != nil {
			return err
		}
	}
	args, err := DecodeStrict[Reassign](cmd)
	if err != nil {
		return err
	}
	r, ok := p.(Reassigner)
	if !ok {
		return ErrPersonal(args.Act)
	}
	s := p.Base()
	st := s.Step(args.Step)
	if st == nil || st.Status == Ended {
		_, err := s.openStep(args.Step)
		return err
	}
	if args.To == "" || args.To == args.From {
		return fault.New(fault.Invalid, "same_person", "name two different persons")
	}
	if t := st.task(args.Act, args.From); t != nil && t.Done {
		return fault.New(fault.Conflict, "done_already", "this has been done already")
	}
	holder := s.holderOf(st, args)
	if st.task(args.Act, args.To) != nil || s.standsIn(st.Name, args.Act, args.To) {
		return ErrHasTask(args.To)
	}
	if args.To == holder {
		return nil // back to whose it is
	}
	return r.MayTake(args.Step, args.Act, holder, args.To)
}

// applyReassign moves an open task, or remembers who will do one that is still to be opened.
func (s *State) applyReassign(cmd Command) {
	args := Decode[Reassign](cmd)
	st := s.Step(args.Step)
	holder := s.holderOf(st, args)
	s.StandIns = slices.DeleteFunc(s.StandIns, func(in StandIn) bool {
		return in.Step == args.Step && in.Act == args.Act && in.For == holder
	})
	t := st.task(args.Act, args.From)
	if t == nil {
		if args.To != holder {
			s.StandIns = append(s.StandIns, StandIn{Step: args.Step, Act: args.Act, For: holder, Who: args.To})
		}
		return
	}
	if i := slices.Index(st.Only, args.From); i >= 0 {
		st.Only[i] = args.To
	}
	t.Assignee, t.For = args.To, holder
	if args.To == holder {
		t.For = ""
	}
	s.Queue(EffectTaskMoved, TaskMoved{Reassign: args, For: t.For, At: cmd.ReceivedAt})
}

// holderOf returns whose the task is by the procedure that From has or will have.
func (s *State) holderOf(st *Step, args Reassign) string {
	if t := st.task(args.Act, args.From); t != nil && t.For != "" {
		return t.For
	}
	for _, in := range s.StandIns {
		if in.Step == args.Step && in.Act == args.Act && in.Who == args.From {
			return in.For
		}
	}
	return args.From
}

// standsIn reports whether somebody will do another's task that is still to be opened.
func (s *State) standsIn(step, act, who string) bool {
	return slices.ContainsFunc(s.StandIns, func(in StandIn) bool { return in.Step == step && in.Act == act && in.Who == who })
}

// standInFor returns who does a task that is opened for holder; "" when they do it themself.
func (s *State) standInFor(step, act, holder string) string {
	for _, in := range s.StandIns {
		if in.Step == step && in.Act == act && in.For == holder {
			return in.Who
		}
	}
	return ""
}

// Asks reports whether somebody's task for an act is open.
func (st *Step) Asks(act, who string) bool {
	t := st.task(act, who)
	return t != nil && !t.Done
}

// task returns somebody's task for an act, or nil.
func (st *Step) task(act, who string) *Task {
	for i := range st.Tasks {
		if t := &st.Tasks[i]; t.Act == act && t.Assignee == who {
			return t
		}
	}
	return nil
}

// inPlaceOf returns in whose place somebody gives a command, "" when in their own.
func (s *State) inPlaceOf(cmd Command) string {
	st := s.Current()
	if st == nil {
		return ""
	}
	if t := st.task(cmd.Kind, cmd.Actor); t != nil && !t.Done {
		return t.For
	}
	return ""
}
