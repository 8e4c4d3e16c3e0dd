package web_test

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"canbo/internal/web/chrome"
)

// browserStops are the pages at which the walk through a cycle leaves the robots and uses a browser, the first time.
var browserStops = []struct{ page, picture string }{
	{"/minutes", "minutes"}, {"/tellers", "tellers"}, {"/papers", "ballot"}, {"/count-confirmation", "count-confirmation"},
	{"/proposals", "proposals"}, {"/appraisal-confirmation", "appraisal"}, {"/unit-grades", "unit-grades"},
	{"/decisions", "decisions"}, {"/announcement", "announcement"}, {"/acknowledgement", "result"}, {"/petition/answer", "petition-answer"},
}

func TestWalkVoteProposeDecidePetition(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	for _, stop := range browserStops {
		var at, who string
		o.visitUntil(t, func(official, page string) bool {
			if strings.HasSuffix(page, stop.page) && (stop.picture != "result" || official == petitioner) {
				at, who = page, official
			}
			return at != ""
		})
		require.NotEmpty(t, at, "nobody came to %s", stop.page)
		tab := o.tabAs(t, who)
		tab.Visit(t, at)
		tab.Audit(t, stop.picture)
		switch stop.picture {
		case "ballot":
			walkBallot(t, o, tab)
		case "proposals":
			walkProposals(t, tab)
		case "decisions":
			walkDecisions(t, tab)
		case "result":
			walkPetition(t, tab)
		case "petition-answer":
			walkAnswer(t, o, tab)
		}
		tab.Visit(t, "/app/meetings")
		tab.Audit(t, "meetings-"+stop.picture)
		if links := chrome.Eval[int](t, tab, `document.querySelectorAll(".tasks a").length`); links > 0 && (stop.picture == "proposals" || stop.picture == "decisions") {
			tab.Visit(t, at[:strings.LastIndex(at, "/")])
			tab.Audit(t, "board-"+stop.picture)
		}
		tab.Close(t)
	}
}

// walkBallot draws, loses the page, finds the papers again, checks and casts.
func walkBallot(t *testing.T, o *office, tab *chrome.Tab) {
	t.Helper()
	start := tab.Path(t)
	before := rows(t, o, "SELECT count(*) FROM ballot.roll WHERE issued")
	tab.Press(t, "main form:not([hidden]) button")
	require.Equal(t, before+1, rows(t, o, "SELECT count(*) FROM ballot.roll WHERE issued"))
	tab.Audit(t, "papers")
	tab.Do(t, chromedp.Click(".paper:nth-of-type(1) input[value=Good]"))
	chrome.Eval[bool](t, tab, `(document.querySelector("form[data-papers]").dispatchEvent(new Event("submit")), true)`) // no question on leaving
	tab.Visit(t, start)
	tab.Press(t, "form[data-papers-again] button")
	require.True(t, chrome.Eval[bool](t, tab, `document.querySelector(".paper input[value=Good]").checked`), "the choice is still there")
	tab.Press(t, "main form .actions button")
	require.Contains(t, tab.Text(t, "dl.facts"), "Hoàn thành tốt nhiệm vụ")
	tab.Audit(t, "papers-check")
	tab.Press(t, "main form .actions button")
	require.Contains(t, tab.Text(t, "main"), "đã vào hòm")
	require.True(t, chrome.Eval[bool](t, tab, `sessionStorage.getItem("canbo-papers") === null`), "cast papers are kept nowhere")
	tab.Audit(t, "papers-cast")
}

// walkProposals sees the counter of the cap follow what is chosen.
func walkProposals(t *testing.T, tab *chrome.Tab) {
	t.Helper()
	const counted = `document.querySelector("#caps tbody").innerText`
	before := chrome.Eval[string](t, tab, counted)
	tab.Do(t, chromedp.SetValue("select[name^=grade-]", "Excellent"))
	chrome.Eval[bool](t, tab, `(document.querySelector("select[name^=grade-]").dispatchEvent(new Event("change", {bubbles: true})), true)`)
	tab.Await(t, counted+" !== "+quoted(before))
	tab.Press(t, "main form .actions button")
	require.Contains(t, tab.Text(t, "#problem"), "Chọn mức xếp loại")
	tab.Audit(t, "proposals-problem")
}

// walkDecisions is asked for a reason where a decision departs from the suggestion, and nowhere else.
func walkDecisions(t *testing.T, tab *chrome.Tab) {
	t.Helper()
	tab.Press(t, `main form button[formaction$="fill=suggested"]`)
	require.Zero(t, chrome.Eval[int](t, tab, `document.querySelectorAll(".why:not([hidden])").length`))
	chrome.Eval[bool](t, tab, `(() => { const s = document.querySelector("select[name^=grade-]");
		s.value = s.value === "NotCompleted" ? "Good" : "NotCompleted"; s.dispatchEvent(new Event("change", {bubbles: true})); return true })()`)
	require.Equal(t, 1, chrome.Eval[int](t, tab, `document.querySelectorAll(".why:not([hidden])").length`))
	tab.Press(t, "main form .actions button")
	require.Contains(t, tab.Text(t, "#problem"), "Nêu lý do")
	tab.Audit(t, "decisions-reason")
}

func walkPetition(t *testing.T, tab *chrome.Tab) {
	t.Helper()
	tab.Press(t, "main form a[role=button]")
	tab.Audit(t, "petition")
	tab.Do(t, chromedp.SendKeys("#text", "Đề nghị xem xét lại chỉ tiêu thứ ba."))
	tab.Press(t, "main form .actions button")
	require.Contains(t, tab.Text(t, ".flash"), "Đã gửi kiến nghị")
	tab.Visit(t, "/app/results")
	tab.Audit(t, "results")
}

// walkAnswer answers the petition, and the petitioner reads the answer.
func walkAnswer(t *testing.T, o *office, tab *chrome.Tab) {
	t.Helper()
	tab.Do(t, chromedp.Click(`input[name="outcome"][value="upheld"]`), chromedp.SendKeys("#text", "Đã kiểm tra lại; kết quả đúng quy định."))
	tab.Press(t, "main form .actions button")
	o.engine.pump(t.Context())
	reader := o.tabAs(t, petitioner)
	reader.Visit(t, "/app"+officialPath(petitioner))
	require.Contains(t, reader.Text(t, "main"), "Đã kiểm tra lại; kết quả đúng quy định.")
	reader.Audit(t, "petition-answered")
	reader.Close(t)
}

func quoted(text string) string { return "`" + text + "`" }
