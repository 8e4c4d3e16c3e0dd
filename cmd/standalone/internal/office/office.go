// Package office runs all of Canbo for one office in this process: a private PostgreSQL, a Temporal server with its
// page, the development mailbox, a worker and the web program.
//
// It puts together what other packages provide and knows no rule of the product.
package office

import (
	"context"
	"errors"
	"fmt"
	"os"

	"canbo/cmd/standalone/internal/temporalserver"
	"canbo/internal/config"
	"canbo/internal/mail"
	"canbo/internal/privatepg"
)

const (
	database  = "canbo"
	anyPort   = "127.0.0.1:0"
	mailboxAt = "127.0.0.1:%d"
)

// Options say where an office lives and where it is reached.
type Options struct {
	// Dir is the data folder. It is made when missing; a second office on the same folder is refused.
	Dir string
	// Port of the web program on 127.0.0.1; 0 takes a free one.
	Port int
	// MailboxPort of the mailbox's page on 127.0.0.1; 0 takes a free one.
	MailboxPort int
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
	return nil
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
	box, err := mail.StartMailbox(context.WithoutCancel(ctx), anyPort, fmt.Sprintf(mailboxAt, port))
	if err != nil {
		return err
	}
	o.parts.add("the mailbox", box.Close)
	o.MailboxURL = box.HTTPURL()
	o.Config.SMTPAddress, o.Config.SMTPTLS = box.SMTPAddr(), config.TLSNone
	o.Config.SMTPUser, o.Config.SMTPPassword = "", ""
	if o.Config.MailFrom == "" {
		o.Config.MailFrom = "Canbo <canbo@example.vn>"
	}
	return nil
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
