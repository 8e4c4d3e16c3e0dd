package assignment

import "slices"

// Plan is an answer to an instance, with the proof that there is no better one.
type Plan struct {
	Placements []Placement `json:"placements" doc:"In the order of the officials; the fixed ones among them"`
	Score      Score       `json:"score" doc:"Needs filled, urgency, suitability, pairs kept, lots"`
	Prices     []Price     `json:"prices" doc:"What one more place under each limit would be worth; a limit that is not named has none"`
}

// Price is what a limit costs the plan: one more place under it would add at most this to the score.
type Price struct {
	Limit
	Price Score `json:"price"`
}

// Solve returns a plan of the highest score. It answers the same for the same instance, however its lists are ordered.
// Errors: fault.Invalid `bad_instance` and `cap_broken`.
func Solve(in Instance) (Plan, error) {
	if err := in.Validate(); err != nil {
		return Plan{}, err
	}
	p, err := newProblem(in)
	if err != nil {
		return Plan{}, err
	}
	plan := Plan{Placements: slices.Clone(p.in.Fixed), Score: p.fixed, Prices: []Price{}}
	s, nodes := p.network()
	if scales, fit := p.scales(); fit {
		s.charge(func(pair int) int64 {
			c := p.choices[pair]
			return scales[Needs] + scales[Urgency]*p.urgency[c.need] + c.suitability
		})
		s.minimise()
	}
	prices := make([]Score, len(nodes))
	for o := range objectives {
		s.charge(func(pair int) int64 { return p.worthBy(p.choices[pair], o) })
		s.minimise()
		for n := 1; n < len(nodes); n++ {
			prices[n][o] = -s.reduced(int32(n - 1))
		}
		s.freeze()
	}
	for n := 1; n < len(nodes); n++ {
		if prices[n].Compare(Score{}) > 0 {
			plan.Prices = append(plan.Prices, Price{p.limits[nodes[n]].Limit, prices[n]})
		}
	}
	for i, c := range p.choices {
		if s.arcs[len(s.rooms)+i].flow > 0 {
			plan.Placements = append(plan.Placements, Placement{p.limits[c.person].Code, p.limits[c.need].Code})
			plan.Score = plan.Score.Plus(p.worth(c))
		}
	}
	slices.SortFunc(plan.Placements, comparePlacements)
	return plan, nil
}

// scales returns factors by which one sum of needs, urgency and suitability has the order of the three; fit is false when
// such a sum could leave 64 bits. A plan found by that sum first leaves nothing to do for each of the three alone, which is
// where most of the time would go; without it the answer is the same.
func (p *problem) scales() (scales Score, fit bool) {
	urgent, suited := int64(1), int64(1)
	for _, c := range p.choices {
		urgent, suited = max(urgent, p.urgency[c.need], -p.urgency[c.need]), max(suited, c.suitability, -c.suitability)
	}
	places := int64(len(p.limits))
	_, fit = product(8*places, 4*places, urgent, 4*places, suited) // of a path, and of what is compared with it
	perUrgency := 4 * places * suited
	return Score{Needs: perUrgency * 4 * places * urgent, Urgency: perUrgency}, fit
}

// network returns the simplex of the problem and the limit of each of its nodes. Limits with no choice under them are left
// out.
func (p *problem) network() (s *simplex, nodes []int32) {
	node := make([]int32, len(p.limits))
	for _, c := range p.choices {
		for at := range p.over(c) {
			node[at] = 1
		}
	}
	nodes = []int32{none}
	for at, used := range node {
		if used > 0 {
			node[at] = int32(len(nodes))
			nodes = append(nodes, int32(at))
		}
	}
	var rooms []int64
	var links []arc
	for _, at := range nodes[1:] {
		l, up := p.limits[at], int32(root)
		if l.above != none {
			up = node[l.above]
		}
		link := arc{tail: up, head: node[at]}
		if l.Kind == OfNeed || l.Kind == OfReceive {
			link.tail, link.head = link.head, link.tail
		}
		rooms, links = append(rooms, l.room), append(links, link)
	}
	arcs := make([]arc, len(links), len(links)+len(p.choices))
	copy(arcs, links)
	for _, c := range p.choices {
		arcs = append(arcs, arc{tail: node[c.person], head: node[c.need]})
	}
	return newSimplex(rooms, arcs), nodes
}
