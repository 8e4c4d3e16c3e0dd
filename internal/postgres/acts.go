package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"canbo/internal/postgres/db"
	"canbo/internal/procedure"
)

// ActRow is one line of the record of a process: an accepted command.
type ActRow struct {
	Version    int64           `json:"version"`
	Kind       string          `json:"kind"`
	Actor      string          `json:"actor"`
	Role       procedure.Role  `json:"role" enum:"official,administrator,system"`
	OnBehalfOf string          `json:"on_behalf_of,omitempty" doc:"In whose place the actor did it"`
	Reason     string          `json:"reason,omitempty"`
	Basis      string          `json:"basis,omitempty"`
	Document   string          `json:"document,omitempty" doc:"Reference of the signed paper that was entered"`
	Args       json.RawMessage `json:"args" doc:"Ids and codes: what the process was told"`
	ReceivedAt time.Time       `json:"received_at"`
	RecordedAt time.Time       `json:"recorded_at"`
}

// Acts lists what was done in a process, by version; an unknown process has none.
func (s *Store) Acts(ctx context.Context, process string, p Page) (List[ActRow], error) {
	after, err := p.number()
	if err != nil {
		return List[ActRow]{}, err
	}
	rows, err := s.q.ProcessActs(ctx, db.ProcessActsParams{Process: process, After: after, MaxRows: p.rows()})
	if err != nil {
		return List[ActRow]{}, fmt.Errorf("list the acts of %s: %w", process, err)
	}
	return listed(p, rows, func(r db.ProcessActsRow) (ActRow, string) {
		return ActRow{
			Version: r.Version, Kind: r.Kind, Actor: r.Actor, Role: procedure.Role(r.Role), OnBehalfOf: r.OnBehalfOf,
			Reason: r.Reason, Basis: r.Basis, Document: r.Document, Args: r.Args, ReceivedAt: r.ReceivedAt, RecordedAt: r.RecordedAt,
		}, strconv.FormatInt(r.Version, 10)
	}), nil
}
