package policy

import (
	"fmt"
	"slices"

	"canbo/internal/evaluation"
)

// TermRules is the body of a term policy: how the ratings of years become the rating of a term of office.
type TermRules struct {
	Order Leaf[[]evaluation.Grade] `json:"order"` // of the rules' grades; the first rule that is met counts
	Rules []TermRule               `json:"rules"`
}

// TermRule is evaluation.TermRule with its provenance.
type TermRule struct {
	ID         string             `json:"id"`
	Grade      evaluation.Grade   `json:"grade"`
	LeastYears int                `json:"least_years"`
	Of         []evaluation.Grade `json:"of"`
	NoneOf     []evaluation.Grade `json:"none_of"`
	Text       Text               `json:"text"`
	Provenance `yaml:",inline"`
}

// Ordered returns the rules in the order in which they are tried.
func (t *TermRules) Ordered() []evaluation.TermRule {
	var out []evaluation.TermRule
	for _, grade := range t.Order.Value {
		for _, r := range t.Rules {
			if r.Grade == grade {
				out = append(out, evaluation.TermRule{
					ID: r.ID, Grade: r.Grade, LeastYears: r.LeastYears, Of: r.Of, NoneOf: r.NoneOf,
					Text: evaluation.Label(r.Text), Source: r.Source, Verified: r.Verified,
				})
			}
		}
	}
	return out
}

func (c *checker) term(t *TermRules) {
	repeated(c, t.Rules, func(r TermRule) string { return r.ID }, "term.rules[%d].id", "rule")
	repeated(c, t.Rules, func(r TermRule) evaluation.Grade { return r.Grade }, "term.rules[%d].grade", "grade")
	for i, r := range t.Rules {
		if !slices.Contains(t.Order.Value, r.Grade) {
			c.report(fmt.Sprintf("term.rules[%d].grade", i), "add it to order", "grade %s has no place in the order", r.Grade)
		}
	}
	for i, grade := range t.Order.Value {
		if !slices.ContainsFunc(t.Rules, func(r TermRule) bool { return r.Grade == grade }) {
			c.report(fmt.Sprintf("term.order.value[%d]", i), "remove it, or add a rule for it", "grade %s has no rule", grade)
		}
	}
}
