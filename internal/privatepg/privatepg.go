// Package privatepg starts and stops a private PostgreSQL cluster from binaries found on this machine.
//
// It serves cmd/standalone and the tests. It imports pgx and the standard library and knows nothing of the
// product's tables. The cluster listens on 127.0.0.1 only, on a port picked by the system at each start, and trusts
// every local connection: it is for one office's own machine, not for a shared one. Unix only.
package privatepg

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
)

const (
	superuser   = "canbo"
	startWait   = 2 * time.Minute // crash recovery of a large cluster included
	stopWait    = 60 * time.Second
	portRetries = 3 // the port is free when picked and may be taken before postgres binds it
)

// Options says where a cluster lives and how it writes.
type Options struct {
	Dir      string    // data folder; made when missing. It holds the cluster and a lock file.
	Port     int       // to listen on; 0 takes a free one at each start
	Settings []string  // further settings of the server, as name=value
	Fast     bool      // trade durability for speed; for tests only
	Log      io.Writer // receives the server's log; nil discards it
}

// Server is a running cluster.
type Server struct {
	port  int
	lock  *os.File
	proc  *process
	ended sync.Once
	err   error // of the end
}

// Start makes the cluster when Dir holds none and runs it until Stop, or until this process ends in any way. It
// waits for the server a killed predecessor may have left behind, and returns once connections are accepted. An error
// says what to install or to change. Another process that runs on the same Dir is an error.
func Start(ctx context.Context, o Options) (*Server, error) {
	dir, err := filepath.Abs(o.Dir)
	if err != nil {
		return nil, fmt.Errorf("data folder %s: %w", o.Dir, err)
	}
	if o.Log == nil {
		o.Log = io.Discard
	}
	ctx, cancel := context.WithTimeout(ctx, startWait)
	defer cancel()

	run, err := prepareFolder(dir, o.Log)
	if err != nil {
		return nil, err
	}
	lock, err := lockFolder(dir)
	if err != nil {
		return nil, err
	}
	s, err := startLocked(ctx, dir, run, o)
	if err != nil {
		return nil, errors.Join(err, lock.Close())
	}
	s.lock = lock
	return s, nil
}

// URL is the connection string of a database of this cluster.
func (s *Server) URL(database string) string {
	u := url.URL{
		Scheme: "postgres", User: url.User(superuser),
		Host: net.JoinHostPort("127.0.0.1", strconv.Itoa(s.port)), Path: "/" + database,
		RawQuery: "sslmode=disable",
	}
	return u.String()
}

// CreateDatabase makes a database; one that exists already is left as it is.
func (s *Server) CreateDatabase(ctx context.Context, name string) error {
	conn, err := pgx.Connect(ctx, s.URL("postgres"))
	if err != nil {
		return fmt.Errorf("create database %s: %w", name, err)
	}
	defer conn.Close(ctx)
	var exists bool
	err = conn.QueryRow(ctx, `SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)`, name).Scan(&exists)
	if err == nil && !exists {
		_, err = conn.Exec(ctx, `CREATE DATABASE `+pgx.Identifier{name}.Sanitize())
	}
	if err != nil {
		return fmt.Errorf("create database %s: %w", name, err)
	}
	return nil
}

// PID is the process id of the server's main process.
func (s *Server) PID() int { return s.proc.cmd.Process.Pid }

// Stop ends all sessions, lets the server write its checkpoint and waits until it is gone. A second call returns the
// answer of the first.
func (s *Server) Stop() error {
	s.ended.Do(func() {
		defer s.lock.Close()
		s.err = s.proc.stop()
	})
	return s.err
}

// Kill ends the server's main process at once, which the others follow when they notice; no checkpoint is written, and
// the next Start on the folder recovers. It is for trials, and takes the place of Stop.
func (s *Server) Kill() error {
	s.ended.Do(func() {
		defer s.lock.Close()
		s.err = s.proc.cmd.Process.Kill()
		<-s.proc.done
	})
	return s.err
}

func startLocked(ctx context.Context, dir string, run account, o Options) (*Server, error) {
	data := filepath.Join(dir, "data")
	bin, err := findBinaries(clusterVersion(data))
	if err != nil {
		return nil, err
	}
	if err := waitForPredecessor(ctx, data); err != nil {
		return nil, err
	}
	if clusterVersion(data) == 0 {
		if err := initCluster(ctx, bin, data, run, o.Fast); err != nil {
			return nil, err
		}
	}
	for try := 1; ; try++ {
		s, err := startServer(ctx, bin, data, run, o)
		if err == nil || try == portRetries || ctx.Err() != nil {
			return s, err
		}
	}
}

// initCluster builds the cluster beside its place and moves it there, so that a killed initdb leaves nothing that
// looks like a cluster.
func initCluster(ctx context.Context, bin, data string, run account, fast bool) error {
	fresh := data + ".new"
	if err := os.RemoveAll(fresh); err != nil {
		return fmt.Errorf("remove unfinished cluster: %w", err)
	}
	args := []string{"-D", fresh, "-A", "trust", "-U", superuser, "-E", "UTF8", "--locale=C.UTF-8"}
	if fast {
		args = append(args, "--no-sync")
	}
	cmd := exec.CommandContext(ctx, filepath.Join(bin, "initdb"), args...)
	cmd.SysProcAttr = run.attributes()
	cmd.Dir = filepath.Dir(data)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb in %s: %w\n%s", fresh, err, bytes.TrimSpace(out))
	}
	if err := os.Rename(fresh, data); err != nil {
		return fmt.Errorf("put new cluster in place: %w", err)
	}
	return nil
}

func startServer(ctx context.Context, bin, data string, run account, o Options) (*Server, error) {
	port, err := o.Port, error(nil)
	if port == 0 {
		if port, err = freePort(ctx); err != nil {
			return nil, err
		}
	}
	args := []string{"-D", data}
	for _, setting := range append(settings(port, o.Fast), o.Settings...) {
		args = append(args, "-c", setting)
	}
	cmd := exec.Command(filepath.Join(bin, "postgres"), args...)
	cmd.Dir = data
	cmd.SysProcAttr = run.attributes()
	tail := &tailWriter{}
	cmd.Stdout = io.MultiWriter(tail, o.Log)
	cmd.Stderr = cmd.Stdout

	proc, err := startProcess(cmd)
	if err != nil {
		return nil, fmt.Errorf("start %s: %w", cmd.Path, err)
	}
	s := &Server{port: port, proc: proc}
	if err := s.waitReady(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("%w\n%s", err, tail), proc.stop())
	}
	return s, nil
}

func settings(port int, fast bool) []string {
	list := []string{
		"port=" + strconv.Itoa(port),
		"listen_addresses=127.0.0.1",
		"unix_socket_directories=", // a socket's path may not pass 107 bytes, and nobody needs one
		"max_connections=300",      // the embedded Temporal server opens a pool for each of its services
		"timezone=UTC",
		"log_timezone=UTC",
		"log_min_messages=warning",
		"log_error_verbosity=terse", // the detail of an error shows the values of a row, and rows are of persons
	}
	if fast {
		list = append(list, "fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off",
			"wal_level=minimal", "max_wal_senders=0")
	}
	return list
}

func (s *Server) waitReady(ctx context.Context) error {
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for {
		conn, err := pgx.Connect(ctx, s.URL("postgres"))
		if err == nil {
			return conn.Close(ctx)
		}
		select {
		case <-s.proc.done:
			return fmt.Errorf("postgres ended while starting: %w", s.proc.err)
		case <-ctx.Done():
			return fmt.Errorf("postgres does not accept connections: %w", errors.Join(ctx.Err(), err))
		case <-tick.C:
		}
	}
}

func freePort(ctx context.Context) (int, error) {
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp4", "127.0.0.1:0")
	if err != nil {
		return 0, fmt.Errorf("find a free port: %w", err)
	}
	return l.Addr().(*net.TCPAddr).Port, l.Close()
}

// process is a child that is waited for from the moment it starts.
type process struct {
	cmd  *exec.Cmd
	done chan struct{} // closed when the child is gone
	err  error         // valid after done
}

// startProcess starts and awaits the child on one locked thread: Linux sends the parent-death signal when the thread
// that forked ends, not the process.
func startProcess(cmd *exec.Cmd) (*process, error) {
	p := &process{cmd: cmd, done: make(chan struct{})}
	started := make(chan error, 1)
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := cmd.Start()
		started <- err
		if err != nil {
			return
		}
		p.err = cmd.Wait()
		close(p.done)
	}()
	return p, <-started
}

// stop asks for a fast shutdown; a server that does not obey within stopWait is ended at once, to recover at its next
// start.
func (p *process) stop() error {
	for _, sig := range []syscall.Signal{syscall.SIGINT, syscall.SIGQUIT} {
		if err := p.cmd.Process.Signal(sig); err != nil && !errors.Is(err, os.ErrProcessDone) {
			return fmt.Errorf("stop postgres: %w", err)
		}
		select {
		case <-p.done:
			if p.err != nil {
				return fmt.Errorf("stop postgres: %w", p.err)
			}
			return nil
		case <-time.After(stopWait):
		}
	}
	return fmt.Errorf("stop postgres: process %d does not end", p.cmd.Process.Pid)
}

// tailWriter keeps the end of what is written, to explain a failed start.
type tailWriter struct {
	mu   sync.Mutex
	kept []byte
}

// Write never fails.
func (t *tailWriter) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.kept = append(t.kept, p...)
	t.kept = t.kept[max(0, len(t.kept)-2000):]
	return len(p), nil
}

// String is the kept text.
func (t *tailWriter) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return strings.TrimSpace(string(t.kept))
}
