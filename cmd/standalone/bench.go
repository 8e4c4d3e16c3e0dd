package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/pprof"

	"canbo/cmd/standalone/internal/bench"
)

// benchFlags are common to the commands that measure.
type benchFlags struct {
	Data string `type:"path" placeholder:"DIR" help:"Empty folder for the data (a new one below the system's temporary folder, removed at the end)."`
	JSON string `name:"json" type:"path" placeholder:"FILE" help:"File for the report as well."`
}

// within runs do in the data folder and writes the report that it returns.
func (f *benchFlags) within(out io.Writer, do func(dir string) (any, error)) error {
	dir := f.Data
	if dir == "" {
		var err error
		if dir, err = os.MkdirTemp("", "canbo-bench-"); err != nil {
			return fmt.Errorf("make a data folder: %w", err)
		}
		defer os.RemoveAll(dir) //nolint:errcheck // what is left there is in nobody's way
	}
	report, err := do(dir)
	if err != nil {
		return err
	}
	if f.JSON != "" {
		file, err := os.Create(f.JSON)
		if err != nil {
			return fmt.Errorf("write the report: %w", err)
		}
		defer file.Close()
		out = io.MultiWriter(out, file)
	}
	return bench.Print(out, report)
}

type benchCycleCommand struct {
	benchFlags
	Officials int    `default:"2000" placeholder:"N" help:"Officials who are evaluated (${default})."`
	Seed      uint64 `default:"1" placeholder:"N" help:"Of the synthetic district (${default})."`
	Robots    int    `default:"4" placeholder:"N" help:"Requests under way at once (${default}, two for each of two cores)."`
	Profiles  string `type:"existingdir" placeholder:"DIR" help:"Folder for processor and allocation profiles of worker and web program."`
}

// Help is shown below the flags.
func (c *benchCycleCommand) Help() string {
	return `It makes a district of that size and evaluates it from the opening of a cycle to its closing, with robots as clients of the
API. In the same run it measures the floor: the same records written by plain transactions. The report is JSON; the
progress goes to standard error.`
}

// Run measures.
func (c *benchCycleCommand) Run(ctx context.Context, out io.Writer) error {
	return c.within(out, func(dir string) (any, error) {
		return bench.Cycle(ctx, bench.CycleOptions{
			Dir: dir, Officials: c.Officials, Seed: c.Seed, Robots: c.Robots, Profiles: c.Profiles, Out: os.Stderr,
		})
	})
}

type benchInboxCommand struct {
	benchFlags
	Tasks    int `default:"100000" placeholder:"N" help:"Open tasks in the whole office (${default})."`
	Requests int `default:"4000" placeholder:"N" help:"Requests of each measurement (${default})."`
}

// Help is shown below the flags.
func (c *benchInboxCommand) Help() string {
	return `It fills a new office with open tasks, signs in and reads inboxes through the API: one reader, eight at once, and an inbox
with a thousand tasks. The report also shows how PostgreSQL read the tasks.`
}

// Run measures.
func (c *benchInboxCommand) Run(ctx context.Context, out io.Writer) error {
	return c.within(out, func(dir string) (any, error) {
		return bench.Inbox(ctx, bench.InboxOptions{Dir: dir, Tasks: c.Tasks, Requests: c.Requests})
	})
}

type benchPlanningCommand struct {
	Entries  int    `default:"100000" placeholder:"N" help:"Entries of planning lists (${default})."`
	Policy   string `default:"qd377-2025" placeholder:"ID" help:"Planning policy, its first version (${default})."`
	Seed     uint64 `default:"1" placeholder:"N" help:"Of the synthetic people (${default})."`
	Rounds   int    `default:"5" placeholder:"N" help:"Passes of each kind, in turns (${default})."`
	Profiles string `type:"existingdir" placeholder:"DIR" help:"Folder for a processor profile."`
}

// Help is shown below the flags.
func (c *benchPlanningCommand) Help() string {
	return `It screens synthetic lists in memory, without servers: facts, rules, explanations and structure, on one core. The same pass
is made with rules that are constants and without rules; the share of CEL lies between the two differences. The report
is JSON.`
}

// Run measures.
func (c *benchPlanningCommand) Run(ctx context.Context, out io.Writer) error {
	if c.Profiles != "" {
		file, err := os.Create(filepath.Join(c.Profiles, "planning.pprof"))
		if err != nil {
			return fmt.Errorf("write the profile: %w", err)
		}
		defer file.Close()
		if err := pprof.StartCPUProfile(file); err != nil {
			return fmt.Errorf("begin the profile: %w", err)
		}
		defer pprof.StopCPUProfile()
	}
	report, err := bench.Planning(ctx, bench.PlanningOptions{Entries: c.Entries, Policy: c.Policy, Seed: c.Seed, Rounds: c.Rounds})
	if err != nil {
		return err
	}
	return bench.Print(out, report)
}
