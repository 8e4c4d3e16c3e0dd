package activities

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"canbo/internal/appraisal"
	"canbo/internal/evaluation"
	"canbo/internal/procedure"
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
	appraisals, err := appraisal.Of(pol, cases, args.Units)
	if err != nil {
		return nil, nil, err
	}
	marks := make([]evaluation.Mark, len(appraisals))
	for i, x := range appraisals {
		marks[i] = evaluation.Mark{Subject: x.Official, Grade: x.Suggested}
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
