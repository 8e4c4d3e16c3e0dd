package activities

import (
	"context"
	"fmt"

	"canbo/internal/procedure"
)

// NameApply is the frozen name of the Apply activity.
const NameApply = "Apply"

// Applied is what Apply answers: commands for the process itself.
type Applied struct {
	Commands []procedure.Command `json:"commands,omitempty"`
}

// Store applies effects. (Process, Seq) is unique: an effect applied before changes nothing and its first answer is
// returned, so Apply may be repeated at any time.
type Store interface {
	Apply(ctx context.Context, batch procedure.Batch, prepared []procedure.Prepared) ([]procedure.Command, error)
}

// Apply computes and stores the effects of one batch.
func (a *Activities) Apply(ctx context.Context, batch procedure.Batch) (Applied, error) {
	defer beat(ctx)()
	prepared := make([]procedure.Prepared, len(batch.Effects))
	var drained []procedure.Command
	for i, e := range batch.Effects {
		p, fed, err := a.prepare(ctx, batch, e)
		if err != nil {
			return Applied{}, fmt.Errorf("prepare %s of %s: %w", e.Kind, batch.Process, err)
		}
		prepared[i] = p
		drained = append(drained, fed...)
	}
	answers, err := a.Store.Apply(ctx, batch, prepared)
	if err != nil {
		return Applied{}, fmt.Errorf("apply effects of %s: %w", batch.Process, err)
	}
	return Applied{Commands: append(drained, answers...)}, nil
}
