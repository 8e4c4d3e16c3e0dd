package workflows

import (
	"go.temporal.io/sdk/workflow"

	"canbo/internal/rotation"
)

// RotationPlan runs a year's plan of rotations.
func RotationPlan(ctx workflow.Context, state *rotation.Plan) error {
	return run(ctx, rotation.KindPlan, state)
}
