package postgres

import (
	"context"

	"canbo/internal/evaluation"
	"canbo/internal/postgres/db"
	"canbo/internal/procedure"
	"canbo/internal/roster"
)

// duties shows to whom an act on each subject falls.
func (a *applier) duties(ctx context.Context, e procedure.Effect, set procedure.DutiesSet) error {
	rows := db.UpsertDutiesParams{Process: a.process, Act: set.Act, Seq: e.Seq}
	for _, d := range set.Duties {
		rows.Subjects = append(rows.Subjects, d.Subject)
		rows.Assignees = append(rows.Assignees, d.Assignee)
	}
	return a.q.UpsertDuties(ctx, rows)
}

// barred keeps pairs of people from acting on each other, and from drawing papers on each other that they do not have.
func (a *applier) barred(ctx context.Context, _ procedure.Effect, b procedure.Barred) error {
	for _, pair := range b.Pairs {
		err := a.q.InsertBarred(ctx, db.InsertBarredParams{Process: a.process, Official: pair[0], Relative: pair[1]})
		if err == nil && b.Ballot {
			err = a.q.ExcludeFromOpenBallots(ctx, db.ExcludeFromOpenBallotsParams{Process: a.process, Official: pair[0], Relative: pair[1]})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (a *applier) taskEnd(ctx context.Context, _ procedure.Effect, t procedure.TaskEnd) error {
	return a.q.EndTask(ctx, db.EndTaskParams{Process: a.process, Step: t.Step, Act: t.Act, Assignee: t.Assignee, EndedAt: &t.At})
}

// recordRelation keeps a relation that a process was told in the roster, for the processes that come after it.
func recordRelation(ctx context.Context, a *applier, f filed) error {
	p, err := payloadOf[evaluation.RelationFiling](f)
	if err != nil {
		return err
	}
	r := roster.Relation{Official: p.Official, Relative: p.Relative, Kind: p.Kind}.Canonical()
	return a.q.InsertRelation(ctx, db.InsertRelationParams{Official: r.Official, Relative: r.Relative, Kind: string(r.Kind)})
}
