package upkeep_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/client"

	"canbo/cmd/standalone/internal/temporalserver"
	"canbo/internal/evaluation"
	"canbo/workflows"
)

// TestABackupUnderLoadIsRestoredElsewhere backs up while people work, loses everything, and brings back elsewhere a moment
// between the backup and the loss: all that had been answered by then is there, nothing later, and the cycle goes on to
// its end. Record and engine agree, because they are databases of one cluster and so of one moment.
func TestABackupUnderLoadIsRestoredElsewhere(t *testing.T) {
	t.Parallel()
	folder := openFolder(t)
	s := startServers(t, filepath.Join(openFolder(t), "pg"))
	keepLog(t, s, folder)
	i := install(t, s)
	i.succeed("import", "../../../../seeds/mini")
	_, stopWorker := i.worker("v1")
	i.succeed("cycle", "open", cycleCode, "--root=huyen-mini", "--year=2018", "--reference-date=2018-12-31",
		"--url="+i.url, "--api-key="+adminKey)
	l := startLoad(i)

	l.goOn(20)
	script(t, s, "backup.sh", folder)
	l.goOn(20)
	moment := time.Now().UTC()
	l.goOn(20)
	l.stop()
	conn := admin(t, s)
	var last string // piece of the log that holds what the load wrote
	require.NoError(t, conn.QueryRow(t.Context(), `SELECT pg_walfile_name(pg_switch_wal())`).Scan(&last))
	require.EventuallyWithT(t, func(c *assert.CollectT) {
		require.FileExists(c, filepath.Join(folder, "wal", last))
	}, patience, look)
	stopWorker()
	require.NoError(t, s.stop())

	elsewhere := filepath.Join(openFolder(t), "pg")
	require.NoError(t, os.Mkdir(elsewhere, 0o755))
	script(t, s, "restore.sh", folder, filepath.Join(elsewhere, "data"), moment.Format(time.RFC3339Nano))
	restored := startServers(t, elsewhere)
	again := install(t, restored)
	again.worker("v1")

	before, after := 0, 0
	kept := map[string]bool{}
	for _, due := range again.texts(`SELECT args ->> 'due' FROM command WHERE kind = 'extend'`) {
		kept[due] = true
	}
	for _, a := range l.acts {
		switch {
		case a.answered.Before(moment):
			require.True(t, kept[a.due], "answered before the moment")
			before++
		case a.sent.After(moment):
			require.False(t, kept[a.due], "sent after the moment")
			after++
		}
	}
	t.Logf("%d acts answered before the moment are there, %d sent after it are not", before, after)
	require.GreaterOrEqual(t, before, 40)
	require.GreaterOrEqual(t, after, 15)
	require.EventuallyWithT(t, func(c *assert.CollectT) {
		require.Empty(c, again.texts(`SELECT key FROM command WHERE settled_at IS NULL`), "what was under way is settled")
	}, patience, look)
	agree(t, again, restored)
	require.NoError(t, again.robots(nil), "every process goes on")
	require.NotEmpty(t, again.texts(`SELECT code FROM cycle WHERE closed_at IS NOT NULL`))
	require.Empty(t, again.texts(`SELECT command FROM act GROUP BY command HAVING count(*) > 1`))
}

func TestARestoreIsRefusedRatherThanWrong(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for name, args := range map[string][]string{
		"no backup": {dir, filepath.Join(dir, "data")},
		"no moment": {newFolder(t), filepath.Join(dir, "data"), "someday"},
		"too early": {newFolder(t), filepath.Join(dir, "data"), "2020-01-01T00:00:00Z"},
		"a folder":  {newFolder(t), dir},
	} {
		out, err := exec.CommandContext(t.Context(), "../../../../scripts/restore.sh", args...).CombinedOutput()
		require.Error(t, err, name)
		require.Contains(t, string(out), "restore.sh: ", name)
		require.NoFileExists(t, filepath.Join(dir, "data"), name)
	}
}

// newFolder is a folder of backups with one of 2021 in it.
func newFolder(t *testing.T) string {
	dir := t.TempDir()
	base := filepath.Join(dir, "base", "20210101T000000Z")
	require.NoError(t, os.MkdirAll(base, 0o755))
	require.NoError(t, os.Mkdir(filepath.Join(dir, "wal"), 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(base, "canbo_backup_ended"), []byte("2021-01-01T00:00:00.000000Z\n"), 0o600))
	return dir
}

// openFolder is a new folder that the server's user may write, too.
func openFolder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, os.Chmod(dir, 0o777))
	for parent := filepath.Dir(dir); strings.HasPrefix(parent, os.TempDir()+"/"); parent = filepath.Dir(parent) {
		require.NoError(t, os.Chmod(parent, 0o755))
	}
	return dir
}

// keepLog turns the archive of the write-ahead log on, which needs a restart of the cluster.
func keepLog(t *testing.T, s *servers, folder string) {
	t.Helper()
	archive, err := filepath.Abs("../../../../scripts/archive-wal.sh")
	require.NoError(t, err)
	text, err := os.ReadFile(archive) // where the server's user can reach it
	require.NoError(t, err)
	reachable := filepath.Join(folder, "archive-wal.sh")
	require.NoError(t, os.WriteFile(reachable, text, 0o755))
	conn := admin(t, s)
	for _, setting := range []string{"archive_mode = 'on'", "archive_command = '" + reachable + " " + folder + " %p %f'"} {
		_, err := conn.Exec(t.Context(), "ALTER SYSTEM SET "+setting)
		require.NoError(t, err)
	}
	s.restart(t)
}

func admin(t *testing.T, s *servers) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), s.pg.URL("postgres"))
	require.NoError(t, err)
	t.Cleanup(func() { _ = conn.Close(context.WithoutCancel(t.Context())) }) // the server may be gone
	return conn
}

// script runs a script of the repository as an operator does, with the tools of PostgreSQL in the path.
func script(t *testing.T, s *servers, name string, args ...string) {
	t.Helper()
	bin, err := exec.CommandContext(t.Context(), "pg_config", "--bindir").Output()
	if err != nil {
		bin = []byte("/usr/lib/postgresql/15/bin")
	}
	address, err := pgx.ParseConfig(s.pg.URL("postgres"))
	require.NoError(t, err)
	cmd := exec.CommandContext(t.Context(), filepath.Join("../../../../scripts", name), args...)
	cmd.Env = append(os.Environ(), "PATH="+strings.TrimSpace(string(bin))+":"+os.Getenv("PATH"), "PGHOST=127.0.0.1",
		fmt.Sprintf("PGPORT=%d", address.Port), "PGUSER="+address.User, "PGDATABASE=postgres")
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, string(out))
	t.Logf("%s: %s", name, bytes.TrimSpace(out))
}

// load is administrators who move due times without end.
type load struct {
	*installation
	cancel  context.CancelFunc
	running sync.WaitGroup

	mu   sync.Mutex
	acts []loadAct
}

type loadAct struct {
	due            string // no other act sets this one
	sent, answered time.Time
}

func startLoad(i *installation) *load {
	ctx, cancel := context.WithCancel(i.Context())
	l := &load{installation: i, cancel: cancel}
	for _, unit := range []string{"phong-noi-vu", "xa-na-muoi", "xa-khuoi-sao"} {
		l.running.Go(func() {
			for day := 1; ctx.Err() == nil; day++ {
				l.extend(ctx, evaluation.UnitReviewID(cycleCode, unit), day)
			}
		})
	}
	i.Cleanup(l.stop)
	return l
}

func (l *load) extend(ctx context.Context, process string, day int) {
	act := loadAct{sent: time.Now().UTC()}
	act.due = act.sent.Add(time.Duration(10+day%50) * 24 * time.Hour).Format(time.RFC3339Nano)
	body, err := json.Marshal(map[string]any{
		"process": process, "step": evaluation.StepSelfReview, "reason": "Tải thử", "basis": "Thử", "due": act.due,
	})
	if err != nil {
		return
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, l.url+"/api/v1/processes/extension", bytes.NewReader(body))
	if err != nil {
		return
	}
	r.Header.Set("Authorization", "Bearer "+adminKey)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Idempotency-Key", process+" "+act.due)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return
	}
	answer.Body.Close()
	act.answered = time.Now().UTC()
	if answer.StatusCode >= http.StatusMultipleChoices {
		select { // the unit's review has not begun yet
		case <-ctx.Done():
		case <-time.After(look):
		}
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.acts = append(l.acts, act)
}

// goOn waits for that many acts more.
func (l *load) goOn(more int) {
	l.Helper()
	number := func() int {
		l.mu.Lock()
		defer l.mu.Unlock()
		return len(l.acts)
	}
	target := number() + more
	require.Eventually(l, func() bool { return number() >= target }, patience, look)
}

// stop ends the load; it may be called again.
func (l *load) stop() {
	l.cancel()
	l.running.Wait()
}

// agree compares the engine's state of each open process with what the record has of it.
func agree(t *testing.T, i *installation, s *servers) {
	t.Helper()
	engine, err := client.Dial(client.Options{HostPort: s.temporal.Address(), Namespace: temporalserver.Namespace})
	require.NoError(t, err)
	defer engine.Close()
	require.EventuallyWithT(t, func(c *assert.CollectT) {
		for _, line := range i.texts(`SELECT id || ' ' || version FROM process WHERE started_at IS NOT NULL AND concluded_at IS NULL`) {
			id, version, _ := strings.Cut(line, " ")
			value, err := engine.QueryWorkflow(t.Context(), id, "", workflows.QueryState)
			require.NoError(c, err, id)
			var state struct{ Version json.Number }
			require.NoError(c, value.Get(&state))
			require.Equal(c, version, state.Version.String(), id)
		}
	}, patience, look)
}
