package activities

import (
	"context"
	"fmt"
	"time"

	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/opening"
	"canbo/internal/schedule"
)

// NameLaunch is the frozen name of the Launch activity.
const NameLaunch = "Launch"

// Launched is what Launch answers. It carries a code and no text, because the engine keeps it.
type Launched struct {
	Outcome   schedule.Outcome `json:"outcome"`
	FaultCode string           `json:"fault_code,omitempty"`
}

// Opener opens cycles, as the API does.
type Opener interface {
	Open(ctx context.Context, r opening.Request) (opening.Opened, error)
}

// ReviewOpener opens reviews of planning lists, as the API does.
type ReviewOpener interface {
	OpenReviews(ctx context.Context, r opening.ReviewRequest) (opening.OpenedReviews, error)
}

// PlanOpener opens rotation plans, as the API does. Error: fault.Conflict `plan_exists`.
type PlanOpener interface {
	OpenPlan(ctx context.Context, r opening.PlanRequest) (process string, err error)
}

// LaunchStore keeps what came of launches.
type LaunchStore interface {
	// CycleOf returns the code of the cycle of a unit and period, cancelled or not; "" when none has been opened.
	CycleOf(ctx context.Context, root string, p evaluation.Period) (string, error)
	// RecordLaunch keeps what came of a launch and tells the administrators of a failure; a success is not overwritten.
	RecordLaunch(ctx context.Context, r schedule.Report) error
}

// Launcher starts what a schedule says. Fields are set once, by cmd.
type Launcher struct {
	Opener  Opener
	Reviews ReviewOpener
	Plans   PlanOpener
	Store   LaunchStore
	Clock   func() time.Time
}

// Launch opens what a fire time is for and records what came of it. What has been opened already is done. A refusal,
// such as a roster that is not ready, is an outcome and no error, because trying again at once cannot help. Any other
// failure is recorded too, and returned so that it is tried again.
func (l *Launcher) Launch(ctx context.Context, launch schedule.Launch) (Launched, error) {
	defer beat(ctx)()
	report := schedule.Report{Schedule: launch.Schedule, Code: launch.Code(), ScheduledAt: launch.ScheduledAt, LaunchedAt: l.Clock()}
	var err error
	switch {
	case launch.Kind == schedule.KindEvaluation && launch.Evaluation != nil:
		report.Outcome, err = l.open(ctx, launch)
	case launch.Kind == schedule.KindPlanning && launch.Planning != nil:
		report.Outcome, err = l.review(ctx, launch)
	case launch.Kind == schedule.KindRotation && launch.Rotation != nil:
		report.Outcome, err = l.plan(ctx, launch)
	default:
		return Launched{}, fmt.Errorf("launch of %s: unknown kind %q", launch.Schedule, launch.Kind)
	}
	if err != nil {
		report.FaultCode, report.FaultText = "internal", fault.TextOf(err)
		if f, ok := fault.As(err); ok {
			report.FaultCode = f.Code
		}
	}
	kind := fault.KindOf(err)
	report.Again = err != nil && (kind == "" || kind == fault.Unavailable)
	if kept := l.Store.RecordLaunch(ctx, report); kept != nil {
		return Launched{}, kept
	}
	if report.Again {
		return Launched{}, fmt.Errorf("launch of %s: %w", launch.Schedule, err)
	}
	return Launched{Outcome: report.Outcome, FaultCode: report.FaultCode}, nil
}

func (l *Launcher) open(ctx context.Context, launch schedule.Launch) (schedule.Outcome, error) {
	_, err := l.Opener.Open(ctx, opening.CycleOf(launch))
	if err == nil {
		return schedule.Opened, nil
	}
	if fault.KindOf(err) != fault.Conflict {
		return schedule.Failed, err
	}
	// The code or the period is taken. Only the latter means that there is nothing left to do.
	switch code, lookup := l.Store.CycleOf(ctx, launch.Evaluation.Root, launch.Period); {
	case lookup != nil:
		return schedule.Failed, lookup
	case code == "":
		return schedule.Failed, err
	default:
		return schedule.AlreadyOpen, nil
	}
}

// review opens the reviews of the lists that are not reviewed in the year yet.
func (l *Launcher) review(ctx context.Context, launch schedule.Launch) (schedule.Outcome, error) {
	_, err := l.Reviews.OpenReviews(ctx, opening.ReviewsOf(launch))
	switch f, ok := fault.As(err); {
	case err == nil:
		return schedule.Opened, nil
	case ok && f.Code == opening.CodeAllReviewed:
		return schedule.AlreadyOpen, nil
	default:
		return schedule.Failed, err
	}
}

// plan opens a rotation plan; its code is that of its year, so that a plan of that code is the one.
func (l *Launcher) plan(ctx context.Context, launch schedule.Launch) (schedule.Outcome, error) {
	_, err := l.Plans.OpenPlan(ctx, opening.PlanOf(launch))
	switch {
	case err == nil:
		return schedule.Opened, nil
	case fault.KindOf(err) == fault.Conflict:
		return schedule.AlreadyOpen, nil
	default:
		return schedule.Failed, err
	}
}
