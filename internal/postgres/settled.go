package postgres

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"
)

const (
	pollEvery      = 250 * time.Millisecond // while somebody waits, in case a notification is missed
	reconnectAfter = time.Second
)

// Settlements lets requests wait until their command is settled. One connection listens for all of them; without it,
// waiting still works, by polling.
type Settlements struct {
	store   *Store
	mu      sync.Mutex
	waiting map[string][]chan struct{}
}

// NewSettlements returns the settlements of a store.
func NewSettlements(s *Store) *Settlements {
	return &Settlements{store: s, waiting: map[string][]chan struct{}{}}
}

// Listen wakes waiting requests until ctx ends. A lost connection is opened again.
func (w *Settlements) Listen(ctx context.Context) {
	l := &listener{pool: w.store.pool, channel: "command_settled"}
	for ctx.Err() == nil {
		key, err := l.wait(ctx, time.Minute)
		if err == nil {
			w.wake(key)
			continue
		}
		select { // a database that is away shows itself to every request; meanwhile they poll
		case <-ctx.Done():
		case <-time.After(reconnectAfter):
		}
	}
}

// Wait returns the receipt of a command when it is settled, or after atMost as it is then.
func (w *Settlements) Wait(ctx context.Context, key string, atMost time.Duration) (Receipt, error) {
	woken := w.enter(key)
	defer w.leave(key, woken)
	limited, cancel := context.WithTimeout(ctx, atMost)
	defer cancel()
	poll := time.NewTicker(pollEvery)
	defer poll.Stop()
	for {
		r, err := w.store.Receipt(ctx, key)
		if err != nil || r.SettledAt != nil {
			return r, err
		}
		select {
		case <-woken:
		case <-poll.C:
		case <-limited.Done():
			if errors.Is(ctx.Err(), context.Canceled) {
				return r, ctx.Err()
			}
			return r, nil
		}
	}
}

func (w *Settlements) enter(key string) chan struct{} {
	woken := make(chan struct{}, 1)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.waiting[key] = append(w.waiting[key], woken)
	return woken
}

func (w *Settlements) leave(key string, woken chan struct{}) {
	w.mu.Lock()
	defer w.mu.Unlock()
	rest := slices.DeleteFunc(w.waiting[key], func(c chan struct{}) bool { return c == woken })
	if len(rest) == 0 {
		delete(w.waiting, key)
		return
	}
	w.waiting[key] = rest
}

func (w *Settlements) wake(key string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, woken := range w.waiting[key] {
		select {
		case woken <- struct{}{}:
		default: // woken already
		}
	}
}
