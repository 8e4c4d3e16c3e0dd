package assignment

import (
	"slices"
	"strings"

	"canbo/internal/fault"
)

// Kind is what a limit is about.
type Kind string

// The kinds of limits.
const (
	OfPerson  Kind = "person"  // goes to one post
	OfNeed    Kind = "need"    // takes one person
	OfRelease Kind = "release" // the cap of a unit that people leave
	OfReceive Kind = "receive" // the cap of a unit that people go to
)

// Limit names one limit of an instance.
type Limit struct {
	Kind Kind   `json:"kind"`
	Code string `json:"code"` // of the official, the post or the unit
}

// none stands for no limit.
const none = -1

// limit is a limit with what the fixed pairs leave of it.
type limit struct {
	Limit
	room  int64
	above int32 // index of the next cap around it on the same side, or none
}

// choice is a pair that may still be chosen: it is not excluded, and no limit on it is used up by the fixed pairs.
type choice struct {
	person, need int32 // indices of their limits
	suitability  int64
	kept         bool
}

// problem is an instance as a linear programme: choose pairs of the highest total worth such that no more than room of
// them lie under each limit. The limits over one side of a pair form a chain, so that those of each side are a forest.
type problem struct {
	in      Instance // sorted
	limits  []limit  // the people, then the needs, then the caps
	choices []choice // in the order of the pairs
	urgency []int64  // by the limit of a need
	draws   []uint64 // by the limit of a person or a need
	fixed   Score    // of the fixed pairs
}

// newProblem takes a valid instance. Error: fault.Invalid `cap_broken` when the fixed pairs alone break a cap.
func newProblem(in Instance) (*problem, error) {
	p := &problem{in: in.Sorted()}
	people, needs := p.ends()
	previous := p.in.Previous
	excluded := p.in.Excluded
	kept := func(pair Placement) bool {
		_, found := slices.BinarySearchFunc(previous, pair, comparePlacements)
		return found
	}
	for _, f := range p.in.Fixed {
		i, _ := slices.BinarySearchFunc(p.in.Pairs, f, func(pair Pair, f Placement) int { return comparePlacements(pair.placement(), f) })
		c := choice{people[f.Official], needs[f.Post], p.in.Pairs[i].Suitability, kept(f)}
		p.fixed = p.fixed.Plus(p.worth(c))
		for at := range p.over(c) {
			if p.limits[at].room--; p.limits[at].room < 0 {
				l := p.limits[at]
				return nil, fault.New(fault.Invalid, "cap_broken", "the fixed pairs break the cap %s of %s; free one of them or raise the cap", l.Kind, l.Code)
			}
		}
	}
	p.choices = make([]choice, 0, len(p.in.Pairs))
	official, person := "", int32(none)
	for _, pair := range p.in.Pairs {
		if pair.Official != official {
			official, person = pair.Official, people[pair.Official]
		}
		_, forbidden := slices.BinarySearchFunc(excluded, pair.placement(), func(e Exclusion, pair Placement) int { return comparePlacements(e.placement(), pair) })
		c := choice{person, needs[pair.Post], pair.Suitability, len(previous) > 0 && kept(pair.placement())}
		if !forbidden && p.open(c) {
			p.choices = append(p.choices, c)
		}
	}
	return p, nil
}

// ends makes the limits and returns those of the people and the needs by their codes.
func (p *problem) ends() (people, needs map[string]int32) {
	people, needs = make(map[string]int32, len(p.in.People)), make(map[string]int32, len(p.in.Needs))
	caps := newCaps(p.in)
	first := int32(len(p.in.People) + len(p.in.Needs))
	seed := mix(p.in.Seed)
	add := func(kind Kind, code, unit string) int32 {
		above := caps.around(kind == OfPerson, unit)
		if above != none {
			above += first
		}
		p.limits = append(p.limits, limit{Limit{kind, code}, 1, above})
		p.draws = append(p.draws, hash(seed, code))
		return int32(len(p.limits) - 1)
	}
	for _, person := range p.in.People {
		people[person.Official] = add(OfPerson, person.Official, person.Unit)
	}
	p.urgency = make([]int64, len(p.in.People), first)
	for _, n := range p.in.Needs {
		needs[n.Post] = add(OfNeed, n.Post, n.Unit)
		p.urgency = append(p.urgency, n.Urgency)
	}
	for _, l := range caps.limits {
		if l.above != none {
			l.above += first
		}
		p.limits = append(p.limits, l)
	}
	return people, needs
}

// over yields the limits that a choice lies under.
func (p *problem) over(c choice) func(yield func(int32) bool) {
	return func(yield func(int32) bool) {
		for _, at := range [2]int32{c.person, c.need} {
			for ; at != none; at = p.limits[at].above {
				if !yield(at) {
					return
				}
			}
		}
	}
}

func (p *problem) open(c choice) bool {
	for at := range p.over(c) {
		if p.limits[at].room == 0 {
			return false
		}
	}
	return true
}

// worth is what a choice adds to a plan.
func (p *problem) worth(c choice) Score {
	return Score{1, p.urgency[c.need], c.suitability, p.worthBy(c, Kept), p.worthBy(c, Lot)}
}

func (p *problem) worthBy(c choice, o Objective) int64 {
	switch o {
	case Needs:
		return 1
	case Urgency:
		return p.urgency[c.need]
	case Suitability:
		return c.suitability
	case Kept:
		if c.kept {
			return 1
		}
		return 0
	default:
		return int64(mix(p.draws[c.person]^(p.draws[c.need]<<1)) >> (64 - lotBits))
	}
}

// lotBits is how long a lot is: long enough that equal ones are rare, short enough that a sum of them cannot overflow.
const lotBits = 24

// hash is FNV-1a from a start.
func hash(start uint64, code string) uint64 {
	for i := range len(code) {
		start = (start ^ uint64(code[i])) * 1099511628211
	}
	return mix(start)
}

// mix spreads a number over all bits (the finaliser of splitmix64).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// caps are the caps of the units, with the nearest cap at or above each unit.
type caps struct {
	limits           []limit
	units            []Unit // sorted
	release, receive map[string]int32
}

func newCaps(in Instance) *caps {
	c := &caps{units: in.Units, release: map[string]int32{}, receive: map[string]int32{}}
	for _, u := range in.Units {
		c.add(OfRelease, u.Code, u.Release, c.release)
		c.add(OfReceive, u.Code, u.Receive, c.receive)
	}
	for i, l := range c.limits {
		c.limits[i].above = c.around(l.Kind == OfRelease, c.unit(l.Code).Parent)
	}
	return c
}

func (c *caps) add(kind Kind, code string, most *int, at map[string]int32) {
	if most != nil {
		at[code] = int32(len(c.limits))
		c.limits = append(c.limits, limit{Limit{kind, code}, int64(*most), none})
	}
}

func (c *caps) unit(code string) Unit {
	i, _ := slices.BinarySearchFunc(c.units, code, func(u Unit, code string) int { return strings.Compare(u.Code, code) })
	return c.units[i]
}

// around is the cap at a unit or the nearest one above it, on the side that people leave or on the other.
func (c *caps) around(release bool, unit string) int32 {
	at := c.receive
	if release {
		at = c.release
	}
	for ; unit != ""; unit = c.unit(unit).Parent {
		if i, ok := at[unit]; ok {
			return i
		}
	}
	return none
}
