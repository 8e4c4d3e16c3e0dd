package policy

import (
	"fmt"
	"slices"

	"canbo/internal/evaluation"
	"canbo/internal/planning"
	"canbo/internal/rotation"
)

// Rotation is the body of a rotation policy.
type Rotation struct {
	MonthsLeft        Leaf[int]                  `json:"months_left"`         // least service left
	MonthsLeftObliged Leaf[int]                  `json:"months_left_obliged"` // the same for who must leave their post
	MonthsInPost      Leaf[int]                  `json:"months_in_post"`      // least time in the present post; 0 for none
	DisciplineMonths  Leaf[int]                  `json:"discipline_months"`   // how long a disciplinary decision counts
	TermMonths        Leaf[int]                  `json:"term_months"`         // of a term of office
	MaxTerms          Leaf[int]                  `json:"max_terms"`           // most terms in a row as head
	LocalMonths       Leaf[int]                  `json:"local_months"`        // who has worked that long in a place is local there
	MinMonths         Leaf[int]                  `json:"min_months"`          // least length of a rotation
	ReviewMonths      Leaf[int]                  `json:"review_months"`       // from one assessment to the next
	PlacementMonth    Leaf[int]                  `json:"placement_month"`     // by then the placement is planned
	Placements        Leaf[[]rotation.Placement] `json:"placements"`
	Retirement        Leaf[planning.Retirement]  `json:"retirement"`
	Standing          []Standing                 `json:"standing"`
	HorizonMonths     Leaf[int]                  `json:"horizon_months"` // posts that fall vacant by then are needs of a year's plan; 0 for none
	Points            RotationPoints             `json:"points"`
	Rules             []RotationRule             `json:"rules"`
	Dossier           []DossierItem              `json:"dossier"`
	Entitlements      []Entitlement              `json:"entitlements"`
	Steps             RotationSteps              `json:"steps"`
}

// Standing ranks the posts of a title group among those of all units, so that a higher post can be told from a lower one.
type Standing struct {
	Group      string `json:"group"`
	Standing   int    `json:"standing"` // the higher the higher
	Provenance `yaml:",inline"`
}

// RotationPoints is what makes somebody suitable for a post; see rotation.Points. In a policy without them, as plans opened
// earlier have pinned, all pairs are as suitable.
type RotationPoints struct {
	PlannedForPost Leaf[int] `json:"planned_for_post"`
	Planned        Leaf[int] `json:"planned"`
	Excellent      Leaf[int] `json:"excellent"`
	Good           Leaf[int] `json:"good"`
	Completed      Leaf[int] `json:"completed"`
	Obliged        Leaf[int] `json:"obliged"`
	EqualPost      Leaf[int] `json:"equal_post"`
	Preference     Leaf[int] `json:"preference"`
}

// RotationRule finds why an official may not be rotated to a post, or what is to be weighed.
type RotationRule struct {
	ID         string `json:"id"`
	Excludes   bool   `json:"excludes"` // the official cannot be rotated to the post
	When       string `json:"when"`     // CEL over rotation.Facts; a finding when true
	Text       Text   `json:"text"`
	Cure       Text   `json:"cure"` // what would end the finding
	Provenance `yaml:",inline"`
}

// DossierItem is a paper that must be in the dossier before the body votes.
type DossierItem struct {
	ID         string `json:"id"`
	Text       Text   `json:"text"`
	MaxMonths  int    `json:"max_months"` // most age of the paper; 0 for any
	Years      int    `json:"years"`      // one for each of the last years; 0 for one alone
	Provenance `yaml:",inline"`
}

// Entitlement is what the official is due during the rotation; the receiving unit confirms it.
type Entitlement struct {
	ID         string `json:"id"`
	Text       Text   `json:"text"`
	Provenance `yaml:",inline"`
}

// RotationSteps are the steps of a year's plan and of one rotation.
type RotationSteps struct {
	Plan     []Step `json:"plan"`
	Rotation []Step `json:"rotation"`
}

var (
	rotationPlanSteps = []string{
		rotation.StepProposals, rotation.StepAssignment, rotation.StepDossiers, rotation.StepConsultation, rotation.StepBallot,
		rotation.StepDecision,
	}
	rotationSteps = []string{
		rotation.StepAnnouncement, rotation.StepHandover, rotation.StepEntitlements, rotation.StepCheckpoint, rotation.StepEndReview,
		rotation.StepPlacement,
	}
)

// Terms returns the numbers that eligibility and look-ahead count with.
func (r *Rotation) Terms() rotation.Terms {
	terms := rotation.Terms{
		Limits: rotation.Limits{
			MonthsLeft: r.MonthsLeft.Value, MonthsLeftObliged: r.MonthsLeftObliged.Value, MonthsInPost: r.MonthsInPost.Value,
			MaxTerms: r.MaxTerms.Value, LocalMonths: r.LocalMonths.Value, DisciplineMonths: r.DisciplineMonths.Value,
		},
		TermMonths: r.TermMonths.Value, ServiceMonths: r.MinMonths.Value, Retirement: r.Retirement.Value,
		Standing: make(map[string]int, len(r.Standing)),
	}
	for _, s := range r.Standing {
		terms.Standing[s.Group] = s.Standing
	}
	return terms
}

func (c *checker) rotation(r *Rotation) {
	repeated(c, r.Standing, func(s Standing) string { return s.Group }, "rotation.standing[%d].group", "title group")
	repeated(c, r.Rules, func(r RotationRule) string { return r.ID }, "rotation.rules[%d].id", "rule")
	repeated(c, r.Dossier, func(i DossierItem) string { return i.ID }, "rotation.dossier[%d].id", "paper")
	repeated(c, r.Entitlements, func(e Entitlement) string { return e.ID }, "rotation.entitlements[%d].id", "entitlement")
	for i, p := range r.Placements.Value {
		if !slices.Contains(rotation.Placements, p) {
			c.report(fmt.Sprintf("rotation.placements.value[%d]", i), fmt.Sprintf("use one of %v", rotation.Placements), "unknown placement %q", p)
		}
	}
	if err := r.Retirement.Value.Validate(); err != nil {
		c.report("rotation.retirement.value", "correct the table", "%v", err)
	}
	if r.PlacementMonth.Value >= r.MinMonths.Value {
		c.report("rotation.placement_month.value", "let it come before the end", "month %d is not within a rotation of %d months",
			r.PlacementMonth.Value, r.MinMonths.Value)
	}
	c.steps("rotation.steps.plan", "rotation_plan", r.Steps.Plan)
	c.steps("rotation.steps.rotation", "rotation", r.Steps.Rotation)
}

// Life returns what one rotation pins from the policy; grades are those that its assessments may give.
func (r *Rotation) Life(grades []evaluation.Grade) rotation.Rules {
	rules := rotation.Rules{
		ReviewMonths: r.ReviewMonths.Value, MinMonths: r.MinMonths.Value, PlacementMonth: r.PlacementMonth.Value,
		Placements: r.Placements.Value, Grades: grades,
	}
	for _, e := range r.Entitlements {
		rules.Entitlements = append(rules.Entitlements, e.ID)
	}
	return rules
}
