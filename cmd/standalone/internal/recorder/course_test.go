package recorder_test

import (
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"canbo/activities"
	"canbo/activities/storetest"
	"canbo/internal/calendar"
	"canbo/internal/engine"
	"canbo/internal/evaluation"
	"canbo/internal/opening"
	"canbo/internal/policy"
	"canbo/internal/procedure"
	"canbo/internal/schedule"
	"canbo/seeds"
	"canbo/workflows"
)

// correct replaces the result of somebody, and waits until all of it is over.
func (o *office) correct(official, body string) (id string) {
	o.Helper()
	sitting := stateOf[evaluation.BodyDecision](o, evaluation.BodyDecisionID(storetest.Cycle, body))
	c, err := evaluation.NewCorrection(&sitting, official, 1, evaluation.Good)
	require.NoError(o, err)
	require.NoError(o, o.store.Add(procedure.NewProcess{ID: c.ID, Kind: evaluation.KindCorrection, Input: c}))
	o.store.File(c.ID, o.command(evaluation.ActCorrect, "admin", evaluation.Correct{Grade: evaluation.Completed, Reason: true}))
	o.workUntil(func() bool { return o.store.Concluded(c.ID) }, "the correction does not end")
	return c.ID
}

// launch has a schedule open the year's cycle, on a queue of its own over a record without one, and returns the workflow.
func (o *office) launch() (id string) {
	o.Helper()
	const queue = "launches"
	days, err := calendar.Load(seeds.FS, "calendars")
	require.NoError(o, err)
	policies, err := policy.Load(seeds.FS, "policies")
	require.NoError(o, err)
	store := storetest.New(storetest.Mini(o.T, seeds.FS))
	clock := func() time.Time { return time.Now().UTC() }
	launcher := &activities.Launcher{
		Opener: &opening.Opener{Store: store, Policies: policies, Calendar: days, Clock: clock}, Store: store, Clock: clock,
	}
	w := worker.New(o.client, queue, worker.Options{DisableRegistrationAliasing: true})
	w.RegisterWorkflowWithOptions(workflows.Launch, workflow.RegisterOptions{Name: workflows.NameLaunch})
	w.RegisterActivityWithOptions(launcher.Launch, activity.RegisterOptions{Name: activities.NameLaunch})
	require.NoError(o, w.Start())
	o.Cleanup(w.Stop)

	yearly := schedule.Schedule{
		ID: "yearly", Kind: schedule.KindEvaluation, CatchupDays: 30, Period: schedule.ThisYear,
		Fire:       schedule.Fire{Months: []time.Month{12}, Day: 3, Time: schedule.TimeOfDay{Hour: 6}},
		Evaluation: &schedule.Evaluation{Root: storetest.Root, Cycle: "mini", ReferenceDate: schedule.PeriodEnd},
	}
	schedules := engine.NewSchedules(o.client.ScheduleClient(), queue)
	_, err = schedules.Apply(o.Context(), []schedule.Schedule{yearly}, time.Now())
	require.NoError(o, err)
	require.NoError(o, schedules.Trigger(o.Context(), yearly.ID))
	require.Eventually(o, func() bool { return len(store.Launches()) > 0 }, 30*time.Second, 50*time.Millisecond)
	found, err := o.client.ScheduleClient().GetHandle(o.Context(), yearly.ID).Describe(o.Context())
	require.NoError(o, err)
	require.NotEmpty(o, found.Info.RecentActions)
	run := found.Info.RecentActions[0].StartWorkflowResult
	require.NoError(o, o.client.GetWorkflow(o.Context(), run.WorkflowID, run.FirstExecutionRunID).Get(o.Context(), nil), "%v", store.Launches())
	return run.WorkflowID
}

// workUntil lets everybody do their open tasks until done.
func (o *office) workUntil(done func() bool, what string) {
	o.Helper()
	deadline := time.Now().Add(2 * time.Minute)
	for !done() {
		require.True(o, time.Now().Before(deadline), what)
		for _, task := range o.store.Kept().Tasks {
			if !task.Done && !task.Ended && !o.idle[task.Process+task.Step] && task.Act != procedure.ActVote {
				kind, args := o.answer(task)
				o.deliver(task.Process, kind, task.Assignee, args)
			}
		}
	}
}
