package engine_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/mock"
	"github.com/stretchr/testify/require"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/mocks"
	"go.temporal.io/sdk/temporal"

	"canbo/internal/engine"
	"canbo/internal/fault"
	"canbo/internal/schedule"
)

var yearly = schedule.Schedule{
	ID: "yearly", Kind: schedule.KindEvaluation, CatchupDays: 30, Period: schedule.ThisYear,
	Fire:       schedule.Fire{Months: []time.Month{10}, Day: 15, Time: schedule.TimeOfDay{Hour: 6}},
	Evaluation: &schedule.Evaluation{Root: "huyen-mini", Cycle: "mini", ReferenceDate: schedule.PeriodEnd},
}

var may = time.Date(2026, 5, 5, 3, 0, 0, 0, time.UTC)

// server is a server whose list is empty, as it is for moments after a schedule was made, and that describes yearly as
// given.
func server(description *client.ScheduleDescription, err error) (*mocks.ScheduleClient, *mocks.ScheduleHandle) {
	list := &mocks.ScheduleListIterator{}
	list.On("HasNext").Return(false)
	handle := &mocks.ScheduleHandle{}
	handle.On("Describe", mock.Anything).Return(description, err)
	c := &mocks.ScheduleClient{}
	c.On("List", mock.Anything, mock.Anything).Return(list, nil)
	c.On("GetHandle", mock.Anything, "yearly").Return(handle)
	return c, handle
}

func TestAScheduleIsWrittenWithTheTimesOfVietnam(t *testing.T) {
	t.Parallel()
	c, _ := server(nil, serviceerror.NewNotFound("schedule not found"))
	c.On("Create", mock.Anything, mock.MatchedBy(func(o client.ScheduleOptions) bool {
		day := o.Spec.Calendars[0]
		action := o.Action.(*client.ScheduleWorkflowAction)
		return o.ID == "yearly" && o.Spec.TimeZoneName == "Asia/Ho_Chi_Minh" && o.CatchupWindow == 30*24*time.Hour &&
			!o.PauseOnFailure && day.Hour[0].Start == 6 && day.DayOfMonth[0].Start == 15 && day.Month[0].Start == 10 &&
			action.Workflow == "Launch" && action.TaskQueue == "canbo" && action.WorkflowExecutionTimeout == 0
	})).Return(nil, temporal.ErrScheduleAlreadyRunning).Once() // somebody else was faster
	changes, err := engine.NewSchedules(c, "canbo").Apply(t.Context(), []schedule.Schedule{yearly}, may)
	require.NoError(t, err)
	require.Equal(t, schedule.Create, changes[0].Step)
	c.AssertExpectations(t)
}

func TestAnotherProgramsScheduleIsLeftAlone(t *testing.T) {
	t.Parallel()
	c, handle := server(&client.ScheduleDescription{Schedule: client.Schedule{
		Action: &client.ScheduleWorkflowAction{Workflow: "Backup"}, State: &client.ScheduleState{},
	}}, nil)
	changes, err := engine.NewSchedules(c, "canbo").Apply(t.Context(), []schedule.Schedule{yearly}, may)
	require.NoError(t, err)
	require.Equal(t, schedule.Foreign, changes[0].Step)
	handle.AssertNotCalled(t, "Update", mock.Anything, mock.Anything)
}

func TestOneThatIsPausedInTheMeantimeIsNotUpdated(t *testing.T) {
	t.Parallel()
	unreadable := client.Schedule{
		Action: &client.ScheduleWorkflowAction{Workflow: "Launch", Args: []any{"?"}}, State: &client.ScheduleState{},
	}
	c, handle := server(&client.ScheduleDescription{Schedule: unreadable}, nil)
	handle.On("Update", mock.Anything, mock.Anything).Return(func(_ context.Context, o client.ScheduleUpdateOptions) error {
		paused := unreadable
		paused.State = &client.ScheduleState{Paused: true, Note: "not this year"}
		_, err := o.DoUpdate(client.ScheduleUpdateInput{Description: client.ScheduleDescription{Schedule: paused}})
		require.ErrorIs(t, err, temporal.ErrSkipScheduleUpdate)

		open, err := o.DoUpdate(client.ScheduleUpdateInput{Description: client.ScheduleDescription{Schedule: unreadable}})
		require.NoError(t, err)
		require.Equal(t, unreadable.State, open.Schedule.State, "the state stays")
		return nil
	}).Once()
	changes, err := engine.NewSchedules(c, "canbo").Apply(t.Context(), []schedule.Schedule{yearly}, may)
	require.NoError(t, err)
	require.Equal(t, schedule.Update, changes[0].Step, "what cannot be read is written anew")
	handle.AssertExpectations(t)
}

func TestASchedulePausesWithANoteAndGoesOn(t *testing.T) {
	t.Parallel()
	c, handle := server(&client.ScheduleDescription{Schedule: client.Schedule{
		Action: &client.ScheduleWorkflowAction{Workflow: "Launch"}, State: &client.ScheduleState{Paused: true, Note: "pause_schedule by an"},
	}}, nil)
	handle.On("Pause", mock.Anything, client.SchedulePauseOptions{Note: "pause_schedule by an"}).Return(nil).Once()
	handle.On("Unpause", mock.Anything, client.ScheduleUnpauseOptions{Note: "resume_schedule by an"}).
		Return(serviceerror.NewNotFound("it has gone")).Once()
	schedules := engine.NewSchedules(c, "canbo")
	require.NoError(t, schedules.SetPaused(t.Context(), "yearly", true, "pause_schedule by an"))
	found, err := schedules.Find(t.Context(), "yearly")
	require.NoError(t, err)
	require.True(t, found.Paused)
	require.Equal(t, "pause_schedule by an", found.Note)
	err = schedules.SetPaused(t.Context(), "yearly", false, "resume_schedule by an")
	require.Equal(t, fault.NotFound, fault.KindOf(err))
	handle.AssertExpectations(t)
}

func TestOnlySchedulesThatStartLaunchesAreFound(t *testing.T) {
	t.Parallel()
	c, _ := server(&client.ScheduleDescription{Schedule: client.Schedule{
		Action: &client.ScheduleWorkflowAction{Workflow: "Backup"}, State: &client.ScheduleState{},
	}}, nil)
	_, err := engine.NewSchedules(c, "canbo").Find(t.Context(), "yearly")
	require.Equal(t, fault.NotFound, fault.KindOf(err))
}

func TestAServerThatIsAwayIsNamed(t *testing.T) {
	t.Parallel()
	c, _ := server(nil, serviceerror.NewUnavailable("connection refused"))
	_, err := engine.NewSchedules(c, "canbo").Plan(t.Context(), []schedule.Schedule{yearly}, may)
	require.Equal(t, fault.Unavailable, fault.KindOf(err))
}
