package demo

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"sync"
	"time"

	"canbo/internal/report"
	"canbo/internal/roster"
)

// DefaultWorkers is the number of requests under way at once that suits two cores.
const DefaultWorkers = 12

// Options of a demonstration.
type Options struct {
	// BaseURL is the address of the web program, MailboxURL that of the development mailbox.
	BaseURL, MailboxURL string
	// AdminKey is an API key with the administrator's role.
	AdminKey string
	// Seeds is the district's data folder, the same that was imported. The robots read in it what people know.
	Seeds fs.FS
	// Cycle is the code of the cycle to open. A cycle of that code that is there already is taken on where it stands.
	Cycle string
	// Year is evaluated; whoever is in office on ReferenceDate takes part.
	Year          int
	ReferenceDate time.Time
	// ArticleDay is the day that the figures of qualifications and rotations are of, and of the record that the year's plan of
	// rotations is made by.
	ArticleDay time.Time
	// ReviewDay is the day of the record that the planning lists are reviewed by.
	ReviewDay time.Time
	// Round is the year in which the planning lists are reviewed; "" leaves them as they are.
	Round string
	// Plan is the code of the year's plan of rotations; "" makes none.
	Plan string
	// Report is the file that the figures are written to as JSON; empty for none.
	Report string
	// Out is shown the progress and the table of figures.
	Out io.Writer
	// Workers is how many requests may be under way at once; 0 means DefaultWorkers.
	Workers int
	// Wrap, when given, stands between the robots and the web program, to measure or to disturb.
	Wrap func(http.RoundTripper) http.RoundTripper
}

// Report is what came of a demonstration.
type Report struct {
	Cycle   string
	Figures []report.Figure
	Took    time.Duration
}

// Run carries out the evaluation from the opening to the closing of the cycle, then the reviews of the planning lists, then the
// year's rotations until everybody is in their new post, and reports the figures.
//
// The first refusal that should not be ends it, with who did what and the problem's code; a refusal is a *Problem. A
// server that is away for less than a minute does no harm. After an error, running again goes on where it stopped.
func Run(ctx context.Context, o Options) (Report, error) {
	began := time.Now()
	district, problems := roster.Load(o.Seeds)
	if len(problems) > 0 {
		return Report{}, fmt.Errorf("read the data folder: %w", problems)
	}
	if o.Workers == 0 {
		o.Workers = DefaultWorkers
	}
	r := newRobots(o, district)
	defer r.close()
	unit := root(district)
	shown := newProgress(o.Out, phaseNames...)
	closed, err := r.open(ctx, o, unit)
	if err != nil {
		return Report{}, fmt.Errorf("open cycle %s: %w", o.Cycle, err)
	}
	shown.set(phaseOpen, 1, 1)
	over, err := r.reviewed(ctx, o)
	if err != nil {
		return Report{}, fmt.Errorf("reviews %s: %w", o.Round, err)
	}
	moved, err := r.rotated(ctx, o)
	if err != nil {
		return Report{}, fmt.Errorf("rotations %s: %w", o.Plan, err)
	}
	if !closed || !over || !moved {
		if err := r.work(ctx, o, unit, shown); err != nil {
			return Report{}, fmt.Errorf("cycle %s, reviews %s, rotations %s: %w", o.Cycle, o.Round, o.Plan, err)
		}
	}
	figures, err := r.figures(ctx, o)
	if err != nil {
		return Report{}, fmt.Errorf("read the figures: %w", err)
	}
	done := Report{Cycle: o.Cycle, Figures: report.Compare(unit, figures), Took: time.Since(began)}
	if o.Report != "" {
		if err := save(o.Report, done.Figures); err != nil {
			return done, err
		}
	}
	return done, report.Table(o.Out, done.Figures)
}

func newRobots(o Options, d *roster.District) *robots {
	r := &robots{
		api: newClient(o.BaseURL, o.Workers, o.Wrap), ballots: newClient(o.BaseURL, o.Workers, o.Wrap),
		mailbox: newClient(o.MailboxURL, 1, nil),
		cycle:   o.Cycle, round: o.Round, people: map[string]*person{}, memory: remember(d, o.Year), plans: recall(d, o.ReviewDay),
		movers: whoMoves(d, o),
	}
	for _, official := range d.Officials {
		r.people[official.Code] = newPerson(official)
	}
	return r
}

func (r *robots) close() {
	for _, c := range []*client{r.api, r.ballots, r.mailbox} {
		c.close()
	}
}

// open opens the cycle as administrator, unless that has been done; it tells whether the cycle is closed even.
func (r *robots) open(ctx context.Context, o Options, unit string) (closed bool, err error) {
	body := map[string]any{
		"id": o.Cycle, "root": unit, "year": o.Year, "reference_date": o.ReferenceDate.Format(time.DateOnly),
	}
	_, err = r.api.do(ctx, request{method: http.MethodPost, path: api + "/cycles", bearer: o.AdminKey, body: body}, nil)
	if !refusedAs(err, "cycle_exists") {
		return false, err
	}
	state, err := r.state(ctx, o.AdminKey)
	return state.ClosedAt != nil, err
}

// work lets everybody sign in and work until the cycle is closed, the planning lists are reviewed and the rotations handed over.
func (r *robots) work(ctx context.Context, o Options, unit string, shown *progress) error {
	ctx, stop := context.WithCancelCause(ctx)
	var working sync.WaitGroup
	defer func() {
		stop(nil)
		working.Wait()
	}()
	work := func(do func() error) {
		working.Go(func() {
			if err := do(); err != nil && ctx.Err() == nil {
				stop(err)
			}
		})
	}
	letters := newPostman(r.mailbox, r.people)
	if err := letters.skip(ctx); err != nil {
		return err
	}
	work(func() error { return letters.run(ctx) })
	signedIn := make(chan struct{}, len(r.people))
	for _, p := range r.people {
		work(func() error {
			if err := r.signIn(ctx, p); err != nil {
				return fmt.Errorf("%s signs in: %w", p.code, err)
			}
			signedIn <- struct{}{}
			return nil
		})
	}
	if err := r.gather(ctx, signedIn, shown); err != nil {
		return err
	}
	if err := r.namePoints(ctx, o.AdminKey); err != nil {
		return cmp.Or(context.Cause(ctx), err)
	}
	for _, p := range r.people {
		work(func() error { return r.live(ctx, p) })
	}
	err := r.watch(ctx, o.AdminKey, shown)
	if err == nil && o.Round != "" {
		err = r.review(ctx, o, unit, shown)
	}
	if err == nil && o.Plan != "" {
		err = r.rotate(ctx, o, unit, shown)
	}
	shown.finish()
	if cause := context.Cause(ctx); cause != nil {
		err = cause // what ended the work, rather than what the end did to the watch
	}
	stop(errOver)
	return err
}

// errOver ends the robots when everything is done.
var errOver = errors.New("everything is done")

// gather waits until everybody has signed in.
func (r *robots) gather(ctx context.Context, signedIn <-chan struct{}, shown *progress) error {
	for n := range len(r.people) {
		select {
		case <-signedIn:
			shown.set(phaseSignIn, n+1, len(r.people))
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	return nil
}
