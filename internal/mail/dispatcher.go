package mail

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"time"

	"canbo/internal/fault"
)

// Message is what a task's transaction puts into the outbox.
type Message struct {
	Key      string        // unique for ever: process, step, version and reader; a second one with the same key is ignored
	Official string        // code of the reader; empty when the reader is not of the roster
	To       Correspondent // empty: name and address of Official in the roster
	Data     Data
	Wait     time.Duration // how long it waits for others to the same reader, with which it may share a message
}

// Row is the content of one row of the outbox.
type Row struct {
	Kind Kind
	Data []byte // JSON
}

// Claimed is a message that one dispatcher holds until its lease ends. It is made of one row, or of several of kinds
// that merge. The rows of a message stay together for good, so that a repeat is the same message.
type Claimed struct {
	Key     string // of the message: that of one of its rows
	To      Correspondent
	Rows    []Row         // in the order of their keys
	Created time.Time     // when the first row was enqueued
	Attempt int           // 1 for the first; also the number that fences off a dispatcher whose lease has ended
	InDoubt bool          // Begin was called for an earlier attempt whose outcome is unknown
	Wait    time.Duration // until its turn, by the rate that all dispatchers keep to together
}

// repeats reports whether the message is sent again when in doubt: when one of its rows would be.
func (c Claimed) repeats() bool {
	return slices.ContainsFunc(c.Rows, func(r Row) bool { return r.Kind.Repeats() })
}

// kind is that of the only row, else KindDigest.
func (c Claimed) kind() Kind {
	if len(c.Rows) == 1 {
		return c.Rows[0].Kind
	}
	return KindDigest
}

// ClaimRequest says what a dispatcher can send.
type ClaimRequest struct {
	Rows  int           // at most, not counting those that join the message of another
	Lease time.Duration // after which what was not settled is due again
	Merge bool          // whether rows to one reader join in one message, those that still wait included
	Every time.Duration // between two messages of all dispatchers; 0: as fast as can be
}

// Turns returns how many messages may be claimed when the next turn comes after wait: those whose turn comes in the
// first half of the lease, since the rest would only be kept from other dispatchers.
func (r ClaimRequest) Turns(wait time.Duration) int {
	within := r.Lease / 2
	switch {
	case wait > within:
		return 0
	case r.Every <= 0:
		return r.Rows
	default:
		return min(r.Rows, 1+int((within-wait)/r.Every))
	}
}

// State is where a row of the outbox stands.
type State string

// The states. A row goes from Pending to Sending when claimed, and back or on when its outcome is known.
const (
	Pending State = "pending"
	Sending State = "sending"
	Sent    State = "sent"
	Failed  State = "failed"
	Bounced State = "bounced" // after it was sent: another server reported that it cannot be delivered
)

// Outcome ends one attempt.
type Outcome struct {
	Key       string
	Attempt   int
	State     State         // Sent, Failed or Pending
	MessageID string        // of Sent
	Receipt   Receipt       // of Sent
	RetryIn   time.Duration // of Pending
	Split     bool          // of Pending: from now on each row is a message of its own
	Reason    string        // of Failed and Pending; may name the receiver
	Bounces   bool          // of Failed: whatever is sent to the address comes back
}

// Outbox is one dispatcher's hold on the messages to be sent, which many dispatchers on many machines share. Wait is
// called by one goroutine at a time, the others by many.
type Outbox interface {
	// Claim leases messages that are due to the caller, sign-in links first, and gives each its turn.
	Claim(ctx context.Context, r ClaimRequest) ([]Claimed, error)
	// Begin notes that the attempt is about to reach the server, so that a claim after a crash is InDoubt.
	Begin(ctx context.Context, key string, attempt int) error
	// Settle records the outcome. Sent always counts; anything else only while the attempt is the row's last.
	Settle(ctx context.Context, outcome Outcome) error
	// Wait returns when rows were added since it last returned or atMost has passed. It may return early.
	Wait(ctx context.Context, atMost time.Duration) error
}

// Sender hands one message to a mail server; without an error the server took it. *SMTP is one.
type Sender interface {
	Send(ctx context.Context, from, to string, raw []byte) (Receipt, error)
}

// DispatcherOptions tune a Dispatcher; a zero value means the default in brackets.
type DispatcherOptions struct {
	From        Correspondent // required
	PerMinute   int           // messages of all dispatchers on the outbox together [3000]
	Merge       bool          // what waits for one reader goes in one message
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
	o.PerMinute = max(cmp.Or(o.PerMinute, 3000), 1)
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
	return &Dispatcher{outbox, sender, o}, nil
}

// Run sends until ctx ends. Then messages on their way get a few seconds to arrive, and what was claimed and not tried
// goes back. An outbox that is away is asked again after a while; Run itself does not fail.
func (d *Dispatcher) Run(ctx context.Context) {
	request := ClaimRequest{
		Rows: claimBatch, Lease: d.options.Lease, Merge: d.options.Merge, Every: time.Minute / time.Duration(d.options.PerMinute),
	}
	for ctx.Err() == nil {
		asked := d.options.Now()
		claimed, err := d.outbox.Claim(ctx, request)
		if err == nil && len(claimed) > 0 {
			d.deliverAll(ctx, claimed, asked)
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
	if wait <= 0 {
		return
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}

// deliverAll works off what was claimed after asked; none is begun when its lease could end on the way.
func (d *Dispatcher) deliverAll(ctx context.Context, claimed []Claimed, asked time.Time) {
	claimedAt, until := d.options.Now(), asked.Add(d.options.Lease-d.sendTime())
	queue := make(chan Claimed, len(claimed))
	for _, m := range claimed {
		queue <- m
	}
	close(queue)
	var workers sync.WaitGroup
	for range min(d.options.Workers, len(claimed)) {
		workers.Go(func() {
			for m := range queue {
				d.deliver(ctx, m, claimedAt.Add(m.Wait), until)
			}
		})
	}
	workers.Wait()
}

// deliver tries m at its turn.
func (d *Dispatcher) deliver(ctx context.Context, m Claimed, turn, until time.Time) {
	outcome := Outcome{State: Pending} // goes back untried when ctx ends first
	if pause(ctx, turn.Sub(d.options.Now())); ctx.Err() == nil {
		if !d.options.Now().Before(until) {
			return // another dispatcher will have it soon
		}
		outcome = d.attempt(ctx, m)
	}
	outcome.Key, outcome.Attempt = m.Key, m.Attempt
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), settleTime)
	defer cancel()
	if err := d.outbox.Settle(ctx, outcome); err != nil {
		// The lease ends and the row comes back: sent again under the same Message-ID, or dropped if it is in doubt.
		d.options.Log.WarnContext(ctx, "mail outcome not recorded", "mail_key", m.Key, "state", outcome.State, "error", err)
	}
}

// attempt tries to send m once. The texts of failures may name the receiver, so that only the outbox gets them.
func (d *Dispatcher) attempt(ctx context.Context, m Claimed) Outcome {
	if m.InDoubt && !m.repeats() {
		return d.fail(ctx, m, "perhaps sent before a crash; not repeated")
	}
	raw, err := d.compose(m)
	switch {
	case err != nil && len(m.Rows) > 1:
		return Outcome{State: Pending, Split: true, Reason: err.Error()} // one row that cannot be sent holds no other up
	case err != nil:
		return d.fail(ctx, m, err.Error())
	}
	if !m.repeats() {
		if err := d.outbox.Begin(ctx, m.Key, m.Attempt); err != nil {
			return Outcome{State: Pending, RetryIn: d.backoff(m.Attempt), Reason: err.Error()}
		}
	}
	ctx, cancel := d.sendContext(ctx)
	defer cancel()
	receipt, err := d.sender.Send(ctx, d.options.From.Address, m.To.Address, raw)
	if err != nil {
		return d.refused(ctx, m, err)
	}
	return Outcome{State: Sent, MessageID: MessageID(m.Key, d.options.From.Address), Receipt: receipt}
}

// compose makes the message of the rows.
func (d *Dispatcher) compose(m Claimed) ([]byte, error) {
	all := make([]Data, len(m.Rows))
	for i, row := range m.Rows {
		var err error
		if all[i], err = Decode(row.Kind, row.Data); err != nil {
			return nil, err
		}
	}
	data, err := merge(all)
	if err != nil {
		return nil, err
	}
	if link, ok := data.(SignIn); ok && d.options.Now().After(link.Expires) {
		return nil, fault.New(fault.TooLate, "mail_link_expired", "the link expired before it could be sent")
	}
	return Compose(data, Envelope{Key: m.Key, From: d.options.From, To: m.To, Created: m.Created})
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

// refused decides what becomes of a message whose sending returned err.
func (d *Dispatcher) refused(ctx context.Context, m Claimed, err error) Outcome {
	failure, ok := errors.AsType[*SendError](err)
	switch {
	case ok && !failure.Temporary:
		outcome := d.fail(ctx, m, err.Error())
		outcome.Bounces = failure.Address
		return outcome
	case ok && failure.InDoubt && !m.repeats():
		return d.fail(ctx, m, "perhaps sent; not repeated: "+err.Error())
	case d.options.Now().Sub(m.Created) > d.options.GiveUpAfter:
		return d.fail(ctx, m, "given up: "+err.Error())
	default:
		return Outcome{State: Pending, RetryIn: d.backoff(m.Attempt), Reason: err.Error()}
	}
}

func (d *Dispatcher) fail(ctx context.Context, m Claimed, reason string) Outcome {
	d.options.Log.ErrorContext(ctx, "mail failed", "mail_key", m.Key, "kind", m.kind(), "attempt", m.Attempt)
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
