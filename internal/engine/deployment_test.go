package engine_test

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/api/common/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/api/workflow/v1"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
	"golang.org/x/time/rate"

	"canbo/internal/engine"
	"canbo/internal/fault"
	"canbo/workflows"
)

// fleet is a server on which builds v1, v2 … have workers and processes.
type fleet struct {
	current, ramping string
	drained          []string
	builds           []string
	open             map[string][]string // processes by the build they run on; moved at a poke when workers allows
	ended            string              // a process that ends before it is poked
	pokes            []string
	stuck            bool // nobody moves
	set              []client.WorkerDeploymentSetCurrentVersionOptions
	setErr           error
}

func (f *fleet) version(build string) *worker.WorkerDeploymentVersion {
	if build == "" {
		return nil
	}
	return &worker.WorkerDeploymentVersion{DeploymentName: "canbo", BuildID: build}
}

func (f *fleet) describe() (client.WorkerDeploymentDescribeResponse, error) {
	d := client.WorkerDeploymentDescribeResponse{ConflictToken: []byte("token")}
	if len(f.builds) == 0 {
		return d, serviceerror.NewNotFound("no such deployment")
	}
	d.Info.RoutingConfig = client.WorkerDeploymentRoutingConfig{
		CurrentVersion: f.version(f.current), RampingVersion: f.version(f.ramping), RampingVersionPercentage: 5,
	}
	for i, build := range f.builds {
		s := client.WorkerDeploymentVersionSummary{Version: *f.version(build), CreateTime: time.Unix(int64(i), 0)}
		switch {
		case slices.Contains(f.drained, build):
			s.DrainageStatus = client.WorkerDeploymentVersionDrainageStatusDrained
		case f.open[build] != nil && build != f.current:
			s.DrainageStatus = client.WorkerDeploymentVersionDrainageStatusDraining
		}
		d.Info.VersionSummaries = append(d.Info.VersionSummaries, s)
	}
	return d, nil
}

// asked are the processes that a query names: those of a build, or those of all others.
func (f *fleet) asked(query string) []string {
	var ids []string
	for _, build := range slices.Sorted(maps.Keys(f.open)) {
		if strings.Contains(query, "!= 'canbo:") != strings.Contains(query, "'canbo:"+build+"'") {
			ids = append(ids, f.open[build]...)
		}
	}
	return ids
}

func (f *fleet) poke(id string) error {
	if id == f.ended {
		return serviceerror.NewNotFound("it has ended")
	}
	f.pokes = append(f.pokes, id)
	for build, ids := range f.open {
		if i := slices.Index(ids, id); i >= 0 && !f.stuck {
			f.open[build] = slices.Delete(slices.Clone(ids), i, i+1)
			f.open[f.current] = append(f.open[f.current], id)
			if len(f.open[build]) == 0 {
				f.drained = append(f.drained, build)
			}
			return nil
		}
	}
	return nil
}

// deployment is the fleet as engine sees it.
func (f *fleet) deployment() *engine.Deployment {
	return engine.NewDeployment(fleetClient{fleet: f}, "canbo", workflows.TaskQueue)
}

// fleetClient answers what a Deployment asks; anything else panics.
type fleetClient struct {
	client.Client
	fleet *fleet
}

func (c fleetClient) WorkerDeploymentClient() client.WorkerDeploymentClient {
	return fleetHandles{fleet: c.fleet}
}

func (c fleetClient) CountWorkflow(_ context.Context, r *workflowservice.CountWorkflowExecutionsRequest) (*workflowservice.CountWorkflowExecutionsResponse, error) {
	return &workflowservice.CountWorkflowExecutionsResponse{Count: int64(len(c.fleet.asked(r.GetQuery())))}, nil
}

func (c fleetClient) ListWorkflow(_ context.Context, r *workflowservice.ListWorkflowExecutionsRequest) (*workflowservice.ListWorkflowExecutionsResponse, error) {
	out := &workflowservice.ListWorkflowExecutionsResponse{}
	for _, id := range c.fleet.asked(r.GetQuery()) {
		out.Executions = append(out.Executions, &workflow.WorkflowExecutionInfo{Execution: &common.WorkflowExecution{WorkflowId: id}})
	}
	return out, nil
}

func (c fleetClient) SignalWorkflow(_ context.Context, id, _, signal string, _ any) error {
	if signal != workflows.SignalPoke {
		return serviceerror.NewInvalidArgument(signal)
	}
	return c.fleet.poke(id)
}

type fleetHandles struct {
	client.WorkerDeploymentClient
	fleet *fleet
}

func (h fleetHandles) GetHandle(string) client.WorkerDeploymentHandle {
	return fleetHandle{fleet: h.fleet}
}

type fleetHandle struct {
	client.WorkerDeploymentHandle
	fleet *fleet
}

func (h fleetHandle) Describe(context.Context, client.WorkerDeploymentDescribeOptions) (client.WorkerDeploymentDescribeResponse, error) {
	return h.fleet.describe()
}

func (h fleetHandle) SetCurrentVersion(_ context.Context, o client.WorkerDeploymentSetCurrentVersionOptions) (client.WorkerDeploymentSetCurrentVersionResponse, error) {
	h.fleet.set = append(h.fleet.set, o)
	return client.WorkerDeploymentSetCurrentVersionResponse{}, h.fleet.setErr
}

var anyPace = rate.NewLimiter(rate.Inf, 1)

func TestABuildIsRetiredOnlyWhenNothingRunsOnIt(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		fleet fleet
		code  string
		says  []string
	}{
		"the current one":     {fleet{builds: []string{"v1"}, current: "v1"}, "build_in_use", []string{"v1 is current"}},
		"one that is ramping": {fleet{builds: []string{"v1", "v2"}, current: "v2", ramping: "v1"}, "build_in_use", []string{"v1 is ramping"}},
		"one with processes": {
			fleet{builds: []string{"v1", "v2"}, current: "v2", open: map[string][]string{"v1": {"cycle/a", "cycle/b"}}},
			"build_not_drained", []string{"2 processes", "cycle/a, cycle/b"},
		},
		"one that the engine calls drained, with a process": {
			fleet{builds: []string{"v1", "v2"}, current: "v2", drained: []string{"v1"}, open: map[string][]string{"v1": {"cycle/a"}}},
			"build_not_drained", []string{"1 processes"},
		},
		"one that the engine has not confirmed": {
			fleet{builds: []string{"v1", "v2"}, current: "v2", open: map[string][]string{"v1": {}}}, "build_not_drained", []string{"not confirmed"},
		},
		"one that nobody knows":      {fleet{builds: []string{"v2"}, current: "v2"}, "no_build", nil},
		"one in no deployment":       {fleet{}, "no_deployment", nil},
		"a drained one":              {fleet{builds: []string{"v1", "v2"}, current: "v2", drained: []string{"v1"}}, "", nil},
		"one that was never current": {fleet{builds: []string{"v1", "v2"}, current: "v2"}, "", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := tt.fleet.deployment().Retire(t.Context(), "v1")
			if tt.code == "" {
				require.NoError(t, err)
				return
			}
			f, ok := fault.As(err)
			require.True(t, ok, err)
			require.Equal(t, tt.code, f.Code)
			for _, text := range tt.says {
				require.Contains(t, f.Text, text)
			}
		})
	}
}

func TestDrainingMovesEveryProcessAndWaitsForTheEngine(t *testing.T) {
	t.Parallel()
	f := &fleet{
		builds: []string{"v1", "v2", "v3"}, current: "v2", ended: "cycle/ended",
		open: map[string][]string{"v1": {"cycle/a", "cycle/b"}, "v2": {"cycle/c"}},
	}
	require.NoError(t, f.deployment().Drain(t.Context(), anyPace, func([]engine.Build) {}))
	require.Equal(t, []string{"cycle/a", "cycle/b"}, f.pokes, "those of the current build are left alone")
	builds, err := f.deployment().Builds(t.Context())
	require.NoError(t, err)
	var states []engine.BuildState
	for _, b := range builds {
		states = append(states, b.State)
	}
	require.Equal(t, []engine.BuildState{engine.Inactive, engine.Current, engine.Drained}, states, "the newest first")
	require.Equal(t, int64(3), builds[1].Open)
}

func TestDrainingThatTakesTooLongNamesWhatRemains(t *testing.T) {
	t.Parallel()
	f := &fleet{builds: []string{"v1", "v2"}, current: "v2", stuck: true, open: map[string][]string{"v1": {"cycle/a"}}}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	err := f.deployment().Drain(ctx, anyPace, func(left []engine.Build) {
		require.Equal(t, "v1", left[0].ID)
		cancel()
	})
	require.ErrorIs(t, err, context.Canceled)
	require.ErrorContains(t, err, "1 processes still run on build v1, such as cycle/a")
}

func TestAPokePassesOverWhatHasEnded(t *testing.T) {
	t.Parallel()
	f := &fleet{builds: []string{"v1", "v2"}, current: "v2", ended: "cycle/a", open: map[string][]string{"v1": {"cycle/a", "cycle/b"}}}
	n, err := f.deployment().Poke(t.Context(), anyPace)
	require.NoError(t, err)
	require.Equal(t, 2, n)
	require.Equal(t, []string{"cycle/b"}, f.pokes)

	_, err = (&fleet{builds: []string{"v1"}}).deployment().Poke(t.Context(), anyPace)
	require.ErrorContains(t, err, "promote one first")
}

func TestTheFirstBuildOfAllIsAdoptedAndNoOther(t *testing.T) {
	t.Parallel()
	f := &fleet{builds: []string{"v1"}}
	current, err := f.deployment().Adopt(t.Context(), "v1")
	require.NoError(t, err)
	require.Equal(t, "v1", current)
	require.Equal(t, "v1", f.set[0].BuildID)
	require.Equal(t, []byte("token"), f.set[0].ConflictToken, "of two first workers one is refused")

	f = &fleet{builds: []string{"v1", "v2"}, current: "v1"}
	current, err = f.deployment().Adopt(t.Context(), "v2")
	require.NoError(t, err)
	require.Equal(t, "v1", current)
	require.Empty(t, f.set)
}

func TestABuildWithoutWorkersIsNotPromoted(t *testing.T) {
	t.Parallel()
	f := &fleet{builds: []string{"v1"}, setErr: serviceerror.NewFailedPrecondition("no pollers")}
	err := f.deployment().Promote(t.Context(), "v2", false)
	require.ErrorContains(t, err, "no worker of build v2 has asked for work in deployment canbo")
	require.False(t, f.set[0].AllowNoPollers)
}
