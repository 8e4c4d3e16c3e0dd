package mail

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Message is what a task's transaction puts into the outbox.
type Message struct {
	Key      string        // unique for ever: process, step, version and reader; a second one with the same key is ignored
	Official string        // code of the reader; empty when the reader is not of the roster
	To       Correspondent // empty: name and address of Official in the roster
	Data     Data
}

// Claimed is a row of the outbox that one dispatcher holds until its lease ends.
type Claimed struct {
	Key     string
	To      Correspondent
	Kind    Kind
	Data    []byte    // JSON
	Created time.Time // when it was enqueued
	Attempt int       // 1 for the first; also the number that fences off a dispatcher whose lease has ended
	InDoubt bool      // Begin was called for an earlier attempt whose outcome is unknown
}

// State is where a row of the outbox stands.
type State string

// The states. A row goes from Pending to Sending when claimed, and back or on when its outcome is known.
const (
	Pending State = "pending"
	Sending State = "sending"
	Sent    State = "sent"
	Failed  State = "failed"
)

// Outcome ends one attempt.
type Outcome struct {
	Key       string
	Attempt   int
	State     State         // Sent, Failed or Pending
	MessageID string        // of Sent
	RetryIn   time.Duration // of Pending
	Reason    string        // of Failed and Pending; may name the receiver
}

// Outbox is one dispatcher's hold on the messages to be sent, which many dispatchers on many machines share. Wait is
// called by one goroutine at a time, the others by many.
type Outbox interface {
	// Claim leases at most limit due rows to the caller, sign-in links first. A row whose lease has ended is due again.
	Claim(ctx context.Context, limit int, lease time.Duration) ([]Claimed, error)
	// Begin notes that the attempt is about to reach the server, so that a claim after a crash is InDoubt.
	Begin(ctx context.Context, key string, attempt int) error
	// Settle records the outcome. Sent always counts; anything else only while the attempt is the row's last.
	Settle(ctx context.Context, outcome Outcome) error
	// Wait returns when rows were added since it last returned or atMost has passed. It may return early.
	Wait(ctx context.Context, atMost time.Duration) error
}

// Sender hands one message to a mail server; nil means that the server took it. *SMTP is one.
type Sender interface {
	Send(ctx context.Context, from, to string, raw []byte) error
}

// DispatcherOptions tune a Dispatcher; a zero value means the default in brackets.
type DispatcherOptions struct {
	From        Correspondent // required
	PerSecond   int           // messages each second, of this dispatcher [50]
	Workers     int           // messages on their way at the same time [4]
	Lease       time.Duration // a killed dispatcher's rows come back after it [1 min]; a third of it bounds one Send
	Poll        time.Duration // the longest wait for new rows [5 s]
	RetryMin    time.Duration // wait after the first temporary failure, doubled each time [5 s]
	RetryMax    time.Duration // the longest wait [15 min]
	GiveUpAfter time.Duration // age at which a temporary failure becomes final [5 days, RFC 5321 section 4.5.4.1]
	Log         *slog.Logger  // [discarded]
	Now         func() time.Time
}

// Dispatcher sends what stands in the outbox. Any number of them may run beside each other.
type Dispatcher struct {
	outbox  Outbox
	sender  Sender
	options DispatcherOptions
	limiter *rate.Limiter
}

const (
	claimBatch  = 32               // rows of one claim, at most
	settleTime  = 10 * time.Second // for the outbox to take an outcome, also during shutdown
	sendGrace   = 5 * time.Second  // what a message on its way still gets when the dispatcher is told to stop
	giveUpAfter = 5 * 24 * time.Hour
)

// NewDispatcher returns a dispatcher from outbox to sender. It fails with fault.Invalid when From is not an address.
func NewDispatcher(outbox Outbox, sender Sender, o DispatcherOptions) (*Dispatcher, error) {
	if err := CheckAddress(o.From.Address); err != nil {
		return nil, err
	}
	o.PerSecond = max(cmp.Or(o.PerSecond, 50), 1)
	o.Workers = max(cmp.Or(o.Workers, 4), 1)
	o.Lease = cmp.Or(o.Lease, time.Minute)
	o.Poll = cmp.Or(o.Poll, 5*time.Second)
	o.RetryMin = cmp.Or(o.RetryMin, 5*time.Second)
	o.RetryMax = max(cmp.Or(o.RetryMax, 15*time.Minute), o.RetryMin)
	o.GiveUpAfter = cmp.Or(o.GiveUpAfter, giveUpAfter)
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Dispatcher{outbox, sender, o, rate.NewLimiter(rate.Limit(o.PerSecond), 1)}, nil
}

// Run sends until ctx ends. Then messages on their way get a few seconds to arrive, and what was claimed and not tried
// goes back. An outbox that is away is asked again after a while; Run itself does not fail.
func (d *Dispatcher) Run(ctx context.Context) {
	for ctx.Err() == nil {
		// No more than half a lease can send at the given rate: the rest would only be kept from other dispatchers.
		batch := max(1, min(claimBatch, d.options.PerSecond*int(d.options.Lease/time.Second)/2))
		until := d.options.Now().Add(d.options.Lease - d.sendTime())
		rows, err := d.outbox.Claim(ctx, batch, d.options.Lease)
		if err == nil && len(rows) > 0 {
			d.deliverAll(ctx, rows, until)
			continue
		}
		if err == nil {
			err = d.outbox.Wait(ctx, d.options.Poll)
		}
		if err != nil && ctx.Err() == nil {
			d.options.Log.WarnContext(ctx, "mail outbox is away", "error", err)
			pause(ctx, d.options.Poll)
		}
	}
}

func (d *Dispatcher) sendTime() time.Duration { return d.options.Lease / 3 }

func pause(ctx context.Context, wait time.Duration) {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}

// deliverAll works off the rows; none is begun after until, when its lease could end on the way.
func (d *Dispatcher) deliverAll(ctx context.Context, rows []Claimed, until time.Time) {
	queue := make(chan Claimed, len(rows))
	for _, row := range rows {
		queue <- row
	}
	close(queue)
	var workers sync.WaitGroup
	for range min(d.options.Workers, len(rows)) {
		workers.Go(func() {
			for row := range queue {
				d.deliver(ctx, row, until)
			}
		})
	}
	workers.Wait()
}

func (d *Dispatcher) deliver(ctx context.Context, row Claimed, until time.Time) {
	outcome := Outcome{State: Pending} // goes back untried when ctx ends first
	if d.limiter.Wait(ctx) == nil {
		if !d.options.Now().Before(until) {
			return // another dispatcher will have it soon
		}
		outcome = d.attempt(ctx, row)
	}
	outcome.Key, outcome.Attempt = row.Key, row.Attempt
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), settleTime)
	defer cancel()
	if err := d.outbox.Settle(ctx, outcome); err != nil {
		// The lease ends and the row comes back: sent again under the same Message-ID, or dropped if it is in doubt.
		d.options.Log.WarnContext(ctx, "mail outcome not recorded", "mail_key", row.Key, "state", outcome.State, "error", err)
	}
}

// attempt tries to send row once. The texts of failures may name the receiver, so that only the outbox gets them.
func (d *Dispatcher) attempt(ctx context.Context, row Claimed) Outcome {
	data, err := Decode(row.Kind, row.Data)
	if err != nil {
		return d.fail(ctx, row, err.Error())
	}
	if row.InDoubt && !row.Kind.Repeats() {
		return d.fail(ctx, row, "perhaps sent before a crash; not repeated")
	}
	if link, ok := data.(SignIn); ok && d.options.Now().After(link.Expires) {
		return d.fail(ctx, row, "the link expired before it could be sent")
	}
	raw, err := Compose(data, Envelope{Key: row.Key, From: d.options.From, To: row.To, Created: row.Created})
	if err != nil {
		return d.fail(ctx, row, err.Error())
	}
	if !row.Kind.Repeats() {
		if err := d.outbox.Begin(ctx, row.Key, row.Attempt); err != nil {
			return Outcome{State: Pending, RetryIn: d.backoff(row.Attempt), Reason: err.Error()}
		}
	}
	ctx, cancel := d.sendContext(ctx)
	defer cancel()
	if err := d.sender.Send(ctx, d.options.From.Address, row.To.Address, raw); err != nil {
		return d.refused(ctx, row, err)
	}
	return Outcome{State: Sent, MessageID: MessageID(row.Key, d.options.From.Address)}
}

// sendContext outlives the end of ctx by sendGrace: cutting a message short would leave it in doubt.
func (d *Dispatcher) sendContext(ctx context.Context) (context.Context, context.CancelFunc) {
	sending, cancel := context.WithTimeout(context.WithoutCancel(ctx), d.sendTime())
	stop := context.AfterFunc(ctx, func() {
		pause(sending, sendGrace)
		cancel()
	})
	return sending, func() { stop(); cancel() }
}

// refused decides what becomes of a row whose sending returned err.
func (d *Dispatcher) refused(ctx context.Context, row Claimed, err error) Outcome {
	failure, ok := errors.AsType[*SendError](err)
	switch {
	case ok && !failure.Temporary:
		return d.fail(ctx, row, err.Error())
	case ok && failure.InDoubt && !row.Kind.Repeats():
		return d.fail(ctx, row, "perhaps sent; not repeated: "+err.Error())
	case d.options.Now().Sub(row.Created) > d.options.GiveUpAfter:
		return d.fail(ctx, row, "given up: "+err.Error())
	default:
		return Outcome{State: Pending, RetryIn: d.backoff(row.Attempt), Reason: err.Error()}
	}
}

func (d *Dispatcher) fail(ctx context.Context, row Claimed, reason string) Outcome {
	d.options.Log.ErrorContext(ctx, "mail failed", "mail_key", row.Key, "kind", row.Kind, "attempt", row.Attempt)
	return Outcome{State: Failed, Reason: reason}
}

// backoff doubles RetryMin for each attempt up to RetryMax.
func (d *Dispatcher) backoff(attempt int) time.Duration {
	wait := d.options.RetryMin
	for range attempt - 1 {
		if wait *= 2; wait >= d.options.RetryMax {
			return d.options.RetryMax
		}
	}
	return wait
}
