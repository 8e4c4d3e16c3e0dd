package assignment_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/rotation/assignment"
	"canbo/internal/rotation/assignment/assignmenttest"
)

// An independent solver is asked for one objective after the other, each with what the plan reaches of those before: it can
// find no plan that reaches more.
func TestAnotherSolverFindsNoBetterPlan(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ people, needs, perPerson int }{
		{50, 45, 6}, {50, 45, 45}, {500, 450, 12}, {2000, 1800, 10},
	} {
		t.Run(fmt.Sprintf("%d people for %d needs, %d posts each", c.people, c.needs, c.perPerson), func(t *testing.T) {
			t.Parallel()
			in := assignmenttest.Generate(c.people, c.needs, c.perPerson, 7)
			plan, err := assignment.Solve(in)
			require.NoError(t, err)
			require.NoError(t, assignment.Check(in, plan))
			reached := map[assignment.Objective]int64{}
			for _, o := range []assignment.Objective{assignment.Needs, assignment.Urgency, assignment.Suitability} {
				other, err := assignmenttest.SolveByCBC(t.Context(), t.TempDir(), in, assignmenttest.Only(o), reached)
				require.NoError(t, err)
				require.Equal(t, other.Value, plan.Score[o], "objective %d", o)
				reached[o] = plan.Score[o]
			}
			require.Positive(t, plan.Score[assignment.Needs])
			require.Less(t, plan.Score[assignment.Needs], int64(c.needs), "some cap must bind")
		})
	}
}
