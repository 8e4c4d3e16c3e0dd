// Package office runs all of Canbo for one office in this process: a private PostgreSQL, a Temporal server with its
// page, the development mailbox, a worker and the web program.
//
// It puts together what other packages provide and knows no rule of the product.
package office

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"time"

	"github.com/jackc/pgx/v5"

	"canbo/cmd/standalone/internal/temporalserver"
	"canbo/internal/app"
	"canbo/internal/config"
	"canbo/internal/mail"
	"canbo/internal/privatepg"
)

const (
	database = "canbo"
	anyPort  = "127.0.0.1:0"
	loopback = "127.0.0.1:%d"

	mailPerMinute    = 60_000 // the mailbox takes any number
	digestWindow     = time.Second
	signInsPerMinute = 6_000 // all people come from this machine
)

// Options say where an office lives and where it is reached.
type Options struct {
	// Dir is the data folder. It is made when missing; a second office on the same folder is refused.
	Dir string
	// Port of the web program on 127.0.0.1; 0 takes a free one.
	Port int
	// MailboxPort of the mailbox's page on 127.0.0.1; 0 takes a free one.
	MailboxPort int
	// District holds the CSV files that fill an empty database; nil leaves it empty.
	District fs.FS
	// Schedules applies schedules.yaml of the data folder, or the built-in file when there is none and its units are in
	// the roster.
	Schedules bool
	// Fast trades durability for speed; for tests only.
	Fast bool
}

// Office is a running office.
type Office struct {
	// Config is what the worker and the web program run with.
	Config config.Config
	// MailboxURL and TemporalURL are the pages of the mailbox and of the Temporal server.
	MailboxURL, TemporalURL string

	parts *parts
	log   *os.File
}

// Start starts everything in order and returns when people can use it. What was left by an earlier run, also by one
// that was killed, goes on. The end of ctx interrupts the start only; what runs is ended by Stop.
func Start(ctx context.Context, o Options) (*Office, error) {
	f := folder(o.Dir)
	if err := f.prepare(); err != nil {
		return nil, err
	}
	cfg, err := settings(f)
	if err != nil {
		return nil, err
	}
	log, err := f.openLog("canbo")
	if err != nil {
		return nil, err
	}
	office := &Office{Config: cfg, parts: newParts(), log: log}
	if err := office.start(ctx, f, o); err != nil {
		return nil, errors.Join(err, office.Stop())
	}
	return office, nil
}

// Failed receives an error when a part ends that should not; Stop is still to be called.
func (o *Office) Failed() <-chan error { return o.parts.failed }

// Stop ends the parts in the opposite order of their start and waits for each: web, worker, mailbox, Temporal,
// PostgreSQL.
func (o *Office) Stop() error {
	return errors.Join(o.parts.stop(), o.log.Close())
}

func (o *Office) start(ctx context.Context, f folder, options Options) error {
	if err := o.startDatabase(ctx, f, options.Fast); err != nil {
		return err
	}
	if err := o.startMailbox(ctx, options.MailboxPort); err != nil {
		return err
	}
	if err := o.fillDatabase(ctx, options.District); err != nil {
		return err
	}
	if err := o.startPrograms(ctx, options.Port); err != nil || !options.Schedules {
		return err
	}
	return o.applySchedules(ctx, f)
}

// startDatabase starts PostgreSQL and, on it, the Temporal server with its page.
func (o *Office) startDatabase(ctx context.Context, f folder, fast bool) error {
	log, err := f.openLog("postgres")
	if err != nil {
		return err
	}
	o.parts.add("the log of PostgreSQL", log.Close)
	pg, err := privatepg.Start(ctx, privatepg.Options{Dir: f.postgres(), Fast: fast, Log: log})
	if err != nil {
		return fmt.Errorf("start PostgreSQL: %w", err)
	}
	o.parts.add("PostgreSQL", pg.Stop)
	if err := pg.CreateDatabase(ctx, database); err != nil {
		return err
	}
	o.Config.DatabaseURL = pg.URL(database)

	server, err := temporalserver.Start(ctx, temporalserver.Options{DatabaseURL: pg.URL, LogFile: f.log("temporal")})
	if err != nil {
		return err
	}
	o.parts.add("Temporal", server.Stop)
	o.Config.TemporalAddress, o.Config.TemporalNamespace = server.Address(), temporalserver.Namespace

	page, err := temporalserver.StartUI(server.Address(), 0)
	if err != nil {
		return err
	}
	o.parts.add("the page of Temporal", func() error { page.Stop(); return nil })
	o.TemporalURL = page.URL()
	return nil
}

func (o *Office) startMailbox(ctx context.Context, port int) error {
	box, err := mail.StartMailbox(context.WithoutCancel(ctx), anyPort, fmt.Sprintf(loopback, port))
	if err != nil {
		return err
	}
	o.parts.add("the mailbox", box.Close)
	o.MailboxURL = box.HTTPURL()
	o.Config.SMTPAddress, o.Config.SMTPTLS = box.SMTPAddr(), config.TLSNone
	o.Config.SMTPUser, o.Config.SMTPPassword = "", ""
	o.Config.MailPerMinute, o.Config.MailDigestWindow = mailPerMinute, digestWindow
	if o.Config.MailFrom == "" {
		o.Config.MailFrom = "Canbo <canbo@example.vn>"
	}
	if o.Config.AdminMail == "" { // the mailbox shows it
		o.Config.AdminMail = "quan-tri@example.vn"
	}
	return nil
}

// fillDatabase makes the tables and imports the district when there is no unit yet: what people changed later stays.
func (o *Office) fillDatabase(ctx context.Context, district fs.FS) error {
	if err := app.Migrate(ctx, o.Config); err != nil {
		return err
	}
	if district == nil {
		return nil
	}
	filled, err := hasUnits(ctx, o.Config.DatabaseURL)
	if err != nil || filled {
		return err
	}
	if _, err := app.Import(ctx, o.Config, district); err != nil {
		return fmt.Errorf("import the district: %w", err)
	}
	return nil
}

func hasUnits(ctx context.Context, url string) (filled bool, err error) {
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return false, fmt.Errorf("look for a district: %w", err)
	}
	defer conn.Close(ctx)
	if err := conn.QueryRow(ctx, `SELECT EXISTS (SELECT FROM unit)`).Scan(&filled); err != nil {
		return false, fmt.Errorf("look for a district: %w", err)
	}
	return filled, nil
}

// startPrograms starts the worker and the web program and returns when the latter listens.
func (o *Office) startPrograms(ctx context.Context, port int) error {
	listen, err := listenAddress(port)
	if err != nil {
		return err
	}
	o.Config.Listen, o.Config.PublicURL = listen, "http://"+listen
	o.Config.SignInsPerMinute = signInsPerMinute
	log := o.Config.Logger(o.log)
	o.Config.Versioning = config.VersioningAuto // there is no other worker that an older process could stay with
	worker := o.Config
	worker.MetricsListen = "" // one address cannot show two programs, and the web program shows what waits as well
	o.parts.background(ctx, "the worker", func(ctx context.Context) error {
		return app.RunWorker(ctx, worker, log)
	})
	ready := make(chan string, 1)
	o.parts.background(ctx, "the web program", func(ctx context.Context) error {
		return app.RunWeb(ctx, o.Config, log, func(address string) { ready <- address })
	})
	select {
	case <-ready:
		return nil
	case err := <-o.parts.failed:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// listenAddress is port on loopback; for 0 it finds a free one, because the links in mails must name it.
func listenAddress(port int) (string, error) {
	if port != 0 {
		return fmt.Sprintf(loopback, port), nil
	}
	l, err := net.Listen("tcp", anyPort)
	if err != nil {
		return "", fmt.Errorf("find a free port: %w", err)
	}
	return l.Addr().String(), l.Close()
}

// settings are those of the environment with the secrets kept in the folder.
func settings(f folder) (config.Config, error) {
	cfg, err := config.FromEnvironment()
	if err != nil {
		return config.Config{}, err
	}
	for name, target := range map[string]*string{"session-key": &cfg.SessionKey, "admin-key": &cfg.AdminKey} {
		if *target != "" {
			continue
		}
		if *target, err = f.keep(name); err != nil {
			return config.Config{}, err
		}
	}
	return cfg, cfg.Validate()
}
