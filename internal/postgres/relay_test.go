package postgres_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
	"canbo/internal/postgres"
	"canbo/internal/procedure"
)

// pause is a command that leaves no record of its own, received some time ago.
func pause(key string, ago time.Duration) procedure.Command {
	return procedure.Command{
		Key: key, Kind: procedure.CommandPause, Actor: "admin", Role: procedure.Administrator, ReceivedAt: time.Now().UTC().Add(-ago),
	}
}

func (r *record) lease(from *postgres.RelayInbox, limit int) []string {
	r.Helper()
	leased, err := from.Lease(r.Context(), limit)
	require.NoError(r, err)
	var keys []string
	for _, u := range leased {
		keys = append(keys, u.Command.Key)
	}
	return keys
}

func TestALeasedCommandIsNobodyElses(t *testing.T) {
	t.Parallel()
	r := openRecord(t)
	other := postgres.NewRelayInbox(r.pool)
	r.File(reviewID, pause("old", time.Hour))
	r.File(reviewID, pause("older", 2*time.Hour))
	r.File(reviewID, pause("fresh", 0))
	require.Empty(t, r.lease(r.RelayInbox, 10), "the process has not been started")
	require.NoError(t, r.Started(t.Context(), reviewID))
	require.Equal(t, []string{"older"}, r.lease(r.RelayInbox, 1), "the oldest first")
	require.Equal(t, []string{"old"}, r.lease(other, 10), "what was filed just now is left to its sender")
	require.Empty(t, r.lease(r.RelayInbox, 10))

	_, err := r.pool.Exec(t.Context(), `UPDATE command SET next_try_at = now() - interval '1 second'`) // the wait is over
	require.NoError(t, err)
	require.ElementsMatch(t, []string{"older", "old", "fresh"}, r.lease(other, 10))
	require.Equal(t, []string{"1", "2", "2"}, r.column(`SELECT tries::text FROM command ORDER BY tries`))
}

func TestASettledCommandIsNotLeased(t *testing.T) {
	t.Parallel()
	r := openRecord(t)
	require.NoError(t, r.Started(t.Context(), reviewID))
	cmd := pause("k", time.Hour)
	r.File(reviewID, cmd)
	r.write(reviewID, procedure.EffectAct, procedure.Act{Command: cmd})
	require.Empty(t, r.lease(r.RelayInbox, 10))
}

func TestTheRelayIsWokenWhenThereIsSomethingToDo(t *testing.T) {
	t.Parallel()
	for name, happen := range map[string]func(r *record){
		"a process sent a command": func(r *record) {
			r.write(reviewID, procedure.EffectSend, procedure.Send{To: cycleID, Kind: evaluation.CommandUnitReviewed})
		},
		"a process was released": func(r *record) {
			r.write(cycleID, procedure.EffectLaunch, procedure.Launch{Kind: evaluation.KindUnitReview})
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := openRecord(t)
			t.Cleanup(func() { require.NoError(t, r.RelayInbox.Close(context.Background())) }) // t's own context has ended
			begun := time.Now()
			for range 3 { // the first one connects
				require.NoError(t, r.WaitPending(t.Context(), time.Millisecond), "nothing to do is no error")
			}
			happen(r)
			require.NoError(t, r.WaitPending(t.Context(), time.Minute))
			require.Less(t, time.Since(begun), 30*time.Second, "woken, not timed out")
		})
	}
}
