package web

import (
	"context"
	"net/http"
	"time"

	"canbo/internal/access"
	"canbo/internal/calendar"
	"canbo/internal/fault"
	"canbo/internal/postgres"
	"canbo/internal/schedule"
)

// Schedules are the schedules that start launches, as the engine has them. Errors: fault.NotFound `schedule_not_found`,
// fault.Unavailable.
type Schedules interface {
	Standing(ctx context.Context) ([]schedule.Found, error)
	Find(ctx context.Context, id string) (schedule.Found, error)
	// Trigger repeats the launch of the last fire time, Backfill makes those of all fire times between two moments.
	Trigger(ctx context.Context, id string) error
	Backfill(ctx context.Context, id string, from, to time.Time) error
	// SetPaused stops a schedule or lets it go on. The note stays with it and carries codes only.
	SetPaused(ctx context.Context, id string, paused bool, note string) error
}

const (
	shownFires     = 3  // next fire times, and last launches, of a schedule
	mostBackfilled = 24 // launches at once
)

type (
	// SchedulePath names a schedule; huma sees exported fields only.
	SchedulePath struct {
		Schedule string `path:"schedule" minLength:"1" maxLength:"63"`
	}
	// Days are the first and the last day of a time that is filled in.
	Days struct {
		From string `json:"from" query:"from" maxLength:"10" doc:"First day, as YYYY-MM-DD"`
		To   string `json:"to" query:"to" maxLength:"10" doc:"Last day; not after today"`
	}
	scheduleActInput struct {
		SchedulePath
		Body struct{ Grounds }
	}
	backfillInput struct {
		SchedulePath
		Body struct {
			Days
			Grounds
		}
	}
	launchPreviewInput struct {
		SchedulePath
		Days
	}
)

// Ahead is a launch that a schedule makes, or would make, at a fire time.
type Ahead struct {
	ScheduledAt   time.Time `json:"scheduled_at" doc:"The fire time"`
	Code          string    `json:"code" doc:"Of what is opened, such as the cycle caoloc-2026"`
	Year          int       `json:"year"`
	Quarter       int       `json:"quarter,omitempty"`
	ReferenceDate string    `json:"reference_date,omitempty" doc:"Of a cycle: who holds a post on that day is enrolled"`
}

// scheduleView is a schedule as it stands.
type scheduleView struct {
	ID         string                  `json:"id"`
	Kind       schedule.Kind           `json:"kind,omitempty" enum:"evaluation,planning,rotation"`
	Root       string                  `json:"root,omitempty" doc:"The unit whose people or lists it is about"`
	Policy     string                  `json:"policy,omitempty" doc:"id@version; absent for the one in force"`
	Fire       *schedule.Fire          `json:"fire,omitempty" doc:"Times of Viet Nam"`
	Period     schedule.PeriodRule     `json:"period,omitempty" enum:"this_year,last_year,this_quarter,last_quarter" doc:"For which period it opens, seen from the fire time"`
	Unreadable bool                    `json:"unreadable,omitempty" doc:"What it was made from cannot be read: apply the file of schedules"`
	Edited     bool                    `json:"edited,omitempty" doc:"Somebody has changed it on the server: it may fire at other times"`
	Paused     bool                    `json:"paused"`
	Note       string                  `json:"note,omitempty" doc:"That whoever paused it on the server has left there"`
	Pause      *postgres.SchedulePause `json:"pause,omitempty" doc:"Who paused it here, and why"`
	Next       []Ahead                 `json:"next" doc:"What it opens next, as far as it is not paused"`
	Launches   []postgres.LaunchView   `json:"launches" doc:"The last tries, the newest first"`
}

func (s *server) registerSchedules() {
	const path = "/schedules/{schedule}"
	add(s, route[none, body[items[scheduleView]]]{
		act: access.ListSchedules, method: http.MethodGet, path: "/schedules", tag: "schedules",
		summary: "What opens by itself: when next, what came of the last launches, who paused it and why",
		do: func(ctx context.Context, _ access.Actor, _ *none) (*body[items[scheduleView]], error) {
			list, err := s.schedules(ctx)
			return show(items[scheduleView]{Items: list}, err)
		},
	})
	add(s, route[launchPreviewInput, body[items[launchPreview]]]{
		act: access.PreviewLaunches, method: http.MethodGet, path: path + "/launches", tag: "schedules",
		summary: "What filling in the days would open, without days what triggering would, and what stands in the way",
		do: func(ctx context.Context, _ access.Actor, in *launchPreviewInput) (*body[items[launchPreview]], error) {
			list, err := s.previewLaunches(ctx, in.Schedule, in.Days)
			return show(items[launchPreview]{Items: list}, err)
		},
	})
	add(s, route[scheduleActInput, none]{
		act: access.TriggerSchedule, method: http.MethodPost, path: path + "/trigger", tag: "schedules", status: http.StatusAccepted,
		summary: "Open now what the last fire time was for, also of a paused schedule; what is open already is not opened again",
		do: func(ctx context.Context, actor access.Actor, in *scheduleActInput) (*none, error) {
			found, err := s.readable(ctx, in.Schedule)
			if err != nil {
				return nil, err
			}
			detail := map[string]any{"code": found.Schedule.LaunchAt(s.now()).Code()}
			return nil, s.steerSchedule(ctx, actor, "trigger_schedule", in.Schedule, in.Body.Grounds, detail,
				func(ctx context.Context) error { return s.Schedules.Trigger(ctx, in.Schedule) })
		},
	})
	add(s, route[backfillInput, none]{
		act: access.BackfillSchedule, method: http.MethodPost, path: path + "/backfill", tag: "schedules", status: http.StatusAccepted,
		summary: "Make good the fire times of some days, one after the other; what is open already is not opened again",
		do: func(ctx context.Context, actor access.Actor, in *backfillInput) (*none, error) {
			launches, from, to, err := s.filledIn(ctx, in.Schedule, in.Body.Days)
			if err != nil {
				return nil, err
			}
			detail := map[string]any{"from": in.Body.From, "to": in.Body.To, "launches": len(launches)}
			return nil, s.steerSchedule(ctx, actor, "backfill_schedule", in.Schedule, in.Body.Grounds, detail,
				func(ctx context.Context) error { return s.Schedules.Backfill(ctx, in.Schedule, from, to) })
		},
	})
	s.addPause(access.PauseSchedule, path+"/pause", "Keep a schedule from opening anything until it is resumed", true)
	s.addPause(access.ResumeSchedule, path+"/resumption", "Let a schedule go on; fire times that have passed are made good by filling them in", false)
}

func (s *server) addPause(act access.Act, path, summary string, pause bool) {
	add(s, route[scheduleActInput, none]{
		act: act, method: http.MethodPost, path: path, tag: "schedules", status: http.StatusNoContent, summary: summary,
		do: func(ctx context.Context, actor access.Actor, in *scheduleActInput) (*none, error) {
			found, err := s.Schedules.Find(ctx, in.Schedule)
			switch {
			case err != nil:
				return nil, err
			case found.Paused && pause:
				return nil, fault.New(fault.Conflict, "schedule_paused", "This schedule is paused already.")
			case !found.Paused && !pause:
				return nil, fault.New(fault.Conflict, "schedule_not_paused", "This schedule is not paused.")
			}
			kind := "resume_schedule"
			if pause {
				kind = pauseSchedule
			}
			return nil, s.steerSchedule(ctx, actor, kind, in.Schedule, in.Body.Grounds, map[string]any{}, func(ctx context.Context) error {
				return s.Schedules.SetPaused(ctx, in.Schedule, pause, noteOf(kind, actor.ID))
			})
		},
	})
}

// pauseSchedule is the kind of the act that pauses a schedule.
const pauseSchedule = "pause_schedule"

// noteOf is what the engine keeps of an act: codes only, why is on record here.
func noteOf(kind, actor string) string { return kind + " by " + actor }

// steerSchedule does something with a schedule and keeps who did it and why.
func (s *server) steerSchedule(
	ctx context.Context, actor access.Actor, kind, id string, why Grounds, detail any, do func(context.Context) error,
) error {
	return s.Store.DoOfficeAct(ctx, postgres.OfficeAct{
		Kind: kind, About: id, Actor: actor, Reason: why.Reason, Basis: why.Basis, Detail: detail, At: s.now(),
	}, do)
}

// readable returns a schedule whose definition can be read.
func (s *server) readable(ctx context.Context, id string) (schedule.Found, error) {
	found, err := s.Schedules.Find(ctx, id)
	if err == nil && len(found.Schedule.Fire.Months) == 0 {
		err = fault.New(fault.Conflict, "schedule_unreadable", "What this schedule was made from cannot be read; run canbo schedules apply.")
	}
	return found, err
}

// filledIn are the launches of the fire times of some days, and the moments between which they lie.
func (s *server) filledIn(ctx context.Context, id string, days Days) (launches []schedule.Launch, from, to time.Time, err error) {
	found, err := s.readable(ctx, id)
	if err != nil {
		return nil, from, to, err
	}
	first, err := time.ParseInLocation(time.DateOnly, days.From, calendar.Vietnam)
	last, lastErr := time.ParseInLocation(time.DateOnly, days.To, calendar.Vietnam)
	switch today := calendar.DateOf(s.now()).Start(); {
	case err != nil || lastErr != nil:
		return nil, from, to, fault.New(fault.Invalid, "bad_day", "Give days as YYYY-MM-DD.")
	case last.Before(first):
		return nil, from, to, fault.New(fault.Invalid, "days_reversed", "The last day is before the first.")
	case last.After(today):
		return nil, from, to, fault.New(fault.Invalid, "day_ahead", "The last day is still to come; what is to come is opened by itself.")
	}
	from, to = first.UTC(), last.AddDate(0, 0, 1).Add(-time.Second).UTC()
	if now := s.now(); to.After(now) {
		to = now
	}
	times := found.Schedule.Fire.Between(from, to, mostBackfilled)
	switch {
	case len(times) == 0:
		return nil, from, to, fault.New(fault.Invalid, "no_fire_times", "The schedule does not fire within these days.")
	case len(times) > mostBackfilled:
		return nil, from, to, fault.New(fault.Invalid, "too_many_fire_times", "These are more than %d launches; give fewer days.", mostBackfilled)
	}
	for _, at := range times {
		launches = append(launches, found.Schedule.LaunchAt(at))
	}
	return launches, from, to, nil
}

// schedules are all schedules with what is on record of them.
func (s *server) schedules(ctx context.Context) ([]scheduleView, error) {
	standing, err := s.Schedules.Standing(ctx)
	if err != nil {
		return nil, err
	}
	launches, err := s.Store.LastLaunches(ctx, shownFires)
	if err != nil {
		return nil, err
	}
	pauses, err := s.Store.SchedulePauses(ctx)
	if err != nil {
		return nil, err
	}
	views := make([]scheduleView, len(standing))
	for i, f := range standing {
		v := scheduleOf(f, s.now())
		v.Launches = append(v.Launches, launches[f.ID]...)
		if p, ok := pauses[f.ID]; ok && f.Paused && p.Kind == pauseSchedule && f.Note == noteOf(p.Kind, p.Actor) {
			v.Pause, v.Note = &p, ""
		}
		views[i] = v
	}
	return views, nil
}

func scheduleOf(f schedule.Found, now time.Time) scheduleView {
	v := scheduleView{ID: f.ID, Edited: f.Edited, Paused: f.Paused, Next: []Ahead{}, Launches: []postgres.LaunchView{}}
	if f.Paused {
		v.Note = f.Note
	}
	sch := f.Schedule
	if v.Unreadable = len(sch.Fire.Months) == 0; v.Unreadable {
		return v
	}
	v.Kind, v.Root, v.Policy, v.Fire, v.Period = sch.Kind, sch.Root(), string(sch.Policy()), &sch.Fire, sch.Period
	for _, at := range sch.Fire.Next(now, shownFires) {
		v.Next = append(v.Next, aheadOf(sch.LaunchAt(at)))
	}
	return v
}

func aheadOf(l schedule.Launch) Ahead {
	a := Ahead{ScheduledAt: l.ScheduledAt, Code: l.Code(), Year: l.Period.Year, Quarter: l.Period.Quarter}
	if l.Evaluation != nil {
		a.ReferenceDate = l.Evaluation.ReferenceDate.String()
	}
	return a
}
