package faults

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"text/tabwriter"
	"time"

	"github.com/jackc/pgx/v5"

	"canbo/cmd/standalone/internal/apart"
	"canbo/cmd/standalone/internal/synthetic"
	"canbo/internal/demo"
)

// Options of a trial.
type Options struct {
	Dir       string // empty folder for the data
	Program   string // the standalone program; empty for the one that runs
	Officials int
	Seed      uint64 // of the district, of the moments of death and of the repeats
	Kills     Kills
	Out       io.Writer // shown the progress
}

const (
	workers     = 2 // one can take over from the other
	robotsAtOne = 24
	settleTime  = 3 * time.Minute // for the last commands, mails and processes after the robots are done
	settleLook  = 500 * time.Millisecond
	actsEach    = 3 // at the least: a self-review, a comment, an answer to the result
)

// Report is what came of a trial.
type Report struct {
	Seed      uint64   `json:"seed"`
	Officials int      `json:"officials"`
	Seconds   float64  `json:"seconds"`
	Kills     Kills    `json:"kills"`
	Restarts  Kills    `json:"starts_after_the_first"`
	Requests  int      `json:"requests"`
	Receipts  int      `json:"requests_with_a_receipt"`
	Received  int      `json:"receipts_before_the_outcome"` // 202
	Refusals  int      `json:"requests_refused"`
	Away      int      `json:"requests_told_that_a_server_is_away"`
	Silent    int      `json:"requests_without_an_answer"`
	Commands  int      `json:"commands"`
	Accepted  int      `json:"commands_accepted"`
	Refused   int      `json:"commands_refused"`
	Effects   int      `json:"effects"`
	Processes int      `json:"processes"`
	Mails     int      `json:"mails"`
	CameAgain int      `json:"letters_that_came_again"`
	Findings  []string `json:"findings"` // what does not hold; must be empty
}

// Run carries out a cycle while parts are killed. What does not hold is in the report; the error is of the trial itself,
// a cycle that does not reach its end included.
func Run(ctx context.Context, o Options) (report Report, err error) {
	began := time.Now()
	report = Report{Seed: o.Seed, Officials: o.Officials}
	seeds := filepath.Join(o.Dir, "district")
	if err := synthetic.District(o.Officials, o.Seed).Write(seeds); err != nil {
		return report, err
	}
	office, err := apart.Start(ctx, apart.Options{Dir: o.Dir, District: os.DirFS(seeds), Program: o.Program, Workers: workers})
	if err != nil {
		return report, err
	}
	defer func() { err = errors.Join(err, office.Stop()) }()
	ledger, err := work(ctx, office, o, seeds)
	if err != nil {
		return report, err
	}
	if err := settle(ctx, office); err != nil {
		return report, err
	}
	record, err := readRecord(ctx, office)
	if err != nil {
		return report, err
	}
	report.count(ledger, record)
	report.lives(office)
	report.Findings = Check(ledger, record, report.Kills.Workers+report.Kills.Postgres)
	report.Seconds = time.Since(began).Seconds()
	return report, nil
}

// work lets robots carry out a cycle and kills meanwhile.
func work(ctx context.Context, office *apart.Office, o Options, seeds string) ([]Entry, error) {
	var drawing sync.RWMutex
	x := &executioner{
		office: office, deaths: plan(o.Kills, workers, actsEach*o.Officials, o.Seed), drawing: &drawing, moved: make(chan struct{}, 1),
	}
	l := newLedger(o.Seed, x, &drawing, func() { x.ready(ctx) })
	day, err := time.Parse(time.DateOnly, synthetic.ReferenceDate)
	if err != nil {
		return nil, err
	}
	killing, stop := context.WithCancel(ctx)
	defer stop()
	dead := make(chan error, 1)
	go func() { dead <- x.run(killing) }()
	_, err = demo.Run(ctx, demo.Options{
		BaseURL: office.Config.PublicURL, MailboxURL: office.Mailbox.HTTPURL(), AdminKey: office.Config.AdminKey,
		Seeds: os.DirFS(seeds), Cycle: "faults", Year: synthetic.Year, ReferenceDate: day, ArticleDay: day, ReviewDay: day,
		Out: o.Out, Workers: robotsAtOne, Wrap: l.wrap,
	})
	if err != nil {
		return nil, fmt.Errorf("the cycle did not reach its end: %w", err)
	}
	stop() // all have died by now: the plan ends before the work
	if err := <-dead; err != nil {
		return nil, fmt.Errorf("kill as planned: %w", err)
	}
	if err := l.tooLate(ctx); err != nil {
		return nil, err
	}
	return l.close(), nil
}

// settle waits until nothing is under way any more, or gives up; what is still under way then the check will find.
func settle(ctx context.Context, office *apart.Office) error {
	for _, p := range office.Parts() {
		if err := p.Await(ctx); err != nil {
			return err
		}
	}
	for deadline := time.Now().Add(settleTime); time.Now().Before(deadline); {
		quiet, err := quiet(ctx, office)
		if err != nil {
			return err
		}
		if quiet {
			return nil
		}
		select {
		case <-time.After(settleLook):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

func quiet(ctx context.Context, office *apart.Office) (quiet bool, err error) {
	db, err := pgx.Connect(ctx, office.Config.DatabaseURL)
	if err != nil {
		return false, fmt.Errorf("look whether all is done: %w", err)
	}
	defer db.Close(ctx)
	err = db.QueryRow(ctx, `SELECT NOT EXISTS (SELECT FROM command WHERE settled_at IS NULL)
		AND NOT EXISTS (SELECT FROM mail_outbox WHERE state IN ('pending', 'sending'))
		AND NOT EXISTS (SELECT FROM process WHERE released_at IS NOT NULL AND concluded_at IS NULL)`).Scan(&quiet)
	if err != nil || !quiet {
		return false, err
	}
	open, _, err := workflows(ctx, office.Config)
	return len(open) == 0, err
}

func (r *Report) count(ledger []Entry, record Record) {
	for _, e := range ledger {
		r.Requests++
		switch {
		case e.Status == 0:
			r.Silent++
		case e.Taken():
			r.Receipts++
			if e.Version == 0 {
				r.Received++
			}
		case e.Refused():
			r.Refusals++
		default:
			r.Away++
		}
	}
	r.Commands = len(record.Commands)
	for _, c := range record.Commands {
		if c.Fault != "" {
			r.Refused++
		} else if c.Settled {
			r.Accepted++
		}
	}
	r.Effects, r.Processes, r.Mails, r.CameAgain = len(record.Effects), len(record.Processes), len(record.Mails), cameAgain(record)
}

func (r *Report) lives(office *apart.Office) {
	for _, p := range office.Parts() {
		starts, kills := p.Lives()
		switch p.Name {
		case "web":
			r.Kills.Web, r.Restarts.Web = kills, starts-1
		case "temporal":
			r.Kills.Temporal, r.Restarts.Temporal = kills, starts-1
		case "postgres":
			r.Kills.Postgres, r.Restarts.Postgres = kills, starts-1
		default:
			r.Kills.Workers += kills
			r.Restarts.Workers += starts - 1
		}
	}
}

// Table writes the counts for people.
func (r Report) Table(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	line := func(name string, count any) { fmt.Fprintf(w, "%v\t  %s\t\n", count, name) }
	line("seed", r.Seed)
	line("officials", r.Officials)
	line("seconds", int(r.Seconds))
	line("workers killed", r.Kills.Workers)
	line("web programs killed", r.Kills.Web)
	line("Temporal servers killed", r.Kills.Temporal)
	line("databases killed", r.Kills.Postgres)
	line("requests to act", r.Requests)
	line("  with a receipt", r.Receipts)
	line("    before the outcome was known (202)", r.Received)
	line("  refused", r.Refusals)
	line("  told that a server is away", r.Away)
	line("  without an answer", r.Silent)
	line("commands on record", r.Commands)
	line("  accepted, each carried out once", r.Accepted)
	line("  refused", r.Refused)
	line("effects", r.Effects)
	line("processes, all at their end", r.Processes)
	line("mails", r.Mails)
	line("letters that came again, under the same Message-ID", r.CameAgain)
	line("findings", len(r.Findings))
	return w.Flush()
}
