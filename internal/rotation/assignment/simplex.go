package assignment

import (
	"math"
	"math/bits"
	"slices"
)

// simplex solves a problem by the network simplex method. The linear programme is a circulation: people and posts flow
// from the root through the caps of the units that release them to each person, along a pair to a need, and through the
// caps of the receiving units back to the root. Node 0 is the root, every other node a limit with a pair under it, and the
// arc n-1 of node n carries what flows through that limit; the arcs of the pairs follow. A pair needs no bound of its own.
//
// The objectives are solved one after the other from the same tree: whatever has a reduced cost after one of them would
// worsen it and stays as it is. The tree is strongly feasible from the start (every node can send more to the root), and
// the leaving arc is the last blocking one of the cycle seen from its top; so the method never cycles (Cunningham 1976).
type simplex struct {
	rooms []int64 // by arc, of the limits
	arcs  []arc
	open  []int32 // arcs that may still change
	core  []int32 // those of them among which pricing looks first
	next  int     // where in the core pricing goes on

	parent, above            []int32 // node, and the arc to it
	rising                   []bool  // whether that arc leads to the parent
	depth                    []int32
	child, sibling, previous []int32 // children of a node, as a list linked both ways
	potential                []int64
}

type arc struct {
	cost       int64 // of one unit; the negative worth for the present objective
	tail, head int32
	flow       int32
	state      int8
}

// The states of an arc. Their products with a negative reduced cost say which way the arc would improve the plan.
const (
	atRoom  int8 = -1
	inTree  int8 = 0
	atEmpty int8 = 1
)

const root = 0

// newSimplex makes a first tree in which nothing flows. arcs are those of the nodes but the root, which have rooms, and then
// those of the pairs; each node has a pair under it.
func newSimplex(rooms []int64, arcs []arc) *simplex {
	nodes := len(rooms) + 1
	s := &simplex{
		rooms: rooms, arcs: arcs, open: make([]int32, len(arcs)),
		parent: make([]int32, nodes), above: make([]int32, nodes), rising: make([]bool, nodes), depth: make([]int32, nodes),
		child: make([]int32, nodes), sibling: make([]int32, nodes), previous: make([]int32, nodes), potential: make([]int64, nodes),
	}
	for i := range s.open {
		s.open[i] = int32(i)
		s.arcs[i].state = atEmpty
	}
	for n := range nodes {
		s.parent[n], s.child[n], s.sibling[n], s.previous[n] = none, none, none, none
	}
	// The last arc that leaves a node hangs it into the tree: a person at a post, a need at the cap around it, a releasing
	// unit at one of its people. All of these arcs lead towards the root and are empty.
	for i := range s.arcs {
		if a := s.arcs[i]; a.tail != root {
			s.above[a.tail], s.parent[a.tail] = int32(i), a.head
		}
	}
	for n := int32(1); n < int32(nodes); n++ {
		s.arcs[s.above[n]].state = inTree
		s.link(n, s.parent[n], s.above[n], true)
	}
	return s
}

// charge sets the cost of each pair that may still change to its negative worth.
func (s *simplex) charge(worth func(pair int) int64) {
	for _, i := range s.open {
		if pair := int(i) - len(s.rooms); pair >= 0 {
			s.arcs[i].cost = -worth(pair)
		}
	}
}

// minimise finds the cheapest circulation for the present costs among those that the objectives before allow.
func (s *simplex) minimise() {
	s.settle()
	for {
		in, found := s.entering()
		if !found {
			return
		}
		s.pivot(in)
	}
}

// freeze keeps what would worsen the present objective from changing any more.
func (s *simplex) freeze() {
	kept := s.open[:0]
	for _, i := range s.open {
		if s.reduced(i) == 0 {
			kept = append(kept, i)
		}
	}
	s.open = kept
	s.core = s.core[:0]
}

// reduced is the reduced cost of an arc: what one more unit along it and back through the tree would cost.
func (s *simplex) reduced(i int32) int64 {
	a := &s.arcs[i]
	return a.cost + s.potential[a.tail] - s.potential[a.head]
}

// entering looks for an arc that improves the plan: the best of the first block of the core that has one, going on from
// where it looked last. When the core has none, it takes in from outside what would improve the plan.
func (s *simplex) entering() (in int32, found bool) {
	for {
		block := max(1<<(bits.Len(uint(len(s.core)))/2), 16) // about the square root
		for left := len(s.core); left > 0 && !found; {
			if s.next >= len(s.core) {
				s.next = 0
			}
			end := min(s.next+min(block, left), len(s.core))
			left -= end - s.next
			in, found = s.best(s.core[s.next:end])
			s.next = end
		}
		if found || !s.extend() {
			return in, found
		}
	}
}

// corePerNode is about how many arcs for each node enter the core at a time. A dense problem is solved mostly within the
// core, a sparse one is its own core.
const corePerNode = 4

// extend adds to the core the best arc of each block of arcs that has one that improves the plan; it reports whether
// there was any.
func (s *simplex) extend() bool {
	before := len(s.core)
	for block := range slices.Chunk(s.open, 1+len(s.open)/(corePerNode*len(s.parent))) {
		if i, found := s.best(block); found {
			s.core = append(s.core, i)
		}
	}
	return len(s.core) > before
}

// best returns which of some arcs improves the plan most.
func (s *simplex) best(arcs []int32) (best int32, found bool) {
	gain := int64(0)
	for _, i := range arcs {
		a := &s.arcs[i]
		if g := int64(a.state) * (a.cost + s.potential[a.tail] - s.potential[a.head]); g < gain {
			best, gain = i, g
		}
	}
	return best, gain < 0
}

// pivot sends as much as possible around the cycle that an arc closes, and puts it into the tree for the arc that blocks.
func (s *simplex) pivot(in int32) {
	from, to := s.arcs[in].tail, s.arcs[in].head
	forward := s.arcs[in].state == atEmpty
	if !forward {
		from, to = to, from
	}
	top := s.join(from, to)
	amount := s.room(in)
	out, outFrom := int32(none), false
	for n := from; n != top; n = s.parent[n] {
		if r := s.residual(n, false); r < amount {
			amount, out, outFrom = r, n, true
		}
	}
	for n := to; n != top; n = s.parent[n] {
		if r := s.residual(n, true); r <= amount {
			amount, out, outFrom = r, n, false
		}
	}
	s.send(in, forward, amount)
	for n := from; n != top; n = s.parent[n] {
		s.send(s.above[n], !s.rising[n], amount)
	}
	for n := to; n != top; n = s.parent[n] {
		s.send(s.above[n], s.rising[n], amount)
	}
	if out == none { // the arc itself blocks: it goes from one bound to the other
		s.arcs[in].state = -s.arcs[in].state
		return
	}
	leaving := &s.arcs[s.above[out]]
	leaving.state = atEmpty
	if leaving.flow > 0 {
		leaving.state = atRoom
	}
	if outFrom {
		s.rehang(in, from, to, out)
	} else {
		s.rehang(in, to, from, out)
	}
	s.arcs[in].state = inTree
}

func (s *simplex) join(a, b int32) int32 {
	for a != b {
		if s.depth[a] < s.depth[b] {
			a, b = b, a
		}
		a = s.parent[a]
	}
	return a
}

func (s *simplex) room(i int32) int64 {
	if int(i) < len(s.rooms) {
		return s.rooms[i]
	}
	return math.MaxInt64
}

// residual is how much more can flow between a node and its parent, upwards or downwards.
func (s *simplex) residual(n int32, up bool) int64 {
	i := s.above[n]
	flow := int64(s.arcs[i].flow)
	if s.rising[n] == up {
		return s.room(i) - flow
	}
	return flow
}

func (s *simplex) send(i int32, forward bool, amount int64) {
	if forward {
		s.arcs[i].flow += int32(amount)
	} else {
		s.arcs[i].flow -= int32(amount)
	}
}

// rehang cuts the subtree of out off and hangs it, turned over, with its node at to another node, by an arc.
func (s *simplex) rehang(in, at, to, out int32) {
	delta := s.reduced(in)
	if s.arcs[in].head != at {
		delta = -delta
	}
	top := at
	link, rising := in, s.arcs[in].tail == at
	for n := at; ; {
		parent, above, rose := s.parent[n], s.above[n], s.rising[n]
		s.unlink(n)
		s.link(n, to, link, rising)
		if n == out {
			break
		}
		n, to, link, rising = parent, n, above, !rose
	}
	for n := top; n != none; n = s.after(n, top) {
		s.depth[n] = s.depth[s.parent[n]] + 1
		s.potential[n] += delta
	}
}

// settle computes potentials and depths from the root, whose potential is 0, so that each arc of the tree has a reduced cost
// of 0.
func (s *simplex) settle() {
	for n := s.after(root, root); n != none; n = s.after(n, root) {
		up := s.parent[n]
		s.depth[n] = s.depth[up] + 1
		cost := s.arcs[s.above[n]].cost
		if s.rising[n] {
			cost = -cost
		}
		s.potential[n] = s.potential[up] + cost
	}
}

// after is the node that follows n when the subtree of top is walked through, each node before its children.
func (s *simplex) after(n, top int32) int32 {
	if s.child[n] != none {
		return s.child[n]
	}
	for ; n != top; n = s.parent[n] {
		if s.sibling[n] != none {
			return s.sibling[n]
		}
	}
	return none
}

// link hangs a node below a parent by an arc.
func (s *simplex) link(n, parent, by int32, rising bool) {
	s.parent[n], s.above[n], s.rising[n] = parent, by, rising
	first := s.child[parent]
	s.previous[n], s.sibling[n], s.child[parent] = none, first, n
	if first != none {
		s.previous[first] = n
	}
}

func (s *simplex) unlink(n int32) {
	before, after := s.previous[n], s.sibling[n]
	if before == none {
		s.child[s.parent[n]] = after
	} else {
		s.sibling[before] = after
	}
	if after != none {
		s.previous[after] = before
	}
}
