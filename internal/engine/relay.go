package engine

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"canbo/internal/fault"
	"canbo/internal/procedure"
)

const (
	relayBatch   = 100             // rows taken at a time
	relayWorkers = 8               // deliveries at the same time
	relayWait    = 2 * time.Second // the longest wait between two looks
)

// Inbox is what the relay reads and writes of the record.
type Inbox interface {
	// Waiting lists processes to start, oldest first.
	Waiting(ctx context.Context, limit int) ([]procedure.NewProcess, error)
	// Started notes that the engine has a process.
	Started(ctx context.Context, id string) error
	// Lease takes commands that are due for a try; nobody else gets them until their next try.
	Lease(ctx context.Context, limit int) ([]procedure.Undelivered, error)
	// Refuse settles a command as refused.
	Refuse(ctx context.Context, key string, why *fault.Error) error
	// WaitPending returns when there may be something to do, or atMost has passed.
	WaitPending(ctx context.Context, atMost time.Duration) error
}

// Relay brings the record and the engine together: it starts released processes, delivers commands between processes,
// and delivers again what people filed while no worker answered. Any number of relays may run.
type Relay struct {
	Engine *Engine
	Inbox  Inbox
	Starts *rate.Limiter // process starts
	Log    *slog.Logger
}

// Run works until ctx ends.
func (r *Relay) Run(ctx context.Context) {
	for ctx.Err() == nil {
		busy, err := r.round(ctx)
		if err != nil && ctx.Err() == nil {
			r.Log.WarnContext(ctx, "relay is held up", "error", err)
		}
		if busy && err == nil {
			continue
		}
		if err := r.Inbox.WaitPending(ctx, relayWait); err != nil && ctx.Err() == nil {
			r.Log.WarnContext(ctx, "relay cannot listen", "error", err)
			sleep(ctx, relayWait)
		}
	}
}

// round does what is there to do; busy means that there was something.
func (r *Relay) round(ctx context.Context) (busy bool, err error) {
	waiting, err := r.Inbox.Waiting(ctx, relayBatch)
	if err != nil {
		return false, err
	}
	var failed error // one process that cannot be started must not hold up the others
	for _, w := range waiting {
		err := r.start(ctx, w)
		if fault.KindOf(err) == fault.Unavailable {
			return false, err
		}
		failed = errors.Join(failed, err)
	}
	commands, err := r.Inbox.Lease(ctx, relayBatch)
	if err != nil {
		return false, errors.Join(failed, err)
	}
	var group sync.WaitGroup
	slots := make(chan struct{}, relayWorkers)
	for _, c := range commands {
		slots <- struct{}{}
		group.Go(func() {
			defer func() { <-slots }()
			r.deliver(ctx, c)
		})
	}
	group.Wait()
	return len(waiting)+len(commands) > 0, failed
}

func (r *Relay) start(ctx context.Context, w procedure.NewProcess) error {
	if err := r.Starts.Wait(ctx); err != nil {
		return err
	}
	if err := r.Engine.Start(ctx, w.ID, w.Kind, w.Input); err != nil {
		return err
	}
	return r.Inbox.Started(ctx, w.ID)
}

// deliver tries one command. An acceptance is settled by the process's own effects; a refusal is settled here; no
// answer leaves the command for the next try.
func (r *Relay) deliver(ctx context.Context, u procedure.Undelivered) {
	_, err := r.Engine.Deliver(ctx, u.Process, u.Command)
	if err == nil || fault.KindOf(err) == fault.Unavailable {
		return
	}
	why, ok := fault.As(err)
	if !ok {
		r.Log.ErrorContext(ctx, "command not delivered", "process", u.Process, "key", u.Command.Key, "error", err)
		return
	}
	if u.Command.Role == procedure.System {
		r.Log.WarnContext(ctx, "process refused another's command",
			"process", u.Process, "kind", u.Command.Kind, "key", u.Command.Key, "error", err)
	}
	if err := r.Inbox.Refuse(ctx, u.Command.Key, why); err != nil {
		r.Log.ErrorContext(ctx, "refusal not recorded", "key", u.Command.Key, "error", err)
	}
}

func sleep(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}
