package workflows

import (
	"go.temporal.io/sdk/workflow"

	"canbo/internal/rotation"
)

// Rotation runs one rotation from its announcement to the placement that follows it.
func Rotation(ctx workflow.Context, state *rotation.Rotation) error {
	return run(ctx, rotation.KindRotation, state)
}
