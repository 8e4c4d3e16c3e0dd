package assignment_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"canbo/internal/fault"
	"canbo/internal/rotation/assignment"
)

// drawn draws an instance of up to seven people and needs in a tree of six units with random caps.
func drawn(t *rapid.T) assignment.Instance {
	most := func(label string) *int {
		return rapid.Ptr(rapid.IntRange(0, 4), true).Draw(t, label)
	}
	in := assignment.Instance{Seed: rapid.Uint64().Draw(t, "seed")}
	for i := range 6 {
		u := assignment.Unit{Code: fmt.Sprintf("u%d", i), Release: most("release"), Receive: most("receive")}
		if i > 0 {
			u.Parent = rapid.SampledFrom([]string{"", "u0", fmt.Sprintf("u%d", i-1)}).Draw(t, "parent")
		}
		in.Units = append(in.Units, u)
	}
	unit := func() string { return rapid.SampledFrom(in.Units).Draw(t, "unit").Code }
	for i := range rapid.IntRange(0, 7).Draw(t, "people") {
		in.People = append(in.People, assignment.Person{Official: fmt.Sprintf("c%d", i), Unit: unit()})
	}
	for i := range rapid.IntRange(0, 7).Draw(t, "needs") {
		in.Needs = append(in.Needs, assignment.Need{Post: fmt.Sprintf("n%d", i), Unit: unit(), Urgency: rapid.Int64Range(-1, 2).Draw(t, "urgency")})
	}
	for _, p := range in.People {
		for _, n := range in.Needs {
			pair := assignment.Pair{Official: p.Official, Post: n.Post, Suitability: rapid.Int64Range(-2, 9).Draw(t, "suitability")}
			switch rapid.IntRange(0, 5).Draw(t, "pair") {
			case 0:
			case 1:
				in.Excluded = append(in.Excluded, assignment.Exclusion{Official: p.Official, Post: n.Post, Rule: "own_unit"})
				in.Pairs = append(in.Pairs, pair)
			default:
				in.Pairs = append(in.Pairs, pair)
			}
		}
	}
	in.Previous = someOf(t, in, "previous")
	in.Fixed = slices.DeleteFunc(someOf(t, in, "fixed"), func(assignment.Placement) bool { return rapid.Bool().Draw(t, "free") })
	return in
}

// someOf draws pairs that may be chosen, each person and each post at most once.
func someOf(t *rapid.T, in assignment.Instance, label string) []assignment.Placement {
	var some []assignment.Placement
	used := map[string]bool{}
	for _, p := range in.Pairs {
		at := assignment.Placement{Official: p.Official, Post: p.Post}
		excluded := slices.ContainsFunc(in.Excluded, func(e assignment.Exclusion) bool { return e.Official == at.Official && e.Post == at.Post })
		if !excluded && !used[at.Official] && !used[at.Post] && rapid.IntRange(0, 4).Draw(t, label) == 0 {
			used[at.Official], used[at.Post] = true, true
			some = append(some, at)
		}
	}
	return some
}

// best tries every plan and returns the highest needs, urgency, suitability and number of pairs kept; ok is false when the
// fixed pairs alone break a cap.
func best(in assignment.Instance) (score [4]int64, ok bool) {
	b := brute{
		in: in, unit: map[string]assignment.Unit{}, needs: map[string]assignment.Need{},
		leaving: map[string]int{}, coming: map[string]int{}, taken: map[string]bool{},
	}
	for _, u := range in.Units {
		b.unit[u.Code] = u
	}
	for _, n := range in.Needs {
		b.needs[n.Post] = n
	}
	b.try(0, [4]int64{})
	return b.best, b.found
}

type brute struct {
	in              assignment.Instance
	unit            map[string]assignment.Unit
	needs           map[string]assignment.Need
	leaving, coming map[string]int // by unit, those of the units below included
	taken           map[string]bool
	best            [4]int64
	found           bool
}

func (b *brute) try(person int, score [4]int64) {
	if person == len(b.in.People) {
		if !b.found || slices.Compare(score[:], b.best[:]) > 0 {
			b.best, b.found = score, true
		}
		return
	}
	p := b.in.People[person]
	fixed := slices.IndexFunc(b.in.Fixed, func(f assignment.Placement) bool { return f.Official == p.Official })
	if fixed < 0 {
		b.try(person+1, score)
	}
	for _, pair := range b.in.Pairs {
		at := assignment.Placement{Official: pair.Official, Post: pair.Post}
		same := func(f assignment.Placement) bool { return f == at }
		excluded := slices.ContainsFunc(b.in.Excluded, func(e assignment.Exclusion) bool { return e.Official == at.Official && e.Post == at.Post })
		if pair.Official != p.Official || excluded || b.taken[at.Post] || fixed >= 0 && b.in.Fixed[fixed] != at {
			continue
		}
		next := [4]int64{score[0] + 1, score[1] + b.needs[at.Post].Urgency, score[2] + pair.Suitability, score[3]}
		if slices.ContainsFunc(b.in.Previous, same) {
			next[3]++
		}
		b.move(p.Unit, at.Post, 1)
		if b.within(p.Unit, b.needs[at.Post].Unit) {
			b.try(person+1, next)
		}
		b.move(p.Unit, at.Post, -1)
	}
}

func (b *brute) move(from, post string, n int) {
	b.taken[post] = n > 0
	for u := from; u != ""; u = b.unit[u].Parent {
		b.leaving[u] += n
	}
	for u := b.needs[post].Unit; u != ""; u = b.unit[u].Parent {
		b.coming[u] += n
	}
}

func (b *brute) within(from, to string) bool {
	for u := from; u != ""; u = b.unit[u].Parent {
		if most := b.unit[u].Release; most != nil && b.leaving[u] > *most {
			return false
		}
	}
	for u := to; u != ""; u = b.unit[u].Parent {
		if most := b.unit[u].Receive; most != nil && b.coming[u] > *most {
			return false
		}
	}
	return true
}

func TestNoPlanIsBetterThanTheSolversAndItsCertificateProvesIt(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		in := drawn(t)
		want, feasible := best(in)
		plan, err := assignment.Solve(in)
		if !feasible {
			fault, ok := fault.As(err)
			require.True(t, ok)
			require.Equal(t, "cap_broken", fault.Code)
			return
		}
		require.NoError(t, err)
		require.Equal(t, want[:], plan.Score[:4])
		require.NoError(t, assignment.Check(in, plan))
	})
}

func TestTheOrderOfTheListsDoesNotChangeThePlan(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		in := drawn(t)
		in.Fixed = nil
		want, err := assignment.Solve(in)
		require.NoError(t, err)
		digest, err := in.Digest()
		require.NoError(t, err)
		in.People = rapid.Permutation(in.People).Draw(t, "people")
		in.Needs = rapid.Permutation(in.Needs).Draw(t, "needs")
		in.Pairs = rapid.Permutation(in.Pairs).Draw(t, "pairs")
		in.Units = rapid.Permutation(in.Units).Draw(t, "units")
		got, err := assignment.Solve(in)
		require.NoError(t, err)
		require.Equal(t, want, got)
		again, err := in.Digest()
		require.NoError(t, err)
		require.Equal(t, digest, again)
	})
}
