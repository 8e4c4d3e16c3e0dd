package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"

	"canbo/internal/fault"
	"canbo/internal/postgres/db"
)

// Task is one thing that is asked of an official now.
type Task struct {
	ID          int64      `json:"id"`
	Process     string     `json:"process"`
	Kind        string     `json:"kind"` // of the process
	Cycle       string     `json:"cycle"`
	Subject     string     `json:"subject"` // unit, body or official the process is about
	SubjectName string     `json:"subject_name,omitempty"`
	Step        string     `json:"step"`
	Act         string     `json:"act"`
	Holder      string     `json:"holder,omitempty" doc:"Whose task it is, when you do it in their place"`
	OpenedAt    time.Time  `json:"opened_at"`
	Due         *time.Time `json:"due,omitempty"`
}

// Inbox lists an official's open tasks in the order they came, and tells how many there are.
func (s *Store) Inbox(ctx context.Context, official string, p Page) (List[Task], int64, error) {
	after, err := p.number()
	if err != nil {
		return List[Task]{}, 0, err
	}
	rows, err := s.q.Inbox(ctx, db.InboxParams{Assignee: official, After: after, MaxRows: p.rows()})
	if err != nil {
		return List[Task]{}, 0, fmt.Errorf("read inbox: %w", err)
	}
	total, err := s.q.CountInbox(ctx, official)
	if err != nil {
		return List[Task]{}, 0, fmt.Errorf("count inbox: %w", err)
	}
	return listed(p, rows, func(r db.InboxRow) (Task, string) {
		return Task{
			ID: r.ID, Process: r.Process, Kind: r.Kind, Cycle: value(r.Cycle), Subject: r.Subject, SubjectName: r.SubjectName,
			Step: r.Step, Act: r.Act, Holder: r.Holder, OpenedAt: r.OpenedAt, Due: r.Due,
		}, strconv.FormatInt(r.ID, 10)
	}), total, nil
}

// Draft is what somebody has typed towards an act and not filed yet.
type Draft struct {
	Process   string          `json:"process"`
	Act       string          `json:"act"`
	Body      json.RawMessage `json:"body"`
	UpdatedAt time.Time       `json:"updated_at"`
}

// SaveDraft keeps the last state of a draft. base is when the draft that it was made of was saved; nil overwrites any.
// Error: fault.Conflict `draft_changed` when there is another by now.
func (s *Store) SaveDraft(ctx context.Context, owner string, d Draft, base *time.Time) error {
	saved, err := s.q.SaveDraft(ctx, db.SaveDraftParams{
		Owner: owner, Process: d.Process, Act: d.Act, Body: d.Body, UpdatedAt: d.UpdatedAt, Base: base,
	})
	if err != nil {
		return fmt.Errorf("save draft: %w", err)
	}
	if saved == 0 {
		return fault.New(fault.Conflict, "draft_changed", "This draft was changed elsewhere since you opened it.")
	}
	return nil
}

// Draft returns what was saved last. Error: fault.NotFound `no_draft`.
func (s *Store) Draft(ctx context.Context, owner, process, act string) (Draft, error) {
	row, err := s.q.Draft(ctx, db.DraftParams{Owner: owner, Process: process, Act: act})
	if errors.Is(err, pgx.ErrNoRows) {
		return Draft{}, fault.New(fault.NotFound, "no_draft", "There is no draft.")
	}
	if err != nil {
		return Draft{}, fmt.Errorf("read draft: %w", err)
	}
	return Draft{Process: process, Act: act, Body: row.Body, UpdatedAt: row.UpdatedAt}, nil
}
