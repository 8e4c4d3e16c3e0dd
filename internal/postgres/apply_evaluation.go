package postgres

import (
	"context"
	"encoding/json"
	"fmt"

	"canbo/internal/evaluation"
	"canbo/internal/postgres/db"
	"canbo/internal/procedure"
)

// appraise stores the appraisals that were computed for the effect.
func (a *applier) appraise(ctx context.Context, p procedure.Prepared) error {
	args, err := argsOf[evaluation.Appraise](p.Effect)
	if err != nil {
		return err
	}
	appraisals, ok := p.Computed.([]evaluation.Appraisal)
	if !ok {
		return fmt.Errorf("the appraisal of %s was not computed", args.Body)
	}
	var officials, suggested []string
	var grounds [][]byte
	for _, ap := range appraisals {
		raw, err := json.Marshal(ap.Grounds)
		if err != nil {
			return fmt.Errorf("encode grounds of %s: %w", ap.Official, err)
		}
		officials = append(officials, ap.Official)
		suggested = append(suggested, string(ap.Suggested))
		grounds = append(grounds, raw)
	}
	err = a.q.InsertAppraisals(ctx, db.InsertAppraisalsParams{
		Process: a.process, Seq: p.Effect.Seq, Cycle: args.Cycle, Officials: officials, Suggested: suggested,
		Grounds: grounds, MadeAt: a.now,
	})
	if err != nil {
		return err
	}
	return a.followRecord(ctx, officials) // what the ballots carried
}

// closeCycle stores the statistics that were computed for the effect and closes the cycle.
func (a *applier) closeCycle(ctx context.Context, p procedure.Prepared) error {
	args, err := argsOf[evaluation.CloseCycle](p.Effect)
	if err != nil {
		return err
	}
	if err := a.recount(ctx, p); err != nil {
		return err
	}
	return a.q.CloseCycle(ctx, db.CloseCycleParams{Cycle: args.Cycle, ClosedAt: &a.now})
}

// recount stores a count of a cycle's results beside the earlier ones.
func (a *applier) recount(ctx context.Context, p procedure.Prepared) error {
	args, err := argsOf[evaluation.CloseCycle](p.Effect)
	if err != nil {
		return err
	}
	counted, ok := p.Computed.(evaluation.Statistic)
	if !ok {
		return fmt.Errorf("the figures of cycle %s were not computed", args.Cycle)
	}
	for _, f := range counted.Figures {
		detail, err := json.Marshal(f.Detail)
		if err != nil {
			return fmt.Errorf("encode figure %s: %w", f.ID, err)
		}
		err = a.q.InsertFigure(ctx, db.InsertFigureParams{
			Cycle: args.Cycle, ID: f.ID, Count: int32(f.Count), Total: int32(f.Total), Detail: detail, Decisions: counted.Decisions,
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func decodeJSON[T any](raw []byte) (T, error) {
	var v T
	if err := json.Unmarshal(raw, &v); err != nil {
		return v, fmt.Errorf("decode: %w", err)
	}
	return v, nil
}
