package bench

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// statementSettings let PostgreSQL count its statements.
var statementSettings = []string{"shared_preload_libraries=pg_stat_statements", "pg_stat_statements.max=2000"}

// Statement is one kind of statement and what it cost.
type Statement struct {
	Database string  `json:"database"`
	Query    string  `json:"query"` // its beginning
	Calls    int64   `json:"calls"`
	Seconds  float64 `json:"seconds"`
	Rows     int64   `json:"rows"`
}

// statements returns the twelve that cost the most time of PostgreSQL, in all databases.
func statements(ctx context.Context, db *pgx.Conn) ([]Statement, error) {
	if _, err := db.Exec(ctx, `CREATE EXTENSION IF NOT EXISTS pg_stat_statements`); err != nil {
		return nil, fmt.Errorf("count the statements: %w", err)
	}
	rows, err := db.Query(ctx, `SELECT d.datname, left(regexp_replace(s.query, '\s+', ' ', 'g'), 110), s.calls, round(s.total_exec_time / 1000)::float8, s.rows
		FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid ORDER BY s.total_exec_time DESC LIMIT 12`)
	if err != nil {
		return nil, fmt.Errorf("count the statements: %w", err)
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[Statement])
}
