package privatepg_test

import (
	"bytes"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"canbo/internal/privatepg"
)

func TestDataSurvivesAStopAndANewStart(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()

	first := start(t, dir)
	require.NoError(t, first.CreateDatabase(t.Context(), "canbo"))
	require.NoError(t, first.CreateDatabase(t.Context(), "canbo"), "creating it twice changes nothing")
	execute(t, first.URL("canbo"), `CREATE TABLE kept AS SELECT 'Đồng Đăng' AS name`)
	require.NoError(t, first.Stop())
	require.NoError(t, first.Stop(), "stopping it twice changes nothing")

	second := start(t, dir)
	execute(t, second.URL("canbo"), `SELECT name FROM kept`)
	require.NoError(t, second.Stop())
}

func TestAKilledServerIsRecoveredOnTheSamePort(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first, err := privatepg.Start(t.Context(), privatepg.Options{Dir: dir, Log: t.Output()})
	require.NoError(t, err)
	execute(t, first.URL("postgres"), `CREATE TABLE kept AS SELECT 1 AS n`)
	require.NoError(t, first.Kill())
	require.NoError(t, first.Stop(), "what was killed needs no stop")
	require.ErrorIs(t, syscall.Kill(first.PID(), 0), syscall.ESRCH)

	address, err := url.Parse(first.URL("postgres"))
	require.NoError(t, err)
	port, err := strconv.Atoi(address.Port())
	require.NoError(t, err)
	second, err := privatepg.Start(t.Context(), privatepg.Options{
		Dir: dir, Port: port, Settings: []string{"work_mem=5MB"}, Log: t.Output(),
	})
	require.NoError(t, err)
	require.Equal(t, first.URL("postgres"), second.URL("postgres"))
	execute(t, second.URL("postgres"), `SELECT n FROM kept`)
	execute(t, second.URL("postgres"), `DO $$ BEGIN ASSERT current_setting('work_mem') = '5MB'; END $$`)
	require.NoError(t, second.Stop())
}

func TestTwoServersOnOneFolderAreRefused(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first := start(t, dir)

	_, err := privatepg.Start(t.Context(), privatepg.Options{Dir: dir})

	require.ErrorContains(t, err, "in use by another process")
	require.NoError(t, first.Stop())
}

func TestAFileOfADeadServerIsNotWaitedFor(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	require.NoError(t, start(t, dir).Stop())
	stale := fmt.Appendf(nil, "%d\n%s\n", os.Getpid(), filepath.Join(dir, "data"))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "data", "postmaster.pid"), stale, 0o600))

	require.NoError(t, start(t, dir).Stop())
}

func TestAClusterOfAnotherVersionNamesTheVersionToInstall(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(dir, "data"), 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "data", "PG_VERSION"), []byte("9999\n"), 0o644))

	_, err := privatepg.Start(t.Context(), privatepg.Options{Dir: dir})

	require.ErrorContains(t, err, "install version 9999")
}

func TestPGBinWithoutAServerIsRefused(t *testing.T) {
	t.Setenv("PG_BIN", t.TempDir())

	_, err := privatepg.Start(t.Context(), privatepg.Options{Dir: t.TempDir()})

	require.ErrorContains(t, err, "holds no PostgreSQL server")
}

func TestTheLogShowsNoRowThatWasRefused(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	s, err := privatepg.Start(t.Context(), privatepg.Options{Dir: t.TempDir(), Fast: true, Log: &log})
	require.NoError(t, err)
	execute(t, s.URL("postgres"), `CREATE TABLE letter (address text UNIQUE CHECK (address <> 'secret@b.example'))`)
	conn, err := pgx.Connect(t.Context(), s.URL("postgres"))
	require.NoError(t, err)
	for _, address := range []string{"secret@a.example", "secret@a.example", "secret@b.example"} {
		_, err = conn.Exec(t.Context(), `INSERT INTO letter VALUES ($1)`, address)
	}
	require.Error(t, err)
	require.NoError(t, conn.Close(t.Context()))
	require.NoError(t, s.Stop())

	require.Contains(t, log.String(), "duplicate key value")
	require.Contains(t, log.String(), "violates check constraint")
	require.NotContains(t, log.String(), "secret@")
}

func start(t *testing.T, dir string) *privatepg.Server {
	t.Helper()
	s, err := privatepg.Start(t.Context(), privatepg.Options{Dir: dir, Fast: true, Log: t.Output()})
	require.NoError(t, err)
	return s
}

func execute(t *testing.T, url, statement string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	require.NoError(t, err)
	defer conn.Close(t.Context())
	_, err = conn.Exec(t.Context(), statement)
	require.NoError(t, err)
}
