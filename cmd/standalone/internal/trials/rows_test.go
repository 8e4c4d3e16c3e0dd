package trials_test

import (
	"context"
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"
)

// database is a connection to one database of a cluster.
type database struct{ conn *pgx.Conn }

// connect opens the named database of the cluster that address belongs to.
func connect(t *testing.T, address, name string) database {
	t.Helper()
	u, err := url.Parse(address)
	require.NoError(t, err)
	u.Path = "/" + name
	conn, err := pgx.Connect(t.Context(), u.String())
	require.NoError(t, err)
	t.Cleanup(func() { _ = conn.Close(context.WithoutCancel(t.Context())) }) // the server may be gone
	return database{conn}
}

// texts returns the one column that a query selects.
func (d database) texts(t *testing.T, sql string, args ...any) []string {
	t.Helper()
	found, err := query(t.Context(), d.conn, sql, args...)
	require.NoError(t, err)
	return found
}

// rows gives every row of every table as text, bytea as hexadecimal digits.
func (d database) rows(t *testing.T, each func(table, row string)) {
	t.Helper()
	for _, table := range d.texts(t, tablesQuery) {
		for _, row := range d.texts(t, `SELECT t::text FROM `+table+` AS t`) {
			each(table, row)
		}
	}
}

// tablesQuery names all tables of a database but those of PostgreSQL itself, with their schemas.
const tablesQuery = `SELECT format('%I.%I', table_schema, table_name) FROM information_schema.tables
	WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`

func query(ctx context.Context, conn *pgx.Conn, sql string, args ...any) ([]string, error) {
	rows, err := conn.Query(ctx, sql, args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[string])
}

// row is one row of a table as JSON, bytea as hexadecimal digits.
type row struct {
	table   string
	text    []byte
	columns map[string]any
}

// readRows reads the whole database.
func readRows(ctx context.Context, address string) (all []row, err error) {
	conn, err := pgx.Connect(ctx, address)
	if err != nil {
		return nil, err
	}
	defer conn.Close(ctx)
	tables, err := query(ctx, conn, tablesQuery)
	if err != nil {
		return nil, err
	}
	for _, table := range tables {
		texts, err := query(ctx, conn, `SELECT to_jsonb(t)::text FROM `+table+` AS t`)
		if err != nil {
			return nil, err
		}
		for _, text := range texts {
			r := row{table: table, text: []byte(text)}
			if err := json.Unmarshal(r.text, &r.columns); err != nil {
				return nil, err
			}
			all = append(all, r)
		}
	}
	return all, nil
}

// kind is the table, with the kind of the row where the table keeps several. What was filed to a process and what it
// accepted are of one kind.
func (r row) kind() string {
	table := map[string]string{"command": "act", "mail_outbox": "mail"}
	name := strings.TrimPrefix(r.table, "public.")
	if other, ok := table[name]; ok {
		name = other
	}
	if kind, ok := r.columns["kind"].(string); ok {
		return name + " " + kind
	}
	return name
}

// leaves are all texts in the row.
func (r row) leaves() []string {
	texts, _ := parts(r.columns)
	return texts
}

// members are the names of all members of its JSON columns.
func (r row) members() (names []string) {
	for _, column := range r.columns {
		_, n := parts(column)
		names = append(names, n...)
	}
	return names
}

func parts(value any) (texts, names []string) {
	switch value := value.(type) {
	case string:
		return []string{value}, nil
	case []any:
		for _, item := range value {
			t, n := parts(item)
			texts, names = append(texts, t...), append(names, n...)
		}
	case map[string]any:
		for name, item := range value {
			t, n := parts(item)
			texts, names = append(texts, t...), append(append(names, name), n...)
		}
	}
	return texts, names
}
