package pages

import (
	"cmp"
	"fmt"
	"strings"

	"canbo/internal/evaluation"
	"canbo/internal/planning"
)

// Columns are heads of columns.
func (p Page) Columns(texts ...Text) []Column {
	columns := make([]Column, len(texts))
	for i, t := range texts {
		columns[i] = Column{Text: p.T(t)}
	}
	return columns
}

// ReasonAndBasis says which of the two is missing; nil when none is.
func (p Page) ReasonAndBasis(reason, basis string) *Problem {
	wrong := map[string]string{}
	if reason == "" {
		wrong["reason"] = p.T(ReasonMissing)
	}
	if basis == "" {
		wrong["basis"] = p.T(BasisMissing)
	}
	if len(wrong) == 0 {
		return nil
	}
	return &Problem{Text: p.T(CheckForm), Fields: wrong}
}

// Source names what a rule rests on, and says when that was not checked.
func (p Page) Source(source string, verified bool) string {
	if source == "" {
		return ""
	}
	text := p.T(FindingSource, source)
	if !verified {
		text += " (" + p.T(NotVerified) + ")"
	}
	return text
}

// RuleFindingOf is a finding of a screening.
func RuleFindingOf(p Page, f planning.Finding, who, position string) RuleFinding {
	return RuleFinding{
		Who: who, Position: position, What: p.L(evaluation.Label{VI: f.VI, EN: f.EN}), Blocking: f.Blocking,
		Cure: p.L(evaluation.Label{VI: f.CureVI, EN: f.CureEN}), Source: p.Source(f.Source, f.Verified),
	}
}

// MeterOf shows a structure; name says who or what a code stands for.
func MeterOf(p Page, s planning.Structure, name func(code string) string) MeterView {
	v := MeterView{Summary: p.T(MeterSummary, s.People, s.Entries, decimal(p, s.AverageAgeTenths, 10))}
	for _, share := range s.Shares {
		v.Bars = append(v.Bars, BarView{
			Label: shareLabel(p, share.ID, s), Count: share.Count, Total: share.Total, WantBP: share.WantBP, Met: share.Met,
			Cure: p.L(evaluation.Label{VI: share.CureVI, EN: share.CureEN}), Source: p.Source(share.Source, share.Verified),
		})
	}
	for _, x := range s.Excesses {
		v.Limits = append(v.Limits, LimitView{
			Text: p.T(excessTexts[x.ID], name(x.Of), x.Count, x.Limit), Cure: p.L(evaluation.Label{VI: x.CureVI, EN: x.CureEN}),
			Source: p.Source(x.Source, x.Verified),
		})
	}
	return v
}

var excessTexts = map[string]Text{
	"people_per_post": ExcessPeople, "posts_per_person": ExcessPosts, "people_for_seats": ExcessSeats,
}

func shareLabel(p Page, id string, s planning.Structure) string {
	switch id {
	case "women":
		return p.T(ShareWomen)
	case "young":
		return p.T(ShareYoung, s.YoungUnder)
	case "minority":
		return p.T(ShareMinority)
	case "external":
		return p.T(ShareExternal)
	}
	number, bands := strings.TrimPrefix(id, "band-"), s.AgeBands
	var n int
	if _, err := fmt.Sscan(number, &n); err != nil || n < 1 || n > len(bands)+1 || len(bands) == 0 {
		return p.T(BandNumber, number)
	}
	switch n {
	case 1:
		return p.T(BandUnder, bands[0])
	case len(bands) + 1:
		return p.T(BandOver, bands[len(bands)-1])
	default:
		return p.T(BandFrom, bands[n-2], bands[n-1])
	}
}

// GapLabels names what a structure misses, by the codes of planning.Structure.Gaps.
func GapLabels(s planning.Structure, v MeterView) func(of string) string {
	labels := map[string]string{}
	for i, share := range s.Shares {
		labels[share.ID] = v.Bars[i].Label
	}
	for i, x := range s.Excesses {
		labels[x.ID+"/"+x.Of] = v.Limits[i].Text
	}
	return func(of string) string { return cmp.Or(labels[of], of) }
}
