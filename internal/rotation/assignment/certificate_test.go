package assignment_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"canbo/internal/fault"
	"canbo/internal/rotation/assignment"
)

// small has two people for two posts of one commune that may receive one: a cap decides.
func small() assignment.Instance {
	return assignment.Instance{
		Seed:   1,
		Units:  []assignment.Unit{{Code: "district"}, {Code: "office", Parent: "district"}, {Code: "commune", Parent: "district", Receive: new(1)}},
		Needs:  []assignment.Need{{Post: "chair", Unit: "commune", Urgency: 2}, {Post: "secretary", Unit: "commune", Urgency: 5}},
		People: []assignment.Person{{Official: "an", Unit: "office"}, {Official: "binh", Unit: "office"}},
		Pairs: []assignment.Pair{
			{Official: "an", Post: "chair", Suitability: 90}, {Official: "an", Post: "secretary", Suitability: 40},
			{Official: "binh", Post: "secretary", Suitability: 60},
		},
		Excluded: []assignment.Exclusion{{Official: "binh", Post: "chair", Rule: "home", Values: "post.home = true"}},
	}
}

func solved(t require.TestingT, in assignment.Instance) assignment.File {
	plan, err := assignment.Solve(in)
	require.NoError(t, err)
	file, err := assignment.NewFile(in, plan)
	require.NoError(t, err)
	return file
}

func TestUrgencyOutweighsSuitabilityAndTheCapHasAPrice(t *testing.T) {
	t.Parallel()
	plan := solved(t, small()).Plan
	require.Equal(t, []assignment.Placement{{Official: "binh", Post: "secretary"}}, plan.Placements)
	require.Equal(t, []int64{1, 5, 60}, plan.Score[:3])
	require.True(t, slices.ContainsFunc(plan.Prices, func(p assignment.Price) bool {
		return p.Kind == assignment.OfReceive && p.Code == "commune" && p.Price[assignment.Needs] == 1
	}), "the commune's cap costs a need: %v", plan.Prices)
}

func TestWhatIsWrongWithAPlanIsNamed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		tamper func(f *assignment.File)
		codes  []string
	}{
		{"a plan as it was made is proved", func(*assignment.File) {}, nil},
		{"another person in the place of the one chosen", func(f *assignment.File) { f.Plan.Placements[0].Official = "an" }, []string{"bad_score"}},
		{"a person whom a rule excludes", func(f *assignment.File) { f.Plan.Placements[0].Post = "chair" }, []string{"bad_pair", "bad_score"}},
		{"a person who is not in the instance", func(f *assignment.File) { f.Plan.Placements[0].Official = "chi" }, []string{"bad_pair", "bad_score"}},
		{"one person more than the commune may receive", func(f *assignment.File) {
			f.Plan.Placements = append(f.Plan.Placements, assignment.Placement{Official: "an", Post: "chair"})
		}, []string{"cap_broken", "bad_score"}},
		{"the same pair twice", func(f *assignment.File) { f.Plan.Placements = append(f.Plan.Placements, f.Plan.Placements[0]) }, []string{"bad_pair"}},
		{"a better score than the pairs have", func(f *assignment.File) { f.Plan.Score[2]++ }, []string{"bad_score", "prices_unequal"}},
		{"a worse plan than there is, honestly counted", func(f *assignment.File) {
			f.Plan.Placements, f.Plan.Score = nil, assignment.Score{}
		}, []string{"prices_unequal"}},
		{"a price that was raised", func(f *assignment.File) { f.Plan.Prices[0].Price[2]++ }, []string{"prices_unequal"}},
		{"a price that was left out", func(f *assignment.File) { f.Plan.Prices = nil }, []string{"price_too_low", "prices_unequal"}},
		{"a price below zero", func(f *assignment.File) { f.Plan.Prices[0].Price = assignment.Score{-1} }, []string{"bad_price", "price_too_low", "prices_unequal"}},
		{"a price of a limit that does not exist", func(f *assignment.File) { f.Plan.Prices[0].Code = "moon" }, []string{"bad_price", "price_too_low", "prices_unequal"}},
		{"two prices of one limit", func(f *assignment.File) { f.Plan.Prices = append(f.Plan.Prices, f.Plan.Prices[0]) }, []string{"bad_price"}},
		{"a price beyond 64 bits", func(f *assignment.File) {
			f.Plan.Prices[0].Price[2] = 1<<63 - 1
			f.Plan.Prices = append(f.Plan.Prices, assignment.Price{
				Limit: assignment.Limit{Kind: assignment.OfPerson, Code: "an"}, Price: assignment.Score{0, 0, 1},
			})
		}, []string{"price_too_low", "bad_price"}},
		{"an instance that was changed", func(f *assignment.File) { f.Instance.Pairs[0].Suitability = 99 }, []string{"instance_changed"}},
		{"an instance whose cap was raised", func(f *assignment.File) { *f.Instance.Units[0].Receive = 2 }, []string{"instance_changed", "prices_unequal"}},
		{"an exclusion that was taken out", func(f *assignment.File) { f.Instance.Excluded = nil }, []string{"instance_changed"}},
		{"a fixed pair that the plan does not keep", func(f *assignment.File) {
			f.Instance.Fixed = []assignment.Placement{{Official: "an", Post: "chair"}}
		}, []string{"instance_changed", "bad_pair", "bad_score", "prices_unequal"}},
		{"a file of another form", func(f *assignment.File) { f.Format = "canbo-rotation-plan/2" }, []string{"bad_file"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			file := solved(t, small())
			c.tamper(&file)
			require.Equal(t, c.codes, slices.Compact(codes(file.Verify())))
		})
	}
}

// codes are the codes of joined faults.
func codes(err error) []string {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var all []string
		for _, e := range joined.Unwrap() {
			all = append(all, codes(e)...)
		}
		return all
	}
	if f, ok := fault.As(err); ok {
		return []string{f.Code}
	}
	return nil
}

// Whatever is changed in a plan, and however often: what Check accepts is a plan that no other beats.
func TestNoTamperedPlanIsAcceptedThatIsNotTheBest(t *testing.T) {
	t.Parallel()
	accepted := 0
	rapid.Check(t, func(t *rapid.T) {
		in := drawn(t)
		want, feasible := best(in)
		if !feasible {
			t.Skip("the fixed pairs break a cap")
		}
		plan := solved(t, in).Plan
		for range rapid.IntRange(1, 3).Draw(t, "changes") {
			tamper(t, in, &plan)
		}
		if assignment.Check(in, plan) != nil {
			return
		}
		accepted++
		require.Equal(t, want[:], plan.Score[:4])
		require.NoError(t, feasibleFor(in, plan))
	})
	require.Positive(t, accepted, "some changes cancel each other, or nothing could be proved of those that are accepted")
}

func tamper(t *rapid.T, in assignment.Instance, plan *assignment.Plan) {
	switch rapid.IntRange(0, 5).Draw(t, "what") {
	case 0:
		if len(plan.Placements) > 0 {
			i := rapid.IntRange(0, len(plan.Placements)-1).Draw(t, "drop")
			plan.Placements = slices.Delete(slices.Clone(plan.Placements), i, i+1)
		}
	case 1:
		if len(in.Pairs) > 0 {
			p := rapid.SampledFrom(in.Pairs).Draw(t, "add")
			plan.Placements = append(slices.Clone(plan.Placements), assignment.Placement{Official: p.Official, Post: p.Post})
		}
	case 2, 3:
		if len(plan.Prices) > 0 {
			i := rapid.IntRange(0, len(plan.Prices)-1).Draw(t, "price")
			plan.Prices = slices.Clone(plan.Prices)
			plan.Prices[i].Price[rapid.IntRange(0, 4).Draw(t, "objective")] += rapid.Int64Range(-2, 2).Draw(t, "by")
		}
	case 4:
		plan.Score[rapid.IntRange(0, 4).Draw(t, "objective")] += rapid.Int64Range(-2, 2).Draw(t, "by")
	default:
		plan.Prices = rapid.Permutation(plan.Prices).Draw(t, "order")
	}
}

// feasibleFor counts every rule of a plan by itself.
func feasibleFor(in assignment.Instance, plan assignment.Plan) error {
	people, needs, units := map[string]string{}, map[string]string{}, map[string]assignment.Unit{}
	leaving, coming, used := map[string]int{}, map[string]int{}, map[string]bool{}
	for _, p := range in.People {
		people[p.Official] = p.Unit
	}
	for _, n := range in.Needs {
		needs[n.Post] = n.Unit
	}
	for _, u := range in.Units {
		units[u.Code] = u
	}
	for _, at := range plan.Placements {
		eligible := slices.ContainsFunc(in.Pairs, func(p assignment.Pair) bool { return p.Official == at.Official && p.Post == at.Post })
		excluded := slices.ContainsFunc(in.Excluded, func(e assignment.Exclusion) bool { return e.Official == at.Official && e.Post == at.Post })
		if !eligible || excluded || used[at.Official] || used[at.Post] {
			return fmt.Errorf("%v may not be", at)
		}
		used[at.Official], used[at.Post] = true, true
		for u := people[at.Official]; u != ""; u = units[u].Parent {
			leaving[u]++
		}
		for u := needs[at.Post]; u != ""; u = units[u].Parent {
			coming[u]++
		}
	}
	for _, u := range in.Units {
		if u.Release != nil && leaving[u.Code] > *u.Release || u.Receive != nil && coming[u.Code] > *u.Receive {
			return fmt.Errorf("the cap of %s is broken", u.Code)
		}
	}
	for _, f := range in.Fixed {
		if !slices.Contains(plan.Placements, f) {
			return fmt.Errorf("%v is fixed", f)
		}
	}
	return nil
}

func TestAnInstanceThatContradictsItselfIsRefusedWithThePlace(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		spoil func(in *assignment.Instance)
		code  string
		says  string
	}{
		{"a cap below zero", func(in *assignment.Instance) { in.Units[2].Receive = new(-1) }, "bad_instance", "units[2].receive: the cap of commune is -1"},
		{"a unit twice", func(in *assignment.Instance) { in.Units[1].Code = "district" }, "bad_instance", `units[1]: the code "district"`},
		{"a parent that does not exist", func(in *assignment.Instance) { in.Units[1].Parent = "moon" }, "bad_instance", "units[1].parent"},
		{"units above themselves", func(in *assignment.Instance) { in.Units[0].Parent = "commune" }, "bad_instance", "is above itself"},
		{"a person twice", func(in *assignment.Instance) { in.People[1].Official = "an" }, "bad_instance", `people[1].official: "an"`},
		{"a person of no unit", func(in *assignment.Instance) { in.People[1].Unit = "" }, "bad_instance", "people[1].unit"},
		{"a post twice", func(in *assignment.Instance) { in.Needs[1].Post = "chair" }, "bad_instance", `needs[1].post: "chair"`},
		{"a post of no unit", func(in *assignment.Instance) { in.Needs[0].Unit = "moon" }, "bad_instance", `needs[0].unit: there is no unit "moon"`},
		{"a pair of nobody", func(in *assignment.Instance) { in.Pairs[0].Official = "chi" }, "bad_instance", `pairs[0].official: "chi"`},
		{"a pair for no need", func(in *assignment.Instance) { in.Pairs[0].Post = "driver" }, "bad_instance", `pairs[0].post: "driver"`},
		{"a pair twice", func(in *assignment.Instance) { in.Pairs[1] = in.Pairs[0] }, "bad_instance", "pairs: an and chair stand there twice"},
		{"an exclusion without a rule", func(in *assignment.Instance) { in.Excluded[0].Rule = "" }, "bad_instance", "excluded[0].rule"},
		{"a person fixed twice", func(in *assignment.Instance) {
			in.Fixed = []assignment.Placement{{Official: "an", Post: "chair"}, {Official: "an", Post: "secretary"}}
		}, "bad_instance", "fixed[1].official: an is fixed twice"},
		{"a post taken twice", func(in *assignment.Instance) {
			in.Fixed = []assignment.Placement{{Official: "an", Post: "secretary"}, {Official: "binh", Post: "secretary"}}
		}, "bad_instance", "fixed[1].post: secretary is taken twice"},
		{"a fixed pair that a rule excludes", func(in *assignment.Instance) {
			in.Fixed = []assignment.Placement{{Official: "binh", Post: "chair"}}
		}, "bad_instance", "binh may not go to chair: home post.home = true"},
		{"a fixed pair that is none", func(in *assignment.Instance) {
			in.Fixed, in.Excluded = []assignment.Placement{{Official: "binh", Post: "chair"}}, nil
		}, "bad_instance", "fixed[0]: binh and chair are not among the pairs"},
		{"fixed pairs that break a cap", func(in *assignment.Instance) {
			in.Fixed = []assignment.Placement{{Official: "an", Post: "chair"}, {Official: "binh", Post: "secretary"}}
		}, "cap_broken", "the fixed pairs break the cap receive of commune"},
		{"an urgency beyond 64 bits", func(in *assignment.Instance) { in.Needs[0].Urgency = 1 << 60 }, "bad_instance", "needs[0].urgency"},
		{"a suitability beyond 64 bits", func(in *assignment.Instance) { in.Pairs[2].Suitability = -1 << 63 }, "bad_instance", "pairs[2].suitability"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			in := small()
			c.spoil(&in)
			_, err := assignment.Solve(in)
			f, ok := fault.As(err)
			require.True(t, ok, "%v", err)
			require.Equal(t, c.code, f.Code)
			require.Contains(t, f.Text, c.says)
			require.Equal(t, err, assignment.Check(in, assignment.Plan{}), "the checker refuses it alike")
		})
	}
}

// Numbers so large that one sum for all objectives does not fit are solved objective by objective.
func TestLargeNumbersAreSolvedExactly(t *testing.T) {
	t.Parallel()
	in := small()
	in.Needs[0].Urgency, in.Needs[1].Urgency = 1<<50, 1<<50+1
	in.Pairs[1].Suitability, in.Pairs[2].Suitability = 1<<50, 1<<50+1
	file := solved(t, in)
	require.NoError(t, file.Verify())
	require.Equal(t, []int64{1, 1<<50 + 1, 1<<50 + 1}, file.Plan.Score[:3])
}

func FuzzPlanFile(f *testing.F) {
	text, err := json.Marshal(solved(f, small()))
	require.NoError(f, err)
	f.Add(text)
	f.Add([]byte(`{"format":"canbo-rotation-plan/1","instance":{"units":[{"code":"a","parent":"a"}]}}`))
	f.Add([]byte(`{} {}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		file, err := assignment.ReadFile(bytes.NewReader(text))
		if err != nil {
			require.Equal(t, []string{"bad_file"}, codes(err))
			return
		}
		verdict := codes(file.Verify())
		again, err := json.Marshal(file)
		require.NoError(t, err)
		read, err := assignment.ReadFile(bytes.NewReader(again))
		require.NoError(t, err)
		require.Equal(t, verdict, codes(read.Verify()), "a file written again says the same")
	})
}
