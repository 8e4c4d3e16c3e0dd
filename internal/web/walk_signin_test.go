package web_test

import (
	"net/url"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"canbo/internal/web/chrome"
)

// The walks go through the pages with a real browser. `make walks` runs them alone.

// tabAs is a browser in which an official has signed in.
func (o *office) tabAs(t *testing.T, official string) *chrome.Tab {
	t.Helper()
	tab := chrome.Open(t, o.server.URL)
	var address string
	require.NoError(t, o.pool.QueryRow(t.Context(), "SELECT email FROM official WHERE code = $1", official).Scan(&address))
	tab.Visit(t, "/sign-in")
	tab.Do(t, chromedp.SendKeys("#email", address))
	tab.Press(t, "main button")
	tab.Visit(t, "/sign-in?token="+url.QueryEscape(o.link(t, official)))
	tab.Press(t, "main button")
	require.Equal(t, "/app/inbox", tab.Path(t))
	return tab
}

func TestWalkSigningIn(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	tab := chrome.Open(t, o.server.URL)
	tab.Visit(t, "/")
	require.Equal(t, "/sign-in", tab.Path(t))
	tab.Audit(t, "sign-in")

	tab.Do(t, chromedp.SendKeys("#email", "mini06"))
	tab.Press(t, "main button")
	require.Equal(t, "problem", chrome.Eval[string](t, tab, "document.activeElement.id"), "the focus is on what is wrong")
	tab.Audit(t, "sign-in-problem")

	tab.Do(t, chromedp.SetValue("#email", "mini06@mini.example"))
	tab.Press(t, "main button")
	tab.Audit(t, "sign-in-sent")
	tab.Visit(t, "/sign-in?token="+url.QueryEscape(o.link(t, member)))
	tab.Audit(t, "sign-in-link")
	tab.Press(t, "main button")
	require.Contains(t, tab.Text(t, "main"), "Phòng Nội vụ")
	tab.Audit(t, "inbox")
	tab.Visit(t, "/app/account")
	tab.Audit(t, "account")
	tab.Visit(t, "/app/no-such-page")
	tab.Audit(t, "not-found")
	tab.Visit(t, "/app/account")
	tab.Press(t, "main button")
	require.Equal(t, "/sign-in", tab.Path(t))
}
