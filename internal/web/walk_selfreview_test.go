package web_test

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

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
	tab.Press(t, "main form .actions button")
	require.Equal(t, "/app/inbox", tab.Path(t))
	require.Contains(t, tab.Text(t, ".flash"), "Đã nộp bản tự kiểm điểm")
	require.Zero(t, chrome.Eval[int](t, tab, "localStorage.length"), "nothing stays on the device")
	require.Equal(t, 1, rows(t, o, "SELECT count(*) FROM self_review WHERE grade = 'Good'"))
	require.Zero(t, rows(t, o, "SELECT count(*) FROM draft"))
	tab.Audit(t, "inbox-filed")
}
