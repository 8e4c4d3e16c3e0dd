package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"text/tabwriter"
	"time"

	"golang.org/x/time/rate"

	"canbo/internal/app"
	"canbo/internal/engine"
	"canbo/internal/fault"
)

type deployCommands struct {
	Status  deployStatusCommand  `cmd:"" help:"Show the builds of the workers and how many processes run on each."`
	Promote deployPromoteCommand `cmd:"" help:"Let new runs begin on a build, all or a share of them."`
	Poke    deployPokeCommand    `cmd:"" help:"Wake the processes of other builds, so that they continue on the current one."`
	Drain   deployDrainCommand   `cmd:"" help:"Poke, and wait until no process runs on an older build."`
	Retire  deployRetireCommand  `cmd:"" help:"Ask whether the workers of a build may be stopped; fails when they may not."`
}

// Help is shown below the commands.
func (deployCommands) Help() string {
	return `A process stays with the build of the worker it runs on, so that a new build never has to understand what an older one was in
the middle of. A new version is installed beside the old one:
  canbo worker (of the new version) &   # beside the old workers
  canbo deploy promote                  # with the new version's program: it knows its own build
  canbo deploy drain                    # moves the processes over, each at a quiet point
  canbo deploy retire OLD && stop the old workers`
}

// deployment connects and gives the deployment to do.
func (s settings) deployment(do func(d *engine.Deployment) error) error {
	if err := s.Config.Validate(); err != nil {
		return err
	}
	d, closeClient, err := app.OpenDeployment(s.Config, s.Config.Logger(os.Stderr))
	if err != nil {
		return err
	}
	defer closeClient()
	return do(d)
}

type deployStatusCommand struct{ settings }

// Run prints one line for each build.
func (c *deployStatusCommand) Run(ctx context.Context, out io.Writer) error {
	return c.deployment(func(d *engine.Deployment) error {
		builds, err := d.Builds(ctx)
		if err != nil {
			return err
		}
		w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "BUILD\tSTATE\tPROCESSES\tSINCE")
		for _, b := range builds {
			state := string(b.State)
			if b.State == engine.Ramping {
				state = fmt.Sprintf("%s %.0f %%", state, b.Percent)
			}
			fmt.Fprintf(w, "%s\t%s\t%d\t%s\n", b.ID, state, b.Open, b.Created.UTC().Format(time.DateTime))
		}
		return w.Flush()
	})
}

type deployPromoteCommand struct {
	settings
	Build string        `arg:"" optional:"" help:"Build to promote, this program's own when left out."`
	Ramp  float32       `placeholder:"PERCENT" help:"Begin only this share of new runs on it, from 0 to 100, to try it before it is promoted."`
	Wait  time.Duration `default:"30s" placeholder:"TIME" help:"How long to wait for the first worker of the build (${default})."`
}

// Run makes the build current.
func (c *deployPromoteCommand) Run(ctx context.Context, out io.Writer) error {
	if c.Ramp < 0 || c.Ramp > 100 {
		return fmt.Errorf("--ramp: %v is not between 0 and 100", c.Ramp)
	}
	if c.Build == "" {
		var err error
		if c.Build, err = app.Build(c.Config); err != nil {
			return err
		}
	}
	return c.deployment(func(d *engine.Deployment) error {
		if err := c.promote(ctx, d); err != nil {
			return err
		}
		if c.Ramp > 0 {
			fmt.Fprintf(out, "%.0f %% of new runs begin on build %s.\n", c.Ramp, c.Build)
			return nil
		}
		fmt.Fprintf(out, "Build %s is current. Processes of older builds move with: canbo deploy drain\n", c.Build)
		return nil
	})
}

// promote tries until the build has workers or the time is over.
func (c *deployPromoteCommand) promote(ctx context.Context, d *engine.Deployment) error {
	const pause = 500 * time.Millisecond
	for end := time.Now().Add(c.Wait); ; {
		var err error
		if c.Ramp > 0 {
			err = d.Ramp(ctx, c.Build, c.Ramp)
		} else {
			err = d.Promote(ctx, c.Build, false)
		}
		if fault.KindOf(err) != fault.Conflict || time.Now().After(end) {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(pause):
		}
	}
}

// pace is how fast processes are woken; each wakes a worker and writes a few rows.
type pace struct {
	PerSecond int `default:"50" placeholder:"N" help:"Most processes to wake in a second (${default})."`
}

func (p pace) limiter() (*rate.Limiter, error) {
	if p.PerSecond < 1 {
		return nil, fmt.Errorf("--per-second: %d is less than 1", p.PerSecond)
	}
	return rate.NewLimiter(rate.Limit(p.PerSecond), 1), nil
}

type deployPokeCommand struct {
	settings
	pace
}

// Run wakes them once.
func (c *deployPokeCommand) Run(ctx context.Context, out io.Writer) error {
	limiter, err := c.limiter()
	if err != nil {
		return err
	}
	return c.deployment(func(d *engine.Deployment) error {
		n, err := d.Poke(ctx, limiter)
		fmt.Fprintf(out, "%d processes were woken.\n", n)
		return err
	})
}

type deployDrainCommand struct {
	settings
	pace
	Timeout time.Duration `default:"30m" placeholder:"TIME" help:"How long to wait (${default})."`
}

// Help is shown below the flags.
func (deployDrainCommand) Help() string {
	return `A process moves between two acts of people, within seconds, when the workers of both builds run. Temporal confirms that a build
is drained some minutes after the last process has left. The exit status is 1 when that has not happened in time; the
processes that remain are named, and the command may be repeated.`
}

// Run pokes and waits, and says whenever the number of processes that remain has changed.
func (c *deployDrainCommand) Run(ctx context.Context, out io.Writer) error {
	limiter, err := c.limiter()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, c.Timeout)
	defer cancel()
	said := int64(-1)
	return c.deployment(func(d *engine.Deployment) error {
		err := d.Drain(ctx, limiter, func(left []engine.Build) {
			var open int64
			for _, b := range left {
				open += b.Open
			}
			switch {
			case open == said:
			case open > 0:
				fmt.Fprintf(out, "%s  %d processes on older builds\n", time.Now().Format(time.TimeOnly), open)
			default:
				fmt.Fprintf(out, "%s  no process is seen on an older build; waiting for Temporal to confirm\n", time.Now().Format(time.TimeOnly))
			}
			said = open
		})
		if err != nil {
			return err
		}
		fmt.Fprintln(out, "All older builds are drained: their workers may be stopped.")
		return nil
	})
}

type deployRetireCommand struct {
	settings
	Build string `arg:"" help:"Build whose workers are to be stopped."`
}

// Help is shown below the flags.
func (deployRetireCommand) Help() string {
	return `The exit status is 0 only when the workers of the build may be stopped, so that a script can ask before it stops them:
  canbo deploy retire v1.2.0 && systemctl stop canbo-worker@v1.2.0`
}

// Run refuses a build that is in use.
func (c *deployRetireCommand) Run(ctx context.Context, out io.Writer) error {
	return c.deployment(func(d *engine.Deployment) error {
		if err := d.Retire(ctx, c.Build); err != nil {
			return err
		}
		fmt.Fprintf(out, "Build %s is drained: its workers may be stopped.\n", c.Build)
		return nil
	})
}
