// Package postgres keeps the record: the roster, the processes and what people filed to them, ballots, mail. It
// implements the interfaces that activities, web, mail and engine declare.
//
// It may import the domain, fault, its driver and the output of sqlc; it must not know of HTTP, Temporal or rules. SQL
// stands in queries/ and is compiled by sqlc into db/; one method is one query or one transaction.
package postgres

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	_ "github.com/jackc/pgx/v5/stdlib" // goose speaks database/sql
	"github.com/pressly/goose/v3"

	"canbo/internal/fault"
	"canbo/internal/mail"
	"canbo/internal/policy"
	"canbo/internal/postgres/db"
	"canbo/migrations"
)

// Store is the record in one database.
type Store struct {
	// BaseURL is the public address that links in mails begin with, without a slash at the end.
	BaseURL string
	// MailWait is how long a mail about a task waits for others to the same reader; 0 sends it at once.
	MailWait time.Duration
	// Administrators are told by mail what went wrong by itself.
	Administrators []mail.Correspondent
	// Policies say how old a record may be that counts against people on a planning list; nil: no older than the list.
	Policies *policy.Set

	pool    *pgxpool.Pool
	q       *db.Queries
	ballots *Ballots
}

// New returns the store of a database; it does not close the pool.
func New(pool *pgxpool.Pool) *Store {
	return &Store{pool: pool, q: db.New(pool), ballots: NewBallots(pool)}
}

// Connect opens a pool to the database and waits until it answers or ctx ends. Error: fault.Unavailable.
func Connect(ctx context.Context, url string) (*pgxpool.Pool, error) {
	pool, err := pgxpool.New(ctx, url)
	if err != nil {
		return nil, fault.New(fault.Invalid, "bad_database_url", "the database URL cannot be read").Because(err)
	}
	if err := pool.Ping(ctx); err != nil {
		pool.Close()
		return nil, fault.New(fault.Unavailable, "database_unavailable", "the database does not answer").Because(err)
	}
	return pool, nil
}

// Migrate brings the schema of the database up to this program's version. It may be repeated and run by several
// programs at once: one of them works, the others wait.
func Migrate(ctx context.Context, url string) error {
	conn, err := sql.Open("pgx", url)
	if err != nil {
		return fmt.Errorf("open database: %w", err)
	}
	defer conn.Close()
	provider, err := goose.NewProvider(goose.DialectPostgres, conn, migrations.FS, goose.WithAllowOutofOrder(true))
	if err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	lock, err := conn.Conn(ctx)
	if err != nil {
		return fault.New(fault.Unavailable, "database_unavailable", "the database does not answer").Because(err)
	}
	defer lock.Close() // ends the session, which frees the lock
	if _, err := lock.ExecContext(ctx, "SELECT pg_advisory_lock(hashtext('canbo migrations'))"); err != nil {
		return fmt.Errorf("lock migrations: %w", err)
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	_, err = lock.ExecContext(ctx, "SELECT pg_advisory_unlock(hashtext('canbo migrations'))")
	return err
}

// Ping reports whether the database answers, as fault.Unavailable when not.
func (s *Store) Ping(ctx context.Context) error {
	if err := s.pool.Ping(ctx); err != nil {
		return fault.New(fault.Unavailable, "database_unavailable", "the database does not answer").Because(err)
	}
	return nil
}

// inTx runs do in one transaction.
func (s *Store) inTx(ctx context.Context, do func(tx pgx.Tx, q *db.Queries) error) error {
	return pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error { return do(tx, db.New(tx)) })
}

// notFound turns a missing row into a fault that names what was looked for.
func notFound(err error, what, id string) error {
	if errors.Is(err, pgx.ErrNoRows) {
		return fault.New(fault.NotFound, "not_found", "there is no %s %s", what, id)
	}
	return fmt.Errorf("read %s %s: %w", what, id, err)
}

func pointer(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
