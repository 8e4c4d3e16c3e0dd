package postgres

import (
	"context"
	"fmt"
	"time"

	"canbo/internal/postgres/db"
)

// Concern is something that waits for an administrator. It goes away by itself when it is mended.
type Concern struct {
	Kind  string    `json:"kind" enum:"launch_failed,late,mail_failed"`
	About string    `json:"about" doc:"Of a launch the cycle that it was to open, of lateness the process, else the mail"`
	Step  string    `json:"step,omitempty" doc:"Of a launch the schedule"`
	Code  string    `json:"code,omitempty" doc:"Of a launch the fault, of lateness the act, of a mail its kind"`
	Text  string    `json:"text,omitempty"`
	Late  int       `json:"late,omitempty" doc:"How many persons are late"`
	At    time.Time `json:"at"`
}

// Concerns lists what waits for the administrators: launches that failed, lateness that nobody else was told of and that
// lasts, and mail that did not arrive.
func (s *Store) Concerns(ctx context.Context, p Page) (List[Concern], error) {
	rows, err := s.q.Concerns(ctx, db.ConcernsParams{After: p.After, MaxRows: p.rows()})
	if err != nil {
		return List[Concern]{}, fmt.Errorf("list what waits for the administrators: %w", err)
	}
	return listed(p, rows, func(r db.ConcernsRow) (Concern, string) {
		return Concern{
			Kind: r.Kind, About: r.About, Step: r.Step, Code: r.Code, Text: r.Text, Late: int(r.Late), At: r.At,
		}, r.Key
	}), nil
}
