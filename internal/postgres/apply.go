package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"canbo/internal/ballot"
	"canbo/internal/evaluation"
	"canbo/internal/mail"
	"canbo/internal/planning"
	"canbo/internal/policy"
	"canbo/internal/postgres/db"
	"canbo/internal/procedure"
	"canbo/internal/rotation"
)

// Apply writes the effects of one batch in one transaction and returns the commands that they answer with. An effect
// applied before is skipped and its stored answer returned, so Apply may be repeated at any time.
func (s *Store) Apply(ctx context.Context, batch procedure.Batch, prepared []procedure.Prepared) ([]procedure.Command, error) {
	if len(prepared) == 0 {
		return nil, nil
	}
	var answers []procedure.Command
	err := s.inTx(ctx, func(tx pgx.Tx, q *db.Queries) error {
		answers = nil
		if _, err := q.LockProcess(ctx, batch.Process); err != nil {
			return notFound(err, "process", batch.Process)
		}
		before, err := appliedBefore(ctx, q, batch.Process, prepared)
		if err != nil {
			return err
		}
		a := &applier{
			tx: tx, q: q, ballots: s.ballots, baseURL: s.BaseURL, administrators: s.Administrators, policies: s.Policies, mailWait: s.MailWait,
			process: batch.Process, now: time.Now().UTC(), dues: duesOf(prepared),
		}
		for _, p := range prepared {
			answer, done := before[p.Effect.Seq]
			if !done {
				if answer, err = a.apply(ctx, p); err != nil {
					return fmt.Errorf("effect %s %d: %w", p.Effect.Kind, p.Effect.Seq, err)
				}
			}
			answers = append(answers, answer...)
		}
		return q.AdvanceProcess(ctx, db.AdvanceProcessParams{ID: batch.Process, Version: batch.Version})
	})
	return answers, err
}

// appliedBefore returns the answers of those effects that have been applied, by their number.
func appliedBefore(ctx context.Context, q *db.Queries, process string, prepared []procedure.Prepared) (map[int64][]procedure.Command, error) {
	rows, err := q.AppliedEffects(ctx, db.AppliedEffectsParams{
		Process: process, FirstSeq: prepared[0].Effect.Seq, LastSeq: prepared[len(prepared)-1].Effect.Seq,
	})
	if err != nil {
		return nil, fmt.Errorf("read applied effects: %w", err)
	}
	before := make(map[int64][]procedure.Command, len(rows))
	for _, r := range rows {
		var answer []procedure.Command
		if r.Answer != nil {
			if err := json.Unmarshal(r.Answer, &answer); err != nil {
				return nil, fmt.Errorf("decode answer of effect %d: %w", r.Seq, err)
			}
		}
		before[r.Seq] = answer
	}
	return before, nil
}

// duesOf finds the due times computed in the same batch, so that the mail of a task can name its due time.
func duesOf(prepared []procedure.Prepared) map[string]time.Time {
	dues := map[string]time.Time{}
	for _, p := range prepared {
		for _, cmd := range p.Answer {
			if cmd.Kind == procedure.CommandDueSet {
				set := procedure.Decode[procedure.DueSet](cmd)
				dues[set.Step] = set.Due
			}
		}
	}
	return dues
}

// applier applies the effects of one process within one transaction.
type applier struct {
	tx             pgx.Tx
	q              *db.Queries
	ballots        *Ballots
	baseURL        string
	administrators []mail.Correspondent
	policies       *policy.Set
	mailWait       time.Duration // for others to the same reader
	process        string
	now            time.Time
	dues           map[string]time.Time // of steps opened in this batch
	notice         *notice              // what mails say about the process, read once
}

// apply writes one effect, its fence and its answer.
func (a *applier) apply(ctx context.Context, p procedure.Prepared) ([]procedure.Command, error) {
	answer := p.Answer
	more, err := a.write(ctx, p)
	if err != nil {
		return nil, err
	}
	answer = append(answer, more...)
	var raw []byte
	if len(answer) > 0 {
		if raw, err = json.Marshal(answer); err != nil {
			return nil, fmt.Errorf("encode answer: %w", err)
		}
	}
	err = a.q.InsertEffect(ctx, db.InsertEffectParams{
		Process: a.process, Seq: p.Effect.Seq, Version: p.Effect.Version, Kind: p.Effect.Kind, Answer: raw, AppliedAt: a.now,
	})
	return answer, err
}

// write does what an effect of the given kind asks for; some kinds answer with a command.
func (a *applier) write(ctx context.Context, p procedure.Prepared) ([]procedure.Command, error) {
	e := p.Effect
	switch e.Kind {
	case procedure.EffectDue, procedure.EffectDrain: // computing them was all
		return nil, nil
	case procedure.EffectAct:
		return nil, with(ctx, e, a.act)
	case procedure.EffectRefused:
		return nil, with(ctx, e, a.refused)
	case procedure.EffectStep:
		return nil, with(ctx, e, a.step)
	case procedure.EffectTasks:
		return nil, with(ctx, e, a.tasks)
	case procedure.EffectTasksBack:
		return nil, with(ctx, e, a.tasksBack)
	case procedure.EffectTaskMoved:
		return nil, with(ctx, e, a.taskMoved)
	case procedure.EffectTaskDone:
		return nil, with(ctx, e, a.taskDone)
	case procedure.EffectRemind:
		return nil, with(ctx, e, a.remind)
	case procedure.EffectEscalate:
		return nil, with(ctx, e, a.escalate)
	case procedure.EffectSend:
		return nil, with(ctx, e, a.send)
	case procedure.EffectLaunch:
		return nil, a.launch(ctx, p)
	case procedure.EffectRecall:
		return nil, a.recall(ctx, e)
	case procedure.EffectCancelled:
		return nil, with(ctx, e, a.cancelled)
	case procedure.EffectConcluded:
		return nil, a.q.ConcludeProcess(ctx, db.ConcludeProcessParams{ID: a.process, ConcludedAt: &a.now})
	case procedure.EffectDuties:
		return nil, with(ctx, e, a.duties)
	case procedure.EffectBarred:
		return nil, with(ctx, e, a.barred)
	case procedure.EffectTaskEnd:
		return nil, with(ctx, e, a.taskEnd)
	case procedure.EffectOpenVote:
		return nil, with(ctx, e, a.openVote)
	case procedure.EffectCountVote:
		return a.countVote(ctx, e)
	case procedure.EffectCountPaper:
		return a.countPaper(ctx, e)
	case procedure.EffectVoidVote:
		return nil, with(ctx, e, a.voidVote)
	case procedure.EffectSeats:
		return nil, a.q.SetSeats(ctx, db.SetSeatsParams{ID: a.process, Seats: e.Args})
	case evaluation.EffectEnrol:
		return nil, with(ctx, e, a.enrol)
	case evaluation.EffectChangeRefused:
		return nil, with(ctx, e, a.changeRefused)
	case evaluation.EffectAppraise:
		return nil, a.appraise(ctx, p)
	case evaluation.EffectPublish:
		return nil, with(ctx, e, a.publish)
	case evaluation.EffectRecount:
		return nil, a.recount(ctx, p)
	case evaluation.EffectCloseCycle:
		return nil, a.closeCycle(ctx, p)
	case rotation.EffectTransfer:
		return a.transfer(ctx, e)
	case rotation.EffectProgress:
		return nil, with(ctx, e, a.progress)
	case rotation.EffectUnplaced:
		return nil, with(ctx, e, a.unplaced)
	case rotation.EffectEnded:
		return nil, with(ctx, e, a.rotationEnded)
	case planning.EffectScreen:
		return nil, a.screened(ctx, p)
	case planning.EffectPublish:
		return a.publishPlan(ctx, p)
	case rotation.EffectAssign:
		return nil, a.assigned(ctx, p)
	case rotation.EffectStartRotations:
		return a.startRotations(ctx, p)
	default:
		return nil, fmt.Errorf("this version knows no effect %q", e.Kind)
	}
}

// with decodes the arguments of an effect and hands them on.
func with[T any](ctx context.Context, e procedure.Effect, do func(context.Context, procedure.Effect, T) error) error {
	args, err := argsOf[T](e)
	if err != nil {
		return err
	}
	return do(ctx, e, args)
}

func argsOf[T any](e procedure.Effect) (T, error) {
	var args T
	if err := json.Unmarshal(e.Args, &args); err != nil {
		return args, fmt.Errorf("decode arguments: %w", err)
	}
	return args, nil
}

func (a *applier) refused(ctx context.Context, _ procedure.Effect, r procedure.Refusal) error {
	return a.q.RefuseCommand(ctx, db.RefuseCommandParams{
		Key: r.Key, SettledAt: &a.now, FaultKind: &r.Kind, FaultCode: &r.Code, FaultText: &r.Text,
	})
}

// step updates the step's projection; when it ends, what is still open in it ends too.
func (a *applier) step(ctx context.Context, e procedure.Effect, c procedure.StepChange) error {
	moves, err := a.dueMoves(ctx, c)
	if err != nil {
		return err
	}
	err = a.q.UpsertStep(ctx, db.UpsertStepParams{
		Process: a.process, Name: c.Name, Position: int32(c.Position), Mode: string(c.Mode), Status: string(c.Status),
		OpenedAt: pointer(c.OpenedAt), Due: pointer(c.Due), ClosedAt: pointer(c.ClosedAt), ClosedBy: c.ClosedBy, Seq: e.Seq,
	})
	if err == nil && moves {
		err = a.mailMoved(ctx, e, c)
	}
	if err != nil || c.Status != procedure.Ended {
		return err
	}
	return a.q.EndTasks(ctx, db.EndTasksParams{Process: a.process, Step: c.Name, EndedAt: &c.ClosedAt})
}

func (a *applier) tasks(ctx context.Context, e procedure.Effect, t procedure.TasksOpened) error {
	err := a.q.OpenTasks(ctx, db.OpenTasksParams{
		Process: a.process, Step: t.Step, Act: t.Act, Assignees: t.Assignees, Holder: t.For, Seq: e.Seq, OpenedAt: t.OpenedAt,
	})
	if err != nil {
		return err
	}
	return a.mailTasks(ctx, e, t)
}

func (a *applier) taskDone(ctx context.Context, _ procedure.Effect, t procedure.TaskDone) error {
	return a.q.FinishTask(ctx, db.FinishTaskParams{
		Process: a.process, Step: t.Step, Act: t.Act, Assignee: t.Assignee, DoneAt: &t.At,
	})
}

// launch releases processes prepared at the opening, or adds the one prepared for this effect.
func (a *applier) launch(ctx context.Context, p procedure.Prepared) error {
	l, err := argsOf[procedure.Launch](p.Effect)
	if err != nil {
		return err
	}
	if np, ok := p.Computed.(procedure.NewProcess); ok {
		return a.launchPrepared(ctx, np)
	}
	cycle, err := a.q.ProcessView(ctx, a.process)
	if err != nil {
		return notFound(err, "process", a.process)
	}
	level := 0
	if l.Scope != "" {
		if _, err := fmt.Sscanf(l.Scope, "%d", &level); err != nil {
			return fmt.Errorf("scope %q of a launch is no level", l.Scope)
		}
	}
	return a.q.ReleaseProcesses(ctx, db.ReleaseProcessesParams{
		Cycle: cycle.Cycle, Kind: l.Kind, Level: int32(level), ReleasedAt: &a.now,
	})
}

// launchPrepared adds a process, unless its cycle has been cancelled meanwhile: then nothing new starts.
func (a *applier) launchPrepared(ctx context.Context, np procedure.NewProcess) error {
	cancelled, err := a.q.CycleCancelled(ctx, np.Cycle)
	if err != nil || cancelled {
		return err
	}
	return insertProcess(ctx, a.q, np, a.now, &a.now)
}

func insertProcess(ctx context.Context, q *db.Queries, p procedure.NewProcess, now time.Time, released *time.Time) error {
	input, err := json.Marshal(p.Input)
	if err != nil {
		return fmt.Errorf("encode process %s: %w", p.ID, err)
	}
	var cycle *string
	if p.Cycle != "" {
		cycle = &p.Cycle
	}
	return q.InsertProcess(ctx, db.InsertProcessParams{
		ID: p.ID, Kind: p.Kind, Cycle: cycle, Subject: p.Subject, Input: input, CreatedAt: now, ReleasedAt: released,
	})
}

func (a *applier) openVote(ctx context.Context, e procedure.Effect, v procedure.VoteOpened) error {
	spec := ballot.Spec{ID: v.Ballot, Roll: v.Roll, Subjects: v.Questions, Choices: v.Choices, Excluded: v.Excluded}
	if v.OnPaper {
		return a.ballots.OpenOnPaper(ctx, a.tx, spec)
	}
	err := a.ballots.OpenBallot(ctx, a.tx, spec)
	if err != nil {
		return err
	}
	return a.tasks(ctx, e, procedure.TasksOpened{Step: v.Step, Act: procedure.ActVote, Assignees: v.Roll, OpenedAt: v.OpenedAt})
}

// countVote counts the ballot and answers with the quorum and the hash; the tallies stay in the record.
func (a *applier) countVote(ctx context.Context, e procedure.Effect) ([]procedure.Command, error) {
	v, err := argsOf[procedure.VoteCount](e)
	if err != nil {
		return nil, err
	}
	count, err := a.ballots.CountBallot(ctx, a.tx, v.Ballot)
	if err != nil {
		return nil, err
	}
	err = a.q.EndTasks(ctx, db.EndTasksParams{Process: a.process, Step: v.Step, Act: procedure.ActVote, EndedAt: &a.now})
	if err != nil {
		return nil, err
	}
	return a.counted(e, count, v.Quorum, v.Threshold, v.At)
}

// counted tells the process about a count: whether enough took part, and what was carried where a threshold judges it.
func (a *applier) counted(e procedure.Effect, count ballot.Count, quorum ballot.Quorum, threshold *ballot.Threshold, at time.Time) ([]procedure.Command, error) {
	told := procedure.Counted{Ballot: count.BallotID, QuorumMet: quorum.Met(count.Heads), Hash: count.Hash()}
	if threshold != nil && told.QuorumMet {
		for _, tally := range count.Subjects {
			outcome, err := threshold.Judge(tally)
			if err != nil {
				return nil, fmt.Errorf("judge ballot %s: %w", count.BallotID, err)
			}
			told.Outcomes = append(told.Outcomes, outcome)
		}
	}
	args, err := json.Marshal(told)
	if err != nil {
		return nil, err
	}
	return []procedure.Command{{
		Key: fmt.Sprintf("%s#%d", a.process, e.Seq), Kind: procedure.CommandCounted, Actor: a.process,
		Role: procedure.System, ReceivedAt: at, Args: args,
	}}, nil
}
