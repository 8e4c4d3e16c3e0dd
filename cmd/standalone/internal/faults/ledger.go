package faults

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"path"
	"slices"
	"strings"
	"sync"
	"time"
)

// Entry is one request of a client to carry out an act, and what the client was told.
type Entry struct {
	Client   string // who asked: a hash of the session
	Key      string // the Idempotency-Key
	Path     string
	Sent     time.Time
	Answered time.Time
	Status   int // 0 when no answer came
	Command  string
	Version  int64
	Code     string // of a refusal
}

// Taken reports whether the client has a receipt.
func (e Entry) Taken() bool { return e.Status == http.StatusOK || e.Status == http.StatusAccepted }

// Refused reports whether the client was told that the act will not be carried out. A server that is away (5xx) or
// overloaded says nothing.
func (e Entry) Refused() bool {
	return e.Status >= http.StatusBadRequest && e.Status < http.StatusInternalServerError && e.Status != http.StatusTooManyRequests
}

// ledger stands between the robots and the web program. It notes every act, repeats some of them as people do who press
// a button twice, and lets the executioner know how far the work is.
type ledger struct {
	seed    uint64
	acted   func(done int) // told how many acts have been answered with a receipt for the first time
	drawing *sync.RWMutex  // held for reading while papers are drawn
	ready   func()         // waits until papers can be drawn

	mu      sync.Mutex
	entries []Entry
	done    map[string]bool          // client and key
	reviews map[string]*http.Request // the self-review that a client has filed
	next    http.RoundTripper
	repeats sync.WaitGroup
}

func newLedger(seed uint64, x *executioner, drawing *sync.RWMutex, ready func()) *ledger {
	return &ledger{
		seed: seed, acted: x.acted, drawing: drawing, ready: ready, done: map[string]bool{}, reviews: map[string]*http.Request{},
	}
}

// The acts that are repeated, one in so many.
const (
	repeatLater  = 5  // the same request again after its answer
	repeatAtOnce = 7  // the same request twice at the same time
	repeatAnew   = 10 // a self-review again under a new key, which is another act
)

func (l *ledger) wrap(next http.RoundTripper) http.RoundTripper {
	l.mu.Lock()
	l.next = next
	l.mu.Unlock()
	return roundTripper(func(r *http.Request) (*http.Response, error) {
		if strings.HasSuffix(r.URL.Path, "/papers") {
			l.drawing.RLock()
			defer l.drawing.RUnlock()
			l.ready()
			return next.RoundTrip(r)
		}
		if r.Header.Get("Idempotency-Key") == "" {
			return next.RoundTrip(r)
		}
		chance := l.chance(r)
		if chance%repeatAtOnce == 0 {
			l.again(next, r, "")
		}
		answer, err := l.send(next, r)
		if err == nil && answer.StatusCode < http.StatusBadRequest {
			if chance%repeatLater == 0 {
				l.again(next, r, "")
			}
			if answer.StatusCode == http.StatusOK { // else it might overtake what it repeats
				l.annoy(next, r, chance)
			}
		}
		return answer, err
	})
}

// annoy files what is not asked for: now and then a self-review again, and with the minutes of a conference the chair's
// self-review once more, which has to be refused because its step is over.
func (l *ledger) annoy(next http.RoundTripper, r *http.Request, chance uint64) {
	client := clientOf(r)
	switch path.Base(r.URL.Path) {
	case "self-review":
		l.mu.Lock()
		l.reviews[client] = r
		l.mu.Unlock()
		if chance%repeatAnew == 0 {
			l.again(next, r, "-anew")
		}
	case "minutes":
		l.mu.Lock()
		review := l.reviews[client]
		l.mu.Unlock()
		if review != nil {
			l.again(next, review, "-late")
		}
	}
}

// tooLate files a self-review once more under a new key, when everything has ended, until somebody answers: whatever else
// came too late in a trial depends on when parts were killed, this one always does.
func (l *ledger) tooLate(ctx context.Context) error {
	l.mu.Lock()
	client := slices.Min(slices.Collect(maps.Keys(l.reviews)))
	filed, next := l.reviews[client], l.next
	l.mu.Unlock()
	for {
		r := filed.Clone(ctx)
		r.Header.Set("Idempotency-Key", filed.Header.Get("Idempotency-Key")+"-after-the-end")
		body, err := filed.GetBody()
		if err != nil {
			return fmt.Errorf("file a self-review too late: %w", err)
		}
		r.Body = body
		if answer, err := l.send(next, r); err == nil {
			_ = answer.Body.Close() // it is in memory
			if answer.StatusCode < http.StatusInternalServerError {
				return nil
			}
		}
		select {
		case <-time.After(settleLook):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// chance is the same for the same act under the same seed.
func (l *ledger) chance(r *http.Request) uint64 {
	sum := sha256.Sum256(binary.LittleEndian.AppendUint64([]byte(r.Header.Get("Idempotency-Key")), l.seed))
	return binary.LittleEndian.Uint64(sum[:8])
}

// again sends a copy of the request beside the robot, who does not hear of its answer.
func (l *ledger) again(next http.RoundTripper, r *http.Request, suffix string) {
	copied := r.Clone(context.WithoutCancel(r.Context()))
	copied.Header.Set("Idempotency-Key", r.Header.Get("Idempotency-Key")+suffix)
	body, err := r.GetBody()
	if err != nil {
		return // an act always has a body that can be read again
	}
	copied.Body = body
	l.repeats.Go(func() {
		if answer, err := l.send(next, copied); err == nil {
			_ = answer.Body.Close() // it is in memory
		}
	})
}

// send notes the request, whatever comes of it.
func (l *ledger) send(next http.RoundTripper, r *http.Request) (*http.Response, error) {
	e := Entry{
		Client: clientOf(r), Key: r.Header.Get("Idempotency-Key"), Path: r.URL.Path, Sent: time.Now(),
	}
	answer, err := next.RoundTrip(r)
	if err != nil {
		l.note(e)
		return nil, err
	}
	text, err := io.ReadAll(answer.Body)
	_ = answer.Body.Close() // it has been read
	if err != nil {
		l.note(e)
		return nil, err
	}
	answer.Body = io.NopCloser(bytes.NewReader(text))
	var told struct {
		Command, Code string
		Version       int64
	}
	_ = json.Unmarshal(text, &told) // an answer that is none leaves them empty, which the check will find
	e.Answered, e.Status, e.Command, e.Version, e.Code = time.Now(), answer.StatusCode, told.Command, told.Version, told.Code
	l.note(e)
	return answer, nil
}

// clientOf tells clients apart without keeping their sessions.
func clientOf(r *http.Request) string {
	sum := sha256.Sum256([]byte(r.Header.Get("Authorization")))
	return hex.EncodeToString(sum[:8])
}

func (l *ledger) note(e Entry) {
	l.mu.Lock()
	l.entries = append(l.entries, e)
	act := e.Client + " " + e.Key
	first := e.Taken() && !l.done[act]
	if first {
		l.done[act] = true
	}
	done := len(l.done)
	l.mu.Unlock()
	if first {
		l.acted(done)
	}
}

// close waits for the repeats and returns all entries.
func (l *ledger) close() []Entry {
	l.repeats.Wait()
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.entries
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
