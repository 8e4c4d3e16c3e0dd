package privatepg_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/privatepg"
)

const holdFolder = "CANBO_TEST_HOLD_CLUSTER"

// TestMain turns the test binary into the process that is killed below: it starts a cluster, says where, and waits.
func TestMain(m *testing.M) {
	dir := os.Getenv(holdFolder)
	if dir == "" {
		os.Exit(m.Run())
	}
	s, err := privatepg.Start(context.Background(), privatepg.Options{Dir: dir, Fast: true})
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println(s.URL("postgres"))
	select {}
}

func TestAKilledProcessLosesNothingAndItsFolderCanBeUsedAtOnce(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	holder := exec.Command(os.Args[0])
	holder.Env = append(os.Environ(), holdFolder+"="+dir)
	out, err := holder.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, holder.Start())
	url, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err)
	execute(t, strings.TrimSpace(url), `CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n`)

	require.NoError(t, holder.Process.Kill())
	require.Error(t, holder.Wait(), "killed")
	next := start(t, dir)

	execute(t, next.URL("postgres"), `SELECT n FROM kept`)
	require.NoError(t, next.Stop())
}
