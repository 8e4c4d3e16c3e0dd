package postgres_test

import (
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"canbo/activities/storetest"
	"canbo/internal/ballot"
	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/postgres"
	"canbo/internal/procedure"
)

func TestTheRecordConforms(t *testing.T) {
	t.Parallel()
	storetest.Conform(t, func(t *testing.T) storetest.Subject { return openRecord(t) })
}

// A worker that was thought dead and its successor may write the same batch at the same moment.
func TestTwoWorkersWriteABatchOnce(t *testing.T) {
	t.Parallel()
	r := openRecord(t)
	r.file(reviewID, procedure.Command{Key: "k", Kind: evaluation.ActComment, Actor: "mini-08", Role: procedure.Official, ReceivedAt: received},
		evaluation.CommentFiling{Subject: "mini-11", Text: "Sát dân"})
	e := procedure.Effect{Seq: 1, Version: 1, Kind: procedure.EffectAct, Args: []byte(`{"command":{"key":"k","kind":"comment","actor":"mini-08","role":"official","received_at":"2019-01-07T02:00:00Z"}}`)}
	var group sync.WaitGroup
	errs := make([]error, 8)
	for i := range errs {
		group.Go(func() {
			_, errs[i] = r.Apply(t.Context(), procedure.Batch{Process: reviewID, Version: 1}, []procedure.Prepared{{Effect: e}})
		})
	}
	group.Wait()
	for _, err := range errs {
		require.NoError(t, err)
	}
	require.Equal(t, []string{"Sát dân"}, r.column(`SELECT text FROM comment`))
	require.Equal(t, []string{"1"}, r.column(`SELECT seq::text FROM effect`))
}

func TestAnOldBatchDoesNotTurnTheProcessBack(t *testing.T) {
	t.Parallel()
	r := openRecord(t)
	for range 3 {
		r.write(reviewID, procedure.EffectDrain, procedure.Drain{})
	}
	_, err := r.Apply(t.Context(), procedure.Batch{Process: reviewID, Version: 1}, []procedure.Prepared{{Effect: procedure.Effect{Seq: 1, Version: 1, Kind: procedure.EffectDrain}}})
	require.NoError(t, err)
	require.Equal(t, []string{"3"}, r.column(`SELECT version::text FROM process WHERE id = $1`, reviewID))
}

func TestNothingToApply(t *testing.T) {
	t.Parallel()
	r := openRecord(t)
	answers, err := r.Apply(t.Context(), procedure.Batch{Process: reviewID}, nil)
	require.NoError(t, err)
	require.Empty(t, answers)
}

func TestTheProjectionOfAStepFollowsItsLatestChange(t *testing.T) {
	t.Parallel()
	r := openRecord(t)
	change := procedure.StepChange{Name: "x", Position: 2, Mode: procedure.Internal, Status: procedure.Running, OpenedAt: received}
	r.write(reviewID, procedure.EffectStep, change)
	change.Due = received.Add(time.Hour)
	r.write(reviewID, procedure.EffectStep, change)
	r.write(reviewID, procedure.EffectTasks, procedure.TasksOpened{Step: "x", Act: "sign", Assignees: []string{"mini-11", "mini-12"}, OpenedAt: received})
	r.write(reviewID, procedure.EffectTaskDone, procedure.TaskDone{Step: "x", Act: "sign", Assignee: "mini-11", At: received})
	require.Equal(t, []string{"mini-12"}, r.openTasks())

	change.Status, change.ClosedAt, change.ClosedBy = procedure.Ended, received.Add(2*time.Hour), "due"
	r.write(reviewID, procedure.EffectStep, change)
	require.Empty(t, r.openTasks(), "what is open in a step ends with it")
	require.Equal(t, []string{"2 internal closed due 3600 7200"}, r.column(`SELECT concat_ws(' ', position, mode, status, closed_by,
		extract(epoch FROM due - opened_at)::int, extract(epoch FROM closed_at - opened_at)::int) FROM step`))
	require.Equal(t, []string{"mini-11 done", "mini-12 ended"}, r.column(`SELECT assignee || CASE WHEN done_at IS NOT NULL THEN ' done'
		WHEN ended_at IS NOT NULL THEN ' ended' ELSE ' open' END FROM task ORDER BY assignee`))
}

func (r *record) openTasks() []string {
	return r.column(`SELECT assignee FROM task WHERE done_at IS NULL AND ended_at IS NULL ORDER BY assignee`)
}

func (r *record) mails() []string {
	return r.column(`SELECT kind || ' ' || official || ' ' || key FROM mail_outbox ORDER BY created_at, key`)
}

func TestATaskAndItsMailAreWrittenTogether(t *testing.T) {
	t.Parallel()
	r := openRecord(t)
	opened := procedure.TasksOpened{Step: "x", Act: evaluation.ActSelfReview, Assignees: []string{"mini-11", "mini-12"}, OpenedAt: received}
	r.write(reviewID, procedure.EffectTasks, opened)
	require.Equal(t, []string{"mini-11", "mini-12"}, r.openTasks())
	require.Equal(t, []string{"task_opened mini-11 " + reviewID + "#1/mini-11", "task_opened mini-12 " + reviewID + "#1/mini-12"}, r.mails())

	opened.Assignees = []string{"mini-13", "nobody-in-the-roster"}
	_, err := r.try(reviewID, procedure.EffectTasks, opened, nil)
	require.Error(t, err, "there is no address to write to")
	require.Equal(t, []string{"mini-11", "mini-12"}, r.openTasks(), "no task without its mail")
	require.Len(t, r.mails(), 2)
}

func TestAReminderGoesToThoseWhoseTaskIsOpen(t *testing.T) {
	t.Parallel()
	r := openRecord(t)
	r.write(reviewID, procedure.EffectTasks, procedure.TasksOpened{Step: "x", Act: evaluation.ActSelfReview, Assignees: []string{"mini-11", "mini-12"}, OpenedAt: received})
	r.write(reviewID, procedure.EffectTaskDone, procedure.TaskDone{Step: "x", Act: evaluation.ActSelfReview, Assignee: "mini-11", At: received})
	r.write(reviewID, procedure.EffectRemind, procedure.Remind{Step: "x", At: received, Due: received})
	require.Equal(t, []string{"mini-12"}, r.column(`SELECT official FROM mail_outbox WHERE kind = 'reminder'`))
	require.Equal(t, []string{"Xã Nà Mười"}, r.column(`SELECT data ->> 'unit_name' FROM mail_outbox WHERE kind = 'reminder'`))

	r.write(reviewID, procedure.EffectTasks, procedure.TasksOpened{Step: "x", Act: procedure.ActVote, Assignees: []string{"mini-12", "mini-13"}, OpenedAt: received})
	r.exec(`DELETE FROM mail_outbox`)
	r.write(reviewID, procedure.EffectRemind, procedure.Remind{Step: "x", At: received, Due: received, Only: procedure.Persons{"mini-11", "mini-12", "mini-13"}})
	require.Equal(t, []string{"mini-12"}, r.column(`SELECT official FROM mail_outbox WHERE kind = 'reminder'`), "whoever is named is not told of a vote")
}

func TestASecretBallotIsOpenedAndCounted(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		voters []string
		met    bool
	}{
		"with a quorum":    {[]string{"mini-08", "mini-09"}, true},
		"without a quorum": {[]string{"mini-08"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := openRecord(t)
			quorum := ballot.Quorum{Num: 2, Den: 3, Base: ballot.BasePresent}
			id := procedure.BallotID(reviewID, evaluation.StepBallot, 1)
			r.write(reviewID, procedure.EffectOpenVote, procedure.VoteOpened{
				Ballot: id, Step: evaluation.StepBallot, Roll: []string{"mini-08", "mini-09", "mini-10"}, Questions: []string{"mini-11"},
				Choices: []string{"Excellent", "Good"}, Quorum: quorum, OpenedAt: received,
			})
			require.Equal(t, []string{"mini-08", "mini-09", "mini-10"}, r.openTasks(), "everybody on the roll is asked to vote")
			for _, voter := range tt.voters {
				r.vote(id, voter, "Excellent")
			}
			answers := r.write(reviewID, procedure.EffectCountVote, procedure.VoteCount{Ballot: id, Step: evaluation.StepBallot, Quorum: quorum, At: received})
			require.Len(t, answers, 1)
			counted := procedure.Decode[procedure.Counted](answers[0])
			require.Equal(t, tt.met, counted.QuorumMet)
			require.Len(t, counted.Hash, 64)
			require.NotContains(t, string(answers[0].Args), "Excellent", "the process never sees a vote")
			require.Equal(t, received, answers[0].ReceivedAt)
			require.Empty(t, r.openTasks(), "who did not vote is no longer asked")
		})
	}
}

// vote draws somebody's papers and casts them, all with one choice.
func (r *record) vote(id, voter, choice string) {
	r.Helper()
	ballots := postgres.NewBallots(r.pool)
	var papers []ballot.Paper
	require.NoError(r, pgx.BeginFunc(r.Context(), r.pool, func(tx pgx.Tx) (err error) {
		papers, err = ballots.DrawPapers(r.Context(), tx, id, voter)
		return err
	}))
	casts := make([]ballot.Cast, len(papers))
	for i, p := range papers {
		casts[i] = ballot.Cast{Token: p.Token, Choice: choice}
	}
	require.NoError(r, ballots.CastPapers(r.Context(), id, casts))
}

func TestACommandToAnUnknownProcessFails(t *testing.T) {
	t.Parallel()
	r := openRecord(t)
	_, err := r.try(reviewID, procedure.EffectSend, procedure.Send{To: "cycle/nowhere", Kind: evaluation.CommandUnitReviewed}, nil)
	require.ErrorContains(t, err, "command_process_fkey")
	_, err = r.try(cycleID, procedure.EffectLaunch, procedure.Launch{Kind: evaluation.KindBodyDecision, Scope: "high"}, nil)
	require.ErrorContains(t, err, `scope "high" of a launch is no level`)
}

func TestDecidedThingsAreInsertOnly(t *testing.T) {
	t.Parallel()
	r := openRecord(t)
	for _, table := range []string{
		"policy_document", "enrolment", "effect", "act", "self_review", "comment", "minutes", "proposal", "appraisal", "decision", "figure",
	} {
		for _, statement := range []string{
			"DELETE FROM " + table, "TRUNCATE " + table + " CASCADE",
			"UPDATE " + table + " SET " + r.column(`SELECT column_name FROM information_schema.columns WHERE table_name = $1 LIMIT 1`, table)[0] + " = DEFAULT",
		} {
			_, err := r.pool.Exec(t.Context(), statement)
			require.ErrorContains(t, err, "insert-only", statement)
		}
	}
}

func TestAnEffectWithoutItsComputationFails(t *testing.T) {
	t.Parallel()
	r := openRecord(t)
	_, err := r.try(sittingID, evaluation.EffectAppraise, evaluation.Appraise{Cycle: storetest.Cycle, Body: "du-xa-na-muoi"}, nil)
	require.ErrorContains(t, err, "the appraisal of du-xa-na-muoi was not computed")
	_, err = r.try(cycleID, evaluation.EffectCloseCycle, evaluation.CloseCycle{Cycle: storetest.Cycle}, nil)
	require.ErrorContains(t, err, "were not computed")
	_, err = r.try(reviewID, procedure.EffectTasks, "nobody", nil)
	require.ErrorContains(t, err, "decode arguments")
}

func TestAnActWithoutItsFilingFails(t *testing.T) {
	t.Parallel()
	r := openRecord(t)
	cmd := procedure.Command{Key: "k", Kind: evaluation.ActComment, Actor: "mini-08", Role: procedure.Official, ReceivedAt: received}
	_, err := r.try(reviewID, procedure.EffectAct, procedure.Act{Command: cmd}, nil)
	require.Equal(t, fault.NotFound, fault.KindOf(err))
	require.Empty(t, r.column(`SELECT command FROM act`), "all or nothing")
}
