package postgres_test

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"canbo/activities/storetest"
	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/postgres"
	"canbo/internal/postgres/pgtest"
	"canbo/internal/procedure"
	"canbo/seeds"
)

// record is the record of the small district in a database of its own, with storetest.Cycle open.
type record struct {
	*testing.T
	*postgres.Store
	*postgres.RelayInbox
	pool *pgxpool.Pool
	seq  map[string]int64 // number of the last effect of each process
}

func openRecord(t *testing.T) *record {
	t.Helper()
	pool := pgtest.New(t)
	_, err := postgres.New(pool).ImportDistrict(t.Context(), storetest.Mini(t, seeds.FS))
	require.NoError(t, err)
	r := &record{T: t, Store: postgres.New(pool), RelayInbox: postgres.NewRelayInbox(pool), pool: pool}
	r.BaseURL = "https://canbo.example"
	require.NoError(t, r.OpenCycle(t.Context(), storetest.Opening(t, seeds.FS)))
	return r
}

// Apply is the store's; the inbox of the relay has none.
func (r *record) Apply(ctx context.Context, b procedure.Batch, p []procedure.Prepared) ([]procedure.Command, error) {
	return r.Store.Apply(ctx, b, p)
}

// File implements storetest.Subject.
func (r *record) File(process string, cmd procedure.Command) {
	r.file(process, cmd, map[string]string{"reason": "Mở nhầm", "basis": "Công văn số 12"})
}

func (r *record) file(process string, cmd procedure.Command, payload any) {
	r.Helper()
	raw, err := json.Marshal(payload)
	require.NoError(r, err)
	_, err = r.FileCommand(r.Context(), postgres.Filing{Process: process, Command: cmd, Payload: raw})
	require.NoError(r, err)
}

// Filing implements storetest.Subject.
func (r *record) Filing(key string) (storetest.Filing, bool) {
	receipt, err := r.Receipt(r.Context(), key)
	if fault.KindOf(err) == fault.NotFound {
		return storetest.Filing{}, false
	}
	require.NoError(r, err)
	return storetest.Filing{
		Undelivered: procedure.Undelivered{Process: receipt.Process, Command: receipt.Command},
		Settled:     receipt.SettledAt != nil, Version: receipt.Version, Refused: receipt.Refusal,
	}, true
}

// column reads one column of a query as text.
func (r *record) column(query string, args ...any) []string {
	r.Helper()
	rows, err := r.pool.Query(r.Context(), query, args...)
	require.NoError(r, err)
	defer rows.Close()
	var out []string
	for rows.Next() {
		var value string
		require.NoError(r, rows.Scan(&value))
		out = append(out, value)
	}
	require.NoError(r, rows.Err())
	return out
}

// write applies one effect as the next of its process, version and number alike, and returns what it answered.
func (r *record) write(process, kind string, args any) []procedure.Command {
	r.Helper()
	answers, err := r.try(process, kind, args, nil)
	require.NoError(r, err)
	return answers
}

// try is write with something computed for the effect, and with its error.
func (r *record) try(process, kind string, args, computed any) ([]procedure.Command, error) {
	r.Helper()
	raw, err := json.Marshal(args)
	require.NoError(r, err)
	if r.seq == nil {
		r.seq = map[string]int64{}
	}
	r.seq[process]++
	e := procedure.Effect{Seq: r.seq[process], Version: r.seq[process], Kind: kind, Args: raw}
	return r.Apply(r.Context(), procedure.Batch{Process: process, Version: e.Version, Effects: []procedure.Effect{e}},
		[]procedure.Prepared{{Effect: e, Computed: computed}})
}

// act files what somebody handed in and applies it as accepted: args is what the process saw of it.
func (r *record) act(process, kind, actor string, payload, args any) {
	r.Helper()
	raw, err := json.Marshal(args)
	require.NoError(r, err)
	cmd := procedure.Command{
		Key: process + " " + kind + " " + actor, Kind: kind, Actor: actor, Role: procedure.Official, ReceivedAt: received, Args: raw,
	}
	r.file(process, cmd, payload)
	r.write(process, procedure.EffectAct, procedure.Act{Command: cmd})
}

// received is when everything in these tests was received.
var received = time.Date(2019, 1, 7, 2, 0, 0, 0, time.UTC)

// The processes of the small district that these tests write for.
var (
	cycleID   = evaluation.CycleID(storetest.Cycle)
	reviewID  = evaluation.UnitReviewID(storetest.Cycle, "xa-na-muoi")
	sittingID = evaluation.BodyDecisionID(storetest.Cycle, "du-xa-na-muoi")
)
