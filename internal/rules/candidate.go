package rules

import "canbo/internal/evaluation"

// Candidates judges the cases before a body; units are the results that bind the grades of their heads. The error is
// that of Judge.
func (r *Rules) Candidates(cases []evaluation.AppraisalCase, units []evaluation.Mark) ([]evaluation.Candidate, error) {
	decided := map[string]evaluation.Grade{}
	for _, u := range units {
		decided[u.Subject] = u.Grade
	}
	out := make([]evaluation.Candidate, len(cases))
	for i, c := range cases {
		if q := r.policy.Quarters; q != nil && c.Facts.Quarter == 0 {
			c.Facts.Quarters = evaluation.QuartersOf(q.Rated.Value, c.Quarters)
		}
		judgement, err := r.Judge(c.Facts)
		if err != nil {
			return nil, err
		}
		out[i] = evaluation.Candidate{
			Official: c.Facts.Official, Unit: c.Unit, Group: c.Facts.Post.TitleGroup, Head: c.Facts.Post.IsHead,
			Judgement: judgement, Own: c.Facts.Own, Quarters: c.Facts.Quarters, Self: c.Self, Proposed: c.Proposed,
			Ballot: evaluation.Share{Part: c.Ballot.Votes(string(evaluation.Excellent)), Whole: c.Ballot.Valid},
		}
		if c.Facts.Post.IsHead {
			out[i].UnitGrade = decided[c.Unit]
		}
	}
	return out, nil
}
