package workflows

import (
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"canbo/activities"
	"canbo/internal/schedule"
)

// scheduledStart is set by the server on what a schedule starts: the fire time, or the time of starting it by hand.
var scheduledStart = temporal.NewSearchAttributeKeyTime("TemporalScheduledStartTime")

// launch is the profile of a launch: servers that are away are waited for, but not into the next fire time.
var launch = workflow.ActivityOptions{
	StartToCloseTimeout:    5 * time.Minute, // a whole roster is read and enrolled
	ScheduleToCloseTimeout: 7 * 24 * time.Hour,
	HeartbeatTimeout:       record.HeartbeatTimeout,
	RetryPolicy:            &temporal.RetryPolicy{InitialInterval: time.Second, MaximumInterval: 10 * time.Minute},
}

// Launch starts what the schedule s says, for the period of the fire time that the server started it for: catching up and
// filling in begin late, so the clock says nothing. It fails when the launch is refused, which shows in the list of the
// schedule's workflows; the reason is in the record, and nothing is tried again before the next fire time.
func Launch(ctx workflow.Context, s schedule.Schedule) error {
	at, ok := workflow.GetTypedSearchAttributes(ctx).GetTime(scheduledStart)
	if !ok {
		return temporal.NewNonRetryableApplicationError("only a schedule can start a launch", "not_scheduled", nil)
	}
	var launched activities.Launched
	ctx = workflow.WithActivityOptions(ctx, launch)
	if err := workflow.ExecuteActivity(ctx, activities.NameLaunch, s.LaunchAt(at)).Get(ctx, &launched); err != nil {
		return err
	}
	if launched.Outcome == schedule.Failed {
		return temporal.NewNonRetryableApplicationError("the launch was refused", launched.FaultCode, nil)
	}
	return nil
}
