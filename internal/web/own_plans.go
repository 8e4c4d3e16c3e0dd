package web

import (
	"context"
	"net/http"
	"slices"
	"time"

	"canbo/internal/access"
	"canbo/internal/calendar"
	"canbo/internal/planning"
	"canbo/internal/policy"
	"canbo/internal/postgres"
)

// ownPlans is what planning and rotation have for somebody, as far as the policies publish it.
type ownPlans struct {
	Entries   []postgres.PlanStay     `json:"entries" doc:"On lists whose policy tells the person"`
	Rotations []postgres.RotationView `json:"rotations"`
	Findings  []postgres.PlanFinding  `json:"findings" doc:"About people of the units that the caller heads, on lists whose policy tells unit heads; the open ones"`
	Work      []postgres.RotationWork `json:"work" doc:"Plans and rotations in which the caller has a part"`
}

func (s *server) registerOwnPlans() {
	add(s, route[none, body[ownPlans]]{
		act: access.ReadOwnPlans, method: http.MethodGet, path: "/me/plans", tag: "planning",
		summary: "Your planning entries and rotations, and what was found about people of your unit, as far as the policies publish it",
		do: func(ctx context.Context, actor access.Actor, _ *none) (*body[ownPlans], error) {
			return show(s.ownPlans(ctx, actor.ID))
		},
	})
}

func (s *server) ownPlans(ctx context.Context, official string) (ownPlans, error) {
	own := ownPlans{}
	stays, err := s.Store.PlanHistory(ctx, official)
	if err != nil {
		return own, err
	}
	own.Entries = slices.DeleteFunc(stays, func(x postgres.PlanStay) bool { return !s.publishes(x.TermFrom, policy.ToPerson) })
	found, err := all(func(p postgres.Page) (postgres.List[postgres.PlanFinding], error) {
		return s.Store.PlanFindings(ctx, postgres.PlanFindingFilter{State: planning.FindingOpen, Head: official, Day: today(s.now())}, p)
	})
	if err != nil {
		return own, err
	}
	own.Findings = slices.DeleteFunc(found, func(f postgres.PlanFinding) bool { return !s.publishes(f.TermFrom, policy.ToUnitHead) })
	own.Rotations, err = all(func(p postgres.Page) (postgres.List[postgres.RotationView], error) {
		return s.Store.Rotations(ctx, postgres.RotationFilter{Official: official}, p)
	})
	if err != nil {
		return own, err
	}
	own.Work, err = s.Store.OwnRotationWork(ctx, official)
	return own, err
}

// publishes reports whether the policy of a list's term tells somebody; nobody is told where there is no policy.
func (s *server) publishes(termFrom int, to policy.Recipient) bool {
	p, err := s.Policies.For(policy.KindPlanning, calendar.Date{Year: termFrom, Month: time.January, Day: 1})
	return err == nil && slices.Contains(p.Planning.Publish.Value, to)
}
