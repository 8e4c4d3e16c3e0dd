package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/google/uuid"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/mass"
	"canbo/internal/planning"
	"canbo/internal/postgres"
	"canbo/internal/rotation"
)

const massPath = "/mass-acts/{mass_act}"

// massRequest is a mass act as it is asked for.
type massRequest struct {
	Cycle       string              `json:"cycle,omitempty" pattern:"^[a-z0-9][a-z0-9-]{0,62}$" doc:"Absent: on processes that belong to none, which are planning reviews, rotation plans and rotations"`
	Act         string              `json:"act" enum:"extend,pause,resume,close_step,reassign,reopen,remind"`
	Filter      postgres.MassFilter `json:"filter" doc:"Which processes; an empty filter is on all that run"`
	Due         time.Time           `json:"due,omitzero" doc:"Of an extension: the new due time, the same for all"`
	WorkingDays int                 `json:"working_days,omitempty" minimum:"1" maximum:"250" doc:"Of an extension instead of due: by how many working days each due time moves; one that has passed counts from now. Of a reopening: the new time, from now"`
	StandIn     string              `json:"stand_in,omitempty" maxLength:"63" doc:"Of a reassignment: the official who gets the tasks"`
	Reason      string              `json:"reason" minLength:"1" maxLength:"2000"`
	Basis       string              `json:"basis" minLength:"1" maxLength:"500" doc:"Document or decision that allows it"`
}

// undoRequest says why a mass act is taken back.
type undoRequest struct {
	WorkingDays int    `json:"working_days,omitempty" minimum:"1" maximum:"60" doc:"Of steps that were closed and are opened again: the new time"`
	Reason      string `json:"reason" minLength:"1" maxLength:"2000"`
	Basis       string `json:"basis" minLength:"1" maxLength:"500" doc:"Document or decision that allows it"`
}

// MassPath names a mass act in an address; huma sees exported fields only.
type MassPath struct {
	MassAct string `path:"mass_act" maxLength:"36"`
}

type (
	massInput struct {
		Idempotent
		Body massRequest
	}
	massUndoInput struct {
		MassPath
		Idempotent
		Body undoRequest
	}
	massActInput  struct{ MassPath }
	massListInput struct {
		Paged
		Cycle string `query:"cycle" maxLength:"63" doc:"Absent: those that are on no cycle"`
	}
	massItemsInput struct {
		MassPath
		Paged
		State string `query:"state" enum:"planned,conflict,pending,accepted,refused"`
	}
)

func (s *server) registerMass() {
	add(s, route[massInput, body[postgres.MassAct]]{
		act: access.PlanMassAct, method: http.MethodPost, path: "/mass-acts", tag: "steering", status: http.StatusCreated,
		summary: "Plan an act of steering on many processes and look at it; nothing is sent yet",
		do: func(ctx context.Context, actor access.Actor, in *massInput) (*body[postgres.MassAct], error) {
			b := in.Body
			return show(s.planMass(ctx, actor, in.Key, b, postgres.MassPlan{
				Cycle: b.Cycle, Filter: b.Filter, Reason: b.Reason, Basis: b.Basis,
				Order: mass.Order{Act: b.Act, Due: b.Due.UTC(), WorkingDays: b.WorkingDays, StandIn: b.StandIn},
			}))
		},
	})
	add(s, route[massActInput, body[postgres.MassAct]]{
		act: access.ApplyMassAct, method: http.MethodPost, path: massPath + "/application", tag: "steering",
		summary: "Send the commands of a planned act; each process takes or refuses its own",
		do: func(ctx context.Context, actor access.Actor, in *massActInput) (*body[postgres.MassAct], error) {
			return show(s.Store.ApplyMass(ctx, in.MassAct, actor.ID, s.now()))
		},
	})
	add(s, route[massUndoInput, body[postgres.MassAct]]{
		act: access.UndoMassAct, method: http.MethodPost, path: massPath + "/undo", tag: "steering", status: http.StatusCreated,
		summary: "Take an applied act back where nobody changed it since; the answer is a new mass act, on its way already",
		do: func(ctx context.Context, actor access.Actor, in *massUndoInput) (*body[postgres.MassAct], error) {
			return show(s.undoMass(ctx, actor, in))
		},
	})
	add(s, route[massListInput, body[postgres.List[postgres.MassAct]]]{
		act: access.ListMassActs, method: http.MethodGet, path: "/mass-acts", tag: "steering", summary: "The mass acts of a cycle, or those without one, newest first",
		do: func(ctx context.Context, _ access.Actor, in *massListInput) (*body[postgres.List[postgres.MassAct]], error) {
			return show(s.Store.MassActs(ctx, in.Cycle, in.page()))
		},
	})
	add(s, route[massActInput, body[postgres.MassAct]]{
		act: access.ReadMassAct, method: http.MethodGet, path: massPath, tag: "steering", summary: "A mass act and how far it is",
		do: func(ctx context.Context, _ access.Actor, in *massActInput) (*body[postgres.MassAct], error) {
			return show(s.Store.MassAct(ctx, in.MassAct))
		},
	})
	add(s, route[massItemsInput, body[postgres.List[postgres.MassItem]]]{
		act: access.ListMassItems, method: http.MethodGet, path: massPath + "/items", tag: "steering",
		summary: "The items of a mass act with what has come of each",
		do: func(ctx context.Context, _ access.Actor, in *massItemsInput) (*body[postgres.List[postgres.MassItem]], error) {
			return show(s.Store.MassItems(ctx, in.MassAct, in.State, in.page()))
		},
	})
}

func (s *server) planMass(ctx context.Context, actor access.Actor, key string, request massRequest, p postgres.MassPlan) (postgres.MassAct, error) {
	var err error
	if p.Request, err = json.Marshal(request); err != nil {
		return postgres.MassAct{}, fmt.Errorf("encode a mass act: %w", err)
	}
	p.ID, p.Actor, p.At = massID(actor, key), actor.ID, s.now()
	return s.Store.PlanMass(ctx, p, s.massRules())
}

func (s *server) undoMass(ctx context.Context, actor access.Actor, in *massUndoInput) (postgres.MassAct, error) {
	request, err := json.Marshal([]any{in.MassAct, in.Body})
	if err != nil {
		return postgres.MassAct{}, fmt.Errorf("encode an undo: %w", err)
	}
	return s.Store.UndoMass(ctx, in.MassAct, postgres.MassPlan{
		ID: massID(actor, in.Key), Order: mass.Order{WorkingDays: in.Body.WorkingDays}, Reason: in.Body.Reason, Basis: in.Body.Basis,
		Actor: actor.ID, Request: request, At: s.now(),
	}, s.massRules())
}

func (s *server) massRules() mass.Rules {
	return mass.Rules{Later: s.Calendar.AddWorkingDays, Personal: personal, Reopens: reopens}
}

// personal reports whether nobody may do a task for another, in whatever kind of process.
func personal(act string) bool {
	return evaluation.Personal(act) && planning.Personal(act) && rotation.Personal(act)
}

// reopens reports whether a step may be opened again while the current one is open, as mass.Rules asks.
func reopens(kind, step, current string) bool {
	if kind == planning.KindReview {
		return planning.Reopens(step, current)
	}
	return evaluation.Reopens(kind, step)
}

// massID makes the id of a mass act: the actor's own, so that a repeat under the same key is the same act.
func massID(actor access.Actor, key string) string {
	return uuid.NewSHA1(commandSpace, []byte("mass\n"+actor.ID+"\n"+key)).String()
}
