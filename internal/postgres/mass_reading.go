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
	"canbo/internal/mass"
	"canbo/internal/postgres/db"
)

// MassAct is a mass act as the API shows it.
type MassAct struct {
	ID          string     `json:"id"`
	Cycle       string     `json:"cycle,omitempty" doc:"Absent: on processes that belong to no cycle"`
	Act         string     `json:"act"`
	Due         *time.Time `json:"due,omitempty"`
	WorkingDays int        `json:"working_days,omitempty"`
	StandIn     string     `json:"stand_in,omitempty" doc:"Of a reassignment: who gets the tasks"`
	Filter      MassFilter `json:"filter"`
	Reason      string     `json:"reason"`
	Basis       string     `json:"basis"`
	Actor       string     `json:"actor"`
	PlannedAt   time.Time  `json:"planned_at"`
	AppliedAt   *time.Time `json:"applied_at,omitempty" doc:"Absent: only looked at so far"`
	Undoes      string     `json:"undoes,omitempty" doc:"The mass act that this one takes back"`
	UndoneBy    string     `json:"undone_by,omitempty"`
	Undo        string     `json:"undo,omitempty" doc:"The act that an undo does; absent: nothing takes this act back"`
	Items       int64      `json:"items"`
	Conflicts   int64      `json:"conflicts" doc:"Items that are not sent because they are bound to be refused"`
	Final       int64      `json:"final" doc:"Items that nothing takes back, as each of them says"`
	Pending     int64      `json:"pending" doc:"Sent, and not carried out yet"`
	Accepted    int64      `json:"accepted"`
	Refused     int64      `json:"refused"`

	bodySHA256 string
}

// MassItem is one item of a mass act.
type MassItem struct {
	Position int        `json:"position"`
	Process  string     `json:"process"`
	Step     string     `json:"step,omitempty"`
	Task     string     `json:"task,omitempty" doc:"Of a reassignment: the act of the task"`
	People   []string   `json:"people,omitempty" doc:"Who is meant; absent: nobody in particular"`
	Before   *time.Time `json:"due_before,omitempty"`
	After    *time.Time `json:"due_after,omitempty"`
	State    string     `json:"state" enum:"planned,conflict,pending,accepted,refused"`
	Command  string     `json:"command,omitempty" doc:"Once it is sent"`
	Code     string     `json:"code,omitempty"`
	Text     string     `json:"text,omitempty"`
	Final    string     `json:"final,omitempty" doc:"Why nothing takes this back"`
}

// MassAct returns a mass act with its progress. Error: fault.NotFound.
func (s *Store) MassAct(ctx context.Context, id string) (MassAct, error) {
	r, err := s.q.MassAct(ctx, id)
	if errors.Is(err, pgx.ErrNoRows) {
		return MassAct{}, fault.New(fault.NotFound, "not_found", "There is no such mass act.")
	}
	if err != nil {
		return MassAct{}, fmt.Errorf("read mass act %s: %w", id, err)
	}
	p, err := s.q.MassProgress(ctx, id)
	if err != nil {
		return MassAct{}, fmt.Errorf("read the progress of mass act %s: %w", id, err)
	}
	act := MassAct{
		ID: r.ID, Cycle: r.Cycle, Act: r.Act, Due: r.Due, WorkingDays: int(r.WorkingDays), StandIn: r.StandIn, Reason: r.Reason, Basis: r.Basis,
		Actor: r.Actor, PlannedAt: r.PlannedAt, AppliedAt: r.AppliedAt, Undoes: value(r.Undoes), UndoneBy: value(r.UndoneBy),
		Undo: mass.Inverse(r.Act), Items: p.Items, Conflicts: p.Conflicts, Final: p.Final, Accepted: p.Accepted, Refused: p.Refused, bodySHA256: r.BodySha256,
	}
	if r.AppliedAt != nil {
		act.Pending = p.Items - p.Conflicts - p.Accepted - p.Refused
	}
	if err := json.Unmarshal(r.Filter, &act.Filter); err != nil {
		return MassAct{}, fmt.Errorf("decode the filter of mass act %s: %w", id, err)
	}
	return act, nil
}

// MassActs lists the mass acts of a cycle, or those without one, newest first.
func (s *Store) MassActs(ctx context.Context, cycle string, p Page) (List[MassAct], error) {
	ids, err := s.q.MassActs(ctx, db.MassActsParams{Cycle: cycle, After: p.After, MaxRows: p.rows()})
	if err != nil {
		return List[MassAct]{}, fmt.Errorf("list mass acts: %w", err)
	}
	acts := make([]MassAct, len(ids))
	for i, id := range ids {
		if acts[i], err = s.MassAct(ctx, id); err != nil {
			return List[MassAct]{}, err
		}
	}
	return listed(p, acts, func(a MassAct) (MassAct, string) { return a, a.ID }), nil
}

// MassItems lists the items of a mass act in their order, all or those in one state.
func (s *Store) MassItems(ctx context.Context, id, state string, p Page) (List[MassItem], error) {
	after, err := p.number()
	if err != nil {
		return List[MassItem]{}, err
	}
	rows, err := s.q.MassItems(ctx, db.MassItemsParams{MassAct: id, After: int32(after), State: state, MaxRows: p.rows()})
	if err != nil {
		return List[MassItem]{}, fmt.Errorf("list the items of mass act %s: %w", id, err)
	}
	return listed(p, rows, func(r db.MassItemsRow) (MassItem, string) {
		item := MassItem{
			Position: int(r.Position), Process: r.Process, Step: r.Step, Task: r.Task, People: r.People, Final: r.Final, Before: r.DueBefore, After: r.DueAfter,
			State: r.State, Code: r.Code, Text: r.Text,
		}
		if r.State != "planned" && r.State != "conflict" {
			item.Command = r.Command
		}
		return item, strconv.Itoa(int(r.Position))
	}), nil
}
