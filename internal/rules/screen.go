package rules

import (
	"errors"
	"fmt"
	"reflect"

	"cel.dev/cel-go/cel"

	"canbo/internal/evaluation"
	"canbo/internal/planning"
	"canbo/internal/policy"
)

// ofPlanning are the facts a planning rule may name, as the JSON names of planning.Facts.
var ofPlanning = vocabulary{
	facts: reflect.TypeFor[planning.Facts](),
	variables: []variable{
		{"person", object[planning.PersonFacts]()}, {"position", object[planning.PositionFacts]()},
		{"grades", object[planning.GradeFacts]()}, {"limit", object[planning.Limits]()},
		{"discipline", cel.ListType(object[planning.DisciplineFact]())},
	},
	called: planning.FactTextOf,
}

// Screening are the compiled rules of one planning policy. Safe for concurrent use.
type Screening struct {
	limits planning.Limits
	rules  []screeningRule
}

type screeningRule struct {
	policy.PlanningRule
	compiled *expression
	facts    []fact // of all clauses, each once
}

// CompilePlanning checks the types of every rule of a planning policy and prepares them. The error names, for each rule
// that is wrong, the file and line, the rule and the place in it.
func CompilePlanning(p *policy.Policy) (*Screening, error) {
	if p.Planning == nil {
		return nil, fmt.Errorf("compile rules of %s: not a planning policy", p.Name())
	}
	env, err := newEnv(ofPlanning)
	if err != nil {
		return nil, err
	}
	s := &Screening{limits: p.Planning.Limits()}
	var wrong []error
	for _, r := range p.Planning.Rules {
		compiled, err := compileOne(ofPlanning, env, p.ID+" "+r.ID, r.When)
		if err != nil {
			wrong = append(wrong, fmt.Errorf("%s: rule %s: %w", p.Place(r.ID), r.ID, err))
			continue
		}
		s.rules = append(s.rules, screeningRule{r, compiled, compiled.facts()})
	}
	return s, errors.Join(wrong...)
}

// Screen holds one person and position against every rule. A rule over a fact that is not on record gives a finding that
// says so and does not block. The limits of the facts are those of the policy. The error is an internal one: a rule that
// costs more than the limit.
func (s *Screening) Screen(facts planning.Facts) ([]planning.Finding, error) {
	facts.Limit = s.limits
	activation := (*screened)(&facts)
	var findings []planning.Finding
	for _, r := range s.rules {
		if r.compiled.fails(activation) { // most do, and need no explanation
			continue
		}
		result, values, err := r.compiled.eval(activation)
		if err != nil {
			return nil, fmt.Errorf("screen %s for %s by rule %s: %w", facts.Official, facts.PositionCode, r.ID, err)
		}
		if result == broken {
			continue
		}
		said := say(ofPlanning, nameDiscipline, r.facts, values)
		vi, en := said.after(r.Text)
		findings = append(findings, planning.Finding{
			Rule: r.ID, Reason: r.Reason, Official: facts.Official, Position: facts.PositionCode,
			Blocking: r.Blocking && result == held, Unknown: result == unknown, Values: said.codes,
			VI: vi, EN: en, CureVI: r.Cure.VI, CureEN: r.Cure.EN,
			Source: r.Source, Verified: r.Verified,
		})
	}
	return findings, nil
}

// screened are facts as the variables of ofPlanning.
type screened planning.Facts

// ResolveName finds a variable. It is a method of cel.Activation.
func (f *screened) ResolveName(name string) (any, bool) {
	switch name {
	case "person":
		return &f.Person, true
	case "position":
		return &f.Position, true
	case "grades":
		return &f.Grades, true
	case "limit":
		return &f.Limit, true
	case "discipline":
		return f.Discipline, true
	default:
		return nil, false
	}
}

// Parent is nil: there are no variables but these. It is a method of cel.Activation.
func (f *screened) Parent() cel.Activation { return nil }

func nameDiscipline(_ string, value any) (string, evaluation.Label, bool) {
	decisions, ok := value.([]planning.DisciplineFact)
	if !ok {
		return "", evaluation.Label{}, false
	}
	code, text := disciplines(decisions, func(d planning.DisciplineFact) evaluation.Form { return d.Form })
	return code, text, true
}
