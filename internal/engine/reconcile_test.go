package engine_test

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/engine"
	"canbo/internal/rotation"
)

// rotationsOnRecord is the record and the engine of a reconciliation.
type rotationsOnRecord struct {
	goingOn []rotation.GoingOn
	kept    []rotation.Reconciliation
	running map[string]bool
	away    error
}

func (r *rotationsOnRecord) RotationsGoingOn(context.Context) ([]rotation.GoingOn, error) {
	return r.goingOn, nil
}

func (r *rotationsOnRecord) LastReconciliation(context.Context) (rotation.Reconciliation, error) {
	if len(r.kept) == 0 {
		return rotation.Reconciliation{}, nil
	}
	return r.kept[len(r.kept)-1], nil
}

func (r *rotationsOnRecord) RecordReconciliation(_ context.Context, look rotation.Reconciliation) error {
	r.kept = append(r.kept, look)
	return nil
}

func (r *rotationsOnRecord) Running(_ context.Context, process string) (bool, error) {
	return r.running[process], r.away
}

func reconciler(r *rotationsOnRecord, now time.Time) *engine.Reconciler {
	return &engine.Reconciler{Engine: r, Record: r, Clock: func() time.Time { return now }, Log: slog.New(slog.DiscardHandler)}
}

func TestARotationWithoutItsProcessIsReported(t *testing.T) {
	t.Parallel()
	record := &rotationsOnRecord{
		goingOn: []rotation.GoingOn{
			{Rotation: "runs", Process: "rotation/runs"}, {Rotation: "papers"}, {Rotation: "lost", Process: "rotation/lost"},
			{Rotation: "ended", Process: "rotation/ended", Ended: true}, {Rotation: "new", Process: "rotation/new", Waiting: true},
		},
		running: map[string]bool{"rotation/runs": true},
	}
	look, err := reconciler(record, time.Now()).Reconcile(t.Context(), "key:office")
	require.NoError(t, err)
	require.Equal(t, 5, look.Rotations)
	require.Equal(t, []rotation.Gap{
		{Rotation: "papers", Why: rotation.NoProcess}, {Rotation: "lost", Process: "rotation/lost", Why: rotation.NotRunning},
		{Rotation: "ended", Process: "rotation/ended", Why: rotation.ProcessEnded},
	}, look.Gaps)
	require.Equal(t, []rotation.Reconciliation{look}, record.kept)
}

func TestAnEngineThatIsAwayIsNoGap(t *testing.T) {
	t.Parallel()
	record := &rotationsOnRecord{goingOn: []rotation.GoingOn{{Rotation: "runs", Process: "rotation/runs"}}, away: errors.New("away")}
	_, err := reconciler(record, time.Now()).Reconcile(t.Context(), "key:office")
	require.Error(t, err)
	require.Empty(t, record.kept)
}

func TestTheJobLooksOnceADay(t *testing.T) {
	t.Parallel()
	now := time.Date(2020, 8, 9, 0, 0, 0, 0, time.UTC)
	for age, want := range map[time.Duration]int{23 * time.Hour: 1, 24 * time.Hour: 2} {
		record := &rotationsOnRecord{kept: []rotation.Reconciliation{{At: now.Add(-age)}}}
		ctx, cancel := context.WithCancel(t.Context())
		cancel() // it looks before it waits
		reconciler(record, now).Run(ctx)
		require.Len(t, record.kept, want)
	}
}
