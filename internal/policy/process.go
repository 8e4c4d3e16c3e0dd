package policy

import "canbo/internal/evaluation"

// Rules returns what a process with these steps pins from the policy.
func (e *Evaluation) Rules(steps []Step) evaluation.Rules {
	rules := evaluation.Rules{
		Grades:           e.GradeCodes(),
		Cap:              e.Cap.Values(),
		HeadNotAboveUnit: e.HeadNotAboveUnit.Value,
	}
	if b := BallotOf(steps); b != nil {
		rules.Quorum = b.Quorum.Value
	}
	return rules
}
