package postgres_test

import (
	"io/fs"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/postgres"
	"canbo/internal/postgres/pgtest"
	"canbo/internal/roster"
	"canbo/seeds"
)

func TestRotationsAreTakenOverOnceAndCountedAsOfADay(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	files, err := fs.Sub(seeds.FS, "caoloc")
	require.NoError(t, err)
	district, problems := roster.Load(files)
	require.Empty(t, problems)
	_, err = postgres.New(pool).ImportDistrict(t.Context(), district)
	require.NoError(t, err)
	changes, err := postgres.New(pool).ImportDistrict(t.Context(), district)
	require.NoError(t, err)
	require.Zero(t, changes)

	since := time.Date(2014, 1, 1, 0, 0, 0, 0, time.UTC)
	for day, want := range map[string][2]int{"2020-08-09": {9, 7}, "2016-07-05": {5, 3}, "2014-12-31": {0, 0}} {
		on, err := time.Parse(time.DateOnly, day)
		require.NoError(t, err)
		decided, toKeyPosts, err := postgres.NewRoster(pool).RotationFigures(t.Context(), since, on)
		require.NoError(t, err)
		require.Equal(t, want, [2]int{decided, toKeyPosts}, day)
	}
}
