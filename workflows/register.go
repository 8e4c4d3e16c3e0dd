package workflows

import (
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"canbo/internal/evaluation"
	"canbo/internal/planning"
	"canbo/internal/rotation"
)

// Register tells a worker every workflow by its frozen name.
func Register(w worker.WorkflowRegistry) {
	for name, fn := range map[string]any{
		evaluation.KindCycle:        EvaluationCycle,
		evaluation.KindUnitReview:   UnitReview,
		evaluation.KindBodyDecision: BodyDecision,
		evaluation.KindPetition:     Petition,
		evaluation.KindCorrection:   Correction,
		rotation.KindRotation:       Rotation,
		rotation.KindPlan:           RotationPlan,
		planning.KindReview:         PlanningReview,
		NameLaunch:                  Launch,
	} {
		w.RegisterWorkflowWithOptions(fn, workflow.RegisterOptions{Name: name})
	}
}
