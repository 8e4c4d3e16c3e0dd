package policy

import "canbo/internal/evaluation"

// Rules returns what a process with these steps pins from the policy.
func (e *Evaluation) Rules(steps []Step) evaluation.Rules {
	rules := evaluation.Rules{
		Grades:           e.GradeCodes(),
		Cap:              e.Cap.Values(),
		HeadNotAboveUnit: e.HeadNotAboveUnit.Value,
		Review:           e.reviewForm(),
		Conflicts:        e.Conflicts.Values(),
	}
	if b := BallotOf(steps); b != nil {
		rules.Quorum = b.Quorum.Value
	}
	return rules
}

// reviewForm returns what a self-review must hold.
func (e *Evaluation) reviewForm() evaluation.ReviewForm {
	if e.Score != nil {
		return evaluation.ReviewForm{Points: &evaluation.PointsFrame{
			GeneralMaxTenths: e.Score.GeneralMaxTenths.Value, ResultsMaxTenths: e.Score.ResultsMaxTenths.Value,
		}}
	}
	form := evaluation.ReviewForm{}
	for _, c := range e.Criteria {
		form.Criteria = append(form.Criteria, c.Code)
	}
	return form
}
