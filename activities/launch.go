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

// LaunchStore keeps what came of launches.
type LaunchStore interface {
	// CycleOf returns the code of the cycle of a unit and period, cancelled or not; "" when none has been opened.
	CycleOf(ctx context.Context, root string, p evaluation.Period) (string, error)
	// RecordLaunch keeps what came of a launch and tells the administrators of a failure; a success is not overwritten.
	RecordLaunch(ctx context.Context, r schedule.Report) error
}

// Launcher starts what a schedule says. Fields are set once, by cmd.
type Launcher struct {
	Opener Opener
	Store  LaunchStore
	Clock  func() time.Time
}

// Launch opens what a fire time is for and records what came of it. What has been opened already is done. A refusal,
// such as a roster that is not ready, is an outcome and no error, because trying again at once cannot help. Any other
// failure is recorded too, and returned so that it is tried again.
func (l *Launcher) Launch(ctx context.Context, launch schedule.Launch) (Launched, error) {
	defer beat(ctx)()
	if launch.Kind != schedule.KindEvaluation || launch.Evaluation == nil {
		return Launched{}, fmt.Errorf("launch of %s: unknown kind %q", launch.Schedule, launch.Kind)
	}
	outcome, err := l.open(ctx, launch)
	report := schedule.Report{
		Schedule: launch.Schedule, Code: launch.Evaluation.Cycle, ScheduledAt: launch.ScheduledAt, Outcome: outcome,
		LaunchedAt: l.Clock(),
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
	return Launched{Outcome: outcome, FaultCode: report.FaultCode}, nil
}

func (l *Launcher) open(ctx context.Context, launch schedule.Launch) (schedule.Outcome, error) {
	e := launch.Evaluation
	id, version := e.Policy.Split()
	day := time.Date(e.ReferenceDate.Year, e.ReferenceDate.Month, e.ReferenceDate.Day, 0, 0, 0, 0, time.UTC)
	_, err := l.Opener.Open(ctx, opening.Request{
		Cycle: e.Cycle, Root: e.Root, Period: launch.Period, ReferenceDate: day,
		Policy: id, PolicyVersion: version, Actor: "schedule:" + launch.Schedule,
	})
	if err == nil {
		return schedule.Opened, nil
	}
	if fault.KindOf(err) != fault.Conflict {
		return schedule.Failed, err
	}
	// The code or the period is taken. Only the latter means that there is nothing left to do.
	switch code, lookup := l.Store.CycleOf(ctx, e.Root, launch.Period); {
	case lookup != nil:
		return schedule.Failed, lookup
	case code == "":
		return schedule.Failed, err
	default:
		return schedule.AlreadyOpen, nil
	}
}
