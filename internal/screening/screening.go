// Package screening holds the people on planning lists, and those who are proposed for one, against the rules of a
// policy, and measures a list's structure.
//
// It may import the domain, rules and fault; it must not know of PostgreSQL, Temporal or HTTP.
package screening

import (
	"context"
	"fmt"
	"time"

	"canbo/internal/calendar"
	"canbo/internal/fault"
	"canbo/internal/planning"
	"canbo/internal/policy"
	"canbo/internal/roster"
	"canbo/internal/rules"
)

// Store is the record, as far as a screening reads it.
type Store interface {
	// Plan reads a version of a list; 0 is the current one. Error: fault.NotFound.
	Plan(ctx context.Context, list string, version int) (planning.Plan, error)
	// Dossiers reads what is on record about people on a day. Unknown codes are left out.
	Dossiers(ctx context.Context, officials []string, termFrom int, day time.Time) (map[string]planning.Dossier, error)
	// PlannedPosts reads posts. Unknown codes are left out.
	PlannedPosts(ctx context.Context, posts []string) (map[string]planning.Post, error)
	// StandingCommittees names the standing committees that have a list, by unit.
	StandingCommittees(ctx context.Context) (map[string][]string, error)
}

// Screener screens by the policies of an installation.
type Screener struct {
	Store    Store
	Policies *policy.Set
}

// Asked says what is screened.
type Asked struct {
	List    string
	Version int       // 0 for the current one
	Policy  string    // id; "" for the one in force when the list's term begins
	Number  int       // version of Policy
	Day     time.Time // of the record
}

// Screened is the outcome of a screening.
type Screened struct {
	Plan      planning.Plan
	Policy    *policy.Policy
	Reference time.Time // month at which ages and service left were counted
	Findings  []planning.Finding
	Structure planning.Structure
}

// Screen holds every entry of a version against every rule and measures its structure.
//
// Errors: fault.NotFound for an unknown list, version or policy; fault.Invalid `no_reference` when the policy has no
// reference month for the list's level of government.
func (s *Screener) Screen(ctx context.Context, a Asked) (Screened, error) {
	plan, err := s.Store.Plan(ctx, a.List, a.Version)
	if err != nil {
		return Screened{}, err
	}
	p, err := s.policyFor(a, plan)
	if err != nil {
		return Screened{}, err
	}
	compiled, err := rules.CompilePlanning(p)
	if err != nil {
		return Screened{}, err
	}
	month, youngUnder, ok := p.Planning.Reference(policy.Tier(plan.Tier))
	if !ok {
		return Screened{}, fault.New(fault.Invalid, "no_reference", "the policy %s has no reference month for lists of level %s", p.Name(), plan.Tier)
	}
	dossiers, err := s.Store.Dossiers(ctx, plan.Officials(), plan.List.TermFrom, a.Day)
	if err != nil {
		return Screened{}, err
	}
	against, err := s.against(ctx, a, plan, p, month)
	if err != nil {
		return Screened{}, err
	}
	out := Screened{Plan: plan, Policy: p, Reference: month, Findings: []planning.Finding{}}
	people := make(map[string]planning.Person, len(dossiers))
	for _, e := range plan.Entries {
		d := dossiers[e.Official]
		found, err := compiled.Screen(against.Facts(e.Position, d))
		if err != nil {
			return Screened{}, err
		}
		out.Findings = append(out.Findings, found...)
		people[e.Official] = elsewhere(d, plan.List.Code)
	}
	seats := plan.List.Seats
	if plan.List.Kind == roster.PlanKeyPosts {
		seats = 0
	}
	out.Structure = planning.Measure(plan.Entries, people, seats, month, p.Planning.Targets(youngUnder))
	return out, nil
}

func (s *Screener) policyFor(a Asked, plan planning.Plan) (*policy.Policy, error) {
	if a.Policy == "" {
		return s.Policies.For(policy.KindPlanning, calendar.Date{Year: plan.List.TermFrom, Month: time.January, Day: 1})
	}
	p, err := s.Policies.ByID(a.Policy, a.Number)
	if err == nil && p.Planning == nil {
		err = fault.New(fault.Invalid, "not_a_planning_policy", "%s is no planning policy", p.Name())
	}
	return p, err
}

// against prepares what the entries of a plan are compared with.
func (s *Screener) against(ctx context.Context, a Asked, plan planning.Plan, p *policy.Policy, month time.Time) (planning.Screened, error) {
	against := planning.Screened{
		List: plan.List, Tier: plan.Tier, Reference: month, Day: a.Day, Retirement: p.Planning.Retirement.Value,
		Standard: map[string]roster.Standard{},
	}
	var err error
	if plan.List.Kind == roster.PlanKeyPosts {
		if against.Posts, err = s.Store.PlannedPosts(ctx, plan.Positions()); err != nil {
			return against, err
		}
	}
	if plan.List.Kind == roster.PlanExecutiveCommittee {
		committees, err := s.Store.StandingCommittees(ctx)
		if err != nil {
			return against, err
		}
		against.Above = committees[plan.List.Unit]
	}
	standard, err := s.Policies.For(policy.KindQualification, calendar.DateOf(a.Day))
	if err != nil {
		return against, fmt.Errorf("find the standard of posts: %w", err)
	}
	for _, position := range plan.Positions() {
		against.Standard[position] = standard.Qualification.Standard(plan.Tier, against.Posts[position].TitleGroup)
	}
	return against, nil
}

// elsewhere is the person with the number of positions they have on other lists.
func elsewhere(d planning.Dossier, list string) planning.Person {
	person := d.Person
	for _, p := range d.Positions {
		if p.List != list {
			person.Elsewhere++
		}
	}
	return person
}
