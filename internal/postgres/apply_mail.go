package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"canbo/internal/evaluation"
	"canbo/internal/mail"
	"canbo/internal/postgres/db"
	"canbo/internal/procedure"
)

func (a *applier) about(ctx context.Context) (notice, error) {
	if a.notice == nil {
		row, err := a.q.NoticeOf(ctx, a.process)
		if err != nil {
			return notice{}, notFound(err, "process", a.process)
		}
		a.notice = &notice{
			kind: row.Kind, cycle: noticeCode(row.Kind, row.Cycle, row.Round), label: undertaking(row.Kind, row.Year, row.Quarter, row.Round), subject: row.SubjectName,
		}
	}
	return *a.notice, nil
}

// mailKey is the key of a mail: the effect's fence and the reader.
func (a *applier) mailKey(seq int64, official string) string {
	return fmt.Sprintf("%s#%d/%s", a.process, seq, official)
}

// taskMail is what mails say about a task; addressed fills in whose it is.
func (a *applier) taskMail(ctx context.Context, step, act string) (mail.TaskOpened, error) {
	n, err := a.about(ctx)
	if err != nil {
		return mail.TaskOpened{}, err
	}
	due, seq, err := a.dueOf(ctx, step)
	if err != nil {
		return mail.TaskOpened{}, err
	}
	label := ActLabel(n.kind, act)
	return mail.TaskOpened{
		Cycle: n.cycle, CycleVi: n.label.VI, CycleEn: n.label.EN, UnitName: n.subject,
		StepVi: label.VI, StepEn: label.EN, Due: due, Link: a.baseURL + "/inbox", Sequence: seq,
	}, nil
}

// dueOf returns the due time of a step, computed in this batch or on record, and the number of the step's last change;
// zero when it has none.
func (a *applier) dueOf(ctx context.Context, step string) (due time.Time, seq int64, err error) {
	row, err := a.q.StepDue(ctx, db.StepDueParams{Process: a.process, Step: step})
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return time.Time{}, 0, fmt.Errorf("read due time of step %s: %w", step, err)
	}
	if computed, ok := a.dues[step]; ok {
		return computed, row.Seq, nil
	}
	return value(row.Due), row.Seq, nil
}

func (a *applier) mailTasks(ctx context.Context, e procedure.Effect, t procedure.TasksOpened) error {
	data, err := a.taskMail(ctx, t.Step, t.Act)
	if err != nil {
		return err
	}
	messages := make([]mail.Message, len(t.Assignees))
	for i, who := range t.Assignees {
		data.Task = taskName(a.process, t.Step, t.Act, who)
		messages[i] = mail.Message{Key: a.mailKey(e.Seq, who), Official: who, Data: data, Wait: a.mailWait}
	}
	_, err = EnqueueMail(ctx, a.tx, messages...)
	return err
}

// remind mails everybody whose task in the step is open, or the named ones of them.
func (a *applier) remind(ctx context.Context, e procedure.Effect, r procedure.Remind) error {
	return a.mailOpen(ctx, e, r.Step, r.Only, func(t mail.TaskOpened) mail.Data { return mail.Reminder(t) })
}

// mailOpen mails those whose task in the step is open, only the named when there are names, what as makes of the task. A
// vote is nobody's by name.
func (a *applier) mailOpen(ctx context.Context, e procedure.Effect, step string, only procedure.Persons, as func(mail.TaskOpened) mail.Data) error {
	open, err := a.q.OpenTaskActs(ctx, db.OpenTaskActsParams{Process: a.process, Step: step})
	if err != nil {
		return err
	}
	about := map[string]mail.TaskOpened{} // by act
	var messages []mail.Message
	for _, t := range open {
		if len(only) > 0 && (t.Act == procedure.ActVote || !only.Include(t.Assignee)) {
			continue
		}
		data, known := about[t.Act]
		if !known {
			if data, err = a.taskMail(ctx, step, t.Act); err != nil {
				return err
			}
			about[t.Act] = data
		}
		data.Task = taskName(a.process, step, t.Act, t.Assignee)
		messages = append(messages, mail.Message{
			Key: a.mailKey(e.Seq, t.Assignee) + "/" + t.Act, Official: t.Assignee, Data: as(data), Wait: a.mailWait,
		})
	}
	_, err = EnqueueMail(ctx, a.tx, messages...)
	return err
}

// publish makes the results of a body visible to the persons concerned and mails each of them theirs with its grounds.
func (a *applier) publish(ctx context.Context, e procedure.Effect, p evaluation.Publish) error {
	results, err := a.q.PublishResults(ctx, db.PublishResultsParams{Cycle: p.Cycle, Body: p.Body, AnnouncedAt: &p.At})
	if err != nil {
		return err
	}
	officials := make([]string, len(results))
	for i, r := range results {
		officials[i] = r.Official
	}
	grounds, err := a.groundsOf(ctx, p.Cycle, officials)
	if err != nil {
		return err
	}
	labels, err := a.gradeLabels(ctx, p.Cycle)
	if err != nil {
		return err
	}
	n, err := a.about(ctx)
	if err != nil {
		return err
	}
	until, _, err := a.dueOf(ctx, evaluation.StepPetitionWindow)
	if err != nil {
		return err
	}
	body, err := a.q.BodyName(ctx, p.Body)
	if err != nil {
		return notFound(err, "body", p.Body)
	}
	correction, err := a.q.CorrectionBasis(ctx, a.process)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return fmt.Errorf("read the basis of %s: %w", a.process, err)
	}
	messages := make([]mail.Message, len(results))
	for i, r := range results {
		label := labels[evaluation.Grade(r.Grade)]
		vi, en := grounds[r.Official].Sentences(labels)
		messages[i] = mail.Message{Key: a.mailKey(e.Seq, r.Official), Official: r.Official, Data: mail.Result{
			Cycle: n.cycle, CycleVi: n.label.VI, CycleEn: n.label.EN, BodyName: body,
			Correction: correction.Reason, Basis: correction.Basis, GradeVi: label.VI, GradeEn: label.EN, GroundsVi: vi, GroundsEn: en,
			Decided: r.DecidedAt, PetitionUntil: until, Link: a.baseURL + "/inbox",
		}}
	}
	_, err = EnqueueMail(ctx, a.tx, messages...)
	return err
}

func (a *applier) groundsOf(ctx context.Context, cycle string, officials []string) (map[string]evaluation.Grounds, error) {
	rows, err := a.q.GroundsOf(ctx, db.GroundsOfParams{Cycle: cycle, Officials: officials})
	if err != nil {
		return nil, err
	}
	out := make(map[string]evaluation.Grounds, len(rows))
	for _, r := range rows {
		if out[r.Official], err = decodeJSON[evaluation.Grounds](r.Grounds); err != nil {
			return nil, fmt.Errorf("grounds of %s: %w", r.Official, err)
		}
	}
	return out, nil
}

func (a *applier) gradeLabels(ctx context.Context, cycle string) (map[evaluation.Grade]evaluation.Label, error) {
	rows, err := a.q.CycleGrades(ctx, cycle)
	if err != nil {
		return nil, err
	}
	labels := make(map[evaluation.Grade]evaluation.Label, len(rows))
	for _, r := range rows {
		labels[evaluation.Grade(r.Grade)] = evaluation.Label{VI: r.LabelVi, EN: r.LabelEn}
	}
	return labels, nil
}

func (a *applier) mailAnswer(ctx context.Context, f filed, official, body string, stands evaluation.Grade, changed bool) error {
	n, err := a.about(ctx)
	if err != nil {
		return err
	}
	labels, err := a.gradeLabels(ctx, f.cycle)
	if err != nil {
		return err
	}
	name, err := a.q.BodyName(ctx, body)
	if err != nil {
		return notFound(err, "body", body)
	}
	_, err = EnqueueMail(ctx, a.tx, mail.Message{
		Key: fmt.Sprintf("%s@%d/%s", a.process, f.version, official), Official: official,
		Data: mail.PetitionAnswered{
			Cycle: n.cycle, CycleVi: n.label.VI, CycleEn: n.label.EN, BodyName: name, Changed: changed,
			GradeVi: labels[stands].VI, GradeEn: labels[stands].EN, Answered: f.ReceivedAt, Link: a.baseURL + "/inbox",
		},
	})
	return err
}
