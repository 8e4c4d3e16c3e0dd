package policy

import (
	"fmt"
	"slices"
	"time"

	"canbo/internal/planning"
)

// Planning is the body of a planning policy.
type Planning struct {
	PeoplePerPost    Leaf[int]                 `json:"people_per_post"`   // most people prepared for one post
	PostsPerPerson   Leaf[int]                 `json:"posts_per_person"`  // most positions a person is prepared for
	SameLevelOnly    Leaf[bool]                `json:"same_level_only"`   // only positions of one level of government count for that
	HigherPostOnly   Leaf[bool]                `json:"higher_post_only"`  // a person is prepared for a higher post only
	CoefficientX10   Leaf[int]                 `json:"coefficient_x10"`   // people on a committee's list, in tenths of its seats
	MonthsLeft       Leaf[int]                 `json:"months_left"`       // least service left at the reference month
	DisciplineMonths Leaf[int]                 `json:"discipline_months"` // how long a disciplinary decision keeps a person off
	FindingMonths    *Leaf[int]                `json:"finding_months"`    // how much older than a version a record may be that counts against it; nil: not at all
	References       []Reference               `json:"references"`        // one for each level of government
	Retirement       Leaf[planning.Retirement] `json:"retirement"`
	Structure        Structure                 `json:"structure"`
	Rules            []PlanningRule            `json:"rules"`
	Removals         []Removal                 `json:"removals"` // for what reasons people leave a list
	Publish          Leaf[[]Recipient]         `json:"publish"`  // who learns of an entry
	Steps            []Step                    `json:"steps"`
}

// Reference is the month at which ages and service left are counted for the lists of a level of government.
type Reference struct {
	Tier       Tier         `json:"tier"`
	Month      Leaf[string] `json:"month"`       // YYYY-MM
	YoungUnder Leaf[int]    `json:"young_under"` // years
}

// Structure is planning.Targets with the provenance of each of its values.
type Structure struct {
	WomenBP    Leaf[int]   `json:"women_bp"`
	YoungBP    Leaf[int]   `json:"young_bp"`
	MinorityBP Leaf[int]   `json:"minority_bp"`
	ExternalBP Leaf[int]   `json:"external_bp"`
	AgeBands   Leaf[[]int] `json:"age_bands"` // upper ages of all bands but the last, in years
	BandBP     Leaf[[]int] `json:"band_bp"`   // least share of each band; empty when none is wanted
}

// PlanningRule finds people who should leave a list, or should not come onto it.
type PlanningRule struct {
	ID         string          `json:"id"`
	Reason     planning.Reason `json:"reason"`
	Blocking   bool            `json:"blocking"` // a list with such a finding is not published
	When       string          `json:"when"`     // CEL over planning.Facts; a finding when true
	Text       Text            `json:"text"`
	Cure       Text            `json:"cure"` // what would end the finding
	Provenance `yaml:",inline"`
}

// Removal is a reason for which people leave a list, found by a rule or proposed by people.
type Removal struct {
	Reason     planning.Reason `json:"reason"`
	Provenance `yaml:",inline"`
}

// Reasons lists the reasons for which people leave a list.
func (p *Planning) Reasons() []planning.Reason {
	reasons := make([]planning.Reason, len(p.Removals))
	for i, r := range p.Removals {
		reasons[i] = r.Reason
	}
	return reasons
}

// Recipient is somebody who learns of an entry.
type Recipient string

// The recipients.
const (
	ToPerson   Recipient = "person"
	ToUnitHead Recipient = "unit_head"
	ToPublic   Recipient = "public"
)

// The steps of a planning review, in their order.
var planningSteps = []string{
	planning.StepScreening, planning.StepProposals, planning.StepConference, planning.StepCommittee, planning.StepApproval,
}

// Reference returns the reference of a level of government; ok is false when the policy has none.
func (p *Planning) Reference(tier Tier) (month time.Time, youngUnder int, ok bool) {
	i := slices.IndexFunc(p.References, func(r Reference) bool { return r.Tier == tier })
	if i < 0 {
		return time.Time{}, 0, false
	}
	month, err := time.Parse(planning.MonthFormat, p.References[i].Month.Value)
	return month, p.References[i].YoungUnder.Value, err == nil
}

// Targets returns the structure wanted of a list whose young people are under an age.
func (p *Planning) Targets(youngUnder int) planning.Targets {
	return planning.Targets{
		WomenBP: p.Structure.WomenBP.Value, YoungBP: p.Structure.YoungBP.Value, YoungUnder: youngUnder,
		MinorityBP: p.Structure.MinorityBP.Value, ExternalBP: p.Structure.ExternalBP.Value,
		AgeBands: p.Structure.AgeBands.Value, BandBP: p.Structure.BandBP.Value,
		PeoplePerPost: p.PeoplePerPost.Value, PostsPerPerson: p.PostsPerPerson.Value, CoefficientX10: p.CoefficientX10.Value,
	}
}

// Ballots returns how the ballots of a review are held.
func (p *Planning) Ballots() []planning.Ballot {
	var out []planning.Ballot
	for _, s := range p.Steps {
		if s.Ballot != nil {
			out = append(out, planning.Ballot{Step: s.Step, Quorum: s.Ballot.Quorum.Value, Threshold: s.Ballot.Threshold.Value})
		}
	}
	return out
}

// Recipients returns who learns of an entry, as a review keeps them.
func (p *Planning) Recipients() []string {
	out := make([]string, len(p.Publish.Value))
	for i, r := range p.Publish.Value {
		out[i] = string(r)
	}
	return out
}

// Limits returns the numbers that rules compare with.
func (p *Planning) Limits() planning.Limits {
	return planning.Limits{
		MonthsLeft: p.MonthsLeft.Value, PostsPerPerson: p.PostsPerPerson.Value, PeoplePerPost: p.PeoplePerPost.Value,
		DisciplineMonths: p.DisciplineMonths.Value, HigherPostOnly: p.HigherPostOnly.Value,
	}
}

// Citation says where the limit of a measure of the structure comes from, by the id of the share or excess.
func (p *Planning) Citation(id string) planning.Citation {
	s := p.Structure
	cited := func(at Provenance, vi, en string) planning.Citation {
		return planning.Citation{Source: at.Source, Verified: at.Verified, CureVI: vi, CureEN: en}
	}
	switch id {
	case "women":
		return cited(s.WomenBP.Provenance, "Bổ sung cán bộ nữ", "Add women")
	case "young":
		return cited(s.YoungBP.Provenance, "Bổ sung cán bộ trẻ", "Add young officials")
	case "minority":
		return cited(s.MinorityBP.Provenance, "Bổ sung cán bộ người dân tộc thiểu số", "Add officials of ethnic minorities")
	case "external":
		return cited(s.ExternalBP.Provenance, "Bổ sung nguồn từ nơi khác", "Add people from elsewhere")
	case "people_per_post":
		return cited(p.PeoplePerPost.Provenance, "Giữ lại số người cho phép, theo thứ tự", "Keep the allowed number, in their order")
	case "posts_per_person":
		return cited(p.PostsPerPerson.Provenance, "Giữ lại số chức danh cho phép", "Keep the allowed number of posts")
	case "people_for_seats":
		return cited(p.CoefficientX10.Provenance, "Giữ lại số người theo hệ số của cấp ủy", "Keep the number that the committee's coefficient allows")
	default: // an age band
		return cited(s.BandBP.Provenance, "Bổ sung cán bộ thuộc độ tuổi này", "Add officials of this age")
	}
}

func (c *checker) planning(p *Planning) {
	repeated(c, p.References, func(r Reference) Tier { return r.Tier }, "planning.references[%d].tier", "reference")
	repeated(c, p.Rules, func(r PlanningRule) string { return r.ID }, "planning.rules[%d].id", "rule")
	for i, r := range p.References {
		if _, err := time.Parse(planning.MonthFormat, r.Month.Value); err != nil {
			c.report(fmt.Sprintf("planning.references[%d].month.value", i), "write YYYY-MM", "%q is no month", r.Month.Value)
		}
	}
	repeated(c, p.Removals, func(r Removal) planning.Reason { return r.Reason }, "planning.removals[%d].reason", "reason")
	for i, r := range p.Removals {
		if !slices.Contains(planning.Reasons, r.Reason) {
			c.report(fmt.Sprintf("planning.removals[%d].reason", i), fmt.Sprintf("use one of %v", planning.Reasons), "unknown reason %q", r.Reason)
		}
	}
	for i, r := range p.Rules {
		if !slices.Contains(p.Reasons(), r.Reason) {
			c.report(fmt.Sprintf("planning.rules[%d].reason", i), "use a reason of planning.removals, or add it there", "the policy does not remove people for %q", r.Reason)
		}
	}
	if err := p.Retirement.Value.Validate(); err != nil {
		c.report("planning.retirement.value", "correct the table", "%v", err)
	}
	c.steps("planning.steps", "planning_review", p.Steps)
	bands := p.Structure
	if !slices.IsSorted(bands.AgeBands.Value) {
		c.report("planning.structure.age_bands.value", "order the ages", "the age bands are not in ascending order")
	}
	if n := len(bands.BandBP.Value); n != 0 && n != len(bands.AgeBands.Value)+1 {
		c.report("planning.structure.band_bp.value", "give one share for each band, or none", "%d shares for %d bands", n, len(bands.AgeBands.Value)+1)
	}
	for i, r := range p.Publish.Value {
		if !slices.Contains([]Recipient{ToPerson, ToUnitHead, ToPublic}, r) {
			c.report(fmt.Sprintf("planning.publish.value[%d]", i), "use person, unit_head or public", "unknown recipient %q", r)
		}
	}
}
