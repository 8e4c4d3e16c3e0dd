package web_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"canbo/internal/web/chrome"
)

// One district for what administrators do to people: who leaves, who gets a role, what the audit tells, a result that is wrong.
func TestWalkADepartureARoleTheAuditAndACorrection(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	tab := o.tabWith(t, o.admin())
	changes := "/app/admin/cycles/" + cycle + "/changes"
	tab.Visit(t, changes)
	tab.Audit(t, "changes-empty")
	tab.Visit(t, changes+"/move")
	tab.Audit(t, "change-move")
	tab.Visit(t, changes+"/departure")
	tab.Do(t, chromedp.SetValue(`[name="official"]`, "mini-16"), chromedp.SetValue(`[name="optional-successor"]`, "mini-06"))
	tab.Press(t, `main form[method="post"] .actions button`)
	tab.Audit(t, "change-problem")
	tab.Do(t, chromedp.SendKeys("#reason", "Nghỉ hưu"), chromedp.SendKeys("#basis", "8-QĐ/HU"))
	tab.Press(t, `main form[method="post"] .actions button`)
	require.Equal(t, changes, tab.Path(t))
	o.engine.pump(t.Context())
	tab.Visit(t, changes)
	require.Contains(t, tab.Text(t, "main"), "✓ đã thực hiện")
	tab.Audit(t, "changes")

	tab.Visit(t, "/app/admin/roles?q=la+dinh+thu")
	tab.Audit(t, "roles-found")
	tab.Visit(t, "/app/admin/roles?official="+member)
	tab.Do(t, chromedp.SetValue("#role", "inspector"), chromedp.SendKeys("#reason", "Giám sát chuyên đề"), chromedp.SendKeys("#basis", "3-KH/HU"))
	tab.Press(t, `main form[method="post"] .actions button`)
	require.Contains(t, tab.Text(t, ".flash"), "Đã giao vai trò")
	tab.Audit(t, "roles")

	tab.Visit(t, "/app/admin/audit?people=yes")
	require.Contains(t, tab.Text(t, "main"), "Giám sát chuyên đề")
	tab.Audit(t, "audit")

	o.runToTheEnd(t)
	tab.Visit(t, "/app/admin"+officialPath(corrected)+"/correction")
	tab.Do(t, chromedp.Click(`input[name="grade"][value="NotCompleted"]`), chromedp.SendKeys("#reason", "Sai số liệu"), chromedp.SendKeys("#basis", "15-QĐ/HU"))
	tab.Audit(t, "correction")
	tab.Do(t, chromedp.SetValue("#basis_date", "2019-03-01"))
	o.working(t, func() { tab.Press(t, `main form[method="post"] .actions button`) })
	require.Equal(t, "/app/admin/people/"+corrected, tab.Path(t), tab.Text(t, "main"))
	tab.Audit(t, "person-corrected")
}

// working lets the engine work while something waits for it.
func (o *office) working(t *testing.T, do func()) {
	t.Helper()
	over := make(chan struct{})
	var working sync.WaitGroup
	working.Go(func() {
		for {
			o.engine.pump(t.Context())
			select {
			case <-over:
				return
			case <-time.After(20 * time.Millisecond):
			}
		}
	})
	do()
	close(over)
	working.Wait()
}

func TestWalkAResultOfASuperiorBody(t *testing.T) {
	t.Parallel()
	o := newOfficeUnder(t, policiesWith(t, "- step: proposal\n        mode: internal", "- step: proposal\n        mode: external"))
	o.open(t)
	var who, address string
	o.visitUntil(t, func(official, page string) bool {
		who, address = official, page
		return strings.HasSuffix(page, "/external-result")
	})
	tab := o.tabAs(t, who)
	tab.Visit(t, address)
	tab.Audit(t, "external")
	chrome.Eval[bool](t, tab, `document.querySelectorAll("main select").forEach(s => { s.value = "Good" }) ?? true`)
	tab.Do(t, chromedp.SendKeys("#document", "12-BC/HU"), chromedp.SetValue("#document_date", "2018-12-20"), chromedp.SendKeys("#decided_by", "Huyện ủy"))
	tab.Press(t, `main form[method="post"] .actions button`)
	require.Contains(t, tab.Text(t, ".flash"), "Đã ghi nhận kết quả của cấp trên")
	tab.Audit(t, "external-recorded")
}
