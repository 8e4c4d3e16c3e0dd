package privatepg

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// account is the user the server runs as; the zero value is the present user.
type account struct{ credential *syscall.Credential }

// serverAccount picks another user when we are root, because PostgreSQL refuses to run as root.
func serverAccount() (account, error) {
	if os.Geteuid() != 0 {
		return account{}, nil
	}
	for _, name := range []string{"postgres", os.Getenv("SUDO_USER"), "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, errUID := strconv.ParseUint(u.Uid, 10, 32)
		gid, errGID := strconv.ParseUint(u.Gid, 10, 32)
		if errUID == nil && errGID == nil && uid != 0 {
			return account{&syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}, nil
		}
	}
	return account{}, errors.New("PostgreSQL may not run as root and no other user was found; run: useradd --system postgres")
}

// attributes puts the child in a process group of its own: Ctrl-C in a terminal goes to the whole group, and would stop
// the server before those who still write to it.
func (a account) attributes() *syscall.SysProcAttr {
	attr := &syscall.SysProcAttr{Setpgid: true, Credential: a.credential}
	endWithParent(attr)
	return attr
}

// prepareFolder makes dir, hands it and all below it to the server's user, and lets that user search the folders
// above it (search only; each change is logged).
func prepareFolder(dir string, log io.Writer) (account, error) {
	run, err := serverAccount()
	if err != nil {
		return run, err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return run, fmt.Errorf("make data folder: %w", err)
	}
	if run.credential == nil {
		return run, nil
	}
	err = filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if err == nil {
			err = os.Lchown(path, int(run.credential.Uid), int(run.credential.Gid))
		}
		if errors.Is(err, fs.ErrNotExist) {
			return nil // the server of a killed predecessor is ending and removes its files
		}
		return err
	})
	if err != nil {
		return run, fmt.Errorf("hand data folder to the server's user: %w", err)
	}
	for parent := filepath.Dir(dir); ; parent = filepath.Dir(parent) {
		if err := makeSearchable(parent, log); err != nil {
			return run, err
		}
		if parent == filepath.Dir(parent) {
			return run, nil
		}
	}
}

func makeSearchable(dir string, log io.Writer) error {
	info, err := os.Stat(dir)
	if err != nil {
		return fmt.Errorf("data folder: %w", err)
	}
	if info.Mode().Perm()&0o001 != 0 {
		return nil
	}
	fmt.Fprintf(log, "privatepg: chmod o+x %s, so that the server's user can reach its data folder\n", dir)
	if err := os.Chmod(dir, info.Mode()|0o001); err != nil {
		return fmt.Errorf("the server's user cannot reach its data folder: %w", err)
	}
	return nil
}

// lockFolder keeps two processes from using one folder; the lock ends with its process.
func lockFolder(dir string) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock data folder: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return nil, errors.Join(fmt.Errorf("data folder %s is in use by another process; stop it first: %w", dir, err), f.Close())
	}
	return f, nil
}

// clusterVersion is the major version of the cluster in data, or 0 when there is none.
func clusterVersion(data string) int {
	text, err := os.ReadFile(filepath.Join(data, "PG_VERSION"))
	if err != nil {
		return 0
	}
	major, _ := strconv.Atoi(strings.TrimSpace(string(text))) // 0 for what is no number
	return major
}

// waitForPredecessor waits until the server named in postmaster.pid is gone: after a kill -9 of its parent it still
// writes its shutdown checkpoint, and a new server would be refused.
func waitForPredecessor(ctx context.Context, data string) error {
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		text, err := os.ReadFile(filepath.Join(data, "postmaster.pid"))
		if err != nil {
			return nil
		}
		first, _, _ := strings.Cut(string(text), "\n")
		pid, err := strconv.Atoi(strings.TrimSpace(first))
		if err != nil || !serves(pid, data) {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("a server (process %d) still runs on %s: %w", pid, data, ctx.Err())
		case <-tick.C:
		}
	}
}

// serves reports whether process pid is alive and, where the system can tell, was started on folder data: a process
// that inherited the number of a dead server is not waited for.
func serves(pid int, data string) bool {
	if err := syscall.Kill(pid, 0); errors.Is(err, syscall.ESRCH) {
		return false
	}
	command, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
	return err != nil || bytes.Contains(command, []byte("\x00"+data+"\x00"))
}
