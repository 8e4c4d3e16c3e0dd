package postgres

import (
	"context"
	"fmt"
	"time"

	"canbo/internal/evaluation"
	"canbo/internal/mail"
	"canbo/internal/postgres/db"
)

// NamedPoint is a point that an official has to answer in the self-review.
type NamedPoint struct {
	Process string    `json:"process" doc:"The conference in which it is answered"`
	Number  int       `json:"number" doc:"Within that conference"`
	Text    string    `json:"text"`
	Author  string    `json:"author"`
	NamedAt time.Time `json:"named_at"`
}

// NamedPoints returns what an official has to answer in a cycle: those of the last conference that
// asked, by number.
func (s *Store) NamedPoints(ctx context.Context, cycle, official string) ([]NamedPoint, error) {
	rows, err := s.q.NamedPoints(ctx, db.NamedPointsParams{Cycle: cycle, Official: official})
	if err != nil {
		return nil, fmt.Errorf("read the points for %s: %w", official, err)
	}
	points := []NamedPoint{}
	for _, r := range rows {
		if r.Process != rows[len(rows)-1].Process {
			continue // of the unit that the official came from
		}
		points = append(points, NamedPoint{Process: r.Process, Number: int(r.Number), Text: r.Text, Author: r.Author, NamedAt: r.NamedAt})
	}
	return points, nil
}

// recordPoints writes the points down and tells the official that there are some.
func recordPoints(ctx context.Context, a *applier, f filed) error {
	p, err := payloadOf[evaluation.NamedPointsFiling](f)
	if err != nil {
		return err
	}
	err = a.q.InsertNamedPoints(ctx, db.InsertNamedPointsParams{
		Process: a.process, Version: f.version, Cycle: f.cycle, Official: p.Official, Texts: p.Points, Author: f.Actor, NamedAt: f.ReceivedAt,
	})
	if err != nil {
		return err
	}
	about, err := a.taskMail(ctx, evaluation.StepSelfReview, evaluation.ActSelfReview)
	if err != nil {
		return err
	}
	_, err = EnqueueMail(ctx, a.tx, mail.Message{
		Key: fmt.Sprintf("%s#points%d/%s", a.process, f.version, p.Official), Official: p.Official,
		Data: mail.PointsNamed{
			Cycle: about.Cycle, CycleVi: about.CycleVi, CycleEn: about.CycleEn, UnitName: about.UnitName, Count: len(p.Points),
			Due: about.Due, Link: about.Link,
		},
	})
	return err
}
