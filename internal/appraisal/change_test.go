package appraisal_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"canbo/internal/appraisal"
	"canbo/internal/evaluation"
	"canbo/internal/policy"
	"canbo/seeds"
)

// best is somebody who meets every condition of Excellent in 2018 and in 2023.
func best(official string) evaluation.AppraisalCase {
	return evaluation.AppraisalCase{
		Unit: "u",
		Facts: evaluation.Facts{
			Official: official, Year: 2018, Own: evaluation.Targets{Total: 10, Done: 10, OnTime: 10, Exceeded: 6},
			Post:   evaluation.Post{TitleGroup: "commune-officer", Rank: 4},
			Person: evaluation.Person{MonthsWorked: 12, Exemplary: true, Initiative: true},
			Unit:   evaluation.UnitResult{Total: 16, Done: 16, OnTime: 16, Exceeded: 9, SubunitsTotal: 8, SubunitsCompleted: 8, SubunitsGood: 7},
			Criteria: evaluation.Levels{
				Political: evaluation.LevelGood, Ethics: evaluation.LevelGood, Style: evaluation.LevelGood,
				Organisation: evaluation.LevelGood, Results: evaluation.LevelExcellent,
			},
		},
	}
}

func TestAnotherPolicyIsTriedOnTheSameRecord(t *testing.T) {
	t.Parallel()
	set, err := policy.Load(seeds.FS, "policies")
	require.NoError(t, err)
	named := func(id string) *policy.Policy {
		p, err := set.ByID(id, 1)
		require.NoError(t, err)
		return p
	}
	six := func(change func(*evaluation.AppraisalCase)) []evaluation.AppraisalCase {
		cases := []evaluation.AppraisalCase{best("a"), best("b"), best("c"), best("d"), best("e"), best("f")}
		change(&cases[0])
		return cases
	}
	type outcome struct {
		Changes []string // official: from to
		Unknown int
	}
	tests := []struct {
		name     string
		from, to string
		cases    []evaluation.AppraisalCase
		units    []evaluation.Mark
		want     outcome
	}{
		{"the same policy changes nothing", "qd132-2018", "qd132-2018", six(func(*evaluation.AppraisalCase) {}), nil, outcome{}},
		{
			"no initiative bars Excellent in 2018 and not in 2023", "qd132-2018", "qd124-2023",
			six(func(c *evaluation.AppraisalCase) { c.Facts.Person.Initiative = false; c.Facts.Own.Exceeded = 10 }), nil,
			outcome{Changes: []string{"a: Good Excellent", "b: Excellent Good"}},
		},
		{
			"a head is held to the unit where the policy says so", "qd124-2023", "qd366-2025",
			[]evaluation.AppraisalCase{func() evaluation.AppraisalCase {
				c := best("a")
				c.Facts.Post.IsHead = true
				c.Facts.Score = evaluation.Points{Given: true, GeneralTenths: 290, ResultsTenths: 690}
				return c
			}()},
			[]evaluation.Mark{{Subject: "u", Grade: evaluation.Completed}}, outcome{Changes: []string{"a: Good Completed"}},
		},
		{
			"without points the policy of points cannot tell", "qd132-2018", "qd366-2025", []evaluation.AppraisalCase{best("a")}, nil,
			outcome{Changes: []string{"a: Good NotCompleted"}, Unknown: 1},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			compared, err := appraisal.Compare(named(tt.from), named(tt.to), tt.cases, tt.units)
			require.NoError(t, err)
			require.Equal(t, len(tt.cases), compared.Officials)
			got := outcome{Unknown: compared.Unknown}
			for _, c := range compared.Changes {
				got.Changes = append(got.Changes, c.Official+": "+string(c.From)+" "+string(c.To))
				require.NotEmpty(t, c.WhyVI, c.Official)
				require.Len(t, c.WhyEN, len(c.WhyVI))
			}
			require.Empty(t, cmp.Diff(tt.want, got))
		})
	}
}
