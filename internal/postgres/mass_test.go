package postgres_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/fault"
	"canbo/internal/mass"
	"canbo/internal/postgres"
	"canbo/internal/procedure"
)

const crowd = 10_000

// fillCrowd adds a process with an open step for each of ten thousand people; every tenth has ended its step since.
func (r *record) fillCrowd() {
	r.Helper()
	for _, query := range []string{
		`INSERT INTO process (id, kind, cycle, subject, input, created_at, released_at, started_at)
			SELECT 'crowd/' || i, 'crowd', 'mini-2018', 'person-' || i, '{}', now(), now(), now() FROM generate_series(1, $1::integer) i`,
		`INSERT INTO step (process, name, position, mode, status, opened_at, due, seq)
			SELECT 'crowd/' || i, 'self_review', 0, 'internal', CASE WHEN i % 10 = 0 THEN 'closed' ELSE 'open' END, now(), now() + interval '5 days', 1
			FROM generate_series(1, $1::integer) i`,
	} {
		_, err := r.pool.Exec(r.Context(), query, crowd)
		require.NoError(r, err)
	}
}

func crowdPlan(id string) postgres.MassPlan {
	return postgres.MassPlan{
		ID: id, Cycle: "mini-2018", Filter: postgres.MassFilter{Kinds: []string{"crowd"}, Step: "self_review"},
		Order:  mass.Order{Act: procedure.CommandExtend, Due: time.Now().UTC().AddDate(0, 1, 0).Truncate(time.Second)},
		Reason: "Bão", Basis: "12-CV/HU", Actor: "key:office", Request: []byte(id), At: time.Now().UTC().Truncate(time.Microsecond),
	}
}

func TestAMassActOnTenThousandPeople(t *testing.T) {
	t.Parallel()
	r := openRecord(t)
	r.fillCrowd()
	planned, err := r.PlanMass(t.Context(), crowdPlan("extension"), mass.Rules{})
	require.NoError(t, err)
	require.EqualValues(t, crowd, planned.Items)
	require.EqualValues(t, crowd/10, planned.Conflicts)
	require.Empty(t, r.lease(r.RelayInbox, 10), "nothing is sent before somebody has looked")

	applied, err := r.ApplyMass(t.Context(), "extension", "key:office", time.Now().UTC())
	require.NoError(t, err)
	require.EqualValues(t, crowd*9/10, applied.Pending)
	_, err = r.ApplyMass(t.Context(), "extension", "key:office", time.Now().UTC())
	require.NoError(t, err, "applying again changes nothing")
	require.Equal(t, []string{fmt.Sprint(crowd * 9 / 10)}, r.column(`SELECT count(*)::text FROM command WHERE kind = 'extend'`))

	require.NoError(t, r.Started(t.Context(), reviewID))
	r.File(reviewID, pause("between", 5*time.Second))
	require.Contains(t, r.lease(r.RelayInbox, 1000), "between", "others need not wait until all ten thousand are through")

	r.settleCrowd()
	done, err := r.MassAct(t.Context(), "extension")
	require.NoError(t, err)
	require.EqualValues(t, 2, done.Refused)
	require.EqualValues(t, crowd*9/10-2, done.Accepted)
	require.Zero(t, done.Pending)
	refused, err := r.MassItems(t.Context(), "extension", "refused", postgres.Page{Limit: 10})
	require.NoError(t, err)
	require.Len(t, refused.Items, 2)
	require.Equal(t, "because", refused.Items[0].Text)

	undo, err := r.UndoMass(t.Context(), "extension", postgres.MassPlan{
		ID: "undo", Reason: "Nhầm", Basis: "13-CV/HU", Actor: "key:office", Request: []byte("undo"), At: time.Now().UTC().Truncate(time.Microsecond),
	}, mass.Rules{})
	require.NoError(t, err)
	require.Equal(t, "extension", undo.Undoes)
	require.EqualValues(t, crowd*9/10-2, undo.Items, "what was refused needs no undo")
	require.EqualValues(t, 1, undo.Conflicts, "what somebody moved again stays")
	first, err := r.MassItems(t.Context(), "undo", "pending", postgres.Page{Limit: 1})
	require.NoError(t, err)
	require.WithinDuration(t, time.Now().AddDate(0, 0, 5), *first.Items[0].After, time.Minute, "the due time before")
}

// settleCrowd does what the processes would: two refuse, the others take the extension; then one step is moved again.
func (r *record) settleCrowd() {
	r.Helper()
	require.NoError(r, r.RefuseCommand(r.Context(), r.column(`SELECT command FROM mass_item WHERE process = 'crowd/1'`)[0], fault.New(fault.Conflict, "no", "because"), time.Now()))
	require.NoError(r, r.RefuseCommand(r.Context(), r.column(`SELECT command FROM mass_item WHERE process = 'crowd/2'`)[0], fault.New(fault.Conflict, "no", "because"), time.Now()))
	for _, query := range []string{
		`UPDATE step s SET due = i.due_after FROM mass_item i JOIN command c ON c.key = i.command AND c.settled_at IS NULL WHERE s.process = i.process`,
		`UPDATE command SET settled_at = now(), version = 2 WHERE kind = 'extend' AND settled_at IS NULL`,
		`UPDATE step SET due = due + interval '1 day' WHERE process = 'crowd/3'`,
	} {
		_, err := r.pool.Exec(r.Context(), query)
		require.NoError(r, err)
	}
}

func TestAMassActIsNotUndoneWhileItIsUnderWay(t *testing.T) {
	t.Parallel()
	r := openRecord(t)
	r.fillCrowd()
	_, err := r.PlanMass(t.Context(), crowdPlan("extension"), mass.Rules{})
	require.NoError(t, err)
	_, err = r.UndoMass(t.Context(), "extension", postgres.MassPlan{ID: "undo"}, mass.Rules{})
	requireFault(t, err, fault.Conflict, "not_applied")
	_, err = r.ApplyMass(t.Context(), "extension", "key:office", time.Now())
	require.NoError(t, err)
	_, err = r.UndoMass(t.Context(), "extension", postgres.MassPlan{ID: "undo"}, mass.Rules{})
	requireFault(t, err, fault.Conflict, "not_finished")
	_, err = r.PlanMass(t.Context(), postgres.MassPlan{ID: "other", Cycle: "none", Order: mass.Order{Act: procedure.CommandPause}}, mass.Rules{})
	requireFault(t, err, fault.NotFound, "not_found")
}
