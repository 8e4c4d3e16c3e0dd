package postgres

import (
	"context"
	"fmt"
	"strings"
	"time"

	"canbo/internal/postgres/db"
)

// AuditFilter chooses acts; an empty member chooses all.
type AuditFilter struct {
	Person     string // who did it, or in whose place it was done
	Kind       string
	Process    string
	PeopleOnly bool      // leaves out what the program did by itself
	Since      time.Time // the first moment
	Until      time.Time // the first moment after
}

// AuditEntry is one act: who, what, when, why, and on what; never what was written in an evaluation, and never a vote.
type AuditEntry struct {
	At         time.Time `json:"at"`
	Kind       string    `json:"kind"`
	Actor      string    `json:"actor"`
	Name       string    `json:"name,omitempty"`
	Role       string    `json:"role"`
	OnBehalfOf string    `json:"on_behalf_of,omitempty" doc:"In whose place"`
	ForName    string    `json:"for_name,omitempty"`
	Reason     string    `json:"reason,omitempty"`
	Basis      string    `json:"basis,omitempty"`
	Document   string    `json:"document,omitempty" doc:"Reference of the signed paper that was entered"`
	Process    string    `json:"process,omitempty"`
	Cycle      string    `json:"cycle,omitempty"`
	About      string    `json:"about,omitempty" doc:"What it was done to: the subject of the process, else a code"`
}

// distant is after everything that has happened.
var distant = time.Date(9999, time.January, 1, 0, 0, 0, 0, time.UTC)

// Audit lists acts of all processes and of the office, the newest first. The cursor is a time and what tells apart the
// acts of one time.
func (s *Store) Audit(ctx context.Context, f AuditFilter, p Page) (List[AuditEntry], error) {
	params := db.AuditParams{
		Person: f.Person, Kind: f.Kind, Process: f.Process, PeopleOnly: f.PeopleOnly, Since: f.Since, Until: f.Until,
		BeforeAt: distant, MaxRows: p.rows(),
	}
	if f.Until.IsZero() {
		params.Until = distant
	}
	if p.After != "" {
		at, id, _ := strings.Cut(p.After, "_")
		var err error
		if params.BeforeAt, err = time.Parse(time.RFC3339Nano, at); err != nil {
			return List[AuditEntry]{}, badCursor()
		}
		params.BeforeID = id
	}
	rows, err := s.q.Audit(ctx, params)
	if err != nil {
		return List[AuditEntry]{}, fmt.Errorf("read the audit: %w", err)
	}
	return listed(p, rows, func(r db.AuditRow) (AuditEntry, string) {
		return AuditEntry{
			At: r.At, Kind: r.Kind, Actor: r.Actor, Name: r.Name, Role: r.Role, OnBehalfOf: r.OnBehalfOf, ForName: r.ForName, Reason: r.Reason,
			Basis: r.Basis, Document: r.Document, Process: r.Process, Cycle: r.Cycle, About: r.About,
		}, r.At.UTC().Format(time.RFC3339Nano) + "_" + r.ID
	}), nil
}

// AuditKinds are the kinds of acts that have been done.
func (s *Store) AuditKinds(ctx context.Context) ([]string, error) {
	kinds, err := s.q.AuditKinds(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the kinds of acts: %w", err)
	}
	return kinds, nil
}
