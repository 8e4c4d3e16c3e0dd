package activities

import (
	"context"
	"fmt"
	"time"

	"canbo/internal/evaluation"
	"canbo/internal/policy"
	"canbo/internal/procedure"
	"canbo/internal/rotation"
	"canbo/internal/rotation/assignment"
	"canbo/internal/screening"
)

// RotationPlans is what computing an effect of a rotation plan reads of the record.
type RotationPlans interface {
	// RotationPlanPolicy returns the id, version and text of the policy that a plan keeps, and the day of the record.
	RotationPlanPolicy(ctx context.Context, process string) (id string, version int, text []byte, day time.Time, err error)
}

// Assigner computes assignments.
type Assigner interface {
	Assign(ctx context.Context, asked rotation.AssignmentAsked, by screening.Rule) (assignment.File, rotation.Assigned, error)
}

// assessable are the grades that the assessments of a rotation may give.
var assessable = []evaluation.Grade{
	evaluation.Excellent, evaluation.Good, evaluation.Completed, evaluation.CompletedLimited, evaluation.NotCompleted,
}

// assign computes the assignment of a plan by the policy that it keeps.
func (a *Activities) assign(ctx context.Context, b procedure.Batch, e procedure.Effect) (any, []procedure.Command, error) {
	asked, err := decode[rotation.AssignmentAsked](e)
	if err != nil {
		return nil, nil, err
	}
	id, version, _, day, err := a.RotationPlans.RotationPlanPolicy(ctx, b.Process)
	if err != nil {
		return nil, nil, err
	}
	file, assigned, err := a.Assigner.Assign(ctx, asked, screening.Rule{Policy: id, Number: version, Day: day})
	if err != nil {
		return nil, nil, fmt.Errorf("assign %s: %w", b.Process, err)
	}
	cmds, err := answer(b, e, rotation.CommandAssigned, assigned, time.Now().UTC())
	return file, cmds, err
}

// decided prepares the life of each rotation that was decided.
func (a *Activities) decided(ctx context.Context, b procedure.Batch, e procedure.Effect) ([]*rotation.Rotation, error) {
	start, err := decode[rotation.StartRotations](e)
	if err != nil {
		return nil, err
	}
	id, _, text, _, err := a.RotationPlans.RotationPlanPolicy(ctx, b.Process)
	if err != nil {
		return nil, err
	}
	pol, err := policy.Parse(id+".yaml", text)
	if err != nil {
		return nil, fmt.Errorf("read pinned policy of %s: %w", b.Process, err)
	}
	rotations := make([]*rotation.Rotation, len(start.Rotations))
	for i, r := range start.Rotations {
		rotations[i], err = rotation.New(
			rotation.Decision{
				Code: r.Code, Official: r.Official, From: r.From, To: r.Post, Decided: r.Decided, Balloted: start.Balloted, Months: r.Months,
			},
			rotation.Parts{Organiser: start.Organiser, Releaser: r.Releaser, Receiver: r.Receiver},
			pol.Rotation.Life(assessable), policy.Procedure(pol.Rotation.Steps.Rotation))
		if err != nil {
			return nil, fmt.Errorf("prepare rotation %s: %w", r.Code, err)
		}
	}
	return rotations, nil
}
