package evaluation

import "canbo/internal/fault"

// Whole is 100 % in basis points.
const Whole = 10000

// Denominator names what the number of Excellent is measured against. The texts differ and the difference decides:
// QĐ 124 and Decree 335 take the Good, Decree 48/2023 everybody in the unit.
type Denominator string

// The denominators.
const (
	GoodOnly Denominator = "GoodOnly" // those rated Good; moving one person from Good to Excellent makes it smaller
	AllStaff Denominator = "AllStaff" // everybody in the group
)

// Grouping names the people among whom the cap is counted, always within one deciding body.
type Grouping string

// The groupings.
const (
	ByTitleGroup     Grouping = "title_group"      // similar posts under the same deciding body
	ByUnitTitleGroup Grouping = "unit_title_group" // similar posts in the same unit
)

// Rounding names how a share that is not a whole number of people is rounded.
type Rounding string

// The roundings.
const (
	Floor  Rounding = "floor"
	HalfUp Rounding = "half_up" // 0.5 becomes 1
)

// SmallGroup names what happens in a group whose share rounds to nobody.
type SmallGroup string

// The rules for small groups.
const (
	AllowZero SmallGroup = "allow_zero"
	AllowOne  SmallGroup = "allow_one" // one Excellent all the same
)

// Enforcement names what a breach does.
type Enforcement string

// The enforcements.
const (
	Block Enforcement = "block" // the decision is refused
	Warn  Enforcement = "warn"  // the decision needs a reason
)

// Priority names a way to choose when more people qualify for Excellent than there are seats.
type Priority string

// The priorities; rank of the post and order of nomination are deliberately none (HD 03-HD/TVĐU 2026).
const (
	ByExceeded Priority = "exceeded_share"         // share of own targets exceeded
	ByBallot   Priority = "ballot_excellent_share" // share of Excellent among the valid papers of the last ballot
	ByQuarters Priority = "excellent_quarters"     // quarters of the year rated Excellent
)

// Cap limits how many people of a group may be Excellent.
type Cap struct {
	RatioBP     int         `json:"ratio_bp"`    // Excellent at most this share of the denominator, basis points
	ExtendedBP  int         `json:"extended_bp"` // the same with a reasoned decision; 0 where there is no such thing
	Denominator Denominator `json:"denominator"`
	Group       Grouping    `json:"group"`
	ExcludeHead bool        `json:"exclude_head"` // heads are neither counted nor limited
	Rounding    Rounding    `json:"rounding"`
	SmallGroup  SmallGroup  `json:"small_group"`
	Enforcement Enforcement `json:"enforcement"`
	Priority    []Priority  `json:"priority"` // first to last; the official's code breaks the last tie
}

// Validate refuses, as fault.Invalid cap_malformed, values that no cap can have.
func (c Cap) Validate() error {
	malformed := func(format string, args ...any) error {
		return fault.New(fault.Invalid, "cap_malformed", "the cap on Excellent is malformed: "+format, args...)
	}
	switch {
	case c.RatioBP < 0 || c.RatioBP > Whole:
		return malformed("the ratio %d is not within 0 and 10000 basis points", c.RatioBP)
	case c.ExtendedBP != 0 && (c.ExtendedBP < c.RatioBP || c.ExtendedBP > Whole):
		return malformed("the extended ratio %d is not within the ratio %d and 10000 basis points", c.ExtendedBP, c.RatioBP)
	case c.Denominator != GoodOnly && c.Denominator != AllStaff:
		return malformed("unknown denominator %.40q", c.Denominator)
	case c.Group != ByTitleGroup && c.Group != ByUnitTitleGroup:
		return malformed("unknown grouping %.40q", c.Group)
	case c.Rounding != Floor && c.Rounding != HalfUp:
		return malformed("unknown rounding %.40q", c.Rounding)
	case c.SmallGroup != AllowZero && c.SmallGroup != AllowOne:
		return malformed("unknown rule for small groups %.40q", c.SmallGroup)
	case c.Enforcement != Block && c.Enforcement != Warn:
		return malformed("unknown enforcement %.40q", c.Enforcement)
	}
	seen := map[Priority]bool{}
	for _, p := range c.Priority {
		if p != ByExceeded && p != ByBallot && p != ByQuarters || seen[p] {
			return malformed("priority %.40q is unknown or given twice", p)
		}
		seen[p] = true
	}
	return nil
}

// Extended returns the cap that a reasoned decision of the competent body may use; the same cap where there is none.
func (c Cap) Extended() Cap {
	c.RatioBP = max(c.RatioBP, c.ExtendedBP)
	return c
}

// Key names the group, within one deciding body, in which a person of the unit and title group is counted.
func (c Cap) Key(unit, titleGroup string) string {
	if c.Group == ByUnitTitleGroup {
		return unit + "/" + titleGroup
	}
	return titleGroup
}

// Counts reports whether a person counts in the cap at all: with ExcludeHead, a head does not.
func (c Cap) Counts(head bool) bool { return !c.ExcludeHead || !head }

// Allowed returns how many Excellent a denominator of that many people allows.
func (c Cap) Allowed(denominator int) int {
	share := c.RatioBP * denominator
	if c.Rounding == HalfUp {
		share += Whole / 2
	}
	if seats := share / Whole; seats > 0 || c.SmallGroup == AllowZero {
		return seats
	}
	return 1
}

// Seats returns the largest number of Excellent that a group can hold. all is the number of people in the group and
// good of those who are to be Good or better; 0 <= good <= all. Against the Good, each new Excellent is one Good fewer.
func (c Cap) Seats(good, all int) int {
	if c.Denominator == AllStaff {
		return min(c.Allowed(all), good)
	}
	seats := 0
	for seats < good && seats+1 <= c.Allowed(good-seats-1) {
		seats++
	}
	return seats
}
