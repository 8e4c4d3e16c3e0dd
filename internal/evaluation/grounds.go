package evaluation

import (
	"fmt"

	"canbo/internal/ballot"
)

// Grounds is why the rules suggest what they suggest: shown to the people who decide, and to the official with the
// result.
type Grounds struct {
	Suggestion  Suggestion      `json:"suggestion"`
	Judgement   Judgement       `json:"judgement"`
	Self        Grade           `json:"self,omitempty"`
	Proposed    Grade           `json:"proposed,omitempty"`
	Ballot      Share           `json:"ballot"`              // papers for Excellent among the valid papers of the unit's ballot
	Vote        *ballot.Outcome `json:"vote,omitempty"`      // what that ballot carried under the policy's threshold; nil when none was held
	Group       string          `json:"group,omitempty"`     // in which the cap counts the official; "" when it does not
	Seats       int             `json:"seats,omitempty"`     // Excellent that the group can hold
	Qualified   int             `json:"qualified,omitempty"` // people of the group who meet the conditions of Excellent
	Quarters    []QuarterGrade  `json:"quarters,omitempty"`  // of the year, where the policy rates quarters
	CapVerified bool            `json:"cap_verified"`        // whether the cap was checked against its source
}

// NewGrounds explains the suggestions for the officials before one body, in the order of the suggestions.
func NewGrounds(candidates []Candidate, suggestions []Suggestion, limit Cap) []Grounds {
	byCode := make(map[string]Candidate, len(candidates))
	for _, c := range candidates {
		byCode[c.Official] = c
	}
	type group struct{ all, good, qualified int }
	groups := map[string]*group{}
	for _, s := range suggestions {
		c := byCode[s.Official]
		if !limit.Counts(c.Head) {
			continue
		}
		key := limit.Key(c.Unit, c.Group)
		if groups[key] == nil {
			groups[key] = &group{}
		}
		g := groups[key]
		g.all++
		if s.Grade.Rank() >= Good.Rank() {
			g.good++
		}
		if s.Conditions == Excellent {
			g.qualified++
		}
	}
	out := make([]Grounds, len(suggestions))
	for i, s := range suggestions {
		c := byCode[s.Official]
		out[i] = Grounds{Suggestion: s, Judgement: c.Judgement, Self: c.Self, Proposed: c.Proposed, Ballot: c.Ballot, Quarters: c.Quarters}
		if limit.Counts(c.Head) {
			key := limit.Key(c.Unit, c.Group)
			g := groups[key]
			out[i].Group, out[i].Seats, out[i].Qualified = key, limit.Seats(g.good, g.all), g.qualified
		}
	}
	return out
}

// Sentences says the grounds for people: what kept the official from the next better grade, whose label the policy
// gives. There are none when nothing did.
func (g Grounds) Sentences(labels map[Grade]Label) (vi, en []string) {
	for _, r := range g.Suggestion.Reasons {
		switch r.Code {
		case ReasonCap:
			vi = append(vi, fmt.Sprintf("Đủ điều kiện xếp loại xuất sắc nhưng nhóm chức danh chỉ còn %d chỉ tiêu cho %d đồng chí đủ điều kiện.",
				g.Seats, g.Qualified)+unverified(g.CapVerified).VI)
			en = append(en, fmt.Sprintf("The conditions of Excellent are met, but the group holds %d for the %d who qualify.",
				g.Seats, g.Qualified)+unverified(g.CapVerified).EN)
		case ReasonUnit:
			vi = append(vi, "Mức xếp loại của người đứng đầu không cao hơn mức xếp loại của đơn vị.")
			en = append(en, "The grade of a head is not above that of the unit.")
		case ReasonCeiling:
			for _, c := range g.Judgement.Ceilings {
				if c.Rule == r.Rule {
					vi, en = append(vi, c.VI+unverified(c.Verified).VI), append(en, c.EN+unverified(c.Verified).EN)
				}
			}
		case ReasonConditions:
			grade, missed := g.missed()
			for _, c := range missed {
				note := unverified(c.Verified)
				vi = append(vi, fmt.Sprintf("Chưa đạt điều kiện của mức “%s”: %s%s", labels[grade].VI, c.VI, note.VI))
				en = append(en, fmt.Sprintf("Condition of “%s” not met: %s%s", labels[grade].EN, c.EN, note.EN))
			}
		}
	}
	return vi, en
}

// unverified is what a person who relies on a rule is told when it was not checked against its text.
func unverified(verified bool) Label {
	if verified {
		return Label{}
	}
	return Label{VI: " [quy định này chưa được đối chiếu với văn bản gốc]", EN: " [this rule was not checked against its source]"}
}

// missed returns the grade just above the one whose conditions are met, and its clauses that failed.
func (g Grounds) missed() (Grade, []Clause) {
	for i := len(g.Judgement.Grades) - 1; i >= 0; i-- { // worst first
		j := g.Judgement.Grades[i]
		if j.Grade.Better(g.Suggestion.Conditions) && !j.Met {
			return j.Grade, j.Failed
		}
	}
	return "", nil
}
