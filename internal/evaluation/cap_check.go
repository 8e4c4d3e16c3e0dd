package evaluation

import (
	"fmt"
	"maps"
	"slices"

	"canbo/internal/fault"
)

// GroupCount is how many people of a group have which grade. People whom the cap does not count are left out.
type GroupCount struct {
	Key       string `json:"key"`
	All       int    `json:"all"`
	Excellent int    `json:"excellent"`
	Good      int    `json:"good"`
}

// Member is one person before a deciding body.
type Member struct {
	Official string `json:"official"`
	Unit     string `json:"unit"`
	Group    string `json:"group"` // title group
	Head     bool   `json:"head"`
	Grade    Grade  `json:"grade"`
}

// Groups counts the members of one deciding body by group, in the order of the keys.
func (c Cap) Groups(members []Member) []GroupCount {
	counts := map[string]*GroupCount{}
	for _, m := range members {
		if !c.Counts(m.Head) {
			continue
		}
		key := c.Key(m.Unit, m.Group)
		if counts[key] == nil {
			counts[key] = &GroupCount{Key: key}
		}
		counts[key].All++
		switch m.Grade {
		case Excellent:
			counts[key].Excellent++
		case Good:
			counts[key].Good++
		default: // the other grades count in All only
		}
	}
	groups := make([]GroupCount, 0, len(counts))
	for _, key := range slices.Sorted(maps.Keys(counts)) {
		groups = append(groups, *counts[key])
	}
	return groups
}

// Breaches returns the groups among the members of one deciding body that break the cap.
func (c Cap) Breaches(members []Member) []Breach { return c.Check(c.Groups(members)) }

// Breach is a group with more Excellent than its cap allows.
type Breach struct {
	GroupCount
	Denominator int `json:"denominator"` // the number the cap is taken of
	Allowed     int `json:"allowed"`
}

// String says the breach in a sentence of figures.
func (b Breach) String() string {
	return fmt.Sprintf("group %s: %d Excellent, %d allowed (denominator %d)", b.Key, b.Excellent, b.Allowed, b.Denominator)
}

// Check returns the groups that break the cap, in the order given.
func (c Cap) Check(groups []GroupCount) []Breach {
	var breaches []Breach
	for _, g := range groups {
		denominator := c.denominator(g)
		if allowed := c.Allowed(denominator); g.Excellent > allowed {
			breaches = append(breaches, Breach{GroupCount: g, Denominator: denominator, Allowed: allowed})
		}
	}
	return breaches
}

// AllowedIn returns how many Excellent a group allows as its people are rated.
func (c Cap) AllowedIn(g GroupCount) int { return c.Allowed(c.denominator(g)) }

// denominator is the number that the cap of a group is taken of.
func (c Cap) denominator(g GroupCount) int {
	if c.Denominator == AllStaff {
		return g.All
	}
	return g.Good
}

// Plus adds the people of another count to a group.
func (g GroupCount) Plus(other GroupCount) GroupCount {
	g.All, g.Excellent, g.Good = g.All+other.All, g.Excellent+other.Excellent, g.Good+other.Good
	return g
}

// Feasible refuses, as fault.Invalid, a cap that a cycle over these groups could not keep. groups need only Key and
// All: it is asked when the cycle is opened, before anybody is rated.
//
//   - cap_malformed: see Validate.
//   - cap_without_groups: nobody is left to count, such as when every post is that of an excluded head.
//   - cap_contradictory: a ratio of nothing that blocks, together with one Excellent in each small group.
//   - cap_without_seats: the cap blocks and no group is large enough to hold a single Excellent, so that the policy
//     offers a grade which nobody can be given.
func (c Cap) Feasible(groups []GroupCount) error {
	if err := c.Validate(); err != nil {
		return err
	}
	largest := 0
	for _, g := range groups {
		largest = max(largest, g.All)
	}
	if largest == 0 {
		return fault.New(fault.Invalid, "cap_without_groups",
			"the cap on Excellent counts nobody in this cycle; check the grouping %s and the exclusion of heads", c.Group)
	}
	if c.Enforcement != Block {
		return nil
	}
	if c.RatioBP == 0 && c.SmallGroup == AllowOne {
		return fault.New(fault.Invalid, "cap_contradictory",
			"the cap forbids every Excellent (ratio 0, block) and allows one in each group (allow_one); choose one of them")
	}
	seats := 0
	for _, g := range groups {
		seats += c.Seats(g.All, g.All)
	}
	if seats == 0 {
		return fault.New(fault.Invalid, "cap_without_seats",
			"no group can hold a single Excellent: the largest has %d people, and %d basis points of its %s round to none; "+
				"use a wider grouping, allow_one, or warn", largest, c.RatioBP, c.Denominator)
	}
	return nil
}

// The two figures that are taken for one another. The cap limits the first; reports print the second.
var (
	AgainstGoodLabel       = Label{VI: "Xuất sắc so với số xếp loại tốt", EN: "Excellent against Good"}
	AmongGoodOrBetterLabel = Label{VI: "Xuất sắc trong số xếp loại tốt trở lên", EN: "Excellent among Good-or-better"}
)

// AgainstGood is the figure "Excellent against Good".
func (g GroupCount) AgainstGood() Share { return Share{Part: g.Excellent, Whole: g.Good} }

// AmongGoodOrBetter is the figure "Excellent among Good-or-better".
func (g GroupCount) AmongGoodOrBetter() Share {
	return Share{Part: g.Excellent, Whole: g.Excellent + g.Good}
}
