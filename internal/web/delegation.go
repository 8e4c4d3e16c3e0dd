package web

import (
	"cmp"
	"context"
	"net/http"
	"time"

	"github.com/google/uuid"

	"canbo/internal/access"
	"canbo/internal/calendar"
	"canbo/internal/fault"
	"canbo/internal/postgres"
)

// longestAbsence bounds a delegation: whoever is away for longer leaves the post.
const longestAbsence = 366 * 24 * time.Hour

type delegationInput struct {
	Idempotent
	Body struct {
		Person string `json:"person,omitempty" maxLength:"63" doc:"Who is absent; yourself without it"`
		Deputy string `json:"deputy" minLength:"1" maxLength:"63"`
		From   string `json:"from" format:"date" doc:"First day, in Viet Nam"`
		Until  string `json:"until" format:"date" doc:"Last day"`
		Reason string `json:"reason" minLength:"1" maxLength:"2000"`
		Basis  string `json:"basis,omitempty" maxLength:"500" doc:"Document that allows it; an administrator gives one"`
	}
}

type delegationsInput struct {
	Person string `query:"person" maxLength:"63" doc:"An official; an official sees their own"`
	Paged
}

type revocationInput struct {
	ID   string `path:"delegation" format:"uuid"`
	Body struct {
		Reason string `json:"reason" minLength:"1" maxLength:"2000"`
		Basis  string `json:"basis,omitempty" maxLength:"500" doc:"Document that allows it; an administrator gives one"`
	}
}

type delegated struct {
	ID string `json:"id"`
}

func (s *server) registerDelegations() {
	add(s, route[delegationInput, body[delegated]]{
		act: access.Delegate, method: http.MethodPost, path: "/delegations", tag: "steering", status: http.StatusCreated,
		summary: "Name a deputy for an absence: open tasks and those to come go to them, but nothing personal",
		subject: func(_ context.Context, actor access.Actor, in *delegationInput) (access.Subject, error) {
			return access.Subject{Owner: cmp.Or(in.Body.Person, actor.ID)}, nil
		},
		do: s.delegate,
	})
	add(s, route[delegationsInput, body[postgres.List[postgres.Delegation]]]{
		act: access.ListDelegations, method: http.MethodGet, path: "/delegations", tag: "steering",
		summary: "Delegations with what went to the deputy and what stays",
		subject: func(_ context.Context, actor access.Actor, in *delegationsInput) (access.Subject, error) {
			return access.Subject{Owner: cmp.Or(in.Person, actor.ID)}, nil
		},
		do: func(ctx context.Context, actor access.Actor, in *delegationsInput) (*body[postgres.List[postgres.Delegation]], error) {
			if actor.Role == access.Official {
				in.Person = actor.ID
			}
			return show(s.Store.Delegations(ctx, in.Person, in.page()))
		},
	})
	add(s, route[revocationInput, none]{
		act: access.RevokeDelegation, method: http.MethodPost, path: "/delegations/{delegation}/revocation", tag: "steering",
		status: http.StatusNoContent, summary: "End a delegation: what is still to be done goes back",
		subject: func(ctx context.Context, _ access.Actor, in *revocationInput) (access.Subject, error) {
			person, err := s.Store.DelegationOf(ctx, in.ID)
			return access.Subject{Owner: person}, err
		},
		do: func(ctx context.Context, actor access.Actor, in *revocationInput) (*none, error) {
			if err := needsBasis(actor, in.Body.Basis); err != nil {
				return nil, err
			}
			return nil, s.Store.RevokeDelegation(ctx, in.ID, actor.ID, in.Body.Reason, in.Body.Basis, s.now())
		},
	})
}

func (s *server) delegate(ctx context.Context, actor access.Actor, in *delegationInput) (*body[delegated], error) {
	if err := needsBasis(actor, in.Body.Basis); err != nil {
		return nil, err
	}
	d := postgres.Delegation{
		ID:     uuid.NewSHA1(commandSpace, []byte("delegation\n"+actor.ID+"\n"+in.key())).String(),
		Person: cmp.Or(in.Body.Person, actor.ID), Deputy: in.Body.Deputy, Reason: in.Body.Reason, Basis: in.Body.Basis,
		CreatedBy: actor.ID, CreatedAt: s.now(),
	}
	from, err := time.ParseInLocation(time.DateOnly, in.Body.From, calendar.Vietnam)
	if err != nil {
		return nil, fault.New(fault.Invalid, "bad_day", "Give `from` as YYYY-MM-DD.")
	}
	until, err := time.ParseInLocation(time.DateOnly, in.Body.Until, calendar.Vietnam)
	if err != nil {
		return nil, fault.New(fault.Invalid, "bad_day", "Give `until` as YYYY-MM-DD.")
	}
	d.StartsAt, d.EndsAt = from.UTC(), until.AddDate(0, 0, 1).UTC()
	switch {
	case d.Person == d.Deputy:
		return nil, fault.New(fault.Invalid, "same_person", "Nobody is their own deputy.")
	case !d.EndsAt.After(d.StartsAt):
		return nil, fault.New(fault.Invalid, "bad_period", "The last day comes before the first.")
	case !d.EndsAt.After(d.CreatedAt):
		return nil, fault.New(fault.Invalid, "period_over", "This time has passed already.")
	case d.EndsAt.Sub(d.StartsAt) > longestAbsence:
		return nil, fault.New(fault.Invalid, "bad_period", "A delegation lasts a year at most.")
	}
	return show(delegated{d.ID}, s.Store.Delegate(ctx, d))
}

// needsBasis holds administrators to naming what allows them to act for others.
func needsBasis(actor access.Actor, basis string) error {
	if actor.Steers() && basis == "" {
		return fault.New(fault.Invalid, "basis_missing", "Give the document that allows it.")
	}
	return nil
}
