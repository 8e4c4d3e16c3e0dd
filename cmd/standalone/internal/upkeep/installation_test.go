package upkeep_test

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"canbo/cmd/standalone/internal/temporalserver"
	"canbo/internal/demo"
	"canbo/internal/mail"
	"canbo/internal/privatepg"
	"canbo/seeds"
)

// The evaluation that is under way.
const (
	cycleCode = "mini-2018"
	year      = 2018
	adminKey  = "upkeep-admin-key-upkeep-admin-key"
)

const (
	patience = time.Minute
	look     = 100 * time.Millisecond
)

var programDir string

func TestMain(m *testing.M) { os.Exit(runTests(m)) }

func runTests(m *testing.M) int {
	var err error
	if programDir, err = os.MkdirTemp("", "canbo-upkeep-"); err != nil {
		panic(err)
	}
	defer os.RemoveAll(programDir)
	return m.Run()
}

// program builds canbo once.
var program = sync.OnceValues(func() (string, error) {
	path := filepath.Join(programDir, "canbo")
	out, err := exec.Command("go", "build", "-o", path, "canbo/cmd/canbo").CombinedOutput()
	if err != nil {
		return "", errors.New(string(out))
	}
	return path, nil
})

// servers are a PostgreSQL with a Temporal server on it, and a mailbox.
type servers struct {
	dir      string
	pg       *privatepg.Server
	temporal *temporalserver.Server
	box      *mail.Mailbox
}

// startServers starts them on a folder that may hold a cluster already.
func startServers(t *testing.T, dir string) *servers {
	t.Helper()
	s := &servers{dir: dir}
	t.Cleanup(func() { require.NoError(t, s.stop()) })
	s.start(t)
	return s
}

func (s *servers) start(t *testing.T) {
	t.Helper()
	var err error
	s.pg, err = privatepg.Start(t.Context(), privatepg.Options{Dir: s.dir})
	require.NoError(t, err)
	s.temporal, err = temporalserver.Start(t.Context(), temporalserver.Options{
		DatabaseURL: s.pg.URL, LogFile: filepath.Join(t.TempDir(), "temporal.log"),
	})
	require.NoError(t, err)
	s.box, err = mail.StartMailbox(context.WithoutCancel(t.Context()), "127.0.0.1:0", "127.0.0.1:0")
	require.NoError(t, err)
}

func (s *servers) restart(t *testing.T) {
	t.Helper()
	require.NoError(t, s.stop())
	s.start(t)
}

// stop ends what runs; it may be called again.
func (s *servers) stop() error {
	var errs []error
	if s.box != nil {
		errs = append(errs, s.box.Close())
		s.box = nil
	}
	if s.temporal != nil {
		errs = append(errs, s.temporal.Stop())
		s.temporal = nil
	}
	if s.pg != nil {
		errs = append(errs, s.pg.Stop())
	}
	return errors.Join(errs...)
}

// installation is canbo's programs on servers.
type installation struct {
	*testing.T
	path string // of the program
	env  []string
	url  string // of the web program
	box  string
	pg   string // URL of the database
}

// install makes the tables and starts the web program.
func install(t *testing.T, s *servers) *installation {
	t.Helper()
	path, err := program()
	require.NoError(t, err)
	require.NoError(t, s.pg.CreateDatabase(t.Context(), "canbo"))
	i := &installation{T: t, path: path, url: "http://" + freeAddress(t), box: s.box.HTTPURL(), pg: s.pg.URL("canbo")}
	i.env = append(os.Environ(),
		"CANBO_DATABASE_URL="+i.pg, "CANBO_TEMPORAL_ADDRESS="+s.temporal.Address(),
		"CANBO_TEMPORAL_NAMESPACE="+temporalserver.Namespace, "CANBO_SESSION_KEY="+strings.Repeat("k", 32), "CANBO_ADMIN_KEY="+adminKey,
		"CANBO_SMTP_ADDRESS="+s.box.SMTPAddr(), "CANBO_SMTP_TLS=none", "CANBO_MAIL_FROM=canbo@example.vn",
		"CANBO_MAIL_PER_MINUTE=60000", "CANBO_SIGN_INS_PER_MINUTE=6000",
		"CANBO_PUBLIC_URL="+i.url, "CANBO_LISTEN="+strings.TrimPrefix(i.url, "http://"),
	)
	i.succeed("migrate")
	i.start("v1", i.url+"/readyz", "web")
	return i
}

// run runs a command of the program to its end.
func (i *installation) run(args ...string) (output string, code int) {
	i.Helper()
	cmd := exec.CommandContext(i.Context(), i.path, args...)
	cmd.Env = i.env
	out, err := cmd.CombinedOutput()
	if _, exited := errors.AsType[*exec.ExitError](err); !exited {
		require.NoError(i, err)
	}
	return string(out), cmd.ProcessState.ExitCode()
}

func (i *installation) succeed(args ...string) string {
	i.Helper()
	out, code := i.run(args...)
	require.Zero(i, code, "canbo %v: %s", args, out)
	return out
}

func (i *installation) refused(args ...string) string {
	i.Helper()
	out, code := i.run(args...)
	require.Equal(i, 1, code, "canbo %v: %s", args, out)
	return out
}

// start runs a program of a build until the end of the test or of the returned function, and waits until it is well.
func (i *installation) start(build, wellAt string, args ...string) (stop func()) {
	i.Helper()
	cmd := exec.Command(i.path, args...)
	cmd.Env = append(slices.Clone(i.env), "CANBO_BUILD_ID="+build)
	cmd.Stderr = os.Stderr
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	require.NoError(i, cmd.Start())
	stop = sync.OnceFunc(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		_ = cmd.Wait() // how it ended is not tried here
	})
	i.Cleanup(stop)
	require.EventuallyWithT(i, func(c *assert.CollectT) {
		out, code := i.run("probe", wellAt)
		require.Zero(c, code, out)
	}, patience, look)
	return stop
}

// worker starts a worker of a build and returns where it shows its metrics.
func (i *installation) worker(build string) (metrics string, stop func()) {
	i.Helper()
	address := freeAddress(i.T)
	stop = i.start(build, "http://"+address+"/healthz", "worker", "--metrics-listen="+address)
	return "http://" + address + "/metrics", stop
}

// robots carry the cycle out, from wherever it is, and end with it or when told says so of a line of their report.
func (i *installation) robots(until func(line string) bool) error {
	district, err := fs.Sub(seeds.FS, "mini")
	require.NoError(i, err)
	ctx, cancel := context.WithCancel(i.Context())
	defer cancel()
	_, err = demo.Run(ctx, demo.Options{
		BaseURL: i.url, MailboxURL: i.box, AdminKey: adminKey, Seeds: district, Cycle: cycleCode, Year: year,
		ReferenceDate: time.Date(year, time.December, 31, 0, 0, 0, 0, time.UTC),
		ArticleDay:    time.Date(year+2, time.June, 30, 0, 0, 0, 0, time.UTC), ReviewDay: time.Date(year+2, time.June, 30, 0, 0, 0, 0, time.UTC),
		Out: writer(func(line string) {
			if until != nil && until(line) {
				cancel()
			}
		}),
	})
	return err
}

type writer func(line string)

func (w writer) Write(p []byte) (int, error) { w(string(p)); return len(p), nil }

// texts returns the one column that a query on the record selects.
func (i *installation) texts(sql string, args ...any) []string {
	i.Helper()
	conn, err := pgx.Connect(i.Context(), i.pg)
	require.NoError(i, err)
	defer conn.Close(i.Context())
	rows, err := conn.Query(i.Context(), sql, args...)
	require.NoError(i, err)
	found, err := pgx.CollectRows(rows, pgx.RowTo[string])
	require.NoError(i, err)
	return found
}

func read(t *testing.T, url string) string {
	t.Helper()
	answer, err := http.Get(url)
	require.NoError(t, err)
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	require.NoError(t, err)
	return string(text)
}

func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer l.Close()
	return l.Addr().String()
}
