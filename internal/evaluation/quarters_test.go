package evaluation_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/calendar"
	"canbo/internal/evaluation"
)

func TestQuartersOf(t *testing.T) {
	t.Parallel()
	decided := []evaluation.QuarterGrade{{Quarter: 4, Grade: evaluation.Excellent}, {Quarter: 1, Grade: evaluation.Good}}
	require.Equal(t, []evaluation.QuarterGrade{{Quarter: 1, Grade: evaluation.Good}, {Quarter: 2}, {Quarter: 3}},
		evaluation.QuartersOf([]int{1, 2, 3}, decided), "quarter 4 is not rated by itself; nothing was decided in two others")
}

func TestPeriods(t *testing.T) {
	t.Parallel()
	tests := []struct {
		period       evaluation.Period
		code, vi     string
		last, before string
	}{
		{evaluation.Period{Year: 2026}, "2026", "năm 2026", "2026-12-31", "2025"},
		{evaluation.Period{Year: 2026, Quarter: 1}, "2026-q1", "quý I năm 2026", "2026-03-31", "2025-q4"},
		{evaluation.Period{Year: 2026, Quarter: 2}, "2026-q2", "quý II năm 2026", "2026-06-30", "2026-q1"},
		{evaluation.Period{Year: 2026, Quarter: 4}, "2026-q4", "quý IV năm 2026", "2026-12-31", "2026-q3"},
	}
	for _, tt := range tests {
		require.Equal(t, tt.code, tt.period.Code())
		require.Equal(t, tt.vi, tt.period.Label().VI)
		require.Equal(t, tt.last, tt.period.Last().String())
		require.Equal(t, tt.before, tt.period.Before().Code())
		require.True(t, tt.period.Valid())
		if tt.period.Quarter > 0 {
			require.Equal(t, tt.period, evaluation.QuarterOf(tt.period.Last()))
		}
	}
	require.Equal(t, evaluation.Period{Year: 2026, Quarter: 2}, evaluation.QuarterOf(calendar.Date{Year: 2026, Month: 4, Day: 1}))
	for _, wrong := range []evaluation.Period{{}, {Year: 1989}, {Year: 2026, Quarter: 5}, {Year: 2026, Quarter: -1}} {
		require.False(t, wrong.Valid(), wrong)
	}
}

func TestMoreExcellentQuartersComeFirst(t *testing.T) {
	t.Parallel()
	up := func(official string, quarters ...evaluation.Grade) evaluation.Candidate {
		c := evaluation.Candidate{Official: official, Group: "g", Judgement: evaluation.Judgement{
			Grades: []evaluation.GradeJudgement{{Grade: evaluation.Excellent, Met: true}},
		}}
		for i, grade := range quarters {
			c.Quarters = append(c.Quarters, evaluation.QuarterGrade{Quarter: i + 1, Grade: grade})
		}
		return c
	}
	suggestions := evaluation.Suggest([]evaluation.Candidate{
		up("a", evaluation.Excellent), up("b"), up("c", evaluation.Excellent, evaluation.Excellent), up("d"), up("e"), up("f"),
	}, evaluation.Cap{
		RatioBP: 2000, Denominator: evaluation.GoodOnly, Group: evaluation.ByTitleGroup, Rounding: evaluation.HalfUp,
		SmallGroup: evaluation.AllowZero, Enforcement: evaluation.Block, Priority: []evaluation.Priority{evaluation.ByQuarters},
	})
	var excellent []string
	for _, s := range suggestions {
		if s.Grade == evaluation.Excellent {
			excellent = append(excellent, s.Official)
		}
	}
	require.Equal(t, []string{"c"}, excellent)
}

func TestADecisionOnDisciplineCountsInItsQuarter(t *testing.T) {
	t.Parallel()
	record := func(quarter int, violation string) evaluation.DisciplineRecord {
		return evaluation.DisciplineRecord{
			Discipline: evaluation.Discipline{Form: evaluation.Warning}, Year: 2026, Quarter: quarter, Violation: violation,
		}
	}
	records := []evaluation.DisciplineRecord{record(1, "v1"), record(2, "v1"), record(3, "")}
	for quarter, want := range map[int]int{
		0: 2, // the year: one violation by two decisions, and another
		1: 1,
		2: 0, // the violation has counted in the quarter before
		3: 1,
		4: 0,
	} {
		require.Len(t, evaluation.DisciplineOf(records, evaluation.Period{Year: 2026, Quarter: quarter}), want, quarter)
	}
}
