package workflows

import (
	"go.temporal.io/sdk/workflow"

	"canbo/internal/evaluation"
)

// EvaluationCycle runs one cycle from enrolment to closing.
func EvaluationCycle(ctx workflow.Context, state *evaluation.Cycle) error {
	return run(ctx, evaluation.KindCycle, state)
}

// UnitReview runs the review conference of one unit.
func UnitReview(ctx workflow.Context, state *evaluation.UnitReview) error {
	return run(ctx, evaluation.KindUnitReview, state)
}

// BodyDecision runs the sitting of one body.
func BodyDecision(ctx workflow.Context, state *evaluation.BodyDecision) error {
	return run(ctx, evaluation.KindBodyDecision, state)
}

// Correction runs one correction of a result.
func Correction(ctx workflow.Context, state *evaluation.Correction) error {
	return run(ctx, evaluation.KindCorrection, state)
}

// Petition runs one petition to its answer.
func Petition(ctx workflow.Context, state *evaluation.Petition) error {
	return run(ctx, evaluation.KindPetition, state)
}
