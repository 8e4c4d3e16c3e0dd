package web

import (
	"context"
	"fmt"
	"net/http"

	"canbo/internal/access"
	"canbo/internal/appraisal"
	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/planning"
	"canbo/internal/policy"
	"canbo/internal/postgres"
	"canbo/internal/screening"
)

type (
	cycleTrialInput struct {
		CyclePath
		To string `query:"to" required:"true" maxLength:"80" doc:"The other policy, as id@version"`
	}
	planTrialInput struct {
		From string `query:"from" required:"true" maxLength:"80" doc:"id@version"`
		To   string `query:"to" required:"true" maxLength:"80" doc:"The other policy, as id@version"`
	}

	// cycleTrial is what another policy would make of the record of a cycle, as it stands.
	cycleTrial struct {
		From      string        `json:"from" doc:"The policy of the cycle"`
		To        string        `json:"to"`
		Officials int           `json:"officials"`
		Unknown   int           `json:"unknown" doc:"Officials of whom the other policy asks for facts that are not on record"`
		Changes   []gradeChange `json:"changes" doc:"Whose suggestion differs, by body and official"`
	}
	gradeChange struct {
		appraisal.Change
		Name    string           `json:"name"`
		Unit    string           `json:"unit"`
		Body    string           `json:"body"`
		Decided evaluation.Grade `json:"decided,omitempty" doc:"The decision, which no trial touches"`
	}

	// planTrial is what another policy would find on the current versions of the planning lists.
	planTrial struct {
		From    string          `json:"from"`
		To      string          `json:"to"`
		Lists   int             `json:"lists"`
		Entries int             `json:"entries"`
		Skipped []string        `json:"skipped,omitempty" doc:"Lists of a level of government for which one of the policies names no reference month"`
		Changes []findingChange `json:"changes" doc:"Findings that only one of the policies has"`
	}
	findingChange struct {
		planning.Finding
		List  string `json:"list"`
		Gains bool   `json:"gains" doc:"Only the other policy finds it; else only the first does"`
	}
)

// registerTrials adds what another policy would change in what is on record. Nothing is written.
func (s *server) registerTrials() {
	add(s, route[cycleTrialInput, body[cycleTrial]]{
		act: access.TryPolicy, method: http.MethodGet, path: "/cycles/{cycle}/policy-trial", tag: "policies",
		summary: "Whose suggested grade another policy would change, and why, from the record as it stands",
		do: func(ctx context.Context, actor access.Actor, in *cycleTrialInput) (*body[cycleTrial], error) {
			return show(s.tryOnCycle(ctx, actor, in))
		},
	})
	add(s, route[planTrialInput, body[planTrial]]{
		act: access.TryPlanPolicy, method: http.MethodGet, path: "/planning/policy-trial", tag: "policies",
		summary: "What another policy would find on the planning lists, and what it would find no more",
		do: func(ctx context.Context, _ access.Actor, in *planTrialInput) (*body[planTrial], error) {
			return show(s.tryOnPlans(ctx, in))
		},
	})
	s.registerRotationTrial()
}

// policyOfKind finds a policy that is named as id@version.
func (s *server) policyOfKind(name string, kind policy.Kind) (*policy.Policy, error) {
	id, version, err := policyName(name)
	if err != nil {
		return nil, err
	}
	p, err := s.Policies.ByID(id, version)
	if err == nil && p.Kind != kind {
		err = fault.New(fault.Invalid, "wrong_policy_kind", "policy %s is about %s, not about %s", p.Name(), p.Kind, kind)
	}
	return p, err
}

func (s *server) tryOnCycle(ctx context.Context, actor access.Actor, in *cycleTrialInput) (cycleTrial, error) {
	to, err := s.policyOfKind(in.To, policy.KindEvaluation)
	if err != nil {
		return cycleTrial{}, err
	}
	cycle, err := s.Store.Cycle(ctx, in.Cycle)
	if err != nil {
		return cycleTrial{}, err
	}
	if !to.Evaluation.Rates(evaluation.Period{Year: cycle.Year, Quarter: cycle.Quarter}) {
		return cycleTrial{}, fault.New(fault.Invalid, "period_not_rated", "The policy %s does not rate the quarter %d.", to.Name(), cycle.Quarter)
	}
	file, text, err := s.Store.CyclePolicy(ctx, in.Cycle)
	if err != nil {
		return cycleTrial{}, err
	}
	from, err := policy.Parse(file, text)
	if err != nil {
		return cycleTrial{}, fmt.Errorf("read the policy of %s: %w", in.Cycle, err)
	}
	rows, err := s.enrolledRows(ctx, actor, &officialsInput{CyclePath: in.CyclePath})
	if err != nil {
		return cycleTrial{}, err
	}
	return s.compareGrades(ctx, in.Cycle, from, to, rows)
}

// compareGrades goes from body to body, since caps count within one.
func (s *server) compareGrades(ctx context.Context, cycle string, from, to *policy.Policy, rows []postgres.OfficialRow) (cycleTrial, error) {
	out := cycleTrial{From: from.Name(), To: to.Name(), Changes: []gradeChange{}}
	known := make(map[string]postgres.OfficialRow, len(rows))
	for _, r := range rows {
		known[r.Official] = r
	}
	bodies, err := s.processes(ctx, cycle, evaluation.KindBodyDecision)
	if err != nil {
		return out, err
	}
	var units []evaluation.Mark
	for _, b := range bodies {
		decided, err := s.Store.UnitGradesIn(ctx, b.Process)
		if err != nil {
			return out, err
		}
		for unit, grade := range decided {
			units = append(units, evaluation.Mark{Subject: unit, Grade: grade})
		}
	}
	for _, b := range bodies {
		cases, err := s.Store.AppraisalCases(ctx, cycle, b.Code)
		if err != nil {
			return out, err
		}
		compared, err := appraisal.Compare(from, to, cases, units)
		if err != nil {
			return out, err
		}
		out.Officials, out.Unknown = out.Officials+compared.Officials, out.Unknown+compared.Unknown
		for _, c := range compared.Changes {
			r := known[c.Official]
			out.Changes = append(out.Changes, gradeChange{Change: c, Name: r.Name, Unit: r.Unit, Body: b.Code, Decided: evaluation.Grade(r.Grade)})
		}
	}
	return out, nil
}

func (s *server) tryOnPlans(ctx context.Context, in *planTrialInput) (planTrial, error) {
	out := planTrial{From: in.From, To: in.To, Changes: []findingChange{}}
	var both [2]*policy.Policy
	for i, name := range []string{in.From, in.To} {
		var err error
		if both[i], err = s.policyOfKind(name, policy.KindPlanning); err != nil {
			return out, err
		}
	}
	lists, err := s.Store.PlanningLists(ctx)
	if err != nil {
		return out, err
	}
	for _, list := range lists {
		var screened [2]screening.Screened
		for i, p := range both {
			screened[i], err = s.Screener.Screen(ctx, screening.Asked{List: list.Code, Pinned: p, Day: today(s.now())})
			if err != nil {
				break
			}
		}
		if f, ok := fault.As(err); ok && (f.Code == "no_reference" || f.Kind == fault.NotFound) { // a list without a version yet
			out.Skipped = append(out.Skipped, list.Code)
			continue
		}
		if err != nil {
			return out, err
		}
		out.Lists, out.Entries = out.Lists+1, out.Entries+len(screened[0].Plan.Entries)
		out.Changes = append(out.Changes, findingChanges(list.Code, screened[0].Findings, screened[1].Findings)...)
	}
	return out, nil
}

// findingChanges are the findings that only one of two screenings of a list has: the same person, position and reason is
// the same finding, whatever the rule is called.
func findingChanges(list string, before, after []planning.Finding) []findingChange {
	type key struct {
		official, position string
		reason             planning.Reason
	}
	of := func(findings []planning.Finding) map[key]bool {
		has := map[key]bool{}
		for _, f := range findings {
			has[key{f.Official, f.Position, f.Reason}] = true
		}
		return has
	}
	was, is := of(before), of(after)
	var out []findingChange
	for _, f := range after {
		if !was[key{f.Official, f.Position, f.Reason}] {
			out = append(out, findingChange{Finding: f, List: list, Gains: true})
		}
	}
	for _, f := range before {
		if !is[key{f.Official, f.Position, f.Reason}] {
			out = append(out, findingChange{Finding: f, List: list})
		}
	}
	return out
}
