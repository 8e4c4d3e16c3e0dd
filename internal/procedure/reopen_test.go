package procedure_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/fault"
	"canbo/internal/procedure"
)

// newSigning is a bench at its last step, whose due time runs; write ended on its due time without binh and dung.
func newSigning(t *testing.T) *bench {
	b := newBench(t, drillSteps())
	b.must("write", "an", nil)
	b.must("write", "chi", nil)
	b.moveTo(opened.Add(5 * day))
	require.Equal(t, "due", b.p.Step(stepWrite).ClosedBy)
	vote(b)
	require.Equal(t, stepSign, b.p.Current().Name)
	return b
}

func again(step, person string, days int) procedure.Reopen {
	r := procedure.Reopen{Step: step, Days: days}
	if person != "" {
		r.Person = procedure.Persons{person}
	}
	return r
}

func TestAStepIsOpenedAgainForOnePerson(t *testing.T) {
	t.Parallel()
	b := newSigning(t)
	signDue := b.p.Step(stepSign).Due
	b.moveTo(b.now.Add(day))
	b.must(procedure.CommandReopen, "admin", again(stepWrite, "binh", 4))

	st := b.p.Current()
	require.Equal(t, stepWrite, st.Name)
	require.Equal(t, b.now.Add(4*day), st.Due, "a time of its own, from now")
	require.Equal(t, procedure.Held, b.p.Step(stepSign).Status)
	refused(t, b.do("sign", "an", nil), fault.Conflict, "step_held")
	refused(t, b.do("write", "dung", nil), fault.Denied, "not_reopened_for_you")
	refused(t, b.do("remark", "dung", nil), fault.Denied, "not_reopened_for_you")
	require.Equal(t, []string{"binh"}, argsOf[procedure.TasksBack](t, b.of(procedure.EffectTasksBack)[0]).Assignees)

	b.moveTo(b.now.Add(2 * day))
	require.Equal(t, stepWrite, b.p.Current().Name, "not thrown forward by the old due time")
	b.must("write", "binh", nil)
	require.Equal(t, stepSign, b.p.Current().Name, "the others are not waited for")
	require.Equal(t, signDue.Add(2*day), b.p.Step(stepSign).Due, "the clock of the later step stood still")
	require.Equal(t, "complete", st.ClosedBy)
	require.Len(t, b.of(procedure.EffectOpenVote), 1, "the ballot is not held again")
	b.must("sign", "an", nil)
	require.True(t, procedure.Done(b.p))
}

func TestAStepIsOpenedAgainForEverybody(t *testing.T) {
	t.Parallel()
	b := newSigning(t)
	b.must(procedure.CommandReopen, "admin", again(stepWrite, "", 2))
	require.Equal(t, b.p.Members, argsOf[procedure.TasksBack](t, b.of(procedure.EffectTasksBack)[0]).Assignees)
	b.must("write", "dung", nil)
	b.must("write", "an", nil) // once more: the newest counts
	end := b.p.Step(stepWrite).Due
	b.moveTo(end.Add(-time.Second))
	require.Equal(t, stepWrite, b.p.Current().Name)
	b.moveTo(end)
	require.Equal(t, stepSign, b.p.Current().Name)
	require.Equal(t, "due", b.p.Step(stepWrite).ClosedBy)
}

func TestAnOldDueTimeNeverEndsAReopenedStep(t *testing.T) {
	t.Parallel()
	b := newSigning(t)
	cmd := b.command(procedure.CommandReopen, "admin", again(stepWrite, "binh", 4))
	require.NoError(t, procedure.Check(b.p, cmd))
	procedure.Apply(b.p, cmd, b.now)
	answers := b.take() // the new due time is not known yet
	require.False(t, procedure.Tick(b.p, b.now.Add(day)))
	b.must(procedure.CommandDueSet, "drill/1", procedure.DueSet{Step: stepWrite, From: opened, Due: opened.Add(5 * day)})
	require.Zero(t, b.p.Step(stepWrite).Due, "an answer about the first opening")
	for _, answer := range answers {
		b.feed(answer)
	}
	require.Equal(t, b.now.Add(4*day), b.p.Step(stepWrite).Due)
}

func TestAReopenedStepMayBePausedExtendedAndReopened(t *testing.T) {
	t.Parallel()
	b := newSigning(t)
	signDue, since := b.p.Step(stepSign).Due, b.now
	b.must(procedure.CommandReopen, "admin", again(stepWrite, "binh", 4))
	st := b.p.Step(stepWrite)
	b.must(procedure.CommandPause, "admin", nil)
	b.moveTo(b.now.Add(3 * day))
	b.must(procedure.CommandResume, "admin", nil)
	require.Equal(t, since.Add(7*day), st.Due)
	b.must(procedure.CommandExtend, "admin", procedure.Extend{Step: stepWrite, Due: since.Add(9 * day)})
	b.moveTo(since.Add(9 * day))
	require.Equal(t, "due", st.ClosedBy)
	require.Equal(t, signDue.Add(9*day), b.p.Step(stepSign).Due)

	b.must(procedure.CommandReopen, "admin", again(stepWrite, "dung", 1))
	b.must("write", "dung", nil)
	b.must("sign", "an", nil)
	require.True(t, procedure.Done(b.p))
}

func TestReopeningIsRefused(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		prepare func(b *bench)
		actor   string
		args    any
		kind    fault.Kind
		code    string
	}{
		{"by an official", nil, "an", again(stepWrite, "", 2), fault.Denied, "wrong_role"},
		{"without sense", nil, "admin", "text", fault.Invalid, "bad_arguments"},
		{"of an unknown step", nil, "admin", again("dance", "", 2), fault.NotFound, "no_such_step"},
		{"without time", nil, "admin", again(stepWrite, "", 0), fault.Invalid, "bad_days"},
		{"with endless time", nil, "admin", again(stepWrite, "", 61), fault.Invalid, "bad_days"},
		{"of the open step", nil, "admin", again(stepSign, "", 2), fault.Conflict, "step_not_ended"},
		{"for somebody without a task", nil, "admin", again(stepWrite, "yen", 2), fault.NotFound, "no_such_task"},
		{"of what the process lets stand", nil, "admin", again(stepVote, "", 2), fault.Conflict, "ballot_open"},
		{"during a pause", func(b *bench) { b.must(procedure.CommandPause, "admin", nil) }, "admin", again(stepWrite, "", 2), fault.Conflict, "paused"},
		{"of a later one", func(b *bench) {
			b.must(procedure.CommandReopen, "admin", again(stepWrite, "", 2))
		}, "admin", again(stepVote, "", 2), fault.Conflict, "later_step"},
		{"when all is over", func(b *bench) { b.must("sign", "an", nil) }, "admin", again(stepWrite, "", 2), fault.Conflict, "process_ended"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			b := newSigning(t)
			if tt.prepare != nil {
				tt.prepare(b)
			}
			refused(t, b.do(procedure.CommandReopen, tt.actor, tt.args), tt.kind, tt.code)
		})
	}
	t.Run("while a ballot is open", func(t *testing.T) {
		t.Parallel()
		b := newBench(t, drillSteps())
		writeAll(b)
		b.must(procedure.CommandElectTellers, "an", elect("binh", "chi"))
		refused(t, b.do(procedure.CommandReopen, "admin", again(stepWrite, "", 2)), fault.Conflict, "ballot_open")
		b.must(procedure.CommandCount, "binh", nil)
		require.NoError(t, b.do(procedure.CommandReopen, "admin", again(stepWrite, "", 2)), "it is counted")
	})
}
