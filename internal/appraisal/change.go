package appraisal

import (
	"slices"

	"canbo/internal/evaluation"
	"canbo/internal/policy"
)

// Change is an official of whom another policy would say something else.
type Change struct {
	Official string           `json:"official"`
	From     evaluation.Grade `json:"from" doc:"Suggested by the first policy, from the record as it stands"`
	To       evaluation.Grade `json:"to" doc:"Suggested by the other"`
	// Unknown says that To is what remains when facts are missing that the other policy asks for.
	Unknown bool     `json:"unknown,omitempty" doc:"The other policy asks for facts that are not on record, which might make the grade better or worse"`
	WhyVI   []string `json:"why_vi,omitempty" doc:"What keeps the official from the better grade, under the policy that gives the lower one"`
	WhyEN   []string `json:"why_en,omitempty"`
}

// Compared is what another policy would have made of the officials before one body.
type Compared struct {
	Officials int
	Unknown   int      // of whom the other policy asks for facts that are not on record
	Changes   []Change // by official: those whose suggestion differs
}

// Compare suggests the grades under two policies from the same record. units are the results of units, which bind heads
// under a policy that says so. Errors: as of Of.
func Compare(from, to *policy.Policy, cases []evaluation.AppraisalCase, units []evaluation.Mark) (Compared, error) {
	before, err := Of(from, cases, binding(from, units))
	if err != nil {
		return Compared{}, err
	}
	after, err := Of(to, cases, binding(to, units))
	if err != nil {
		return Compared{}, err
	}
	out := Compared{Officials: len(before)}
	for i, b := range before { // both are in the order of codes
		a := after[i]
		c := Change{Official: b.Official, From: b.Suggested, To: a.Suggested, Unknown: open(a.Grounds)}
		if c.Unknown {
			out.Unknown++
		}
		if c.From == c.To {
			continue
		}
		if c.To.Better(c.From) {
			c.WhyVI, c.WhyEN = b.Grounds.Sentences(labelsOf(from))
		} else {
			c.WhyVI, c.WhyEN = a.Grounds.Sentences(labelsOf(to))
		}
		out.Changes = append(out.Changes, c)
	}
	return out, nil
}

func labelsOf(p *policy.Policy) map[evaluation.Grade]evaluation.Label {
	labels := map[evaluation.Grade]evaluation.Label{}
	for _, g := range p.Evaluation.Grades {
		labels[g.Grade] = evaluation.Label(g.Label)
	}
	return labels
}

// binding are the results of units that bind their heads under a policy.
func binding(p *policy.Policy, units []evaluation.Mark) []evaluation.Mark {
	if !p.Evaluation.HeadNotAboveUnit.Value {
		return nil
	}
	return units
}

// open reports whether a fact that is missing could change what is suggested: a better grade fails on missing facts alone,
// or a rule that would keep the official below could not be judged.
func open(g evaluation.Grounds) bool {
	for _, c := range g.Judgement.Ceilings {
		if c.Unknown && g.Suggestion.Grade.Better(c.Grade) {
			return true
		}
	}
	return slices.ContainsFunc(g.Judgement.Grades, func(j evaluation.GradeJudgement) bool {
		unscored := func(rule string) bool {
			return slices.ContainsFunc(j.Failed, func(c evaluation.Clause) bool { return c.Rule == rule && c.Expression == scoreGiven })
		}
		known := func(c evaluation.Clause) bool { return !c.Unknown && !unscored(c.Rule) }
		return j.Grade.Better(g.Suggestion.Conditions) && len(j.Failed) > 0 && !slices.ContainsFunc(j.Failed, known)
	})
}

// scoreGiven is the clause that fails when nobody has given points, such as in a year whose policy knew none.
const scoreGiven = "score.given"
