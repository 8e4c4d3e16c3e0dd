package postgres

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"canbo/internal/fault"
	"canbo/internal/postgres/db"
)

// ProcessPanel is a process with the state of its steps.
type ProcessPanel struct {
	ProcessView
	Cycle       string     `json:"cycle,omitempty"`
	Subject     string     `json:"subject,omitempty"`
	SubjectName string     `json:"subject_name,omitempty"`
	Paused      bool       `json:"paused"`
	Steps       []StepView `json:"steps"`
}

// ProcessTask is what somebody is or was asked to do in a process; never a vote.
type ProcessTask struct {
	ID       int64      `json:"id"`
	Step     string     `json:"step"`
	Act      string     `json:"act"`
	Assignee string     `json:"assignee"`
	Name     string     `json:"name,omitempty"`
	Holder   string     `json:"holder,omitempty" doc:"Whose task it is, when another does it in their place"`
	OpenedAt time.Time  `json:"opened_at"`
	Due      *time.Time `json:"due,omitempty"`
	DoneAt   *time.Time `json:"done_at,omitempty"`
	EndedAt  *time.Time `json:"ended_at,omitempty" doc:"When the step ended without it"`
}

// LogEntry is one line of what happened in a process: a command that was accepted, or an effect that followed from it.
type LogEntry struct {
	Version    int64     `json:"version" doc:"Of the process, which each command raises; effects have that of their command"`
	Effect     int64     `json:"effect,omitempty" doc:"Number of an effect; absent for a command"`
	Kind       string    `json:"kind"`
	Actor      string    `json:"actor,omitempty"`
	Name       string    `json:"name,omitempty"`
	Role       string    `json:"role,omitempty"`
	OnBehalfOf string    `json:"on_behalf_of,omitempty"`
	Reason     string    `json:"reason,omitempty"`
	Basis      string    `json:"basis,omitempty"`
	Document   string    `json:"document,omitempty"`
	At         time.Time `json:"at"`
}

// Panel returns a process with its steps. Error: fault.NotFound.
func (s *Store) Panel(ctx context.Context, process string) (ProcessPanel, error) {
	r, err := s.q.ProcessPanel(ctx, process)
	if errors.Is(err, pgx.ErrNoRows) {
		return ProcessPanel{}, fault.New(fault.NotFound, "not_found", "There is no such process.")
	}
	if err != nil {
		return ProcessPanel{}, fmt.Errorf("read the panel of %s: %w", process, err)
	}
	p := ProcessPanel{Cycle: r.Cycle, Subject: r.Subject, SubjectName: r.SubjectName, Paused: r.Paused}
	if p.ProcessView, err = s.Process(ctx, process); err != nil {
		return ProcessPanel{}, err
	}
	p.Steps, err = s.Steps(ctx, process)
	return p, err
}

// ProcessTasks lists the tasks of a process, those that are open first.
func (s *Store) ProcessTasks(ctx context.Context, process string, p Page) (List[ProcessTask], error) {
	skip, err := p.number()
	if err != nil {
		return List[ProcessTask]{}, err
	}
	rows, err := s.q.ProcessTasks(ctx, db.ProcessTasksParams{Process: process, Skip: int32(skip), MaxRows: p.rows()})
	if err != nil {
		return List[ProcessTask]{}, fmt.Errorf("list the tasks of %s: %w", process, err)
	}
	at := skip
	return listed(p, rows, func(r db.ProcessTasksRow) (ProcessTask, string) {
		at++
		return ProcessTask{
			ID: r.ID, Step: r.Step, Act: r.Act, Assignee: r.Assignee, Name: r.Name, Holder: r.Holder, OpenedAt: r.OpenedAt, Due: r.Due,
			DoneAt: r.DoneAt, EndedAt: r.EndedAt,
		}, strconv.FormatInt(at, 10)
	}), nil
}

// ProcessLog lists the commands of a process and the effects of each, in order.
func (s *Store) ProcessLog(ctx context.Context, process string, p Page) (List[LogEntry], error) {
	params := db.ProcessLogParams{Process: process, AfterVersion: -1, MaxRows: p.rows()}
	if p.After != "" {
		version, seq, _ := strings.Cut(p.After, ".")
		var err error
		if params.AfterVersion, err = strconv.ParseInt(version, 10, 64); err != nil {
			return List[LogEntry]{}, badCursor()
		}
		if params.AfterSeq, err = strconv.ParseInt(seq, 10, 64); err != nil {
			return List[LogEntry]{}, badCursor()
		}
	}
	rows, err := s.q.ProcessLog(ctx, params)
	if err != nil {
		return List[LogEntry]{}, fmt.Errorf("read the log of %s: %w", process, err)
	}
	return listed(p, rows, func(r db.ProcessLogRow) (LogEntry, string) {
		return LogEntry{
			Version: r.Version, Effect: r.Seq, Kind: r.Kind, Actor: r.Actor, Name: r.Name, Role: r.Role, OnBehalfOf: r.OnBehalfOf,
			Reason: r.Reason, Basis: r.Basis, Document: r.Document, At: r.At,
		}, fmt.Sprintf("%d.%d", r.Version, r.Seq)
	}), nil
}
