package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"

	"canbo/cmd/standalone/internal/apart"
	"canbo/cmd/standalone/internal/synthetic"
	"canbo/internal/demo"
)

// CycleOptions say what is measured.
type CycleOptions struct {
	Dir       string // empty folder for the data
	Program   string // the standalone program; empty for the one that runs
	Officials int
	Seed      uint64
	Robots    int    // requests under way at once
	Profiles  string // folder for the profiles of worker and web program; empty for none
	Out       io.Writer
}

const benchCycle = "bench"

// CycleReport is what a whole cycle takes. Bytes are binary megabytes.
type CycleReport struct {
	Machine   Machine `json:"machine"`
	Officials int     `json:"officials"`
	Units     int     `json:"units"`
	Robots    int     `json:"requests_at_once"`

	// LaunchSeconds is from the request that opens the cycle to the last official's first task.
	LaunchSeconds float64 `json:"launch_seconds"`
	// CycleSeconds is from the first act to the closing of the cycle, the robots' own work included.
	CycleSeconds       float64 `json:"cycle_seconds"`
	OfficialsPerSecond float64 `json:"officials_per_second"`

	Acts     int     `json:"acts"`   // filed by people
	Submit   Latency `json:"submit"` // of an act, until it is on record
	Received int     `json:"submits_answered_before_they_were_recorded"`
	Reads    Latency `json:"reads"` // of everything else that robots ask for

	Events            int            `json:"history_events"` // of all workflows of the cycle
	EventsPerOfficial float64        `json:"history_events_per_official"`
	EventsByKind      map[string]int `json:"history_events_by_kind"`
	Workflows         map[string]int `json:"workflows"`

	Floor Floor `json:"floor"`

	PeakMiB     map[string]int64   `json:"peak_memory_mib"`
	CPUSeconds  map[string]float64 `json:"cpu_seconds"`
	DatabaseMiB map[string]int64   `json:"database_mib"`
	Statements  []Statement        `json:"most_expensive_statements,omitempty"`
}

// Cycle carries out a whole cycle with robots, and writes its records again by plain transactions.
func Cycle(ctx context.Context, o CycleOptions) (report CycleReport, err error) {
	report.Machine, report.Officials, report.Robots = thisMachine(), o.Officials, o.Robots
	seeds := filepath.Join(o.Dir, "district")
	if err := synthetic.District(o.Officials, o.Seed).Write(seeds); err != nil {
		return report, err
	}
	office, err := apart.Start(ctx, apart.Options{
		Dir: o.Dir, District: os.DirFS(seeds), Program: o.Program, Workers: 1, Profiles: o.Profiles, Postgres: statementSettings,
	})
	if err != nil {
		return report, err
	}
	defer func() { err = errors.Join(err, office.Stop()) }()
	watching, stop := context.WithCancel(ctx)
	defer stop()
	usage := office.WatchUsage(watching)
	times := &stopwatch{}
	_, err = demo.Run(ctx, demo.Options{
		BaseURL: office.Config.PublicURL, MailboxURL: office.Mailbox.HTTPURL(), AdminKey: office.Config.AdminKey,
		Seeds: os.DirFS(seeds), Cycle: benchCycle, Year: synthetic.Year, ReferenceDate: referenceDate(), ArticleDay: referenceDate(), ReviewDay: referenceDate(),
		Out: o.Out, Workers: o.Robots, Wrap: times.wrap,
	})
	if err != nil {
		return report, err
	}
	report.times(times)
	report.usage(usage)
	return report, report.read(ctx, office)
}

func referenceDate() time.Time {
	day, err := time.Parse(time.DateOnly, synthetic.ReferenceDate)
	if err != nil {
		panic(err) // a constant
	}
	return day
}

func (r *CycleReport) times(t *stopwatch) {
	t.mu.Lock()
	defer t.mu.Unlock()
	r.Submit, r.Reads, r.Received = latencyOf(t.submits), latencyOf(t.reads), t.received
}

func (r *CycleReport) usage(u *apart.Usage) {
	r.PeakMiB, r.CPUSeconds = map[string]int64{}, map[string]float64{}
	parts, total := u.PeakMemory()
	for name, bytes := range parts {
		r.PeakMiB[name] = bytes >> 20
	}
	r.PeakMiB["together"] = total >> 20
	for name, spent := range u.CPU() {
		r.CPUSeconds[name] = spent.Seconds()
	}
	r.CPUSeconds["robots-and-mailbox"] = ownCPU().Seconds()
}

// read takes the rest from the record and from Temporal.
func (r *CycleReport) read(ctx context.Context, office *apart.Office) error {
	db, err := pgx.Connect(ctx, office.Config.DatabaseURL)
	if err != nil {
		return fmt.Errorf("connect: %w", err)
	}
	defer db.Close(ctx)
	err = db.QueryRow(ctx, `SELECT (SELECT count(*) FROM command WHERE role <> 'system'),
			(SELECT count(*) FROM process WHERE kind = 'UnitReview'),
			extract(epoch FROM (SELECT max(applied_at) FROM effect WHERE kind = 'tasks' AND version = 1 AND process LIKE 'unit-review/%') - opened_at)::float8,
			extract(epoch FROM closed_at - (SELECT min(received_at) FROM command WHERE role = 'official'))::float8
		FROM cycle WHERE code = $1`, benchCycle).Scan(&r.Acts, &r.Units, &r.LaunchSeconds, &r.CycleSeconds)
	if err != nil {
		return fmt.Errorf("read the cycle's times: %w", err)
	}
	r.OfficialsPerSecond = float64(r.Officials) / r.CycleSeconds
	if err := r.readHistories(ctx, office.Config); err != nil {
		return err
	}
	r.EventsPerOfficial = float64(r.Events) / float64(r.Officials)
	if r.Statements, err = statements(ctx, db); err != nil {
		return err
	}
	rows, err := db.Query(ctx, `SELECT datname, pg_database_size(oid) >> 20 FROM pg_database WHERE datname IN ('canbo', 'temporal', 'temporal_visibility')`)
	if err != nil {
		return fmt.Errorf("read the sizes: %w", err)
	}
	r.DatabaseMiB = map[string]int64{}
	var (
		name string
		size int64
	)
	if _, err := pgx.ForEachRow(rows, []any{&name, &size}, func() error { r.DatabaseMiB[name] = size; return nil }); err != nil {
		return fmt.Errorf("read the sizes: %w", err)
	}
	r.Floor, err = floor(ctx, office, db, r.Robots)
	if err != nil {
		return fmt.Errorf("measure the floor: %w", err)
	}
	r.Floor.Ratio = r.CycleSeconds / r.Floor.Seconds
	return nil
}

// stopwatch measures the requests of the robots.
type stopwatch struct {
	mu       sync.Mutex
	submits  []time.Duration // acts that were taken
	received int             // of these, answered with 202
	reads    []time.Duration // everything else
}

func (s *stopwatch) wrap(next http.RoundTripper) http.RoundTripper {
	return roundTripper(func(r *http.Request) (*http.Response, error) {
		began := time.Now()
		answer, err := next.RoundTrip(r)
		spent := time.Since(began)
		if err != nil {
			return answer, err
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		if r.Header.Get("Idempotency-Key") == "" {
			s.reads = append(s.reads, spent)
			return answer, nil
		}
		if answer.StatusCode < http.StatusBadRequest {
			s.submits = append(s.submits, spent)
		}
		if answer.StatusCode == http.StatusAccepted {
			s.received++
		}
		return answer, nil
	})
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
