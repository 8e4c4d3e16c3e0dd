package storetest

import (
	"io/fs"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
	"canbo/internal/policy"
	"canbo/internal/procedure"
	"canbo/internal/roster"
)

// Root is the root unit of the small district.
const Root = "huyen-mini"

// ReferenceDate is the day whose tenures are enrolled in Cycle.
var ReferenceDate = time.Date(2018, 12, 31, 0, 0, 0, 0, time.UTC)

// Mini loads the small district; seeds is seeds.FS, which this package may not import.
func Mini(t testing.TB, seeds fs.FS) *roster.District {
	t.Helper()
	files, err := fs.Sub(seeds, "mini")
	require.NoError(t, err)
	d, problems := roster.Load(files)
	require.Empty(t, problems)
	return d
}

// Opening is what opening Cycle under the policy of 2018 writes.
func Opening(t testing.TB, seeds fs.FS) evaluation.CycleOpening {
	t.Helper()
	policies, err := policy.Load(seeds, "policies")
	require.NoError(t, err)
	pol, err := policies.ByID("qd132-2018", 1)
	require.NoError(t, err)
	enrolment, findings := evaluation.Enrol(Mini(t, seeds), Root, ReferenceDate)
	require.Empty(t, findings)
	opening := evaluation.CycleOpening{
		Code: Cycle, Root: Root, Period: evaluation.Period{Year: 2018}, ReferenceDate: ReferenceDate, OpenedBy: "admin", OpenedAt: noon,
		Policy:   evaluation.PinnedPolicy{ID: pol.ID, Version: pol.Version, SHA256: pol.SHA256, Text: pol.Raw},
		Enrolled: enrolment.Enrolled,
	}
	for _, g := range pol.Evaluation.Grades {
		opening.Policy.Grades = append(opening.Policy.Grades, evaluation.GradeLabel{Grade: g.Grade, Label: evaluation.Label(g.Label)})
	}
	add := func(p procedure.Process, subject string) {
		s := p.Base()
		opening.Processes = append(opening.Processes, procedure.NewProcess{ID: s.ID, Kind: s.Kind, Cycle: Cycle, Subject: subject, Input: p})
	}
	steps := pol.Evaluation.Steps
	add(evaluation.NewCycle(Cycle, enrolment, policy.Procedure(steps.Cycle)), "")
	for _, c := range enrolment.Conferences {
		add(evaluation.NewUnitReview(Cycle, c, policy.Procedure(steps.UnitReview), pol.Evaluation.Rules(steps.UnitReview)), c.Unit)
	}
	for _, s := range enrolment.Sittings {
		add(evaluation.NewBodyDecision(Cycle, s, policy.Procedure(steps.BodyDecision), pol.Evaluation.Rules(steps.BodyDecision)), s.Body)
	}
	return opening
}

// NewCycle returns a store of the small district in which Cycle is open.
func NewCycle(t testing.TB, seeds fs.FS) *Store {
	t.Helper()
	s := New(Mini(t, seeds))
	require.NoError(t, s.OpenCycle(t.Context(), Opening(t, seeds)))
	return s
}
