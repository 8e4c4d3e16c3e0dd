package web_test

import (
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
