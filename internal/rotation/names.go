package rotation

import "canbo/internal/roster"

// The process kinds of rotation; they are also the Temporal workflow types and must never change.
const (
	KindPlan     = "RotationPlan"
	KindRotation = "Rotation"
)

// PlanID is the process id of a year's plan, such as rotation-plan/caoloc-2020.
func PlanID(plan string) string { return "rotation-plan/" + plan }

// ProcessID is the process id of a rotation, such as rotation/lc-2018-01.
func ProcessID(rotation string) string { return "rotation/" + rotation }

// The steps of a year's plan, in their order.
const (
	StepProposals    = "proposals"    // units propose needs and candidates
	StepAssignment   = "assignment"   // the solver's proposal and what people change in it
	StepDossiers     = "dossiers"     // the checklist of each person
	StepConsultation = "consultation" // origin, destination and the person
	StepBallot       = "ballot"       // secret ballot of the deciding body
	StepDecision     = "decision"     // number and date of each decision
)

// The steps of a rotation, in their order. Between the entitlements and the end of the term, service and checkpoints
// take turns.
const (
	StepAnnouncement = "announcement" // the decision is announced
	StepHandover     = "handover"     // both sides record the handover with its date
	StepEntitlements = "entitlements" // the receiving unit confirms what the official is due
	StepService      = "service"      // work until the next assessment
	StepCheckpoint   = "checkpoint"   // an assessment
	StepEndReview    = "end_review"   // self-review and assessments at the end of the term
	StepPlacement    = "placement"    // what comes after
)

// Placement is what follows a rotation.
type Placement string

// The placements.
const (
	PlacedBack   Placement = "return" // to where the official came from, or a post equal to that one
	PlacedStay   Placement = "stay"   // settled at the destination
	PlacedHigher Placement = "higher" // a higher post
)

// Placements are all placements.
var Placements = []Placement{PlacedBack, PlacedStay, PlacedHigher}

// Direction is how a rotation goes between the levels of government.
type Direction string

// The directions.
const (
	Down   Direction = "down"   // from the district to a commune
	Up     Direction = "up"     // from a commune to the district
	Across Direction = "across" // between units of one level
)

// DirectionOf says how one goes from a unit of one kind to one of another.
func DirectionOf(from, to roster.UnitKind) Direction {
	commune := func(k roster.UnitKind) bool { return k == roster.KindCommune || k == roster.KindTown }
	switch {
	case !commune(from) && commune(to):
		return Down
	case commune(from) && !commune(to):
		return Up
	default:
		return Across
	}
}
