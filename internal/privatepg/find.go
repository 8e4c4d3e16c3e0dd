package privatepg

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
)

const oldestMajor = 15

var versionText = regexp.MustCompile(`\(PostgreSQL\) (\d+)`)

// findBinaries returns the folder that holds initdb and postgres: the first of PG_BIN, PATH, pg_config and the usual
// folders of Debian, Red Hat and Homebrew whose major version is wanted, or any from oldestMajor up when wanted is 0.
func findBinaries(wanted int) (string, error) {
	if dir := os.Getenv("PG_BIN"); dir != "" {
		major, err := majorVersion(dir)
		if err != nil {
			return "", fmt.Errorf("PG_BIN=%s holds no PostgreSQL server: %w", dir, err)
		}
		return dir, checkVersion(major, wanted)
	}
	var seen []int
	for _, dir := range candidates() {
		major, err := majorVersion(dir)
		if err != nil {
			continue
		}
		if checkVersion(major, wanted) == nil {
			return dir, nil
		}
		seen = append(seen, major)
	}
	if len(seen) > 0 {
		return "", checkVersion(slices.Max(seen), wanted)
	}
	return "", fmt.Errorf("no PostgreSQL server found; %s, or set PG_BIN to the folder of initdb and postgres", install())
}

func checkVersion(major, wanted int) error {
	switch {
	case wanted != 0 && major != wanted:
		return fmt.Errorf("the data folder was made by PostgreSQL %d but version %d was found; install version %d "+
			"or set PG_BIN to its folder", wanted, major, wanted)
	case major < oldestMajor:
		return fmt.Errorf("PostgreSQL %d was found, %d or newer is needed; %s", major, oldestMajor, install())
	default:
		return nil
	}
}

func candidates() []string {
	var dirs []string
	if path, err := exec.LookPath("postgres"); err == nil {
		if real, err := filepath.EvalSymlinks(path); err == nil {
			dirs = append(dirs, filepath.Dir(real))
		}
	}
	if out, err := exec.Command("pg_config", "--bindir").Output(); err == nil {
		dirs = append(dirs, strings.TrimSpace(string(out)))
	}
	for _, pattern := range []string{
		"/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin",
		"/opt/homebrew/opt/postgresql@*/bin", "/usr/local/opt/postgresql@*/bin",
		"/home/linuxbrew/.linuxbrew/opt/postgresql@*/bin",
	} {
		found, _ := filepath.Glob(pattern) // the only error is a malformed pattern
		slices.SortFunc(found, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(b, a)) })
		dirs = append(dirs, found...)
	}
	return dirs
}

func majorVersion(dir string) (int, error) {
	if _, err := exec.LookPath(filepath.Join(dir, "initdb")); err != nil {
		return 0, err
	}
	out, err := exec.Command(filepath.Join(dir, "postgres"), "--version").Output()
	if err != nil {
		return 0, err
	}
	match := versionText.FindSubmatch(out)
	if match == nil {
		return 0, errors.New("postgres --version has an unknown form")
	}
	return strconv.Atoi(string(match[1]))
}

// install is the exact command for this machine's package manager.
func install() string {
	sudo := "sudo "
	if os.Geteuid() == 0 {
		sudo = ""
	}
	for _, m := range []struct{ tool, command string }{
		{"apt-get", sudo + "apt-get install -y postgresql"},
		{"dnf", sudo + "dnf install -y postgresql-server"},
		{"brew", "brew install postgresql@17"},
	} {
		if _, err := exec.LookPath(m.tool); err == nil {
			return "run: " + m.command
		}
	}
	return "install the server package of PostgreSQL " + strconv.Itoa(oldestMajor) + " or newer for " + runtime.GOOS
}
