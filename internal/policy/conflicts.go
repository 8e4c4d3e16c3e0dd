package policy

import (
	"slices"

	"canbo/internal/evaluation"
	"canbo/internal/roster"
)

// Conflicts says which relations keep people from acting on each other, and which approvals of one official need
// different people.
type Conflicts struct {
	Relations Leaf[[]roster.RelationKind] `json:"relations"`
	Ballot    Leaf[bool]                  `json:"ballot"`    // relatives do not vote on each other either
	FourEyes  Leaf[[]string]              `json:"four_eyes"` // steps in their order; nobody approves in two that follow each other in this list
}

// approvals are the steps in which one person approves, in their order.
var approvals = []string{evaluation.StepProposal, evaluation.StepAppraisal, evaluation.StepDecision}

// Values returns the rules without provenance; nil for a policy without them.
func (c *Conflicts) Values() *evaluation.ConflictRules {
	if c == nil {
		return nil
	}
	return &evaluation.ConflictRules{Kinds: c.Relations.Value, Ballot: c.Ballot.Value, FourEyes: c.FourEyes.Value}
}

func (c *checker) conflicts(x *Conflicts) {
	if x == nil {
		return
	}
	for _, kind := range x.Relations.Value {
		if !slices.Contains(x.Relations.Value, kind.Inverse()) {
			c.report("evaluation.conflicts.relations.value", "name both; a relation bars in both directions",
				"%s counts without %s", kind, kind.Inverse())
		}
	}
	last := -1
	for _, step := range x.FourEyes.Value {
		at := slices.Index(approvals, step)
		if at < last {
			c.report("evaluation.conflicts.four_eyes.value", "keep the order proposal, appraisal, decision", "%s is out of order", step)
		}
		last = max(last, at)
	}
}
