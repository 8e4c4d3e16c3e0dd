package web_test

import "testing"

// The figures of a day with their chart, their definition and their sources.
func TestWalkFigures(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	tab := o.tabWith(t, o.admin())
	tab.Visit(t, "/app/admin/figures?day=2020-06-30")
	tab.Audit(t, "admin-figures")
	tab.Visit(t, "/app/admin/figures?day=2020-06-30&lang=en")
	tab.Audit(t, "admin-figures-en")
	tab.Visit(t, "/app/admin/figures?day=2010-06-30&lang=vi")
	tab.Audit(t, "admin-figures-before")
}
