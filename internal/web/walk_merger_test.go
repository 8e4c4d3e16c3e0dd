package web_test

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// A unit ends in the middle of a cycle: the people are given posts, the differences are looked at, all move.
func TestWalkMergingAUnit(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	form := mergerForm(t, o)
	tab := o.tabWith(t, o.admin())
	tab.Visit(t, "/app/admin/cycles/"+cycle+"/changes")
	tab.Press(t, `main a[href$="/merger"]`)
	tab.Audit(t, "admin-merger-unit")
	tab.Do(t, chromedp.SetValue("#unit", "phong-noi-vu"))
	tab.Press(t, "main form button")
	tab.Press(t, "main form button")
	require.Contains(t, tab.Text(t, "#problem"), "chức danh mới")
	tab.Audit(t, "admin-merger-problem")
	for _, field := range []string{"post-mini-05", "post-mini-06", "post-mini-07", "day"} {
		tab.Do(t, chromedp.SetValue("#"+field, form.Get(field)))
	}
	tab.Press(t, `main button[value="check"]`)
	tab.Audit(t, "admin-merger-preview")
	tab.Do(t, chromedp.SendKeys("#reason", "Sáp nhập theo nghị quyết"), chromedp.SendKeys("#basis", "NQ 5-NQ/HU"))
	tab.Press(t, `main button[value="merge"]`)
	o.engine.pump(t.Context())
	tab.Visit(t, "/app/admin/cycles/"+cycle+"/changes")
	require.Contains(t, tab.Text(t, "main"), "✓ đã thực hiện")
	tab.Audit(t, "admin-merger-done")
}
