package bench

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"canbo/cmd/standalone/internal/apart"
	"canbo/internal/app"
)

const floorDatabase = "floor"

// Floor is what writing the same records takes without anything around it: into an empty database of the same schema on
// the same server, one plain pgx transaction for each act, as many at once as robots.
// Nothing is checked, waited for, read or made to survive but the rows.
type Floor struct {
	Transactions int     `json:"transactions"`
	Rows         int     `json:"rows"`
	Seconds      float64 `json:"seconds"`
	// Ratio is the cycle's time in floors.
	Ratio float64 `json:"cycle_to_floor"`
}

// base are the tables that are there before anybody acts; they are written before the clock starts.
var base = []string{"policy_document", "cycle", "cycle_grade", "enrolment", "process", "ballot.ballot", "ballot.roll"}

// written are the tables that acts fill, each with the act that a row belongs to: a process and a version of it, or what
// else is one transaction. A row that was changed later is written once, as it is at the end.
var written = []struct{ table, act string }{
	{"command", `t.process || '@' || t.version`},
	{"act", `t.process || '@' || t.version`},
	{"effect", `t.process || '@' || t.version`},
	{"self_review", `t.process || '@' || t.version`},
	{"comment", `t.process || '@' || t.version`},
	{"minutes", `t.process || '@' || t.version`},
	{"proposal", `t.process || '@' || t.version`},
	{"decision", `t.process || '@' || t.version`},
	{"result", `t.process || '@' || t.version`},
	{"step", `t.process || '@' || (SELECT version FROM effect e WHERE e.process = t.process AND e.seq = t.seq)`},
	{"task", `t.process || '@' || (SELECT version FROM effect e WHERE e.process = t.process AND e.seq = t.seq)`},
	{"appraisal", `t.process || '@' || (SELECT version FROM effect e WHERE e.process = t.process AND e.seq = t.seq)`},
	{"mail_outbox", `coalesce((SELECT e.process || '@' || e.version FROM effect e WHERE e.process = split_part(t.key, '#', 1)
		AND e.seq = nullif(substring(t.key FROM '#([0-9]+)'), '')::bigint), t.key)`},
	{"petition", `'petition ' || t.official`},
	{"figure", `'figures'`},
	{"ballot.result", `t.ballot_id`},
	{"ballot.tally", `t.ballot_id`},
}

// row is a row as PostgreSQL sends it.
type row struct {
	insert string
	values [][]byte
	format []int16
}

// floor writes the records of the database that db is connected to again.
func floor(ctx context.Context, office *apart.Office, db *pgx.Conn, writers int) (Floor, error) {
	target, err := url.Parse(office.Config.DatabaseURL)
	if err != nil {
		return Floor{}, err
	}
	target.Path = "/" + floorDatabase
	cfg := office.Config
	cfg.DatabaseURL = target.String()
	if _, err := db.Exec(ctx, `CREATE DATABASE `+floorDatabase); err != nil {
		return Floor{}, err
	}
	if err := app.Migrate(ctx, cfg); err != nil {
		return Floor{}, err
	}
	if _, err := app.Import(ctx, cfg, os.DirFS(filepath.Join(office.Dir(), "district"))); err != nil {
		return Floor{}, err
	}
	var first []row
	for _, table := range base {
		_, rows, err := collect(ctx, db, table, `''`)
		if err != nil {
			return Floor{}, err
		}
		first = append(first, rows...)
	}
	if err := write(ctx, cfg.DatabaseURL, 1, [][]row{first}); err != nil {
		return Floor{}, err
	}
	acts, rows, err := transactions(ctx, db)
	if err != nil {
		return Floor{}, err
	}
	began := time.Now()
	err = write(ctx, cfg.DatabaseURL, writers, acts)
	return Floor{Transactions: len(acts), Rows: rows, Seconds: time.Since(began).Seconds()}, err
}

// transactions collects what is written, by act.
func transactions(ctx context.Context, db *pgx.Conn) (acts [][]row, rows int, err error) {
	places := map[string]int{}
	for _, w := range written {
		keys, found, err := collect(ctx, db, w.table, w.act)
		if err != nil {
			return nil, 0, err
		}
		for i, key := range keys {
			if _, known := places[key]; !known {
				places[key] = len(acts)
				acts = append(acts, nil)
			}
			acts[places[key]] = append(acts[places[key]], found[i])
		}
		rows += len(found)
	}
	return acts, rows, nil
}

// collect reads a table: each row with the statement that writes it again, and the act it belongs to.
func collect(ctx context.Context, db *pgx.Conn, table, act string) (keys []string, rows []row, err error) {
	found, err := db.Query(ctx, `SELECT coalesce(`+act+`, 'refused'), t.* FROM `+table+` AS t`)
	if err != nil {
		return nil, nil, fmt.Errorf("read %s: %w", table, err)
	}
	defer found.Close()
	var insert string
	for found.Next() {
		raw, fields := found.RawValues(), found.FieldDescriptions()
		if insert == "" {
			insert = insertInto(table, fields[1:])
		}
		r := row{insert: insert}
		for i := 1; i < len(raw); i++ {
			r.format = append(r.format, fields[i].Format)
			if raw[i] == nil {
				r.values = append(r.values, nil)
				continue
			}
			r.values = append(r.values, append([]byte{}, raw[i]...))
		}
		keys, rows = append(keys, string(raw[0])), append(rows, r)
	}
	return keys, rows, found.Err()
}

func insertInto(table string, fields []pgconn.FieldDescription) string {
	names, values := make([]string, len(fields)), make([]string, len(fields))
	for i, f := range fields {
		names[i], values[i] = pgx.Identifier{f.Name}.Sanitize(), fmt.Sprintf("$%d", i+1)
	}
	return "INSERT INTO " + table + " (" + strings.Join(names, ", ") + ") OVERRIDING SYSTEM VALUE VALUES (" +
		strings.Join(values, ", ") + ")"
}

// write writes each act in a transaction of its own, several at a time.
func write(ctx context.Context, address string, writers int, acts [][]row) error {
	queue := make(chan []row, len(acts))
	for _, act := range acts {
		queue <- act
	}
	close(queue)
	failed := make([]error, writers)
	var group sync.WaitGroup
	for i := range writers {
		group.Go(func() { failed[i] = writeFrom(ctx, address, queue) })
	}
	group.Wait()
	return errors.Join(failed...)
}

func writeFrom(ctx context.Context, address string, queue <-chan []row) error {
	conn, err := pgx.Connect(ctx, address)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	for act := range queue {
		err := pgx.BeginFunc(ctx, conn, func(tx pgx.Tx) error {
			for _, r := range act {
				statement, err := tx.Prepare(ctx, r.insert, r.insert) // once; then it is known
				if err != nil {
					return err
				}
				done := conn.PgConn().ExecPrepared(ctx, statement.Name, r.values, r.format, nil).Read()
				if done.Err != nil {
					return fmt.Errorf("%.40s: %w", r.insert, done.Err)
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
