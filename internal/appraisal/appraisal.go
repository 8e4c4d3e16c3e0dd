// Package appraisal holds the officials before a deciding body against a policy of evaluation: it suggests a grade for
// each with its grounds, and says what another policy would have made of the same record.
//
// It may import the domain, rules and fault; it must not know of PostgreSQL, Temporal or HTTP. People decide: nothing
// here binds anybody.
package appraisal

import (
	"fmt"

	"canbo/internal/ballot"
	"canbo/internal/evaluation"
	"canbo/internal/policy"
	"canbo/internal/rules"
)

// Of judges the officials before one body by a policy, in the order of their codes. units are the results that bind the
// grades of their heads; the caller leaves them out where the policy binds nobody to them. The error is an internal one: a
// policy that does not compile, or a rule that costs more than the limit.
func Of(pol *policy.Policy, cases []evaluation.AppraisalCase, units []evaluation.Mark) ([]evaluation.Appraisal, error) {
	compiled, err := rules.Compile(pol)
	if err != nil {
		return nil, fmt.Errorf("compile policy %s: %w", pol.Name(), err)
	}
	candidates, err := compiled.Candidates(cases, units)
	if err != nil {
		return nil, err
	}
	limit := pol.Evaluation.Cap.Values()
	suggestions := evaluation.Suggest(candidates, limit)
	grounds := evaluation.NewGrounds(candidates, suggestions, limit)
	if err := judgeVotes(pol, cases, grounds); err != nil {
		return nil, err
	}
	appraisals := make([]evaluation.Appraisal, len(suggestions))
	for i, s := range suggestions {
		grounds[i].CapVerified = pol.Evaluation.Cap.RatioBP.Verified
		appraisals[i] = evaluation.Appraisal{Official: s.Official, Suggested: s.Grade, Grounds: grounds[i]}
	}
	return appraisals, nil
}

// judgeVotes adds to the grounds what the ballots of the units carried under the policy's threshold.
func judgeVotes(pol *policy.Policy, cases []evaluation.AppraisalCase, grounds []evaluation.Grounds) error {
	held := policy.BallotOf(pol.Evaluation.Steps.UnitReview)
	if held == nil {
		return nil
	}
	tallies := make(map[string]ballot.Tally, len(cases))
	for _, c := range cases {
		tallies[c.Facts.Official] = c.Ballot
	}
	for i := range grounds {
		tally := tallies[grounds[i].Suggestion.Official]
		if tally.Convened == 0 {
			continue
		}
		outcome, err := held.Threshold.Value.Judge(tally)
		if err != nil {
			return fmt.Errorf("judge the ballot on %s: %w", tally.Subject, err)
		}
		grounds[i].Vote = &outcome
	}
	return nil
}
