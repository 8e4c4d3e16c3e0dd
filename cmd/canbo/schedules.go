package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"canbo/internal/app"
	"canbo/internal/calendar"
	"canbo/internal/engine"
	"canbo/internal/schedule"
)

type scheduleCommands struct {
	Plan     schedulesPlan     `cmd:"" help:"Show how the file and the server differ, and when the schedules fire next."`
	Apply    schedulesApply    `cmd:"" help:"Make the schedules of the server as the file has them."`
	Trigger  schedulesTrigger  `cmd:"" help:"Repeat the launch of a schedule's last fire time."`
	Backfill schedulesBackfill `cmd:"" help:"Make good the fire times between two days."`
	Pause    schedulesPause    `cmd:"" help:"Keep a schedule from opening anything."`
	Resume   schedulesResume   `cmd:"" help:"Let a paused schedule go on."`
	Launches schedulesLaunches `cmd:"" help:"Show what came of the launches, through the API of a running web program."`
}

const (
	shownTimes = 3
	localTime  = "2006-01-02 15:04"
)

// scheduleSettings are common to the commands that reach the server's schedules.
type scheduleSettings struct {
	settings
}

func (c *scheduleSettings) server(ctx context.Context, do func(*engine.Schedules) error) error {
	if err := c.Config.Validate(); err != nil {
		return err
	}
	return app.WithSchedules(ctx, c.Config, c.Config.Logger(os.Stderr), do)
}

// scheduleFile reads the file and hands it over with the server's schedules.
type scheduleFile struct {
	scheduleSettings
	Schedules string `name:"file" type:"existingfile" placeholder:"FILE" help:"File of schedules, instead of schedules.yaml in --seeds-dir or the built-in one."`
}

func (c *scheduleFile) with(ctx context.Context, do func(*engine.Schedules, []schedule.Schedule) error) error {
	if err := c.Config.RequireDatabase(); err != nil {
		return err
	}
	name := c.Schedules
	text, err := os.ReadFile(name)
	if name == "" {
		name = app.SchedulesFile
		text, err = app.ReadSchedules(c.Config)
	}
	if err != nil {
		return err
	}
	file, err := app.ParseSchedules(ctx, c.Config, name, text)
	if err != nil {
		return err
	}
	return c.server(ctx, func(s *engine.Schedules) error { return do(s, file.Schedules) })
}

type schedulesPlan struct {
	scheduleFile
}

// Help is shown below the flags.
func (schedulesPlan) Help() string {
	return `Nothing is changed. Each schedule is to be created, updated or is unchanged; a schedule that is not in the file or that somebody
has paused is left alone, by apply as well. Times are those of Vietnam.

Example:
  canbo schedules plan --seeds-dir=./seeds`
}

// Run prints the difference and the next fire times.
func (c *schedulesPlan) Run(ctx context.Context, out io.Writer) error {
	return c.with(ctx, func(s *engine.Schedules, file []schedule.Schedule) error {
		now := time.Now().UTC()
		changes, err := s.Plan(ctx, file, now)
		if err != nil {
			return err
		}
		return printChanges(out, changes, now)
	})
}

type schedulesApply struct {
	scheduleFile
}

// Help is shown below the flags.
func (schedulesApply) Help() string {
	return `It may be repeated: what is as in the file is not touched. Nothing is deleted, and what somebody has paused stays as it is. A
schedule that fires within the hour is updated by the next apply.

Example:
  canbo schedules apply --file=/etc/canbo/schedules.yaml`
}

// Run applies the file and prints what was done.
func (c *schedulesApply) Run(ctx context.Context, out io.Writer) error {
	return c.with(ctx, func(s *engine.Schedules, file []schedule.Schedule) error {
		now := time.Now().UTC()
		changes, err := s.Apply(ctx, file, now)
		if err != nil {
			return err
		}
		return printChanges(out, changes, now)
	})
}

// printChanges prints a line for each schedule.
func printChanges(out io.Writer, changes []schedule.Change, now time.Time) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "SCHEDULE\tCHANGE\tNEXT TIMES BY THE FILE (+07:00)\tNOTE")
	for _, c := range changes {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", c.ID, describe(c), nextTimes(c.Wanted, now), c.Note)
	}
	return w.Flush()
}

func describe(c schedule.Change) string {
	switch c.Step {
	case schedule.Create, schedule.Update, schedule.Unchanged:
		return string(c.Step)
	case schedule.Held:
		if c.Differs {
			return string(c.Step) + ": left alone, differs from the file"
		}
	default:
	}
	return string(c.Step) + ": left alone"
}

func nextTimes(s *schedule.Schedule, now time.Time) string {
	if s == nil {
		return ""
	}
	var times []string
	for _, at := range s.Fire.Next(now, shownTimes) {
		times = append(times, at.In(calendar.Vietnam).Format(localTime))
	}
	return strings.Join(times, ", ")
}

// scheduleAct is an act on a schedule, through the API of a running web program: who did it and why is on record.
type scheduleAct struct {
	api
	Schedule string `arg:"" help:"Id of the schedule."`
	Reason   string `required:"" placeholder:"TEXT" help:"Why."`
	Basis    string `required:"" placeholder:"TEXT" help:"Document or decision that allows it."`
}

// do asks for the act, with what it needs besides.
func (c *scheduleAct) do(ctx context.Context, act string, more map[string]string) error {
	request := map[string]string{"reason": c.Reason, "basis": c.Basis}
	maps.Copy(request, more)
	return c.call(ctx, http.MethodPost, "/schedules/"+url.PathEscape(c.Schedule)+"/"+act, request, nil)
}

type schedulesTrigger struct {
	scheduleAct
}

// Help is shown below the flags.
func (schedulesTrigger) Help() string {
	return `Use it when a launch has failed and its reason is mended: the period of the last fire time is opened, whatever the day is. A
cycle that is open already is not opened again.

Example:
  canbo schedules trigger evaluation-yearly --reason="the roster is mended" --basis="letter 12"`
}

// Run asks for a launch.
func (c *schedulesTrigger) Run(ctx context.Context, out io.Writer) error {
	if err := c.do(ctx, "trigger", nil); err != nil {
		return err
	}
	fmt.Fprintln(out, "The launch begins; canbo schedules launches shows what came of it.")
	return nil
}

type schedulesBackfill struct {
	scheduleAct
	From day `required:"" placeholder:"YYYY-MM-DD" help:"First day."`
	To   day `required:"" placeholder:"YYYY-MM-DD" help:"Last day."`
}

// Help is shown below the flags.
func (schedulesBackfill) Help() string {
	return `Fire times that passed while a schedule was paused, or before it was made, are not made good by themselves. A cycle that is open
already is not opened again.

Example:
  canbo schedules backfill evaluation-quarterly --from=2026-01-01 --to=2026-09-30 --reason="it was paused" --basis="letter 12"`
}

// Run asks for the launches.
func (c *schedulesBackfill) Run(ctx context.Context, out io.Writer) error {
	if err := c.do(ctx, "backfill", map[string]string{"from": c.From.String(), "to": c.To.String()}); err != nil {
		return err
	}
	fmt.Fprintln(out, "The launches begin, one after the other; canbo schedules launches shows what came of them.")
	return nil
}

type schedulesPause struct {
	scheduleAct
}

// Run pauses a schedule.
func (c *schedulesPause) Run(ctx context.Context, out io.Writer) error {
	if err := c.do(ctx, "pause", nil); err != nil {
		return err
	}
	fmt.Fprintln(out, "The schedule is paused; fire times that pass are left out until somebody fills them in.")
	return nil
}

type schedulesResume struct {
	scheduleAct
}

// Run lets a schedule go on.
func (c *schedulesResume) Run(ctx context.Context, out io.Writer) error {
	if err := c.do(ctx, "resumption", nil); err != nil {
		return err
	}
	fmt.Fprintln(out, "The schedule goes on; canbo schedules backfill makes good what has passed.")
	return nil
}

type schedulesLaunches struct {
	api
}

type launchPage struct {
	Items []struct {
		Schedule    string    `json:"schedule"`
		Code        string    `json:"code"`
		ScheduledAt time.Time `json:"scheduled_at"`
		Outcome     string    `json:"outcome"`
		FaultText   string    `json:"fault_text"`
	} `json:"items"`
	Next string `json:"next"`
}

// Run prints one line for each period of each schedule.
func (c *schedulesLaunches) Run(ctx context.Context, out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "SCHEDULE\tSTARTS\tFIRE TIME (+07:00)\tOUTCOME\tREASON")
	for after := ""; ; {
		var page launchPage
		if err := c.call(ctx, http.MethodGet, "/launches?after="+url.QueryEscape(after), nil, &page); err != nil {
			return err
		}
		for _, l := range page.Items {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n",
				l.Schedule, l.Code, l.ScheduledAt.In(calendar.Vietnam).Format(localTime), l.Outcome, l.FaultText)
		}
		if after = page.Next; after == "" {
			return w.Flush()
		}
	}
}
