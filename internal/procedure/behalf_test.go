package procedure_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/fault"
	"canbo/internal/procedure"
)

// behalf is a command that somebody files for another.
func (b *bench) behalf(kind, actor, official string, args any) procedure.Command {
	cmd := b.command(kind, actor, args)
	cmd.OnBehalfOf = official
	return cmd
}

func TestAnAdministratorFilesForAnOfficial(t *testing.T) {
	t.Parallel()
	b := newBench(t, drillSteps())
	cmd := b.behalf("write", "admin", "binh", nil)
	require.NoError(t, b.send(cmd))
	require.Equal(t, []string{"binh"}, b.p.Written, "it counts as the official's own")
	acts := b.of(procedure.EffectAct)
	require.Equal(t, cmd, argsOf[procedure.Act](t, acts[len(acts)-1]).Command, "and the record says who filed it")

	refused(t, b.do("write", "binh", nil), fault.Conflict, "done_already")
	refused(t, b.send(b.behalf("write", "admin", "yen", nil)), fault.Denied, "not_your_task")
	refused(t, b.send(b.behalf("write", "chi", "dung", nil)), fault.Denied, "wrong_role")
	refused(t, b.send(b.behalf("write", "drill/1", "dung", nil)), fault.Denied, "wrong_role")
}

func TestNobodyVotesOrCountsForAnother(t *testing.T) {
	t.Parallel()
	b := newBench(t, drillSteps())
	writeAll(b)
	b.must(procedure.CommandElectTellers, "an", elect("binh", "chi"))
	for _, kind := range []string{procedure.ActVote, procedure.CommandCount, procedure.CommandEnterCount, procedure.CommandConfirmCount} {
		refused(t, b.send(b.behalf(kind, "admin", "binh", nil)), fault.Denied, "personal")
	}
}

func TestTheDueTimeHoldsForEntriesToo(t *testing.T) {
	t.Parallel()
	b := newClockedBench(t)
	b.now = due
	refused(t, b.send(b.behalf("write", "admin", "binh", nil)), fault.TooLate, "after_due")
}
