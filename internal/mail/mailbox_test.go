package mail_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/fault"
	"canbo/internal/mail"
)

func startMailbox(t *testing.T, options ...mail.MailboxOption) *mail.Mailbox {
	t.Helper()
	m, err := mail.StartMailbox(t.Context(), "127.0.0.1:0", "127.0.0.1:0", options...)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, m.Close()) })
	return m
}

func newSMTP(t *testing.T, o mail.Options) *mail.SMTP {
	t.Helper()
	s, err := mail.NewSMTP(o)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	return s
}

func get(t *testing.T, address string) (int, string) {
	t.Helper()
	r, err := http.Get(address)
	require.NoError(t, err)
	defer func() { require.NoError(t, r.Body.Close()) }()
	body, err := io.ReadAll(r.Body)
	require.NoError(t, err)
	return r.StatusCode, string(body)
}

func messages(t *testing.T, m *mail.Mailbox, query string) []mail.ReceivedMessage {
	t.Helper()
	status, body := get(t, m.HTTPURL()+"/api/messages?"+query)
	require.Equal(t, http.StatusOK, status, body)
	var got []mail.ReceivedMessage
	require.NoError(t, json.Unmarshal([]byte(body), &got))
	return got
}

// deliver sends one message of each kind to two readers.
func deliver(t *testing.T, m *mail.Mailbox) {
	t.Helper()
	s := newSMTP(t, mail.Options{Addr: m.SMTPAddr()})
	for _, to := range []string{"en.ht@caoloc.example", "thu.hv@caoloc.example"} {
		for _, name := range []string{"sign_in", "task_opened", "reminder", "result", "petition_answered"} {
			e := envelope(to + name)
			e.To.Address = to
			raw, err := mail.Compose(samples()[name], e)
			require.NoError(t, err)
			handOver(t, s, office.Address, to, raw)
		}
	}
}

func TestMailboxAnswersPrograms(t *testing.T) {
	t.Parallel()
	m := startMailbox(t)
	deliver(t, m)

	all := messages(t, m, "")
	require.Len(t, all, 10)
	for i, got := range all {
		require.Equal(t, int64(i+1), got.ID)
	}
	result := messages(t, m, "to=EN.HT@caoloc.example&kind=result")
	require.Len(t, result, 1)
	require.Equal(t, "Thông báo kết quả đánh giá, xếp loại chất lượng / Evaluation result", result[0].Subject)
	require.Equal(t, mail.MessageID("en.ht@caoloc.exampleresult", office.Address), result[0].MessageID)
	require.Contains(t, result[0].Text, "- Mức xếp loại: Hoàn thành tốt nhiệm vụ\n")
	require.Contains(t, result[0].HTML, "<li>Mức xếp loại: Hoàn thành tốt nhiệm vụ</li>")

	require.Empty(t, messages(t, m, "to=nobody@caoloc.example"))
	require.Len(t, messages(t, m, "after=7"), 3)
	require.Len(t, messages(t, m, "after=2&limit=4"), 4)
	require.Empty(t, messages(t, m, "after=10"))

	status, body := get(t, fmt.Sprintf("%s/api/messages/%d", m.HTTPURL(), result[0].ID))
	require.Equal(t, http.StatusOK, status)
	var one mail.ReceivedMessage
	require.NoError(t, json.Unmarshal([]byte(body), &one))
	require.Equal(t, result[0], one)
	for path, want := range map[string]int{
		"/api/messages/11": http.StatusNotFound, "/api/messages/x": http.StatusNotFound, "/messages/0": http.StatusNotFound,
		"/api/messages?after=x": http.StatusBadRequest, "/api/messages?after=-1": http.StatusBadRequest,
	} {
		status, _ := get(t, m.HTTPURL()+path)
		require.Equal(t, want, status, path)
	}
}

func TestMailboxShowsPeopleTheirMail(t *testing.T) {
	t.Parallel()
	m := startMailbox(t)
	_, body := get(t, m.HTTPURL())
	require.Contains(t, body, "Không có thư.")
	deliver(t, m)
	_, body = get(t, m.HTTPURL()+"/?kind=sign_in&to="+url.QueryEscape("thu.hv@caoloc.example"))
	require.Contains(t, body, `<a href="/messages/6">Liên kết đăng nhập / Sign-in link</a>`)
	require.NotContains(t, body, "/messages/1\"")
	_, body = get(t, m.HTTPURL()+"/messages/6")
	require.Contains(t, body, `<a href="https://canbo.caoloc.example/sign-in?token=abc">`)
	require.Contains(t, body, `<iframe title="HTML" sandbox="allow-popups allow-popups-to-escape-sandbox" src="/messages/6/html">`)
	_, body = get(t, m.HTTPURL()+"/messages/6/html")
	require.Contains(t, body, `<base target="_blank">`)
	require.Contains(t, body, `<p>Kính gửi đồng chí Hoàng Thị Én,</p>`)
}

func TestMailboxShowsMailThatIsNotOurs(t *testing.T) {
	t.Parallel()
	m := startMailbox(t)
	s := newSMTP(t, mail.Options{Addr: m.SMTPAddr()})
	const raw = "Subject: <b>hi</b>\r\n\r\n<script>alert(1)</script> http://a.example/?a=1&b=\"2\r\n.\r\n"
	handOver(t, s, "a@b.example", "c@d.example", []byte(raw))
	require.Contains(t, messages(t, m, "")[0].Text, "<script>")
	_, body := get(t, m.HTTPURL()+"/messages/1")
	require.NotContains(t, body, "<script>")
	require.NotContains(t, body, "<b>")
	require.Contains(t, body, `<a href="http://a.example/?a=1&amp;b=">`)
}

func TestMailboxKeepsToThisMachine(t *testing.T) {
	t.Parallel()
	for _, addr := range []string{"0.0.0.0:0", ":0", "192.0.2.1:25", "mail.example:25", "nonsense"} {
		_, err := mail.StartMailbox(t.Context(), addr, "127.0.0.1:0")
		require.Equal(t, fault.Invalid, fault.KindOf(err), addr)
		_, err = mail.StartMailbox(t.Context(), "127.0.0.1:0", addr)
		require.Equal(t, fault.Invalid, fault.KindOf(err), addr)
	}
	m := startMailbox(t)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, m.HTTPURL()+"/api/messages", nil)
	require.NoError(t, err)
	r.Host = "rebound.example"
	answer, err := http.DefaultClient.Do(r)
	require.NoError(t, err)
	require.NoError(t, answer.Body.Close())
	require.Equal(t, http.StatusForbidden, answer.StatusCode)
}

func TestMailboxForgetsTheOldest(t *testing.T) {
	t.Parallel()
	m := startMailbox(t)
	s := newSMTP(t, mail.Options{Addr: m.SMTPAddr()})
	for range 20_001 {
		handOver(t, s, "a@b.example", "c@d.example", note)
	}
	require.Equal(t, int64(2001), messages(t, m, "limit=1")[0].ID)
	require.Equal(t, int64(20_001), messages(t, m, "after=20000")[0].ID)
	_, body := get(t, m.HTTPURL())
	require.Equal(t, 100, strings.Count(body, "/messages/"))
	require.Contains(t, body, "before=19902")
}
