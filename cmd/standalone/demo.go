package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"time"

	"canbo/cmd/standalone/internal/office"
	"canbo/internal/demo"
	"canbo/seeds"
)

// The evaluation that the demonstration carries out: the year 2018 in the district of Cao Lộc, and the qualification
// figures of the day before the article was written.
const (
	demoDistrict = "caoloc"
	demoCycle    = "caoloc-2018"
	demoYear     = 2018
)

var (
	demoReferenceDate = time.Date(2018, time.December, 31, 0, 0, 0, 0, time.UTC)
	demoFiguresDay    = time.Date(2020, time.June, 30, 0, 0, 0, 0, time.UTC)
)

type demoCommand struct {
	folderFlag
	Port        int  `default:"0" placeholder:"N" help:"Port of the web program, 0 for a free one (${default})."`
	MailboxPort int  `default:"0" placeholder:"N" help:"Port of the mailbox's page, 0 for a free one (${default})."`
	Keep        bool `help:"Stay after the demonstration, to look around."`
}

// Help is the long help of the command.
func (c *demoCommand) Help() string {
	return `Imports the demonstration district (invented people) and evaluates its officials for 2018, from the opening of the
cycle to its closing. Robots take the place of all people and use the public API and their mail only. The figures are
printed and written to demo-report.json in the data folder. A demonstration that was interrupted goes on.`
}

// Run carries out the demonstration.
func (c *demoCommand) Run(ctx context.Context, out io.Writer) error {
	district, err := fs.Sub(seeds.FS, demoDistrict)
	if err != nil {
		return err
	}
	fmt.Fprintln(out, "Starting PostgreSQL, Temporal, the mailbox, a worker and the web program ...")
	o, err := office.Start(ctx, office.Options{
		Dir: c.Data, Port: c.Port, MailboxPort: c.MailboxPort, District: district,
	})
	if err != nil {
		return err
	}
	return errors.Join(c.run(ctx, out, o, district), o.Stop())
}

func (c *demoCommand) run(ctx context.Context, out io.Writer, o *office.Office, district fs.FS) error {
	running, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	ended := make(chan struct{})
	defer func() { <-ended }()
	go func() {
		defer close(ended)
		select {
		case err := <-o.Failed():
			stop(err)
		case <-running.Done():
		}
	}()
	report := filepath.Join(c.Data, "demo-report.json")
	done, err := demo.Run(running, demo.Options{
		BaseURL: o.Config.PublicURL, MailboxURL: o.MailboxURL, AdminKey: o.Config.AdminKey, Seeds: district,
		Cycle: demoCycle, Year: demoYear, ReferenceDate: demoReferenceDate, FiguresDay: demoFiguresDay,
		Report: report, Out: out,
	})
	stop(nil)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "\n%d figures in %s, after %s.\n", len(done.Figures), report, done.Took.Round(time.Second))
	if !c.Keep {
		return nil
	}
	printAddresses(out, o, c.Data)
	return stay(ctx, out, o)
}
