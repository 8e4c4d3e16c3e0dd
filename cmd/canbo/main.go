// Command canbo runs the personnel cycle of a public organisation on an existing PostgreSQL and Temporal server: the web
// program, the workers, and what an operator and an administrator need beside them.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"canbo/internal/config"
)

const description = `The personnel cycle of a public organisation: yearly evaluation, planning lists, rotation.

A first installation:
  export CANBO_DATABASE_URL=postgres://canbo:secret@db/canbo CANBO_TEMPORAL_ADDRESS=temporal:7233
  canbo migrate                       # make the tables
  canbo import seeds/caoloc           # units, posts and officials from CSV files
  canbo worker --config=canbo.yaml    # carries the processes on; as many as you like
  canbo web --config=canbo.yaml       # pages and API
  canbo doctor --config=canbo.yaml    # is everything there?

A year's evaluation, through the API of a running web program:
  export CANBO_URL=https://canbo.example.vn CANBO_API_KEY=...
  canbo cycle open caoloc-2018 --root=huyen-cao-loc --year=2018 --reference-date=2018-12-31
  canbo cycle status caoloc-2018

Each setting has one name: the flag --smtp-address is CANBO_SMTP_ADDRESS in the environment and smtp_address in the file
of --config. A flag wins over the environment, the environment over the file.`

type program struct {
	Web       webCommand       `cmd:"" help:"Serve the pages and the API."`
	Worker    workerCommand    `cmd:"" help:"Carry the processes on, deliver what people filed, send the mail."`
	Migrate   migrateCommand   `cmd:"" help:"Bring the tables of the database to this version."`
	Import    importCommand    `cmd:"" help:"Write units, posts and officials from CSV files, all or nothing."`
	Roster    rosterCommands   `cmd:"" help:"Look at changes of the roster before they are written, through the API of a running web program."`
	SignIn    signInCommand    `cmd:"" help:"Draw a link with which the holder of an API key signs in with a browser."`
	Role      roleCommands     `cmd:"" help:"Grant roles to officials, through the API of a running web program."`
	Cycle     cycleCommands    `cmd:"" help:"Open and watch cycles, through the API of a running web program."`
	Schedules scheduleCommands `cmd:"" help:"Open cycles by themselves, at times that a file says."`
	Mass      massCommands     `cmd:"" help:"Steer many processes at once, through the API of a running web program."`
	Planning  planningCommands `cmd:"" help:"Look at planning lists, through the API of a running web program."`
	Rotation  rotationCommands `cmd:"" help:"Plan rotations, and look at them through the API of a running web program."`
	Verify    verifyCommands   `cmd:"" help:"Check what the product made, without the product's servers."`
	Policy    policyCommands   `cmd:"" help:"Look at the rules."`
	Report    reportCommands   `cmd:"" help:"Print figures."`
	Deploy    deployCommands   `cmd:"" help:"Bring a new build of the workers into use without losing a process."`
	Probe     probeCommand     `cmd:"" help:"Ask a running program whether it works, for a health check."`
	Mail      mailCommands     `cmd:"" help:"Take in what mail servers report."`
	Doctor    doctorCommand    `cmd:"" help:"Look whether everything is there, and say what to do where it is not."`
}

// settings are the flags of the commands that reach the database, Temporal or the rules.
type settings struct {
	File   config.File   `name:"config" env:"CANBO_CONFIG" type:"path" placeholder:"FILE" help:"YAML file with settings."`
	Config config.Config `embed:""`
}

func main() {
	ctx, cancel := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer cancel()
	var p program
	k := kong.Parse(&p, options(ctx, os.Stdout)...)
	k.FatalIfErrorf(k.Run())
}

// options make the parser; commands are given ctx and print to out.
func options(ctx context.Context, out io.Writer) []kong.Option {
	return []kong.Option{
		kong.Name("canbo"),
		kong.Description(description),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 110}),
		kong.ShortUsageOnError(),
		kong.Writers(out, os.Stderr),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.BindTo(out, (*io.Writer)(nil)),
	}
}
