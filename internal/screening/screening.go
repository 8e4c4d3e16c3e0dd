// Package screening holds the people on planning lists, and those who are proposed for one, against the rules of a
// policy, and measures a list's structure.
//
// It may import the domain, rules and fault; it must not know of PostgreSQL, Temporal or HTTP.
package screening

import (
	"context"
	"fmt"
	"sync"
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

// Screener screens by the policies of an installation. It may be used by many at once and must not be copied.
type Screener struct {
	Store    Store
	Policies *policy.Set

	compiled sync.Map // *rules.Screening by the SHA-256 of the policy's text
}

// Asked says what is screened.
type Asked struct {
	List    string
	Version int              // 0 for the current one
	Draft   []planning.Entry // the entries to screen instead of the version's, such as those with nominees; nil for the version's
	Pinned  *policy.Policy   // the one that a review keeps; nil to look for one
	Policy  string           // id; "" for the one in force when the list's term begins
	Number  int              // version of Policy
	Day     time.Time        // of the record
}

// Screened is the outcome of a screening.
type Screened struct {
	Plan      planning.Plan
	Policy    *policy.Policy
	Reference time.Time // month at which ages and service left were counted
	Findings  []planning.Finding
	Structure planning.Structure
}

// Screen holds every entry of a version, or of a draft, against every rule and measures its structure.
//
// Errors: fault.NotFound for an unknown list, version or policy; fault.Invalid `no_reference` when the policy has no
// reference month for the list's level of government, `unknown_official` and `unknown_position` for a draft with one,
// and those of planning.Check.
func (s *Screener) Screen(ctx context.Context, a Asked) (Screened, error) {
	plan, err := s.Store.Plan(ctx, a.List, a.Version)
	if err != nil {
		return Screened{}, err
	}
	if a.Draft != nil {
		plan.Entries = a.Draft
	}
	p, err := s.policyFor(a, plan)
	if err != nil {
		return Screened{}, err
	}
	compiled, err := s.rulesOf(p)
	if err != nil {
		return Screened{}, err
	}
	against, youngUnder, err := s.against(ctx, a, plan, p)
	if err != nil {
		return Screened{}, err
	}
	dossiers, err := s.Store.Dossiers(ctx, plan.Officials(), plan.List.TermFrom, a.Day)
	if err != nil {
		return Screened{}, err
	}
	if err := check(plan, against, dossiers); err != nil {
		return Screened{}, err
	}
	findings, structure, err := Judge(compiled, against, plan.Entries, dossiers, p.Planning.Targets(youngUnder))
	if err != nil {
		return Screened{}, err
	}
	structure.Cite(p.Planning.Citation)
	return Screened{Plan: plan, Policy: p, Reference: against.Reference, Findings: findings, Structure: structure}, nil
}

// Judge is the screening itself, on what has been read: the findings on all entries in their order, and the structure.
// dossiers must hold every official of entries.
func Judge(
	compiled *rules.Screening, against planning.Screened, entries []planning.Entry, dossiers map[string]planning.Dossier, t planning.Targets,
) ([]planning.Finding, planning.Structure, error) {
	of := make(map[string][]planning.Entry, len(dossiers))
	for _, e := range entries {
		of[e.Official] = append(of[e.Official], e)
	}
	people := make(map[string]planning.Person, len(of))
	as := make(map[string]planning.Dossier, len(of))
	for official, theirs := range of {
		as[official] = against.With(dossiers[official], theirs)
		people[official] = against.Measured(as[official])
	}
	findings := []planning.Finding{}
	for _, e := range entries {
		found, err := compiled.Screen(against.Facts(e.Position, as[e.Official]))
		if err != nil {
			return nil, planning.Structure{}, err
		}
		findings = append(findings, found...)
	}
	seats := against.List.Seats
	if against.List.Kind == roster.PlanKeyPosts {
		seats = 0
	}
	return findings, planning.Measure(entries, people, seats, against.Reference, t), nil
}

// check refuses entries that no version could have; those of a stored version pass.
func check(plan planning.Plan, against planning.Screened, dossiers map[string]planning.Dossier) error {
	for _, e := range plan.Entries {
		_, isPost := against.Posts[e.Position]
		switch _, known := dossiers[e.Official]; {
		case !known:
			return fault.New(fault.Invalid, "unknown_official", "There is no official %s.", e.Official)
		case !isPost && e.Position != plan.List.Body:
			return fault.New(fault.Invalid, "unknown_position", "The list %s does not plan for %s.", plan.List.Code, e.Position)
		}
	}
	return planning.Check(plan.Entries)
}

// rulesOf returns the compiled rules of a policy, compiled once for each text.
func (s *Screener) rulesOf(p *policy.Policy) (*rules.Screening, error) {
	if compiled, ok := s.compiled.Load(p.SHA256); ok {
		return compiled.(*rules.Screening), nil //nolint:forcetypeassert // nothing else is stored
	}
	compiled, err := rules.CompilePlanning(p)
	if err != nil {
		return nil, err
	}
	s.compiled.Store(p.SHA256, compiled)
	return compiled, nil
}

func (s *Screener) policyFor(a Asked, plan planning.Plan) (*policy.Policy, error) {
	if a.Pinned != nil {
		return a.Pinned, nil
	}
	if a.Policy == "" {
		return s.Policies.For(policy.KindPlanning, calendar.Date{Year: plan.List.TermFrom, Month: time.January, Day: 1})
	}
	p, err := s.Policies.ByID(a.Policy, a.Number)
	if err == nil && p.Planning == nil {
		err = fault.New(fault.Invalid, "not_a_planning_policy", "%s is no planning policy", p.Name())
	}
	return p, err
}

// against prepares what the entries of a plan are compared with; young people are those under an age.
func (s *Screener) against(ctx context.Context, a Asked, plan planning.Plan, p *policy.Policy) (against planning.Screened, youngUnder int, err error) {
	month, youngUnder, ok := p.Planning.Reference(policy.Tier(plan.Tier))
	if !ok {
		return against, 0, fault.New(fault.Invalid, "no_reference", "the policy %s has no reference month for lists of level %s", p.Name(), plan.Tier)
	}
	against = planning.Screened{
		List: plan.List, Tier: plan.Tier, Reference: month, Day: a.Day, Retirement: p.Planning.Retirement.Value,
		Standard: map[string]roster.Standard{}, SameLevelOnly: p.Planning.SameLevelOnly.Value,
	}
	if plan.List.Kind == roster.PlanKeyPosts {
		if against.Posts, err = s.Store.PlannedPosts(ctx, plan.Positions()); err != nil {
			return against, 0, err
		}
	}
	if plan.List.Kind == roster.PlanExecutiveCommittee {
		committees, err := s.Store.StandingCommittees(ctx)
		if err != nil {
			return against, 0, err
		}
		against.Above = committees[plan.List.Unit]
	}
	standard, err := s.Policies.For(policy.KindQualification, calendar.DateOf(a.Day))
	if err != nil {
		return against, 0, fmt.Errorf("find the standard of posts: %w", err)
	}
	for _, position := range plan.Positions() {
		against.Standard[position] = standard.Qualification.Standard(plan.Tier, against.Posts[position].TitleGroup)
	}
	return against, youngUnder, nil
}
