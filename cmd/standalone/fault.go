package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"time"

	"canbo/cmd/standalone/internal/faults"
)

type faultCommand struct {
	benchFlags
	Officials int    `default:"800" placeholder:"N" help:"Officials who are evaluated meanwhile (${default})."`
	Seed      uint64 `placeholder:"N" help:"Of everything that happens at random; 0 takes another each time."`
	Workers   int    `default:"50" placeholder:"N" help:"How often a worker is killed (${default})."`
	Web       int    `default:"20" placeholder:"N" help:"How often the web program is killed (${default})."`
	Temporal  int    `default:"10" placeholder:"N" help:"How often the Temporal server is killed (${default})."`
	Postgres  int    `default:"5" placeholder:"N" help:"How often the database is killed (${default})."`
}

// Help is shown below the flags.
func (c *faultCommand) Help() string {
	return `Robots evaluate a synthetic district while workers, web program, Temporal server and database are killed with -9 at
random moments. Afterwards the record is held against what the clients were told. The counts go to standard error as a
table and to standard output as JSON; when anything was lost, doubled, out of order or left lying, it is listed and the
exit code is 1.`
}

// Run kills and checks.
func (c *faultCommand) Run(ctx context.Context, out io.Writer) error {
	if c.Seed == 0 {
		c.Seed = uint64(time.Now().UnixMilli())
	}
	fmt.Fprintf(os.Stderr, "seed %d\n", c.Seed)
	findings := 0
	err := c.within(out, func(dir string) (any, error) {
		report, err := faults.Run(ctx, faults.Options{
			Dir: dir, Officials: c.Officials, Seed: c.Seed, Out: os.Stderr,
			Kills: faults.Kills{Workers: c.Workers, Web: c.Web, Temporal: c.Temporal, Postgres: c.Postgres},
		})
		if err != nil {
			return nil, err
		}
		findings = len(report.Findings)
		return report, report.Table(os.Stderr)
	})
	if err == nil && findings > 0 {
		err = fmt.Errorf("%d findings", findings)
	}
	return err
}
