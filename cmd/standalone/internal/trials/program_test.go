package trials_test

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

// build builds the standalone program once.
var build = sync.OnceValues(func() (string, error) {
	path := filepath.Join(programDir, "canbo-standalone")
	out, err := exec.Command("go", "build", "-o", path, "canbo/cmd/standalone").CombinedOutput()
	if err != nil {
		return "", errors.New(string(out))
	}
	return path, nil
})

// program is the standalone program as an operating system runs it: `canbo-standalone up`.
type program struct {
	dir, url, mailbox string

	path string
	args []string
	cmd  *exec.Cmd
	said map[string]string // the addresses that it printed when it started
}

// newProgram prepares a program on an empty folder and two ports of its own; it is not started.
func newProgram(t *testing.T, district fs.FS) *program {
	t.Helper()
	path, err := build()
	require.NoError(t, err)
	seeds := t.TempDir()
	require.NoError(t, os.CopyFS(seeds, district))
	web, mailbox := freePort(t), freePort(t)
	p := &program{dir: t.TempDir(), url: "http://127.0.0.1:" + web, mailbox: "http://127.0.0.1:" + mailbox, path: path}
	p.args = []string{"up", "--data=" + p.dir, "--seeds=" + seeds, "--port=" + web, "--mailbox-port=" + mailbox}
	t.Cleanup(p.kill)
	return p
}

// start runs the program and returns when it has said its addresses, which it does when people can use it.
func (p *program) start() error {
	p.cmd = exec.Command(p.path, p.args...)
	p.cmd.Stderr = os.Stderr
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := p.cmd.Start(); err != nil {
		return err
	}
	p.said = map[string]string{}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if name, address, ok := strings.Cut(lines.Text(), "  "); ok {
			p.said[name] = strings.TrimSpace(address)
		}
		if strings.HasPrefix(lines.Text(), "Ctrl-C") {
			go func() { _, _ = io.Copy(io.Discard, out) }() // it must be able to go on talking
			return nil
		}
	}
	return errors.New("the program ended before it was ready")
}

// kill ends the program as the system does when memory is short: at once. It may be called again.
func (p *program) kill() {
	if p.cmd != nil && p.cmd.ProcessState == nil {
		_ = p.cmd.Process.Kill()
		_ = p.cmd.Wait() // "signal: killed" is what was asked for
	}
}

// end asks the program to stop and returns its exit code.
func (p *program) end(t *testing.T) int {
	t.Helper()
	require.NoError(t, p.cmd.Process.Signal(syscall.SIGTERM))
	err := p.cmd.Wait()
	if _, exited := errors.AsType[*exec.ExitError](err); !exited {
		require.NoError(t, err)
	}
	return p.cmd.ProcessState.ExitCode()
}

// adminKey is the key that the program keeps in its folder.
func (p *program) adminKey(t *testing.T) string {
	t.Helper()
	key, err := os.ReadFile(filepath.Join(p.dir, "secrets", "admin-key"))
	require.NoError(t, err)
	return strings.TrimSpace(string(key))
}

// postmaster is the process id of the program's PostgreSQL, 0 when there is none.
func (p *program) postmaster() int {
	text, err := os.ReadFile(filepath.Join(p.dir, "postgres", "data", "postmaster.pid"))
	if err != nil {
		return 0
	}
	first, _, _ := strings.Cut(string(text), "\n")
	pid, _ := strconv.Atoi(first) // 0 for a file that is being written
	return pid
}

func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer l.Close()
	_, port, err := net.SplitHostPort(l.Addr().String())
	require.NoError(t, err)
	return port
}
