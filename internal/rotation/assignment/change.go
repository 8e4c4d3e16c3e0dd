package assignment

import (
	"slices"

	"canbo/internal/fault"
)

// Loss is what a plan loses against the best one, objective by objective; a later number may be negative where an earlier
// one is lost.
type Loss struct {
	Needs       int64 `json:"needs"`
	Urgency     int64 `json:"urgency"`
	Suitability int64 `json:"suitability"`
}

// Change is what a change by hand does to a plan: the best plan with the change, against the best plan.
type Change struct {
	Loss   Loss        `json:"loss"`
	In     []Placement `json:"in" doc:"Pairs that the plan gains"`
	Out    []Placement `json:"out" doc:"Pairs that it gives up"`
	Breaks []Break     `json:"breaks" doc:"What forbids the change; without any it can be made"`
}

// Break is one thing that forbids a pair.
type Break struct {
	Rule   string `json:"rule" doc:"Of an exclusion; or fixed, for a limit that the fixed pairs use up; or no_pair, when nobody weighed the pair"`
	Values string `json:"values,omitempty"`
	Limit  *Limit `json:"limit,omitempty" doc:"Which limit the fixed pairs use up"`
}

// The rules of a Break that are none of the policy.
const (
	RuleFixed  = "fixed"
	RuleNoPair = "no_pair"
)

// Analysis answers questions about a proved plan. Its answers are exact: they come from the cheapest cycles of the residual
// network, whose lengths the prices make non-negative, and equal what solving anew would give.
type Analysis struct {
	*problem
	residual
	index   map[Limit]int32
	placed  []int32 // by limit of a person or a need: its choice in the plan, or none
	planned map[Placement]bool
	prices  []length
}

// Analyse takes an instance and a plan of it. Error: what Check finds wrong.
func Analyse(in Instance, plan Plan) (*Analysis, error) {
	if err := Check(in, plan); err != nil {
		return nil, err
	}
	p, err := newProblem(in)
	if err != nil {
		return nil, err
	}
	a := &Analysis{
		problem: p, index: make(map[Limit]int32, len(p.limits)), planned: make(map[Placement]bool, len(plan.Placements)),
		placed: slices.Repeat([]int32{none}, len(p.limits)), prices: make([]length, len(p.limits)),
	}
	for i, l := range p.limits {
		a.index[l.Limit] = int32(i)
	}
	for _, price := range plan.Prices {
		copy(a.prices[a.index[price.Limit]][:Kept], price.Price[:Kept])
	}
	for _, at := range plan.Placements {
		a.planned[at] = true
	}
	a.connect()
	return a, nil
}

// connect makes the residual network of the plan.
func (a *Analysis) connect() {
	used, top := make([]int64, len(a.limits)), int32(len(a.limits))
	a.residual = newResidual(len(a.limits) + 1)
	for i, c := range a.choices {
		if !a.planned[a.placement(c)] {
			a.add(edge{c.person, c.need, a.slack(c), int32(i)})
			continue
		}
		a.placed[c.person], a.placed[c.need] = int32(i), int32(i)
		a.add(edge{c.need, c.person, length{moves: 1}, int32(i)})
		for at := range a.over(c) {
			used[at]++
		}
	}
	for i, l := range a.limits {
		from, to := l.above, int32(i)
		if from == none {
			from = top
		}
		if l.Kind == OfNeed || l.Kind == OfReceive {
			from, to = to, from
		}
		if used[i] < l.room {
			a.add(edge{from, to, length{}, none})
		}
		if used[i] > 0 {
			a.add(edge{to, from, a.prices[i], none})
		}
	}
}

func (p *problem) placement(c choice) Placement {
	return Placement{p.limits[c.person].Code, p.limits[c.need].Code}
}

// slack is by how much the prices over a choice exceed its worth: the least that taking it up costs.
func (a *Analysis) slack(c choice) length {
	worth := a.worth(c)
	slack := length{-worth[Needs], -worth[Urgency], -worth[Suitability], 1}
	for at := range a.over(c) {
		slack = slack.plus(a.prices[at])
	}
	return slack
}

// Force says what it costs to place somebody in a post, and what forbids it. Error: fault.NotFound `unknown_pair` when the
// instance has no such person or post.
func (a *Analysis) Force(at Placement) (Change, error) {
	c, err := a.choice(at)
	if err != nil || a.planned[at] {
		return noChange(), err
	}
	breaks := a.breaks(at, c)
	if slices.ContainsFunc(breaks, func(b Break) bool { return b.Rule == RuleFixed }) {
		change := noChange()
		change.Breaks = breaks
		return change, nil
	}
	far := a.from(c.need)
	change := a.change(far, c.person, a.slack(c))
	change.In, change.Breaks = append(change.In, at), breaks
	return change, nil
}

// Forbid says what it costs not to place somebody in a post. Error as for Force.
func (a *Analysis) Forbid(at Placement) (Change, error) {
	c, err := a.choice(at)
	if err != nil || !a.planned[at] {
		return noChange(), err
	}
	if slices.Contains(a.in.Fixed, at) {
		change := noChange()
		change.Breaks = []Break{{Rule: RuleFixed}}
		return change, nil
	}
	change := a.change(a.from(c.person), c.need, length{moves: 1})
	change.Out = append(change.Out, at)
	return change, nil
}

func noChange() Change { return Change{In: []Placement{}, Out: []Placement{}, Breaks: []Break{}} }

// choice makes a choice of any person and post, whether it may be chosen or not.
func (a *Analysis) choice(at Placement) (choice, error) {
	person, knownPerson := a.index[Limit{OfPerson, at.Official}]
	need, knownNeed := a.index[Limit{OfNeed, at.Post}]
	if !knownPerson || !knownNeed {
		return choice{}, fault.New(fault.NotFound, "unknown_pair", "%s and %s are not a person and a need of this plan", at.Official, at.Post)
	}
	c := choice{person: person, need: need}
	if i, found := a.pair(at); found {
		c.suitability = a.in.Pairs[i].Suitability
	}
	return c, nil
}

func (a *Analysis) pair(at Placement) (i int, found bool) {
	return slices.BinarySearchFunc(a.in.Pairs, at, func(p Pair, at Placement) int { return comparePlacements(p.placement(), at) })
}

// breaks lists what keeps a pair from being chosen.
func (a *Analysis) breaks(at Placement, c choice) []Break {
	breaks := []Break{}
	for _, e := range a.in.Excluded {
		if e.placement() == at {
			breaks = append(breaks, Break{Rule: e.Rule, Values: e.Values})
		}
	}
	if _, found := a.pair(at); !found && len(breaks) == 0 {
		breaks = append(breaks, Break{Rule: RuleNoPair})
	}
	for l := range a.over(c) {
		if a.limits[l].room == 0 {
			breaks = append(breaks, Break{Rule: RuleFixed, Limit: new(a.limits[l].Limit)})
		}
	}
	return breaks
}

// change reads the cheapest cycle that ends at a node, having begun with a step of a length.
func (a *Analysis) change(far distances, end int32, begun length) Change {
	change := noChange()
	total := far.length[end].plus(begun)
	change.Loss = Loss{total[Needs], total[Urgency], total[Suitability]}
	for e := range far.way(end) {
		if e.choice == none {
			continue
		}
		c := a.choices[e.choice]
		if at := a.placement(c); e.from == c.person {
			change.In = append(change.In, at)
		} else {
			change.Out = append(change.Out, at)
		}
	}
	return change
}
