package postgres

import (
	"context"

	"canbo/internal/mail"
	"canbo/internal/postgres/db"
	"canbo/internal/procedure"
)

// tasksBack opens tasks again that were done or had ended.
func (a *applier) tasksBack(ctx context.Context, e procedure.Effect, t procedure.TasksBack) error {
	err := a.q.OpenTasksAgain(ctx, db.OpenTasksAgainParams{Process: a.process, Step: t.Step, Act: t.Act, Assignees: t.Assignees})
	if err != nil || !t.Tell {
		return err
	}
	return a.mailTasks(ctx, e, procedure.TasksOpened{Step: t.Step, Act: t.Act, Assignees: t.Assignees, OpenedAt: t.At})
}

// taskMoved gives an open task to somebody else and tells both.
func (a *applier) taskMoved(ctx context.Context, e procedure.Effect, t procedure.TaskMoved) error {
	err := a.q.MoveTask(ctx, db.MoveTaskParams{
		Process: a.process, Step: t.Step, Act: t.Act, FromAssignee: t.From, Assignee: t.To, Holder: t.For,
	})
	if err != nil {
		return err
	}
	data, err := a.taskMail(ctx, t.Step, t.Act)
	if err != nil {
		return err
	}
	to, err := a.q.Official(ctx, t.To)
	if err != nil {
		return notFound(err, "official", t.To)
	}
	gone := mail.TaskMoved{
		Cycle: data.Cycle, CycleVi: data.CycleVi, CycleEn: data.CycleEn, UnitName: data.UnitName,
		StepVi: data.StepVi, StepEn: data.StepEn, To: to.Name, Link: data.Link,
	}
	data.Task = taskName(a.process, t.Step, t.Act, t.To)
	_, err = EnqueueMail(ctx, a.tx,
		mail.Message{Key: a.mailKey(e.Seq, t.To), Official: t.To, Data: data},
		mail.Message{Key: a.mailKey(e.Seq, t.From), Official: t.From, Data: gone})
	return err
}

// recordWithdrawal marks a filing as taken back; the filing itself stays.
func recordWithdrawal(ctx context.Context, a *applier, f filed) error {
	args := procedure.Decode[procedure.Withdraw](f.Command)
	return a.q.InsertWithdrawal(ctx, db.InsertWithdrawalParams{
		Process: a.process, Version: args.Version, Kind: args.Act, Author: f.Actor, WithdrawnBy: f.version, WithdrawnAt: f.ReceivedAt,
	})
}
