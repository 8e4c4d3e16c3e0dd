package web

import (
	"context"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/planning"
)

// place is what a request is about: a process, and the unit, body or official of a cycle that it belongs to.
type place struct {
	process, cycle, unit, body, official, rotation string

	filer string // whose filing it is; known while one is examined
}

// The parts of addresses. They are embedded in inputs; huma sees exported fields only.
type (
	// CyclePath names a cycle.
	CyclePath struct {
		Cycle string `path:"cycle" maxLength:"63"`
	}
	// UnitPath names a unit in a cycle.
	UnitPath struct {
		Cycle string `path:"cycle" maxLength:"63"`
		Unit  string `path:"unit" maxLength:"63"`
	}
	// BodyPath names a body in a cycle.
	BodyPath struct {
		Cycle string `path:"cycle" maxLength:"63"`
		Code  string `path:"body" maxLength:"63"`
	}
	// OfficialPath names an official in a cycle.
	OfficialPath struct {
		Cycle    string `path:"cycle" maxLength:"63"`
		Official string `path:"official" maxLength:"63"`
	}
	// ReviewPath names the review of a planning list in a round such as 2020.
	ReviewPath struct {
		Round string `path:"round" maxLength:"7"`
		List  string `path:"list" maxLength:"63"`
	}
)

func (p ReviewPath) place() place { return place{process: planning.ReviewID(p.Round, p.List)} }

func (p CyclePath) place() place {
	return place{process: evaluation.CycleID(p.Cycle), cycle: p.Cycle}
}

func (p UnitPath) place() place {
	return place{process: evaluation.UnitReviewID(p.Cycle, p.Unit), cycle: p.Cycle, unit: p.Unit}
}

func (p BodyPath) place() place {
	return place{process: evaluation.BodyDecisionID(p.Cycle, p.Code), cycle: p.Cycle, body: p.Code}
}

func (p OfficialPath) place() place { return place{cycle: p.Cycle, official: p.Official} }

// placed is an input that says what it is about.
type placed[I any] interface {
	*I
	place() place
}

// at is the subject of routes about a place.
func at[I any, P placed[I]](s *server) func(context.Context, access.Actor, *I) (access.Subject, error) {
	return func(ctx context.Context, actor access.Actor, in *I) (access.Subject, error) {
		return s.standing(ctx, actor, P(in).place())
	}
}

// standing says how an actor stands to a place; only people of the roster stand in any way to it.
func (s *server) standing(ctx context.Context, actor access.Actor, at place) (access.Subject, error) {
	switch {
	case actor.Role != access.Official:
		return access.Subject{Owner: at.official}, nil
	case at.official != "":
		return s.Store.StandingOnOfficial(ctx, at.cycle, at.official, actor.ID)
	case at.unit != "":
		return s.Store.StandingOnUnit(ctx, at.cycle, at.unit, actor.ID)
	default:
		return s.Store.StandingInProcess(ctx, at.process, actor.ID)
	}
}
