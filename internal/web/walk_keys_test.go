package web_test

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// A key is made, shown once, and revoked.
func TestWalkKeysOfPrograms(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	tab := o.tabWith(t, o.admin())
	tab.Visit(t, "/app/admin/api-keys")
	tab.Audit(t, "admin-keys-none")
	tab.Do(t, chromedp.SendKeys("#name", "bao-cao-tinh"), chromedp.SendKeys("#reason", "Kết nối báo cáo tỉnh"), chromedp.SendKeys("#basis", "12-CV/HU"))
	tab.Press(t, "main .actions button")
	tab.Audit(t, "admin-keys-made")
	tab.Visit(t, "/app/admin/api-keys?lang=en")
	tab.Audit(t, "admin-keys-en")
	tab.Visit(t, "/app/admin/api-keys?lang=vi")
	tab.Do(t, chromedp.Click("details summary"), chromedp.SendKeys(`[id="bao-cao-tinh.reason"]`, "Lộ khóa"))
	tab.Press(t, "details button")
	tab.Audit(t, "admin-keys-refused")
	tab.Do(t, chromedp.SendKeys(`[id="bao-cao-tinh.basis"]`, "13-CV/HU"))
	tab.Press(t, "details button")
	tab.Audit(t, "admin-keys-revoked")
}
