package screening

import (
	"context"
	"maps"
	"slices"
	"time"

	"canbo/internal/calendar"
	"canbo/internal/fault"
	"canbo/internal/policy"
	"canbo/internal/rotation"
	"canbo/internal/rules"
)

// RotationStore is the record, as far as eligibility and look-ahead read it.
type RotationStore interface {
	// RotationDossiers reads what is on record about people on a day. Unknown codes are left out.
	RotationDossiers(ctx context.Context, officials []string, day time.Time) (map[string]rotation.Dossier, error)
	// RotationPlaces reads posts as places that somebody may be rotated to. Unknown codes are left out.
	RotationPlaces(ctx context.Context, posts []string, day time.Time) (map[string]rotation.Place, error)
	// PrincipalHolders lists who holds a principal post on a day.
	PrincipalHolders(ctx context.Context, day time.Time) ([]string, error)
	// PlannedFor lists the officials who are prepared for each post on a day, the first choice first.
	PlannedFor(ctx context.Context, day time.Time) (map[string][]string, error)
	// RunningRotations lists the rotations that have not ended on a day.
	RunningRotations(ctx context.Context, day time.Time) ([]rotation.Running, error)
}

// Rotations says who may be rotated to which post, and what comes to its end, by the policies of an installation.
type Rotations struct {
	Store    RotationStore
	Policies *policy.Set
}

// Rule says by which policy on which day.
type Rule struct {
	Policy string    // id; "" for the one in force on Day
	Number int       // version of Policy
	Day    time.Time // of the record
}

// Pair is an official and a post, with what the rules say about them.
type Pair struct {
	Official string
	Post     string
	Eligible bool
	Findings []rotation.Finding
}

// Eligibility holds each of the officials against each of the posts. The pairs are in the order of officials and posts
// as asked for.
//
// Errors: fault.NotFound for an unknown policy, official or post.
func (r *Rotations) Eligibility(ctx context.Context, officials, posts []string, by Rule) ([]Pair, *policy.Policy, error) {
	p, err := r.policy(by)
	if err != nil {
		return nil, nil, err
	}
	compiled, err := rules.CompileRotation(p)
	if err != nil {
		return nil, nil, err
	}
	dossiers, err := r.Store.RotationDossiers(ctx, officials, by.Day)
	if err != nil {
		return nil, nil, err
	}
	places, err := r.places(ctx, posts, by.Day)
	if err != nil {
		return nil, nil, err
	}
	terms := p.Rotation.Terms()
	pairs := make([]Pair, 0, len(officials)*len(posts))
	for _, who := range officials {
		d, known := dossiers[who]
		if !known {
			return nil, nil, fault.New(fault.NotFound, "not_found", "There is no official %s.", who)
		}
		for _, post := range posts {
			findings, err := compiled.Findings(terms.Facts(by.Day, d, places[post]))
			if err != nil {
				return nil, nil, err
			}
			pairs = append(pairs, Pair{Official: who, Post: post, Eligible: rotation.Eligible(findings), Findings: findings})
		}
	}
	return pairs, p, nil
}

// places reads posts with the standard that each asks of its holder on a day.
func (r *Rotations) places(ctx context.Context, posts []string, day time.Time) (map[string]rotation.Place, error) {
	places, err := r.Store.RotationPlaces(ctx, posts, day)
	if err != nil {
		return nil, err
	}
	standard, err := r.Policies.For(policy.KindQualification, calendar.DateOf(day))
	if err != nil {
		return nil, err
	}
	for _, code := range posts {
		place, known := places[code]
		if !known {
			return nil, fault.New(fault.NotFound, "not_found", "There is no post %s.", code)
		}
		place.Standard = standard.Qualification.Standard(place.Tier, place.Post.TitleGroup)
		places[code] = place
	}
	return places, nil
}

// Holders lists everybody who may be asked about: who holds a principal post on a day.
func (r *Rotations) Holders(ctx context.Context, day time.Time) ([]string, error) {
	return r.Store.PrincipalHolders(ctx, day)
}

// LookAhead lists who comes to the end of their time in a post from a day on, for so many months.
//
// Error: fault.NotFound for an unknown policy.
func (r *Rotations) LookAhead(ctx context.Context, by Rule, months int) ([]rotation.Event, *policy.Policy, error) {
	p, err := r.policy(by)
	if err != nil {
		return nil, nil, err
	}
	holders, err := r.Store.PrincipalHolders(ctx, by.Day)
	if err != nil {
		return nil, nil, err
	}
	dossiers, err := r.Store.RotationDossiers(ctx, holders, by.Day)
	if err != nil {
		return nil, nil, err
	}
	planned, err := r.Store.PlannedFor(ctx, by.Day)
	if err != nil {
		return nil, nil, err
	}
	running, err := r.Store.RunningRotations(ctx, by.Day)
	if err != nil {
		return nil, nil, err
	}
	people := make([]rotation.Dossier, 0, len(dossiers))
	for _, code := range slices.Sorted(maps.Keys(dossiers)) {
		people = append(people, dossiers[code])
	}
	return rotation.LookAhead(by.Day, months, people, planned, running, p.Rotation.Terms()), p, nil
}

func (r *Rotations) policy(by Rule) (*policy.Policy, error) {
	if by.Policy == "" {
		return r.Policies.For(policy.KindRotation, calendar.DateOf(by.Day))
	}
	p, err := r.Policies.ByID(by.Policy, by.Number)
	if err == nil && p.Rotation == nil {
		err = fault.New(fault.Invalid, "not_a_rotation_policy", "%s is no rotation policy", p.Name())
	}
	return p, err
}

// Foresee lists the same by a policy that is at hand.
func (r *Rotations) Foresee(ctx context.Context, p *policy.Policy, day time.Time, months int) ([]rotation.Event, error) {
	events, _, err := r.LookAhead(ctx, Rule{Policy: p.ID, Number: p.Version, Day: day}, months)
	return events, err
}

// FindingsOn says what the rules of a policy find about an official and a post on a day. Error: fault.NotFound.
func (r *Rotations) FindingsOn(ctx context.Context, official, post string, p *policy.Policy, day time.Time) ([]rotation.Finding, error) {
	pairs, _, err := r.Eligibility(ctx, []string{official}, []string{post}, Rule{Policy: p.ID, Number: p.Version, Day: day})
	if err != nil {
		return nil, err
	}
	return pairs[0].Findings, nil
}
