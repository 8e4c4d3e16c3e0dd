// Package opening opens cycles: it picks the policy, takes the enrolment snapshot, refuses what could not be carried
// through, and hands the prepared processes to the store, which writes all of it or nothing.
//
// It may import the domain, rules and fault; it must not know of PostgreSQL, Temporal or HTTP.
package opening

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"canbo/internal/calendar"
	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/policy"
	"canbo/internal/procedure"
	"canbo/internal/roster"
	"canbo/internal/rules"
)

var codePattern = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,62}$`)

// Request asks for a cycle to be opened.
type Request struct {
	Cycle         string // code, such as caoloc-2018
	Root          string // unit
	Period        evaluation.Period
	ReferenceDate time.Time // tenures valid on this day are enrolled; the policy in force on it applies
	Policy        string    // id; "" picks the one in force on the reference date
	PolicyVersion int       // of Policy
	Actor         string
}

// Opened says what was opened.
type Opened struct {
	Cycle         string
	Enrolled      int
	Units         int
	Bodies        int
	PolicyID      string
	PolicyVersion int
	PolicySHA256  string
	Unverified    []string // paths of the policy's values that were not checked against their source
}

// Store reads the roster and writes the opened cycle.
type Store interface {
	// District returns the roster: units, bodies, members, posts, tenures and relations.
	District(ctx context.Context) (*roster.District, error)
	// OpenCycle writes a cycle, all or nothing. Error: fault.Conflict `cycle_exists`.
	OpenCycle(ctx context.Context, c evaluation.CycleOpening) error
}

// Opener opens cycles.
type Opener struct {
	Store    Store
	Policies *policy.Set
	Calendar *calendar.Calendar
	Clock    func() time.Time
}

// Open opens a cycle.
//
// Errors: fault.Invalid for a malformed request, an unknown policy, a quarter that it does not rate (`period_not_rated`), rules that do not compile, a cap that cannot be
// met, a calendar that ends before the cycle would (`calendar_missing`) and an enrolment with dead ends (`not_ready`; the text lists all of them); fault.Conflict `cycle_exists`.
func (o *Opener) Open(ctx context.Context, r Request) (Opened, error) {
	plan, err := o.plan(ctx, r)
	if err != nil {
		return Opened{}, err
	}
	if len(plan.findings) > 0 {
		return Opened{}, notReady(plan.findings)
	}
	if err := feasible(plan.policy, plan.enrolment); err != nil {
		return Opened{}, err
	}
	pol, enrolment, prepared := plan.policy, plan.enrolment, plan.processes
	err = o.Store.OpenCycle(ctx, evaluation.CycleOpening{
		Code: r.Cycle, Root: r.Root, Period: r.Period, ReferenceDate: r.ReferenceDate, OpenedBy: r.Actor, OpenedAt: o.Clock(),
		Policy: pin(pol), Enrolled: enrolment.Enrolled, Processes: prepared,
	})
	if err != nil {
		return Opened{}, fmt.Errorf("open cycle %s: %w", r.Cycle, err)
	}
	return Opened{
		Cycle: r.Cycle, Enrolled: len(enrolment.Enrolled), Units: len(enrolment.Conferences), Bodies: len(enrolment.Sittings),
		PolicyID: pol.ID, PolicyVersion: pol.Version, PolicySHA256: pol.SHA256, Unverified: pol.Unverified(),
	}, nil
}

// plan is a cycle as it would be opened, with what stands in its way.
type plan struct {
	policy    *policy.Policy
	enrolment evaluation.Enrolment
	processes []procedure.NewProcess
	findings  []evaluation.Finding
}

// plan prepares a cycle without writing anything. Its errors are those of Open that come before the enrolment.
func (o *Opener) plan(ctx context.Context, r Request) (plan, error) {
	if err := r.validate(); err != nil {
		return plan{}, err
	}
	pol, err := o.pick(r)
	if err != nil {
		return plan{}, err
	}
	if _, err := rules.Compile(pol); err != nil {
		return plan{}, fault.New(fault.Invalid, "policy_unusable", "policy %s cannot be used: %v", pol.Name(), err).Because(err)
	}
	if !pol.Evaluation.Rates(r.Period) {
		return plan{}, fault.New(fault.Invalid, "period_not_rated",
			"policy %s does not rate quarter %d by itself; open the year, or name a policy that does", pol.Name(), r.Period.Quarter)
	}
	if err := o.covered(pol.Evaluation.Steps); err != nil {
		return plan{}, err
	}
	district, err := o.Store.District(ctx)
	if err != nil {
		return plan{}, fmt.Errorf("open cycle %s: %w", r.Cycle, err)
	}
	enrolment, findings := evaluation.Enrol(district, r.Root, r.ReferenceDate)
	prepared := processes(r.Cycle, pol.Evaluation, enrolment)
	return plan{
		policy: pol, enrolment: enrolment, processes: prepared, findings: append(findings, evaluation.Ready(prepared)...),
	}, nil
}

func (r Request) validate() error {
	if !codePattern.MatchString(r.Cycle) || !codePattern.MatchString(r.Root) {
		return fault.New(fault.Invalid, "bad_code", "the codes of the cycle and of its root unit are made of a-z, 0-9 and -")
	}
	if !r.Period.Valid() {
		return fault.New(fault.Invalid, "bad_period", "the year is not within 1990 and 2100, or the quarter not within 1 and 4: %s", r.Period.Code())
	}
	if r.ReferenceDate.IsZero() {
		return fault.New(fault.Invalid, "no_reference_date", "give the reference date: the day whose tenures are enrolled")
	}
	return nil
}

func (o *Opener) pick(r Request) (*policy.Policy, error) {
	var pol *policy.Policy
	var err error
	if r.Policy == "" {
		pol, err = o.Policies.For(policy.KindEvaluation, calendar.DateOf(r.ReferenceDate))
	} else {
		pol, err = o.Policies.ByID(r.Policy, r.PolicyVersion)
	}
	if err != nil {
		return nil, err
	}
	if pol.Kind != policy.KindEvaluation {
		return nil, fault.New(fault.Invalid, "wrong_policy_kind", "policy %s is about %s, not about evaluation", pol.Name(), pol.Kind)
	}
	return pol, nil
}

func pin(pol *policy.Policy) evaluation.PinnedPolicy {
	pinned := evaluation.PinnedPolicy{ID: pol.ID, Version: pol.Version, SHA256: pol.SHA256, Text: pol.Raw}
	if pol.Evaluation == nil {
		return pinned
	}
	for _, g := range pol.Evaluation.Grades {
		pinned.Grades = append(pinned.Grades, evaluation.GradeLabel{Grade: g.Grade, Label: evaluation.Label(g.Label)})
	}
	return pinned
}

// covered refuses a cycle whose steps would run beyond the working-day calendar: nobody could say when they are due.
func (o *Opener) covered(s policy.Steps) error {
	days := 0
	for _, step := range slices.Concat(s.Cycle, s.UnitReview, s.BodyDecision, s.Petition) {
		days += step.DueDays.Value
	}
	_, err := o.Calendar.AddWorkingDays(o.Clock(), days)
	return err
}

func notReady(findings []evaluation.Finding) error {
	lines := make([]string, len(findings))
	for i, f := range findings {
		lines[i] = f.String()
	}
	return fault.New(fault.Invalid, "not_ready", "%d finding(s) stand in the way: %s", len(findings), strings.Join(lines, "; "))
}

// processes prepares every process of the cycle from the snapshot; nothing of it is computed again later.
func processes(cycle string, e *policy.Evaluation, enrolment evaluation.Enrolment) []procedure.NewProcess {
	levels := map[string]bool{}
	for _, s := range enrolment.Sittings {
		levels[evaluation.SittingsStep(s.Level)] = true
	}
	var steps []policy.Step
	for _, s := range e.Steps.Cycle {
		if !evaluation.IsSittings(s.Step) || levels[s.Step] {
			steps = append(steps, s) // a level at which nobody sits has no step
		}
	}
	c := evaluation.NewCycle(cycle, enrolment, policy.Procedure(steps))
	out := []procedure.NewProcess{{ID: c.ID, Kind: c.Kind, Cycle: cycle, Input: c}}
	for _, conf := range enrolment.Conferences {
		u := evaluation.NewUnitReview(cycle, conf, policy.Procedure(e.Steps.UnitReview), e.Rules(e.Steps.UnitReview))
		out = append(out, procedure.NewProcess{ID: u.ID, Kind: u.Kind, Cycle: cycle, Subject: conf.Unit, Input: u})
	}
	for _, sitting := range enrolment.Sittings {
		b := evaluation.NewBodyDecision(cycle, sitting, policy.Procedure(e.Steps.BodyDecision), e.Rules(e.Steps.BodyDecision))
		out = append(out, procedure.NewProcess{ID: b.ID, Kind: b.Kind, Cycle: cycle, Subject: sitting.Body, Input: b})
	}
	return out
}

// feasible refuses a cap that the enrolled groups could not keep.
func feasible(pol *policy.Policy, e evaluation.Enrolment) error {
	limit := pol.Evaluation.Cap.Values()
	var groups []evaluation.GroupCount
	for _, s := range e.Sittings {
		members := make([]evaluation.Member, len(s.Cases))
		for i, c := range s.Cases {
			members[i] = evaluation.Member{Official: c.Official, Unit: c.Unit, Group: c.Group, Head: c.Head}
		}
		groups = append(groups, limit.Groups(members)...)
	}
	return limit.Feasible(groups)
}
