package pgtest_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/postgres/pgtest"
)

func TestEachTestHasADatabaseOfItsOwn(t *testing.T) {
	t.Parallel()
	a, b := pgtest.New(t), pgtest.New(t)

	_, err := a.Exec(t.Context(), `CREATE TABLE only_here (x int)`)
	require.NoError(t, err)

	_, err = b.Exec(t.Context(), `SELECT x FROM only_here`)
	require.ErrorContains(t, err, "only_here")
}
