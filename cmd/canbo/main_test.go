package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/stretchr/testify/require"
)

// run gives the arguments to a fresh program and returns what it printed.
func run(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	parser, err := kong.New(&program{}, options(t.Context(), &out)...)
	require.NoError(t, err)
	k, err := parser.Parse(args)
	if err != nil {
		return out.String(), err
	}
	err = k.Run()
	return out.String(), err
}

func TestPolicyListShowsTheRulesInForce(t *testing.T) {
	t.Parallel()
	out, err := run(t, "policy", "list")
	require.NoError(t, err)
	require.Regexp(t, `(?m)^qd132-2018@1 +[0-9a-f]{12} `, out)
}

func TestDoctorNamesTheRemedyAndFails(t *testing.T) {
	t.Parallel()
	out, err := run(t, "doctor", "--temporal-address=127.0.0.1:1", "--smtp-address=127.0.0.1:1")
	require.Error(t, err)
	require.Contains(t, out, "FAIL  Database")
	require.Contains(t, out, "CANBO_DATABASE_URL")
	require.Contains(t, out, "ok    Policies")
}

func TestACommandThatNeedsADatabaseSaysSo(t *testing.T) {
	t.Parallel()
	_, err := run(t, "migrate")
	require.ErrorContains(t, err, "--database-url (CANBO_DATABASE_URL, database_url in the file) is needed")
}

func TestAnUnknownKeyInTheSettingsFileIsRefused(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "canbo.yaml")
	require.NoError(t, os.WriteFile(path, []byte("log_level: info\nloglevel: warn\n"), 0o600))
	_, err := run(t, "doctor", "--config="+path)
	require.ErrorContains(t, err, "[2:1] unknown field \"loglevel\"")
}

func TestImportListsEverythingThatIsWrong(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "units.csv"), []byte("code,name\n"), 0o600))
	_, err := run(t, "import", dir, "--database-url=postgres://127.0.0.1:1/none")
	require.ErrorContains(t, err, "units.csv")
	require.ErrorContains(t, err, "officials.csv", "the second wrong file is named as well")
}

func TestPolicyCheckCompilesTheRulesAndRefusesAnUnknownKey(t *testing.T) {
	t.Parallel()
	out, err := run(t, "policy", "check", "--unverified")
	require.NoError(t, err)
	require.Contains(t, out, "ok  qd132-2018@1")
	require.Contains(t, out, "evaluation.cap.ratio_bp")

	dir := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(dir, "policies"), 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "policies", "x.yaml"), []byte("id: x\nidd: y\n"), 0o600))
	_, err = run(t, "policy", "check", "--seeds-dir="+dir)
	require.ErrorContains(t, err, "x.yaml:2")
}

func TestAWorkerNamesEverySettingItMisses(t *testing.T) {
	t.Parallel()
	_, err := run(t, "worker", "--database-url=postgres://127.0.0.1:1/none")
	for _, name := range []string{"--session-key", "--smtp-address", "--mail-from"} {
		require.ErrorContains(t, err, name)
	}
}
