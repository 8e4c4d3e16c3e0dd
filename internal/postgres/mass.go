package postgres

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"canbo/internal/fault"
	"canbo/internal/mass"
	"canbo/internal/postgres/db"
	"canbo/internal/procedure"
)

// massSpace is the namespace of the command keys of mass acts; it must never change.
var massSpace = uuid.MustParse("0b6c2f0d-6a54-5bb0-8f5b-9a1b9b6a7f10")

// MassFilter says which processes, of a cycle or of none, a mass act is on. An empty member does not narrow.
type MassFilter struct {
	Kinds     []string   `json:"kinds,omitempty" maxItems:"10" doc:"Process kinds"`
	Subjects  []string   `json:"subjects,omitempty" maxItems:"20000" doc:"What a process is about: units, bodies, officials, planning lists, root units of plans, codes of rotations"`
	Units     []string   `json:"units,omitempty" maxItems:"1000" doc:"Units that a process concerns: whose conference, body, list or plan it is, or that a rotated official leaves or joins"`
	People    []string   `json:"people,omitempty" maxItems:"20000" doc:"Officials: processes in which one of them has an open task"`
	Step      string     `json:"step,omitempty" maxLength:"64" doc:"Absent: the open step, whichever it is. A step that comes again and again goes by the name of its row: checkpoint for checkpoint-3"`
	DueFrom   *time.Time `json:"due_from,omitempty" doc:"Due at this time or later"`
	DueBefore *time.Time `json:"due_before,omitempty" doc:"Due before this time"`
	Late      bool       `json:"late,omitempty" doc:"Only what is overdue when the act is planned"`
}

// before returns the time before which a step must be due; nil for whenever.
func (f MassFilter) before(now time.Time) *time.Time {
	if !f.Late || f.DueBefore != nil && f.DueBefore.Before(now) {
		return f.DueBefore
	}
	return &now
}

// MassPlan is a mass act to be planned.
type MassPlan struct {
	ID      string // made from the actor and the Idempotency-Key
	Cycle   string // "" for processes that belong to none: planning reviews, rotation plans, rotations
	Filter  MassFilter
	Order   mass.Order
	Reason  string
	Basis   string
	Actor   string
	Request []byte // what was asked, to tell a repeat from another request under the same key
	At      time.Time
}

// PlanMass looks at the processes that a mass act is on and keeps what it would do. Nothing is sent. Planning the same
// again returns the first plan.
//
// Errors: fault.NotFound for an unknown cycle or stand-in, fault.Invalid `too_many`, `step_missing` for a reopening without
// a step or as of mass.Order.Check, fault.Conflict `idempotency_key_reused`.
func (s *Store) PlanMass(ctx context.Context, p MassPlan, r mass.Rules) (MassAct, error) {
	if err := p.Order.Check(p.At); err != nil {
		return MassAct{}, err
	}
	if p.Order.Act == procedure.CommandReopen && p.Filter.Step == "" {
		return MassAct{}, fault.New(fault.Invalid, "step_missing", "name in filter.step the step that is opened again")
	}
	if p.Order.StandIn != "" {
		if _, err := s.Person(ctx, p.Order.StandIn); err != nil {
			return MassAct{}, err
		}
	}
	if p.Cycle != "" {
		if _, err := s.q.CycleByCode(ctx, p.Cycle); err != nil {
			return MassAct{}, notFound(err, "cycle", p.Cycle)
		}
	}
	targets, err := s.massTargets(ctx, p)
	if err != nil {
		return MassAct{}, err
	}
	items, err := mass.Plan(p.Order, targets, p.At, r)
	if err != nil {
		return MassAct{}, err
	}
	if err := s.inTx(ctx, func(_ pgx.Tx, q *db.Queries) error { return insertMass(ctx, q, p, "", items) }); err != nil {
		return MassAct{}, err
	}
	return s.planned(ctx, p)
}

func (s *Store) planned(ctx context.Context, p MassPlan) (MassAct, error) {
	act, err := s.MassAct(ctx, p.ID)
	if err == nil && act.bodySHA256 != massSum(p) {
		return MassAct{}, fault.New(fault.Conflict, "idempotency_key_reused",
			"This Idempotency-Key was used for another request; give a new request a new key.")
	}
	return act, err
}

func massSum(p MassPlan) string {
	sum := sha256.Sum256(p.Request)
	return hex.EncodeToString(sum[:])
}

// insertMass keeps a plan with its items; it does nothing when the act is there already.
func insertMass(ctx context.Context, q *db.Queries, p MassPlan, undoes string, items []mass.Item) error {
	filter, err := json.Marshal(p.Filter)
	if err != nil {
		return fmt.Errorf("encode the filter: %w", err)
	}
	params := db.InsertMassActParams{
		ID: p.ID, Cycle: nonEmpty(p.Cycle), Act: p.Order.Act, BodySha256: massSum(p), Filter: filter, Due: pointer(p.Order.Due),
		WorkingDays: int32(p.Order.WorkingDays), StandIn: p.Order.StandIn, Reason: p.Reason, Basis: p.Basis, Actor: p.Actor, PlannedAt: p.At,
	}
	if undoes != "" {
		params.Undoes = &undoes
	}
	inserted, err := q.InsertMassAct(ctx, params)
	if err != nil || inserted == 0 {
		return err
	}
	rows := make([]db.InsertMassItemsParams, len(items))
	for i, item := range items {
		rows[i] = db.InsertMassItemsParams{
			MassAct: p.ID, Position: int32(i + 1), Process: item.Process, Step: item.Step, Task: item.Task, People: some(item.People), Args: item.Args,
			DueBefore: pointer(item.Before), DueAfter: pointer(item.After),
			Command: uuid.NewSHA1(massSpace, []byte(p.ID+"\n"+strconv.Itoa(i+1))).String(),
		}
		if item.Args == nil {
			rows[i].Args = []byte("{}")
		}
		if c := item.Conflict; c != nil {
			rows[i].ConflictCode, rows[i].ConflictText = &c.Code, &c.Text
		}
		if f := item.Final; f != nil {
			rows[i].Final = &f.Text
		}
	}
	if _, err := q.InsertMassItems(ctx, rows); err != nil {
		return fmt.Errorf("keep the items of a mass act: %w", err)
	}
	return nil
}

// ApplyMass sends the commands of a planned act. Applying again changes nothing.
func (s *Store) ApplyMass(ctx context.Context, id, actor string, at time.Time) (MassAct, error) {
	err := s.inTx(ctx, func(_ pgx.Tx, q *db.Queries) error { return applyMass(ctx, q, id, actor, at) })
	if err != nil {
		return MassAct{}, fmt.Errorf("apply mass act %s: %w", id, err)
	}
	return s.MassAct(ctx, id)
}

func applyMass(ctx context.Context, q *db.Queries, id, actor string, at time.Time) error {
	marked, err := q.MarkMassApplied(ctx, db.MarkMassAppliedParams{ID: id, AppliedAt: &at})
	if err != nil || marked == 0 {
		return err
	}
	if err := q.FileMassCommands(ctx, db.FileMassCommandsParams{ID: id, Actor: actor, ReceivedAt: at}); err != nil {
		return err
	}
	return q.WakeRelay(ctx)
}

// UndoMass plans and sends what takes an applied act back, as far as nobody changed it since. p.ID is the id of the new
// act, and p.Order.WorkingDays the new time of steps that are opened again; the rest of the order, p.Cycle and p.Filter are
// those of the act that is undone. Undoing again returns the first undo.
//
// Errors: fault.Conflict `not_applied`, `not_finished` while items are pending, `not_undoable`, `undone_already` when
// another request has undone it.
func (s *Store) UndoMass(ctx context.Context, id string, p MassPlan, r mass.Rules) (MassAct, error) {
	act, err := s.MassAct(ctx, id)
	if err != nil {
		return MassAct{}, err
	}
	if act.UndoneBy != "" {
		if act.UndoneBy != p.ID {
			return MassAct{}, fault.New(fault.Conflict, "undone_already", "mass act %s was undone by %s already", id, act.UndoneBy)
		}
		return s.planned(ctx, p)
	}
	switch {
	case act.AppliedAt == nil:
		return MassAct{}, fault.New(fault.Conflict, "not_applied", "mass act %s was not applied; there is nothing to undo", id)
	case act.Pending > 0:
		return MassAct{}, fault.New(fault.Conflict, "not_finished", "%d items are still being carried out; undo when none is", act.Pending)
	}
	done, now, err := s.massDone(ctx, id)
	if err != nil {
		return MassAct{}, err
	}
	items, err := mass.Undo(act.Act, done, now, p.At, p.Order.WorkingDays, r)
	if err != nil {
		return MassAct{}, err
	}
	p.Cycle, p.Filter, p.Order.Act = act.Cycle, act.Filter, mass.Inverse(act.Act)
	err = s.inTx(ctx, func(_ pgx.Tx, q *db.Queries) error {
		if err := insertMass(ctx, q, p, id, items); err != nil {
			return err
		}
		return applyMass(ctx, q, p.ID, p.Actor, p.At)
	})
	if err != nil {
		return MassAct{}, fmt.Errorf("undo mass act %s: %w", id, err)
	}
	return s.planned(ctx, p)
}
