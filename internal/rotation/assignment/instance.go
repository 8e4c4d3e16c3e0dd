package assignment

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"math"
	"slices"
	"strings"

	"canbo/internal/fault"
)

// Instance is one assignment problem: everything that the answer depends on.
type Instance struct {
	Seed     uint64      `json:"seed" doc:"Draws the lots between plans that are worth the same"`
	Units    []Unit      `json:"units" doc:"Every unit that people leave or go to, and those above that have a cap"`
	Needs    []Need      `json:"needs"`
	People   []Person    `json:"people"`
	Pairs    []Pair      `json:"pairs" doc:"Who could go where"`
	Excluded []Exclusion `json:"excluded,omitempty" doc:"Pairs that a rule forbids or that somebody refused; one may be among the pairs"`
	Fixed    []Placement `json:"fixed,omitempty" doc:"Pairs that stay as they are"`
	Previous []Placement `json:"previous,omitempty" doc:"The plan before; between plans equal in needs, urgency and suitability the one that keeps more of it wins"`
}

// Unit is a place in the tree of units. A cap counts the people of the unit and of all units below it.
type Unit struct {
	Code    string `json:"code"`
	Parent  string `json:"parent,omitempty"`
	Release *int   `json:"release,omitempty" doc:"Most people who may leave; absent for any number"`
	Receive *int   `json:"receive,omitempty" doc:"Most people who may come; absent for any number"`
}

// Need is a post to be filled.
type Need struct {
	Post    string `json:"post"`
	Unit    string `json:"unit"`
	Urgency int64  `json:"urgency" doc:"Points; the higher the more urgent"`
}

// Person is an official who may be rotated.
type Person struct {
	Official string `json:"official"`
	Unit     string `json:"unit" doc:"The unit that would release them"`
}

// Pair is a person and a post they may be placed in.
type Pair struct {
	Official    string `json:"official"`
	Post        string `json:"post"`
	Suitability int64  `json:"suitability" doc:"Points; the higher the better"`
}

// Exclusion says why a person may not go to a post.
type Exclusion struct {
	Official string `json:"official"`
	Post     string `json:"post"`
	Rule     string `json:"rule" doc:"The rule that forbids it, or refused"`
	Values   string `json:"values,omitempty" doc:"What the rule compared"`
}

// Placement is a person in a post.
type Placement struct {
	Official string `json:"official"`
	Post     string `json:"post"`
}

func comparePlacements(a, b Placement) int {
	return cmp.Or(strings.Compare(a.Official, b.Official), strings.Compare(a.Post, b.Post))
}

func (p Pair) placement() Placement      { return Placement{p.Official, p.Post} }
func (e Exclusion) placement() Placement { return Placement{e.Official, e.Post} }

// Sorted returns the instance with each list in the order of its codes, which changes nothing it says.
func (in Instance) Sorted() Instance {
	in.Units = slices.SortedStableFunc(slices.Values(in.Units), func(a, b Unit) int { return strings.Compare(a.Code, b.Code) })
	in.Needs = slices.SortedStableFunc(slices.Values(in.Needs), func(a, b Need) int { return strings.Compare(a.Post, b.Post) })
	in.People = slices.SortedStableFunc(slices.Values(in.People), func(a, b Person) int { return strings.Compare(a.Official, b.Official) })
	byPair := func(a, b Pair) int { return comparePlacements(a.placement(), b.placement()) }
	if !slices.IsSortedFunc(in.Pairs, byPair) {
		in.Pairs = slices.SortedStableFunc(slices.Values(in.Pairs), byPair)
	}
	in.Excluded = slices.SortedStableFunc(slices.Values(in.Excluded), func(a, b Exclusion) int {
		return cmp.Or(comparePlacements(a.placement(), b.placement()), strings.Compare(a.Rule, b.Rule))
	})
	in.Fixed = slices.SortedStableFunc(slices.Values(in.Fixed), comparePlacements)
	in.Previous = slices.SortedStableFunc(slices.Values(in.Previous), comparePlacements)
	return in
}

// Digest is the SHA-256 of the sorted instance, in hexadecimal: the same for the same problem, however its lists are ordered.
func (in Instance) Digest() (string, error) {
	text, err := json.Marshal(in.Sorted())
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), nil
}

// Validate refuses an instance that contradicts itself. The error, fault.Invalid `bad_instance`, names the place and the
// remedy.
func (in Instance) Validate() error {
	v := validator{units: map[string]int{}, needs: map[string]bool{}, people: map[string]bool{}}
	for _, check := range []func(Instance) error{v.tree, v.ends, v.pairs, v.size} {
		if err := check(in); err != nil {
			return err
		}
	}
	return nil
}

func bad(format string, args ...any) error {
	return fault.New(fault.Invalid, "bad_instance", format, args...)
}

type validator struct {
	units         map[string]int
	needs, people map[string]bool
}

func (v *validator) tree(in Instance) error {
	for i, u := range in.Units {
		if _, twice := v.units[u.Code]; twice || u.Code == "" {
			return bad("units[%d]: the code %q is empty or used twice; give each unit its own", i, u.Code)
		}
		v.units[u.Code] = i
		for side, most := range map[string]*int{"release": u.Release, "receive": u.Receive} {
			if most != nil && *most < 0 {
				return bad("units[%d].%s: the cap of %s is %d; write 0 or more, or leave it out", i, side, u.Code, *most)
			}
		}
	}
	for i, u := range in.Units {
		if _, known := v.units[u.Parent]; u.Parent != "" && !known {
			return bad("units[%d].parent: there is no unit %q", i, u.Parent)
		}
		steps := 0
		for at := u; at.Parent != ""; at = in.Units[v.units[at.Parent]] {
			if steps++; steps > len(in.Units) {
				return bad("units[%d].parent: %s is above itself; correct the parents", i, u.Code)
			}
			if _, known := v.units[at.Parent]; !known {
				break // said at that unit
			}
		}
	}
	return nil
}

func (v *validator) ends(in Instance) error {
	for i, n := range in.Needs {
		if _, known := v.units[n.Unit]; !known {
			return bad("needs[%d].unit: there is no unit %q", i, n.Unit)
		}
		if n.Post == "" || v.needs[n.Post] {
			return bad("needs[%d].post: %q is empty or needed twice; name each post once", i, n.Post)
		}
		v.needs[n.Post] = true
	}
	for i, p := range in.People {
		if _, known := v.units[p.Unit]; !known {
			return bad("people[%d].unit: there is no unit %q", i, p.Unit)
		}
		if p.Official == "" || v.people[p.Official] {
			return bad("people[%d].official: %q is empty or named twice; name each person once", i, p.Official)
		}
		v.people[p.Official] = true
	}
	return nil
}

func (v *validator) pairs(in Instance) error {
	known := func(list string, i int, p Placement) error {
		if !v.people[p.Official] {
			return bad("%s[%d].official: %q is not among the people", list, i, p.Official)
		}
		if !v.needs[p.Post] {
			return bad("%s[%d].post: %q is not among the needs", list, i, p.Post)
		}
		return nil
	}
	sorted := in.Sorted()
	for i, p := range in.Pairs {
		if err := known("pairs", i, p.placement()); err != nil {
			return err
		}
	}
	for i := range len(sorted.Pairs) - 1 {
		if p := sorted.Pairs[i].placement(); p == sorted.Pairs[i+1].placement() {
			return bad("pairs: %s and %s stand there twice; keep one", p.Official, p.Post)
		}
	}
	excluded := map[Placement]Exclusion{}
	for i, e := range in.Excluded {
		if err := known("excluded", i, e.placement()); err != nil {
			return err
		}
		if e.Rule == "" {
			return bad("excluded[%d].rule: name what excludes the pair", i)
		}
		excluded[e.placement()] = e
	}
	officials, posts := map[string]bool{}, map[string]bool{}
	for i, f := range in.Fixed {
		if err := known("fixed", i, f); err != nil {
			return err
		}
		_, eligible := slices.BinarySearchFunc(sorted.Pairs, f, func(p Pair, f Placement) int { return comparePlacements(p.placement(), f) })
		e, forbidden := excluded[f]
		switch {
		case officials[f.Official]:
			return bad("fixed[%d].official: %s is fixed twice; a person goes to one post", i, f.Official)
		case posts[f.Post]:
			return bad("fixed[%d].post: %s is taken twice; a post takes one person", i, f.Post)
		case forbidden:
			return bad("fixed[%d]: %s may not go to %s: %s %s", i, f.Official, f.Post, e.Rule, e.Values)
		case !eligible:
			return bad("fixed[%d]: %s and %s are not among the pairs", i, f.Official, f.Post)
		}
		officials[f.Official], posts[f.Post] = true, true
	}
	return nil
}

// size refuses numbers with which a sum could leave 64 bits: a price is at most the sum of the weights of one path, and a
// path visits a place once.
func (v *validator) size(in Instance) error {
	if len(in.Pairs) > math.MaxInt32/2 {
		return bad("pairs: %d are more than %d", len(in.Pairs), math.MaxInt32/2)
	}
	places := int64(len(in.People) + len(in.Needs) + 2*len(in.Units) + 1)
	most := math.MaxInt64 / 8 / places
	for i, n := range in.Needs {
		if n.Urgency < -most || n.Urgency > most {
			return bad("needs[%d].urgency: %d is too large; the sum must fit into 64 bits", i, n.Urgency)
		}
	}
	for i, p := range in.Pairs {
		if p.Suitability < -most || p.Suitability > most {
			return bad("pairs[%d].suitability: %d is too large; the sum must fit into 64 bits", i, p.Suitability)
		}
	}
	return nil
}
