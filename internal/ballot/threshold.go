package ballot

import (
	"cmp"
	"slices"

	"canbo/internal/fault"
)

// Base names the figure of a Tally that a share is taken of. Which one a rule means decides results, and the texts
// differ: Directive 35/2019 takes all convened, others the valid papers; so policy always names it.
type Base string

// The bases. Convened, Present and Issued leave out the subject (see Tally).
const (
	BaseConvened Base = "Convened"
	BasePresent  Base = "Present"
	BaseIssued   Base = "Issued"
	BaseValid    Base = "Valid"
)

// TieRule says what happens when the threshold does not name one choice.
type TieRule string

// The tie rules.
const (
	TieHeadDecides TieRule = "HeadDecides" // the head decides (Decree 170/2025 Art. 33.3, at exactly the ratio)
	TieTopN        TieRule = "TopN"        // the leading TopN choices go forward (QĐ 105/2017: the top 2)
	TieFail        TieRule = "Fail"        // nothing is carried
)

// Quorum is the share of the convened who must take part: Num/Den of Convened. Its values are policy; none is verified
// (2/3 is usually quoted). The zero value asks for nobody.
type Quorum struct {
	Num  int  `json:"num"`
	Den  int  `json:"den"`
	Base Base `json:"base"` // who counts as taking part: BasePresent or BaseIssued
}

// Validate refuses, as fault.Invalid quorum_malformed, a ratio outside 0..1 and a base other than Present and Issued.
func (q Quorum) Validate() error {
	if q == (Quorum{}) {
		return nil
	}
	if q.Num < 0 || q.Den <= 0 || q.Num > q.Den || q.Base != BasePresent && q.Base != BaseIssued {
		return fault.New(fault.Invalid, "quorum_malformed", "quorum %d/%d of base %.40q is malformed", q.Num, q.Den, q.Base)
	}
	return nil
}

// Met reports whether enough of the convened took part. Exactly Num/Den is enough.
func (q Quorum) Met(h Heads) bool {
	taking := h.Present
	if q.Base == BaseIssued {
		taking = h.Issued
	}
	return taking*q.Den >= q.Num*h.Convened
}

// Threshold is the rule by which a count decides.
type Threshold struct {
	RatioBP int     `json:"ratio_bp"` // share of Base a choice needs, in basis points: 5000 = 50 %
	Strict  bool    `json:"strict"`   // more than the ratio, not the ratio itself
	Base    Base    `json:"base"`
	Tie     TieRule `json:"tie"`
	TopN    int     `json:"top_n,omitzero"` // with TieTopN: how many go forward, at least 1
}

// Verdict is what a threshold makes of one tally.
type Verdict string

// The verdicts.
const (
	Carried    Verdict = "Carried"    // one choice has the threshold
	LeftToHead Verdict = "LeftToHead" // the head decides among the choices
	GoForward  Verdict = "GoForward"  // the choices go to another vote
	NotCarried Verdict = "NotCarried" // no choice has the threshold
)

// Outcome is the verdict on one subject, and the choices it is about: one when carried, none when not carried.
// A yes/no question is answered yes only if Carried with that choice; Carried with "no" is a refusal.
type Outcome struct {
	Subject string   `json:"subject"`
	Verdict Verdict  `json:"verdict"`
	Choices []string `json:"choices,omitempty"` // most votes first, then in the order of the paper
}

// Validate refuses, as fault.Invalid threshold_malformed, a ratio outside 0..10000, an unknown base or tie rule, and
// a TopN that does not fit the tie rule.
func (t Threshold) Validate() error {
	bases := []Base{BaseConvened, BasePresent, BaseIssued, BaseValid}
	ties := []TieRule{TieHeadDecides, TieTopN, TieFail}
	if t.RatioBP < 0 || t.RatioBP > 10000 || !slices.Contains(bases, t.Base) || !slices.Contains(ties, t.Tie) ||
		t.TopN < 0 || (t.TopN > 0) != (t.Tie == TieTopN) {
		return fault.New(fault.Invalid, "threshold_malformed",
			"threshold of %d basis points, base %.40q, tie %.40q, top %d is malformed", t.RatioBP, t.Base, t.Tie, t.TopN)
	}
	return nil
}

// Judge applies the threshold to a valid tally. The single leading choice is carried when it has the ratio. When two
// or more lead together with the ratio, or the leaders stand at exactly a strict ratio, the tie rule speaks. When the
// leaders have less than the ratio, nothing is carried, except that TieTopN sends the first TopN choices forward, with
// all who equal the last of them. A choice without votes neither leads nor goes forward. It fails as Validate does.
func (t Threshold) Judge(tally Tally) (Outcome, error) {
	if err := t.Validate(); err != nil {
		return Outcome{}, err
	}
	ranked := rank(tally.Boxes)
	none := Outcome{Subject: tally.Subject, Verdict: NotCarried}
	if len(ranked) == 0 {
		return none, nil
	}
	leaders := firstWithEquals(ranked, 1)
	share, need := ranked[0].Votes*10000, t.RatioBP*t.base(tally)
	undecided := share == need && t.Strict || share >= need && len(leaders) > 1
	switch {
	case share >= need && !undecided:
		return Outcome{tally.Subject, Carried, leaders}, nil
	case undecided && t.Tie == TieHeadDecides:
		return Outcome{tally.Subject, LeftToHead, leaders}, nil
	case t.Tie == TieTopN:
		return Outcome{tally.Subject, GoForward, firstWithEquals(ranked, t.TopN)}, nil
	default:
		return none, nil
	}
}

func (t Threshold) base(tally Tally) int {
	return map[Base]int{
		BaseConvened: tally.Convened, BasePresent: tally.Present, BaseIssued: tally.Issued, BaseValid: tally.Valid,
	}[t.Base]
}

// rank returns the boxes that have votes, most first, equals in the order of the paper.
func rank(boxes []Box) []Box {
	ranked := slices.DeleteFunc(slices.Clone(boxes), func(b Box) bool { return b.Votes == 0 })
	slices.SortStableFunc(ranked, func(a, b Box) int { return cmp.Compare(b.Votes, a.Votes) })
	return ranked
}

// firstWithEquals returns the choices of the first n of ranked and of all that equal the last of them.
func firstWithEquals(ranked []Box, n int) []string {
	last := ranked[min(n, len(ranked))-1].Votes
	var choices []string
	for _, box := range ranked {
		if box.Votes >= last {
			choices = append(choices, box.Choice)
		}
	}
	return choices
}
