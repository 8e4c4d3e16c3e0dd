package upkeep_test

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/client"

	"canbo/cmd/standalone/internal/temporalserver"
	"canbo/internal/evaluation"
	"canbo/workflows"
)

// TestANewBuildTakesTheProcessesOver deploys v2 in the middle of a cycle: what is idle on v1 moves with its state, v1
// cannot be retired before, and v2 brings the cycle to its end.
func TestANewBuildTakesTheProcessesOver(t *testing.T) {
	t.Parallel()
	s := startServers(t, t.TempDir())
	i := install(t, s)
	i.succeed("import", "../../../../seeds/mini")
	_, stopOld := i.worker("v1")
	require.Error(t, i.robots(func(line string) bool { return strings.Contains(line, "Self-reviews") }), "the robots are stopped in the middle")

	engine, err := client.Dial(client.Options{HostPort: s.temporal.Address(), Namespace: temporalserver.Namespace})
	require.NoError(t, err)
	defer engine.Close()
	open := i.texts(`SELECT id FROM process WHERE started_at IS NOT NULL AND concluded_at IS NULL ORDER BY id`)
	require.Contains(t, open, evaluation.CycleID(cycleCode))
	require.Greater(t, len(open), 1)
	var before map[string]run
	require.EventuallyWithT(t, func(c *assert.CollectT) { // what the robots left under way ends
		require.Empty(c, i.texts(`SELECT key FROM command WHERE settled_at IS NULL`))
		before = states(t, engine, open)
		for id, run := range before {
			require.NotContains(c, run.state, `"effects"`, id)
		}
	}, patience, look)

	require.Contains(t, i.refused("deploy", "retire", "v1"), "build v1 is current")
	require.Contains(t, i.refused("deploy", "promote", "v2", "--wait=0s"), "no worker of build v2")
	metrics, _ := i.worker("v2")
	require.Contains(t, i.succeed("deploy", "promote", "v2"), "Build v2 is current")
	require.EventuallyWithT(t, func(c *assert.CollectT) { // the index of processes lags a moment
		out, code := i.run("deploy", "retire", "v1")
		require.Equal(c, 1, code)
		require.Contains(c, out, fmt.Sprintf("%d processes still run on build v1", len(open)))
		require.Contains(c, out, "cycle/"+cycleCode)
	}, patience, look)
	for id, run := range states(t, engine, open) {
		require.Equal(t, before[id].run, run.run, "%s does not move by itself", id)
	}

	require.Contains(t, i.succeed("deploy", "drain", "--timeout=2m"), "All older builds are drained")
	require.Contains(t, i.succeed("deploy", "status"), "v1")
	require.Contains(t, i.succeed("deploy", "retire", "v1"), "its workers may be stopped")
	stopOld()

	for id, run := range states(t, engine, open) {
		require.NotEqual(t, before[id].run, run.run, "%s continues with a new run", id)
		require.JSONEq(t, before[id].state, run.state, "%s keeps its state", id)
	}
	for _, id := range open {
		described, err := engine.DescribeWorkflowExecution(t.Context(), id, "")
		require.NoError(t, err)
		require.Equal(t, "v2", described.GetWorkflowExecutionInfo().GetVersioningInfo().GetDeploymentVersion().GetBuildId(), id)
	}
	require.NoError(t, i.robots(nil), "v2 brings the cycle to its end")
	require.NotEmpty(t, i.texts(`SELECT code FROM cycle WHERE closed_at IS NOT NULL`))

	shown := read(t, metrics)
	require.Contains(t, shown, `canbo_build_info{build="v2"} 1`)
	require.Contains(t, shown, "canbo_database_up 1")
	page, err := os.ReadFile("../../../../docs/operations.md")
	require.NoError(t, err)
	for _, name := range regexp.MustCompile(`temporal_[a-z_]+_(?:total|bucket|available)`).FindAllString(string(page), -1) {
		if name != "temporal_workflow_task_execution_failed_total" { // nothing fails here
			require.Contains(t, shown, "\n"+name+"{", "docs/operations.md names it")
		}
	}
}

// run is one run of a process: the workflow's state, and which run it is.
type run struct{ run, state string }

// states asks each process for its state.
func states(t *testing.T, c client.Client, ids []string) map[string]run {
	t.Helper()
	found := map[string]run{}
	for _, id := range ids {
		value, err := c.QueryWorkflow(t.Context(), id, "", workflows.QueryState)
		require.NoError(t, err, id)
		var state json.RawMessage
		require.NoError(t, value.Get(&state))
		described, err := c.DescribeWorkflowExecution(t.Context(), id, "")
		require.NoError(t, err)
		found[id] = run{described.GetWorkflowExecutionInfo().GetExecution().GetRunId(), string(state)}
	}
	return found
}
