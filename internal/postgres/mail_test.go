package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"canbo/internal/mail"
	"canbo/internal/postgres"
	"canbo/internal/postgres/pgtest"
)

var mailOffice = mail.Correspondent{Name: "Ban Tổ chức Huyện ủy", Address: "canbo@caoloc.example"}

func mailTask() mail.TaskOpened {
	return mail.TaskOpened{
		Cycle: "caoloc-2018", StepVi: "Tự đánh giá", StepEn: "Self-review",
		Due: time.Now().Add(time.Hour), Link: "https://canbo.caoloc.example/tasks/1",
	}
}

// mailTo returns a message to a reader outside the roster.
func mailTo(key string, data mail.Data) mail.Message {
	return mail.Message{
		Key: key, To: mail.Correspondent{Name: "Lý Thị Mai", Address: strings.ReplaceAll(key, "/", ".") + "@caoloc.example"}, Data: data,
	}
}

func enqueue(t *testing.T, pool *pgxpool.Pool, messages ...mail.Message) int {
	t.Helper()
	var added int
	require.NoError(t, pgx.BeginFunc(t.Context(), pool, func(tx pgx.Tx) (err error) {
		added, err = postgres.EnqueueMail(t.Context(), tx, messages...)
		return err
	}))
	return added
}

type mailRow struct {
	Key, Name, Address, State, Data string
	Official, MessageID, LastError  *string
	Attempts                        int
}

func mailRows(t require.TestingT, pool *pgxpool.Pool) []mailRow {
	rows, err := pool.Query(context.Background(), `SELECT key, name, address, state, data::text AS data, official,
		message_id, last_error, attempts FROM mail_outbox ORDER BY key`)
	require.NoError(t, err)
	all, err := pgx.CollectRows(rows, pgx.RowToStructByName[mailRow])
	require.NoError(t, err)
	return all
}

func mailStates(t require.TestingT, pool *pgxpool.Pool) map[string]int {
	states := map[string]int{}
	for _, row := range mailRows(t, pool) {
		states[row.State]++
	}
	return states
}

// runDispatcher runs one until the test ends.
func runDispatcher(t *testing.T, pool *pgxpool.Pool, sender mail.Sender, o mail.DispatcherOptions) {
	t.Helper()
	o.From, o.PerMinute = mailOffice, 600_000
	outbox := postgres.NewMailOutbox(pool)
	d, err := mail.NewDispatcher(outbox, sender, o)
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() { d.Run(ctx) })
	t.Cleanup(func() {
		cancel()
		running.Wait()
		require.NoError(t, outbox.Close(context.WithoutCancel(ctx)))
	})
}

func mailServer(t *testing.T, options ...mail.MailboxOption) (*mail.Mailbox, *mail.SMTP) {
	t.Helper()
	m, err := mail.StartMailbox(t.Context(), "127.0.0.1:0", "127.0.0.1:0", options...)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, m.Close()) })
	s, err := mail.NewSMTP(mail.Options{Addr: m.SMTPAddr()})
	require.NoError(t, err)
	t.Cleanup(func() { _ = s.Close() }) // the server may have closed first
	return m, s
}

func eventually(t *testing.T, condition func(require.TestingT)) {
	t.Helper()
	require.EventuallyWithT(t, func(c *assert.CollectT) { condition(c) }, 20*time.Second, 10*time.Millisecond)
}

func TestMailIsEnqueuedOnceForEachKeyAndWithItsTransaction(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	require.Equal(t, 2, enqueue(t, pool, mailTo("a", mailTask()), mailTo("b", mailTask()), mailTo("a", mailTask())))
	require.Equal(t, 1, enqueue(t, pool, mailTo("b", mailTask()), mailTo("c", mailTask())))
	require.Zero(t, enqueue(t, pool))

	changed := errors.New("changed my mind")
	require.ErrorIs(t, pgx.BeginFunc(t.Context(), pool, func(tx pgx.Tx) error {
		added, err := postgres.EnqueueMail(t.Context(), tx, mailTo("d", mailTask()))
		require.Equal(t, 1, added)
		return errors.Join(err, changed)
	}), changed)
	require.Equal(t, map[string]int{"pending": 3}, mailStates(t, pool))
}

func TestMailToAnOfficialTakesNameAndAddressFromTheRoster(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	_, err := pool.Exec(t.Context(), `INSERT INTO official (code, name, sex, born, ethnic_group, email)
		VALUES ('nong-van-bao', 'Nông Văn Bảo', 'male', '1975-03-02', 'Tày', 'bao.nv@caoloc.example')`)
	require.NoError(t, err)
	elsewhere := mail.Message{Key: "b", Official: "nong-van-bao", To: mail.Correspondent{Address: "x@y.example"}, Data: mailTask()}
	enqueue(t, pool, mail.Message{Key: "a", Official: "nong-van-bao", Data: mailTask()}, elsewhere)
	rows := mailRows(t, pool)
	require.Equal(t, "Nông Văn Bảo", rows[0].Name)
	require.Equal(t, "bao.nv@caoloc.example", rows[0].Address)
	require.Equal(t, "nong-van-bao", *rows[0].Official)
	require.Equal(t, "x@y.example", rows[1].Address)

	for _, unknown := range []string{"nobody", ""} {
		require.Error(t, pgx.BeginFunc(t.Context(), pool, func(tx pgx.Tx) error {
			_, err := postgres.EnqueueMail(t.Context(), tx, mail.Message{Key: "c", Official: unknown, Data: mailTask()})
			return err
		}))
	}
}

func TestMailIsSentAsSoonAsItIsEnqueued(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	mailbox, smtp := mailServer(t)
	runDispatcher(t, pool, smtp, mail.DispatcherOptions{Poll: time.Hour})
	for i := range 3 { // with an hour between polls, only the notification can wake it
		enqueue(t, pool, mailTo(fmt.Sprint("k", i), mailTask()))
		eventually(t, func(c require.TestingT) { require.Equal(c, map[string]int{"sent": i + 1}, mailStates(c, pool)) })
	}
	for i, row := range mailRows(t, pool) {
		got := mailbox.Messages(row.Address)
		require.Len(t, got, 1)
		require.Equal(t, *row.MessageID, got[0].MessageID)
		require.Equal(t, mail.MessageID(fmt.Sprint("k", i), mailOffice.Address), got[0].MessageID)
		require.Equal(t, 1, row.Attempts)
	}
}

func TestMailIsRetriedAfter4xxAndFailedAfter5xx(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	var mu sync.Mutex
	tries := map[string]int{}
	mailbox, smtp := mailServer(t, mail.WithAnswers(func(address string) int {
		mu.Lock()
		defer mu.Unlock()
		tries[address]++
		switch {
		case strings.HasPrefix(address, "gone@"):
			return 550
		case strings.HasPrefix(address, "full@") && tries[address] < 4:
			return 452
		default:
			return 0
		}
	}))
	enqueue(t, pool, mailTo("fine", mailTask()), mailTo("full", mailTask()), mailTo("gone", mailTask()))
	runDispatcher(t, pool, smtp, mail.DispatcherOptions{
		RetryMin: time.Millisecond, RetryMax: time.Millisecond, Poll: 5 * time.Millisecond,
	})
	eventually(t, func(c require.TestingT) {
		require.Equal(c, map[string]int{"sent": 2, "failed": 1}, mailStates(c, pool))
	})
	rows := mailRows(t, pool)
	require.Equal(t, 4, rows[1].Attempts)
	require.Nil(t, rows[1].LastError)
	require.Equal(t, 1, rows[2].Attempts)
	require.Contains(t, *rows[2].LastError, "550")
	require.Nil(t, rows[2].MessageID)
	require.Len(t, mailbox.Messages(""), 2)
}

// killed is an outbox whose process dies when all its messages are between the server's 250 and the mark.
type killed struct {
	*postgres.MailOutbox
	onTheirWay *sync.WaitGroup
	die        context.CancelFunc
}

func (k killed) Settle(context.Context, mail.Outcome) error {
	k.onTheirWay.Done()
	k.onTheirWay.Wait()
	k.die()
	return errors.New("killed")
}

func TestMailKilledBeforeTheMarkComesAgainUnderTheSameMessageID(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	mailbox, smtp := mailServer(t)
	enqueue(t, pool, mailTo("result", mailTask()), mailTo("reminder", mail.Reminder(mailTask())))

	ctx, die := context.WithCancel(t.Context())
	var onTheirWay sync.WaitGroup
	onTheirWay.Add(2)
	first, err := mail.NewDispatcher(killed{postgres.NewMailOutbox(pool), &onTheirWay, die}, smtp,
		mail.DispatcherOptions{From: mailOffice, PerMinute: 600_000, Workers: 2})
	require.NoError(t, err)
	first.Run(ctx)
	require.Equal(t, map[string]int{"sending": 2}, mailStates(t, pool))

	_, err = pool.Exec(t.Context(), "UPDATE mail_outbox SET leased_until = now()") // as if the minute had passed
	require.NoError(t, err)
	runDispatcher(t, pool, smtp, mail.DispatcherOptions{})
	eventually(t, func(c require.TestingT) {
		require.Equal(c, map[string]int{"sent": 1, "failed": 1}, mailStates(c, pool))
	})
	results := mailbox.Messages("result@caoloc.example")
	require.Len(t, results, 2)
	require.Equal(t, results[0].MessageID, results[1].MessageID)
	require.Equal(t, results[0].HTML, results[1].HTML)
	require.Len(t, mailbox.Messages("reminder@caoloc.example"), 1, "a reminder in doubt is not repeated")
}

func TestTwoDispatchersSendEachMailOnce(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	mailbox, smtp := mailServer(t)
	var messages []mail.Message
	for i := range 500 {
		messages = append(messages, mailTo(fmt.Sprintf("m%03d", i), mailTask()))
	}
	enqueue(t, pool, messages...)
	for range 2 {
		runDispatcher(t, pool, smtp, mail.DispatcherOptions{})
	}
	eventually(t, func(c require.TestingT) { require.Equal(c, map[string]int{"sent": 500}, mailStates(c, pool)) })
	var ids []string
	for _, m := range mailbox.Messages("") {
		ids = append(ids, m.MessageID)
	}
	slices.Sort(ids)
	require.Len(t, ids, 500)
	require.Len(t, slices.Compact(ids), 500)
	for _, row := range mailRows(t, pool) {
		require.Equal(t, 1, row.Attempts, row.Key)
	}
}

func TestMailClaimsPutSignInLinksFirstAndForgetThemWhenSent(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	link := mail.SignIn{Link: "https://canbo.caoloc.example/s?token=secret", Expires: time.Now().Add(time.Hour)}
	enqueue(t, pool, mailTo("a", mailTask()), mailTo("b", mailTask()))
	enqueue(t, pool, mailTo("y", link), mailTo("z", link))
	outbox := postgres.NewMailOutbox(pool)
	claimed, err := outbox.Claim(t.Context(), mail.ClaimRequest{Rows: 2, Lease: time.Minute})
	require.NoError(t, err)
	require.Len(t, claimed, 2)
	for _, row := range claimed {
		require.Equal(t, mail.KindSignIn, row.Rows[0].Kind)
	}
	require.NoError(t, outbox.Settle(t.Context(), mail.Outcome{Key: "y", Attempt: 1, State: mail.Sent, MessageID: "<y>"}))
	require.NoError(t, outbox.Settle(t.Context(), mail.Outcome{Key: "z", Attempt: 1, State: mail.Failed, Reason: "550"}))
	for _, row := range mailRows(t, pool) {
		require.NotContains(t, row.Data, "secret", row.Key)
	}
}

func TestMailOutcomesOfAnEndedLeaseDoNotCount(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	outbox := postgres.NewMailOutbox(pool)
	enqueue(t, pool, mailTo("a", mailTask()))
	claim := func(lease time.Duration) []mail.Claimed {
		claimed, err := outbox.Claim(t.Context(), mail.ClaimRequest{Rows: 10, Lease: lease})
		require.NoError(t, err)
		return claimed
	}
	require.Equal(t, 1, claim(0)[0].Attempt)
	require.Equal(t, 2, claim(time.Hour)[0].Attempt, "the first lease ended")
	require.Empty(t, claim(time.Hour))

	settle := func(out mail.Outcome) string {
		out.Key = "a"
		require.NoError(t, outbox.Settle(t.Context(), out))
		return mailRows(t, pool)[0].State
	}
	require.Error(t, outbox.Begin(t.Context(), "a", 1))
	require.Equal(t, "sending", settle(mail.Outcome{Attempt: 1, State: mail.Pending}))
	require.Equal(t, "sending", settle(mail.Outcome{Attempt: 1, State: mail.Failed}))
	require.Equal(t, "sent", settle(mail.Outcome{Attempt: 1, State: mail.Sent, MessageID: "<a>"}), "it was sent, whoever says so")
	require.Equal(t, "sent", settle(mail.Outcome{Attempt: 2, State: mail.Failed}))
	require.Error(t, outbox.Settle(t.Context(), mail.Outcome{Key: "a", State: mail.Sending}))
	require.Empty(t, claim(time.Hour))
}

func TestMailGoesOnAfterTheDatabaseCutTheConnections(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	mailbox, smtp := mailServer(t)
	runDispatcher(t, pool, smtp, mail.DispatcherOptions{Poll: 50 * time.Millisecond})
	enqueue(t, pool, mailTo("a", mailTask()))
	eventually(t, func(c require.TestingT) { require.Len(c, mailbox.Messages(""), 1) })
	_, err := pool.Exec(t.Context(), `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
		WHERE datname = current_database() AND pid <> pg_backend_pid()`)
	require.NoError(t, err)
	pool.Reset()
	enqueue(t, pool, mailTo("b", mailTask()))
	eventually(t, func(c require.TestingT) { require.Len(c, mailbox.Messages(""), 2) })
}
