package mail_test

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/fault"
	"canbo/internal/mail"
)

// memoryOutbox keeps rows in memory by the rules of mail.Outbox. Times are those of the test's bubble.
type memoryOutbox struct {
	mu       sync.Mutex
	free     time.Time // when the next message may begin
	rows     map[string]*memoryRow
	claimErr error
	settle   func(mail.Outcome) error // nil: records
}

type memoryRow struct {
	mail.Claimed
	state mail.State
	due   time.Time // when the row may be claimed: its next attempt, or the end of its lease
	last  mail.Outcome
}

func (o *memoryOutbox) Claim(_ context.Context, r mail.ClaimRequest) ([]mail.Claimed, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.claimErr != nil {
		return nil, o.claimErr
	}
	var due []*memoryRow
	for _, row := range o.rows {
		if (row.state == mail.Pending || row.state == mail.Sending) && !row.due.After(time.Now()) {
			due = append(due, row)
		}
	}
	slices.SortFunc(due, func(a, b *memoryRow) int { return cmp.Compare(a.Key, b.Key) })
	wait := max(time.Until(o.free), 0)
	var claimed []mail.Claimed
	for i, row := range due[:min(r.Turns(wait), len(due))] {
		row.Attempt++
		row.state, row.due = mail.Sending, time.Now().Add(r.Lease)
		row.Wait = wait + time.Duration(i)*r.Every
		o.free = time.Now().Add(row.Wait + r.Every)
		claimed = append(claimed, row.Claimed)
	}
	return claimed, nil
}

func (o *memoryOutbox) Begin(_ context.Context, key string, _ int) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.rows[key].InDoubt = true
	return nil
}

func (o *memoryOutbox) Settle(_ context.Context, out mail.Outcome) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.settle != nil {
		if err := o.settle(out); err != nil {
			return err
		}
	}
	row := o.rows[out.Key]
	if out.Split {
		delete(o.rows, out.Key)
		for i, content := range row.Rows {
			alone := memoryRow{state: mail.Pending, due: time.Now(), Claimed: row.Claimed}
			alone.Key, alone.Rows = fmt.Sprintf("%s/%d", out.Key, i), []mail.Row{content}
			o.rows[alone.Key] = &alone
		}
		return nil
	}
	row.state, row.due, row.last, row.InDoubt = out.State, time.Now().Add(out.RetryIn), out, false
	return nil
}

func (o *memoryOutbox) Wait(ctx context.Context, atMost time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(atMost):
		return nil
	}
}

func (o *memoryOutbox) get(key string) memoryRow {
	o.mu.Lock()
	defer o.mu.Unlock()
	return *o.rows[key]
}

// newOutbox holds one row for each data, with the keys 000, 001 ...
func newOutbox(t *testing.T, data ...mail.Data) *memoryOutbox {
	t.Helper()
	o := &memoryOutbox{rows: map[string]*memoryRow{}}
	for i, d := range data {
		raw, err := json.Marshal(d)
		require.NoError(t, err)
		key := fmt.Sprintf("%03d", i)
		o.rows[key] = &memoryRow{state: mail.Pending, due: time.Now(), Claimed: mail.Claimed{
			Key: key, To: reader, Rows: []mail.Row{{Kind: d.Kind(), Data: raw}}, Created: time.Now(),
		}}
	}
	return o
}

// sendFunc is a mail.Sender.
type sendFunc func(ctx context.Context, raw []byte) error

func (f sendFunc) Send(ctx context.Context, _, _ string, raw []byte) (mail.Receipt, error) {
	return mail.Receipt{Server: "mail:25", Reply: "250 2.0.0 queued as A1"}, f(ctx, raw)
}

func refusal(code int) *mail.SendError {
	return &mail.SendError{Code: code, Temporary: code < 500, Err: fmt.Errorf("the server answered %d", code)}
}

// dispatch runs a dispatcher in the bubble for a time and waits for its end.
func dispatch(t *testing.T, o mail.Outbox, s mail.Sender, options mail.DispatcherOptions, running time.Duration) {
	t.Helper()
	options.From = office
	d, err := mail.NewDispatcher(o, s, options)
	require.NoError(t, err)
	ctx, cancel := context.WithTimeout(t.Context(), running)
	defer cancel()
	d.Run(ctx)
}

func TestDispatcherKeepsToTheRate(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		var at []time.Duration
		start := time.Now()
		o := newOutbox(t, slices.Repeat([]mail.Data{samples()["task_opened"]}, 101)...)
		dispatch(t, o, sendFunc(func(context.Context, []byte) error {
			mu.Lock()
			defer mu.Unlock()
			at = append(at, time.Since(start))
			return nil
		}), mail.DispatcherOptions{PerMinute: 600, Workers: 8}, time.Minute)
		require.Len(t, at, 101)
		for i, when := range at {
			require.InDelta(t, time.Duration(i)*100*time.Millisecond, when, float64(time.Millisecond), "message %d", i)
		}
	})
}

func TestDispatcherRetriesWithBackOffUntilTheServerAccepts(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var at []time.Duration
		start := time.Now()
		o := newOutbox(t, samples()["result"])
		dispatch(t, o, sendFunc(func(context.Context, []byte) error {
			at = append(at, time.Since(start).Round(time.Second))
			if len(at) < 7 {
				return refusal(451)
			}
			return nil
		}), mail.DispatcherOptions{RetryMin: 5 * time.Second, RetryMax: time.Minute, Poll: time.Second}, time.Hour)
		require.Equal(t, []time.Duration{
			0, 5 * time.Second, 15 * time.Second, 35 * time.Second, 75 * time.Second, 135 * time.Second, 195 * time.Second,
		}, at)
		require.Equal(t, mail.Sent, o.get("000").state)
		require.Equal(t, mail.MessageID("000", office.Address), o.get("000").last.MessageID)
	})
}

func TestDispatcherRecordsWhatCannotBeSent(t *testing.T) {
	t.Parallel()
	start := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC) // when every bubble begins
	expired := mail.SignIn{Link: "https://canbo.caoloc.example/s", Expires: start.Add(-time.Second)}
	task := samples()["task_opened"]
	cases := map[string]struct {
		data   mail.Data
		spoil  func(*memoryRow)
		err    error
		reason string
		sends  int
	}{
		"a 5xx ends the row at once":              {data: task, err: refusal(550), sends: 1},
		"a wrong address is not tried":            {data: task, spoil: func(r *memoryRow) { r.To.Address = "x" }, reason: "not a mail address"},
		"an unknown kind is not tried":            {data: task, spoil: func(r *memoryRow) { r.Rows[0].Kind = "x" }, reason: "no mail of the kind"},
		"malformed data are not tried":            {data: task, spoil: func(r *memoryRow) { r.Rows[0].Data = []byte("{") }, reason: "malformed"},
		"an expired link is not sent":             {data: expired, reason: "expired"},
		"a reminder in doubt is not repeated":     {data: samples()["reminder"], spoil: func(r *memoryRow) { r.InDoubt = true }, reason: "not repeated"},
		"a reminder without a reply is dropped":   {data: samples()["reminder"], err: &mail.SendError{Temporary: true, InDoubt: true, Err: io.ErrUnexpectedEOF}, reason: "not repeated", sends: 1},
		"a temporary failure is final after days": {data: task, err: refusal(451), reason: "given up", sends: 488},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				o := newOutbox(t, c.data)
				if c.spoil != nil {
					c.spoil(o.rows["000"])
				}
				sends := 0
				dispatch(t, o, sendFunc(func(context.Context, []byte) error { sends++; return c.err }),
					mail.DispatcherOptions{Poll: time.Minute}, 6*24*time.Hour)
				require.Equal(t, mail.Failed, o.get("000").state)
				require.Contains(t, o.get("000").last.Reason, c.reason)
				require.Equal(t, c.sends, sends)
			})
		})
	}
}

func TestDispatcherRepeatsTheSameMessageAfterACrash(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		o := newOutbox(t, samples()["result"], samples()["reminder"])
		crashed := map[string]bool{}
		o.settle = func(out mail.Outcome) error { // the outcome of each row's first attempt is never recorded
			if !crashed[out.Key] {
				crashed[out.Key] = true
				return errors.New("killed")
			}
			return nil
		}
		var sent []string
		dispatch(t, o, sendFunc(func(_ context.Context, raw []byte) error { sent = append(sent, string(raw)); return nil }),
			mail.DispatcherOptions{Workers: 1}, time.Hour)
		require.Len(t, sent, 3, "the result twice, the reminder once")
		require.Equal(t, sent[0], sent[2])
		require.Equal(t, mail.Sent, o.get("000").state)
		require.Equal(t, 2, o.get("000").Attempt)
		require.Equal(t, mail.Failed, o.get("001").state)
	})
}

func TestDispatcherStopsWithoutLosingARow(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		o := newOutbox(t, slices.Repeat([]mail.Data{samples()["task_opened"]}, 10)...)
		start := time.Now()
		dispatch(t, o, sendFunc(func(ctx context.Context, _ []byte) error {
			select {
			case <-ctx.Done():
				return &mail.SendError{Temporary: true, Err: ctx.Err()}
			case <-time.After(3 * time.Second):
				return nil
			}
		}), mail.DispatcherOptions{Workers: 2}, time.Second)
		require.Less(t, time.Since(start), 5*time.Second)
		var sent, pending int
		for _, row := range o.rows {
			switch row.state {
			case mail.Sent:
				sent++
			case mail.Pending:
				pending++
				require.False(t, row.due.After(time.Now()), "goes back at once")
			default:
				t.Fatalf("row %s is left %s", row.Key, row.state)
			}
		}
		require.Equal(t, 2, sent, "what was on its way arrived")
		require.Equal(t, 8, pending)
	})
}

func TestDispatcherCutsAMessageThatTakesTooLong(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		o := newOutbox(t, samples()["task_opened"])
		var took time.Duration
		dispatch(t, o, sendFunc(func(ctx context.Context, _ []byte) error {
			start := time.Now()
			<-ctx.Done()
			took = time.Since(start)
			return &mail.SendError{Temporary: true, Err: ctx.Err()}
		}), mail.DispatcherOptions{Lease: time.Minute}, 22*time.Second)
		require.Equal(t, 20*time.Second, took)
		require.Equal(t, mail.Pending, o.get("000").state)
	})
}

func TestDispatcherOutlivesAnOutboxThatIsAway(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		o := newOutbox(t, samples()["task_opened"])
		o.claimErr = errors.New("connection refused")
		time.AfterFunc(time.Minute, func() {
			o.mu.Lock()
			defer o.mu.Unlock()
			o.claimErr = nil
		})
		dispatch(t, o, sendFunc(func(context.Context, []byte) error { return nil }), mail.DispatcherOptions{}, 2*time.Minute)
		require.Equal(t, mail.Sent, o.get("000").state)
	})
}

func TestNewDispatcherRefusesAWrongSender(t *testing.T) {
	t.Parallel()
	_, err := mail.NewDispatcher(nil, nil, mail.DispatcherOptions{})
	require.Equal(t, fault.Invalid, fault.KindOf(err))
}

func TestDispatchersKeepToTheRateTogether(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		var at []time.Duration
		start := time.Now()
		o := newOutbox(t, slices.Repeat([]mail.Data{samples()["task_opened"]}, 20)...)
		send := sendFunc(func(context.Context, []byte) error {
			mu.Lock()
			defer mu.Unlock()
			at = append(at, time.Since(start))
			return nil
		})
		var dispatchers sync.WaitGroup
		for range 3 {
			dispatchers.Go(func() { dispatch(t, o, send, mail.DispatcherOptions{PerMinute: 2, Lease: time.Minute}, time.Hour) })
		}
		dispatchers.Wait()
		require.Len(t, at, 20)
		slices.Sort(at)
		for i, when := range at {
			require.GreaterOrEqual(t, when, time.Duration(i)*30*time.Second, "message %d", i)
			require.Less(t, when, time.Duration(i)*30*time.Second+20*time.Second, "message %d is not held up", i)
		}
	})
}

func TestDispatcherSplitsADigestThatOneRowSpoils(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		o := newOutbox(t, samples()["task_opened"])
		o.rows["000"].Rows = append(o.rows["000"].Rows, mail.Row{Kind: mail.KindReminder, Data: []byte("{")})
		sends := 0
		dispatch(t, o, sendFunc(func(context.Context, []byte) error { sends++; return nil }), mail.DispatcherOptions{}, time.Second)
		require.Equal(t, 1, sends)
		require.Equal(t, mail.Sent, o.get("000/0").state)
		require.Equal(t, mail.Failed, o.get("000/1").state)
	})
}
