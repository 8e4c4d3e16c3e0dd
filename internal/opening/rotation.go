package opening

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"time"

	"canbo/internal/calendar"
	"canbo/internal/fault"
	"canbo/internal/policy"
	"canbo/internal/roster"
	"canbo/internal/rotation"
	"canbo/internal/rules"
)

var planCodePattern = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,30}$`)

// PlanRequest asks for a year's plan of rotations.
type PlanRequest struct {
	Code          string // such as caoloc-2020; the codes of its rotations begin with it
	Root          string // unit: its people and those of the units below
	Body          string // that decides
	Policy        string // id; "" picks the one in force on Day
	PolicyVersion int
	Day           time.Time // of the record; zero for today
	Seed          uint64
	Caps          []rotation.Cap
	Months        *int // posts that fall vacant within so many are needs from the start; nil as the policy says, 0 for none
	Actor         string
}

// PlanOpenStore reads the roster and writes opened plans.
type PlanOpenStore interface {
	District(ctx context.Context) (*roster.District, error)
	// OpenRotationPlan writes a plan. Error: fault.Conflict `plan_exists`.
	OpenRotationPlan(ctx context.Context, o rotation.PlanOpening) error
}

// Foresight says which posts fall vacant from a day on, for so many months, by a policy.
type Foresight interface {
	Foresee(ctx context.Context, p *policy.Policy, day time.Time, months int) ([]rotation.Event, error)
}

// PlanOpener opens rotation plans.
type PlanOpener struct {
	Store    PlanOpenStore
	Ahead    Foresight
	Policies *policy.Set
	Calendar *calendar.Calendar
	Clock    func() time.Time
}

// OpenPlan opens a plan and returns its process.
//
// Errors: fault.Invalid for a malformed code, a wrong policy, rules that do not compile, an unknown unit or body, a cap that is
// none (`bad_cap`) and a body that cannot act (`nobody_acts`); fault.Conflict `plan_exists`.
func (o *PlanOpener) OpenPlan(ctx context.Context, r PlanRequest) (string, error) {
	opening, err := o.plan(ctx, r)
	if err != nil {
		return "", err
	}
	return opening.Plan.ID, o.Store.OpenRotationPlan(ctx, opening)
}

// PreviewPlan says what OpenPlan would open: the process and how many posts are needs from the start. Nothing is written, and
// a plan of the same code is not looked for. Errors: as of OpenPlan, but for `plan_exists`.
func (o *PlanOpener) PreviewPlan(ctx context.Context, r PlanRequest) (process string, needs int, err error) {
	opening, err := o.plan(ctx, r)
	if err != nil {
		return "", 0, err
	}
	return opening.Plan.ID, len(opening.Plan.Needs), nil
}

// plan prepares a plan without writing anything.
func (o *PlanOpener) plan(ctx context.Context, r PlanRequest) (rotation.PlanOpening, error) {
	if !planCodePattern.MatchString(r.Code) {
		return rotation.PlanOpening{}, fault.New(fault.Invalid, "bad_code", "write the code in lower case, such as caoloc-2020; at most 31 characters")
	}
	if r.Day.IsZero() {
		r.Day = calendar.DateOf(o.Clock()).Midnight()
	}
	pol, err := o.pick(r)
	if err != nil {
		return rotation.PlanOpening{}, err
	}
	district, err := o.Store.District(ctx)
	if err != nil {
		return rotation.PlanOpening{}, fmt.Errorf("open rotation plan %s: %w", r.Code, err)
	}
	parts, err := planParts(district, r)
	if err != nil {
		return rotation.PlanOpening{}, err
	}
	steps := pol.Rotation.Steps.Plan
	days := 0
	for _, step := range steps {
		days += step.DueDays.Value
	}
	if _, err := o.Calendar.AddWorkingDays(o.Clock(), days); err != nil { // nobody could say when its steps are due
		return rotation.PlanOpening{}, err
	}
	plan, err := rotation.NewPlan(r.Code, r.Root, parts, r.Caps, r.Seed, pol.Rotation.Papers(), pol.Rotation.MinMonths.Value,
		policy.Procedure(steps), pol.Rotation.PlanBallot())
	if err != nil {
		return rotation.PlanOpening{}, err
	}
	if plan.Needs, err = o.foreseen(ctx, district, pol, r); err != nil {
		return rotation.PlanOpening{}, fmt.Errorf("open rotation plan %s: %w", r.Code, err)
	}
	return rotation.PlanOpening{Plan: plan, Policy: pin(pol), Day: r.Day, OpenedBy: r.Actor, OpenedAt: o.Clock()}, nil
}

// foreseen are the needs that a plan begins with: posts of its units that the body decides about.
func (o *PlanOpener) foreseen(ctx context.Context, d *roster.District, pol *policy.Policy, r PlanRequest) ([]rotation.PlanNeed, error) {
	months := pol.Rotation.HorizonMonths.Value
	if r.Months != nil {
		months = *r.Months
	}
	if months == 0 {
		return nil, nil
	}
	events, err := o.Ahead.Foresee(ctx, pol, r.Day, months)
	if err != nil {
		return nil, err
	}
	under := d.Under(r.Root)
	return rotation.Foreseen(events, func(post string) bool {
		return slices.ContainsFunc(d.Posts, func(p roster.Post) bool { return p.Code == post && p.ManagedBy == r.Body && under[p.Unit] })
	}), nil
}

func (o *PlanOpener) pick(r PlanRequest) (*policy.Policy, error) {
	var pol *policy.Policy
	var err error
	if r.Policy == "" {
		pol, err = o.Policies.For(policy.KindRotation, calendar.DateOf(r.Day))
	} else {
		pol, err = o.Policies.ByID(r.Policy, r.PolicyVersion)
	}
	if err != nil {
		return nil, err
	}
	if pol.Kind != policy.KindRotation {
		return nil, fault.New(fault.Invalid, "wrong_policy_kind", "policy %s is about %s, not about rotation", pol.Name(), pol.Kind)
	}
	if _, err := rules.CompileRotation(pol); err != nil {
		return nil, fault.New(fault.Invalid, "policy_unusable", "policy %s cannot be used: %v", pol.Name(), err).Because(err)
	}
	return pol, nil
}

// planParts finds who has a part in a plan by the roster of its day: the members of the body, who of them prepares (the one
// who appraises, else the chair), and the heads of the units.
func planParts(d *roster.District, r PlanRequest) (rotation.PlanParts, error) {
	under := d.Under(r.Root)
	known := func(unit string) bool {
		return slices.ContainsFunc(d.Units, func(u roster.Unit) bool { return u.Code == unit }) && under[unit]
	}
	if !known(r.Root) {
		return rotation.PlanParts{}, fault.New(fault.Invalid, "unknown_unit", "there is no unit %.70q", r.Root)
	}
	for i, c := range r.Caps {
		if !known(c.Unit) {
			return rotation.PlanParts{}, fault.New(fault.Invalid, "unknown_unit", "caps[%d]: %.70q is no unit of %s", i, c.Unit, r.Root)
		}
	}
	if d.Level(r.Body) == 0 {
		return rotation.PlanParts{}, fault.New(fault.Invalid, "unknown_body", "there is no body %.70q", r.Body)
	}
	parts := rotation.PlanParts{Body: r.Body, Members: d.Seats(r.Body, r.Day)}
	if len(parts.Members) > 0 {
		parts.Chair, parts.Organiser = parts.Members[0], parts.Members[0]
	}
	for _, m := range d.Members {
		if m.Body == r.Body && m.Role == roster.RoleOrganisation && m.Period.Covers(r.Day) {
			parts.Organiser = m.Official
		}
	}
	for _, s := range d.Incumbents(r.Day) {
		if under[s.Post.Unit] && s.Post.IsHead {
			parts.Heads = append(parts.Heads, rotation.UnitHead{Unit: s.Post.Unit, Official: s.Official})
		}
	}
	return parts, nil
}
