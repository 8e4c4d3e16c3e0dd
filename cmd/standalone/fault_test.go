package main_test

import (
	"io"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/cmd/standalone/internal/faults"
)

// A small version of make fault, which kills ten times as often.
func TestNothingIsLostWhileEverythingIsKilled(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("takes about a minute")
	}
	kills := faults.Kills{Workers: 5, Web: 2, Temporal: 1, Postgres: 1}
	r, err := faults.Run(t.Context(), faults.Options{Dir: folder(t), Officials: 40, Seed: 1, Kills: kills, Out: io.Discard})
	require.NoError(t, err)
	require.Empty(t, r.Findings)
	require.Equal(t, kills, r.Kills)
	require.GreaterOrEqual(t, r.Restarts.Workers, kills.Workers)
	require.Greater(t, r.Receipts, 3*r.Officials)
	require.Positive(t, r.Refusals, "what comes too late is refused")
}
