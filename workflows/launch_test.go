package workflows_test

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/testsuite"

	"canbo/activities"
	"canbo/activities/storetest"
	"canbo/internal/calendar"
	"canbo/internal/fault"
	"canbo/internal/opening"
	"canbo/internal/policy"
	"canbo/internal/schedule"
	"canbo/seeds"
	"canbo/workflows"
)

var yearly = schedule.Schedule{
	ID: "yearly", Kind: schedule.KindEvaluation, CatchupDays: 30, Period: schedule.ThisYear,
	Fire:       schedule.Fire{Months: []time.Month{12}, Day: 3, Time: schedule.TimeOfDay{Hour: 6}},
	Evaluation: &schedule.Evaluation{Root: storetest.Root, Cycle: "mini", ReferenceDate: schedule.PeriodEnd},
}

// fired is the fire time of 2018.
var fired = time.Date(2018, 12, 2, 23, 0, 0, 0, time.UTC)

// opener counts what it is asked for, and can be made to fail first.
type opener struct {
	activities.Opener
	requests []opening.Request
	fail     []error
}

func (o *opener) Open(ctx context.Context, r opening.Request) (opening.Opened, error) {
	o.requests = append(o.requests, r)
	if n := len(o.requests); n <= len(o.fail) {
		return opening.Opened{}, o.fail[n-1]
	}
	return o.Opener.Open(ctx, r)
}

func newOpener(t *testing.T, store *storetest.Store, fail ...error) *opener {
	policies, err := policy.Load(seeds.FS, "policies")
	require.NoError(t, err)
	days, err := calendar.Load(seeds.FS, "calendars")
	require.NoError(t, err)
	return &opener{fail: fail, Opener: &opening.Opener{
		Store: store, Policies: policies, Calendar: days, Clock: func() time.Time { return opened },
	}}
}

// launchAt runs the launch workflow as a schedule would have started it for the time at, 40 days late.
func launchAt(t *testing.T, s schedule.Schedule, at time.Time, open *opener, store *storetest.Store) error {
	var suite testsuite.WorkflowTestSuite
	suite.SetLogger(log.NewStructuredLogger(slog.New(slog.DiscardHandler)))
	env := suite.NewTestWorkflowEnvironment()
	env.SetStartTime(at.AddDate(0, 0, 40))
	if !at.IsZero() {
		require.NoError(t, env.SetTypedSearchAttributesOnStart(temporal.NewSearchAttributes(
			temporal.NewSearchAttributeKeyTime("TemporalScheduledStartTime").ValueSet(at))))
	}
	workflows.Register(env)
	launcher := &activities.Launcher{Opener: open, Store: store, Clock: func() time.Time { return opened }}
	env.RegisterActivityWithOptions(launcher.Launch, activity.RegisterOptions{Name: activities.NameLaunch})
	env.ExecuteWorkflow(workflows.NameLaunch, s)
	require.True(t, env.IsWorkflowCompleted())
	return env.GetWorkflowError()
}

func TestALaunchOpensTheCycleOfItsFireTimeOnce(t *testing.T) {
	t.Parallel()
	store := storetest.New(storetest.Mini(t, seeds.FS))
	open := newOpener(t, store)
	for range 2 { // a backfill, a repeat
		require.NoError(t, launchAt(t, yearly, fired, open, store))
	}
	require.NoError(t, launchAt(t, yearly, fired.AddDate(0, 2, 0), open, store), "by hand in the new year")
	require.Len(t, open.requests, 3)
	for _, r := range open.requests {
		require.Equal(t, "mini-2018", r.Cycle)
		require.Equal(t, time.Date(2018, 12, 31, 0, 0, 0, 0, time.UTC), r.ReferenceDate)
		require.Equal(t, "schedule:yearly", r.Actor)
	}
	require.Equal(t, []schedule.Report{{
		Schedule: "yearly", Code: "mini-2018", ScheduledAt: fired, Outcome: schedule.Opened, LaunchedAt: opened,
	}}, store.Launches())
}

func TestALaunchThatIsRefusedIsReportedAndNotTriedAgain(t *testing.T) {
	t.Parallel()
	store := storetest.New(storetest.Mini(t, seeds.FS))
	open := newOpener(t, store, fault.New(fault.Invalid, "not_ready", "1 finding(s) stand in the way: x: has no head"))
	err := launchAt(t, yearly, fired, open, store)
	refused, ok := errors.AsType[*temporal.ApplicationError](err)
	require.True(t, ok, err)
	require.Equal(t, "not_ready", refused.Type())
	require.NotContains(t, err.Error(), "head", "the engine's history carries codes only")
	require.Len(t, open.requests, 1)
	reports := store.Launches()
	require.Equal(t, schedule.Failed, reports[0].Outcome)
	require.Equal(t, "1 finding(s) stand in the way: x: has no head", reports[0].FaultText)

	require.NoError(t, launchAt(t, yearly, fired.Add(time.Hour), open, store), "by hand, when the roster is mended")
	require.Equal(t, schedule.Opened, store.Launches()[0].Outcome)
}

func TestALaunchWaitsForServersThatAreAway(t *testing.T) {
	t.Parallel()
	store := storetest.New(storetest.Mini(t, seeds.FS))
	open := newOpener(t, store, fault.New(fault.Unavailable, "database_unavailable", "the database does not answer"), errors.New("a bug"))
	require.NoError(t, launchAt(t, yearly, fired, open, store))
	require.Len(t, open.requests, 3)
	require.Equal(t, schedule.Opened, store.Launches()[0].Outcome)
}

func TestACodeThatIsTakenByAnotherPeriodIsAFailure(t *testing.T) {
	t.Parallel()
	store := storetest.NewCycle(t, seeds.FS) // mini-2018
	clash := yearly
	clash.Evaluation = &schedule.Evaluation{Root: "xa-na-muoi", Cycle: "mini", ReferenceDate: schedule.PeriodEnd}
	err := launchAt(t, clash, fired, newOpener(t, store), store)
	refused, ok := errors.AsType[*temporal.ApplicationError](err)
	require.True(t, ok, err)
	require.Equal(t, store.Launches()[0].FaultCode, refused.Type())
}

func TestOnlyAScheduleStartsALaunch(t *testing.T) {
	t.Parallel()
	store := storetest.New(storetest.Mini(t, seeds.FS))
	open := newOpener(t, store)
	require.ErrorContains(t, launchAt(t, yearly, time.Time{}, open, store), "only a schedule")
	require.Empty(t, open.requests)
}

// reviews opens the reviews of planning lists, and refuses when there is none left.
type reviews struct{ requests []opening.ReviewRequest }

func (r *reviews) OpenReviews(_ context.Context, request opening.ReviewRequest) (opening.OpenedReviews, error) {
	if r.requests = append(r.requests, request); len(r.requests) > 1 {
		return opening.OpenedReviews{}, fault.New(fault.Conflict, opening.CodeAllReviewed, "all of them are reviewed")
	}
	return opening.OpenedReviews{}, nil
}

func TestALaunchOpensTheReviewsOfItsYearOnce(t *testing.T) {
	t.Parallel()
	store := storetest.New(storetest.Mini(t, seeds.FS))
	lists := &reviews{}
	launcher := &activities.Launcher{Reviews: lists, Store: store, Clock: func() time.Time { return opened }}
	s := schedule.Schedule{
		ID: "lists", Kind: schedule.KindPlanning, CatchupDays: 30, Period: schedule.ThisYear, Fire: yearly.Fire,
		Planning: &schedule.Planning{Root: storetest.Root, Policy: "hd15-2012@1"},
	}
	launched, err := launcher.Launch(t.Context(), s.LaunchAt(fired))
	require.NoError(t, err)
	require.Equal(t, schedule.Opened, launched.Outcome)
	again, err := launcher.Launch(t.Context(), s.LaunchAt(fired.AddDate(0, 2, 0)))
	require.NoError(t, err)
	require.Equal(t, schedule.AlreadyOpen, again.Outcome, "by hand in the new year")
	want := opening.ReviewRequest{
		Round: "2018", Root: storetest.Root, Unopened: true, Policy: "hd15-2012", PolicyVersion: 1, Actor: "schedule:lists",
	}
	require.Equal(t, []opening.ReviewRequest{want, want}, lists.requests)
	require.Equal(t, "planning-2018", store.Launches()[0].Code)
}

// plansOpened notes the plans that launches open; one of a code can be opened once.
type plansOpened struct{ requests []opening.PlanRequest }

func (p *plansOpened) OpenPlan(_ context.Context, r opening.PlanRequest) (string, error) {
	for _, before := range p.requests {
		if before.Code == r.Code {
			return "", fault.New(fault.Conflict, "plan_exists", "There is one already.")
		}
	}
	p.requests = append(p.requests, r)
	return "rotation-plan/" + r.Code, nil
}

func TestALaunchOpensTheRotationPlanOfItsYearOnce(t *testing.T) {
	t.Parallel()
	store := storetest.New(storetest.Mini(t, seeds.FS))
	plans := &plansOpened{}
	launcher := &activities.Launcher{Plans: plans, Store: store, Clock: func() time.Time { return opened }}
	s := schedule.Schedule{
		ID: "rotation", Kind: schedule.KindRotation, Fire: yearly.Fire, Period: schedule.ThisYear,
		Rotation: &schedule.Rotation{Root: "huyen-mini", Body: "btv-mini", Plan: "mini"},
	}
	for _, want := range []schedule.Outcome{schedule.Opened, schedule.AlreadyOpen} {
		launched, err := launcher.Launch(t.Context(), s.LaunchAt(fired))
		require.NoError(t, err)
		require.Equal(t, want, launched.Outcome)
	}
	require.Equal(t, []opening.PlanRequest{{
		Code: "mini-2018", Root: "huyen-mini", Body: "btv-mini", Day: s.LaunchAt(fired).Rotation.Day.Midnight(), Actor: "schedule:rotation",
	}}, plans.requests)
	require.Equal(t, "mini-2018", store.Launches()[0].Code)
}
