package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"canbo/internal/postgres/db"
	"canbo/internal/rotation"
)

// RotationsGoingOn lists the rotations that have not ended.
func (s *Store) RotationsGoingOn(ctx context.Context) ([]rotation.GoingOn, error) {
	rows, err := s.q.OpenRotations(ctx)
	if err != nil {
		return nil, fmt.Errorf("list the rotations that go on: %w", err)
	}
	out := make([]rotation.GoingOn, len(rows))
	for i, r := range rows {
		out[i] = rotation.GoingOn{
			Rotation: r.Code, Process: value(r.Process), Waiting: r.Process != nil && r.StartedAt == nil, Ended: r.ConcludedAt != nil,
		}
	}
	return out, nil
}

// LastReconciliation returns the newest look; its time is zero when there was none.
func (s *Store) LastReconciliation(ctx context.Context) (rotation.Reconciliation, error) {
	row, err := s.q.LastReconciliation(ctx)
	if errors.Is(err, pgx.ErrNoRows) {
		return rotation.Reconciliation{Gaps: []rotation.Gap{}}, nil
	}
	if err != nil {
		return rotation.Reconciliation{}, fmt.Errorf("read the last reconciliation: %w", err)
	}
	gaps, err := decodeJSON[[]rotation.Gap](row.Gaps)
	return rotation.Reconciliation{At: row.LookedAt, By: row.LookedBy, Rotations: int(row.Rotations), Gaps: gaps}, err
}

// RecordReconciliation keeps a look.
func (s *Store) RecordReconciliation(ctx context.Context, r rotation.Reconciliation) error {
	gaps, err := json.Marshal(r.Gaps)
	if err != nil {
		return err
	}
	err = s.q.InsertReconciliation(ctx, db.InsertReconciliationParams{
		LookedAt: r.At, LookedBy: r.By, Rotations: int32(r.Rotations), Gaps: gaps,
	})
	if err != nil {
		return fmt.Errorf("keep a reconciliation: %w", err)
	}
	return nil
}
