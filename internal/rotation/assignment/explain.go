package assignment

import (
	"cmp"
	"slices"

	"canbo/internal/fault"
)

// Code says what became of a person or a need.
type Code string

// The codes.
const (
	Placed     Code = "placed"     // has a partner in the plan
	FixedPair  Code = "fixed"      // has one that people fixed
	Unplaced   Code = "unplaced"   // has none, and could have one in a worse plan or in one as good
	Impossible Code = "impossible" // has none and can have none: rules and fixed pairs leave no pair
)

// Reason is why a person, or a need, has the partner it has.
type Reason struct {
	Of          Limit        `json:"of" doc:"The person or the need"`
	Code        Code         `json:"code"`
	With        string       `json:"with,omitempty" doc:"The post or the official"`
	Suitability int64        `json:"suitability,omitempty"`
	Next        *Alternative `json:"next,omitempty" doc:"The next best partner; absent when there is none"`
	Rules       []RuleCount  `json:"rules,omitempty" doc:"How many partners each rule excludes, the most first"`
}

// Alternative is another partner and what it would cost.
type Alternative struct {
	With   string  `json:"with"`
	Change Change  `json:"change"`
	Blocks []Block `json:"blocks" doc:"The limits that make it cost something"`
}

// Block is a limit whose room is used better otherwise.
type Block struct {
	Limit
	By string `json:"by,omitempty" doc:"Of a person or a need: the partner it has in the plan"`
}

// RuleCount is a rule and how many pairs of a person or a need it excludes.
type RuleCount struct {
	Rule  string `json:"rule"`
	Pairs int    `json:"pairs"`
}

// Person says why an official is placed where they are, or not at all. Error: fault.NotFound `unknown_person`.
func (a *Analysis) Person(official string) (Reason, error) {
	at, known := a.index[Limit{OfPerson, official}]
	if !known {
		return Reason{}, fault.New(fault.NotFound, "unknown_person", "%s is not among the people of this plan", official)
	}
	return a.reason(at), nil
}

// Need says why a post is filled as it is, or not at all. Error: fault.NotFound `unknown_need`.
func (a *Analysis) Need(post string) (Reason, error) {
	at, known := a.index[Limit{OfNeed, post}]
	if !known {
		return Reason{}, fault.New(fault.NotFound, "unknown_need", "%s is not among the needs of this plan", post)
	}
	return a.reason(at), nil
}

func (a *Analysis) reason(at int32) Reason {
	r := Reason{Of: a.limits[at].Limit, Code: Impossible, Rules: a.rules(a.limits[at].Limit)}
	for _, f := range a.in.Fixed {
		if with, is := partner(r.Of, f); is {
			i, _ := a.pair(f)
			r.Code, r.With, r.Suitability = FixedPair, with, a.in.Pairs[i].Suitability
			return r
		}
	}
	r.Next = a.next(at)
	if i := a.placed[at]; i != none {
		c := a.choices[i]
		r.With, _ = partner(r.Of, a.placement(c))
		r.Code, r.Suitability = Placed, c.suitability
	} else if r.Next != nil {
		r.Code = Unplaced
	}
	return r
}

// partner is the other one of a pair; is is false when the person or need is not in it.
func partner(of Limit, at Placement) (with string, is bool) {
	if of.Kind == OfPerson {
		return at.Post, at.Official == of.Code
	}
	return at.Official, at.Post == of.Code
}

// next finds the partner that costs least beside the one in the plan.
func (a *Analysis) next(at int32) *Alternative {
	person := a.limits[at].Kind == OfPerson
	search := a.from // a forced pair closes a cycle by a way from its need to its person
	if person {
		search = a.to
	}
	far, best, least, found := search(at), choice{}, length{}, false
	for i, c := range a.choices {
		mine, other := c.need, c.person
		if person {
			mine, other = other, mine
		}
		if mine != at || int32(i) == a.placed[at] || !far.reached[other] {
			continue
		}
		if total := far.length[other].plus(a.slack(c)); !found || total.less(least) {
			best, least, found = c, total, true
		}
	}
	if !found {
		return nil
	}
	end := best.person
	if person {
		end = best.need
	}
	change := a.change(far, end, a.slack(best))
	change.In = append(change.In, a.placement(best))
	with, _ := partner(a.limits[at].Limit, a.placement(best))
	return &Alternative{With: with, Change: change, Blocks: a.blocks(best)}
}

// blocks lists the limits over a choice that have a price.
func (a *Analysis) blocks(c choice) []Block {
	blocks := []Block{}
	for at := range a.over(c) {
		if a.prices[at] == (length{}) {
			continue
		}
		b := Block{Limit: a.limits[at].Limit}
		if at == c.person || at == c.need {
			if i := a.placed[at]; i != none {
				b.By, _ = partner(b.Limit, a.placement(a.choices[i]))
			}
		}
		blocks = append(blocks, b)
	}
	return blocks
}

// rules counts what excludes the pairs of a person or a need.
func (a *Analysis) rules(of Limit) []RuleCount {
	counts := []RuleCount{}
	for _, e := range a.in.Excluded {
		if _, is := partner(of, e.placement()); !is {
			continue
		}
		i := slices.IndexFunc(counts, func(c RuleCount) bool { return c.Rule == e.Rule })
		if i < 0 {
			i, counts = len(counts), append(counts, RuleCount{Rule: e.Rule})
		}
		counts[i].Pairs++
	}
	slices.SortFunc(counts, func(a, b RuleCount) int { return cmp.Or(b.Pairs-a.Pairs, cmp.Compare(a.Rule, b.Rule)) })
	return counts
}
