package engine

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"go.temporal.io/api/common/v1"
	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/temporal"

	"canbo/internal/fault"
	"canbo/internal/schedule"
	"canbo/workflows"
)

// Schedules reads and writes the schedules of the Temporal server. It never deletes one, and a pause is always somebody's act.
type Schedules struct {
	client    client.ScheduleClient
	taskQueue string
}

// NewSchedules returns the schedules of c's namespace, whose launches run on taskQueue.
func NewSchedules(c client.ScheduleClient, taskQueue string) *Schedules {
	return &Schedules{client: c, taskQueue: taskQueue}
}

// overlap makes a launch wait for the one before it, which ends within moments. Skipping it would drop its period when
// servers were away for long. The cycle itself is another workflow and holds nothing up.
const overlap = enums.SCHEDULE_OVERLAP_POLICY_BUFFER_ONE

const oneDay = 24 * time.Hour

// Plan says what applying the file would do now.
func (s *Schedules) Plan(ctx context.Context, file []schedule.Schedule, now time.Time) ([]schedule.Change, error) {
	ids := make([]string, len(file))
	for i, wanted := range file {
		ids[i] = wanted.ID
	}
	found, err := s.look(ctx, ids)
	if err != nil {
		return nil, err
	}
	return schedule.Compare(file, found, now), nil
}

// Apply makes the server's schedules as the file has them and returns what it did. It may be repeated.
func (s *Schedules) Apply(ctx context.Context, file []schedule.Schedule, now time.Time) ([]schedule.Change, error) {
	changes, err := s.Plan(ctx, file, now)
	if err != nil {
		return nil, err
	}
	for _, c := range changes {
		switch c.Step {
		case schedule.Create:
			err = s.create(ctx, *c.Wanted)
		case schedule.Update:
			err = s.update(ctx, *c.Wanted)
		default: // the server stays as it is
		}
		if err != nil {
			return nil, err
		}
	}
	return changes, nil
}

// look reads the schedules ids, as far as the server has them, and all others that it lists. The server's list lags
// behind by moments, so that what is asked for by id is looked up by id.
func (s *Schedules) look(ctx context.Context, ids []string) ([]schedule.Found, error) {
	wanted := slices.Clone(ids)
	list, err := s.client.List(ctx, client.ScheduleListOptions{})
	if err != nil {
		return nil, scheduleError("list schedules", err)
	}
	for list.HasNext() {
		entry, err := list.Next()
		if err != nil {
			return nil, scheduleError("list schedules", err)
		}
		if !slices.Contains(wanted, entry.ID) {
			wanted = append(wanted, entry.ID)
		}
	}
	var found []schedule.Found
	for _, id := range wanted {
		d, err := s.client.GetHandle(ctx, id).Describe(ctx)
		if _, gone := errors.AsType[*serviceerror.NotFound](err); gone {
			continue
		}
		if err != nil {
			return nil, scheduleError("read schedule "+id, err)
		}
		found = append(found, s.found(id, d))
	}
	return found, nil
}

// found reads a description. What a schedule was written from stands in the argument of its launches; whether somebody
// has changed the rest by hand since then shows in the times at which it fires next and in how it starts.
func (s *Schedules) found(id string, d *client.ScheduleDescription) schedule.Found {
	f := schedule.Found{ID: id, Paused: d.Schedule.State.Paused, Note: d.Schedule.State.Note}
	action, ok := d.Schedule.Action.(*client.ScheduleWorkflowAction)
	if f.Ours = ok && action.Workflow == workflows.NameLaunch; !f.Ours {
		return f
	}
	if !decodeArgument(action.Args, &f.Schedule) || len(f.Schedule.Fire.Months) == 0 {
		f.Schedule = schedule.Schedule{}
		return f
	}
	times := d.Info.NextActionTimes
	want := s.options(f.Schedule)
	f.Edited = len(times) == 0 || !slices.EqualFunc(times, f.Schedule.Fire.Next(times[0].Add(-1), len(times)), time.Time.Equal) ||
		d.Schedule.Spec.Jitter != 0 || *d.Schedule.Policy != policiesOf(want) || action.TaskQueue != s.taskQueue
	return f
}

func decodeArgument(args []any, into *schedule.Schedule) bool {
	if len(args) != 1 {
		return false
	}
	payload, ok := args[0].(*common.Payload)
	return ok && converter.GetDefaultDataConverter().FromPayload(payload, into) == nil
}

// create makes a schedule. One that has been made meanwhile is left alone.
func (s *Schedules) create(ctx context.Context, wanted schedule.Schedule) error {
	if _, err := s.client.Create(ctx, s.options(wanted)); err != nil && !errors.Is(err, temporal.ErrScheduleAlreadyRunning) {
		return scheduleError("create schedule "+wanted.ID, err)
	}
	return nil
}

// update makes a schedule as wanted and keeps its state. One that has been paused meanwhile is left alone.
func (s *Schedules) update(ctx context.Context, wanted schedule.Schedule) error {
	o := s.options(wanted)
	err := s.client.GetHandle(ctx, wanted.ID).Update(ctx, client.ScheduleUpdateOptions{
		DoUpdate: func(in client.ScheduleUpdateInput) (*client.ScheduleUpdate, error) {
			now := in.Description.Schedule
			if now.State.Paused {
				return nil, temporal.ErrSkipScheduleUpdate
			}
			now.Spec, now.Action, now.Policy = &o.Spec, o.Action, new(policiesOf(o))
			return &client.ScheduleUpdate{Schedule: &now}, nil
		},
	})
	if err != nil {
		return scheduleError("update schedule "+wanted.ID, err)
	}
	return nil
}

// Trigger starts the launch of the last fire time again, also of a paused schedule. Error: fault.NotFound.
func (s *Schedules) Trigger(ctx context.Context, id string) error {
	if err := s.client.GetHandle(ctx, id).Trigger(ctx, client.ScheduleTriggerOptions{Overlap: overlap}); err != nil {
		return scheduleError("start schedule "+id, err)
	}
	return nil
}

// Backfill starts the launches of all fire times from from to to, both included, one after the other: those that passed
// while the schedule was paused or did not exist are gone otherwise. Error: fault.NotFound.
func (s *Schedules) Backfill(ctx context.Context, id string, from, to time.Time) error {
	err := s.client.GetHandle(ctx, id).Backfill(ctx, client.ScheduleBackfillOptions{Backfill: []client.ScheduleBackfill{
		{Start: from, End: to, Overlap: enums.SCHEDULE_OVERLAP_POLICY_BUFFER_ALL},
	}})
	if err != nil {
		return scheduleError("fill in schedule "+id, err)
	}
	return nil
}

// Standing returns the schedules that start launches, in the order of their ids.
func (s *Schedules) Standing(ctx context.Context) ([]schedule.Found, error) {
	found, err := s.look(ctx, nil)
	ours := slices.DeleteFunc(found, func(f schedule.Found) bool { return !f.Ours })
	slices.SortFunc(ours, func(a, b schedule.Found) int { return strings.Compare(a.ID, b.ID) })
	return ours, err
}

// Find returns one schedule that starts launches. Error: fault.NotFound.
func (s *Schedules) Find(ctx context.Context, id string) (schedule.Found, error) {
	d, err := s.client.GetHandle(ctx, id).Describe(ctx)
	if err != nil {
		return schedule.Found{}, scheduleError("read schedule "+id, err)
	}
	f := s.found(id, d)
	if !f.Ours {
		return f, scheduleError("read schedule "+id, serviceerror.NewNotFound("it starts no launch"))
	}
	return f, nil
}

// SetPaused stops a schedule from firing, or lets it fire again. The server keeps the note, so that it carries codes only.
// Error: fault.NotFound.
func (s *Schedules) SetPaused(ctx context.Context, id string, paused bool, note string) error {
	var err error
	if handle := s.client.GetHandle(ctx, id); paused {
		err = handle.Pause(ctx, client.SchedulePauseOptions{Note: note})
	} else {
		err = handle.Unpause(ctx, client.ScheduleUnpauseOptions{Note: note})
	}
	if err != nil {
		return scheduleError("pause or resume schedule "+id, err)
	}
	return nil
}

// options are how a schedule is written.
func (s *Schedules) options(wanted schedule.Schedule) client.ScheduleOptions {
	only := func(n int) []client.ScheduleRange { return []client.ScheduleRange{{Start: n, End: n, Step: 1}} }
	day := client.ScheduleCalendarSpec{
		Second: only(0), Minute: only(wanted.Fire.Time.Minute), Hour: only(wanted.Fire.Time.Hour), DayOfMonth: only(wanted.Fire.Day),
	}
	for _, month := range wanted.Fire.Months {
		day.Month = append(day.Month, only(int(month))...)
	}
	return client.ScheduleOptions{
		ID:   wanted.ID,
		Spec: client.ScheduleSpec{Calendars: []client.ScheduleCalendarSpec{day}, TimeZoneName: schedule.Zone},
		// No execution timeout: a launch that waits for the database must not be cut off.
		Action: &client.ScheduleWorkflowAction{
			ID: "launch/" + wanted.ID, Workflow: workflows.NameLaunch, Args: []any{wanted}, TaskQueue: s.taskQueue,
		},
		Overlap:       overlap,
		CatchupWindow: time.Duration(wanted.CatchupDays) * oneDay,
	}
}

// policiesOf are the policies of o in the form of a description. A failed launch does not pause its schedule: the next
// period is to be opened all the same.
func policiesOf(o client.ScheduleOptions) client.SchedulePolicies {
	return client.SchedulePolicies{Overlap: o.Overlap, CatchupWindow: o.CatchupWindow}
}

func scheduleError(doing string, err error) error {
	if _, ok := errors.AsType[*serviceerror.NotFound](err); ok {
		return fault.New(fault.NotFound, "schedule_not_found", "%s: there is no such schedule; canbo schedules plan lists them", doing).Because(err)
	}
	if _, ok := errors.AsType[*serviceerror.Unavailable](err); ok {
		return fault.New(fault.Unavailable, "engine_unavailable", "%s: Temporal does not answer", doing).Because(err)
	}
	return fmt.Errorf("%s: %w", doing, err)
}
