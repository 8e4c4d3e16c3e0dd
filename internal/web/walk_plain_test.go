package web_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"canbo/internal/web/chrome"
)

// plainTab is a browser that runs no script, in which an official signs in.
func (o *office) plainTab(t *testing.T, official string) *chrome.Tab {
	t.Helper()
	tab := chrome.Open(t, o.server.URL)
	tab.WithoutScripts(t)
	var address string
	require.NoError(t, o.pool.QueryRow(t.Context(), "SELECT email FROM official WHERE code = $1", official).Scan(&address))
	tab.Visit(t, "/sign-in")
	tab.Do(t, chromedp.SendKeys("#email", address))
	tab.Press(t, "main button")
	tab.Visit(t, "/sign-in?token="+url.QueryEscape(o.link(t, official)))
	tab.Press(t, "main button")
	require.Equal(t, "/app/inbox", tab.Path(t))
	require.Equal(t, "undefined", chrome.Eval[string](t, tab, "typeof htmx"), "no script has run")
	return tab
}

// The main acts in a browser without scripts.
func TestWalkWithoutScripts(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	for _, stop := range []struct {
		page string
		walk func(*testing.T, *office, *chrome.Tab)
	}{
		{"/self-review", plainSelfReview}, {"/papers", plainVote}, {"/proposals", plainProposals}, {"/decisions", plainDecisions},
		{"/acknowledgement", plainPetition},
	} {
		var who, page string
		o.visitUntil(t, func(official, at string) bool {
			if strings.HasSuffix(at, stop.page) && (stop.page != "/acknowledgement" || official == petitioner) {
				who, page = official, at
			}
			return page != ""
		})
		require.NotEmpty(t, page, "nobody came to %s", stop.page)
		tab := o.plainTab(t, who)
		tab.Visit(t, page)
		stop.walk(t, o, tab)
		tab.Close(t)
	}
}

func plainSelfReview(t *testing.T, _ *office, tab *chrome.Tab) {
	t.Helper()
	tab.Do(t, chromedp.SendKeys("#text-strengths", "Tận tụy với công việc."))
	tab.Press(t, `button[formaction="/app/drafts"]`)
	require.Equal(t, "Tận tụy với công việc.", chrome.Eval[string](t, tab, `document.getElementById("text-strengths").value`), "the draft is kept")
	tab.Press(t, `main form .actions button:not([formaction])`)
	tab.Await(t, `document.activeElement.id === "problem"`) // the problem takes the focus without a script too
	for criterion := range levels() {
		tab.Do(t, chromedp.Click(`input[name="level-`+criterion+`"][value="Good"]`))
	}
	tab.Do(t, chromedp.Click(`input[name="grade"][value="Good"]`))
	tab.Press(t, `main form .actions button:not([formaction])`)
	require.Contains(t, tab.Text(t, ".flash"), "Đã nộp")
}

func plainVote(t *testing.T, o *office, tab *chrome.Tab) {
	t.Helper()
	tab.Press(t, "main form:not([hidden]) button")
	tab.Do(t, chromedp.Click(".paper:nth-of-type(1) input[value=Good]"))
	tab.Press(t, "main form .actions button")
	require.Contains(t, tab.Text(t, "dl.facts"), "Hoàn thành tốt nhiệm vụ")
	tab.Press(t, "main form .actions button")
	require.Contains(t, tab.Text(t, "main"), "đã vào hòm")
	require.Positive(t, rows(t, o, "SELECT count(*) FROM ballot.box"))
}

func plainProposals(t *testing.T, _ *office, tab *chrome.Tab) {
	t.Helper()
	tab.Press(t, `main form button[formaction$="fill=suggested"]`)
	require.Zero(t, chrome.Eval[int](t, tab, `[...document.querySelectorAll("select[name^=grade-]")].filter(s => !s.value).length`))
	tab.Press(t, `main form button[formaction$="/check"]`)
	require.NotEmpty(t, tab.Text(t, "#caps tbody"), "the counter is right on reload")
	tab.Press(t, "main form .actions button:not([formaction])")
	require.Equal(t, "/app/inbox", tab.Path(t))
	require.NotEmpty(t, tab.Text(t, ".flash"))
}

func plainDecisions(t *testing.T, _ *office, tab *chrome.Tab) {
	t.Helper()
	tab.Press(t, `main form button[formaction$="fill=suggested"]`)
	tab.Press(t, "main form .actions button:not([formaction])")
	if problem := tab.Text(t, "#problem"); problem != "" { // a head waits for the result of the unit
		require.NotContains(t, problem, "script")
		require.NotEmpty(t, chrome.Eval[string](t, tab, `document.querySelector("select[name^=grade-]").value`), "what was chosen stays")
	}
}

func plainPetition(t *testing.T, _ *office, tab *chrome.Tab) {
	t.Helper()
	tab.Press(t, "main form a[role=button]")
	tab.Press(t, "main form .actions button:not([formaction])")
	require.Contains(t, tab.Text(t, "#problem"), "Nội dung và căn cứ kiến nghị")
	tab.Do(t, chromedp.SendKeys("#text", "Đề nghị xem xét lại chỉ tiêu thứ ba."))
	tab.Press(t, "main form .actions button:not([formaction])")
	require.Contains(t, tab.Text(t, ".flash"), "Đã gửi kiến nghị")
}
