// Package pgtest gives each test a PostgreSQL database of its own with the product's schema.
//
// One private cluster serves a test binary; it and its folder disappear with the binary, however that ends.
package pgtest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	_ "github.com/jackc/pgx/v5/stdlib" // the driver goose runs on
	"github.com/pressly/goose/v3"
	"github.com/stretchr/testify/require"

	"canbo/internal/privatepg"
	"canbo/migrations"
)

const template = "canbo_template"

// The cluster is package state because a test binary has no other place that all its tests share.
var (
	cluster = sync.OnceValues(startCluster)
	serial  atomic.Int64
)

// New clones the migrated template into a fresh database and returns a pool on it; the database goes when t ends.
// The connection string is pool.Config().ConnString().
func New(t testing.TB) *pgxpool.Pool {
	t.Helper()
	server, err := cluster()
	require.NoError(t, err)

	name := fmt.Sprintf("test_%d", serial.Add(1))
	require.NoError(t, execute(t.Context(), server, "CREATE DATABASE "+name+" TEMPLATE "+template))
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute) // t's own context has ended
		defer cancel()
		require.NoError(t, execute(ctx, server, "DROP DATABASE "+name+" WITH (FORCE)"))
	})
	pool, err := pgxpool.New(t.Context(), server.URL(name))
	require.NoError(t, err)
	t.Cleanup(pool.Close)
	return pool
}

// shared is the cluster of the test binary.
type shared struct {
	*privatepg.Server
	alive *os.File // open for as long as the process lives; see removeAtExit
}

func startCluster() (*shared, error) {
	ctx := context.Background()
	dir, err := os.MkdirTemp("", "canbo-pgtest-")
	if err != nil {
		return nil, err
	}
	server, err := privatepg.Start(ctx, privatepg.Options{Dir: dir, Fast: true})
	if err != nil {
		return nil, err
	}
	alive, err := removeAtExit(dir)
	if err != nil {
		return nil, err
	}
	if err := server.CreateDatabase(ctx, template); err != nil {
		return nil, err
	}
	return &shared{server, alive}, migrate(ctx, server.URL(template))
}

func migrate(ctx context.Context, url string) error {
	db, err := sql.Open("pgx", url)
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(goose.DialectPostgres, db, migrations.FS)
	if err != nil {
		return errors.Join(err, db.Close())
	}
	_, err = provider.Up(ctx)
	return errors.Join(err, db.Close())
}

// removeAtExit leaves a shell behind whose input ends with this process; it then waits for the server, which the
// kernel stops at the same moment, and removes the folder. Nothing inside the process could do so after a panic.
func removeAtExit(dir string) (*os.File, error) {
	in, alive, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	cmd := exec.Command("sh", "-c", `cat; while [ -e "$1/data/postmaster.pid" ]; do sleep 0.1; done; rm -rf "$1"`, "sh", dir)
	cmd.Stdin = in
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	return alive, cmd.Start()
}

func execute(ctx context.Context, server *shared, statement string) error {
	conn, err := pgx.Connect(ctx, server.URL("postgres"))
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	_, err = conn.Exec(ctx, statement)
	return err
}
