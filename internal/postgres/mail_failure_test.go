package postgres_test

import (
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"canbo/internal/fault"
	"canbo/internal/mail"
	"canbo/internal/postgres"
	"canbo/internal/postgres/pgtest"
)

var everyMail = postgres.Page{Limit: 100}

// mailsOf lists what a filter chooses, by key of the tests: the local part of the address and the kind.
func mailsOf(t *testing.T, store *postgres.Store, f postgres.MailFilter) map[string]postgres.Mail {
	t.Helper()
	list, err := store.Mails(t.Context(), f, everyMail)
	require.NoError(t, err)
	all := map[string]postgres.Mail{}
	for _, m := range list.Items {
		local, _, _ := strings.Cut(m.Address, "@")
		all[local+" "+m.Kind] = m
	}
	return all
}

func bounceOf(messageID, address string) mail.Report {
	return mail.Report{MessageID: messageID, Receivers: []mail.Delivery{{Address: address, Failed: true, Status: "5.1.1", Diagnostic: "smtp; 550 no such user"}}}
}

func insertOfficial(t *testing.T, pool *pgxpool.Pool, code, email string) {
	t.Helper()
	_, err := pool.Exec(t.Context(), `INSERT INTO official (code, name, sex, born, ethnic_group, email)
		VALUES ($1, 'Nông Văn Bảo', 'male', '1975-03-02', 'Tày', $2)`, code, email)
	require.NoError(t, err)
}

func TestASentMailHasItsProof(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	store := postgres.New(pool)
	mailbox, smtp := mailServer(t)
	insertOfficial(t, pool, "nong-van-bao", "bao@caoloc.example")
	enqueue(t, pool, mail.Message{Key: "k", Official: "nong-van-bao", Data: mailTask()})
	runDispatcher(t, pool, smtp, mail.DispatcherOptions{})
	eventually(t, func(c require.TestingT) { require.Equal(c, map[string]int{"sent": 1}, mailStates(c, pool)) })
	got := mailsOf(t, store, postgres.MailFilter{Official: "nong-van-bao"})["bao task_opened"]
	require.Equal(t, mailbox.SMTPAddr(), got.Server)
	require.Contains(t, got.Reply, "250 ")
	require.Equal(t, mailbox.Messages("")[0].MessageID, got.MessageID)
	require.Equal(t, 1, got.Attempts)
	require.NotNil(t, got.SentAt)
	require.Nil(t, got.NextTryAt)
	require.Empty(t, mailsOf(t, store, postgres.MailFilter{Official: "nobody"}))
}

func TestAMailThatComesBackIsListedAndItsAddressIsNotWrittenToAgain(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	store := postgres.New(pool)
	mailbox, smtp := mailServer(t)
	runDispatcher(t, pool, smtp, mail.DispatcherOptions{Merge: true})
	enqueue(t, pool, toReader("a", taskOf("a", time.Time{})), toReader("b", taskOf("b", time.Time{})), mailTo("other", mailTask()))
	eventually(t, func(c require.TestingT) { require.Equal(c, map[string]int{"sent": 3}, mailStates(c, pool)) })
	id := mailbox.Messages("mai@caoloc.example")[0].MessageID

	_, err := store.MailBounced(t.Context(), bounceOf("<unknown@caoloc.example>", "mai@caoloc.example"))
	require.Equal(t, fault.NotFound, fault.KindOf(err))
	_, err = store.MailBounced(t.Context(), bounceOf(id, "other@caoloc.example"))
	require.Equal(t, fault.NotFound, fault.KindOf(err), "the message did not go there")
	delayed := bounceOf(id, "mai@caoloc.example")
	delayed.Receivers[0].Failed = false
	n, err := store.MailBounced(t.Context(), delayed)
	require.NoError(t, err)
	require.Zero(t, n)
	require.Equal(t, map[string]int{"sent": 3}, mailStates(t, pool))

	for range 2 { // a report may come twice
		n, err = store.MailBounced(t.Context(), bounceOf(id, "MAI@caoloc.example"))
		require.NoError(t, err)
		require.Equal(t, 2, n, "both that went in the digest")
	}
	require.Equal(t, map[string]int{"sent": 1, "bounced": 2}, mailStates(t, pool))
	got := mailsOf(t, store, postgres.MailFilter{State: "bounced"})["mai task_opened"]
	require.Equal(t, "5.1.1 smtp; 550 no such user", got.Error)
	require.NotEmpty(t, got.Reply, "that it was handed over stays on record")

	link := mail.SignIn{Link: "https://canbo.caoloc.example/s?token=x", Expires: time.Now().Add(time.Hour)}
	enqueue(t, pool, toReader("c", mail.Reminder(taskOf("c", time.Time{}))), toReader("d", link))
	eventually(t, func(c require.TestingT) {
		require.Equal(c, map[string]int{"sent": 2, "bounced": 2, "failed": 1}, mailStates(c, pool))
	})
	held := mailsOf(t, store, postgres.MailFilter{State: "failed"})["mai reminder"]
	require.True(t, held.Bouncing)
	require.Zero(t, held.Attempts)
	require.Contains(t, held.Error, "550 no such user")
	require.Equal(t, "sent", mailsOf(t, store, postgres.MailFilter{Kind: "sign_in"})["mai sign_in"].State, "who asks for a link may have mended it")
}

func TestARefusedAddressIsMarkedAndARetryGoesToTheNewOne(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	store := postgres.New(pool)
	mailbox, smtp := mailServer(t, mail.WithAnswers(func(address string) int {
		if strings.HasPrefix(address, "gone@") {
			return 550
		}
		return 0
	}))
	insertOfficial(t, pool, "nong-van-bao", "gone@caoloc.example")
	runDispatcher(t, pool, smtp, mail.DispatcherOptions{})
	first := mail.Message{Key: "a", Official: "nong-van-bao", Data: mailTask()}
	enqueue(t, pool, first)
	eventually(t, func(c require.TestingT) { require.Equal(c, map[string]int{"failed": 1}, mailStates(c, pool)) })
	failed := mailsOf(t, store, postgres.MailFilter{State: "failed"})["gone task_opened"]
	require.True(t, failed.Bouncing)

	act := postgres.MailAct{Actor: "key:office", Reason: "Đã sửa địa chỉ", Basis: "Phiếu 3", At: time.Now().UTC().Truncate(time.Microsecond)}
	require.Equal(t, fault.NotFound, fault.KindOf(store.RetryMail(t.Context(), failed.ID+100, act)))
	require.NoError(t, store.RetryMail(t.Context(), failed.ID, act))
	eventually(t, func(c require.TestingT) {
		require.Equal(c, 2, mailRows(c, pool)[0].Attempts)
		require.Equal(c, map[string]int{"failed": 1}, mailStates(c, pool))
	})

	_, err := pool.Exec(t.Context(), "UPDATE official SET email = 'bao@caoloc.example'")
	require.NoError(t, err)
	require.NoError(t, store.RetryMail(t.Context(), failed.ID, act))
	eventually(t, func(c require.TestingT) { require.Equal(c, map[string]int{"sent": 1}, mailStates(c, pool)) })
	require.Len(t, mailbox.Messages("bao@caoloc.example"), 1)
	require.Equal(t, fault.Conflict, fault.KindOf(store.RetryMail(t.Context(), failed.ID, act)), "it was sent")

	got, acts, err := store.Mail(t.Context(), failed.ID)
	require.NoError(t, err)
	require.Equal(t, "bao@caoloc.example", got.Address)
	require.Len(t, acts, 2)
	require.Equal(t, "Đã sửa địa chỉ", acts[0].Reason)
	require.Equal(t, "failed", acts[0].State)
	require.Contains(t, acts[0].Error, "550", "what it was is kept")
	require.True(t, act.At.Equal(acts[0].At))
	for _, statement := range []string{"DELETE FROM mail_act", "UPDATE mail_act SET reason = 'x'", "TRUNCATE mail_act"} {
		_, err := pool.Exec(t.Context(), statement)
		require.ErrorContains(t, err, "insert-only")
	}
}

func TestALinkToSignInIsNotSentAgain(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	store := postgres.New(pool)
	_, smtp := mailServer(t, mail.WithAnswers(func(string) int { return 554 }))
	enqueue(t, pool, mailTo("a", mail.SignIn{Link: "https://canbo.caoloc.example/s?token=secret", Expires: time.Now().Add(time.Hour)}))
	runDispatcher(t, pool, smtp, mail.DispatcherOptions{})
	eventually(t, func(c require.TestingT) { require.Equal(c, map[string]int{"failed": 1}, mailStates(c, pool)) })
	failed := mailsOf(t, store, postgres.MailFilter{})["a sign_in"]
	require.False(t, failed.Bouncing, "554 is not about the address")
	err := store.RetryMail(t.Context(), failed.ID, postgres.MailAct{Actor: "key:office", Reason: "x", Basis: "y", At: time.Now()})
	f, _ := fault.As(err)
	require.Equal(t, "mail_link_gone", f.Code)
}
