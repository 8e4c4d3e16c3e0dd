package postgres_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/mail"
	"canbo/internal/postgres"
	"canbo/internal/postgres/pgtest"
)

// toReader is a message about a task to the one reader of a test.
func toReader(key string, data mail.Data) mail.Message {
	return mail.Message{Key: key, To: mail.Correspondent{Name: "Lý Thị Mai", Address: "mai@caoloc.example"}, Data: data}
}

func taskOf(name string, due time.Time) mail.TaskOpened {
	t := mailTask()
	t.StepVi, t.Task, t.Due = name, name, due
	return t
}

func TestMailsAboutTasksOfOnePersonGoAsOne(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	mailbox, smtp := mailServer(t)
	day := time.Now().Add(24 * time.Hour)
	link := mail.SignIn{Link: "https://canbo.caoloc.example/s?token=secret", Expires: day}
	answered := mail.PetitionAnswered{
		Cycle: "caoloc-2018", BodyName: "Ban Thường vụ", GradeVi: "Hoàn thành tốt nhiệm vụ", Answered: time.Now(), Link: link.Link,
	}
	other := mailTo("other", taskOf("Bỏ phiếu", day))
	enqueue(t, pool, toReader("a", taskOf("Kiểm phiếu", day.Add(time.Hour))), toReader("b", mail.Reminder(taskOf("Đề xuất", day))),
		toReader("c", link), toReader("d", answered), other)
	later := toReader("e", taskOf("Thẩm định", time.Time{}))
	later.Wait = time.Hour
	enqueue(t, pool, later)
	runDispatcher(t, pool, smtp, mail.DispatcherOptions{Merge: true})
	eventually(t, func(c require.TestingT) { require.Equal(c, map[string]int{"sent": 6}, mailStates(c, pool)) })

	kinds := map[mail.Kind]mail.ReceivedMessage{}
	for _, m := range mailbox.Messages("mai@caoloc.example") {
		kinds[m.Kind] = m
	}
	require.Len(t, kinds, 3, "a link to sign in and an answer go alone")
	digest := kinds[mail.KindDigest]
	require.Less(t, strings.Index(digest.Text, "Đề xuất"), strings.Index(digest.Text, "Kiểm phiếu"), "by due time")
	require.Less(t, strings.Index(digest.Text, "Kiểm phiếu"), strings.Index(digest.Text, "Thẩm định"), "without a due time last")
	require.Equal(t, 2, strings.Count(digest.Calendar, "BEGIN:VEVENT"))
	for _, row := range mailRows(t, pool) {
		if slices.Contains([]string{"a", "b", "e"}, row.Key) {
			require.Equal(t, digest.MessageID, *row.MessageID, "each row knows in which message it went")
		} else {
			require.NotEqual(t, digest.MessageID, *row.MessageID)
		}
	}
	require.Equal(t, mail.KindTaskOpened, mailbox.Messages(other.To.Address)[0].Kind)
}

func TestMailWaitsForOthersAndThenTakesThemAlong(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	outbox := postgres.NewMailOutbox(pool)
	claim := func(merge bool) []mail.Claimed {
		claimed, err := outbox.Claim(t.Context(), mail.ClaimRequest{Rows: 1, Lease: time.Minute, Merge: merge})
		require.NoError(t, err)
		return claimed
	}
	for _, key := range []string{"a", "b"} {
		m := toReader(key, taskOf(key, time.Time{}))
		m.Wait = time.Hour
		enqueue(t, pool, m)
	}
	require.Empty(t, claim(true), "both wait")
	_, err := pool.Exec(t.Context(), "UPDATE mail_outbox SET next_attempt_at = now() WHERE key = 'b'")
	require.NoError(t, err)
	got := claim(true)
	require.Len(t, got, 1)
	require.Equal(t, "b", got[0].Key)
	require.Len(t, got[0].Rows, 2)
	require.Empty(t, claim(true))

	enqueue(t, pool, toReader("c", taskOf("c", time.Time{})), toReader("d", taskOf("d", time.Time{})))
	require.Len(t, claim(false)[0].Rows, 1, "digests are off")
}

func TestADigestKilledBeforeTheMarkComesAgainAsItWas(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	mailbox, smtp := mailServer(t)
	enqueue(t, pool, toReader("a", taskOf("Kiểm phiếu", time.Time{})), toReader("b", taskOf("Đề xuất", time.Time{})))
	ctx, die := context.WithCancel(t.Context())
	var onTheirWay sync.WaitGroup
	onTheirWay.Add(1)
	first, err := mail.NewDispatcher(killed{postgres.NewMailOutbox(pool), &onTheirWay, die}, smtp,
		mail.DispatcherOptions{From: mailOffice, PerMinute: 600_000, Merge: true})
	require.NoError(t, err)
	first.Run(ctx)

	enqueue(t, pool, toReader("c", taskOf("Thẩm định", time.Time{})))
	_, err = pool.Exec(t.Context(), "UPDATE mail_outbox SET leased_until = now() WHERE leased_until IS NOT NULL") // as if the lease were over
	require.NoError(t, err)
	runDispatcher(t, pool, smtp, mail.DispatcherOptions{Merge: true})
	eventually(t, func(c require.TestingT) { require.Equal(c, map[string]int{"sent": 3}, mailStates(c, pool)) })
	digests := map[string]string{}
	for _, m := range mailbox.Messages("") {
		if m.Kind == mail.KindDigest {
			digests[m.MessageID] += m.Text
		}
	}
	require.Len(t, digests, 1, "the digest twice under one Message-ID, the newcomer alone")
	require.Len(t, mailbox.Messages(""), 3)
	for _, text := range digests {
		require.Equal(t, 2, strings.Count(text, "- Kiểm phiếu;"))
		require.NotContains(t, text, "Thẩm định")
	}
}

func TestARowThatCannotBeSentHoldsNoDigestUp(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	_, smtp := mailServer(t)
	bad := taskOf("Đề xuất", time.Time{})
	bad.Link = "no link"
	enqueue(t, pool, toReader("a", taskOf("Kiểm phiếu", time.Time{})), toReader("b", bad), toReader("c", taskOf("Bỏ phiếu", time.Time{})))
	runDispatcher(t, pool, smtp, mail.DispatcherOptions{Merge: true, Poll: 5 * time.Millisecond})
	eventually(t, func(c require.TestingT) {
		require.Equal(c, map[string]int{"sent": 2, "failed": 1}, mailStates(c, pool))
	})
}

func TestDispatchersOnOneDatabaseKeepToTheRateTogether(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	for i := range 10 {
		enqueue(t, pool, mailTo(fmt.Sprint("m", i), mailTask()))
	}
	request := mail.ClaimRequest{Rows: 2, Lease: 10 * time.Minute, Every: time.Minute}
	var turns []time.Duration
	for range 4 { // each as a worker of its own
		claimed, err := postgres.NewMailOutbox(pool).Claim(t.Context(), request)
		require.NoError(t, err)
		for _, m := range claimed {
			turns = append(turns, m.Wait)
		}
	}
	require.Len(t, turns, 6, "what comes after half a lease is left for later")
	for i, turn := range turns {
		require.InDelta(t, time.Duration(i)*time.Minute, turn, float64(30*time.Second), "message %d", i)
	}
}

func TestWhoWantsNoDigestGetsEachMailAtOnce(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	insertOfficial(t, pool, "nong-van-bao", "bao@caoloc.example")
	insertOfficial(t, pool, "ly-thi-mai", "mai@caoloc.example")
	require.NoError(t, postgres.New(pool).PreferMail(t.Context(), "nong-van-bao", string(mail.KindDigest), false, time.Now()))
	for _, official := range []string{"nong-van-bao", "ly-thi-mai"} {
		for _, key := range []string{"a", "b"} {
			enqueue(t, pool, mail.Message{Key: official + key, Official: official, Data: taskOf(key, time.Time{}), Wait: time.Hour})
		}
	}
	claimed, err := postgres.NewMailOutbox(pool).Claim(t.Context(), mail.ClaimRequest{Rows: 10, Lease: time.Minute, Merge: true})
	require.NoError(t, err)
	require.Len(t, claimed, 2, "the other's wait for each other")
	for _, m := range claimed {
		require.Equal(t, "bao@caoloc.example", m.To.Address)
		require.Len(t, m.Rows, 1)
	}
}
