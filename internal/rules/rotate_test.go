package rules_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
	"canbo/internal/planning"
	"canbo/internal/policy"
	"canbo/internal/rotation"
	"canbo/internal/rules"
	"canbo/seeds"
)

// eligibility returns the compiled rules of a shipped policy and its limits.
func eligibility(t *testing.T, id string) (*rules.Eligibility, rotation.Limits) {
	t.Helper()
	set, err := policy.Load(seeds.FS, "policies")
	require.NoError(t, err)
	p, err := set.ByID(id, 1)
	require.NoError(t, err)
	e, err := rules.CompileRotation(p)
	require.NoError(t, err)
	return e, p.Rotation.Terms().Limits
}

// movable is an official and a post about whom no rule has anything to say.
func movable(limits rotation.Limits, change func(*rotation.Facts)) rotation.Facts {
	f := rotation.Facts{
		Official: "an", PostCode: "xa-a-bi-thu", Limit: limits,
		Person: rotation.PersonFacts{
			InService: true, PartyMember: true, Planned: true, MonthsInPost: 48, MonthsLeft: 240, Standing: 30,
			Professional: true, PoliticalTheory: true,
		},
		Post:   rotation.PostFacts{Vacant: true, Head: true, Party: true, Standing: 30},
		Grades: planning.GradeFacts{Last: evaluation.Excellent, Before: evaluation.Good},
	}
	if change != nil {
		change(&f)
	}
	return f
}

func TestEligibilityNamesTheRuleThatExcludes(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		policy   string
		change   func(*rotation.Facts)
		rule     string
		excludes bool
		values   string
	}{
		{"nothing at all", "qd98-2017", nil, "", false, ""},
		{"a month short of ten years", "qd65-2022", func(f *rotation.Facts) { f.Person.MonthsLeft = 119 }, "serviceLeft", true,
			"person.months_left = 119, person.obliged = false, limit.months_left_obliged = 60, limit.months_left = 120"},
		{"ten years to the month", "qd65-2022", func(f *rotation.Facts) { f.Person.MonthsLeft = 120 }, "", false, ""},
		{"a head who must leave with a term left", "qd65-2022", func(f *rotation.Facts) { f.Person.MonthsLeft, f.Person.Obliged = 60, true }, "", false, ""},
		{"a head who must leave with less than a term", "qd65-2022", func(f *rotation.Facts) { f.Person.MonthsLeft, f.Person.Obliged = 59, true },
			"serviceLeft", true, "person.months_left = 59, person.obliged = true, limit.months_left_obliged = 60, limit.months_left = 120"},
		{"the own unit", "qd65-2022", func(f *rotation.Facts) { f.Post.OwnUnit = true }, "ownUnit", true, "post.own_unit = true"},
		{"the home place", "qd65-2022", func(f *rotation.Facts) { f.Post.Home = true }, "homePlace", true, "post.home = true"},
		{"twenty years at the destination", "qd65-2022", func(f *rotation.Facts) { f.Post.LocalMonths = 240 }, "localPerson", true,
			"post.head = true, post.local_months = 240, limit.local_months = 240"},
		{"twenty years there but a post below the head", "qd65-2022", func(f *rotation.Facts) { f.Post.LocalMonths, f.Post.Head = 240, false }, "", false, ""},
		{"two terms as head there", "qd65-2022", func(f *rotation.Facts) { f.Post.TermsAsHead = 2 }, "twoTerms", true,
			"post.head = true, post.terms_as_head = 2, limit.max_terms = 2"},
		{"a lower post", "qd65-2022", func(f *rotation.Facts) { f.Post.Standing = 25 }, "lowerPost", true, "post.standing = 25, person.standing = 30"},
		{"a post that is not ranked", "qd65-2022", func(f *rotation.Facts) { f.Post.Standing = 0 }, "standingUnknown", false, "post.standing = 0, person.standing = 30"},
		{"a higher post for somebody rated Good", "qd65-2022", func(f *rotation.Facts) { f.Person.Standing, f.Grades.Last = 20, evaluation.Good },
			"higherPost", false, "post.standing = 30, person.standing = 20, grades.last = Good"},
		{"a post that is held", "qd65-2022", func(f *rotation.Facts) { f.Post.Vacant = false }, "notVacant", true, "post.vacant = false"},
		{"somebody on a rotation", "qd65-2022", func(f *rotation.Facts) { f.Person.Rotating = true }, "rotating", true, "person.rotating = true"},
		{"who has left service", "qd65-2022", func(f *rotation.Facts) { f.Person.InService = false }, "leftService", true, "person.in_service = false"},
		{"no member for a post of the Party", "qd65-2022", func(f *rotation.Facts) { f.Person.PartyMember = false }, "partyPost", true,
			"post.party = true, person.party_member = false"},
		{"no standard of theory", "qd65-2022", func(f *rotation.Facts) { f.Person.PoliticalTheory = false }, "politicalTheory", true, "person.political_theory = false"},
		{"no professional standard", "qd65-2022", func(f *rotation.Facts) { f.Person.Professional = false }, "professional", true, "person.professional = false"},
		{"two years in the post in 2017", "qd98-2017", func(f *rotation.Facts) { f.Person.MonthsInPost = 24 }, "timeInPost", true,
			"person.obliged = false, person.months_in_post = 24, limit.months_in_post = 36"},
		{"two years in the post in 2022", "qd65-2022", func(f *rotation.Facts) { f.Person.MonthsInPost = 24 }, "", false, ""},
		{"on no list in 2017", "qd98-2017", func(f *rotation.Facts) { f.Person.Planned = false }, "notPlanned", true, "person.planned = false, person.obliged = false"},
		{"on no list in 2022", "qd65-2022", func(f *rotation.Facts) { f.Person.Planned = false }, "notPlanned", false, "person.planned = false, person.obliged = false"},
		{"a warning of half a year ago in 2017", "qd98-2017", func(f *rotation.Facts) {
			f.Discipline = []planning.DisciplineFact{{Form: evaluation.Warning, MonthsAgo: 6}}
		}, "disciplined", true, "discipline = [warning], limit.discipline_months = 12"},
		{"a warning of half a year ago in 2025", "qd65-2025", func(f *rotation.Facts) {
			f.Discipline = []planning.DisciplineFact{{Form: evaluation.Warning, MonthsAgo: 6}}
		}, "disciplined", false, "discipline = [warning], limit.discipline_months = 12"},
		{"a year not completed in 2017", "qd98-2017", func(f *rotation.Facts) { f.Grades.Last = evaluation.NotCompleted }, "notCompleted", true, "grades.last = NotCompleted"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			e, limits := eligibility(t, tt.policy)
			findings, err := e.Findings(movable(limits, tt.change))
			require.NoError(t, err)
			require.Equal(t, !tt.excludes, rotation.Eligible(findings))
			if tt.rule == "" {
				require.Empty(t, findings)
				return
			}
			require.Len(t, findings, 1)
			f := findings[0]
			require.Equal(t, tt.rule, f.Rule)
			require.Equal(t, tt.excludes, f.Excludes)
			require.Equal(t, tt.values, f.Values)
			require.NotEmpty(t, f.VI)
			require.NotEmpty(t, f.CureVI)
			require.NotEmpty(t, f.Source)
		})
	}
}

func TestEveryShippedRotationPolicyCompiles(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"qd98-2017", "qd65-2022", "qd65-2025"} {
		e, limits := eligibility(t, id)
		findings, err := e.Findings(movable(limits, nil))
		require.NoError(t, err)
		require.Empty(t, findings, id)
	}
}
