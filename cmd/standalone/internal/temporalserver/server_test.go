package temporalserver_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"canbo/cmd/standalone/internal/temporalserver"
	"canbo/internal/privatepg"
)

const (
	taskQueue = "test"
	// childFolder makes this test binary run a server on that folder until it is killed.
	childFolder = "TEMPORALSERVER_TEST_FOLDER"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(childFolder); dir != "" {
		if err := serve(context.Background(), dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

// serve prints the address of a server on dir and waits for the end of the process.
func serve(ctx context.Context, dir string) error {
	_, server, err := start(ctx, dir)
	if err != nil {
		return err
	}
	fmt.Println(server.Address())
	select {}
}

func start(ctx context.Context, dir string) (*privatepg.Server, *temporalserver.Server, error) {
	pg, err := privatepg.Start(ctx, privatepg.Options{Dir: dir})
	if err != nil {
		return nil, nil, err
	}
	server, err := temporalserver.Start(ctx, temporalserver.Options{
		DatabaseURL: pg.URL, LogFile: filepath.Join(dir, "temporal.log"),
	})
	if err != nil {
		return nil, nil, errors.Join(err, pg.Stop())
	}
	return pg, server, nil
}

// startHere runs a server in the test's own process and returns the function that stops it.
func startHere(t *testing.T, dir string) (*temporalserver.Server, *privatepg.Server, func()) {
	t.Helper()
	pg, server, err := start(t.Context(), dir)
	require.NoError(t, err)
	stopped := false
	stop := func() {
		if stopped {
			return
		}
		stopped = true
		require.NoError(t, errors.Join(server.Stop(), pg.Stop()))
	}
	t.Cleanup(stop)
	return server, pg, stop
}

// startChild runs a server in a process of its own and returns its address and the function that kills it.
func startChild(t *testing.T, dir string) (string, func()) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childFolder+"="+dir)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	killed := false
	kill := func() {
		if killed {
			return
		}
		killed = true
		require.NoError(t, cmd.Process.Kill())
		_ = cmd.Wait() // "signal: killed" is what we asked for
	}
	t.Cleanup(kill)
	line, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err, "the server's process ended before it was ready")
	return strings.TrimSpace(line), kill
}

// connect returns a client with a running worker; both end with the test at the latest.
func connect(t *testing.T, address string) (client.Client, func()) {
	t.Helper()
	c, err := client.Dial(client.Options{HostPort: address, Namespace: temporalserver.Namespace})
	require.NoError(t, err)
	w := worker.New(c, taskQueue, worker.Options{})
	w.RegisterWorkflow(waitForWord)
	require.NoError(t, w.Start())
	stopped := false
	stop := func() {
		if !stopped {
			stopped = true
			w.Stop()
			c.Close()
		}
	}
	t.Cleanup(stop)
	return c, stop
}

// waitForWord answers with the first word it is sent.
func waitForWord(ctx workflow.Context) (string, error) {
	var word string
	workflow.GetSignalChannel(ctx, "word").Receive(ctx, &word)
	return word, nil
}

func begin(t *testing.T, c client.Client, id string) {
	t.Helper()
	_, err := c.ExecuteWorkflow(t.Context(), client.StartWorkflowOptions{ID: id, TaskQueue: taskQueue}, waitForWord)
	require.NoError(t, err)
}

func finish(t *testing.T, c client.Client, id string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	require.NoError(t, c.SignalWorkflow(ctx, id, "", "word", "xong"))
	var got string
	require.NoError(t, c.GetWorkflow(ctx, id, "").Get(ctx, &got))
	require.Equal(t, "xong", got)
}

func TestWorkflowsSurviveAStopAndThePageIsServed(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	server, _, stop := startHere(t, dir)
	c, disconnect := connect(t, server.Address())

	ns, err := c.WorkflowService().DescribeNamespace(t.Context(),
		&workflowservice.DescribeNamespaceRequest{Namespace: temporalserver.Namespace})
	require.NoError(t, err)
	require.Equal(t, 90*24*time.Hour, ns.GetConfig().GetWorkflowExecutionRetentionTtl().AsDuration())

	page, err := temporalserver.StartUI(server.Address(), 0)
	require.NoError(t, err)
	require.EventuallyWithT(t, func(c *assert.CollectT) {
		for _, path := range []string{"/", "/api/v1/namespaces/default"} {
			r, err := http.Get(page.URL() + path)
			require.NoError(c, err)
			defer r.Body.Close()
			require.Equal(c, http.StatusOK, r.StatusCode)
		}
	}, 10*time.Second, 50*time.Millisecond)
	page.Stop()

	begin(t, c, "over-a-stop")
	disconnect()
	stop()

	server, _, _ = startHere(t, dir)
	c, _ = connect(t, server.Address())
	finish(t, c, "over-a-stop")
}

func TestWorkflowsSurviveAKilledProcess(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	address, kill := startChild(t, dir)
	c, disconnect := connect(t, address)
	ids := []string{"killed-1", "killed-2", "killed-3"}
	for _, id := range ids {
		begin(t, c, id)
	}
	kill()
	disconnect()

	address, _ = startChild(t, dir)
	c, _ = connect(t, address)
	for _, id := range ids {
		finish(t, c, id)
	}
}

func TestASchemaOfAnotherVersionIsRefused(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	_, pg, stop := startHere(t, dir)
	conn, err := pgx.Connect(t.Context(), pg.URL("temporal"))
	require.NoError(t, err)
	_, err = conn.Exec(t.Context(), `UPDATE schema_version SET curr_version = '1.0'`)
	require.NoError(t, err)
	require.NoError(t, conn.Close(t.Context()))
	stop()

	_, _, err = start(t.Context(), dir)
	require.ErrorContains(t, err, "prepare database temporal: its schema is version 1.0")
}
