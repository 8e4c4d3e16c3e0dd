package procedure_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/ballot"
	"canbo/internal/fault"
	"canbo/internal/procedure"
)

// The steps of the drill, the smallest process that uses everything the machine knows.
const (
	stepWrite = "write" // everybody writes; closes early or on its due time
	stepVote  = "vote"  // a secret ballot
	stepSign  = "sign"  // the chair signs; must be carried out
)

var opened = time.Date(2018, 12, 3, 2, 0, 0, 0, time.UTC)

const day = 24 * time.Hour

// drill is a process in which people write, vote and have it signed.
type drill struct {
	procedure.State
	Members []string       `json:"members"` // the first is the chair
	Written []string       `json:"written,omitempty"`
	Vote    procedure.Vote `json:"vote"`

	Reopened []string `json:"reopened,omitempty"`
}

func drillSteps() []procedure.Step {
	return []procedure.Step{
		{Name: stepWrite, Mode: procedure.Internal, DueDays: 5, RemindDays: []int{2, 1}, CloseEarly: true, CloseOnDue: true},
		{Name: stepVote, Mode: procedure.Internal, CloseEarly: true},
		{Name: stepSign, Mode: procedure.External, DueDays: 3, RemindDays: []int{1}, CloseEarly: true},
	}
}

func newDrill(steps []procedure.Step) *drill {
	members := []string{"an", "binh", "chi", "dung"}
	return &drill{
		State:   procedure.NewState("drill/1", "Drill", steps),
		Members: members,
		Vote: procedure.Vote{
			Step: stepVote, Chair: "an", Roll: members, Questions: []string{"plan"}, Choices: []string{"yes", "no"},
			Quorum: ballot.Quorum{Num: 2, Den: 3, Base: ballot.BasePresent},
		},
	}
}

func (d *drill) Base() *procedure.State { return &d.State }

func (d *drill) StepOpened(st *procedure.Step, now time.Time) {
	switch st.Name {
	case stepWrite:
		d.Assign(st, "write", now, d.Members...)
	case stepVote:
		d.Vote.Open(&d.State, st, now)
	case stepSign:
		d.Assign(st, "sign", now, d.Members[0])
	}
}

func (d *drill) StepDone(st *procedure.Step) bool {
	if st.Name == stepVote {
		return d.Vote.Done()
	}
	return st.AllDone()
}

func (d *drill) CheckAct(cmd procedure.Command) error {
	if ok, err := d.Vote.Check(&d.State, cmd); ok {
		return err
	}
	switch cmd.Kind {
	case "write":
		return d.CheckTask(cmd, stepWrite, "write")
	case "remark":
		return d.CheckOpen(cmd, stepWrite)
	case "sign":
		return d.CheckTask(cmd, stepSign, "sign")
	case "lost":
		return d.CheckOpen(cmd, "nowhere")
	case procedure.CommandCancel:
		return procedure.CheckAdministrator(cmd)
	case "broken":
		return errors.New("connection to 10.0.0.7 refused")
	}
	return fault.New(fault.Invalid, "unknown_act", "no act %q", cmd.Kind)
}

func (d *drill) ApplyAct(cmd procedure.Command) {
	if d.Vote.Apply(&d.State, cmd) {
		return
	}
	switch cmd.Kind {
	case "write":
		d.Written = append(d.Written, cmd.Actor)
		d.Settle(stepWrite, "write", cmd.Actor, cmd.ReceivedAt)
	case "sign":
		d.Settle(stepSign, "sign", cmd.Actor, cmd.ReceivedAt)
	}
}

func (d *drill) MayTake(step, act, holder, who string) error {
	if ok, err := d.Vote.MayTake(&d.State, step, act, holder, who); ok {
		return err
	}
	if act != "sign" || step != stepSign || holder != d.Members[0] || !slices.Contains(d.Members, who) {
		return procedure.ErrPersonal(act)
	}
	return nil
}

func (d *drill) WithdrawIn(act string) string {
	return map[string]string{"write": stepWrite, "remark": stepWrite}[act]
}

func (d *drill) FilingWithdrawn(_, who string) {
	d.Written = slices.DeleteFunc(d.Written, func(w string) bool { return w == who })
}

func (d *drill) CheckReopen(step string) error {
	if d.Vote.Running() || step == stepVote {
		return fault.New(fault.Conflict, "ballot_open", "there is a ballot")
	}
	return nil
}

func (d *drill) StepReopened(st *procedure.Step, _ time.Time) {
	d.Reopened = append(d.Reopened, st.Name)
}

func (d *drill) StepClosed(*procedure.Step, time.Time) {}

// bench drives a drill as the shell does: effects are taken in order and answered.
type bench struct {
	t       require.TestingT
	p       *drill
	now     time.Time
	serial  int
	quorum  bool                // whether the next count meets it
	late    []procedure.Command // filings that lie in the inbox while the workers are down
	effects []procedure.Effect  // all that were taken
}

func newBench(t require.TestingT, steps []procedure.Step) *bench {
	b := &bench{t: t, p: newDrill(steps), now: opened, quorum: true}
	procedure.Open(b.p, b.now)
	b.settle()
	return b
}

func (b *bench) command(kind, actor string, args any) procedure.Command {
	b.serial++
	raw, err := json.Marshal(args)
	require.NoError(b.t, err)
	role := procedure.Official
	switch actor {
	case "admin":
		role = procedure.Administrator
	case "drill/1":
		role = procedure.System
	}
	return procedure.Command{
		Key: fmt.Sprintf("key-%d", b.serial), Kind: kind, Actor: actor, Role: role, ReceivedAt: b.now, Args: raw,
	}
}

// send checks a command and, when it is accepted, applies it and everything that follows.
func (b *bench) send(cmd procedure.Command) error {
	if err := procedure.Check(b.p, cmd); err != nil {
		return err
	}
	procedure.Apply(b.p, cmd, b.now)
	b.settle()
	return nil
}

func (b *bench) do(kind, actor string, args any) error { return b.send(b.command(kind, actor, args)) }

func (b *bench) must(kind, actor string, args any) {
	require.NoError(b.t, b.do(kind, actor, args), "%s by %s", kind, actor)
}

// moveTo lets the clock run to an instant, waking the process whenever it wants to be.
func (b *bench) moveTo(at time.Time) {
	for {
		wake := procedure.Wake(b.p)
		if wake.IsZero() || wake.After(at) {
			break
		}
		b.now = latest(b.now, wake)
		require.True(b.t, procedure.Tick(b.p, b.now), "woken at %s for nothing", wake)
		b.settle()
	}
	b.now = at
	procedure.Tick(b.p, at)
	b.settle()
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// settle takes the queued effects and feeds the answers back.
func (b *bench) settle() {
	for _, cmd := range b.take() {
		b.feed(cmd)
		b.settle()
	}
}

func (b *bench) feed(cmd procedure.Command) {
	if err := procedure.Check(b.p, cmd); err != nil {
		procedure.Refuse(b.p, cmd, err)
		return
	}
	procedure.Apply(b.p, cmd, b.now)
}

// take removes the queued effects and returns what they are answered with.
func (b *bench) take() (answers []procedure.Command) {
	s := b.p.Base()
	queued := slices.Clone(s.Effects)
	if len(queued) > 0 {
		s.Applied(queued[len(queued)-1].Seq)
	}
	for _, e := range queued {
		answers = append(answers, b.answer(e)...)
	}
	b.effects = append(b.effects, queued...)
	return answers
}

func (b *bench) answer(e procedure.Effect) []procedure.Command {
	switch e.Kind {
	case procedure.EffectDue:
		req := argsOf[procedure.DueRequest](b.t, e)
		set := procedure.DueSet{Step: req.Step, From: req.From, Due: req.Due}
		if req.Due.IsZero() {
			set.Due = req.From.Add(time.Duration(req.Days) * day)
		}
		for _, days := range req.RemindDays {
			set.Reminders = append(set.Reminders, set.Due.Add(-time.Duration(days)*day))
		}
		return []procedure.Command{b.command(procedure.CommandDueSet, "drill/1", set)}
	case procedure.EffectDrain:
		d := argsOf[procedure.Drain](b.t, e)
		var answers []procedure.Command
		for _, cmd := range b.late {
			if cmd.ReceivedAt.Before(d.Due) {
				answers = append(answers, cmd)
			}
		}
		return append(answers, b.command(procedure.CommandExpired, "drill/1", procedure.Expired(d)))
	case procedure.EffectCountVote, procedure.EffectCountPaper:
		v := argsOf[procedure.VoteCount](b.t, e)
		counted := procedure.Counted{Ballot: v.Ballot, QuorumMet: b.quorum, Hash: "hash of " + v.Ballot}
		return []procedure.Command{b.command(procedure.CommandCounted, "drill/1", counted)}
	}
	return nil
}

// count returns how many effects of a kind were queued so far.
func (b *bench) count(kind string) int { return len(b.of(kind)) }

func (b *bench) of(kind string) []procedure.Effect {
	var out []procedure.Effect
	for _, e := range b.effects {
		if e.Kind == kind {
			out = append(out, e)
		}
	}
	return out
}

func argsOf[T any](t require.TestingT, e procedure.Effect) T {
	var args T
	require.NoError(t, json.Unmarshal(e.Args, &args))
	return args
}

// refused wants a refusal of a kind and code.
func refused(t require.TestingT, err error, kind fault.Kind, code string) {
	if h, ok := t.(*testing.T); ok {
		h.Helper()
	}
	f, ok := fault.As(err)
	require.True(t, ok, "not refused as %s: %v", code, err)
	require.Equal(t, code, f.Code, f.Text)
	require.Equal(t, kind, f.Kind)
}
