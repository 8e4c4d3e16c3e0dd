package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"canbo/internal/evaluation"
	"canbo/internal/postgres/db"
	"canbo/internal/procedure"
	"canbo/internal/roster"
)

// Office is whose paper a document is written on.
type Office struct {
	Name  string
	Above string // the unit above it; "" for a body
	Place string // the district, commune or town that it sits in
	Track roster.Track
}

// PersonInCycle is somebody with the post and unit that a cycle knows them by; both may be empty.
type PersonInCycle struct{ Name, Post, Unit string }

// OfficeOfUnit returns the office of a unit; its track is that of the post that heads it. Error: fault.NotFound.
func (s *Store) OfficeOfUnit(ctx context.Context, unit string) (Office, error) {
	row, err := s.q.OfficeOfUnit(ctx, unit)
	if err != nil {
		return Office{}, notFound(err, "unit", unit)
	}
	return Office{Name: row.Name, Above: row.Above, Place: row.Place, Track: roster.Track(row.Track)}, nil
}

// OfficeOfBody returns the office of a body, which is one of the Party. Error: fault.NotFound.
func (s *Store) OfficeOfBody(ctx context.Context, body string) (Office, error) {
	row, err := s.q.OfficeOfBody(ctx, body)
	if err != nil {
		return Office{}, notFound(err, "body", body)
	}
	return Office{Name: row.Name, Place: row.Place, Track: roster.TrackParty}, nil
}

// PeopleInCycle returns officials by code; a code that nobody has is missing.
func (s *Store) PeopleInCycle(ctx context.Context, cycle string, codes []string) (map[string]PersonInCycle, error) {
	rows, err := s.q.PeopleInCycle(ctx, db.PeopleInCycleParams{Cycle: cycle, Codes: codes})
	if err != nil {
		return nil, fmt.Errorf("read the names of officials: %w", err)
	}
	people := make(map[string]PersonInCycle, len(rows))
	for _, r := range rows {
		people[r.Code] = PersonInCycle{Name: r.Name, Post: r.Post, Unit: r.Unit}
	}
	return people, nil
}

// GradeLabels returns what the policy of a cycle calls its grades, best first.
func (s *Store) GradeLabels(ctx context.Context, cycle string) ([]evaluation.GradeLabel, error) {
	rows, err := s.q.CycleGrades(ctx, cycle)
	if err != nil {
		return nil, fmt.Errorf("read the grades of %s: %w", cycle, err)
	}
	labels := make([]evaluation.GradeLabel, len(rows))
	for i, r := range rows {
		labels[i] = evaluation.GradeLabel{Grade: evaluation.Grade(r.Grade), Label: evaluation.Label{VI: r.LabelVi, EN: r.LabelEn}}
	}
	return labels, nil
}

// Election is the last election of tellers in a process, with which the current round of its ballot begins.
type Election struct {
	Tellers []string // the first one first; none before an election
	At      time.Time
}

// Election returns the last election of tellers in a process; the zero value before there is one.
func (s *Store) Election(ctx context.Context, process string) (Election, error) {
	row, err := s.q.LastElection(ctx, process)
	if errors.Is(err, pgx.ErrNoRows) {
		return Election{}, nil
	}
	var elected procedure.ElectTellers
	if err == nil {
		err = json.Unmarshal(row.Args, &elected)
	}
	if err != nil {
		return Election{}, fmt.Errorf("read the tellers of %s: %w", process, err)
	}
	return Election{Tellers: elected.Tellers, At: row.ReceivedAt}, nil
}
