package procedure_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/fault"
	"canbo/internal/procedure"
)

func move(step, act, from, to string) procedure.Reassign {
	return procedure.Reassign{Step: step, Act: act, From: from, To: to}
}

func lastAct(b *bench) procedure.Act {
	acts := b.of(procedure.EffectAct)
	return argsOf[procedure.Act](b.t, acts[len(acts)-1])
}

func TestATaskGoesToSomebodyElse(t *testing.T) {
	t.Parallel()
	b := newBench(t, drillSteps())
	writeAll(b)
	vote(b)
	b.must(procedure.CommandReassign, "admin", move(stepSign, "sign", "an", "chi"))
	moved := argsOf[procedure.TaskMoved](t, b.of(procedure.EffectTaskMoved)[0])
	require.Equal(t, procedure.TaskMoved{Reassign: move(stepSign, "sign", "an", "chi"), For: "an", At: b.now}, moved)
	require.Equal(t, "an", b.p.Holder(stepSign, "sign", "chi"))

	refused(t, b.do("sign", "an", nil), fault.Denied, "not_your_task")
	b.must(procedure.CommandReassign, "drill/1", move(stepSign, "sign", "chi", "binh"))
	require.Equal(t, "an", b.p.Holder(stepSign, "sign", "binh"), "however often it moves")
	b.must("sign", "binh", nil)
	require.Equal(t, "an", lastAct(b).For, "the record shows binh for an")
	require.True(t, procedure.Done(b.p))
}

func TestATaskGoesBackToWhoseItIs(t *testing.T) {
	t.Parallel()
	b := newBench(t, drillSteps())
	writeAll(b)
	vote(b)
	b.must(procedure.CommandReassign, "admin", move(stepSign, "sign", "an", "chi"))
	b.must(procedure.CommandReassign, "admin", move(stepSign, "sign", "chi", "an"))
	b.must("sign", "an", nil)
	require.Empty(t, lastAct(b).For)
}

func TestATaskOfALaterStepGoesToSomebodyElse(t *testing.T) {
	t.Parallel()
	b := newBench(t, drillSteps())
	b.must(procedure.CommandReassign, "admin", move(stepSign, "sign", "an", "binh"))
	b.must(procedure.CommandReassign, "admin", move(stepSign, "sign", "binh", "chi"))
	require.Zero(t, b.count(procedure.EffectTaskMoved), "nothing to move yet")
	writeAll(b)
	vote(b)
	tasks := b.of(procedure.EffectTasks)
	last := argsOf[procedure.TasksOpened](t, tasks[len(tasks)-1])
	require.Equal(t, []string{"chi"}, last.Assignees)
	require.Equal(t, "an", last.For)
	b.must("sign", "chi", nil)
	require.True(t, procedure.Done(b.p))
}

func TestAReassignmentIsRefused(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		actor string
		args  any
		kind  fault.Kind
		code  string
	}{
		{"by an official", "an", move(stepSign, "sign", "an", "chi"), fault.Denied, "wrong_role"},
		{"without sense", "admin", "text", fault.Invalid, "bad_arguments"},
		{"in an unknown step", "admin", move("dance", "sign", "an", "chi"), fault.NotFound, "no_such_step"},
		{"to the same person", "admin", move(stepSign, "sign", "an", "an"), fault.Invalid, "same_person"},
		{"to nobody", "admin", move(stepSign, "sign", "an", ""), fault.Invalid, "same_person"},
		{"of what everybody does themself", "admin", move(stepWrite, "write", "chi", "dung"), fault.Conflict, "has_task_already"},
		{"of what everybody does themself, to a stranger", "admin", move(stepWrite, "write", "chi", "yen"), fault.Denied, "personal"},
		{"of a vote", "admin", move(stepVote, procedure.ActVote, "chi", "dung"), fault.Denied, "personal"},
		{"of a count before tellers are elected", "admin", move(stepVote, procedure.CommandCount, "binh", "chi"), fault.Denied, "personal"},
		{"to a stranger", "admin", move(stepVote, procedure.CommandElectTellers, "an", "yen"), fault.Denied, "not_a_member"},
		{"of a task that is another's", "admin", move(stepSign, "sign", "binh", "chi"), fault.Denied, "personal"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, drillSteps())
			refused(t, b.do(procedure.CommandReassign, tt.actor, tt.args), tt.kind, tt.code)
		})
	}
	t.Run("of what has been done", func(t *testing.T) {
		t.Parallel()
		b := newBench(t, drillSteps())
		b.must("write", "binh", nil)
		refused(t, b.do(procedure.CommandReassign, "admin", move(stepWrite, "write", "binh", "yen")), fault.Conflict, "done_already")
	})
	t.Run("of a step that has ended", func(t *testing.T) {
		t.Parallel()
		b := newBench(t, drillSteps())
		writeAll(b)
		refused(t, b.do(procedure.CommandReassign, "admin", move(stepWrite, "write", "binh", "yen")), fault.Conflict, "step_not_open")
	})
}

func TestTwoPeopleCountABallotWhoeverStandsIn(t *testing.T) {
	t.Parallel()
	b := newBench(t, drillSteps())
	writeAll(b)
	b.must(procedure.CommandElectTellers, "an", elect("binh", "chi"))
	count := func(from, to string) error {
		return b.do(procedure.CommandReassign, "admin", move(stepVote, procedure.CommandCount, from, to))
	}
	refused(t, count("binh", "chi"), fault.Denied, "two_tellers")
	refused(t, count("binh", "an"), fault.Denied, "two_tellers")
	require.NoError(t, count("binh", "dung"))
	confirm := move(stepVote, procedure.CommandConfirmCount, "chi", "dung")
	refused(t, b.do(procedure.CommandReassign, "admin", confirm), fault.Denied, "two_tellers")
	b.must(procedure.CommandCount, "dung", nil)
	b.must(procedure.CommandConfirmCount, "chi", nil)
	require.Equal(t, stepSign, b.p.Current().Name)
}

func TestWhoHasTheTellersElectedIsNoTeller(t *testing.T) {
	t.Parallel()
	b := newBench(t, drillSteps())
	b.must(procedure.CommandReassign, "admin", move(stepVote, procedure.CommandElectTellers, "an", "binh"))
	writeAll(b)
	refused(t, b.do(procedure.CommandElectTellers, "binh", elect("binh", "chi")), fault.Invalid, "teller_is_chair")
	b.must(procedure.CommandElectTellers, "binh", elect("chi", "dung"))
}
