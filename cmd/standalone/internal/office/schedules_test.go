package office_test

import (
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	sdk "go.temporal.io/sdk/client"

	"canbo/cmd/standalone/internal/office"
	"canbo/internal/app"
	"canbo/internal/engine"
	"canbo/internal/schedule"
	"canbo/seeds"
)

const schedulesText = `schedules:
  - id: yearly
    kind: evaluation
    fire: {months: [12], day: 1, time: "06:00"}
    catchup_days: 30
    period: this_year
    evaluation: {root: huyen-mini, cycle: mini, reference_date: period_end}
`

// scheduled is an office with a file of schedules in its folder.
type scheduled struct {
	*testing.T
	*office.Office
	api client
}

func startScheduled(t *testing.T) scheduled {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, app.SchedulesFile), []byte(schedulesText), 0o600))
	district, err := fs.Sub(seeds.FS, "mini")
	require.NoError(t, err)
	o, err := office.Start(t.Context(), office.Options{Dir: dir, District: district, Schedules: true, Fast: true})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, o.Stop()) })
	return scheduled{t, o, client{url: o.Config.PublicURL, key: o.Config.AdminKey}}
}

// apply applies a file and returns what was done with its one schedule.
func (s scheduled) apply(text string) schedule.Change {
	s.Helper()
	file, err := app.ParseSchedules(s.Context(), s.Config, "f.yaml", []byte(text))
	require.NoError(s, err)
	var changes []schedule.Change
	require.NoError(s, s.with(func(server *engine.Schedules) error {
		changes, err = server.Apply(s.Context(), file.Schedules, time.Now())
		return err
	}))
	require.Len(s, changes, 1)
	return changes[0]
}

func (s scheduled) with(do func(*engine.Schedules) error) error {
	return app.WithSchedules(s.Context(), s.Config, slog.New(slog.DiscardHandler), do)
}

// handle is the schedule as anybody with the Temporal tools reaches it.
func (s scheduled) handle() sdk.ScheduleHandle {
	s.Helper()
	c, err := sdk.Dial(sdk.Options{HostPort: s.Config.TemporalAddress, Logger: slog.New(slog.DiscardHandler)})
	require.NoError(s, err)
	s.Cleanup(c.Close)
	return c.ScheduleClient().GetHandle(s.Context(), "yearly")
}

func (s scheduled) describe(h sdk.ScheduleHandle) *sdk.ScheduleDescription {
	s.Helper()
	d, err := h.Describe(s.Context())
	require.NoError(s, err)
	return d
}

// launches waits until the schedule has started n launches and none of them runs any more.
func (s scheduled) launches(h sdk.ScheduleHandle, n int) {
	s.Helper()
	require.EventuallyWithT(s, func(c *assert.CollectT) {
		d, err := h.Describe(s.Context())
		require.NoError(c, err)
		require.Equal(c, n, d.Info.NumActions)
		require.Empty(c, d.Info.RunningWorkflows)
	}, time.Minute, 100*time.Millisecond)
}

func TestSchedulesAreAppliedOnceAndLeftAloneWhenPaused(t *testing.T) {
	t.Parallel()
	s := startScheduled(t)
	h := s.handle()
	first := s.describe(h)
	wanted := s.apply(schedulesText)
	require.Equal(t, schedule.Unchanged, wanted.Step, "the office has applied its file at its start")
	require.Equal(t, first.Info.LastUpdateAt, s.describe(h).Info.LastUpdateAt)
	require.Equal(t, wanted.Wanted.Fire.Next(time.Now(), len(first.Info.NextActionTimes)), first.Info.NextActionTimes,
		"the server fires when we say that it does")

	other := strings.Replace(schedulesText, "day: 1,", "day: 9,", 1)
	require.NoError(t, h.Pause(t.Context(), sdk.SchedulePauseOptions{Note: "not this year"}))
	held := s.apply(other)
	require.Equal(t, schedule.Held, held.Step)
	require.True(t, held.Differs)
	require.Equal(t, "not this year", held.Note)
	require.Equal(t, 1, s.describe(h).Schedule.Spec.Calendars[0].DayOfMonth[0].Start)
	require.Equal(t, "not this year", s.describe(h).Schedule.State.Note)

	require.NoError(t, h.Unpause(t.Context(), sdk.ScheduleUnpauseOptions{Note: "go on"}))
	require.Equal(t, schedule.Update, s.apply(other).Step)
	require.Equal(t, schedule.Unchanged, s.apply(other).Step)
	require.Equal(t, "go on", s.describe(h).Schedule.State.Note)

	require.NoError(t, h.Update(t.Context(), sdk.ScheduleUpdateOptions{
		DoUpdate: func(in sdk.ScheduleUpdateInput) (*sdk.ScheduleUpdate, error) {
			in.Description.Schedule.Spec.Calendars[0].DayOfMonth[0] = sdk.ScheduleRange{Start: 7, End: 7, Step: 1}
			return &sdk.ScheduleUpdate{Schedule: &in.Description.Schedule}, nil
		},
	}))
	require.Equal(t, schedule.Update, s.apply(other).Step, "what was changed by hand is put right")
	require.Equal(t, schedule.Unchanged, s.apply(other).Step)
}

func TestAPeriodThatIsFilledInTwiceIsOpenedOnce(t *testing.T) {
	t.Parallel()
	s := startScheduled(t)
	h := s.handle()
	day := func(text string) time.Time {
		at, err := time.Parse(time.DateOnly, text)
		require.NoError(t, err)
		return at
	}
	backfill := func(from, to string) {
		require.NoError(t, s.with(func(server *engine.Schedules) error {
			return server.Backfill(t.Context(), "yearly", day(from), day(to))
		}))
	}
	backfill("2018-11-01", "2018-12-31")
	s.launches(h, 1)
	backfill("2018-11-01", "2018-12-31")
	s.launches(h, 2)
	backfill("1995-01-01", "1995-12-31") // no policy was in force
	s.launches(h, 3)

	last := time.Now().AddDate(0, -11, 0).Year() // of the last 1 December
	s.steer("trigger")
	s.launches(h, 4)

	type launch struct{ Schedule, Code, Outcome string }
	require.Equal(t, []launch{
		{"yearly", "mini-1995", "failed"}, {"yearly", "mini-2018", "opened"}, {"yearly", fmt.Sprintf("mini-%d", last), "opened"},
	}, list[launch](s, "launches"))
	type cycle struct {
		Code     string
		OpenedBy string `json:"opened_by"`
	}
	require.Equal(t, []cycle{{"mini-2018", "schedule:yearly"}, {fmt.Sprintf("mini-%d", last), "schedule:yearly"}}, list[cycle](s, "cycles"))

	require.ErrorContains(t, s.with(func(server *engine.Schedules) error {
		return server.Trigger(context.Background(), "monthly")
	}), "there is no such schedule")
}

// steer does an act on the schedule through the API.
func (s scheduled) steer(act string) {
	s.Helper()
	grounds := map[string]string{"reason": "Sắp sáp nhập", "basis": "NQ 5"}
	require.NoError(s, s.api.call(s.Context(), http.MethodPost, "/api/v1/schedules/yearly/"+act, grounds, nil))
}

func TestASchedulePausedThroughTheAPIFiresNoMoreUntilItIsResumed(t *testing.T) {
	t.Parallel()
	s := startScheduled(t)
	type view struct {
		ID     string
		Paused bool
		Pause  *struct{ Reason string }
		Next   []struct{ Code string }
	}
	s.steer("pause")
	d := s.describe(s.handle())
	require.True(t, d.Schedule.State.Paused)
	require.NotContains(t, d.Schedule.State.Note, "sáp nhập", "Temporal keeps codes only")
	// The list of the server lags behind.
	require.EventuallyWithT(t, func(c *assert.CollectT) { require.Len(c, list[view](s, "schedules"), 1) }, time.Minute, 100*time.Millisecond)
	paused := list[view](s, "schedules")[0]
	require.True(t, paused.Paused)
	require.Equal(t, "Sắp sáp nhập", paused.Pause.Reason)
	require.Len(t, paused.Next, 3)
	require.Equal(t, schedule.Held, s.apply(schedulesText).Step, "applying the file leaves the pause")
	s.steer("resumption")
	require.False(t, s.describe(s.handle()).Schedule.State.Paused)
}

func list[T any](s scheduled, what string) []T {
	s.Helper()
	var page struct{ Items []T }
	require.NoError(s, s.api.call(s.Context(), http.MethodGet, "/api/v1/"+what, nil, &page))
	return page.Items
}
