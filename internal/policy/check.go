package policy

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"canbo/internal/evaluation"
	"canbo/internal/strictyaml"
)

// checker collects what is wrong in a document that already fits the schema.
type checker struct {
	doc      *strictyaml.Document
	problems strictyaml.Problems
}

func (c *checker) report(path, remedy, format string, args ...any) {
	c.problems = append(c.problems, c.doc.Problem(path, remedy, format, args...))
}

func check(doc *strictyaml.Document, p *Policy) strictyaml.Problems {
	c := &checker{doc: doc}
	c.header(p)
	c.provenance(p)
	if p.Evaluation != nil {
		c.evaluation(p.Evaluation)
	}
	if p.Qualification != nil {
		c.qualification(p.Qualification)
	}
	if p.Planning != nil {
		c.planning(p.Planning)
	}
	if p.Term != nil {
		c.term(p.Term)
	}
	if p.Rotation != nil {
		c.rotation(p.Rotation)
	}
	return c.problems
}

func (c *checker) header(p *Policy) {
	if want := strings.TrimSuffix(path.Base(p.File), ".yaml"); p.ID != want {
		c.report("id", "name the file after the id", "id %q is not the file name %q", p.ID, want)
	}
	if !p.EffectiveTo.IsZero() && p.EffectiveTo.Compare(p.EffectiveFrom) < 0 {
		c.report("effective_to", "correct the dates", "%s is before effective_from %s", p.EffectiveTo, p.EffectiveFrom)
	}
	bodies := map[Kind]bool{
		KindEvaluation: p.Evaluation != nil, KindQualification: p.Qualification != nil, KindPlanning: p.Planning != nil,
		KindTerm: p.Term != nil, KindRotation: p.Rotation != nil,
	}
	for _, kind := range []Kind{KindEvaluation, KindQualification, KindPlanning, KindTerm, KindRotation} {
		if bodies[kind] != (kind == p.Kind) {
			c.report("kind", "give exactly the body that the kind names", "kind %s and body %s do not fit", p.Kind, kind)
		}
	}
	repeated(c, p.Sources, func(s Source) string { return s.ID }, "sources[%d].id", "source")
}

func (c *checker) provenance(p *Policy) {
	p.walk(func(path string, at Provenance) {
		source, known := p.Source(at.Source)
		switch {
		case !known:
			c.report(path+".source", "add it to sources", "unknown source %q", at.Source)
		case at.Verified && source.Seen != SeenText && source.Seen != SeenDerived:
			c.report(path+".verified", "set verified: false, or read the source and change its 'seen'",
				"cannot be verified by source %q, of which only %q was seen", at.Source, source.Seen)
		}
	})
}

func (c *checker) evaluation(e *Evaluation) {
	repeated(c, e.Grades, func(g GradeLabel) evaluation.Grade { return g.Grade }, "evaluation.grades[%d].grade", "grade")
	repeated(c, e.Criteria, func(k Criterion) evaluation.Criterion { return k.Code }, "evaluation.criteria[%d].code", "criterion")
	repeated(c, e.Levels, func(l LevelLabel) evaluation.Level { return l.Level }, "evaluation.levels[%d].level", "level")
	c.gradeOrder(e)
	c.rules(e)
	c.score(e)
	c.quarters(e)
	c.conflicts(e.Conflicts)
	if err := e.Cap.Values().Validate(); err != nil {
		c.report("evaluation.cap", "correct the values", "%v", err)
	}
	for _, process := range []struct {
		name  string
		steps []Step
	}{
		{"cycle", e.Steps.Cycle}, {"unit_review", e.Steps.UnitReview},
		{"body_decision", e.Steps.BodyDecision}, {"petition", e.Steps.Petition},
	} {
		c.steps("evaluation.steps."+process.name, process.name, process.steps)
	}
}

// gradeOrder wants the grades best first with NotRated last: ballots show them in this order.
func (c *checker) gradeOrder(e *Evaluation) {
	for i := 1; i < len(e.Grades); i++ {
		if !e.Grades[i-1].Grade.Better(e.Grades[i].Grade) {
			c.report(fmt.Sprintf("evaluation.grades[%d].grade", i), "order the grades from best to worst, NotRated last",
				"%s does not come after %s", e.Grades[i].Grade, e.Grades[i-1].Grade)
		}
	}
}

func (c *checker) rules(e *Evaluation) {
	grades := e.GradeCodes()
	seen := map[string]bool{}
	unique := func(path, id string) {
		if seen[id] {
			c.report(path+".id", "give each rule an id of its own", "duplicate rule id %q", id)
		}
		seen[id] = true
	}
	for i, condition := range e.Conditions {
		path := fmt.Sprintf("evaluation.conditions[%d]", i)
		unique(path, condition.ID)
		switch {
		case !slices.Contains(grades, condition.Grade):
			c.report(path+".grade", "use a grade of this policy", "unknown grade %s", condition.Grade)
		case condition.Grade == evaluation.NotCompleted || condition.Grade == evaluation.NotRated:
			c.report(path+".grade", "make it a blocking rule", "%s is what remains, it has no conditions", condition.Grade)
		}
	}
	for i, block := range e.Blocking {
		path := fmt.Sprintf("evaluation.blocking[%d]", i)
		unique(path, block.ID)
		if !slices.Contains(grades, block.Ceiling) {
			c.report(path+".ceiling", "use a grade of this policy", "unknown grade %s", block.Ceiling)
		}
	}
	for i, advice := range e.Advice {
		unique(fmt.Sprintf("evaluation.advice[%d]", i), advice.ID)
	}
	for i, grade := range grades {
		rated := grade != evaluation.NotCompleted && grade != evaluation.NotRated
		if rated && !slices.ContainsFunc(e.Conditions, func(k Condition) bool { return k.Grade == grade }) {
			c.report(fmt.Sprintf("evaluation.grades[%d]", i), "add conditions for it", "grade %s has no condition", grade)
		}
	}
}

func (c *checker) score(e *Evaluation) {
	if (e.Score != nil) != (e.Shape.Value == ScoreAndConditions) {
		c.report("evaluation.shape", "give score with score_and_conditions, and only then", "shape and score do not fit")
	}
	if e.Score == nil {
		return
	}
	limit := e.Score.GeneralMaxTenths.Value + e.Score.ResultsMaxTenths.Value
	for i, t := range e.Score.Thresholds {
		path := fmt.Sprintf("evaluation.score.thresholds[%d]", i)
		if i > 0 && (t.MinTenths >= e.Score.Thresholds[i-1].MinTenths || !e.Score.Thresholds[i-1].Grade.Better(t.Grade)) {
			c.report(path, "order thresholds from best to worst", "%s does not come below %s", t.Grade, e.Score.Thresholds[i-1].Grade)
		}
		if t.MinTenths > limit {
			c.report(path+".min_tenths", "stay within the points", "%d is above the whole score %d", t.MinTenths, limit)
		}
	}
}

func (c *checker) quarters(e *Evaluation) {
	if e.Quarters == nil {
		return
	}
	if !slices.Contains(e.PeriodTypes.Value, Quarter) {
		c.report("evaluation.quarters", "add quarter to period_types, or remove it", "this policy has no quarters")
	}
	if !slices.IsSorted(e.Quarters.Rated.Value) {
		c.report("evaluation.quarters.rated", "order the quarters", "the quarters %v are out of order", e.Quarters.Rated.Value)
	}
}

func (c *checker) qualification(q *Qualification) {
	repeated(c, q.Requirements, func(r Requirement) string { return r.ID }, "qualification.requirements[%d].id", "requirement")
	level := func(at string, subject Subject, value string) {
		if !slices.Contains(levels[subject], value) {
			c.report(at+".value", "use one of "+strings.Join(levels[subject], ", "), "unknown level %q", value)
		}
	}
	for i, r := range q.Requirements {
		at := fmt.Sprintf("qualification.requirements[%d]", i)
		level(at+".professional", Professional, r.Professional.Value)
		level(at+".political_theory", PoliticalTheory, r.PoliticalTheory.Value)
	}
}

// repeated reports every item whose key was given before; at is the path of the key with a verb for the index.
func repeated[T any, K comparable](c *checker, items []T, key func(T) K, at, what string) {
	seen := map[K]bool{}
	for i, item := range items {
		if seen[key(item)] {
			c.report(fmt.Sprintf(at, i), "keep one of them", "duplicate %s %q", what, fmt.Sprint(key(item)))
		}
		seen[key(item)] = true
	}
}
