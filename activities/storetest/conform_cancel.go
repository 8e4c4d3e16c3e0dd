package storetest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/procedure"
)

// cancelCycle applies to the cycle what its cancellation queues.
func cancelCycle(t *testing.T, s Subject) {
	cmd := remark("cancel it", noon)
	cmd.Kind = procedure.CommandCancel
	if filing, ok := s.Filing(cmd.Key); !ok || filing.Settled {
		s.File(cycleID, cmd)
	}
	apply(t, s, cycleID,
		effect(t, 100, procedure.EffectAct, procedure.Act{Command: cmd}),
		effect(t, 101, procedure.EffectRecall, struct{}{}),
		effect(t, 102, procedure.EffectCancelled, procedure.Cancelled{At: noon}))
}

func recallOnce(t *testing.T, s Subject) {
	apply(t, s, cycleID, effect(t, 1, procedure.EffectLaunch, procedure.Launch{Kind: evaluation.KindUnitReview}))
	cancelCycle(t, s)
	for _, id := range waiting(t, s) {
		require.NoError(t, s.Started(t.Context(), id))
	}
	leased, err := s.Lease(t.Context(), 10)
	require.NoError(t, err)
	var cancelled []string
	for _, l := range leased {
		require.Equal(t, procedure.CommandCancel, l.Command.Kind)
		require.Equal(t, procedure.System, l.Command.Role)
		require.Equal(t, cycleID+"#101/"+l.Process, l.Command.Key)
		cancelled = append(cancelled, l.Process)
		require.NoError(t, s.Refuse(t.Context(), l.Command.Key, fault.New(fault.Conflict, "process_ended", "over")))
	}
	require.ElementsMatch(t, []string{
		reviewID, evaluation.UnitReviewID(Cycle, "xa-khuoi-sao"), evaluation.UnitReviewID(Cycle, "phong-noi-vu"),
	}, cancelled, "the sittings were never released, so nobody has to end them")
	cancelCycle(t, s)
	leased, err = s.Lease(t.Context(), 10)
	require.NoError(t, err)
	require.Empty(t, leased)
}

func launchAfterCancel(t *testing.T, s Subject) {
	cancelCycle(t, s)
	launch := effect(t, 1, procedure.EffectLaunch, procedure.Launch{Kind: evaluation.KindPetition, Scope: "mini-12"})
	launch.Computed = procedure.NewProcess{
		ID: evaluation.PetitionID(Cycle, "mini-12"), Kind: evaluation.KindPetition, Cycle: Cycle, Subject: "mini-12", Input: struct{}{},
	}
	apply(t, s, evaluation.BodyDecisionID(Cycle, "du-xa-na-muoi"), launch)
	require.Equal(t, []string{cycleID}, waiting(t, s))
}
