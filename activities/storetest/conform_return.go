package storetest

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/procedure"
)

func returnOnce(t *testing.T, s Subject) {
	apply(t, s, cycleID, effect(t, 1, procedure.EffectLaunch, procedure.Launch{Kind: evaluation.KindUnitReview}))
	for _, id := range waiting(t, s) {
		require.NoError(t, s.Started(t.Context(), id))
	}
	list := evaluation.ListChange{Change: 7, Out: []string{"mini-12"}}
	apply(t, s, cycleID,
		effect(t, 2, procedure.EffectSend, procedure.Send{To: reviewID, Kind: evaluation.CommandPrepareChange, Args: list, Return: true}),
		effect(t, 3, procedure.EffectSend, procedure.Send{To: reviewID, Kind: evaluation.CommandAbandonChange, Args: evaluation.ChangeDone{Change: 7}}))
	why := fault.New(fault.Conflict, "ballot_open", "later")
	for range 2 {
		for _, key := range []string{cycleID + "#2", cycleID + "#3"} {
			require.NoError(t, s.Refuse(t.Context(), key, why))
		}
	}
	leased, err := s.Lease(t.Context(), 10)
	require.NoError(t, err)
	require.Len(t, leased, 1, "only one was to be returned")
	back := leased[0]
	require.Equal(t, cycleID, back.Process)
	require.Equal(t, procedure.CommandReturned, back.Command.Kind)
	require.Equal(t, procedure.System, back.Command.Role)
	r := procedure.Decode[procedure.Returned](back.Command)
	require.Equal(t, []string{cycleID + "#2", reviewID, evaluation.CommandPrepareChange, "ballot_open"}, []string{r.Key, r.Process, r.Kind, r.Code})
	var got evaluation.ListChange
	require.NoError(t, json.Unmarshal(r.Args, &got))
	require.Equal(t, list, got)
}
