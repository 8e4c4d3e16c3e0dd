package office

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"canbo/internal/app"
)

// folder is the data folder of an office.
type folder string

func (f folder) postgres() string { return filepath.Join(string(f), "postgres") }
func (f folder) logs() string     { return filepath.Join(string(f), "logs") }
func (f folder) secrets() string  { return filepath.Join(string(f), "secrets") }

// schedules is where who runs the office may say what starts by itself.
func (f folder) schedules() string { return filepath.Join(string(f), app.SchedulesFile) }

// log is the path of a part's log.
func (f folder) log(name string) string { return filepath.Join(f.logs(), name+".log") }

// prepare makes the folder and those in it that PostgreSQL does not make itself.
func (f folder) prepare() error {
	return errors.Join(
		os.MkdirAll(f.logs(), 0o755), // not 0700: PostgreSQL may run as another user and must reach its folder beside
		os.MkdirAll(f.secrets(), 0o700),
	)
}

// openLog opens a log to append to.
func (f folder) openLog(name string) (*os.File, error) {
	file, err := os.OpenFile(f.log(name), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o644)
	if err != nil {
		return nil, fmt.Errorf("open a log: %w", err)
	}
	return file, nil
}

// keep returns the secret of that name, 64 hexadecimal digits, and makes it at the first call: sessions and keys handed
// out must be good after a restart.
func (f folder) keep(name string) (string, error) {
	path := filepath.Join(f.secrets(), name)
	text, err := os.ReadFile(path)
	if err == nil {
		return strings.TrimSpace(string(text)), nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("read a secret: %w", err)
	}
	var random [32]byte
	_, _ = rand.Read(random[:]) // never fails
	secret := hex.EncodeToString(random[:])
	// Written beside its place first: a killed program leaves no half of a secret.
	fresh := path + ".new"
	if err := os.WriteFile(fresh, []byte(secret+"\n"), 0o600); err != nil {
		return "", fmt.Errorf("keep a secret: %w", err)
	}
	if err := os.Rename(fresh, path); err != nil {
		return "", fmt.Errorf("keep a secret: %w", err)
	}
	return secret, nil
}
