package web_test

import (
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/web/chrome"
)

func TestWalkOfAnAdministrator(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	tab := chrome.Open(t, o.server.URL)
	tab.Visit(t, "/sign-in?token="+url.QueryEscape(o.adminLink(t)))
	tab.Press(t, "main button")
	require.Equal(t, "/app/cycles", tab.Path(t))
	tab.Visit(t, "/app/cycles?q=thu")
	tab.Audit(t, "cycles")
	o.visitUntil(t, func(_, page string) bool { return page == "/app/cycles/"+cycle+"/bodies/btv-mini/decisions" })
	o.clock.set(o.clock.Now().Add(10 * time.Hour))
	tab.Visit(t, "/app/cycles/"+cycle)
	tab.Audit(t, "dashboard")
	tab.Close(t)

	delegating := o.tabAs(t, head)
	delegating.Visit(t, "/app/delegations")
	delegating.Audit(t, "delegations")
}
