package screening

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"canbo/internal/calendar"
	"canbo/internal/planning"
	"canbo/internal/policy"
)

// FindingStore keeps what a sweep finds.
type FindingStore interface {
	// RunningPlanLists names the lists whose term has not ended before a year.
	RunningPlanLists(ctx context.Context, year int) ([]string, error)
	// RecordAgeLimits brings the findings on age in line with the limits reached and returns how many are new. It may be
	// repeated.
	RecordAgeLimits(ctx context.Context, lists []string, limits []planning.AgeLimit, at time.Time) (int, error)
}

// sweepEvery is how often a sweep looks; what it finds changes with the month.
const sweepEvery = time.Hour

// Sweep finds people on planning lists who reach an age limit between two reviews. Any number of them may run.
type Sweep struct {
	Screener *Screener
	Findings FindingStore
	Clock    func() time.Time
	Log      *slog.Logger
}

// Run sweeps at once and then every hour until ctx ends.
func (w *Sweep) Run(ctx context.Context) {
	for ctx.Err() == nil {
		opened, err := w.Once(ctx)
		switch {
		case err != nil && ctx.Err() == nil:
			w.Log.WarnContext(ctx, "sweep of planning lists failed", "error", err)
		case opened > 0:
			w.Log.InfoContext(ctx, "age limits on planning lists reached", "findings", opened)
		}
		select {
		case <-ctx.Done():
		case <-time.After(sweepEvery):
		}
	}
}

// Once looks at all lists whose term runs or is to come, and returns how many findings are new.
func (w *Sweep) Once(ctx context.Context) (opened int, err error) {
	now := w.Clock()
	today := calendar.DateOf(now)
	lists, err := w.Findings.RunningPlanLists(ctx, today.Year)
	if err != nil {
		return 0, err
	}
	month := time.Date(today.Year, today.Month, 1, 0, 0, 0, 0, time.UTC)
	var limits []planning.AgeLimit
	for _, list := range lists {
		reached, err := w.Screener.ageLimits(ctx, list, month)
		if err != nil {
			return 0, fmt.Errorf("sweep the planning list %s: %w", list, err)
		}
		limits = append(limits, reached...)
	}
	return w.Findings.RecordAgeLimits(ctx, lists, limits, now.UTC())
}

// ageLimits lists who on a list has too little service left by a month, and had enough at the list's reference month:
// whoever had not is found by the screening.
func (s *Screener) ageLimits(ctx context.Context, list string, month time.Time) ([]planning.AgeLimit, error) {
	plan, err := s.Store.Plan(ctx, list, 0)
	if err != nil {
		return nil, err
	}
	p, err := s.policyFor(Asked{List: list}, plan)
	if err != nil {
		return nil, err
	}
	reference, _, ok := p.Planning.Reference(policy.Tier(plan.Tier))
	if !ok {
		return nil, nil // its screening says so
	}
	dossiers, err := s.Store.Dossiers(ctx, plan.Officials(), plan.List.TermFrom, month)
	if err != nil {
		return nil, err
	}
	var reached []planning.AgeLimit
	for _, official := range plan.Officials() {
		from, ok := p.Planning.Retirement.Value.ShortFrom(dossiers[official].Person, p.Planning.MonthsLeft.Value)
		if ok && from.After(reference) && !from.After(month) {
			reached = append(reached, planning.AgeLimit{List: list, Official: official, Month: from.Format(planning.MonthFormat)})
		}
	}
	return reached, nil
}
