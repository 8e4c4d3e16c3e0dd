package postgres_test

import (
	"os"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"canbo/internal/fault"
	"canbo/internal/postgres"
	"canbo/internal/postgres/db"
	"canbo/internal/postgres/pgtest"
	"canbo/internal/roster"
)

func TestImportingTwiceChangesNothing(t *testing.T) {
	t.Parallel()
	pool, d := pgtest.New(t), miniDistrict(t)

	first, err := postgres.New(pool).ImportDistrict(t.Context(), d)
	require.NoError(t, err)
	second, err := postgres.New(pool).ImportDistrict(t.Context(), d)
	require.NoError(t, err)

	rows := len(d.Units) + len(d.Bodies) + len(d.Members) + len(d.Posts) + len(d.Officials) + len(d.Tenures) + len(d.Relations) +
		len(d.Qualifications) + len(d.Disciplines) + len(d.UnitResults) + len(d.Facts) + len(d.Baselines) + len(d.Plans) + len(d.PlanEntries)
	require.Equal(t, rows, first)
	require.Equal(t, 0, second)
}

func TestAnImportWritesWhatChangedAndKeepsWhatIsGoneFromTheFiles(t *testing.T) {
	t.Parallel()
	pool, d := pgtest.New(t), miniDistrict(t)
	_, err := postgres.New(pool).ImportDistrict(t.Context(), d)
	require.NoError(t, err)

	d.Officials[0].Name = "Hoàng Văn Mới"
	d.Facts[0].LowConfidenceBP = new(300)
	d.Baselines = nil
	changes, err := postgres.New(pool).ImportDistrict(t.Context(), d)

	require.NoError(t, err)
	require.Equal(t, 2, changes)
	person, _, err := postgres.NewRoster(pool).Official(t.Context(), d.Officials[0].Code)
	require.NoError(t, err)
	require.Equal(t, "Hoàng Văn Mới", person.Name)
	kept, err := postgres.NewRoster(pool).Baselines(t.Context())
	require.NoError(t, err)
	require.NotEmpty(t, kept)
}

func TestAnImportIsAllOrNothing(t *testing.T) {
	t.Parallel()
	pool, d := pgtest.New(t), miniDistrict(t)
	_, err := postgres.New(pool).ImportDistrict(t.Context(), d)
	require.NoError(t, err)

	d.Officials[0].Name = "Hoàng Văn Mới"
	d.Tenures[0].Period.From = d.Tenures[0].Period.From.AddDate(0, 1, 0) // another key: the stored tenure stays and overlaps
	changes, err := postgres.New(pool).ImportDistrict(t.Context(), d)

	require.Equal(t, fault.Conflict, fault.KindOf(err))
	require.Contains(t, fault.TextOf(err), "tenure_post_held_once")
	require.Equal(t, 0, changes)
	person, _, err := postgres.NewRoster(pool).Official(t.Context(), d.Officials[0].Code)
	require.NoError(t, err)
	require.NotEqual(t, "Hoàng Văn Mới", person.Name)
}

func TestTwoPeopleMayExchangePostsInOneImport(t *testing.T) {
	t.Parallel()
	pool, d := pgtest.New(t), miniDistrict(t)
	_, err := postgres.New(pool).ImportDistrict(t.Context(), d)
	require.NoError(t, err)

	last := time.Date(2019, time.March, 31, 0, 0, 0, 0, time.UTC)
	a, b := &d.Tenures[0], &d.Tenures[1]
	a.Period.To, b.Period.To = last, last
	from := roster.Period{From: last.AddDate(0, 0, 1)}
	d.Tenures = append([]roster.Tenure{
		{Official: a.Official, Post: b.Post, Principal: true, Period: from},
		{Official: b.Official, Post: a.Post, Principal: true, Period: from},
	}, d.Tenures...)
	changes, err := postgres.New(pool).ImportDistrict(t.Context(), d)

	require.NoError(t, err)
	require.Equal(t, 4, changes)
}

func TestTheDatabaseRefusesWhatTheRosterForbids(t *testing.T) {
	t.Parallel()
	pool, d := pgtest.New(t), miniDistrict(t)
	_, err := postgres.New(pool).ImportDistrict(t.Context(), d)
	require.NoError(t, err)
	for name, c := range map[string]struct{ statement, want string }{
		"a share above 100 %":                   {`INSERT INTO baseline VALUES ('x', 10001, 's')`, "baseline_percent_bp_check"},
		"two principal posts of a person":       {`UPDATE tenure SET official = (SELECT min(official) FROM tenure)`, "tenure_"},
		"decomposed text":                       {`UPDATE official SET name = U&'Tha\0309o'`, "official_name_check"},
		"a level of the other kind":             {`UPDATE qualification SET level = 'advanced' WHERE kind = 'professional'`, "qualification_check"},
		"a unit of which nobody is the parent":  {`UPDATE unit SET parent = NULL`, "unit_check"},
		"more targets done than there were":     {`UPDATE fact SET targets_done = targets_total + 1`, "fact_"},
		"a head beside the head":                {`UPDATE post SET is_head = true`, "post_one_head"},
		"a relation written the other way":      {`UPDATE relation SET official = relative, relative = official`, "relation_check"},
		"a person related to themself":          {`UPDATE relation SET relative = official`, "relation_check"},
		"a kind of relation that nobody knows":  {`UPDATE relation SET kind = 'friend'`, "relation_kind_check"},
		"a person who is somebody's only chair": {`DELETE FROM official`, "violates foreign key"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := pool.Exec(t.Context(), c.statement)
			require.ErrorContains(t, err, c.want)
		})
	}
}

func TestTheRosterIsReadAsOfADay(t *testing.T) {
	t.Parallel()
	pool, d := pgtest.New(t), miniDistrict(t)
	_, err := postgres.New(pool).ImportDistrict(t.Context(), d)
	require.NoError(t, err)
	store := postgres.NewRoster(pool)
	day := time.Date(2018, time.December, 31, 0, 0, 0, 0, time.UTC)

	for _, u := range d.Units {
		people, err := store.PeopleOfUnit(t.Context(), u.Code, day)
		require.NoError(t, err)
		require.Len(t, people, countTenures(d, u.Code, day), u.Code)
		before, err := store.PeopleOfUnit(t.Context(), u.Code, time.Date(1950, time.January, 1, 0, 0, 0, 0, time.UTC))
		require.NoError(t, err)
		require.Empty(t, before)
	}
	members, err := store.MembersOfBody(t.Context(), "btv-mini", day)
	require.NoError(t, err)
	require.Equal(t, "chair", members[0].Role)
	bodies, err := store.Bodies(t.Context())
	require.NoError(t, err)
	require.Len(t, bodies, len(d.Bodies))
	_, tenures, err := store.Official(t.Context(), d.Tenures[0].Official)
	require.NoError(t, err)
	require.NotEmpty(t, tenures)
	_, _, err = store.Official(t.Context(), "nobody")
	require.Equal(t, fault.NotFound, fault.KindOf(err))
}

func TestQualificationsAreCountedAlikeInFilesAndDatabase(t *testing.T) {
	t.Parallel()
	pool, d := pgtest.New(t), miniDistrict(t)
	_, err := postgres.New(pool).ImportDistrict(t.Context(), d)
	require.NoError(t, err)
	standard := roster.Standard{roster.Professional: "university", roster.PoliticalTheory: "intermediate"}

	for _, year := range []int{2013, 2018, 2020} {
		day := time.Date(year, time.June, 30, 0, 0, 0, 0, time.UTC)
		holders, err := postgres.NewRoster(pool).QualificationHolders(t.Context(), day)
		require.NoError(t, err)
		got, want := roster.CountQualified(holders, standard), roster.CountQualified(d.Holders(day), standard)
		require.Empty(t, cmp.Diff(want, got), year)
	}
}

func TestMembersOfABodyAreSortedByRoleAndVietnameseGivenName(t *testing.T) {
	t.Parallel()
	pool, d := pgtest.New(t), miniDistrict(t)
	_, err := postgres.New(pool).ImportDistrict(t.Context(), d)
	require.NoError(t, err)
	for code, name := range map[string]string{"x-1": "Lý Văn Đạt", "x-2": "Hoàng Thị Ánh", "x-3": "Vi Văn Dũng", "x-4": "Nông Thị An"} {
		_, err := pool.Exec(t.Context(), `INSERT INTO official VALUES ($1, $2, 'male', '1980-01-01', 'Tày', NULL, $1 || '@mini.example')`, code, name)
		require.NoError(t, err)
		_, err = pool.Exec(t.Context(), `INSERT INTO body_member VALUES ('btv-tinh', $1, 'member', '2015-01-01', NULL)`, code)
		require.NoError(t, err)
	}

	members, err := postgres.NewRoster(pool).MembersOfBody(t.Context(), "btv-tinh", time.Date(2018, 1, 1, 0, 0, 0, 0, time.UTC))

	require.NoError(t, err)
	names := func(ms []db.MembersOfBodyRow) (out []string) {
		for _, m := range ms {
			out = append(out, m.Name)
		}
		return out
	}
	require.Equal(t, []string{"Nông Thị An", "Hoàng Thị Ánh", "Vi Văn Dũng", "Lý Văn Đạt"}, names(members))
}

func miniDistrict(t *testing.T) *roster.District {
	t.Helper()
	d, problems := roster.Load(os.DirFS("../../seeds/mini"))
	require.Empty(t, problems)
	return d
}

func countTenures(d *roster.District, unit string, day time.Time) int {
	of := map[string]string{}
	for _, p := range d.Posts {
		of[p.Code] = p.Unit
	}
	n := 0
	for _, t := range d.Tenures {
		if of[t.Post] == unit && t.Period.Covers(day) {
			n++
		}
	}
	return n
}
