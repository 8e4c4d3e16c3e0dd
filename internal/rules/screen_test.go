package rules_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
	"canbo/internal/planning"
	"canbo/internal/policy"
	"canbo/internal/rules"
	"canbo/seeds"
)

func screening(t *testing.T, id string) *rules.Screening {
	t.Helper()
	set, err := policy.Load(seeds.FS, "policies")
	require.NoError(t, err)
	p, err := set.ByID(id, 1)
	require.NoError(t, err)
	s, err := rules.CompilePlanning(p)
	require.NoError(t, err)
	return s
}

// sound is somebody about whom no rule has anything to say.
func sound(change func(*planning.Facts)) planning.Facts {
	f := planning.Facts{
		Official: "an", PositionCode: "bch",
		Person:   planning.PersonFacts{AgeMonths: 480, MonthsLeft: 240, InService: true, PartyMember: true, Positions: 1, Professional: true, PoliticalTheory: true},
		Position: planning.PositionFacts{Committee: true, Higher: true, Rank: 1},
		Grades:   planning.GradeFacts{Last: evaluation.Good, Before: evaluation.Good},
	}
	if change != nil {
		change(&f)
	}
	return f
}

func TestScreeningByTheRulesOfTheTerm2020(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		change func(*planning.Facts)
		rule   string
		reason planning.Reason
		blocks bool
		values string
	}{
		{"a month short of a term", func(f *planning.Facts) { f.Person.MonthsLeft = 59 }, "overAge", planning.OverAge, true, "person.months_left = 59, limit.months_left = 60"},
		{"a seat held already", func(f *planning.Facts) { f.Position.Held = true }, "alreadyHolds", planning.AlreadyHoldsPostOrHigher, true, "position.held = true, position.holds_higher = false"},
		{"a higher post", func(f *planning.Facts) { f.Position.HoldsHigher = true }, "alreadyHolds", planning.AlreadyHoldsPostOrHigher, true, "position.held = false, position.holds_higher = true"},
		{"a reprimand of half a year ago", func(f *planning.Facts) {
			f.Discipline = []planning.DisciplineFact{{Form: evaluation.Reprimand, MonthsAgo: 6}}
		}, "disciplined", planning.Disciplined, true, "discipline = [reprimand], limit.discipline_months = 12"},
		{"a year not completed", func(f *planning.Facts) { f.Grades.Last = evaluation.NotCompleted }, "notCompleted", planning.NotCompletedTasks, true, "grades.last = NotCompleted"},
		{"a fourth position", func(f *planning.Facts) { f.Person.Positions, f.Position.Rank = 4, 4 }, "postLimit", planning.ExceedsPostLimit, true, "person.positions = 4, limit.posts_per_person = 3, position.rank = 4"},
		{"somebody who has left", func(f *planning.Facts) { f.Person.InService = false }, "left", planning.RetiredOrDeceased, true, "person.in_service = false"},
		{"no standard of theory", func(f *planning.Facts) { f.Person.PoliticalTheory = false }, "politicalTheory", planning.PoliticalStandardNotMet, false, "person.political_theory = false"},
		{"no professional standard", func(f *planning.Facts) { f.Person.Professional = false }, "professional", planning.PoliticalStandardNotMet, false, "person.professional = false"},
		{"the age limit to the month", func(f *planning.Facts) { f.Person.MonthsLeft = 60 }, "", "", false, ""},
		{"the third of four positions", func(f *planning.Facts) { f.Person.Positions, f.Position.Rank = 4, 3 }, "", "", false, ""},
		{"a reprimand that has expired", func(f *planning.Facts) {
			f.Discipline = []planning.DisciplineFact{{Form: evaluation.Reprimand, MonthsAgo: 12}}
		}, "", "", false, ""},
		{"nothing at all", nil, "", "", false, ""},
	}
	s := screening(t, "hd15-2012")
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			findings, err := s.Screen(sound(tt.change))
			require.NoError(t, err)
			if tt.rule == "" {
				require.Empty(t, findings)
				return
			}
			require.Len(t, findings, 1)
			f := findings[0]
			require.Equal(t, tt.rule, f.Rule)
			require.Equal(t, tt.reason, f.Reason)
			require.Equal(t, tt.blocks, f.Blocking)
			require.Equal(t, tt.values, f.Values)
			require.NotEmpty(t, f.VI)
			require.NotEmpty(t, f.CureVI)
			require.NotEmpty(t, f.Source)
		})
	}
}

// What the later policies say otherwise, or more sharply, than that of the term 2020-2025.
func TestScreeningByTheLaterPolicies(t *testing.T) {
	t.Parallel()
	lateral := func(f *planning.Facts) { f.Position.Higher = false }
	tests := []struct {
		name, policy string
		change       func(*planning.Facts)
		rule         string
		blocks       bool
		values       string
	}{
		{"2012 lets people be planned for a post of the same rank", "hd15-2012", lateral, "", false, ""},
		{"2021 notes a post that is not higher", "qd50-2021", lateral, "notHigher", false,
			"limit.higher_post_only = true, position.higher = false, position.held = false, position.holds_higher = false"},
		{"2025 bars it", "qd377-2025", lateral, "notHigher", true,
			"limit.higher_post_only = true, position.higher = false, position.held = false, position.holds_higher = false"},
		{"who holds the post is told of that alone", "qd377-2025", func(f *planning.Facts) { f.Position.Higher, f.Position.Held = false, true },
			"alreadyHolds", true, "position.held = true, position.holds_higher = false"},
		{"2021 asks for a full term", "qd50-2021", func(f *planning.Facts) { f.Person.MonthsLeft = 59 }, "overAge", true,
			"person.months_left = 59, limit.months_left = 60"},
		{"2025 too", "qd377-2025", func(f *planning.Facts) { f.Person.MonthsLeft = 59 }, "overAge", true,
			"person.months_left = 59, limit.months_left = 60"},
		{"2021 drops the fourth position", "qd50-2021", func(f *planning.Facts) { f.Person.Positions, f.Position.Rank = 4, 4 }, "postLimit", true,
			"person.positions = 4, limit.posts_per_person = 3, position.rank = 4"},
		{"2025 considers who was reprimanded a year ago", "qd377-2025", func(f *planning.Facts) {
			f.Discipline = []planning.DisciplineFact{{Form: evaluation.Reprimand, MonthsAgo: 12}}
		}, "", false, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			findings, err := screening(t, tt.policy).Screen(sound(tt.change))
			require.NoError(t, err)
			if tt.rule == "" {
				require.Empty(t, findings)
				return
			}
			require.Len(t, findings, 1)
			require.Equal(t, []any{tt.rule, tt.blocks, tt.values}, []any{findings[0].Rule, findings[0].Blocking, findings[0].Values})
		})
	}
}

func TestScreeningWithoutAGradeOnRecord(t *testing.T) {
	t.Parallel()
	findings, err := screening(t, "hd15-2012").Screen(sound(func(f *planning.Facts) { f.Grades = planning.GradeFacts{} }))
	require.NoError(t, err)
	require.Empty(t, findings, "who was never rated is not held against the rule on grades")
}

func TestEveryShippedPlanningPolicyCompiles(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"hd15-2012", "qd50-2021", "qd377-2025"} {
		findings, err := screening(t, id).Screen(sound(nil))
		require.NoError(t, err)
		require.Empty(t, findings, id)
	}
}
