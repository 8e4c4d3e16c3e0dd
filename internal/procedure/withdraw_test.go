package procedure_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/fault"
	"canbo/internal/procedure"
)

// filed files and returns how the filing is named when it is taken back.
func filed(b *bench, kind, actor string) procedure.Withdraw {
	cmd := b.command(kind, actor, nil)
	require.NoError(b.t, b.send(cmd))
	out, _ := b.p.Outcome(cmd.Key)
	return procedure.Withdraw{Act: kind, Version: out.Version}
}

func TestAFilingIsTakenBack(t *testing.T) {
	t.Parallel()
	b := newClockedBench(t)
	first := filed(b, "write", "binh")
	refused(t, b.do(procedure.CommandWithdraw, "chi", first), fault.Conflict, "not_standing")
	b.must(procedure.CommandWithdraw, "binh", first)
	require.Empty(t, b.p.Written, "the process forgets it too")
	require.Equal(t, procedure.TasksBack{Step: stepWrite, Act: "write", Assignees: []string{"binh"}, At: b.now},
		argsOf[procedure.TasksBack](t, b.of(procedure.EffectTasksBack)[0]))
	refused(t, b.do(procedure.CommandWithdraw, "binh", first), fault.Conflict, "not_standing")

	second := filed(b, "write", "binh")
	refused(t, b.do(procedure.CommandWithdraw, "binh", first), fault.Conflict, "not_standing")
	b.must(procedure.CommandWithdraw, "binh", second)
	for _, who := range []string{"an", "chi", "dung"} {
		b.must("write", who, nil)
	}
	require.Equal(t, stepWrite, b.p.Current().Name, "the step waits for binh again")
	filed(b, "write", "binh")
	require.Equal(t, stepVote, b.p.Current().Name)
}

func TestAnAdministratorTakesBackWhatTheyEnteredForSomebody(t *testing.T) {
	t.Parallel()
	b := newBench(t, drillSteps())
	require.NoError(t, b.send(b.behalf("write", "admin", "binh", nil)))
	back := b.behalf(procedure.CommandWithdraw, "admin", "binh", procedure.Withdraw{Act: "write", Version: b.p.Version})
	require.NoError(t, b.send(back))
	b.must("write", "binh", nil)
}

func TestTakingBackIsRefused(t *testing.T) {
	t.Parallel()
	t.Run("when it is late", func(t *testing.T) {
		t.Parallel()
		b := newClockedBench(t)
		f := filed(b, "write", "binh")
		b.now = due
		refused(t, b.do(procedure.CommandWithdraw, "binh", f), fault.TooLate, "after_due")
	})
	t.Run("when the step is over", func(t *testing.T) {
		t.Parallel()
		b := newBench(t, drillSteps())
		f := filed(b, "write", "binh")
		b.must(procedure.CommandCloseStep, "admin", procedure.CloseStep{Step: stepWrite})
		refused(t, b.do(procedure.CommandWithdraw, "binh", f), fault.Conflict, "step_not_open")
	})
	t.Run("during a pause", func(t *testing.T) {
		t.Parallel()
		b := newBench(t, drillSteps())
		f := filed(b, "write", "binh")
		b.must(procedure.CommandPause, "admin", nil)
		refused(t, b.do(procedure.CommandWithdraw, "binh", f), fault.Conflict, "paused")
	})
	t.Run("of what stands for good", func(t *testing.T) {
		t.Parallel()
		b := newBench(t, drillSteps())
		writeAll(b)
		f := procedure.Withdraw{Act: procedure.CommandElectTellers, Version: 3}
		refused(t, b.do(procedure.CommandWithdraw, "an", f), fault.Conflict, "stands_for_good")
	})
	t.Run("of what the first release settled without a number", func(t *testing.T) {
		t.Parallel()
		b := newBench(t, drillSteps())
		f := filed(b, "write", "binh")
		b.p.Step(stepWrite).Tasks[1].Version = 0
		refused(t, b.do(procedure.CommandWithdraw, "binh", f), fault.Conflict, "not_standing")
	})
}
