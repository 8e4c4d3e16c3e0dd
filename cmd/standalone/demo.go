package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"time"

	"canbo/cmd/standalone/internal/office"
	"canbo/internal/demo"
)

// What the demonstration carries out: the evaluation of the year 2018 in the district of Cao Lộc, and the reviews of its
// planning lists and the year's rotations in 2020, with the figures of the day on which the article appeared.
const (
	demoCycle = "caoloc-2018"
	demoYear  = 2018
	demoRound = "2020"
	demoPlan  = "caoloc-2020"
)

var (
	demoReferenceDate = time.Date(2018, time.December, 31, 0, 0, 0, 0, time.UTC)
	demoReviewDay     = time.Date(2020, time.June, 30, 0, 0, 0, 0, time.UTC)
)

type demoCommand struct {
	folderFlag
	seedsFlag
	Port        int       `default:"0" placeholder:"N" help:"Port of the web program, 0 for a free one (${default})."`
	MailboxPort int       `default:"0" placeholder:"N" help:"Port of the mailbox's page, 0 for a free one (${default})."`
	AsOf        time.Time `default:"2020-08-09" format:"2006-01-02" placeholder:"YYYY-MM-DD" help:"Day of the figures of rotations and qualifications, and of the record of the rotation plan (${default}, when the article appeared)."`
	Report      string    `type:"path" placeholder:"FILE" help:"File for the figures as JSON (demo-report.json in the data folder)."`
	Keep        bool      `help:"Stay after the demonstration, to look around."`
}

// Help is shown below the flags.
func (c *demoCommand) Help() string {
	return `It imports the demonstration district (invented people), evaluates its officials for 2018, from the opening of the cycle
to its closing, reviews its planning lists, and makes the year's plan of rotations up to the handovers. Robots take the place of all people and use the public API and their mail only. A demonstration that was
interrupted goes on, and one that has ended shows its figures again; it begins anew in an empty data folder.

Examples:
  canbo-standalone demo
  canbo-standalone demo --data=/tmp/demo --keep --port=8080`
}

// Run carries out the demonstration.
func (c *demoCommand) Run(ctx context.Context, out io.Writer) error {
	district, err := c.district()
	if err != nil {
		return err
	}
	o, err := start(ctx, out, office.Options{
		Dir: c.Data, District: district, Port: c.Port, MailboxPort: c.MailboxPort,
	})
	if err != nil {
		return err
	}
	return errors.Join(c.run(ctx, out, o, district), o.Stop())
}

func (c *demoCommand) run(ctx context.Context, out io.Writer, o *office.Office, district fs.FS) error {
	running, stop := untilFailure(ctx, o)
	defer stop()
	report := cmp.Or(c.Report, filepath.Join(c.Data, "demo-report.json"))
	done, err := demo.Run(running, demo.Options{
		BaseURL: o.Config.PublicURL, MailboxURL: o.MailboxURL, AdminKey: o.Config.AdminKey, Seeds: district,
		Cycle: demoCycle, Year: demoYear, ReferenceDate: demoReferenceDate, ArticleDay: c.AsOf, ReviewDay: demoReviewDay, Round: demoRound, Plan: demoPlan,
		Report: report, Out: out,
	})
	switch {
	case ctx.Err() != nil:
		return errors.New("interrupted; the same command goes on where this one stopped")
	case err != nil:
		return errors.Join(err, context.Cause(running))
	}
	fmt.Fprintf(out, "\n%d figures in %s, after %s.\n", len(done.Figures), report, done.Took.Round(time.Second))
	if !c.Keep {
		return nil
	}
	if err := printAddresses(ctx, out, o, c.Data); err != nil {
		return err
	}
	return stay(running, out)
}
