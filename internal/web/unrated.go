package web

import (
	"context"
	"slices"
	"strings"

	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/rules"
	"canbo/internal/web/pages"
)

// unrated says of each rule under which nobody is rated whether an official meets it. What needs a fact that is not on
// record is not met.
func (s *server) unrated(ctx context.Context, cycle, official string) ([]evaluation.Condition, error) {
	compiled, err := s.cycleRules(ctx, cycle)
	if err != nil {
		return nil, err
	}
	c, recorded, err := s.Store.CaseOf(ctx, cycle, official)
	if err != nil {
		return nil, err
	}
	found, err := compiled.Unrated(c.Facts)
	for i := range found {
		if !recorded {
			found[i].State, found[i].ValuesVI, found[i].ValuesEN = evaluation.ConditionUnknown, "", ""
		}
	}
	return found, err
}

// cycleRules are the rules of the policy that a cycle is pinned to, compiled once for all who write in it.
func (s *server) cycleRules(ctx context.Context, cycle string) (*rules.Rules, error) {
	if compiled, ok := s.compiled.Load(cycle); ok {
		return compiled.(*rules.Rules), nil //nolint:forcetypeassert // nothing else is stored
	}
	pol, err := s.cyclePolicy(ctx, cycle)
	if err != nil {
		return nil, err
	}
	compiled, err := rules.Compile(pol)
	if err == nil {
		s.compiled.Store(cycle, compiled)
	}
	return compiled, err
}

// mayClaim refuses "not rated" (chưa xếp loại) as the grade of a self-review unless a rule of the cycle's policy leaves the
// official unrated (Decree 90/2020 Art. 2.3: fewer than six months worked, no maternity leave).
//
// Error: fault.Invalid `not_rated_unfounded`, which names the rules.
func (s *server) mayClaim(ctx context.Context, cycle, official string, grade evaluation.Grade) error {
	if grade != evaluation.NotRated {
		return nil
	}
	found, err := s.unrated(ctx, cycle, official)
	if err != nil || slices.ContainsFunc(found, met) {
		return err
	}
	if len(found) == 0 {
		return fault.New(fault.Invalid, "not_rated_unfounded", "The policy of this cycle has no rule that leaves anybody unrated.")
	}
	return fault.New(fault.Invalid, "not_rated_unfounded",
		"Not rated is claimed only when a rule says so: %s. The record of the period does not show it.", ruleNames(found))
}

// ruleNames names rules with what they say.
func ruleNames(found []evaluation.Condition) string {
	names := make([]string, len(found))
	for i, c := range found {
		names[i] = c.EN + " (" + c.Rule + ")"
	}
	return strings.Join(names, "; or ")
}

func met(c evaluation.Condition) bool { return c.State == evaluation.ConditionMet }

// claims are the grades that an official may give themselves, and why "not rated" is not among them; "" when it is.
func (s *server) claims(v *visit, cycle, official string) (choices []pages.Choice, why string, err error) {
	if choices, err = s.gradeChoices(v, cycle); err != nil {
		return nil, "", err
	}
	at := slices.IndexFunc(choices, func(c pages.Choice) bool { return c.Value == string(evaluation.NotRated) })
	if at < 0 {
		return choices, "", nil
	}
	found, err := s.unrated(v.r.Context(), cycle, official)
	if err != nil || slices.ContainsFunc(found, met) {
		return choices, "", err
	}
	why = pages.Unrated(v.page, choices[at].Label, found)
	return slices.Delete(choices, at, at+1), why, nil
}
