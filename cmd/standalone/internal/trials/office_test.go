package trials_test

import (
	"context"
	"io"
	"io/fs"
	"net/url"
	"os"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"canbo/cmd/standalone/internal/office"
	"canbo/internal/demo"
	"canbo/seeds"
)

// The evaluation that all trials carry out.
const (
	cycleCode = "mini-2018"
	rootUnit  = "huyen-mini"
	year      = 2018
)

func TestMain(m *testing.M) {
	// The most talkative logs: what they do not give away, no other level does.
	if err := os.Setenv("CANBO_LOG_LEVEL", "debug"); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

// mini is the small district: 18 people, 14 of them evaluated.
func mini(t *testing.T) fs.FS {
	t.Helper()
	district, err := fs.Sub(seeds.FS, "mini")
	require.NoError(t, err)
	return district
}

// startOffice runs an office in this process until t ends.
func startOffice(t *testing.T, dir string, district fs.FS) *office.Office {
	t.Helper()
	o, err := office.Start(t.Context(), office.Options{Dir: dir, District: district, Fast: true})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, o.Stop()) })
	return o
}

// evaluate lets robots carry out the cycle through the API at base.
func evaluate(ctx context.Context, base, mailbox, adminKey string, district fs.FS) error {
	_, err := demo.Run(ctx, demo.Options{
		BaseURL: base, MailboxURL: mailbox, AdminKey: adminKey, Seeds: district, Cycle: cycleCode, Year: year,
		ReferenceDate: time.Date(year, time.December, 31, 0, 0, 0, 0, time.UTC),
		FiguresDay:    time.Date(year+2, time.June, 30, 0, 0, 0, 0, time.UTC),
		Out:           io.Discard,
	})
	return err
}

// database is a connection to one database of a cluster.
type database struct {
	*testing.T
	conn *pgx.Conn
}

// connect opens the named database of the cluster that address belongs to.
func connect(t *testing.T, address, name string) database {
	t.Helper()
	u, err := url.Parse(address)
	require.NoError(t, err)
	u.Path = "/" + name
	conn, err := pgx.Connect(t.Context(), u.String())
	require.NoError(t, err)
	t.Cleanup(func() { _ = conn.Close(context.WithoutCancel(t.Context())) }) // the server may be gone
	return database{t, conn}
}

// texts returns the one column that a query selects.
func (d database) texts(query string, args ...any) []string {
	d.Helper()
	rows, err := d.conn.Query(d.Context(), query, args...)
	require.NoError(d, err)
	found, err := pgx.CollectRows(rows, pgx.RowTo[string])
	require.NoError(d, err)
	return found
}

// tables are all tables of the database but those of PostgreSQL itself, with their schemas.
func (d database) tables() []string {
	d.Helper()
	return d.texts(`SELECT format('%I.%I', table_schema, table_name) FROM information_schema.tables
		WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`)
}

// rows gives every row of every table as text, bytea as hexadecimal digits.
func (d database) rows(each func(table, row string)) {
	d.Helper()
	for _, table := range d.tables() {
		for _, row := range d.texts(`SELECT t::text FROM ` + table + ` AS t`) {
			each(table, row)
		}
	}
}
