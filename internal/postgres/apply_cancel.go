package postgres

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"canbo/internal/mail"
	"canbo/internal/planning"
	"canbo/internal/postgres/db"
	"canbo/internal/procedure"
	"canbo/internal/rotation"
)

// steeringFiling is what every act of an administrator hands in for the record.
type steeringFiling struct {
	Reason string `json:"reason"`
	Basis  string `json:"basis"`
}

// recordCancellation marks the cycle. From here on nothing is launched in it. A process without a cycle ends by itself.
func recordCancellation(ctx context.Context, a *applier, f filed) error {
	if f.cycle == "" {
		return nil
	}
	p, err := payloadOf[steeringFiling](f)
	if err != nil {
		return err
	}
	err = a.q.CancelCycle(ctx, db.CancelCycleParams{
		Cycle: f.cycle, CancelledAt: &f.ReceivedAt, CancelledBy: &f.Actor, Reason: &p.Reason, Basis: &p.Basis,
	})
	if err != nil {
		return err
	}
	graded, err := a.q.OfficialsOfGrades(ctx, f.cycle)
	if err != nil {
		return fmt.Errorf("read findings of the cycle: %w", err)
	}
	return a.followRecord(ctx, graded) // its grades count no more
}

// recall ends the processes of a cycle that were never released, and files a cancellation to those that run.
func (a *applier) recall(ctx context.Context, e procedure.Effect) error {
	p, err := a.q.ProcessView(ctx, a.process)
	if err != nil {
		return notFound(err, "process", a.process)
	}
	if err := a.q.CancelUnreleased(ctx, db.CancelUnreleasedParams{Cycle: p.Cycle, At: &a.now}); err != nil {
		return err
	}
	return a.q.RecallReleased(ctx, db.RecallReleasedParams{
		Cycle: p.Cycle, Process: a.process, Seq: e.Seq, Kind: procedure.CommandCancel, At: a.now,
	})
}

// cancelled ends a process: its tasks leave the inboxes, its open ballots are void, and whoever had something to do is
// told, once for the whole cycle.
func (a *applier) cancelled(ctx context.Context, e procedure.Effect, c procedure.Cancelled) error {
	people, err := a.q.OpenAssignees(ctx, a.process)
	if err != nil {
		return err
	}
	if err := a.mailCancelled(ctx, people); err != nil {
		return err
	}
	if err := a.ballots.Void(ctx, a.tx, a.process); err != nil {
		return err
	}
	if err := a.q.EndProcessTasks(ctx, db.EndProcessTasksParams{Process: a.process, EndedAt: &c.At}); err != nil {
		return err
	}
	if err := a.exchangeBroken(ctx, e.Seq); err != nil {
		return err
	}
	if err := a.q.RevokeRotation(ctx, db.RevokeRotationParams{Process: &a.process, RevokedAt: &c.At}); err != nil {
		return err
	}
	return a.q.CancelProcess(ctx, db.CancelProcessParams{ID: a.process, At: &a.now})
}

// mailCancelled tells people that their tasks are void: of a cycle once, with a key that holds the cycle and not the process.
func (a *applier) mailCancelled(ctx context.Context, people []string) error {
	if len(people) == 0 {
		return nil
	}
	n, err := a.about(ctx)
	if err != nil {
		return err
	}
	data := mail.CycleCancelled{Cycle: n.cycle, CycleVi: n.label.VI, CycleEn: n.label.EN, Link: a.baseURL + "/inbox"}
	key := "cycle/" + n.cycle
	if n.kind == planning.KindReview || n.kind == rotation.KindRotation || n.kind == rotation.KindPlan {
		c, err := a.q.ProcessCancellation(ctx, a.process)
		if err != nil {
			return notFound(err, "cancellation of", a.process)
		}
		data.Reason, data.Basis, data.Cancelled, key = c.Reason, c.Basis, c.ReceivedAt, a.process
		switch n.kind {
		case planning.KindReview:
			data.ListName = n.subject
		case rotation.KindPlan:
			data.PlanRoot = n.subject
		default:
			data.Place = n.subject
		}
	} else {
		c, err := a.q.CycleCancellation(ctx, n.cycle)
		if err != nil {
			return notFound(err, "cycle", n.cycle)
		}
		data.Reason, data.Basis, data.Cancelled = value(c.CancelReason), value(c.CancelBasis), value(c.CancelledAt)
	}
	messages := make([]mail.Message, len(people))
	for i, who := range people {
		messages[i] = mail.Message{Key: fmt.Sprintf("%s#cancelled/%s", key, who), Official: who, Data: data}
	}
	_, err = EnqueueMail(ctx, a.tx, messages...)
	return err
}

// Void ends the open ballots of a process without a count, inside the caller's transaction: papers and keys are gone.
func (b *Ballots) Void(ctx context.Context, tx pgx.Tx, process string) error {
	q := db.New(tx)
	open, err := q.LockOpenBallots(ctx, process)
	if err != nil {
		return fmt.Errorf("lock the ballots of %s: %w", process, err)
	}
	for _, id := range open {
		if err := q.EmptyBox(ctx, id); err != nil {
			return fmt.Errorf("destroy the papers of ballot %s: %w", id, err)
		}
		if err := q.VoidBallot(ctx, id); err != nil {
			return fmt.Errorf("void ballot %s: %w", id, err)
		}
	}
	return nil
}
