package engine

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"go.temporal.io/api/serviceerror"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	"golang.org/x/time/rate"

	"canbo/internal/fault"
	"canbo/workflows"
)

// BuildState says what the engine uses a build of the workers for.
type BuildState string

// The states of a build.
const (
	Current  BuildState = "current"  // new runs begin on it
	Ramping  BuildState = "ramping"  // a share of new runs begins on it
	Draining BuildState = "draining" // processes still run on it
	Drained  BuildState = "drained"  // nothing runs on it: its workers may be stopped
	Inactive BuildState = "inactive" // it has not been current yet
)

// Build is one build of the workers.
type Build struct {
	ID      string
	Created time.Time
	State   BuildState
	Percent float32 // of new runs, while it is ramping
	Open    int64   // processes that are pinned to it; what the engine's index says lags by seconds
}

// Deployment is what the engine knows of the builds of one installation's workers. Processes are pinned to the build
// they run on; one that is poked continues with a new run, and that begins on the current build.
type Deployment struct {
	client    client.Client
	name      string
	taskQueue string
}

// NewDeployment returns the deployment of that name; it does not close c.
func NewDeployment(c client.Client, name, taskQueue string) *Deployment {
	return &Deployment{client: c, name: name, taskQueue: taskQueue}
}

// Builds lists the builds, the newest first. Errors: fault.NotFound `no_deployment` when no worker has joined yet,
// fault.Unavailable.
func (d *Deployment) Builds(ctx context.Context) ([]Build, error) {
	described, err := d.describe(ctx)
	if err != nil {
		return nil, err
	}
	routing := described.Info.RoutingConfig
	var builds []Build
	for _, v := range described.Info.VersionSummaries {
		b := Build{ID: v.Version.BuildID, Created: v.CreateTime, State: Inactive}
		switch v.DrainageStatus {
		case client.WorkerDeploymentVersionDrainageStatusDraining:
			b.State = Draining
		case client.WorkerDeploymentVersionDrainageStatusDrained:
			b.State = Drained
		default: // it has not been replaced by another yet
		}
		if c := routing.CurrentVersion; c != nil && c.BuildID == b.ID {
			b.State = Current
		}
		if r := routing.RampingVersion; r != nil && r.BuildID == b.ID {
			b.State, b.Percent = Ramping, routing.RampingVersionPercentage
		}
		if b.Open, err = d.count(ctx, d.pinnedTo(b.ID)); err != nil {
			return nil, err
		}
		builds = append(builds, b)
	}
	slices.SortFunc(builds, func(a, b Build) int { return b.Created.Compare(a.Created) })
	return builds, nil
}

// Promote makes a build current: new runs begin on it. Without force a build is refused that no worker runs. It may be
// repeated. Error: fault.Conflict `build_not_running`.
func (d *Deployment) Promote(ctx context.Context, build string, force bool) error {
	_, err := d.handle().SetCurrentVersion(ctx, client.WorkerDeploymentSetCurrentVersionOptions{
		BuildID: build, AllowNoPollers: force, IgnoreMissingTaskQueues: force,
	})
	return d.promoted(build, err)
}

// Ramp lets a share of new runs begin on a build, percent from 0 to 100, before it is promoted. Error: as Promote.
func (d *Deployment) Ramp(ctx context.Context, build string, percent float32) error {
	_, err := d.handle().SetRampingVersion(ctx, client.WorkerDeploymentSetRampingVersionOptions{BuildID: build, Percentage: percent})
	return d.promoted(build, err)
}

func (d *Deployment) promoted(build string, err error) error {
	if err == nil {
		return nil
	}
	_, precondition := errors.AsType[*serviceerror.FailedPrecondition](err)
	_, missing := errors.AsType[*serviceerror.NotFound](err)
	if precondition || missing {
		return fault.New(fault.Conflict, "build_not_running",
			"no worker of build %s has asked for work in deployment %s: start it, then promote", build, d.name).Because(err)
	}
	return unavailable(err)
}

// Adopt makes build current when none is, which is so once in the life of an installation, and reports which build is
// current. Processes that began before there were builds go on with it.
func (d *Deployment) Adopt(ctx context.Context, build string) (current string, err error) {
	described, err := d.describe(ctx)
	if err != nil {
		return "", err
	}
	if c := described.Info.RoutingConfig.CurrentVersion; c != nil {
		return c.BuildID, nil
	}
	// The token keeps two workers of different builds from both being first.
	_, err = d.handle().SetCurrentVersion(ctx, client.WorkerDeploymentSetCurrentVersionOptions{
		BuildID: build, ConflictToken: described.ConflictToken,
	})
	return build, d.promoted(build, err)
}

// Poke wakes every open process that does not run on the current build, so that it continues there at its next quiet
// point. It returns how many it woke. A process that has ended meanwhile is passed over.
func (d *Deployment) Poke(ctx context.Context, pace *rate.Limiter) (int, error) {
	described, err := d.describe(ctx)
	if err != nil {
		return 0, err
	}
	current := described.Info.RoutingConfig.CurrentVersion
	if current == nil {
		return 0, fault.New(fault.Conflict, "no_current_build", "no build of deployment %s is current: promote one first", d.name)
	}
	number := 0
	var page []byte
	for {
		list, err := d.client.ListWorkflow(ctx, &workflowservice.ListWorkflowExecutionsRequest{
			Query: d.elsewhere(current.BuildID), NextPageToken: page,
		})
		if err != nil {
			return number, unavailable(err)
		}
		for _, w := range list.GetExecutions() {
			if err := pace.Wait(ctx); err != nil {
				return number, err
			}
			err := d.client.SignalWorkflow(ctx, w.GetExecution().GetWorkflowId(), "", workflows.SignalPoke, nil)
			if _, ended := errors.AsType[*serviceerror.NotFound](err); err != nil && !ended {
				return number, unavailable(err)
			}
			number++
		}
		if page = list.GetNextPageToken(); len(page) == 0 {
			return number, nil
		}
	}
}

// Drain pokes until no process runs on a build that has been replaced and the engine has confirmed it, which it does
// some minutes after the last has left. say is told at each look what remains. When ctx ends first, the error is that
// of Retire for each build that remains.
func (d *Deployment) Drain(ctx context.Context, pace *rate.Limiter, say func(left []Build)) error {
	var poked time.Time
	var left []Build
	for {
		if time.Since(poked) >= pokeAgain {
			if _, err := d.Poke(ctx, pace); err != nil && ctx.Err() == nil {
				return err
			}
			poked = time.Now()
		}
		builds, err := d.Builds(ctx)
		switch {
		case ctx.Err() != nil:
			return d.refuse(ctx, left)
		case err != nil:
			return err
		}
		left = slices.DeleteFunc(builds, func(b Build) bool { return b.State != Draining && (b.State != Drained || b.Open == 0) })
		if len(left) == 0 {
			return nil
		}
		say(left)
		select {
		case <-ctx.Done():
			return d.refuse(ctx, left)
		case <-time.After(drainLook):
		}
	}
}

// refuse says after the end of ctx what remains.
func (d *Deployment) refuse(ended context.Context, left []Build) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ended), answerTime)
	defer cancel()
	errs := []error{ended.Err()}
	for _, b := range left {
		errs = append(errs, d.Retire(ctx, b.ID))
	}
	return errors.Join(errs...)
}

const (
	drainLook = time.Second      // between two looks at what remains
	pokeAgain = 30 * time.Second // the index of processes lags, and some begin meanwhile
)

// Retire tells whether the workers of a build may be stopped. It refuses with fault.Conflict: `build_in_use` while new
// runs begin on the build, `build_not_drained` while processes run on it, with their number and some of their ids.
func (d *Deployment) Retire(ctx context.Context, build string) error {
	builds, err := d.Builds(ctx)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(builds, func(b Build) bool { return b.ID == build })
	if i < 0 {
		return fault.New(fault.NotFound, "no_build", "deployment %s has no build %s", d.name, build)
	}
	switch b := builds[i]; {
	case b.State == Current || b.State == Ramping:
		return fault.New(fault.Conflict, "build_in_use", "build %s is %s: promote another first", build, b.State)
	case b.Open > 0:
		return d.notDrained(ctx, b)
	case b.State == Draining:
		return fault.New(fault.Conflict, "build_not_drained",
			"no process is seen on build %s, but the engine has not confirmed it yet; it does so some minutes after the last has left", build)
	}
	return nil
}

const examples = 5 // ids in the message of a refusal

func (d *Deployment) notDrained(ctx context.Context, b Build) error {
	list, err := d.client.ListWorkflow(ctx, &workflowservice.ListWorkflowExecutionsRequest{Query: d.pinnedTo(b.ID), PageSize: examples})
	if err != nil {
		return unavailable(err)
	}
	var ids []string
	for _, w := range list.GetExecutions() {
		ids = append(ids, w.GetExecution().GetWorkflowId())
	}
	return fault.New(fault.Conflict, "build_not_drained", "%d processes still run on build %s, such as %s: without its workers they stand still",
		b.Open, b.ID, strings.Join(ids, ", "))
}

func (d *Deployment) handle() client.WorkerDeploymentHandle {
	return d.client.WorkerDeploymentClient().GetHandle(d.name)
}

func (d *Deployment) describe(ctx context.Context) (client.WorkerDeploymentDescribeResponse, error) {
	described, err := d.handle().Describe(ctx, client.WorkerDeploymentDescribeOptions{})
	if _, missing := errors.AsType[*serviceerror.NotFound](err); missing {
		return described, fault.New(fault.NotFound, "no_deployment", "no worker has joined deployment %s yet", d.name).Because(err)
	}
	if err != nil {
		return described, unavailable(err)
	}
	return described, nil
}

func (d *Deployment) count(ctx context.Context, query string) (int64, error) {
	counted, err := d.client.CountWorkflow(ctx, &workflowservice.CountWorkflowExecutionsRequest{Query: query})
	if err != nil {
		return 0, unavailable(err)
	}
	return counted.GetCount(), nil
}

// pinnedTo asks for the open processes that cannot go on without a build's workers.
func (d *Deployment) pinnedTo(build string) string {
	return fmt.Sprintf("ExecutionStatus = 'Running' AND TemporalWorkflowVersioningBehavior = 'Pinned' AND TemporalWorkerDeploymentVersion = '%s:%s'",
		d.name, build)
}

// elsewhere asks for the open processes that do not run on a build; those from before there were builds are among them.
func (d *Deployment) elsewhere(build string) string {
	return fmt.Sprintf("ExecutionStatus = 'Running' AND TaskQueue = '%s' AND "+
		"(TemporalWorkerDeploymentVersion IS NULL OR TemporalWorkerDeploymentVersion != '%s:%s')", d.taskQueue, d.name, build)
}
