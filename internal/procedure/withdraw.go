package procedure

import (
	"slices"

	"canbo/internal/fault"
)

// CommandWithdraw takes a filing back: Withdraw, by who filed it.
const CommandWithdraw = "withdraw"

// Withdraw names the filing by its act and by the version that the process had with it.
type Withdraw struct {
	Act     string `json:"act"`
	Version int64  `json:"version"`
}

// Withdrawer is a Process some of whose filings may be taken back while their step is open.
type Withdrawer interface {
	// WithdrawIn names the step in which filings of an act may be taken back; "" when they stand for good.
	WithdrawIn(act string) string
	// FilingWithdrawn undoes what the process itself keeps of somebody's filing. Its task is open again already.
	FilingWithdrawn(act, who string)
}

// checkWithdraw refuses to take back what stands for good, what is not the actor's, and what is too late. Whose an act
// without a task is, the record knows; see the projection of the act.
func checkWithdraw(p Process, cmd Command) error {
	args, err := DecodeStrict[Withdraw](cmd)
	if err != nil {
		return err
	}
	step := ""
	if w, ok := p.(Withdrawer); ok {
		step = w.WithdrawIn(args.Act)
	}
	if step == "" {
		return fault.New(fault.Conflict, "stands_for_good", "what was filed as %q cannot be taken back", args.Act)
	}
	s := p.Base()
	if err := s.CheckOpen(cmd, step); err != nil {
		return err
	}
	hasTask := func(t Task) bool { return t.Act == args.Act }
	st := s.Step(step)
	if slices.ContainsFunc(st.Tasks, hasTask) && st.filedTask(cmd.Actor, args) == nil {
		return fault.New(fault.Conflict, "not_standing", "this filing does not stand any more, or is not yours")
	}
	return nil
}

// applyWithdraw opens the task again that the filing had settled.
func applyWithdraw(p Process, cmd Command) {
	args := Decode[Withdraw](cmd)
	s := p.Base()
	w := p.(Withdrawer)
	st := s.Step(w.WithdrawIn(args.Act))
	if t := st.filedTask(cmd.Actor, args); t != nil { // else an act without a task
		t.Done, t.Version = false, 0
		s.Queue(EffectTasksBack, TasksBack{Step: st.Name, Act: t.Act, Assignees: []string{t.Assignee}, At: cmd.ReceivedAt})
	}
	w.FilingWithdrawn(args.Act, cmd.Actor)
}

// filedTask returns the task that somebody's filing settled, or nil.
func (st *Step) filedTask(who string, filing Withdraw) *Task {
	for i := range st.Tasks {
		t := &st.Tasks[i]
		if t.Done && t.Assignee == who && t.Act == filing.Act && t.Version == filing.Version {
			return t
		}
	}
	return nil
}
