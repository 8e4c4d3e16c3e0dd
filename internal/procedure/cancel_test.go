package procedure_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/fault"
	"canbo/internal/procedure"
)

func TestACancelledProcessEndsWhereItStands(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		given func(b *bench)
		ended string // the step that was open
	}{
		{"in its first step", func(*bench) {}, stepWrite},
		{"when some have written", func(b *bench) { b.must("write", "binh", nil) }, stepWrite},
		{"in a ballot", func(b *bench) {
			writeAll(b)
			b.must(procedure.CommandElectTellers, "an", elect("binh", "chi"))
		}, stepVote},
		{"while it is paused", func(b *bench) { b.must(procedure.CommandPause, "admin", nil) }, stepWrite},
		{"while filings in time are drained", func(b *bench) {
			b.now = opened.Add(6 * day)
			procedure.Tick(b.p, b.now)
		}, stepWrite},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, drillSteps())
			tt.given(b)
			b.must(procedure.CommandCancel, "admin", nil)

			require.True(t, procedure.Done(b.p))
			require.True(t, b.p.Cancelled)
			require.Nil(t, b.p.Current())
			require.Zero(t, procedure.Wake(b.p))
			require.Zero(t, b.count(procedure.EffectConcluded), "it did not come to its end")
			require.Equal(t, 1, b.count(procedure.EffectCancelled))
			steps := b.of(procedure.EffectStep)
			last := argsOf[procedure.StepChange](t, steps[len(steps)-1])
			require.Equal(t, tt.ended, last.Name)
			require.Equal(t, "cancelled", last.ClosedBy)
			require.Equal(t, procedure.Waiting, b.p.Step(stepSign).Status, "what has not begun never will")
		})
	}
}

func TestACancelledProcessTakesNothingMore(t *testing.T) {
	t.Parallel()
	b := newBench(t, drillSteps())
	cancel := b.command(procedure.CommandCancel, "admin", nil)
	require.NoError(t, b.send(cancel))
	version := b.p.Version
	require.NoError(t, b.send(cancel), "a repeat is answered as before")
	require.Equal(t, version, b.p.Version)
	for _, kind := range []string{"write", procedure.CommandCancel, procedure.CommandResume, procedure.CommandExtend} {
		refused(t, b.do(kind, "admin", nil), fault.Conflict, "process_cancelled")
	}
}

func TestOnlyWhomTheProcessNamesCancelsIt(t *testing.T) {
	t.Parallel()
	b := newBench(t, drillSteps())
	refused(t, b.do(procedure.CommandCancel, "an", nil), fault.Denied, "wrong_role")
	require.False(t, b.p.Cancelled)
}
