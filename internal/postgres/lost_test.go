package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/stretchr/testify/require"

	"canbo/internal/postgres"
	"canbo/internal/postgres/pgtest"
)

func TestLost(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		err  error
		want bool
	}{
		"a database that is starting":               {&pgconn.PgError{Code: "57P03"}, true},
		"a backend whose database crashed":          {&pgconn.PgError{Code: "57P02"}, true},
		"a database without a connection to spare":  {&pgconn.PgError{Code: "53300"}, true},
		"a deadlock that was broken":                {&pgconn.PgError{Code: "40P01"}, true},
		"a connection cut in the middle":            {fmt.Errorf("read session: %w", io.ErrUnexpectedEOF), true},
		"a connection reset by the other side":      {syscall.ECONNRESET, true},
		"a row that breaks a constraint is no loss": {&pgconn.PgError{Code: "23505"}, false},
		"nor is a missing row":                      {pgx.ErrNoRows, false},
		"nor is any other error":                    {errors.New("encode"), false},
		"nor is none":                               {nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, c.want, postgres.Lost(c.err))
		})
	}
	t.Run("a real server that cannot be reached", func(t *testing.T) {
		t.Parallel()
		_, err := pgx.Connect(t.Context(), "postgres://canbo@127.0.0.1:1/canbo")
		require.Error(t, err)
		require.True(t, postgres.Lost(err))
	})
	t.Run("a real connection that was ended, at the first use and after", func(t *testing.T) {
		t.Parallel()
		pool := pgtest.New(t)
		conn, err := pool.Acquire(t.Context())
		require.NoError(t, err)
		defer conn.Release()
		var pid int
		require.NoError(t, conn.QueryRow(t.Context(), `SELECT pg_backend_pid()`).Scan(&pid))
		_, err = pool.Exec(t.Context(), `SELECT pg_terminate_backend($1)`, pid)
		require.NoError(t, err)
		for range 2 {
			_, err = conn.Exec(context.WithoutCancel(t.Context()), `SELECT 1`)
			require.Error(t, err)
			require.True(t, postgres.Lost(err), "%v", err)
		}
	})
}
