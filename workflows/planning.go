package workflows

import (
	"go.temporal.io/sdk/workflow"

	"canbo/internal/planning"
)

// PlanningReview runs the yearly review of one planning list.
func PlanningReview(ctx workflow.Context, state *planning.Review) error {
	return run(ctx, planning.KindReview, state)
}
