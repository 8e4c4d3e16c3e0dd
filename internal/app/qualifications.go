package app

import (
	"context"
	"fmt"
	"time"

	"canbo/internal/calendar"
	"canbo/internal/policy"
	"canbo/internal/postgres"
	"canbo/internal/report"
	"canbo/internal/roster"
)

// Qualifications counts who is qualified for the post they hold, and the rotations until a day.
type Qualifications struct {
	Roster   *postgres.Roster
	Policies *policy.Set
}

// Figures counts the rotations decided until a day, and the holders of principal posts on it by the standard in force,
// each with its published baseline. Error: fault.NotFound policy_missing when no standard is in force.
func (q Qualifications) Figures(ctx context.Context, on calendar.Date) ([]report.Figure, error) {
	standards, err := q.Policies.For(policy.KindQualification, on)
	if err != nil {
		return nil, err
	}
	day := time.Date(on.Year, on.Month, on.Day, 0, 0, 0, 0, time.UTC)
	holders, err := q.Roster.QualificationHolders(ctx, day)
	if err != nil {
		return nil, fmt.Errorf("count qualifications on %s: %w", on, err)
	}
	baselines, err := q.Roster.Baselines(ctx)
	if err != nil {
		return nil, fmt.Errorf("count qualifications on %s: %w", on, err)
	}
	decided, toKeyPosts, err := q.Roster.RotationFigures(ctx, report.RotationsSince, day)
	if err != nil {
		return nil, fmt.Errorf("count rotations until %s: %w", on, err)
	}
	return append(report.Rotation(decided, toKeyPosts), report.Qualification(qualified(holders, standards.Qualification), baselines)...), nil
}

// qualified counts each tier by its own standard.
func qualified(holders []roster.Holder, rules *policy.Qualification) []roster.QualificationCount {
	var counts []roster.QualificationCount
	for _, tier := range []roster.Tier{roster.TierDistrict, roster.TierCommune} {
		for _, c := range roster.CountQualified(holders, rules.Standard(tier, "")) {
			if c.Tier == tier {
				counts = append(counts, c)
			}
		}
	}
	return counts
}
