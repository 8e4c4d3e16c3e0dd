package doctor

import (
	"context"
	"crypto/tls"
	"database/sql"
	"errors"
	"fmt"
	"net"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
	"github.com/jackc/pgx/v5"
	_ "github.com/jackc/pgx/v5/stdlib" // goose speaks database/sql
	"github.com/pressly/goose/v3"
	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/taskqueue/v1"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"

	"canbo/internal/config"
	"canbo/migrations"
)

const oldestPostgres = 15

func database(ctx context.Context, cfg config.Config) Finding {
	f := Finding{Name: "Database", Remedy: "Start PostgreSQL, or correct --database-url (CANBO_DATABASE_URL)."}
	if f.Err = cfg.RequireDatabase(); f.Err != nil {
		return f // without a URL the driver would go where its own environment variables point
	}
	conn, err := pgx.Connect(ctx, cfg.DatabaseURL)
	if err != nil {
		f.Err = err
		return f
	}
	defer conn.Close(ctx)
	var number int
	var version string
	err = conn.QueryRow(ctx, `SELECT current_setting('server_version_num')::int, current_setting('server_version')`).
		Scan(&number, &version)
	if err != nil {
		f.Err = err
		return f
	}
	if number/10000 < oldestPostgres {
		f.Err = fmt.Errorf("PostgreSQL %s is too old", version)
		f.Remedy = fmt.Sprintf("Upgrade to PostgreSQL %d or newer.", oldestPostgres)
		return f
	}
	pending, err := pendingMigrations(ctx, cfg.DatabaseURL)
	if err != nil {
		f.Err = err
		return f
	}
	if pending > 0 {
		f.Err = fmt.Errorf("%d migrations are not applied", pending)
		f.Remedy = "Run: canbo migrate"
		return f
	}
	f.Detail = "PostgreSQL " + version + ", all migrations applied"
	return f
}

// pendingMigrations counts the migrations of this program that the database has not seen.
func pendingMigrations(ctx context.Context, url string) (int, error) {
	db, err := sql.Open("pgx", url)
	if err != nil {
		return 0, err
	}
	defer db.Close()
	provider, err := goose.NewProvider(goose.DialectPostgres, db, migrations.FS)
	if err != nil {
		return 0, err
	}
	status, err := provider.Status(ctx)
	if err != nil {
		return 0, err
	}
	pending := 0
	for _, m := range status {
		if m.State == goose.StatePending {
			pending++
		}
	}
	return pending, nil
}

func temporal(ctx context.Context, cfg config.Config) Finding {
	f := Finding{Name: "Temporal", Remedy: "Start the Temporal server, or correct --temporal-address (CANBO_TEMPORAL_ADDRESS)."}
	c, err := client.DialContext(ctx, client.Options{
		HostPort: cfg.TemporalAddress, Namespace: cfg.TemporalNamespace, Logger: quiet{},
	})
	if err != nil {
		f.Err = err
		return f
	}
	defer c.Close()
	_, err = c.WorkflowService().DescribeNamespace(ctx,
		&workflowservice.DescribeNamespaceRequest{Namespace: cfg.TemporalNamespace})
	if err != nil {
		f.Err = err
		f.Remedy = "Run: temporal operator namespace create --retention 90d " + cfg.TemporalNamespace
		return f
	}
	queue, err := c.WorkflowService().DescribeTaskQueue(ctx, &workflowservice.DescribeTaskQueueRequest{
		Namespace: cfg.TemporalNamespace, TaskQueue: &taskqueue.TaskQueue{Name: cfg.TaskQueue},
		TaskQueueType: enums.TASK_QUEUE_TYPE_WORKFLOW,
	})
	if err != nil {
		f.Err = err
		return f
	}
	if len(queue.GetPollers()) == 0 {
		f.Err = fmt.Errorf("no worker has asked for work on task queue %s in the last minutes", cfg.TaskQueue)
		f.Remedy = "Run: canbo worker"
		return f
	}
	f.Detail = fmt.Sprintf("namespace %s, %d workers on task queue %s", cfg.TemporalNamespace, len(queue.GetPollers()), cfg.TaskQueue)
	return f
}

// mailServer greets the mail server, protects the connection and signs in, as a worker does before it sends.
func mailServer(ctx context.Context, cfg config.Config) Finding {
	f := Finding{
		Name: "Mail", Detail: cfg.SMTPAddress + " accepts us",
		Remedy: "Correct --smtp-address, --smtp-tls, --smtp-user or --smtp-password (CANBO_SMTP_…), or start the mail server.",
	}
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", cfg.SMTPAddress)
	if err != nil {
		f.Err = err
		return f
	}
	defer conn.Close()
	defer context.AfterFunc(ctx, func() { _ = conn.Close() })() // the SMTP client knows no context
	f.Err = greet(conn, cfg)
	return f
}

func greet(conn net.Conn, cfg config.Config) error {
	host, _, err := net.SplitHostPort(cfg.SMTPAddress)
	if err != nil {
		return err
	}
	security := &tls.Config{ServerName: host, MinVersion: tls.VersionTLS12}
	var c *smtp.Client
	switch cfg.SMTPTLS {
	case config.TLSStart:
		c, err = smtp.NewClientStartTLS(conn, security)
	case config.TLSImplicit:
		c = smtp.NewClient(tls.Client(conn, security))
	default:
		c = smtp.NewClient(conn)
	}
	if err != nil {
		return err
	}
	if err := c.Hello("localhost"); err != nil {
		return err
	}
	if cfg.SMTPUser != "" {
		if ip := net.ParseIP(host); cfg.SMTPTLS == config.TLSNone && (ip == nil || !ip.IsLoopback()) {
			return errors.New("the password would cross the network unprotected")
		}
		if err := c.Auth(sasl.NewPlainClient("", cfg.SMTPUser, cfg.SMTPPassword)); err != nil {
			return err
		}
	}
	return c.Quit()
}

// quiet drops the client's log: its failures are in the finding.
type quiet struct{}

var _ log.Logger = quiet{}

func (quiet) Debug(string, ...any) {}
func (quiet) Info(string, ...any)  {}
func (quiet) Warn(string, ...any)  {}
func (quiet) Error(string, ...any) {}
