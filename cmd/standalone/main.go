// Command canbo-standalone is Canbo for one office, a demonstration or development: everything in one process, with a
// PostgreSQL and a Temporal server of its own.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/alecthomas/kong"

	"canbo/cmd/standalone/internal/office"
	"canbo/seeds"
)

const description = `Canbo for one office: everything in one process.

It starts a private PostgreSQL, a Temporal server with its page, a mailbox that shows every mail, a worker and the web
program, all on 127.0.0.1. Ctrl-C stops them in order; a killed program goes on at its next start. For an existing
PostgreSQL and Temporal use the program canbo.

Examples:
  canbo-standalone up                    # start and stay; http://127.0.0.1:8080
  canbo-standalone up --data=/srv/canbo  # keep the data there`

type program struct {
	Up   upCommand   `cmd:"" help:"Start everything and stay."`
	Demo demoCommand `cmd:"" help:"Evaluate the demonstration district with robots, and print the figures."`

	Fault         faultCommand         `cmd:"" help:"Kill the parts of an office while robots work, and check that nothing is lost or doubled."`
	BenchCycle    benchCycleCommand    `cmd:"" help:"Measure a whole cycle of a synthetic district."`
	BenchInbox    benchInboxCommand    `cmd:"" help:"Measure how long reading an inbox takes in a large office."`
	BenchPlanning benchPlanningCommand `cmd:"" help:"Measure the screening of planning lists."`

	Part partCommand `cmd:"" hidden:""`
}

func main() {
	var p program
	k := kong.Parse(&p, kong.Name("canbo-standalone"), kong.Description(description), kong.ShortUsageOnError())
	// Registered until the end: a second Ctrl-C is swallowed and does not cut the ordered stop short.
	ctx, cancel := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP)
	defer cancel()
	k.BindTo(ctx, (*context.Context)(nil))
	k.BindTo(os.Stdout, (*io.Writer)(nil))
	k.FatalIfErrorf(k.Run())
}

// folderFlag is common to all commands.
type folderFlag struct {
	Data string `default:".canbo" type:"path" placeholder:"DIR" help:"Folder that keeps everything (${default})."`
}

// seedsFlag is common to all commands that may have to fill the database.
type seedsFlag struct {
	Seeds string `type:"existingdir" placeholder:"DIR" help:"CSV files that fill an empty database, instead of the built-in demonstration district."`
}

// district returns the folder of CSV files, or the built-in district when none was given.
func (f seedsFlag) district() (fs.FS, error) {
	if f.Seeds != "" {
		return os.DirFS(f.Seeds), nil
	}
	return fs.Sub(seeds.FS, "caoloc")
}

type upCommand struct {
	folderFlag
	seedsFlag
	Port        int `default:"8080" placeholder:"N" help:"Port of the web program, 0 for a free one (${default})."`
	MailboxPort int `default:"8025" placeholder:"N" help:"Port of the mailbox's page, 0 for a free one (${default})."`

	Administrator string `placeholder:"OFFICIAL" help:"Code of an official who is made administrator, if nobody is one yet."`
}

// Help is shown below the flags.
func (upCommand) Help() string {
	return `What starts by itself stands in schedules.yaml of the data folder; without that file the built-in one is used, when the district
is the demonstration's. A file with "schedules: []" adds nothing.`
}

// Run stays until it is interrupted or a part fails.
func (c *upCommand) Run(ctx context.Context, out io.Writer) error {
	district, err := c.district()
	if err != nil {
		return err
	}
	o, err := start(ctx, out, office.Options{
		Dir: c.Data, District: district, Port: c.Port, MailboxPort: c.MailboxPort, Schedules: true,
	})
	if err != nil {
		return err
	}
	if c.Administrator != "" {
		if err := o.MakeAdministrator(ctx, c.Administrator); err != nil {
			return errors.Join(err, o.Stop())
		}
	}
	if err := printAddresses(ctx, out, o, c.Data); err != nil {
		return errors.Join(err, o.Stop())
	}
	running, stop := untilFailure(ctx, o)
	defer stop()
	return errors.Join(stay(running, out), o.Stop())
}

// start starts an office; an interrupt while it starts is no failure of it.
func start(ctx context.Context, out io.Writer, options office.Options) (*office.Office, error) {
	fmt.Fprintln(out, "Starting PostgreSQL, Temporal, the mailbox, a worker and the web program.")
	o, err := office.Start(ctx, options)
	if err != nil && ctx.Err() != nil {
		return nil, errors.New("interrupted while starting")
	}
	return o, err
}

// untilFailure returns a context that ends with ctx, or when a part of the office fails, which is its cause then.
func untilFailure(ctx context.Context, o *office.Office) (context.Context, context.CancelFunc) {
	running, cancel := context.WithCancelCause(ctx)
	go func() {
		select {
		case err := <-o.Failed():
			cancel(err)
		case <-running.Done():
		}
	}()
	return running, func() { cancel(nil) }
}

// stay waits for the end of running and returns the failure that ended it; an interrupt is none.
func stay(running context.Context, out io.Writer) error {
	<-running.Done()
	fmt.Fprintln(out, "\nStopping.")
	if err := context.Cause(running); !errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}

// printAddresses says where everything is, with a link that signs the administrator in.
func printAddresses(ctx context.Context, out io.Writer, o *office.Office, dir string) error {
	link, err := o.SignInLink(ctx)
	if err != nil {
		return err
	}
	key := filepath.Join(dir, "secrets", "admin-key")
	for _, line := range [][2]string{
		{"Canbo", o.Config.PublicURL + "/sign-in (officials; the link comes to the mailbox)"},
		{"Administrator", link},
		{"Mailbox", o.MailboxURL},
		{"Temporal", o.TemporalURL},
		{"Temporal address", o.Config.TemporalAddress},
		{"PostgreSQL", o.Config.DatabaseURL},
		{"Data and logs", dir},
		{"API key", key + " (administrator)"},
	} {
		fmt.Fprintf(out, "%-18s %s\n", line[0], line[1])
	}
	fmt.Fprintf(out, "\nThe administrator's link signs in once, for 15 minutes. Another: CANBO_API_KEY=$(cat %s) bin/canbo sign-in\n", key)
	fmt.Fprintln(out, "Ctrl-C stops everything.")
	return nil
}
