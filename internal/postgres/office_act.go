package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"canbo/internal/access"
	"canbo/internal/postgres/db"
)

// OfficeAct is who does something that is no command of a process, and why.
type OfficeAct struct {
	Kind   string
	About  string
	Actor  access.Actor
	Reason string
	Basis  string
	Detail any // codes, days and counts
	At     time.Time
}

// DoOfficeAct does something outside the database and keeps who did it and why. The act is on record when do has succeeded,
// and not otherwise; when the database goes away in the moment between, the error asks for a repeat, so that do must be one
// that may be repeated.
func (s *Store) DoOfficeAct(ctx context.Context, act OfficeAct, do func(context.Context) error) error {
	return s.inTx(ctx, func(_ pgx.Tx, q *db.Queries) error {
		if err := recordOfficeAct(ctx, q, act); err != nil {
			return fmt.Errorf("record %s of %s: %w", act.Kind, act.About, err)
		}
		return do(ctx)
	})
}

func recordOfficeAct(ctx context.Context, q *db.Queries, act OfficeAct) error {
	detail, err := json.Marshal(act.Detail)
	if err != nil {
		return fmt.Errorf("encode an act of the office: %w", err)
	}
	return q.InsertOfficeAct(ctx, db.InsertOfficeActParams{
		Kind: act.Kind, About: act.About, Actor: act.Actor.ID, Role: string(act.Actor.Role), Reason: act.Reason, Basis: act.Basis,
		Detail: detail, At: act.At,
	})
}
