package postgres

import (
	"cmp"

	"canbo/internal/evaluation"
	"canbo/internal/mail"
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
	case rotation.KindRotation:
		return rotation.ActLabel(act)
	default:
		return evaluation.ActLabel(act)
	}
}

// undertaking names for people what a process belongs to: a cycle of evaluation, a round of reviews, a plan or a
// rotation.
func undertaking(kind string, year, quarter int32, round string) evaluation.Label {
	switch kind {
	case planning.KindReview:
		return planning.ReviewLabel(round)
	case rotation.KindPlan:
		return rotation.PlanLabel(round)
	case rotation.KindRotation:
		return rotation.Label(round)
	default:
		return evaluation.CycleLabel(evaluation.Period{Year: int(year), Quarter: int(quarter)})
	}
}

// notice is what every mail about a process says.
type notice struct {
	kind    string
	cycle   string // code of the cycle, the round of reviews, the plan or the rotation
	label   evaluation.Label
	subject string // name of the unit, body or planning list
}

// noticeCode is the code that mails show of what a process belongs to.
func noticeCode(kind, cycle, round string) string {
	if kind == planning.KindReview {
		return "planning-" + round
	}
	return cmp.Or(cycle, round)
}

// KindLabel names a kind of process of planning or rotation for people; those of the evaluation have their own.
func KindLabel(kind string) evaluation.Label {
	return map[string]evaluation.Label{
		planning.KindReview:   {VI: "Rà soát quy hoạch", EN: "Planning review"},
		rotation.KindPlan:     {VI: "Kế hoạch luân chuyển", EN: "Rotation plan"},
		rotation.KindRotation: {VI: "Luân chuyển cán bộ", EN: "Rotation"},
	}[kind]
}

// MailLabel names a kind of mail for people; the code itself for an unknown one.
func MailLabel(code string) evaluation.Label {
	for _, kind := range mail.Kinds() {
		if string(kind) == code {
			vi, en := kind.Names()
			return evaluation.Label{VI: vi, EN: en}
		}
	}
	return evaluation.Label{VI: code, EN: code}
}
