package postgres_test

import (
	"context"
	"encoding/json"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"canbo/internal/fault"
	"canbo/internal/postgres"
	"canbo/internal/postgres/pgtest"
	"canbo/internal/procedure"
)

const filedTo = "unit-review/test-2018/xa-a"

var filedAt = time.Date(2019, 1, 7, 9, 0, 0, 0, time.UTC)

// inboxStore is a store with one process to file to.
func inboxStore(t *testing.T) (*postgres.Store, *pgxpool.Pool) {
	t.Helper()
	pool := pgtest.New(t)
	_, err := pool.Exec(t.Context(), `INSERT INTO process (id, kind, subject, input, created_at)
		VALUES ($1, 'UnitReview', 'xa-a', '{"members": ["an"], "chair": "an"}', $2)`, filedTo, filedAt)
	require.NoError(t, err)
	return postgres.New(pool), pool
}

func selfReviewFiling(key, payload string) postgres.Filing {
	return postgres.Filing{
		Process: filedTo, Payload: json.RawMessage(payload),
		Command: procedure.Command{
			Key: key, Kind: "self_review", Actor: "an", Role: procedure.Official, ReceivedAt: filedAt,
			Args: json.RawMessage(`{"grade": "Good"}`),
		},
	}
}

func TestFilingTwiceReturnsTheFirstReceipt(t *testing.T) {
	t.Parallel()
	store, _ := inboxStore(t)
	first, err := store.FileCommand(t.Context(), selfReviewFiling("k", `{"text":"a"}`))
	require.NoError(t, err)
	require.Nil(t, first.SettledAt)

	later := selfReviewFiling("k", `{"text":"a"}`)
	later.Command.ReceivedAt = filedAt.Add(time.Hour)
	again, err := store.FileCommand(t.Context(), later)
	require.NoError(t, err)
	require.Equal(t, filedAt, again.Command.ReceivedAt, "the first filing counts")
	require.JSONEq(t, `{"grade":"Good"}`, string(again.Command.Args))
}

func TestAKeyStandsForOneFilingOnly(t *testing.T) {
	t.Parallel()
	store, _ := inboxStore(t)
	_, err := store.FileCommand(t.Context(), selfReviewFiling("k", `{"text":"a"}`))
	require.NoError(t, err)

	otherBody, otherKind := selfReviewFiling("k", `{"text":"b"}`), selfReviewFiling("k", `{"text":"a"}`)
	otherKind.Command.Kind = "comment"
	for name, f := range map[string]postgres.Filing{"another body": otherBody, "another kind": otherKind} {
		_, err := store.FileCommand(t.Context(), f)
		f, ok := fault.As(err)
		require.True(t, ok, name)
		require.Equal(t, fault.Conflict, f.Kind, name)
		require.Equal(t, "idempotency_key_reused", f.Code, name)
	}
}

func TestARefusalStaysAndChangesNothingThatIsSettled(t *testing.T) {
	t.Parallel()
	store, pool := inboxStore(t)
	for _, key := range []string{"refused", "accepted"} {
		_, err := store.FileCommand(t.Context(), selfReviewFiling(key, `{}`))
		require.NoError(t, err)
	}
	_, err := pool.Exec(t.Context(), "UPDATE command SET settled_at = now(), version = 7 WHERE key = 'accepted'")
	require.NoError(t, err)
	why := fault.New(fault.TooLate, "after_due", "the due time has passed")
	for _, key := range []string{"refused", "accepted"} {
		require.NoError(t, store.RefuseCommand(t.Context(), key, why, filedAt))
	}
	refused, err := store.Receipt(t.Context(), "refused")
	require.NoError(t, err)
	require.Equal(t, why, refused.Refusal)
	accepted, err := store.Receipt(t.Context(), "accepted")
	require.NoError(t, err)
	require.Nil(t, accepted.Refusal)
	require.Equal(t, int64(7), accepted.Version)

	_, err = store.Receipt(t.Context(), "unknown")
	require.Equal(t, fault.NotFound, fault.KindOf(err))
}

func TestWaitingEndsWithTheSettlement(t *testing.T) {
	t.Parallel()
	store, pool := inboxStore(t)
	settled := postgres.NewSettlements(store)
	listening, stop := context.WithCancel(t.Context())
	var listen sync.WaitGroup
	listen.Go(func() { settled.Listen(listening) })
	defer listen.Wait()
	defer stop()
	_, err := store.FileCommand(t.Context(), selfReviewFiling("k", `{}`))
	require.NoError(t, err)

	unsettled, err := settled.Wait(t.Context(), "k", time.Millisecond)
	require.NoError(t, err)
	require.Nil(t, unsettled.SettledAt, "nothing has come of it in time")

	var waiting sync.WaitGroup
	receipts := make([]postgres.Receipt, 3)
	for i := range receipts {
		waiting.Go(func() { receipts[i], _ = settled.Wait(t.Context(), "k", time.Minute) })
	}
	_, err = pool.Exec(t.Context(), "UPDATE command SET settled_at = now(), version = 3 WHERE key = 'k'")
	require.NoError(t, err)
	waiting.Wait()
	for _, r := range receipts {
		require.NotNil(t, r.SettledAt)
		require.Equal(t, int64(3), r.Version)
	}
}

func TestWaitingWorksWithoutAListener(t *testing.T) {
	t.Parallel()
	store, pool := inboxStore(t)
	_, err := store.FileCommand(t.Context(), selfReviewFiling("k", `{}`))
	require.NoError(t, err)
	done := make(chan postgres.Receipt)
	go func() {
		r, _ := postgres.NewSettlements(store).Wait(t.Context(), "k", time.Minute)
		done <- r
	}()
	_, err = pool.Exec(t.Context(), "UPDATE command SET settled_at = now(), version = 3 WHERE key = 'k'")
	require.NoError(t, err)
	require.Equal(t, int64(3), (<-done).Version)

	gone, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = postgres.NewSettlements(store).Wait(gone, "k", time.Minute)
	require.ErrorIs(t, err, context.Canceled)
}

func TestAStrangerHasNoSeat(t *testing.T) {
	t.Parallel()
	store, _ := inboxStore(t)
	chair, err := store.StandingInProcess(t.Context(), filedTo, "an")
	require.NoError(t, err)
	require.True(t, chair.Conference.Member && chair.Conference.Chair && chair.Participant)
	for _, process := range []string{filedTo, "unit-review/test-2018/none"} {
		stranger, err := store.StandingInProcess(t.Context(), process, "binh")
		require.NoError(t, err)
		require.Zero(t, stranger)
	}
}

func TestReadyNeedsTheNewestSchema(t *testing.T) {
	t.Parallel()
	store, pool := inboxStore(t)
	require.NoError(t, store.Ready(t.Context()))
	_, err := pool.Exec(t.Context(), "DELETE FROM goose_db_version WHERE version_id = (SELECT max(version_id) FROM goose_db_version)")
	require.NoError(t, err)
	f, ok := fault.As(store.Ready(t.Context()))
	require.True(t, ok)
	require.Equal(t, "not_migrated", f.Code)
}
