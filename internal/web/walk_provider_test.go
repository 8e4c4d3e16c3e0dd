package web_test

import (
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/openid"
	"canbo/internal/web/chrome"
)

func TestWalkSigningInAtTheProvider(t *testing.T) {
	t.Parallel()
	server := httptest.NewUnstartedServer(nil)
	g := organisationAt(t, server, "http://"+server.Listener.Addr().String(), openid.EmailClaim, nil)
	g.provider.Find(t.Context())
	tab := chrome.Open(t, g.server.URL)
	tab.Visit(t, "/app/results")
	require.Equal(t, "/sign-in", tab.Path(t))
	tab.Audit(t, "sign-in-provider")

	g.mock.QueueUser(verified("nobody@mini.example"))
	tab.Press(t, `a[href="/sign-in/provider"]`)
	tab.Audit(t, "provider-unknown")

	g.mock.QueueUser(verified("mini06@mini.example"))
	tab.Visit(t, "/sign-in")
	tab.Press(t, `a[href="/sign-in/provider"]`)
	require.Contains(t, tab.Text(t, "header"), "La Đình Thụ")
	tab.Visit(t, "/app/account")
	tab.Audit(t, "account-provider")
}
