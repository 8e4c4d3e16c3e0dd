package planning

import (
	"cmp"
	"slices"
	"strconv"

	"canbo/internal/fault"
	"canbo/internal/roster"
)

// Entry is a person on a version of a list, prepared for one position. It is a row of plan_entries.csv without its list
// and version.
type Entry struct {
	Official string            `json:"official"`
	Position string            `json:"position"` // the committee, or a post
	Order    int               `json:"order"`    // 1 is the first choice for the position
	Tier     int               `json:"tier"`     // đối tượng 1 or 2
	Source   roster.PlanSource `json:"source"`
	Since    int               `json:"since"`    // the version that brought the person in
	Decision string            `json:"decision"` // number of its decision
}

// key tells the entries of a version apart.
func (e Entry) key() string { return e.Official + " " + e.Position }

// Plan is a version of a list with its entries by position, order and person.
type Plan struct {
	List    roster.PlanList
	Tier    roster.Tier // level of government
	Version int         // 0 for a list that has none yet
	Entries []Entry
}

// Officials lists everybody on the plan, each once, in the order of the entries.
func (p Plan) Officials() []string { return p.each(func(e Entry) string { return e.Official }) }

// Positions lists what people are prepared for, each once, in the order of the entries.
func (p Plan) Positions() []string { return p.each(func(e Entry) string { return e.Position }) }

func (p Plan) each(of func(Entry) string) []string {
	var out []string
	seen := map[string]bool{}
	for _, e := range p.Entries {
		if code := of(e); !seen[code] {
			seen[code] = true
			out = append(out, code)
		}
	}
	return out
}

// Nominate adds a nominee after everybody else who is prepared for the position.
func (p *Plan) Nominate(official, position string) {
	last := 0
	for _, e := range p.Entries {
		if e.Position == position {
			last = max(last, e.Order)
		}
	}
	p.Entries = append(p.Entries, Entry{
		Official: official, Position: position, Order: last + 1, Tier: 1, Source: roster.PlanInternal, Since: p.Version + 1,
	})
}

// ChangeKind says what happened to an entry between two versions.
type ChangeKind string

// The kinds of changes.
const (
	Added   ChangeKind = "added"
	Removed ChangeKind = "removed"
	Moved   ChangeKind = "moved" // another order or tier
)

// Change is a difference between a version of a list and the one before.
type Change struct {
	Kind   ChangeKind `json:"kind"`
	Before *Entry     `json:"before,omitempty"` // absent for an addition
	After  *Entry     `json:"after,omitempty"`  // absent for a removal
}

// Entry is the one that the change is about: as it is now, or as it was before its removal.
func (c Change) Entry() Entry {
	if c.After != nil {
		return *c.After
	}
	return *c.Before
}

// Compare lists what changed from one version to another, by position, then person.
func Compare(before, after []Entry) []Change {
	old := index(before)
	next := index(after)
	var changes []Change
	for _, e := range before {
		now, stays := next[e.key()]
		switch {
		case !stays:
			changes = append(changes, Change{Kind: Removed, Before: &e})
		case now.Order != e.Order || now.Tier != e.Tier:
			changes = append(changes, Change{Kind: Moved, Before: &e, After: &now})
		}
	}
	for _, e := range after {
		if _, was := old[e.key()]; !was {
			changes = append(changes, Change{Kind: Added, After: &e})
		}
	}
	slices.SortStableFunc(changes, func(a, b Change) int {
		return cmp.Or(cmp.Compare(a.Entry().Position, b.Entry().Position), cmp.Compare(a.Entry().Official, b.Entry().Official))
	})
	return changes
}

func index(entries []Entry) map[string]Entry {
	byKey := make(map[string]Entry, len(entries))
	for _, e := range entries {
		byKey[e.key()] = e
	}
	return byKey
}

// Check refuses entries that no version may have.
//
// Errors: fault.Invalid `entry_twice`, `order_twice`, `bad_order`, `bad_tier`.
func Check(entries []Entry) error {
	seen := map[string]bool{}
	orders := map[string]string{}
	for _, e := range entries {
		place := e.Position + " " + strconv.Itoa(e.Order)
		switch {
		case seen[e.key()]:
			return fault.New(fault.Invalid, "entry_twice", "%s is on the list twice for %s", e.Official, e.Position)
		case e.Order < 1:
			return fault.New(fault.Invalid, "bad_order", "the order of %s for %s must be 1 or more", e.Official, e.Position)
		case e.Tier != 1 && e.Tier != 2:
			return fault.New(fault.Invalid, "bad_tier", "the tier of %s for %s must be 1 or 2", e.Official, e.Position)
		case orders[place] != "":
			return fault.New(fault.Invalid, "order_twice", "%s and %s have the same order for %s", orders[place], e.Official, e.Position)
		}
		seen[e.key()], orders[place] = true, e.Official
	}
	return nil
}

// Sort orders entries by position, order and person.
func Sort(entries []Entry) {
	slices.SortFunc(entries, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(a.Position, b.Position), cmp.Compare(a.Order, b.Order), cmp.Compare(a.Official, b.Official))
	})
}
