package postgres

import (
	"cmp"

	"canbo/internal/evaluation"
	"canbo/internal/planning"
	"canbo/internal/rotation"
)

// ActLabel names an act for people, as the processes of a kind call it.
func ActLabel(kind, act string) evaluation.Label {
	switch kind {
	case planning.KindReview:
		return planning.ActLabel(act)
	case rotation.KindPlan:
		return rotation.PlanActLabel(act)
	default:
		return evaluation.ActLabel(act)
	}
}

// undertaking names for people what a process belongs to: a cycle of evaluation, or a round of reviews.
func undertaking(kind string, year, quarter int32, round string) evaluation.Label {
	switch kind {
	case planning.KindReview:
		return planning.ReviewLabel(round)
	case rotation.KindPlan:
		return rotation.PlanLabel(round)
	default:
		return evaluation.CycleLabel(evaluation.Period{Year: int(year), Quarter: int(quarter)})
	}
}

// notice is what every mail about a process says.
type notice struct {
	kind    string
	cycle   string // code of the cycle, or of the round of reviews
	label   evaluation.Label
	subject string // name of the unit, body or planning list
}

// noticeCode is the code that mails show of what a process belongs to.
func noticeCode(cycle, round string) string { return cmp.Or(cycle, "planning-"+round) }
