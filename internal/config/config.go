// Package config holds every setting of the programs of Canbo.
//
// A setting has one name in three spellings: the flag --smtp-address, the environment variable CANBO_SMTP_ADDRESS and
// the key smtp_address of the file given by --config. A flag wins over the environment, the environment over the
// file, the file over the default. A key that is unknown or of the wrong type is refused with its line and column.
//
// The package may import the standard library, kong and the YAML decoder; it opens no connection.
package config

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/mail"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/alecthomas/kong"
)

// Ways to protect the connection to the mail server.
const (
	TLSNone     = "none"     // plain text: the development mailbox, a relay on the same machine
	TLSStart    = "starttls" // STARTTLS is required, usually port 587
	TLSImplicit = "tls"      // TLS from the first byte, usually port 465
)

// How a process meets a new build of the workers.
const (
	VersioningPinned = "pinned" // it stays with its build and moves when it is poked: several workers, no pause
	VersioningAuto   = "auto"   // the build that started last carries all processes on: a single worker
)

const (
	shortestKey   = 32             // characters of a secret: 128 bits as hexadecimal digits
	longestWindow = 24 * time.Hour // a task may be due tomorrow
)

// Config is what the programs need to know of their surroundings. Its tags are the flags, their defaults and help.
type Config struct {
	// DatabaseURL is a PostgreSQL 15+ database that the product owns.
	DatabaseURL string `yaml:"database_url" env:"CANBO_DATABASE_URL" group:"Servers" placeholder:"URL" help:"PostgreSQL database, for example postgres://canbo:secret@db:5432/canbo."`
	// TemporalAddress is host:port of the Temporal frontend.
	TemporalAddress string `yaml:"temporal_address" env:"CANBO_TEMPORAL_ADDRESS" group:"Servers" default:"127.0.0.1:7233" placeholder:"HOST:PORT" help:"Temporal frontend (${default})."`
	// TemporalNamespace must exist on the server.
	TemporalNamespace string `yaml:"temporal_namespace" env:"CANBO_TEMPORAL_NAMESPACE" group:"Servers" default:"default" placeholder:"NAME" help:"Temporal namespace (${default})."`
	// TaskQueue joins the web program, which starts processes, with the workers, which carry them out.
	TaskQueue string `yaml:"task_queue" env:"CANBO_TASK_QUEUE" group:"Servers" default:"canbo" placeholder:"NAME" help:"Temporal task queue shared by web and workers (${default})."`

	// Deployment joins the builds of one installation, of which one at a time is current. Another name is another
	// installation: processes do not move to it.
	Deployment string `yaml:"deployment" env:"CANBO_DEPLOYMENT" group:"Deployment" default:"canbo" placeholder:"NAME" help:"Worker deployment that the workers of all builds join (${default})."`
	// Versioning is VersioningPinned or VersioningAuto.
	Versioning string `yaml:"versioning" env:"CANBO_VERSIONING" group:"Deployment" enum:"pinned,auto" default:"pinned" placeholder:"KIND" help:"pinned (default): a process stays with the build it runs on until canbo deploy moves it; auto: a worker that starts takes all processes over, for a single worker."`
	// BuildID names this build of the worker; empty takes the revision it was built from.
	BuildID string `yaml:"build_id" env:"CANBO_BUILD_ID" group:"Deployment" placeholder:"NAME" help:"Name of this build, letters, digits, '.', '_' and '-'; empty takes the revision it was built from."`

	// Listen is host:port of the HTTP server; port 0 takes a free one.
	Listen string `yaml:"listen" env:"CANBO_LISTEN" group:"Web" default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"Address the web program listens on (${default})."`
	// PublicURL is the address people use; links in mails and the check of a form's origin are built from it.
	PublicURL string `yaml:"public_url" env:"CANBO_PUBLIC_URL" group:"Web" default:"http://127.0.0.1:8080" placeholder:"URL" help:"Address people reach the web program at, used in mails (${default})."`
	// SessionKey signs sessions and sign-in links. Changing it signs everybody out.
	SessionKey string `yaml:"session_key" env:"CANBO_SESSION_KEY" group:"Web" placeholder:"SECRET" help:"Secret that signs sessions, 32 characters or more. Prefer the environment or the file: a flag is visible to others on the machine."`
	// AdminKey is an API key with the administrator's role that the web program accepts without a row in the database.
	AdminKey string `yaml:"admin_key" env:"CANBO_ADMIN_KEY" group:"Web" placeholder:"SECRET" help:"First API key, with the administrator's role, 32 characters or more; empty for none."`
	// SignInsPerMinute is the most sign-in requests that one address may make in a minute, 1 or more; asking for a link
	// and following it are one each.
	SignInsPerMinute int `yaml:"sign_ins_per_minute" env:"CANBO_SIGN_INS_PER_MINUTE" group:"Web" default:"600" placeholder:"N" help:"Most sign-in requests from one address in a minute (${default}). Raise it where everybody comes through one proxy."`

	// MailLinks lets officials sign in by a link that is mailed to them.
	MailLinks bool `yaml:"mail_links" env:"CANBO_MAIL_LINKS" group:"Sign-in" default:"true" negatable:"" help:"Officials may sign in by a link that they ask for by mail (the default; --no-mail-links where all sign in at the provider)."`
	// OIDCIssuer is the address of an OpenID Connect provider at which officials sign in; empty for none.
	OIDCIssuer string `name:"oidc-issuer" yaml:"oidc_issuer" env:"CANBO_OIDC_ISSUER" group:"Sign-in" placeholder:"URL" help:"OpenID Connect provider at which officials sign in, for example https://login.example.vn/realms/caoloc; empty for none."`
	// OIDCClientID and OIDCClientSecret are what the provider has given us.
	OIDCClientID     string `name:"oidc-client-id" yaml:"oidc_client_id" env:"CANBO_OIDC_CLIENT_ID" group:"Sign-in" placeholder:"NAME" help:"Client that the provider knows us by."`
	OIDCClientSecret string `name:"oidc-client-secret" yaml:"oidc_client_secret" env:"CANBO_OIDC_CLIENT_SECRET" group:"Sign-in" placeholder:"SECRET" help:"Secret of that client; empty for a public client. Prefer the environment or the file."`
	// OIDCClaim is email, or the claim that holds the code of an official.
	OIDCClaim string `name:"oidc-claim" yaml:"oidc_claim" env:"CANBO_OIDC_CLAIM" group:"Sign-in" default:"email" placeholder:"CLAIM" help:"Claim that says who somebody is: email (${default}; the provider must have verified it), or one that holds the code of the official."`
	// OIDCScopes are asked for beside openid.
	OIDCScopes string `name:"oidc-scopes" yaml:"oidc_scopes" env:"CANBO_OIDC_SCOPES" group:"Sign-in" default:"email" placeholder:"SCOPES" help:"Scopes to ask for beside openid, separated by spaces (${default})."`

	// SMTPAddress is host:port of the mail server.
	SMTPAddress string `yaml:"smtp_address" env:"CANBO_SMTP_ADDRESS" group:"Mail" placeholder:"HOST:PORT" help:"Mail server."`
	// SMTPUser signs in at the mail server; empty sends without signing in.
	SMTPUser string `yaml:"smtp_user" env:"CANBO_SMTP_USER" group:"Mail" placeholder:"NAME" help:"User at the mail server; empty sends without signing in."`
	// SMTPPassword belongs to SMTPUser.
	SMTPPassword string `yaml:"smtp_password" env:"CANBO_SMTP_PASSWORD" group:"Mail" placeholder:"SECRET" help:"Password of that user."`
	// SMTPTLS is one of TLSNone, TLSStart and TLSImplicit.
	SMTPTLS string `name:"smtp-tls" yaml:"smtp_tls" env:"CANBO_SMTP_TLS" group:"Mail" enum:"none,starttls,tls" default:"starttls" placeholder:"KIND" help:"Protection of the connection: none, starttls (default) or tls."`
	// MailFrom is the sender of every mail, with or without a display name.
	MailFrom string `yaml:"mail_from" env:"CANBO_MAIL_FROM" group:"Mail" placeholder:"ADDRESS" help:"Sender, for example 'Ban Tổ chức <canbo@example.vn>'."`
	// AdminMail lists the addresses of the administrators, who are told what went wrong by itself; empty tells nobody.
	AdminMail string `yaml:"admin_mail" env:"CANBO_ADMIN_MAIL" group:"Mail" placeholder:"ADDRESSES" help:"Administrators, separated by commas: they are told what went wrong by itself, such as a cycle that no schedule could open, and of findings on planning lists."`
	// MailPerMinute is the most mails that all workers together hand to the mail server in a minute, 1 or more.
	MailPerMinute int `yaml:"mail_per_minute" env:"CANBO_MAIL_PER_MINUTE" group:"Mail" default:"300" placeholder:"N" help:"Most mails in a minute, of all workers together (${default})."`
	// MailDigestWindow is how long a mail about a task waits, so that several to one reader go as one; 0 to a day.
	MailDigestWindow time.Duration `yaml:"mail_digest_window" env:"CANBO_MAIL_DIGEST_WINDOW" group:"Mail" default:"5m" placeholder:"TIME" help:"How long a mail about a task waits for others to the same reader, to go as one (${default}); 0 sends each at once."`

	// SeedsDir replaces the policies, calendars and schedules built into the program; empty uses those.
	SeedsDir string `yaml:"seeds_dir" env:"CANBO_SEEDS_DIR" group:"Rules" type:"path" placeholder:"DIR" help:"Folder with policies/, calendars/ and schedules.yaml to use instead of the built-in ones."`

	// MetricsListen is host:port of a second HTTP server with /metrics and /healthz; empty for none. It asks for no key:
	// the network must keep strangers away.
	MetricsListen string `yaml:"metrics_listen" env:"CANBO_METRICS_LISTEN" group:"Operation" placeholder:"HOST:PORT" help:"Address that shows /metrics to Prometheus, of web and worker each; empty for none. It is not protected."`

	// LogLevel is one of debug, info, warn and error.
	LogLevel string `yaml:"log_level" env:"CANBO_LOG_LEVEL" group:"Log" enum:"debug,info,warn,error" default:"info" placeholder:"LEVEL" help:"Least important level that is logged: debug, info (default), warn or error."`
	// LogFormat is text for people or json for machines.
	LogFormat string `yaml:"log_format" env:"CANBO_LOG_FORMAT" group:"Log" enum:"text,json" default:"text" placeholder:"FORM" help:"Form of a log line: text (default) or json."`
}

// FromEnvironment returns the defaults, overridden by the environment. It is for a program without these flags.
func FromEnvironment() (Config, error) {
	var c Config
	if err := kong.ApplyDefaults(&c); err != nil {
		return Config{}, fmt.Errorf("read the settings: %w", err)
	}
	return c, nil
}

// Validate reports every setting whose value cannot be right, in one error. Empty settings pass: what must be given
// depends on the command, see RequireWeb and RequireWorker.
func (c Config) Validate() error {
	var errs []error
	add := func(name string, err error) {
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", spellings(name), err))
		}
	}
	add("database-url", checkURL(c.DatabaseURL, "postgres", "postgresql"))
	add("public-url", checkURL(c.PublicURL, "http", "https"))
	add("temporal-address", checkAddress(c.TemporalAddress))
	add("listen", checkAddress(c.Listen))
	add("smtp-address", checkAddress(c.SMTPAddress))
	add("metrics-listen", checkAddress(c.MetricsListen))
	add("session-key", checkSecret(c.SessionKey))
	add("admin-key", checkSecret(c.AdminKey))
	if c.MailFrom != "" {
		_, err := mail.ParseAddress(c.MailFrom)
		add("mail-from", err)
	}
	if c.AdminMail != "" {
		_, err := mail.ParseAddressList(c.AdminMail)
		add("admin-mail", err)
	}
	add("deployment", checkName(c.Deployment, deploymentName))
	add("build-id", checkName(c.BuildID, buildName))
	add("mail-per-minute", checkPositive(c.MailPerMinute))
	if c.MailDigestWindow < 0 || c.MailDigestWindow > longestWindow {
		add("mail-digest-window", fmt.Errorf("%s is not from 0 to %s", c.MailDigestWindow, longestWindow))
	}
	add("sign-ins-per-minute", checkPositive(c.SignInsPerMinute))
	add("oidc-issuer", checkIssuer(c.OIDCIssuer))
	add("oidc-client-id", c.checkClient())
	add("mail-links", c.checkRoads())
	return errors.Join(errs...)
}

// RequireDatabase reports a missing database, for commands that need nothing else.
func (c Config) RequireDatabase() error {
	return require(setting{"database-url", c.DatabaseURL})
}

// RequireWeb reports every setting that the web program needs and does not have.
func (c Config) RequireWeb() error {
	return require(
		setting{"database-url", c.DatabaseURL},
		setting{"session-key", c.SessionKey},
	)
}

// RequireWorker reports every setting that a worker needs and does not have.
func (c Config) RequireWorker() error {
	return require(
		setting{"database-url", c.DatabaseURL},
		setting{"session-key", c.SessionKey},
		setting{"smtp-address", c.SMTPAddress},
		setting{"mail-from", c.MailFrom},
	)
}

// Logger returns a logger of the configured level and form that writes to w.
func (c Config) Logger(w io.Writer) *slog.Logger {
	var level slog.Level
	_ = level.UnmarshalText([]byte(c.LogLevel)) // an unknown name leaves info; the flag's enum refuses it earlier
	o := &slog.HandlerOptions{Level: level}
	if c.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(w, o))
	}
	return slog.New(slog.NewTextHandler(w, o))
}

type setting struct{ name, value string }

func require(settings ...setting) error {
	var errs []error
	for _, s := range settings {
		if s.value == "" {
			errs = append(errs, fmt.Errorf("%s is needed and not given", spellings(s.name)))
		}
	}
	return errors.Join(errs...)
}

// spellings names a setting in the three ways a person may have given it.
func spellings(flag string) string {
	key := strings.ReplaceAll(flag, "-", "_")
	return fmt.Sprintf("--%s (CANBO_%s, %s in the file)", flag, strings.ToUpper(key), key)
}

func checkURL(text string, schemes ...string) error {
	if text == "" {
		return nil
	}
	u, err := url.Parse(text)
	if err != nil {
		// The error of url.Parse repeats the text, and a database URL carries a password.
		return errors.New("not a URL")
	}
	for _, s := range schemes {
		if u.Scheme == s && u.Host != "" {
			return nil
		}
	}
	return fmt.Errorf("not a URL that begins with %s://HOST", schemes[0])
}

func checkAddress(text string) error {
	if text == "" {
		return nil
	}
	if _, _, err := net.SplitHostPort(text); err != nil {
		return fmt.Errorf("%q is not HOST:PORT", text)
	}
	return nil
}

func checkPositive(number int) error {
	if number < 1 {
		return fmt.Errorf("%d is less than 1", number)
	}
	return nil
}

// Temporal joins a deployment and its build by a colon, in older forms by a dot.
var (
	deploymentName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$`)
	buildName      = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$`)
)

func checkName(text string, form *regexp.Regexp) error {
	if text != "" && !form.MatchString(text) {
		return fmt.Errorf("%q does not have the form %s", text, form)
	}
	return nil
}

func checkSecret(text string) error {
	if text != "" && len(text) < shortestKey {
		return fmt.Errorf("has %d characters, needs %d or more; make one with: openssl rand -hex 32", len(text), shortestKey)
	}
	return nil
}
