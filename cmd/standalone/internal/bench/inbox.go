package bench

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"

	"canbo/cmd/standalone/internal/apart"
	"canbo/cmd/standalone/internal/synthetic"
)

// InboxOptions say what is measured.
type InboxOptions struct {
	Dir      string // empty folder for the data
	Program  string // the standalone program; empty for the one that runs
	Tasks    int    // open tasks in the whole office
	Requests int    // of each measurement
}

// The office of the inbox benchmark.
const (
	inboxOfficials = 5_000
	inboxReaders   = 40    // officials who sign in and look into their inboxes
	heavyInbox     = 1_000 // open tasks of one of them, besides the others' share
	crowd          = 8     // readers at the same time
	inboxPath      = "/api/v1/inbox"
)

// InboxReport is what reading inboxes takes.
type InboxReport struct {
	Machine   Machine `json:"machine"`
	OpenTasks int     `json:"open_tasks"`
	DoneTasks int     `json:"done_tasks"`
	Officials int     `json:"officials"`
	// OneReader reads one page after the other; Crowd is eight readers at once; Heavy is the first page, 100 tasks, of an
	// inbox with a thousand.
	OneReader Latency `json:"one_reader"`
	Crowd     Latency `json:"crowd_of_8"`
	Heavy     Latency `json:"heavy_inbox"`
	// IndexScans and TableScans count how PostgreSQL read the table of tasks in the three measurements.
	IndexScans map[string]int64 `json:"task_index_scans"`
	TableScans int64            `json:"task_table_scans"`
	Plans      []Plan           `json:"plans"`
}

// Inbox fills an office with tasks and reads inboxes through HTTP.
func Inbox(ctx context.Context, o InboxOptions) (report InboxReport, err error) {
	report.Machine = thisMachine()
	seeds := filepath.Join(o.Dir, "district")
	if err := synthetic.District(inboxOfficials, 1).Write(seeds); err != nil {
		return report, err
	}
	office, err := apart.Start(ctx, apart.Options{
		Dir: o.Dir, District: os.DirFS(seeds), Program: o.Program, Workers: 1, Postgres: explainSettings,
	})
	if err != nil {
		return report, err
	}
	defer func() {
		if stopped := office.Stop(); err == nil {
			err = stopped
		}
	}()
	db, err := pgx.Connect(ctx, office.Config.DatabaseURL)
	if err != nil {
		return report, fmt.Errorf("connect: %w", err)
	}
	defer db.Close(ctx)
	people, err := fill(ctx, db, o.Tasks)
	if err != nil {
		return report, err
	}
	sessions, err := signIn(ctx, office, people)
	if err != nil {
		return report, err
	}
	return report, report.measure(ctx, office, db, sessions, o.Requests)
}

// fill opens tasks, and as many that are done, evenly over all officials; it returns the readers' addresses, the first
// of whom has a thousand tasks more.
func fill(ctx context.Context, db *pgx.Conn, tasks int) (emails []string, err error) {
	const opened = `INSERT INTO task (process, step, act, assignee, seq, opened_at, done_at)
		SELECT 'bench/' || (n * 31) % 2000, 'self_review', 'self_review', assignee, n, now() - interval '1 minute' * (n % 1000), done_at
		FROM (SELECT n, 'cb-' || lpad((1 + n % $2)::text, 5, '0') AS assignee FROM generate_series(1, $1) AS n) AS open,
			(VALUES ($3::timestamptz)) AS done (done_at)`
	statements := []struct {
		sql  string
		args []any
	}{
		{`INSERT INTO process (id, kind, subject, input, created_at, released_at, started_at)
			SELECT 'bench/' || n, 'UnitReview', (SELECT code FROM unit WHERE kind = 'commune' ORDER BY code OFFSET n % 100 LIMIT 1),
				'{}', now(), now(), now() FROM generate_series(0, 1999) AS n`, nil},
		{`INSERT INTO step (process, name, position, mode, status, opened_at, due, seq)
			SELECT id, 'self_review', 0, 'internal', 'open', now(), now() + interval '5 days', 1 FROM process`, nil},
		{opened, []any{tasks, inboxOfficials, nil}},
		{`UPDATE task SET assignee = 'cb-00001' WHERE id IN (
			SELECT id FROM task WHERE done_at IS NULL AND assignee > 'cb-03000' ORDER BY id LIMIT $1)`, []any{heavyInbox}},
		{`INSERT INTO task (process, step, act, assignee, seq, opened_at, done_at)
			SELECT process, step, act, assignee, seq + 1000000, opened_at, now() FROM task`, nil},
		{`VACUUM ANALYZE task`, nil},
		{`ANALYZE`, nil},
	}
	for _, s := range statements {
		if _, err := db.Exec(ctx, s.sql, s.args...); err != nil {
			return nil, fmt.Errorf("fill the inboxes: %w", err)
		}
	}
	rows, err := db.Query(ctx, `SELECT email FROM official ORDER BY code LIMIT $1`, inboxReaders)
	if err != nil {
		return nil, fmt.Errorf("choose the readers: %w", err)
	}
	return pgx.CollectRows(rows, pgx.RowTo[string])
}

func (r *InboxReport) measure(ctx context.Context, office *apart.Office, db *pgx.Conn, sessions []string, requests int) error {
	url := office.Config.PublicURL + inboxPath
	err := db.QueryRow(ctx, `SELECT count(*) FILTER (WHERE done_at IS NULL), count(done_at), (SELECT count(*) FROM official) FROM task`).
		Scan(&r.OpenTasks, &r.DoneTasks, &r.Officials)
	if err != nil {
		return fmt.Errorf("count the tasks: %w", err)
	}
	if _, err := read(ctx, url, sessions, crowd, requests/4); err != nil { // warm up
		return err
	}
	before, err := scansOf(ctx, db)
	if err != nil {
		return err
	}
	heavy, others := sessions[:1], sessions[1:]
	if r.OneReader, err = read(ctx, url, others, 1, requests); err != nil {
		return err
	}
	if r.Crowd, err = read(ctx, url, others, crowd, requests); err != nil {
		return err
	}
	if r.Heavy, err = read(ctx, url, heavy, 1, requests/4); err != nil {
		return err
	}
	after, err := scansOf(ctx, db)
	if err != nil {
		return err
	}
	r.IndexScans, r.TableScans = after.since(before)
	r.Plans, err = explain(ctx, db, office.Log("postgres"), func() error {
		_, err := read(ctx, url, sessions[:2], 1, 2)
		return err
	})
	return err
}

// read lets readers take turns at looking into inboxes.
func read(ctx context.Context, url string, sessions []string, readers, requests int) (Latency, error) {
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: readers}}
	defer client.CloseIdleConnections()
	var (
		mu     sync.Mutex
		took   []time.Duration
		failed error
		group  sync.WaitGroup
	)
	for reader := range readers {
		group.Go(func() {
			for i := reader; i < requests; i += readers {
				began := time.Now()
				var page struct{ Total int }
				err := get(ctx, client, url, sessions[i%len(sessions)], &page)
				spent := time.Since(began)
				if err == nil && page.Total == 0 {
					err = errors.New("an inbox is empty")
				}
				mu.Lock()
				took = append(took, spent)
				if err != nil {
					failed = err
				}
				mu.Unlock()
			}
		})
	}
	group.Wait()
	return latencyOf(took), failed
}
