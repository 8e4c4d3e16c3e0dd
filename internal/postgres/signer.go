package postgres

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"canbo/internal/postgres/db"
)

// Signer is who signs for a body, and in which office.
type Signer struct {
	Name  string
	Title string
}

// ChairOn returns who signs for a body as a rule: who chairs it on a day, by its code or its name. The zero Signer when the
// record knows of no such body or chair.
func (s *Store) ChairOn(ctx context.Context, body string, day time.Time) (Signer, error) {
	return Signer{}.or(ctx, s.q, body, day)
}

// or is the signer that was named, else the chair of the body on the day of the document.
func (s Signer) or(ctx context.Context, q *db.Queries, body string, day time.Time) (Signer, error) {
	if s.Name != "" {
		return s, nil
	}
	chair, err := q.ChairOn(ctx, db.ChairOnParams{Body: body, Day: day})
	if errors.Is(err, pgx.ErrNoRows) {
		return Signer{}, nil
	}
	if err != nil {
		return Signer{}, fmt.Errorf("read who chairs %s: %w", body, err)
	}
	return Signer{Name: chair.Name, Title: cmp.Or(s.Title, chair.Post)}, nil
}
