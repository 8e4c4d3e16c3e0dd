package planning

import (
	"slices"

	"canbo/internal/fault"
)

// Seat tells one entry of a version from the others.
type Seat struct {
	Official string `json:"official"`
	Position string `json:"position"`
}

// Seat returns the entry's person and position.
func (e Entry) Seat() Seat { return Seat{Official: e.Official, Position: e.Position} }

// Sheet is what a review changes on a version.
type Sheet struct {
	Removed []Seat  `json:"removed,omitempty"`
	Added   []Entry `json:"added,omitempty"` // an order of 0 stands for the end of its position
}

// Without drops what is about the seats.
func (s Sheet) Without(seats []Seat) Sheet {
	added := slices.DeleteFunc(slices.Clone(s.Added), func(e Entry) bool { return slices.Contains(seats, e.Seat()) })
	return Sheet{Removed: slices.Concat(s.Removed, seats), Added: added}
}

// Draft is the version that follows from base: what is removed is gone, and who is added takes their place, those behind
// it stepping back. The others keep their order, also where it has gaps.
func (s Sheet) Draft(base []Entry) []Entry {
	draft := slices.DeleteFunc(append([]Entry{}, base...), func(e Entry) bool { return slices.Contains(s.Removed, e.Seat()) })
	for _, e := range s.Added {
		draft = insert(draft, e)
	}
	Sort(draft)
	return draft
}

// insert adds an entry at its order. The ones that stand there step back until there is a gap.
func insert(draft []Entry, e Entry) []Entry {
	taken := map[int]int{} // place by order
	last := 0
	for i, d := range draft {
		if d.Position == e.Position {
			taken[d.Order] = i
			last = max(last, d.Order)
		}
	}
	if e.Order == 0 {
		e.Order = last + 1
	}
	for order := e.Order; ; order++ {
		i, is := taken[order]
		if !is {
			return append(draft, e)
		}
		draft[i].Order++
	}
}

// ErrNotOnList refuses an act on an entry that the version does not have.
func ErrNotOnList(s Seat) error {
	return fault.New(fault.NotFound, "not_on_list", "%s is not on the list for %s", s.Official, s.Position)
}
