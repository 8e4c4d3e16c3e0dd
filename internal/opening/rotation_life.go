package opening

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"canbo/internal/calendar"
	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/policy"
	"canbo/internal/roster"
	"canbo/internal/rotation"
)

// RotationRequest is a decision to rotate somebody.
type RotationRequest struct {
	Code       string
	Official   string
	To         string // post
	Body       string // that decided
	Number     string // of the decision
	Signer     string // of the decision; "" when it is not on record
	Title      string // of the signer
	Decided    calendar.Date
	Balloted   calendar.Date // zero when it is not on record
	Months     int
	Ground     roster.RotationGround
	PlannedFor string
	Purpose    string
	Exception  string // why, though a rule excludes it
	Actor      string
}

// RotationStore reads the roster and writes what was decided.
type RotationStore interface {
	District(ctx context.Context) (*roster.District, error)
	// OpenRotation writes a rotation and its process. Errors: fault.Conflict `rotation_exists`, `on_rotation`, `post_taken`.
	OpenRotation(ctx context.Context, o rotation.Opening) error
	// TakenOver reads a rotation that has no process. Errors: fault.NotFound; fault.Conflict `has_process`, `rotation_over`.
	TakenOver(ctx context.Context, code string) (rotation.TakenOver, error)
	// AdoptRotation gives a rotation its process. Error: fault.Conflict `has_process`.
	AdoptRotation(ctx context.Context, r *rotation.Rotation, at time.Time) error
}

// Eligible says what the rules of a policy find about an official and a post. Errors: fault.NotFound.
type Eligible interface {
	FindingsOn(ctx context.Context, official, post string, p *policy.Policy, day time.Time) ([]rotation.Finding, error)
}

// RotationOpener begins rotations.
type RotationOpener struct {
	Store    RotationStore
	Eligible Eligible
	Policies *policy.Set
	Clock    func() time.Time
}

// OpenRotation begins the life of a rotation that has been decided, under the policy in force on the day of the decision.
//
// Errors: fault.NotFound for an unknown official or post and when no policy is in force; fault.Invalid `no_post`,
// `decided_in_future`, those of rotation.New; fault.Conflict `not_eligible` with the rules that exclude, unless an exception
// is stated; those of RotationStore.
func (o *RotationOpener) OpenRotation(ctx context.Context, r RotationRequest) (rotation.Opening, error) {
	var none rotation.Opening
	if today := calendar.DateOf(o.Clock()); r.Decided.Compare(today) > 0 {
		return none, fault.New(fault.Invalid, "decided_in_future", "the decision is dated %s, and today is %s", r.Decided, today)
	}
	p, err := o.Policies.For(policy.KindRotation, r.Decided)
	if err != nil {
		return none, err
	}
	district, err := o.Store.District(ctx)
	if err != nil {
		return none, fmt.Errorf("open rotation %s: %w", r.Code, err)
	}
	day := r.Decided.Midnight()
	from, err := present(district, r.Official, day)
	if err != nil {
		return none, err
	}
	findings, err := o.Eligible.FindingsOn(ctx, r.Official, r.To, p, day)
	if err != nil {
		return none, err
	}
	if !rotation.Eligible(findings) && r.Exception == "" {
		return none, notEligible(findings)
	}
	life, err := rotation.New(rotation.Decision{
		Code: r.Code, Official: r.Official, From: from, To: r.To, Decided: r.Decided, Balloted: r.Balloted, Months: r.Months,
	}, rotation.PartsOf(district, r.Body, r.Official, from, r.To, day), o.rules(p, r.Decided), policy.Procedure(p.Rotation.Steps.Rotation))
	if err != nil {
		return none, err
	}
	opening := rotation.Opening{
		Rotation: life, Body: r.Body, Number: r.Number, Signer: r.Signer, Title: r.Title, Balloted: r.Balloted, Ground: r.Ground, PlannedFor: r.PlannedFor,
		Purpose: r.Purpose, Exception: r.Exception, Findings: findings,
		Policy:   evaluation.PinnedPolicy{ID: p.ID, Version: p.Version, SHA256: p.SHA256, Text: p.Raw},
		OpenedBy: r.Actor, OpenedAt: o.Clock(),
	}
	return opening, o.Store.OpenRotation(ctx, opening)
}

// Adopt lets a rotation that was taken over from its papers go on as a process.
//
// Errors: those of RotationStore; fault.NotFound when no policy is in force today.
func (o *RotationOpener) Adopt(ctx context.Context, code string) (*rotation.Rotation, error) {
	now := o.Clock()
	today := calendar.DateOf(now)
	taken, err := o.Store.TakenOver(ctx, code)
	if err != nil {
		return nil, err
	}
	p, err := o.Policies.For(policy.KindRotation, today)
	if err != nil {
		return nil, err
	}
	district, err := o.Store.District(ctx)
	if err != nil {
		return nil, fmt.Errorf("adopt rotation %s: %w", code, err)
	}
	parts := rotation.PartsOf(district, taken.Body, taken.Official, taken.From, taken.To, today.Midnight())
	r, err := rotation.Resume(taken.Decision, taken.Start, taken.End, today, parts, o.rules(p, today), policy.Procedure(p.Rotation.Steps.Rotation))
	if err != nil {
		return nil, err
	}
	return r, o.Store.AdoptRotation(ctx, r, now)
}

// rules are what a rotation pins; its assessments give the grades of the evaluation in force.
func (o *RotationOpener) rules(p *policy.Policy, day calendar.Date) rotation.Rules {
	grades := []evaluation.Grade{evaluation.Excellent, evaluation.Good, evaluation.Completed, evaluation.NotCompleted}
	if e, err := o.Policies.For(policy.KindEvaluation, day); err == nil {
		grades = slices.DeleteFunc(e.Evaluation.GradeCodes(), func(g evaluation.Grade) bool { return g == evaluation.NotRated })
	}
	return p.Rotation.Life(grades)
}

// present is the principal post of an official on a day.
func present(d *roster.District, official string, day time.Time) (string, error) {
	for _, i := range d.Incumbents(day) {
		if i.Official == official {
			return i.Post.Code, nil
		}
	}
	return "", fault.New(fault.Invalid, "no_post", "%s holds no principal post on %s", official, day.Format(time.DateOnly))
}

func notEligible(findings []rotation.Finding) error {
	var said []string
	for _, f := range findings {
		if f.Excludes {
			said = append(said, fmt.Sprintf("%s (%s; %s)", f.EN, f.Rule, f.CureEN))
		}
	}
	return fault.New(fault.Conflict, "not_eligible", "rules exclude it: %s. Where the body has decided otherwise, state the exception", strings.Join(said, ", "))
}
