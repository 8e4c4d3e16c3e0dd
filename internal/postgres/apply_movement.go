package postgres

import (
	"context"

	"canbo/internal/evaluation"
	"canbo/internal/postgres/db"
	"canbo/internal/procedure"
)

// enrol records a change of the enrolment; from here on it counts for everything that is read.
func (a *applier) enrol(ctx context.Context, _ procedure.Effect, e evaluation.Enrolling) error {
	cycle, err := a.q.ProcessView(ctx, a.process)
	if err != nil {
		return notFound(err, "process", a.process)
	}
	for _, m := range e.People {
		at := m.To
		if at == nil {
			at = m.From
		}
		if at == nil {
			continue // who was a member only was never enrolled
		}
		err := a.q.InsertEnrolmentChange(ctx, db.InsertEnrolmentChangeParams{
			Process: a.process, Version: e.Change, Cycle: value(cycle.Cycle), Official: m.Official, Kind: string(e.Kind),
			Unit: at.Unit, Post: at.Post, TitleGroup: at.Group, IsHead: at.Head, Body: at.Body, ChangedAt: a.now,
		})
		if err != nil {
			return err
		}
	}
	return a.q.InsertChangeOutcome(ctx, db.InsertChangeOutcomeParams{Process: a.process, Version: e.Change, EndedAt: a.now})
}

func (a *applier) changeRefused(ctx context.Context, _ procedure.Effect, r evaluation.ChangeRefused) error {
	return a.q.InsertChangeOutcome(ctx, db.InsertChangeOutcomeParams{
		Process: a.process, Version: r.Change, Refused: r.Command, EndedAt: a.now,
	})
}
