package screening_test

import (
	"io/fs"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"canbo/internal/fault"
	"canbo/internal/planning"
	"canbo/internal/policy"
	"canbo/internal/postgres"
	"canbo/internal/postgres/pgtest"
	"canbo/internal/roster"
	"canbo/internal/screening"
	"canbo/seeds"
)

var june2020 = time.Date(2020, time.June, 30, 0, 0, 0, 0, time.UTC)

// caoloc is the demonstration district in a database of its own.
func caoloc(t *testing.T) (*postgres.Store, *screening.Screener) {
	t.Helper()
	store, _, s := caolocWithPool(t)
	return store, s
}

func caolocWithPool(t *testing.T) (*postgres.Store, *pgxpool.Pool, *screening.Screener) {
	t.Helper()
	files, err := fs.Sub(seeds.FS, "caoloc")
	require.NoError(t, err)
	district, problems := roster.Load(files)
	require.Empty(t, problems)
	pool := pgtest.New(t)
	_, err = postgres.New(pool).ImportDistrict(t.Context(), district)
	require.NoError(t, err)
	policies, err := policy.Load(seeds.FS, "policies")
	require.NoError(t, err)
	store := postgres.New(pool)
	return store, pool, &screening.Screener{Store: store, Policies: policies}
}

// The lists hold people who must leave; the yearly review adds others, until the published figures are reached.
func TestScreeningFindsWhoMustLeaveTheListsOfTheDemonstrationDistrict(t *testing.T) {
	t.Parallel()
	store, s := caoloc(t)
	lists, err := store.PlanLists(t.Context(), 2020, postgres.Page{Limit: postgres.MaxPage})
	require.NoError(t, err)
	require.Len(t, lists.Items, 3+22)
	stay, reasons := map[string]int{}, map[planning.Reason]int{}
	for _, list := range lists.Items {
		out, err := s.Screen(t.Context(), screening.Asked{List: list.Code, Day: june2020})
		require.NoError(t, err)
		require.Equal(t, "hd15-2012", out.Policy.ID)
		leaving := map[string]bool{}
		for _, f := range out.Findings {
			if f.Blocking {
				leaving[f.Official+" "+f.Position] = true
				reasons[f.Reason]++
			}
		}
		staying := map[string]bool{}
		for _, e := range out.Plan.Entries {
			if !leaving[e.Official+" "+e.Position] {
				staying[e.Official] = true
			}
		}
		kind := string(out.Plan.Tier) + " " + list.Kind
		stay[kind] += len(staying)
	}
	require.Equal(t, map[string]int{
		"district executive_committee": 41, "district standing_committee": 12, "district key_posts": 22, "commune executive_committee": 226 - 2*22,
	}, stay)
	for _, reason := range []planning.Reason{planning.OverAge, planning.AlreadyHoldsPostOrHigher, planning.Disciplined} {
		require.Positive(t, reasons[reason], reason)
	}
}

func TestWhatIsScreenedCanBeChosen(t *testing.T) {
	t.Parallel()
	_, s := caoloc(t)
	newer, err := s.Screen(t.Context(), screening.Asked{List: "bch-huyen-2020", Policy: "qd50-2021", Number: 1, Day: june2020})
	require.NoError(t, err)
	require.Equal(t, "qd50-2021", newer.Policy.ID)
	require.Equal(t, time.Date(2025, 6, 1, 0, 0, 0, 0, time.UTC), newer.Reference)
	require.Equal(t, 2500, newer.Structure.Shares[0].WantBP)
	require.Equal(t, "QD50", newer.Structure.Shares[0].Source)
	require.True(t, newer.Structure.Shares[0].Verified)

	for name, tt := range map[string]struct {
		asked screening.Asked
		want  fault.Kind
	}{
		"a list that is not there":    {screening.Asked{List: "none"}, fault.NotFound},
		"a version to come":           {screening.Asked{List: "bch-huyen-2020", Version: 2}, fault.NotFound},
		"a policy that is not there":  {screening.Asked{List: "bch-huyen-2020", Policy: "none", Number: 1}, fault.NotFound},
		"a policy of another purpose": {screening.Asked{List: "bch-huyen-2020", Policy: "qd132-2018", Number: 1}, fault.Invalid},
	} {
		tt.asked.Day = june2020
		_, err := s.Screen(t.Context(), tt.asked)
		require.Equal(t, tt.want, fault.KindOf(err), "%s: %v", name, err)
	}
}
