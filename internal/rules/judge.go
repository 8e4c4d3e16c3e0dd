package rules

import (
	"errors"
	"fmt"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/interpreter"

	"canbo/internal/evaluation"
)

// Judge says which grades' conditions the facts meet, which clauses failed with which values, and which blocking rules
// apply. A clause over a fact that is not on record does not hold and is marked unknown; a blocking rule over one is
// listed as unknown and does not bind. The error is an internal one: a rule that costs more than the limit.
func (r *Rules) Judge(facts evaluation.Facts) (evaluation.Judgement, error) {
	activation := activationOf(facts)
	var judgement evaluation.Judgement
	for _, grade := range r.grades {
		judged := evaluation.GradeJudgement{Grade: grade, Met: true}
		for _, k := range r.conditions {
			if k.Grade != grade {
				continue
			}
			found, failed, err := r.hold(k, activation)
			if err != nil {
				return evaluation.Judgement{}, fmt.Errorf("judge %s by rule %s: %w", facts.Official, k.ID, err)
			}
			judged.Conditions, judged.Failed = append(judged.Conditions, found), append(judged.Failed, failed...)
		}
		judged.Met = len(judged.Failed) == 0
		judgement.Grades = append(judgement.Grades, judged)
	}
	for _, b := range r.blocking {
		if !b.Period.AppliesTo(facts.Quarter) {
			continue
		}
		ceiling, err := r.ceiling(b, activation)
		if err != nil {
			return evaluation.Judgement{}, fmt.Errorf("judge %s by rule %s: %w", facts.Official, b.ID, err)
		}
		if ceiling != nil {
			judgement.Ceilings = append(judgement.Ceilings, *ceiling)
		}
	}
	for _, a := range r.advice {
		if !a.Period.AppliesTo(facts.Quarter) {
			continue
		}
		given, err := r.advise(a, activation)
		if err != nil {
			return evaluation.Judgement{}, fmt.Errorf("judge %s by rule %s: %w", facts.Official, a.ID, err)
		}
		if given != nil {
			judgement.Advice = append(judgement.Advice, *given)
		}
	}
	return judgement, nil
}

// hold holds the facts against one condition; the clauses are those that do not hold.
func (r *Rules) hold(k condition, activation map[string]any) (evaluation.Condition, []evaluation.Clause, error) {
	result, values, err := k.compiled.eval(activation)
	if err != nil {
		return evaluation.Condition{}, nil, err
	}
	said := say(ofEvaluation, r.name, k.compiled.facts(), values)
	found := evaluation.Condition{
		Rule: k.ID, State: states[result], VI: k.Text.VI, EN: k.Text.EN, ValuesVI: said.vi, ValuesEN: said.en,
		Source: k.Source, Verified: k.Verified,
	}
	if result == held {
		return found, nil, nil
	}
	var failed []evaluation.Clause
	for _, c := range k.compiled.clauses {
		value, _ := values.Value(c.id)
		if value == types.True {
			continue
		}
		said := say(ofEvaluation, r.name, c.facts, values)
		vi, en := said.after(k.Text)
		failed = append(failed, evaluation.Clause{
			Rule:       k.ID,
			Expression: c.text,
			Values:     said.codes,
			Unknown:    value != types.False,
			VI:         vi,
			EN:         en,
			Source:     k.Source,
			Verified:   k.Verified,
		})
	}
	return found, failed, nil
}

var states = map[outcome]evaluation.ConditionState{
	held: evaluation.ConditionMet, broken: evaluation.ConditionNotMet, unknown: evaluation.ConditionUnknown,
}

// ceiling returns nil when the blocking rule does not apply.
func (r *Rules) ceiling(b blocking, activation map[string]any) (*evaluation.Ceiling, error) {
	result, values, err := b.compiled.eval(activation)
	if err != nil || result == broken {
		return nil, err
	}
	said := say(ofEvaluation, r.name, b.compiled.facts(), values)
	vi, en := said.after(b.Text)
	return &evaluation.Ceiling{
		Rule:     b.ID,
		Grade:    b.Ceiling,
		Unknown:  result == unknown,
		Values:   said.codes,
		VI:       vi,
		EN:       en,
		Source:   b.Source,
		Verified: b.Verified,
	}, nil
}

// Unrated says of each rule under which an official is not rated at all whether the facts meet it, with the official's own
// values; none where the policy has no such rule for the period. Error: as of Judge.
func (r *Rules) Unrated(facts evaluation.Facts) ([]evaluation.Condition, error) {
	activation := activationOf(facts)
	var found []evaluation.Condition
	for _, b := range r.blocking {
		if b.Ceiling != evaluation.NotRated || !b.Period.AppliesTo(facts.Quarter) {
			continue
		}
		result, values, err := b.compiled.eval(activation)
		if err != nil {
			return nil, fmt.Errorf("judge %s by rule %s: %w", facts.Official, b.ID, err)
		}
		said := say(ofEvaluation, r.name, b.compiled.facts(), values)
		found = append(found, evaluation.Condition{
			Rule: b.ID, State: states[result], VI: b.Text.VI, EN: b.Text.EN, ValuesVI: said.vi, ValuesEN: said.en,
			Source: b.Source, Verified: b.Verified,
		})
	}
	return found, nil
}

// advise returns nil when the rule does not apply.
func (r *Rules) advise(a advice, activation map[string]any) (*evaluation.Advice, error) {
	result, values, err := a.compiled.eval(activation)
	if err != nil || result == broken {
		return nil, err
	}
	said := say(ofEvaluation, r.name, a.compiled.facts(), values)
	vi, en := said.after(a.Text)
	return &evaluation.Advice{
		Rule:     a.ID,
		Unknown:  result == unknown,
		Values:   said.codes,
		VI:       vi,
		EN:       en,
		Source:   a.Source,
		Verified: a.Verified,
	}, nil
}

// facts are what all clauses read, each once.
func (e *expression) facts() []fact {
	var all []fact
	for _, c := range e.clauses {
		all = append(all, c.facts...)
	}
	return unique(all)
}

// outcome is what an expression came to.
type outcome int

const (
	broken  outcome = iota // false
	held                   // true
	unknown                // a fact it needs is not on record
)

// fails reports whether an expression is false, without keeping what it read.
func (e *expression) fails(activation any) bool {
	result, _, err := e.quick.Eval(activation)
	return err == nil && result == types.False
}

// eval evaluates all clauses, also those after the first that fails, and keeps the value of every part.
func (e *expression) eval(activation any) (outcome, interpreter.EvalState, error) {
	result, details, err := e.program.Eval(activation)
	if _, cancelled := errors.AsType[interpreter.EvalCancelledError](err); cancelled || details == nil {
		return unknown, nil, err
	}
	return outcomeOf(result), details.State(), nil
}

func outcomeOf(value ref.Val) outcome {
	switch value {
	case types.True:
		return held
	case types.False:
		return broken
	default:
		return unknown
	}
}
