package web_test

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"canbo/internal/web"
	"canbo/internal/web/chrome"
)

const selfReviewPage = "/app/cycles/" + cycle + "/units/phong-noi-vu/self-review"

func TestWalkSelfReview(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	tab := o.tabAs(t, member)
	tab.Press(t, ".tasks a")
	require.Equal(t, selfReviewPage, tab.Path(t))
	tab.Audit(t, "self-review")

	typing := func(text string) {
		tab.Do(t, chromedp.SendKeys("#text-strengths", text))
	}
	typing("Hoàn thành chỉ tiêu. ")
	tab.Await(t, `document.getElementById("autosave").textContent.includes("đã lưu")`)
	require.Equal(t, 1, rows(t, o, "SELECT count(*) FROM draft WHERE body ->> 'text-strengths' LIKE 'Hoàn thành%'"))

	tab.Press(t, "main form .actions button")
	require.Contains(t, tab.Text(t, "#problem"), "Chọn mức xếp loại")
	require.Equal(t, "Hoàn thành chỉ tiêu. ", chrome.Eval[string](t, tab, `document.getElementById("text-strengths").value`))
	tab.Audit(t, "self-review-problem")

	t.Run("says when the server does not take the draft", func(t *testing.T) {
		chrome.Eval[bool](t, tab, `(window.fetchAlive = window.fetch, window.fetch = async () => new Response("", {status: 422}), true)`)
		typing("Chưa lưu được. ")
		tab.Await(t, `document.getElementById("autosave").textContent.includes("Chưa lưu được nháp")`)
		chrome.Eval[bool](t, tab, `(window.fetch = window.fetchAlive, true)`)
	})
	t.Run("survives a dead server", func(t *testing.T) {
		chrome.Eval[bool](t, tab, `(window.fetchAlive = window.fetch, window.fetch = () => Promise.reject(new Error("dead")), true)`)
		typing("Máy chủ chết. ")
		tab.Await(t, `document.getElementById("autosave").textContent.includes("chưa trả lời")`)
		tab.Visit(t, selfReviewPage) // the laptop was closed
		tab.Await(t, `document.getElementById("autosave").textContent.includes("đã lưu")`)
		require.Contains(t, chrome.Eval[string](t, tab, `document.getElementById("text-strengths").value`), "Máy chủ chết.")
		require.Equal(t, 1, rows(t, o, "SELECT count(*) FROM draft WHERE body ->> 'text-strengths' LIKE '%Máy chủ chết.%'"))
	})
	t.Run("shows both texts when another window has changed the draft", func(t *testing.T) {
		_, err := o.pool.Exec(t.Context(), `UPDATE draft SET body = body || '{"text-strengths": "Viết ở máy khác."}', updated_at = updated_at + interval '1 minute'`)
		require.NoError(t, err)
		typing("Viết ở đây. ")
		tab.Await(t, `!document.getElementById("conflict").hidden`)
		tab.Press(t, "#conflict button")
		require.Contains(t, tab.Text(t, "blockquote"), "Viết ở máy khác.")
		require.Contains(t, chrome.Eval[string](t, tab, `document.getElementById("text-strengths").value`), "Viết ở đây.")
		tab.Audit(t, "self-review-conflict")
	})
	for _, c := range []string{"political", "ethics", "style", "organisation", "results"} {
		tab.Do(t, chromedp.Click(`input[name="level-`+c+`"][value="Good"]`))
	}
	tab.Do(t, chromedp.Click(`input[name="grade"][value="Good"]`))
	chrome.Eval[bool](t, tab, slowSaves)
	typing("Nộp ngay.")
	tab.Await(t, "window.saving")
	tab.Press(t, "main form .actions button")
	require.Equal(t, "/app/inbox", tab.Path(t))
	require.Equal(t, "false", chrome.Eval[string](t, tab, `sessionStorage.getItem("overtaken")`), "the filing waits for what is being saved")
	require.Contains(t, tab.Text(t, ".flash"), "Đã nộp bản tự kiểm điểm")
	require.Zero(t, chrome.Eval[int](t, tab, "localStorage.length"), "nothing stays on the device")
	require.Equal(t, 1, rows(t, o, "SELECT count(*) FROM self_review WHERE grade = 'Good'"))
	require.Zero(t, rows(t, o, "SELECT count(*) FROM draft"))
	tab.Audit(t, "inbox-filed")
}

// slowSaves lets each save of a draft take a second on its way, and notes whether the page was left before it had arrived.
const slowSaves = `(() => {
	const send = window.fetch;
	window.fetch = async (...all) => {
		window.saving = true;
		await new Promise((gone) => setTimeout(gone, 1000));
		return send(...all).finally(() => { window.saving = false; });
	};
	addEventListener("pagehide", () => sessionStorage.setItem("overtaken", window.saving));
	return true;
})()`

// serve starts a web program of the office at an address, and returns what kills it with all its connections.
func (o *office) serve(t *testing.T, address string) (at *httptest.Server, kill func()) {
	t.Helper()
	l, err := new(net.ListenConfig).Listen(context.WithoutCancel(t.Context()), "tcp", address)
	require.NoError(t, err)
	at = httptest.NewUnstartedServer(web.New(o.deps))
	require.NoError(t, at.Listener.Close())
	at.Listener = l
	at.Start()
	return at, func() { require.NoError(t, at.Config.Close()) }
}

// The web program dies while somebody types, the session is ended while it is away, and another one starts at the same
// address on the same database.
func TestWalkSelfReviewWithAKilledServer(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	first, kill := o.serve(t, "127.0.0.1:0")
	o.server.Close()
	o.server = first
	tab := o.tabAs(t, member)
	tab.Visit(t, selfReviewPage)
	text := func() string {
		return chrome.Eval[string](t, tab, `document.getElementById("text-strengths").value`)
	}
	says := func(words string) {
		tab.Await(t, `document.getElementById("autosave").textContent.includes("`+words+`")`)
	}
	typing := func(words string) { tab.Do(t, chromedp.SendKeys("#text-strengths", words)) }
	typing("Hoàn thành chỉ tiêu. ")
	says("đã lưu")

	kill()
	_, err := http.Get(first.URL + "/healthz") //nolint:noctx // it fails at once
	require.Error(t, err, "the server is really gone")
	typing("Gõ khi máy chủ đã chết. ")
	says("chưa trả lời")
	require.Zero(t, rows(t, o, "SELECT count(*) FROM draft WHERE body ->> 'text-strengths' LIKE '%đã chết%'"))

	_, err = o.pool.Exec(t.Context(), "UPDATE session SET ended_at = created_at WHERE ended_at IS NULL")
	require.NoError(t, err)
	second, killAgain := o.serve(t, first.Listener.Addr().String())
	t.Cleanup(killAgain)
	require.Equal(t, first.URL, second.URL)
	says("Phiên làm việc đã hết") // the script tries again by itself
	typing("Gõ khi phiên đã hết. ")
	const all = "Hoàn thành chỉ tiêu. Gõ khi máy chủ đã chết. Gõ khi phiên đã hết. "
	require.Equal(t, all, text())
	tab.Audit(t, "self-review-signed-out")

	tab.Visit(t, selfReviewPage)
	require.Equal(t, "/sign-in", tab.Path(t))
	tab.Do(t, chromedp.SendKeys("#email", "mini06@mini.example"))
	tab.Press(t, "main button")
	tab.Visit(t, "/sign-in?token="+url.QueryEscape(o.link(t, member)))
	tab.Press(t, "main button")
	require.Equal(t, selfReviewPage, tab.Path(t), "where it was interrupted")
	says("đã lưu")
	require.Equal(t, all, text())
	require.Equal(t, 1, rows(t, o, "SELECT count(*) FROM draft WHERE body ->> 'text-strengths' = '"+all+"'"))
	require.Zero(t, chrome.Eval[int](t, tab, "localStorage.length"), "the copy on the device is not needed any more")
}
