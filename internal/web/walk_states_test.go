package web_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"canbo/internal/web/chrome"
)

// Pages with nothing on them, and what a reader sees while the engine does not answer, in both languages.
func TestWalkEmptyAndUnconfirmed(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	tab := o.tabAs(t, member)
	for name, path := range map[string]string{
		"empty-inbox": "/app/inbox", "empty-meetings": "/app/meetings", "empty-results": "/app/results", "empty-delegations": "/app/delegations",
	} {
		tab.Visit(t, path)
		require.Equal(t, 1, chrome.Eval[int](t, tab, `document.querySelectorAll("h1").length`))
		tab.Audit(t, name)
	}
	o.open(t)
	tab.Visit(t, selfReviewPage)
	for criterion := range levels() {
		tab.Do(t, chromedp.Click(`input[name="level-`+criterion+`"][value="Good"]`))
	}
	tab.Do(t, chromedp.Click(`input[name="grade"][value="Good"]`))
	o.engine.setDown(true)
	tab.Press(t, "main form .actions button:not([formaction])")
	require.Contains(t, tab.Path(t), "/app/commands/")
	require.Contains(t, tab.Text(t, ".note"), "Đã nhận", "what was filed is safe, and the page says so")
	tab.Audit(t, "unconfirmed")
	tab.Visit(t, tab.Path(t)+"?lang=en")
	tab.Audit(t, "unconfirmed-en")
	o.engine.setDown(false)
	tab.Visit(t, "/app/inbox?lang=en")
	tab.Audit(t, "inbox-en")
	tab.Visit(t, "/app/meetings")
	tab.Audit(t, "meetings-en")
	tab.Visit(t, selfReviewPage)
	tab.Audit(t, "self-review-en")
}

// Every page that stands in place of another, as a browser shows it.
func TestWalkRefusals(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	broken := brokenOffices(t, o)
	o.visitorFrom(broken["limited"]).post(t, "/sign-in", url.Values{"email": {"mini06@mini.example"}}) // the one that is allowed
	cases := refusedRequests()
	for _, who := range []string{"", member, outsider, "admin"} {
		var tab *chrome.Tab
		switch who {
		case "":
			tab = chrome.Open(t, o.server.URL)
		case "admin":
			tab = o.tabWith(t, o.admin())
		default:
			tab = o.tabAs(t, who)
		}
		for _, name := range slices.Sorted(maps.Keys(cases)) {
			c := cases[name]
			if c.as != who || c.site != "" {
				continue
			}
			tab.Do(t, chromedp.Navigate(broken[c.at].server.URL+"/sign-in"))
			ask(t, tab, c)
			require.Equal(t, c.title, tab.Text(t, "h1"), name)
			picture := "refusal-" + strings.ReplaceAll(name, " ", "-")
			tab.Audit(t, picture)
			if c.status == http.StatusUnauthorized || c.status == http.StatusForbidden || c.status == http.StatusInternalServerError {
				tab.Do(t, chromedp.Navigate(broken[c.at].server.URL+"/sign-in?lang=en"))
				ask(t, tab, c)
				tab.Audit(t, picture+"-en")
				tab.Do(t, chromedp.Navigate(broken[c.at].server.URL+"/sign-in?lang=vi"))
			}
		}
		tab.Close(t)
	}
}

// ask sends a request as a form of the page does that the tab shows.
func ask(t *testing.T, tab *chrome.Tab, c refusedRequest) {
	t.Helper()
	raw, err := json.Marshal(c.form)
	require.NoError(t, err)
	chrome.Eval[bool](t, tab, `(() => {
		window.leaving = true;
		const form = document.createElement("form");
		form.method = `+quoted(c.method)+`; form.action = `+quoted(c.path)+`;
		for (const [name, values] of Object.entries(`+string(raw)+` ?? {}))
			for (const value of values) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
		document.body.append(form); form.submit(); return true })()`)
	tab.Await(t, "window.leaving === undefined && document.readyState === 'complete'")
}

// The first pages of an administrator whose office has nothing yet.
func TestWalkANewOffice(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.empty(t)
	tab := o.tabWith(t, o.admin())
	for _, path := range []string{"/app/admin/cycles", "/app/admin/people", "/app/planning", "/app/rotation", "/app/rotation/plans"} {
		tab.Visit(t, path)
		tab.Audit(t, "new-office"+strings.ReplaceAll(strings.TrimPrefix(path, "/app"), "/", "-"))
	}
}
