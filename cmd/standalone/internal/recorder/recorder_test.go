// Package recorder records the histories that the workflows are replayed against: the real processes on the real
// server, over a record in memory. Each release adds a folder; a folder that is there is never written again.
package recorder_test

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/history/v1"
	"go.temporal.io/api/temporalproto"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
	"golang.org/x/time/rate"

	"canbo/activities"
	"canbo/activities/storetest"
	"canbo/cmd/standalone/internal/temporalserver"
	"canbo/internal/calendar"
	"canbo/internal/engine"
	"canbo/internal/evaluation"
	"canbo/internal/privatepg"
	"canbo/internal/procedure"
	"canbo/seeds"
	"canbo/workflows"
)

var update = flag.String("update", "", "record the histories of this release, for example v1")

// TestRecord runs the small district's cycle and saves one history of each course that matters. Without -update it
// does nothing.
func TestRecord(t *testing.T) {
	if *update == "" {
		t.Skip("records only with -update=RELEASE")
	}
	folder := filepath.Join("../../../../workflows/testdata/history", *update)
	if _, err := os.Stat(folder); !errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("%s is there already: histories are added, never changed", folder)
	}
	o := startOffice(t)
	o.store.NoQuorum[procedure.BallotID(reviewID("xa-na-muoi"), evaluation.StepBallot, 1)] = true
	o.begin()

	// One unit is extended, paused and resumed; another ends its first step by its due time.
	o.deliver(reviewID("xa-na-muoi"), procedure.CommandPause, "admin", nil)
	o.deliver(reviewID("xa-na-muoi"), procedure.CommandResume, "admin", nil)
	o.deliver(reviewID("xa-na-muoi"), procedure.CommandExtend, "admin", procedure.Extend{Step: evaluation.StepSelfReview, Due: time.Now().Add(240 * time.Hour)})
	o.store.File(reviewID("xa-khuoi-sao"), o.command(evaluation.ActSelfReview, "mini-14", evaluation.SelfReview{Grade: evaluation.Good}))
	o.deliver(reviewID("xa-khuoi-sao"), procedure.CommandExtend, "admin", procedure.Extend{Step: evaluation.StepSelfReview, Due: time.Now().Add(2 * time.Second)})
	o.idle[reviewID("xa-khuoi-sao")+evaluation.StepSelfReview] = true
	// A third moves to another build of the workers in its first step.
	first := o.move(reviewID("phong-noi-vu"))
	o.workUntil(func() bool { return o.store.Concluded(evaluation.CycleID(storetest.Cycle)) }, "the cycle does not end")
	correction, launch := o.correct("mini-13", "du-xa-na-muoi"), o.launch()

	o.save(reviewID("phong-noi-vu"), first, filepath.Join(folder, "unit_review_continued.json"))
	for name, id := range map[string]string{
		"cycle":                evaluation.CycleID(storetest.Cycle),
		"unit_review":          reviewID("phong-noi-vu"), // from where the one before continued as new
		"unit_review_extended": reviewID("xa-na-muoi"),   // also: paused, resumed, and its ballot repeated
		"unit_review_expired":  reviewID("xa-khuoi-sao"),
		"body_decision":        evaluation.BodyDecisionID(storetest.Cycle, "du-xa-na-muoi"),
		"petition":             evaluation.PetitionID(storetest.Cycle, "mini-12"),
		"correction":           correction,
		"launch":               launch,
	} {
		o.save(id, "", filepath.Join(folder, name+".json"))
	}
}

func reviewID(unit string) string { return evaluation.UnitReviewID(storetest.Cycle, unit) }

// office is a Temporal server with a worker and a relay over a record in memory.
type office struct {
	*testing.T
	store  *storetest.Store
	client client.Client
	engine *engine.Engine
	idle   map[string]bool // process and step in which nobody works
}

func startOffice(t *testing.T) *office {
	pg, err := privatepg.Start(t.Context(), privatepg.Options{Dir: t.TempDir(), Fast: true})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, pg.Stop()) })
	server, err := temporalserver.Start(t.Context(), temporalserver.Options{DatabaseURL: pg.URL, LogFile: filepath.Join(t.TempDir(), "temporal.log")})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, server.Stop()) })
	c, err := client.Dial(client.Options{
		HostPort: server.Address(), Namespace: temporalserver.Namespace, Identity: "canbo",
		Logger: log.NewStructuredLogger(slog.New(slog.DiscardHandler)),
	})
	require.NoError(t, err)
	t.Cleanup(c.Close)
	o := &office{
		T: t, store: storetest.NewCycle(t, seeds.FS), client: c, engine: engine.New(c, workflows.TaskQueue), idle: map[string]bool{},
	}
	for _, e := range storetest.Opening(t, seeds.FS).Enrolled {
		o.store.Cases[e.Body] = append(o.store.Cases[e.Body], caseOf(e))
	}
	o.startWorker("v1")
	require.Eventually(t, func() bool { return o.deployment().Promote(t.Context(), "v1", false) == nil }, 30*time.Second, 100*time.Millisecond)
	return o
}

// caseOf is somebody with a good year.
func caseOf(e evaluation.Enrolled) evaluation.AppraisalCase {
	return evaluation.AppraisalCase{Unit: e.Unit, Facts: evaluation.Facts{
		Official: e.Official, Year: 2018, Post: evaluation.Post{TitleGroup: e.Group, IsHead: e.Head, Rank: 1},
		Person:   evaluation.Person{MonthsWorked: 12},
		Own:      evaluation.Targets{Total: 8, Done: 8, OnTime: 8},
		Unit:     evaluation.UnitResult{Total: 10, Done: 10, OnTime: 10},
		Criteria: evaluation.Levels{Political: "Good", Ethics: "Good", Style: "Good", Organisation: "Good", Results: "Good"},
	}}
}

func (o *office) startWorker(build string) {
	days, err := calendar.Load(seeds.FS, "calendars")
	require.NoError(o, err)
	w := worker.New(o.client, workflows.TaskQueue, worker.Options{
		WorkflowPanicPolicy: worker.BlockWorkflow, DisableRegistrationAliasing: true,
		DeploymentOptions: worker.DeploymentOptions{
			UseVersioning: true, Version: worker.WorkerDeploymentVersion{DeploymentName: "canbo", BuildID: build},
			DefaultVersioningBehavior: workflow.VersioningBehaviorPinned,
		},
	})
	workflows.Register(w)
	acts := &activities.Activities{Store: o.store, Reader: o.store, Calendar: days, Plans: plans{}, Screener: plans{}, RotationPlans: plans{}, Assigner: plans{}}
	w.RegisterActivityWithOptions(acts.Apply, activity.RegisterOptions{Name: activities.NameApply})
	require.NoError(o, w.Start())
	ctx, cancel := context.WithCancel(o.Context())
	relay := engine.Relay{Engine: o.engine, Inbox: o.store, Starts: rate.NewLimiter(rate.Inf, 1), Log: slog.New(slog.DiscardHandler)}
	var running sync.WaitGroup
	running.Go(func() { relay.Run(ctx) })
	o.Cleanup(func() {
		cancel()
		running.Wait()
		w.Stop()
	})
}

// begin waits until the unit reviews run and know their due times.
func (o *office) begin() {
	o.Helper()
	require.Eventually(o, func() bool {
		known := 0
		for _, st := range o.store.Kept().Steps {
			if st.Name == evaluation.StepSelfReview && !st.Due.IsZero() {
				known++
			}
		}
		return known == 3
	}, 30*time.Second, 10*time.Millisecond)
}

func (o *office) command(kind, actor string, args any) procedure.Command {
	raw, err := json.Marshal(args)
	require.NoError(o, err)
	role := procedure.Official
	if actor == "admin" {
		role = procedure.Administrator
	}
	return procedure.Command{
		Key: "record-" + time.Now().UTC().Format("150405.000000000"), Kind: kind, Actor: actor, Role: role, ReceivedAt: time.Now().UTC(), Args: raw,
	}
}

// deliver sends a command; that somebody was a moment too late for a task is no matter.
func (o *office) deliver(process, kind, actor string, args any) {
	_, err := o.engine.Deliver(o.Context(), process, o.command(kind, actor, args))
	if err != nil {
		o.Logf("%s by %s in %s: %v", kind, actor, process, err)
	}
}

// move brings another build into use and pokes one process, which continues there with a new run; it returns the old one.
func (o *office) move(id string) (run string) {
	o.Helper()
	run = o.run(id)
	o.startWorker("v2")
	require.Eventually(o, func() bool { return o.deployment().Promote(o.Context(), "v2", false) == nil }, 30*time.Second, 100*time.Millisecond)
	require.Eventually(o, func() bool {
		require.NoError(o, o.client.SignalWorkflow(o.Context(), id, "", workflows.SignalPoke, nil))
		return o.run(id) != run
	}, 30*time.Second, time.Second)
	return run
}

func (o *office) run(id string) string {
	o.Helper()
	described, err := o.client.DescribeWorkflowExecution(o.Context(), id, "")
	require.NoError(o, err)
	return described.GetWorkflowExecutionInfo().GetExecution().GetRunId()
}

func (o *office) deployment() *engine.Deployment {
	return engine.NewDeployment(o.client, "canbo", workflows.TaskQueue)
}

// save writes the history of a run of a process, of the last when run is empty.
func (o *office) save(id, run, file string) {
	o.Helper()
	var events history.History
	for it := o.client.GetWorkflowHistory(o.Context(), id, run, true, enums.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT); it.HasNext(); {
		event, err := it.Next()
		require.NoError(o, err)
		events.Events = append(events.Events, event)
	}
	raw, err := temporalproto.CustomJSONMarshalOptions{Indent: " "}.Marshal(&events)
	require.NoError(o, err)
	require.NoError(o, os.MkdirAll(filepath.Dir(file), 0o755))
	require.NoError(o, os.WriteFile(file, append(raw, '\n'), 0o644))
}
