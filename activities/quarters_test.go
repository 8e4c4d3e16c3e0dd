package activities_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/activities"
	"canbo/activities/storetest"
	"canbo/internal/calendar"
	"canbo/internal/evaluation"
	"canbo/internal/policy"
	"canbo/internal/procedure"
	"canbo/seeds"
)

// The appraisal of a year under the policy of points reads what was decided in its quarters; that of a quarter does not.
func TestTheAppraisalOfAYearReadsItsQuarters(t *testing.T) {
	t.Parallel()
	policies, err := policy.Load(seeds.FS, "policies")
	require.NoError(t, err)
	pol, err := policies.ByID("qd366-2025", 1)
	require.NoError(t, err)
	days, err := calendar.Load(seeds.FS, "calendars")
	require.NoError(t, err)
	opening := storetest.Opening(t, seeds.FS)
	opening.Policy = evaluation.PinnedPolicy{ID: pol.ID, Version: pol.Version, SHA256: pol.SHA256, Text: pol.Raw}

	tests := []struct {
		name    string
		quarter int
		decided evaluation.Grade // in quarter 2
		want    evaluation.Grade
	}{
		{"a good quarter", 0, evaluation.Good, evaluation.Excellent},
		{"one quarter not completed bars Excellent", 0, evaluation.NotCompleted, evaluation.Good},
		{"a quarter looks at itself only", 3, evaluation.NotCompleted, evaluation.Excellent},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			store := storetest.New(storetest.Mini(t, seeds.FS))
			require.NoError(t, store.OpenCycle(t.Context(), opening))
			cases := casesOf(t, "mini-11")
			cases[0].Facts.Quarter = tt.quarter
			cases[0].Facts.Post.IsHead = true // whom the cap does not count
			cases[0].Facts.Own = evaluation.Targets{Total: 10, Done: 10, OnTime: 10}
			cases[0].Facts.Score = evaluation.Points{Given: true, GeneralTenths: 290, ResultsTenths: 650}
			cases[0].Quarters = []evaluation.QuarterGrade{{Quarter: 2, Grade: tt.decided}}
			store.Cases["du-xa-na-muoi"] = cases
			acts := &activities.Activities{Store: store, Reader: store, Calendar: days}
			applied, err := acts.Apply(t.Context(), batchOf(t, sittingID, evaluation.EffectAppraise,
				evaluation.Appraise{Cycle: storetest.Cycle, Body: "du-xa-na-muoi"}))
			require.NoError(t, err)
			require.Equal(t, evaluation.Appraised{Marks: []evaluation.Mark{{Subject: "mini-11", Grade: tt.want}}},
				procedure.Decode[evaluation.Appraised](applied.Commands[0]))
		})
	}
}
