package evaluation

import (
	"cmp"
	"maps"
	"slices"
)

// Candidate is one official before a deciding body, with all that a suggestion is made of.
type Candidate struct {
	Official  string         `json:"official"`
	Unit      string         `json:"unit"`
	Group     string         `json:"group"` // title group
	Head      bool           `json:"head"`
	Judgement Judgement      `json:"judgement"`
	Own       Targets        `json:"own"`
	Ballot    Share          `json:"ballot"`             // papers for Excellent among the valid papers of the last ballot
	Self      Grade          `json:"self"`               // empty when no self-review was filed
	Proposed  Grade          `json:"proposed"`           // by the unit; empty when there is none
	Quarters  []QuarterGrade `json:"quarters,omitempty"` // of the year, as the judgement has read them
	UnitGrade Grade          `json:"unit_grade"`         // of the unit headed, when decided and the policy binds the head to it; else empty
}

// Share is a part of a whole, as counts.
type Share struct {
	Part  int `json:"part"`
	Whole int `json:"whole"`
}

// BP is the share in basis points, rounded half up, for display; 0 of an empty whole.
func (s Share) BP() int {
	if s.Whole == 0 {
		return 0
	}
	return (2*s.Part*Whole + s.Whole) / (2 * s.Whole)
}

// compare orders shares exactly, without rounding; a share of nothing counts as none.
func (s Share) compare(other Share) int {
	for _, share := range []*Share{&s, &other} {
		if share.Whole == 0 {
			*share = Share{Part: 0, Whole: 1}
		}
	}
	return cmp.Compare(s.Part*other.Whole, other.Part*s.Whole)
}

// ReasonCode says why a suggestion is what it is.
type ReasonCode string

// The reasons.
const (
	ReasonConditions ReasonCode = "conditions"  // the best grade whose conditions are met
	ReasonCeiling    ReasonCode = "ceiling"     // a blocking rule keeps it there: Rule names it
	ReasonUnit       ReasonCode = "unit_grade"  // a head is not rated above the unit
	ReasonCap        ReasonCode = "cap_reached" // the group has no seat left for Excellent: Rule names the group
)

// Reason is one reason of a suggestion.
type Reason struct {
	Code ReasonCode `json:"code"`
	Rule string     `json:"rule,omitempty"`
}

// Suggestion is the grade that the rules lead to. People decide; a different decision needs a reason.
type Suggestion struct {
	Official   string   `json:"official"`
	Grade      Grade    `json:"grade"`
	Conditions Grade    `json:"conditions"` // before unit and cap: the best grade met under the ceilings
	Reasons    []Reason `json:"reasons"`
	Gap        bool     `json:"gap"` // self-review and proposal name different grades
}

// Suggest computes the suggestions for the officials before one deciding body, in the order of their codes: from the
// best grade met under the ceilings, to the unit's grade for heads, to the seats of each group. When more people are
// up for Excellent than there are seats, the cap's priorities choose, and equals are chosen by code so that the same
// facts give the same list. Whom the cap holds back is suggested Good.
func Suggest(candidates []Candidate, limit Cap) []Suggestion {
	ordered := slices.SortedFunc(slices.Values(candidates), func(a, b Candidate) int {
		return cmp.Compare(a.Official, b.Official)
	})
	suggestions := make([]Suggestion, len(ordered))
	groups := map[string][]int{} // indices into ordered
	for i, c := range ordered {
		suggestions[i] = SuggestAlone(c)
		if limit.Counts(c.Head) {
			key := limit.Key(c.Unit, c.Group)
			groups[key] = append(groups[key], i)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(groups)) {
		for _, i := range heldBack(ordered, suggestions, groups[key], limit) {
			suggestions[i].Grade = Good
			suggestions[i].Reasons = append(suggestions[i].Reasons, Reason{Code: ReasonCap, Rule: key})
		}
	}
	return suggestions
}

// SuggestAlone is the suggestion for one official alone, before the cap on a group holds anybody back.
func SuggestAlone(c Candidate) Suggestion {
	s := Suggestion{
		Official:   c.Official,
		Conditions: c.Judgement.Highest(),
		Reasons:    []Reason{{Code: ReasonConditions}},
		Gap:        c.Self != "" && c.Proposed != "" && c.Self != c.Proposed,
	}
	s.Grade = s.Conditions
	if binding := c.Judgement.binding(); len(binding) > 0 {
		s.Reasons = nil
		for _, ceiling := range binding {
			s.Reasons = append(s.Reasons, Reason{Code: ReasonCeiling, Rule: ceiling.Rule})
		}
	}
	if c.UnitGrade.Rank() > 0 && s.Grade.Better(c.UnitGrade) {
		s.Grade = c.UnitGrade
		s.Reasons = append(s.Reasons, Reason{Code: ReasonUnit})
	}
	return s
}

// heldBack returns those of a group who are up for Excellent and find no seat.
func heldBack(candidates []Candidate, suggestions []Suggestion, group []int, limit Cap) []int {
	good := 0
	var up []int
	for _, i := range group {
		if suggestions[i].Grade.Rank() >= Good.Rank() {
			good++
		}
		if suggestions[i].Grade == Excellent {
			up = append(up, i)
		}
	}
	slices.SortStableFunc(up, func(a, b int) int { return limit.before(candidates[a], candidates[b]) })
	return up[min(limit.Seats(good, len(group)), len(up)):]
}

// before orders two candidates for a seat by the cap's priorities; 0 leaves it to their codes.
func (c Cap) before(a, b Candidate) int {
	for _, priority := range c.Priority {
		order := 0
		switch priority {
		case ByExceeded:
			order = Share{b.Own.Exceeded, b.Own.Total}.compare(Share{a.Own.Exceeded, a.Own.Total})
		case ByQuarters:
			order = cmp.Compare(ExcellentQuarters(b.Quarters), ExcellentQuarters(a.Quarters))
		case ByBallot:
			order = b.Ballot.compare(a.Ballot)
		default: // Validate refuses other priorities
		}
		if order != 0 {
			return order
		}
	}
	return 0
}
