package web_test

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// A launch fails, the reason is seen and mended, the cycle is opened by hand; another schedule pauses, and days are filled in.
func TestWalkSchedules(t *testing.T) {
	t.Parallel()
	o := newScheduledOffice(t)
	tab := o.tabWith(t, o.admin())
	const list, at = "/app/admin/schedules", "/app/admin/schedules/evaluation-yearly"
	_, err := o.pool.Exec(t.Context(), `UPDATE body_member SET role = 'member' WHERE role = 'organisation' AND body = 'btv-mini'`)
	require.NoError(t, err)
	require.NoError(t, o.planned.Trigger(t.Context(), "evaluation-yearly"))
	tab.Visit(t, list)
	tab.Audit(t, "admin-schedules")
	tab.Press(t, `#evaluation-yearly a[href$="/trigger"]`)
	require.Contains(t, tab.Text(t, "main"), "cách khắc phục")
	tab.Audit(t, "admin-schedule-stuck")
	_, err = o.pool.Exec(t.Context(), `UPDATE body_member SET role = 'organisation' WHERE body = 'btv-mini' AND official = (
		SELECT min(official) FROM body_member WHERE body = 'btv-mini' AND role = 'member')`)
	require.NoError(t, err)
	tab.Visit(t, at+"/trigger")
	tab.Press(t, "main .actions button")
	tab.Audit(t, "admin-schedule-problem")
	tab.Do(t, chromedp.SendKeys("#reason", "Đã phân công người thẩm định"), chromedp.SendKeys("#basis", "QĐ 12-QĐ/HU"))
	tab.Press(t, "main .actions button")
	require.Equal(t, list, tab.Path(t))
	require.Contains(t, tab.Text(t, "#evaluation-yearly"), "✓ đã mở")

	tab.Press(t, `#planning-yearly a[href$="/pause"]`)
	tab.Do(t, chromedp.SendKeys("#reason", "Chờ sắp xếp tổ chức"), chromedp.SendKeys("#basis", "NQ 5-NQ/HU"))
	tab.Press(t, "main .actions button")
	require.Contains(t, tab.Text(t, "#planning-yearly"), "Chờ sắp xếp tổ chức")
	tab.Audit(t, "admin-schedules-paused")

	tab.Press(t, `#rotation-yearly a[href$="/backfill"]`)
	tab.Do(t, chromedp.SetValue("#from", "2018-01-01"), chromedp.SetValue("#to", "2018-12-31"))
	tab.Press(t, "form.search button")
	tab.Audit(t, "admin-schedule-backfill")
	tab.Do(t, chromedp.SendKeys("#reason", "Máy chủ nghỉ"), chromedp.SendKeys("#basis", "CV 9"))
	tab.Press(t, "main .actions button")
	require.Contains(t, tab.Text(t, "#rotation-yearly"), "✓ đã mở")
}
