package assignment_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"canbo/internal/fault"
	"canbo/internal/rotation/assignment"
)

// pickedPair draws a person and a need of an instance, whether they may be a pair or not.
func pickedPair(t *rapid.T, in assignment.Instance) assignment.Placement {
	if len(in.People) == 0 || len(in.Needs) == 0 {
		t.Skip("nobody, or nothing to fill")
	}
	return assignment.Placement{
		Official: rapid.SampledFrom(in.People).Draw(t, "official").Official, Post: rapid.SampledFrom(in.Needs).Draw(t, "post").Post,
	}
}

func analysed(t *rapid.T) (assignment.Instance, assignment.Plan, *assignment.Analysis) {
	in := drawn(t)
	plan, err := assignment.Solve(in)
	if err != nil {
		t.Skip("the fixed pairs break a cap")
	}
	a, err := assignment.Analyse(in, plan)
	require.NoError(t, err)
	return in, plan, a
}

// changed is the plan's pairs after a change.
func changed(plan assignment.Plan, c assignment.Change) []assignment.Placement {
	pairs := slices.Concat(slices.DeleteFunc(slices.Clone(plan.Placements), func(at assignment.Placement) bool { return slices.Contains(c.Out, at) }), c.In)
	slices.SortFunc(pairs, func(a, b assignment.Placement) int {
		return slices.Compare([]string{a.Official, a.Post}, []string{b.Official, b.Post})
	})
	return pairs
}

func lost(best, now assignment.Plan) assignment.Loss {
	d := best.Score.Minus(now.Score)
	return assignment.Loss{Needs: d[assignment.Needs], Urgency: d[assignment.Urgency], Suitability: d[assignment.Suitability]}
}

func TestForcingAPairCostsWhatSolvingWithItFixedCosts(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		in, plan, a := analysed(t)
		at := pickedPair(t, in)
		change, err := a.Force(at)
		require.NoError(t, err)
		with := in
		if !slices.Contains(in.Fixed, at) {
			with.Fixed = append(slices.Clone(in.Fixed), at)
		}
		with.Previous = changed(plan, change)
		now, err := assignment.Solve(with)
		require.Equal(t, err == nil, len(change.Breaks) == 0, "%v", err)
		if err != nil {
			return
		}
		require.Equal(t, lost(plan, now), change.Loss)
		require.Equal(t, changed(plan, change), now.Placements, "the plan that was announced is the one that is made")
	})
}

func TestForbiddingAPairCostsWhatSolvingWithoutItCosts(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		in, plan, a := analysed(t)
		at := pickedPair(t, in)
		change, err := a.Forbid(at)
		require.NoError(t, err)
		if slices.Contains(in.Fixed, at) {
			require.Equal(t, []assignment.Break{{Rule: assignment.RuleFixed}}, change.Breaks)
			return
		}
		without := in
		without.Excluded = append(slices.Clone(in.Excluded), assignment.Exclusion{Official: at.Official, Post: at.Post, Rule: "refused"})
		without.Previous = changed(plan, change)
		now, err := assignment.Solve(without)
		require.NoError(t, err)
		require.Equal(t, lost(plan, now), change.Loss)
		require.Equal(t, changed(plan, change), now.Placements)
	})
}

// After a refusal as many of the other pairs stay as can without losing a need, urgency or suitability.
func TestARefusalKeepsTheRestWhereThatCostsNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		in := drawn(t)
		in.Fixed = nil
		plan, err := assignment.Solve(in)
		require.NoError(t, err)
		if len(plan.Placements) == 0 {
			t.Skip("nobody is placed")
		}
		refused := rapid.SampledFrom(plan.Placements).Draw(t, "refused")
		in.Excluded = append(in.Excluded, assignment.Exclusion{Official: refused.Official, Post: refused.Post, Rule: "refused"})
		in.Previous = plan.Placements
		now, err := assignment.Solve(in)
		require.NoError(t, err)
		require.NoError(t, assignment.Check(in, now))
		want, _ := best(in)
		require.Equal(t, want[:], now.Score[:4])
		require.NotContains(t, now.Placements, refused)
	})
}

func TestTheNextBestIsTheCheapestOfAllOthers(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		in, plan, a := analysed(t)
		at := pickedPair(t, in)
		person, err := a.Person(at.Official)
		require.NoError(t, err)
		need, err := a.Need(at.Post)
		require.NoError(t, err)
		var ofPerson, ofNeed []assignment.Loss
		for _, p := range in.Pairs {
			pair := assignment.Placement{Official: p.Official, Post: p.Post}
			change, err := a.Force(pair)
			require.NoError(t, err)
			if len(change.Breaks) > 0 || slices.Contains(plan.Placements, pair) {
				continue
			}
			if pair.Official == at.Official {
				ofPerson = append(ofPerson, change.Loss)
			}
			if pair.Post == at.Post {
				ofNeed = append(ofNeed, change.Loss)
			}
		}
		for _, c := range []struct {
			reason assignment.Reason
			losses []assignment.Loss
		}{{person, ofPerson}, {need, ofNeed}} {
			if c.reason.Code == assignment.FixedPair {
				continue
			}
			require.Equal(t, len(c.losses) == 0, c.reason.Next == nil)
			if c.reason.Next == nil {
				continue
			}
			least := slices.MinFunc(c.losses, func(a, b assignment.Loss) int {
				return slices.Compare([]int64{a.Needs, a.Urgency, a.Suitability}, []int64{b.Needs, b.Urgency, b.Suitability})
			})
			require.Equal(t, least, c.reason.Next.Change.Loss)
			require.True(t, least == assignment.Loss{} || len(c.reason.Next.Blocks) > 0, "a loss has a limit that makes it: %v", c.reason)
		}
	})
}

func TestWhatAChangeByHandBreaksIsNamed(t *testing.T) {
	t.Parallel()
	in := small()
	in.Units[2].Receive = nil
	in.Pairs = append(in.Pairs, assignment.Pair{Official: "binh", Post: "chair", Suitability: 80})
	in.Units = append(in.Units, assignment.Unit{Code: "closed", Receive: new(0)})
	in.Needs = append(in.Needs, assignment.Need{Post: "deputy", Unit: "closed"})
	in.Pairs = append(in.Pairs, assignment.Pair{Official: "an", Post: "deputy", Suitability: 10})
	plan, err := assignment.Solve(in)
	require.NoError(t, err)
	a, err := assignment.Analyse(in, plan)
	require.NoError(t, err)

	change, err := a.Force(assignment.Placement{Official: "binh", Post: "chair"})
	require.NoError(t, err)
	require.Equal(t, []assignment.Break{{Rule: "home", Values: "post.home = true"}}, change.Breaks)
	require.Equal(t, assignment.Loss{Suitability: 30}, change.Loss, "an takes the other post: 90+60 against 80+40")

	change, err = a.Force(assignment.Placement{Official: "an", Post: "deputy"})
	require.NoError(t, err)
	require.Equal(t, []assignment.Break{{Rule: assignment.RuleFixed, Limit: &assignment.Limit{Kind: assignment.OfReceive, Code: "closed"}}}, change.Breaks)

	change, err = a.Force(assignment.Placement{Official: "binh", Post: "deputy"})
	require.NoError(t, err)
	require.Equal(t, assignment.RuleNoPair, change.Breaks[0].Rule)

	_, err = a.Force(assignment.Placement{Official: "chi", Post: "deputy"})
	require.Equal(t, fault.NotFound, fault.KindOf(err))
	_, err = a.Person("chi")
	require.Equal(t, fault.NotFound, fault.KindOf(err))
	_, err = a.Need("moon")
	require.Equal(t, fault.NotFound, fault.KindOf(err))

	plan.Score[0]++
	_, err = assignment.Analyse(in, plan)
	require.Error(t, err, "a plan that is not proved is not analysed")
}
