package procedure_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/fault"
	"canbo/internal/procedure"
)

func TestAProcessRunsToItsEnd(t *testing.T) {
	t.Parallel()
	b := newBench(t, drillSteps())
	for _, who := range b.p.Members {
		b.must("write", who, nil)
	}
	require.Equal(t, stepVote, b.p.Current().Name, "everybody wrote, so the step closed early")
	b.must(procedure.CommandElectTellers, "an", procedure.ElectTellers{Tellers: []string{"binh", "chi"}})
	b.must(procedure.CommandCount, "binh", nil)
	b.must(procedure.CommandConfirmCount, "chi", nil)
	b.must("sign", "an", nil)
	require.True(t, procedure.Done(b.p))
	require.Nil(t, b.p.Current())
	require.Equal(t, 1, b.count(procedure.EffectConcluded))
	require.Zero(t, procedure.Wake(b.p))

	var closed []string
	for _, e := range b.of(procedure.EffectStep) {
		if c := argsOf[procedure.StepChange](t, e); c.Status == procedure.Ended {
			closed = append(closed, fmt.Sprintf("%d %s %s %s", c.Position, c.Name, c.Mode, c.ClosedBy))
		}
	}
	require.Equal(t, []string{"0 write internal complete", "1 vote internal complete", "2 sign external complete"}, closed)
	for i, e := range b.effects {
		require.EqualValues(t, i+1, e.Seq, "effects are numbered without a gap")
	}
}

func TestOpeningTwiceDoesNothing(t *testing.T) {
	t.Parallel()
	b := newBench(t, drillSteps())
	before := snapshot(t, b.p)
	procedure.Open(b.p, b.now.Add(day))
	require.JSONEq(t, before, snapshot(t, b.p))
}

func TestAProcessRefuses(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		given func(b *bench)
		kind  string
		actor string
		args  any
		fault fault.Kind
		code  string
	}{
		{"an act of a step to come", nil, "sign", "an", nil, fault.Conflict, "step_not_open"},
		{"an act by somebody without the task", nil, "write", "yen", nil, fault.Denied, "not_your_task"},
		{"an act done already", func(b *bench) { b.must("write", "binh", nil) }, "write", "binh", nil, fault.Conflict, "done_already"},
		{"an act of a step that is over", writeAll, "remark", "binh", nil, fault.Conflict, "step_not_open"},
		{"an act in a step that does not exist", nil, "lost", "binh", nil, fault.NotFound, "no_such_step"},
		{"an act that does not exist", nil, "dance", "binh", nil, fault.Invalid, "unknown_act"},
		{"an extension by somebody else", nil, procedure.CommandExtend, "an", procedure.Extend{}, fault.Denied, "wrong_role"},
		{"a due time from a person", nil, procedure.CommandDueSet, "admin", procedure.DueSet{}, fault.Denied, "wrong_role"},
		{"an expiry from a person", nil, procedure.CommandExpired, "an", procedure.Expired{}, fault.Denied, "wrong_role"},
		{"a pause by somebody else", nil, procedure.CommandPause, "an", nil, fault.Denied, "wrong_role"},
		{"a second pause", func(b *bench) { b.must(procedure.CommandPause, "admin", nil) }, procedure.CommandPause, "admin", nil, fault.Conflict, "paused_already"},
		{"a resume without a pause", nil, procedure.CommandResume, "admin", nil, fault.Conflict, "not_paused"},
		{"an act during a pause", func(b *bench) { b.must(procedure.CommandPause, "admin", nil) }, "write", "an", nil, fault.Conflict, "paused"},
		{"closing a step by somebody else", nil, procedure.CommandCloseStep, "an", procedure.CloseStep{Step: stepWrite}, fault.Denied, "wrong_role"},
		{"closing a step that must be carried out", writeAll, procedure.CommandCloseStep, "admin", procedure.CloseStep{Step: stepVote}, fault.Conflict, "step_is_mandatory"},
		{"closing a step that is not open", nil, procedure.CommandCloseStep, "admin", procedure.CloseStep{Step: stepSign}, fault.Conflict, "step_not_open"},
		{"closing a step with unreadable arguments", nil, procedure.CommandCloseStep, "admin", 7, fault.Invalid, "bad_arguments"},
		{"an unreadable due time", nil, procedure.CommandDueSet, "drill/1", "soon", fault.Invalid, "bad_arguments"},
		{"an unreadable expiry", nil, procedure.CommandExpired, "drill/1", "soon", fault.Invalid, "bad_arguments"},
		{"an unreadable count", writeAll, procedure.CommandCounted, "drill/1", "many", fault.Invalid, "bad_arguments"},
		{"anything after its end", finish, procedure.CommandPause, "admin", nil, fault.Conflict, "process_ended"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, drillSteps())
			if tt.given != nil {
				tt.given(b)
			}
			before := snapshot(t, b.p)
			refused(t, b.do(tt.kind, tt.actor, tt.args), tt.fault, tt.code)
			require.JSONEq(t, before, snapshot(t, b.p), "a refusal changes nothing")
		})
	}
}

func TestARepeatedCommandAnswersTheSame(t *testing.T) {
	t.Parallel()
	b := newBench(t, drillSteps())
	cmd := b.command("write", "binh", nil)
	first := procedure.Apply(b.p, cmd, b.now)
	b.settle()
	before := snapshot(t, b.p)

	require.NoError(t, procedure.Check(b.p, cmd), "a repeat is no second act")
	require.Equal(t, first, procedure.Apply(b.p, cmd, b.now.Add(day)))
	require.JSONEq(t, before, snapshot(t, b.p))

	finishFrom(b, "binh")
	require.NoError(t, procedure.Check(b.p, cmd), "a repeat is answered even after the end")
	require.Equal(t, first, procedure.Apply(b.p, cmd, b.now))
}

func TestTheMemoryOfCommandsIsBounded(t *testing.T) {
	t.Parallel()
	b := newBench(t, drillSteps())
	for range 1000 {
		b.must("remark", "yen", nil)
	}
	require.Len(t, b.p.Handled, 256)
	newest := fmt.Sprintf("key-%d", b.serial)
	_, known := b.p.Outcome(newest)
	require.True(t, known)
	_, known = b.p.Outcome("key-2")
	require.False(t, known)
}

func TestStepsThatAreOffEndAtOnce(t *testing.T) {
	t.Parallel()
	steps := drillSteps()
	steps[0].Mode, steps[2].Mode = procedure.Off, procedure.Off
	b := newBench(t, steps)
	require.Equal(t, stepVote, b.p.Current().Name)
	require.Empty(t, b.p.Step(stepWrite).Tasks)
	require.Equal(t, "off", b.p.Step(stepWrite).ClosedBy)
	vote(b)
	require.True(t, procedure.Done(b.p), "nothing follows but a step that is off")
}

func TestAProcessOfNothingButOffStepsEndsAtOnce(t *testing.T) {
	t.Parallel()
	b := newBench(t, []procedure.Step{{Name: stepWrite, Mode: procedure.Off}})
	require.True(t, procedure.Done(b.p))
	require.Equal(t, 1, b.count(procedure.EffectConcluded))
}

func TestAStepThatMayNotCloseEarlyWaitsForItsDueTime(t *testing.T) {
	t.Parallel()
	steps := drillSteps()
	steps[0].CloseEarly = false
	b := newBench(t, steps)
	writeAll(b)
	require.Equal(t, stepWrite, b.p.Current().Name)
	b.moveTo(opened.Add(5 * day))
	require.Equal(t, "due", b.p.Step(stepWrite).ClosedBy)
}

func TestARefusedFilingIsAnsweredWithItsReason(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		kind string
		want procedure.Refusal
	}{
		"a fault keeps its kind, code and text": {"sign", procedure.Refusal{
			Key: "k", Kind: "conflict", Code: "step_not_open", Text: `step "sign" has not begun yet`,
		}},
		"any other error keeps its secret": {"broken", procedure.Refusal{
			Key: "k", Kind: "invalid", Code: "refused", Text: "An internal error happened; it was recorded.",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, drillSteps())
			cmd := procedure.Command{Key: "k", Kind: tt.kind, Actor: "an", Role: procedure.Official, ReceivedAt: opened}
			b.feed(cmd)
			b.settle()
			require.Equal(t, 1, b.count(procedure.EffectRefused))
			require.Equal(t, tt.want, argsOf[procedure.Refusal](t, b.of(procedure.EffectRefused)[0]))
		})
	}
}

func writeAll(b *bench) {
	for _, who := range b.p.Members {
		b.must("write", who, nil)
	}
}

func vote(b *bench) {
	b.must(procedure.CommandElectTellers, "an", procedure.ElectTellers{Tellers: []string{"binh", "chi"}})
	b.must(procedure.CommandCount, "binh", nil)
	b.must(procedure.CommandConfirmCount, "chi", nil)
}

func finish(b *bench) {
	writeAll(b)
	vote(b)
	b.must("sign", "an", nil)
}

// finishFrom finishes a drill in which one member has written already.
func finishFrom(b *bench, written string) {
	for _, who := range b.p.Members {
		if who != written {
			b.must("write", who, nil)
		}
	}
	vote(b)
	b.must("sign", "an", nil)
}

func snapshot(t require.TestingT, p procedure.Process) string {
	raw, err := json.Marshal(p)
	require.NoError(t, err)
	return string(raw)
}
