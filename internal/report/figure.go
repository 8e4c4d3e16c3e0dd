package report

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"canbo/internal/evaluation"
	"canbo/internal/planning"
	"canbo/internal/roster"
)

// Figure is one line of a report: Count of Total.
type Figure struct {
	ID    string // evaluation.standing_committee.good_or_better
	Count int
	Total int // 0 when there is nobody to count among; Count is 0 then
	// BaselineBP is the published share of an earlier day in basis points; nil when there is none.
	BaselineBP *int
	// BaselineSource says where that share was published; empty when there is none.
	BaselineSource string
	// Printed is what a published text says of the figure; empty when it says nothing. See Compare.
	Printed string
}

// PercentBP is the share in basis points, rounded half up; ok is false when Total is 0.
func (f Figure) PercentBP() (bp int, ok bool) {
	return evaluation.Share{Part: f.Count, Whole: f.Total}.BP(), f.Total > 0
}

// ChangeBP is the change on the baseline in hundredths of a percentage point, rounded half up; ok is false when there
// is no baseline or nobody to count.
func (f Figure) ChangeBP() (bp int, ok bool) {
	percent, ok := f.PercentBP()
	if !ok || f.BaselineBP == nil {
		return 0, false
	}
	return percent - *f.BaselineBP, true // the baseline is whole, so the order of rounding and taking away is no matter
}

// The two readings of "the share of Excellent", which are taken for one another. The cap limits the first; reports
// print the second.
const (
	excellentAgainstGood       = "excellent_against_good"
	excellentAmongGoodOrBetter = "excellent_among_good_or_better"
)

// Evaluation picks the figures of a report from the statistics of a cycle (evaluation.Statistics), in the order of the
// report. Those of a level without bodies are left out.
func Evaluation(statistics []evaluation.Figure) []Figure {
	counts := make(map[string]evaluation.Figure, len(statistics))
	for _, s := range statistics {
		counts[s.ID] = s
	}
	for _, s := range statistics {
		if scope, ok := strings.CutSuffix(s.ID, ".excellent"); ok {
			id := scope + "." + excellentAgainstGood
			counts[id] = evaluation.Figure{ID: id, Count: s.Count, Total: counts[scope+".good"].Count}
		}
	}
	var figures []Figure
	for _, l := range lines {
		if s, ok := counts[l.id]; ok {
			figures = append(figures, Figure{ID: s.ID, Count: s.Count, Total: s.Total})
		}
	}
	return figures
}

// The figures of rotations.
const (
	rotationsSince      = "rotation.since_2014"
	rotationsToKeyPosts = "rotation.to_commune_key_posts"
)

// RotationsSince is the day from which the article counts rotations.
var RotationsSince = time.Date(2014, time.January, 1, 0, 0, 0, 0, time.UTC)

// Rotation makes the figures of the rotations decided since RotationsSince, and of those that led to a key post of a
// commune.
func Rotation(decided, toKeyPosts int) []Figure {
	return []Figure{
		{ID: rotationsSince, Count: decided, Total: decided}, {ID: rotationsToKeyPosts, Count: toKeyPosts, Total: decided},
	}
}

// PlanCounts are what came of a year's plan of rotations.
type PlanCounts struct {
	Needs      int // posts to be filled
	Filled     int // of them, by the last assignment
	Refused    int // answers of a side against a rotation, each of which had the plan solved anew
	Decided    int // of those filled
	HandedOver int // of those decided: both sides have recorded it, and the roster has it
	Entitled   int // of those handed over: the receiving unit has confirmed everything that is due
}

// RotationPlan makes the figures of a year's plan of rotations.
func RotationPlan(c PlanCounts) []Figure {
	return []Figure{
		{ID: "rotation.plan.needs", Count: c.Needs, Total: c.Needs}, {ID: "rotation.plan.filled", Count: c.Filled, Total: c.Needs},
		{ID: "rotation.plan.refused", Count: c.Refused, Total: c.Refused}, {ID: "rotation.plan.decided", Count: c.Decided, Total: c.Filled},
		{ID: "rotation.plan.handed_over", Count: c.HandedOver, Total: c.Decided}, {ID: "rotation.plan.entitled", Count: c.Entitled, Total: c.HandedOver},
	}
}

// Planning makes the figures of planning lists, in the order of the report: how many people are on the lists of each kind.
func Planning(counts []planning.Count) []Figure {
	figures := make([]Figure, len(counts))
	for i, c := range counts {
		figures[i] = Figure{ID: c.Figure(), Count: c.People, Total: c.People}
	}
	slices.SortStableFunc(figures, func(a, b Figure) int { return cmp.Compare(position(a.ID), position(b.ID)) })
	return figures
}

// IsQualification tells whether a figure is one of Qualification.
func IsQualification(id string) bool { return strings.HasPrefix(id, "qualification.") }

// Qualification makes the figures of qualification counts, each with its baseline where one was published.
func Qualification(counts []roster.QualificationCount, baselines []roster.Baseline) []Figure {
	figures := make([]Figure, len(counts))
	for i, c := range counts {
		figures[i] = Figure{ID: c.Figure(), Count: c.Count, Total: c.Total}
		for _, b := range baselines {
			if b.Figure == figures[i].ID {
				figures[i].BaselineBP, figures[i].BaselineSource = new(b.PercentBP), b.Source
			}
		}
	}
	slices.SortStableFunc(figures, func(a, b Figure) int { return cmp.Compare(position(a.ID), position(b.ID)) })
	return figures
}
