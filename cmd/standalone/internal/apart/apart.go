package apart

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"canbo/cmd/standalone/internal/temporalserver"
	"canbo/internal/app"
	"canbo/internal/config"
	"canbo/internal/mail"
	"canbo/internal/privatepg"
)

const (
	database      = "canbo"
	mailPerMinute = 60_000 // the mailbox takes any number
	digestWindow  = time.Second
	signIns       = 60_000 // a minute: all people come from this machine
)

// Options say what runs and where.
type Options struct {
	// Dir is a data folder of this office's own, empty at the start. PostgreSQL in it writes durably.
	Dir string
	// District holds the CSV files to import.
	District fs.FS
	// Program is the standalone program; empty for the one that runs.
	Program string
	// Workers is how many workers run; none leaves what people file unprocessed.
	Workers int
	// Postgres are further settings of PostgreSQL, as name=value.
	Postgres []string
	// Profiles is a folder that worker and web program write their profiles to when they stop in order; empty for none.
	Profiles string
}

// Office is a running office.
type Office struct {
	// Config is what the workers and the web program run with.
	Config config.Config
	// Mailbox receives all mail.
	Mailbox *mail.Mailbox

	dir   string
	parts []*Part // in the order of their start
	logs  []*os.File
}

// Start starts everything and returns when people can use it. The end of ctx interrupts the start only.
func Start(ctx context.Context, options Options) (*Office, error) {
	if err := os.MkdirAll(filepath.Join(options.Dir, "logs"), 0o755); err != nil {
		return nil, fmt.Errorf("make the data folder: %w", err)
	}
	cfg, err := config.FromEnvironment()
	if err != nil {
		return nil, err
	}
	o := &Office{Config: cfg, dir: options.Dir}
	if err := o.start(ctx, options); err != nil {
		return nil, errors.Join(err, o.Stop())
	}
	return o, nil
}

// Part returns the part of that name, or nil.
func (o *Office) Part(name string) *Part {
	for _, p := range o.parts {
		if p.Name == name {
			return p
		}
	}
	return nil
}

// Parts are all parts in the order of their start.
func (o *Office) Parts() []*Part { return o.parts }

// Dir is the data folder.
func (o *Office) Dir() string { return o.dir }

// Log is the path of a part's log.
func (o *Office) Log(part string) string { return filepath.Join(o.dir, "logs", part+".log") }

// Stop ends all parts, the last started first.
func (o *Office) Stop() error {
	var errs []error
	for len(o.parts) > 0 {
		last := o.parts[len(o.parts)-1]
		o.parts = o.parts[:len(o.parts)-1]
		errs = append(errs, last.stop())
	}
	if o.Mailbox != nil {
		errs = append(errs, o.Mailbox.Close())
	}
	for _, log := range o.logs {
		errs = append(errs, log.Close())
	}
	return errors.Join(errs...)
}

func (o *Office) start(ctx context.Context, options Options) error {
	ports, err := freePorts(3)
	if err != nil {
		return err
	}
	postgres, temporal, web := ports[0], ports[1], ports[2]
	if err := o.startDatabase(ctx, options, postgres); err != nil {
		return err
	}
	if o.Mailbox, err = mail.StartMailbox(context.WithoutCancel(ctx), "127.0.0.1:0", "127.0.0.1:0"); err != nil {
		return err
	}
	o.settle(temporal, web)
	if err := app.Migrate(ctx, o.Config); err != nil {
		return err
	}
	if _, err := app.Import(ctx, o.Config, options.District); err != nil {
		return fmt.Errorf("import the district: %w", err)
	}
	program := options.Program
	if program == "" {
		if program, err = os.Executable(); err != nil {
			return fmt.Errorf("find this program: %w", err)
		}
	}
	err = errors.Join(
		o.startProcess(ctx, program, "temporal", "temporal", "--port="+strconv.Itoa(temporal)),
		o.startProcess(ctx, program, "web", "web", profile(options, "web")...),
	)
	for i := range options.Workers {
		name := "worker-" + strconv.Itoa(i+1)
		err = errors.Join(err, o.startProcess(ctx, program, name, "worker", profile(options, name)...))
	}
	return err
}

func profile(options Options, name string) []string {
	if options.Profiles == "" {
		return nil
	}
	return []string{"--profile=" + filepath.Join(options.Profiles, name)}
}

// settle fixes the addresses, which stay the same when parts are started again.
func (o *Office) settle(temporal, web int) {
	c := &o.Config
	c.TemporalAddress, c.TemporalNamespace = address(temporal), temporalserver.Namespace
	c.Listen, c.PublicURL = address(web), "http://"+address(web)
	c.SessionKey, c.AdminKey = cmp.Or(c.SessionKey, rand.Text()+rand.Text()), cmp.Or(c.AdminKey, rand.Text()+rand.Text())
	c.SignInsPerMinute = signIns
	c.SMTPAddress, c.SMTPTLS, c.MailPerMinute = o.Mailbox.SMTPAddr(), config.TLSNone, mailPerMinute
	c.MailFrom, c.MailDigestWindow = "Canbo <canbo@example.vn>", digestWindow
}

// environment hands the settings to the processes.
func (o *Office) environment() []string {
	c := o.Config
	return []string{
		"CANBO_DATABASE_URL=" + c.DatabaseURL,
		"CANBO_TEMPORAL_ADDRESS=" + c.TemporalAddress, "CANBO_TEMPORAL_NAMESPACE=" + c.TemporalNamespace,
		"CANBO_LISTEN=" + c.Listen, "CANBO_PUBLIC_URL=" + c.PublicURL,
		"CANBO_SESSION_KEY=" + c.SessionKey, "CANBO_ADMIN_KEY=" + c.AdminKey,
		"CANBO_SIGN_INS_PER_MINUTE=" + strconv.Itoa(c.SignInsPerMinute),
		"CANBO_SMTP_ADDRESS=" + c.SMTPAddress, "CANBO_SMTP_TLS=" + c.SMTPTLS, "CANBO_SMTP_USER=", "CANBO_SMTP_PASSWORD=",
		"CANBO_MAIL_FROM=" + c.MailFrom, "CANBO_MAIL_PER_MINUTE=" + strconv.Itoa(c.MailPerMinute),
		"CANBO_MAIL_DIGEST_WINDOW=" + c.MailDigestWindow.String(),
	}
}

func (o *Office) startDatabase(ctx context.Context, options Options, port int) error {
	log, err := o.openLog("postgres")
	if err != nil {
		return err
	}
	var server *privatepg.Server
	p, err := keep(ctx, "postgres", log, beginDatabase(privatepg.Options{
		Dir: filepath.Join(options.Dir, "postgres"), Port: port, Settings: options.Postgres, Log: log,
	}, func(s *privatepg.Server) { server = s }))
	if err != nil {
		return fmt.Errorf("%w; see %s", err, log.Name())
	}
	o.parts = append(o.parts, p)
	o.Config.DatabaseURL = server.URL(database)
	return server.CreateDatabase(ctx, database)
}

func (o *Office) startProcess(ctx context.Context, program, name, kind string, args ...string) error {
	log, err := o.openLog(name)
	if err != nil {
		return err
	}
	p, err := keep(ctx, name, log, beginProcess(program, append([]string{kind}, args...), o.environment(), log))
	if err != nil {
		return fmt.Errorf("%w; see %s", err, log.Name())
	}
	o.parts = append(o.parts, p)
	return nil
}

func (o *Office) openLog(part string) (*os.File, error) {
	log, err := os.OpenFile(o.Log(part), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o644)
	if err != nil {
		return nil, fmt.Errorf("open a log: %w", err)
	}
	o.logs = append(o.logs, log)
	return log, nil
}

func address(port int) string { return net.JoinHostPort("127.0.0.1", strconv.Itoa(port)) }

// freePorts finds different ports that are free now.
func freePorts(n int) ([]int, error) {
	ports := make([]int, n)
	for i := range ports {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, fmt.Errorf("find a free port: %w", err)
		}
		defer l.Close() // held until all are found, so that they differ
		ports[i] = l.Addr().(*net.TCPAddr).Port
	}
	return ports, nil
}
