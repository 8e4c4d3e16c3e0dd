package rotation_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/fault"
	"canbo/internal/procedure"
	"canbo/internal/rotation"
	"canbo/internal/rotation/assignment"
)

func TestTheLookAheadMakesTheFirstNeeds(t *testing.T) {
	t.Parallel()
	events := []rotation.Event{
		{Day: day("2014-10-01"), Kind: rotation.LocalHead, Official: "an", Post: "a", Vacates: true, Overdue: true},
		{Day: day("2020-09-01"), Kind: rotation.ReachesTerms, Official: "an", Post: "a"},
		{
			Day: day("2021-03-15"), Kind: rotation.RotationEnds, Official: "binh", Post: "b", Vacates: true,
			Chain: []rotation.Link{{Official: "chi", Post: "c"}, {Official: "dung", Post: "elsewhere"}},
		},
	}
	needs := rotation.Foreseen(events, func(post string) bool { return post != "elsewhere" })
	require.Equal(t, []rotation.PlanNeed{
		{Post: "a", From: dated("2014-10-01"), Why: rotation.LocalHead, Holder: "an"},
		{Post: "b", From: dated("2021-03-15"), Why: rotation.RotationEnds, Holder: "binh"},
		{Post: "c", From: dated("2021-03-15"), Why: rotation.Chain, Holder: "chi"},
	}, needs)
	require.Equal(t, []string{"an"}, rotation.AssignmentAsked{Needs: needs}.Leaving(), "who must leave is a candidate; who is only planned for another post is not")
}

func TestNeedsAreTakenUpStruckAndAdded(t *testing.T) {
	t.Parallel()
	d := newPlanner(t)
	d.Needs = []rotation.PlanNeed{
		{Post: "post-1", From: dated("2020-06-01"), Why: rotation.LocalHead, Holder: "an"}, {Post: "post-2", From: dated("2020-07-01"), Why: rotation.Retires, Holder: "chi"},
	}
	d.act("head-1", rotation.ActProposeRotation, rotation.PlanProposal{
		Needs: []rotation.ProposedNeed{{Post: "post-1", Urgency: 60, Prefers: []string{"binh"}}},
	})
	taken := rotation.PlanNeed{
		Post: "post-1", Urgency: 60, By: "head-1", From: dated("2020-06-01"), Why: rotation.LocalHead, Holder: "an", Prefers: []string{"binh"},
	}
	require.Equal(t, taken, d.Needs[0], "a unit says how urgent a need is that was foreseen")

	change := func(role procedure.Role, actor, action, post string) string {
		err := d.try(role, actor, rotation.ActChangeNeeds, rotation.NeedChange{ProposedNeed: rotation.ProposedNeed{Post: post, Urgency: 5}, Action: action})
		f, _ := fault.As(err)
		if f == nil {
			return ""
		}
		return f.Code
	}
	require.Equal(t, "not_your_task", change(procedure.Official, "head-2", rotation.StrikeNeed, "post-2"))
	require.Equal(t, "not_a_need", change(procedure.Administrator, "admin", rotation.StrikeNeed, "moon"))
	require.Equal(t, "unknown_action", change(procedure.Administrator, "admin", "fill", "post-2"))
	require.Equal(t, "need_twice", change(procedure.Administrator, "admin", rotation.AddNeed, "post-2"))
	require.Empty(t, change(procedure.Administrator, "admin", rotation.StrikeNeed, "post-2"))
	require.Zero(t, d.Revision, "nothing is computed before the proposals are in")
	require.Empty(t, change(procedure.Official, "organiser", rotation.AddNeed, "post-2"))
	require.Equal(t, []rotation.PlanNeed{taken, {Post: "post-2", Urgency: 5, By: "organiser"}}, d.Needs)
}

// What was fixed, forbidden and refused about a post ends with its need; who refused it is not asked again when it comes back.
func TestAStruckNeedLeavesTheAssignment(t *testing.T) {
	t.Parallel()
	d := newPlanner(t).proposed()
	post := d.Pairs[0].Post
	filled := len(d.Pairs)
	d.act("organiser", rotation.ActChangeAssignment, rotation.AssignmentChange{Placement: assignment.Placement{Official: d.Pairs[0].Official, Post: post}, Action: rotation.FixPair})
	d.act("organiser", rotation.ActChangeNeeds, rotation.NeedChange{ProposedNeed: rotation.ProposedNeed{Post: post}, Action: rotation.StrikeNeed})
	require.Len(t, d.Pairs, filled-1)
	require.Empty(t, d.Fixed)
	require.Empty(t, d.Unsolved)
	d.act("organiser", rotation.ActAcceptAssignment, rotation.Accepted{SHA256: d.SHA256})
	f, _ := fault.As(d.try(procedure.Administrator, "admin", rotation.ActChangeNeeds, rotation.NeedChange{
		ProposedNeed: rotation.ProposedNeed{Post: post}, Action: rotation.AddNeed,
	}))
	require.Equal(t, "step_not_open", f.Code)
}
