package postgres

import (
	"context"
	"fmt"
	"time"

	"canbo/internal/planning"
	"canbo/internal/postgres/db"
)

// Concern is something that waits for an administrator. It goes away by itself when it is mended.
type Concern struct {
	Kind  string    `json:"kind" enum:"launch_failed,late,mail_failed,plan_finding"`
	About string    `json:"about" doc:"Of a launch the cycle that it was to open, of lateness the process, else the number of the mail or finding"`
	Step  string    `json:"step,omitempty" doc:"Of a launch the schedule, of a finding the planning list"`
	Code  string    `json:"code,omitempty" doc:"Of a launch the fault, of lateness the act, of a mail its kind, of a finding the cause"`
	Text  string    `json:"text,omitempty" doc:"What happened"`
	Todo  string    `json:"todo,omitempty" doc:"What is to be done; where it can be settled by an act, with the address"`
	Late  int       `json:"late,omitempty" doc:"How many persons are late"`
	At    time.Time `json:"at"`
}

// Concerns lists what waits for the administrators: launches that failed, lateness that nobody else was told of and that
// lasts, mail that did not arrive, and findings on planning lists.
func (s *Store) Concerns(ctx context.Context, p Page) (List[Concern], error) {
	rows, err := s.q.Concerns(ctx, db.ConcernsParams{After: p.After, MaxRows: p.rows()})
	if err != nil {
		return List[Concern]{}, fmt.Errorf("list what waits for the administrators: %w", err)
	}
	var cycles []string
	for _, r := range rows {
		if r.Kind == "plan_finding" {
			cycles = append(cycles, r.Text) // of those on a grade or a ballot
		}
	}
	periods, err := s.CyclePeriods(ctx, cycles...)
	if err != nil {
		return List[Concern]{}, err
	}
	return listed(p, rows, func(r db.ConcernsRow) (Concern, string) {
		c := Concern{Kind: r.Kind, About: r.About, Step: r.Step, Code: r.Code, Text: r.Text, Late: int(r.Late), At: r.At}
		if r.Kind == "plan_finding" {
			text := planning.Cause(r.Code).Text(r.Text, periods[r.Text])
			c.Text = text.VI + " / " + text.EN
			c.Todo = "Đưa vào kỳ rà soát tới, hoặc bỏ qua và nêu lý do / Take it into the next review, or dismiss it with a reason: " +
				"/api/v1/planning/findings/" + r.About
		}
		return c, r.Key
	}), nil
}
