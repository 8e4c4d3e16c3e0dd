package web_test

import "testing"

func TestWalkPlanning(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.openReviews(t, communeList)
	tab := o.tabAs(t, "mini-08")
	tab.Visit(t, communeEditor)
	tab.Audit(t, "plan-editor")
	tab.Visit(t, communeBoard)
	tab.Audit(t, "plan-board")
}
