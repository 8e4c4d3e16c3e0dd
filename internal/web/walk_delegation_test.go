package web_test

import "testing"

func TestWalkDelegating(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	tab := o.tabAs(t, head)
	tab.Visit(t, "/app/delegations")
	tab.Audit(t, "delegations")
}
