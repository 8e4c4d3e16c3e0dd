package rules

import (
	"errors"
	"fmt"
	"reflect"

	"cel.dev/cel-go/cel"

	"canbo/internal/planning"
	"canbo/internal/policy"
	"canbo/internal/rotation"
)

// ofRotation are the facts a rotation rule may name, as the JSON names of rotation.Facts.
var ofRotation = vocabulary{
	facts: reflect.TypeFor[rotation.Facts](),
	variables: []variable{
		{"person", object[rotation.PersonFacts]()}, {"post", object[rotation.PostFacts]()},
		{"grades", object[planning.GradeFacts]()}, {"limit", object[rotation.Limits]()},
		{"discipline", cel.ListType(object[planning.DisciplineFact]())},
	},
	called: rotation.FactTextOf,
}

// Eligibility are the compiled rules of one rotation policy. Safe for concurrent use.
type Eligibility struct {
	rules []rotationRule
}

type rotationRule struct {
	policy.RotationRule
	compiled *expression
	facts    []fact // of all clauses, each once
}

// CompileRotation checks the types of every rule of a rotation policy and prepares them. The error names, for each rule
// that is wrong, the file and line, the rule and the place in it.
func CompileRotation(p *policy.Policy) (*Eligibility, error) {
	if p.Rotation == nil {
		return nil, fmt.Errorf("compile rules of %s: not a rotation policy", p.Name())
	}
	env, err := newEnv(ofRotation)
	if err != nil {
		return nil, err
	}
	e := &Eligibility{}
	var wrong []error
	for _, r := range p.Rotation.Rules {
		compiled, err := compileOne(ofRotation, env, p.ID+" "+r.ID, r.When)
		if err != nil {
			wrong = append(wrong, fmt.Errorf("%s: rule %s: %w", p.Place(r.ID), r.ID, err))
			continue
		}
		e.rules = append(e.rules, rotationRule{r, compiled, compiled.facts()})
	}
	return e, errors.Join(wrong...)
}

// Findings holds one official and post against every rule: each finding says what was compared, by which rule of which
// source, and what would end it. A rule over a fact that is not on record gives a finding that says so and does not
// exclude. The error is an internal one: a rule that costs more than the limit.
func (e *Eligibility) Findings(facts rotation.Facts) ([]rotation.Finding, error) {
	activation := map[string]any{
		"person": facts.Person, "post": facts.Post, "grades": facts.Grades, "limit": facts.Limit, "discipline": facts.Discipline,
	}
	var findings []rotation.Finding
	for _, r := range e.rules {
		result, values, err := r.compiled.eval(activation)
		if err != nil {
			return nil, fmt.Errorf("hold %s against %s by rule %s: %w", facts.Official, facts.PostCode, r.ID, err)
		}
		if result == broken {
			continue
		}
		said := say(ofRotation, nameDiscipline, r.facts, values)
		vi, en := said.after(r.Text)
		findings = append(findings, rotation.Finding{
			Rule: r.ID, Official: facts.Official, Post: facts.PostCode,
			Excludes: r.Excludes && result == held, Unknown: result == unknown, Values: said.codes,
			VI: vi, EN: en, CureVI: r.Cure.VI, CureEN: r.Cure.EN,
			Source: r.Source, Verified: r.Verified,
		})
	}
	return findings, nil
}
