package screening_test

import (
	"log/slog"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/planning"
	"canbo/internal/postgres"
	"canbo/internal/screening"
)

// What a sweep must find, counted by the database from the roster alone: men serve to 60 and women to 55, and 60 months
// are asked for.
const reachedUntil = `
	SELECT count(*) FROM (
		SELECT date_trunc('month', o.born) + make_interval(years => CASE o.sex WHEN 'male' THEN 60 ELSE 55 END, months => -59) AS short_from,
		       CASE u.kind WHEN 'district' THEN date '2020-06-01' ELSE date '2020-04-01' END AS reference
		FROM (SELECT DISTINCT list, official FROM plan_entry) e
		JOIN plan_list l ON l.code = e.list JOIN unit u ON u.code = l.unit JOIN official o ON o.code = e.official
	) x WHERE short_from > reference AND short_from <= $1::date`

func TestTheSweepFindsAgeLimitsReachedBetweenReviews(t *testing.T) {
	t.Parallel()
	store, pool, s := caolocWithPool(t)
	now := time.Date(2020, time.May, 31, 18, 0, 0, 0, time.UTC) // June in Vietnam
	w := &screening.Sweep{Screener: s, Findings: store, Clock: func() time.Time { return now }, Log: slog.New(slog.DiscardHandler)}
	all := 0
	for _, month := range []string{"2020-06-01", "2021-03-01", "2023-11-01"} {
		var want int
		require.NoError(t, pool.QueryRow(t.Context(), reachedUntil, month).Scan(&want))
		at, err := time.Parse(time.DateOnly, month)
		require.NoError(t, err)
		now = at.Add(-6 * time.Hour)
		opened, err := w.Once(t.Context())
		require.NoError(t, err)
		require.Equal(t, want-all, opened, month)
		again, err := w.Once(t.Context())
		require.NoError(t, err)
		require.Zero(t, again, "the same month opens nothing twice")
		all = want
	}
	require.Positive(t, all)

	found, err := store.PlanFindings(t.Context(), postgres.PlanFindingFilter{Cause: planning.ByAge, State: planning.FindingOpen}, postgres.Page{Limit: postgres.MaxPage})
	require.NoError(t, err)
	require.Len(t, found.Items, all)
	first := found.Items[0]
	require.Equal(t, planning.OverAge, first.Reason)
	require.Equal(t, "sweep", first.OpenedBy)
	require.Regexp(t, `^202[0-3]-\d\d$`, first.Record)

	_, err = pool.Exec(t.Context(), "UPDATE official SET born = born + interval '10 years' WHERE code = $1", first.Official)
	require.NoError(t, err)
	_, err = w.Once(t.Context())
	require.NoError(t, err)
	corrected, acts, err := store.PlanFinding(t.Context(), first.ID)
	require.NoError(t, err)
	require.Equal(t, planning.FindingWithdrawn, corrected.State, "the day of birth was wrong")
	require.Equal(t, "sweep", acts[0].Actor)

	now = time.Date(2026, time.March, 1, 0, 0, 0, 0, time.UTC)
	opened, err := w.Once(t.Context())
	require.NoError(t, err)
	require.Zero(t, opened, "the term of the lists is over")
}
