package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"canbo/internal/agenda"
	"canbo/internal/mail"
	"canbo/internal/postgres/db"
	"canbo/internal/procedure"
)

const maxCalendar = 1000 // entries: more than one person is ever asked for at once

// taskName names a task among all, for ever: one that is opened again is the same entry in its owner's calendar.
func taskName(process, step, act, assignee string) string {
	return process + "/" + step + "/" + act + "/" + assignee
}

// Dues returns the due times of what is asked of an official now, for their calendar; each entry leads to link.
func (s *Store) Dues(ctx context.Context, official, link string) ([]agenda.Entry, error) {
	rows, err := s.q.OpenDues(ctx, db.OpenDuesParams{Assignee: official, MaxRows: maxCalendar})
	if err != nil {
		return nil, fmt.Errorf("read due times: %w", err)
	}
	entries := make([]agenda.Entry, len(rows))
	for i, r := range rows {
		label, cycle := ActLabel(r.Kind, r.Act), undertaking(r.Kind, r.Year, r.Quarter, r.Round)
		entries[i] = agenda.Entry{
			Task: taskName(r.Process, r.Step, r.Act, official), Sequence: r.Seq, Due: r.Due,
			TitleVi: label.VI, TitleEn: label.EN, Details: []string{cycle.VI, r.SubjectName}, Link: link,
		}
	}
	return entries, nil
}

// dueMoves reports whether a change gives an open step another due time than people have been told.
func (a *applier) dueMoves(ctx context.Context, c procedure.StepChange) (bool, error) {
	if c.Status != procedure.Running || c.Due.IsZero() {
		return false, nil
	}
	before, err := a.q.StepDue(ctx, db.StepDueParams{Process: a.process, Step: c.Name})
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return false, fmt.Errorf("read due time of step %s: %w", c.Name, err)
	}
	return before.Due != nil && !before.Due.Equal(c.Due.Truncate(time.Microsecond)), nil
}

// mailMoved tells everybody whose task in the step is open that its due time is another one.
func (a *applier) mailMoved(ctx context.Context, e procedure.Effect, c procedure.StepChange) error {
	return a.mailOpen(ctx, e, c.Name, nil, func(t mail.TaskOpened) mail.Data { return mail.DueMoved(t) })
}
