package postgres

import (
	"context"
	"fmt"
	"time"

	"canbo/internal/postgres/db"
)

// RotationWork is a plan or a rotation in which somebody has or had a part.
type RotationWork struct {
	Kind        string     `json:"kind" enum:"RotationPlan,Rotation"`
	Code        string     `json:"code"`
	Name        string     `json:"name" doc:"Of the unit that the plan is about, or of the official who is rotated"`
	Member      bool       `json:"member" doc:"Of the body that decides the plan"`
	ConcludedAt *time.Time `json:"concluded_at,omitempty"`
}

// OwnRotationWork lists the plans and rotations in which an official has or had a part, the newest 100.
func (s *Store) OwnRotationWork(ctx context.Context, official string) ([]RotationWork, error) {
	rows, err := s.q.OwnRotationWork(ctx, official)
	if err != nil {
		return nil, fmt.Errorf("read the rotation work of %s: %w", official, err)
	}
	work := make([]RotationWork, len(rows))
	for i, r := range rows {
		work[i] = rotationWork(r)
	}
	return work, nil
}

func rotationWork(r db.OwnRotationWorkRow) RotationWork {
	return RotationWork{Kind: r.Kind, Code: r.Code, Name: r.Name, Member: r.Member, ConcludedAt: r.ConcludedAt}
}
