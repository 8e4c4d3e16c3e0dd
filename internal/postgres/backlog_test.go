package postgres_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
	"canbo/internal/postgres"
	"canbo/internal/procedure"
)

func TestTheBacklogCountsWhatWaits(t *testing.T) {
	t.Parallel()
	r := openRecord(t)
	now := time.Now().UTC().Truncate(time.Microsecond)
	due := now.Add(-time.Minute)

	got, err := r.Backlog(t.Context(), now)
	require.NoError(t, err)
	require.Equal(t, map[string]postgres.Kind{evaluation.KindCycle: {Open: 1, Unstarted: 1}}, got.Kinds, "only the cycle is released")
	require.Empty(t, got.Commands)
	require.Zero(t, got.Tasks)

	require.NoError(t, r.Started(t.Context(), cycleID))
	filed := pause("waiting", time.Hour)
	r.File(reviewID, filed)
	r.write(cycleID, procedure.EffectAct, procedure.Act{Command: pause("settled", time.Hour)})
	r.write(reviewID, procedure.EffectStep, procedure.StepChange{
		Name: evaluation.StepSelfReview, Status: procedure.Running, OpenedAt: received, Due: due,
	})
	r.write(reviewID, procedure.EffectTasks, procedure.TasksOpened{
		Step: evaluation.StepSelfReview, Act: evaluation.ActSelfReview, Assignees: []string{"mini-06", "mini-07"}, OpenedAt: received,
	})
	r.write(reviewID, procedure.EffectOpenVote, procedure.VoteOpened{
		Ballot: procedure.BallotID(reviewID, evaluation.StepBallot, 1), Step: evaluation.StepBallot, Roll: []string{"mini-08", "mini-09"}, Questions: []string{"mini-11"},
		Choices: []string{"Excellent", "Good"}, OpenedAt: received,
	})
	_, err = r.pool.Exec(t.Context(), `INSERT INTO mail_outbox (key, name, address, kind, data, state, created_at)
		VALUES ('m', 'Người đọc', 'nguoi-doc@example.vn', 'reminder', '{}', 'failed', $1)`, due)
	require.NoError(t, err)

	got, err = r.Backlog(t.Context(), now)
	require.NoError(t, err)
	require.Equal(t, map[string]postgres.Kind{evaluation.KindCycle: {Open: 1}}, got.Kinds)
	require.Equal(t, int64(1), got.Commands["administrator"].Number)
	require.WithinDuration(t, filed.ReceivedAt, got.Commands["administrator"].Oldest, time.Second)
	require.Equal(t, int64(1), got.Mail["failed"].Number)
	require.True(t, due.Equal(got.Mail["failed"].Oldest))
	require.Equal(t, [2]int64{4, 2}, [2]int64{got.Tasks, got.Overdue}, "the ballot has no due time")
	require.Equal(t, int64(1), got.Ballots)

	got, err = r.Backlog(t.Context(), due.Add(-time.Second))
	require.NoError(t, err)
	require.Zero(t, got.Overdue, "not due yet")
	require.Positive(t, r.Connections().Max)
}
