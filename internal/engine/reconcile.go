package engine

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"

	"canbo/internal/rotation"
)

const (
	jobOfTheDay   = "job:reconcile"
	reconcileAge  = 24 * time.Hour
	reconcilePoll = time.Hour
)

// Running reports whether the engine carries a process on. Error: fault.Unavailable.
func (e *Engine) Running(ctx context.Context, process string) (bool, error) {
	described, err := e.client.DescribeWorkflowExecution(ctx, process, "")
	if _, unknown := errors.AsType[*serviceerror.NotFound](err); unknown {
		return false, nil
	}
	if err != nil {
		return false, unavailable(err)
	}
	return described.GetWorkflowExecutionInfo().GetStatus() == enums.WORKFLOW_EXECUTION_STATUS_RUNNING, nil
}

// RotationRecord is the record of rotations, as far as a reconciliation reads and writes it.
type RotationRecord interface {
	// RotationsGoingOn lists the rotations that have not ended.
	RotationsGoingOn(ctx context.Context) ([]rotation.GoingOn, error)
	// LastReconciliation returns the newest look; its time is zero when there was none.
	LastReconciliation(ctx context.Context) (rotation.Reconciliation, error)
	// RecordReconciliation keeps a look.
	RecordReconciliation(ctx context.Context, r rotation.Reconciliation) error
}

// Reconciler looks whether each rotation that goes on has its process running: a rotation lives for years, longer than any
// installation stays as it is.
type Reconciler struct {
	Engine interface {
		Running(ctx context.Context, process string) (bool, error)
	}
	Record RotationRecord
	Clock  func() time.Time
	Log    *slog.Logger
}

// Reconcile looks once, keeps what it found and returns it. Error: fault.Unavailable when the engine does not answer.
func (r *Reconciler) Reconcile(ctx context.Context, by string) (rotation.Reconciliation, error) {
	all, err := r.Record.RotationsGoingOn(ctx)
	if err != nil {
		return rotation.Reconciliation{}, err
	}
	look := rotation.Reconciliation{At: r.Clock(), By: by, Rotations: len(all), Gaps: []rotation.Gap{}}
	for _, x := range all {
		why, err := r.why(ctx, x)
		if err != nil {
			return look, err
		}
		if why != "" {
			look.Gaps = append(look.Gaps, rotation.Gap{Rotation: x.Rotation, Process: x.Process, Why: why})
			r.Log.WarnContext(ctx, "rotation without its process", "rotation", x.Rotation, "workflow_id", x.Process, "why", why)
		}
	}
	return look, r.Record.RecordReconciliation(ctx, look)
}

// why is empty when a rotation is carried on, or is about to be.
func (r *Reconciler) why(ctx context.Context, x rotation.GoingOn) (rotation.Why, error) {
	switch {
	case x.Process == "":
		return rotation.NoProcess, nil
	case x.Ended:
		return rotation.ProcessEnded, nil
	case x.Waiting:
		return "", nil
	}
	running, err := r.Engine.Running(ctx, x.Process)
	if err != nil || running {
		return "", err
	}
	return rotation.NotRunning, nil
}

// Run reconciles once a day until ctx ends, whichever worker comes first.
func (r *Reconciler) Run(ctx context.Context) {
	for {
		last, err := r.Record.LastReconciliation(ctx)
		if err == nil && r.Clock().Sub(last.At) >= reconcileAge {
			_, err = r.Reconcile(ctx, jobOfTheDay)
		}
		if err != nil && ctx.Err() == nil {
			r.Log.WarnContext(ctx, "rotations not reconciled", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(reconcilePoll):
		}
	}
}
