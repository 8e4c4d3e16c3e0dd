package activities

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"canbo/internal/ballot"
	"canbo/internal/evaluation"
	"canbo/internal/policy"
	"canbo/internal/procedure"
	"canbo/internal/rules"
)

// appraise judges every official before a body by the pinned policy and suggests a grade for each. People confirm it.
func (a *Activities) appraise(ctx context.Context, b procedure.Batch, e procedure.Effect) ([]evaluation.Appraisal, []procedure.Command, error) {
	args, err := decode[evaluation.Appraise](e)
	if err != nil {
		return nil, nil, err
	}
	pol, err := a.policy(ctx, args.Cycle)
	if err != nil {
		return nil, nil, err
	}
	cases, err := a.Reader.AppraisalCases(ctx, args.Cycle, args.Body)
	if err != nil {
		return nil, nil, err
	}
	compiled, err := rules.Compile(pol)
	if err != nil {
		return nil, nil, fmt.Errorf("compile pinned policy %s: %w", pol.Name(), err)
	}
	candidates, err := compiled.Candidates(cases, args.Units)
	if err != nil {
		return nil, nil, err
	}
	limit := pol.Evaluation.Cap.Values()
	suggestions := evaluation.Suggest(candidates, limit)
	grounds := evaluation.NewGrounds(candidates, suggestions, limit)
	if err := judgeVotes(pol, cases, grounds); err != nil {
		return nil, nil, err
	}
	for i := range grounds {
		grounds[i].CapVerified = pol.Evaluation.Cap.RatioBP.Verified
	}
	appraisals := make([]evaluation.Appraisal, len(suggestions))
	marks := make([]evaluation.Mark, len(suggestions))
	for i, s := range suggestions {
		appraisals[i] = evaluation.Appraisal{Official: s.Official, Suggested: s.Grade, Grounds: grounds[i]}
		marks[i] = evaluation.Mark{Subject: s.Official, Grade: s.Grade}
	}
	appraised := evaluation.Appraised{Marks: marks}
	for _, c := range cases {
		if c.Proposer != "" {
			appraised.Proposed = append(appraised.Proposed, evaluation.Signed{Subject: c.Facts.Official, By: c.Proposer})
		}
	}
	cmds, err := answer(b, e, evaluation.CommandAppraised, appraised, time.Now().UTC())
	return appraisals, cmds, err
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

// count counts the results of a cycle as they stand.
func (a *Activities) count(ctx context.Context, b procedure.Batch, e procedure.Effect, kind string) (evaluation.Statistic, []procedure.Command, error) {
	args, err := decode[evaluation.CloseCycle](e)
	if err != nil {
		return evaluation.Statistic{}, nil, err
	}
	pol, err := a.policy(ctx, args.Cycle)
	if err != nil {
		return evaluation.Statistic{}, nil, err
	}
	results, decisions, err := a.Reader.Results(ctx, args.Cycle)
	if err != nil {
		return evaluation.Statistic{}, nil, err
	}
	counted := evaluation.Statistic{
		Decisions: decisions,
		Figures:   evaluation.Statistics(results, pol.Evaluation.Cap.Values(), pol.Evaluation.GradeCodes()),
	}
	cmds, err := answer(b, e, kind, struct{}{}, time.Now().UTC())
	return counted, cmds, err
}

// cycleOf reads the cycle out of the id of one of its processes: kind/cycle/subject.
func cycleOf(process string) (string, error) {
	parts := strings.Split(process, "/")
	if len(parts) < 2 {
		return "", fmt.Errorf("process %s belongs to no cycle", process)
	}
	return parts[1], nil
}

func sortTimes(times []time.Time) { slices.SortFunc(times, time.Time.Compare) }
