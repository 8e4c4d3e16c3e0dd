package web_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// A roster is handed in with a mistake, mended, looked at and applied.
func TestWalkUpdatingTheRoster(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	tab := o.tabWith(t, o.admin())
	tab.Visit(t, "/app/admin/roster")
	tab.Audit(t, "admin-roster")

	officials := seedFile(t, "officials.csv")
	file := filepath.Join(t.TempDir(), "officials.csv")
	hand := func(text string) {
		require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
		tab.Do(t, chromedp.SetUploadFiles("#files", []string{file}))
		tab.Press(t, `main form[method="post"] button`)
	}
	hand(strings.NewReplacer("1971-04-20", "20/4/1971", "Tày,2001-04-27", "Tày,1981-04-27", ",male,1976-03-01", ",nam,1976-03-01").Replace(officials))
	require.Contains(t, tab.Text(t, `main [role="alert"]`), "3 chỗ cần sửa")
	tab.Audit(t, "admin-roster-problem")

	hand(strings.Replace(officials, "La Đình Thụ", "La Đình Thụ Mới", 1) + "mini-90,Ma Văn Mới,male,1980-02-03,Tày,,mini-90@mini.example\n")
	require.Contains(t, tab.Path(t), "/app/admin/roster/imports/")
	tab.Audit(t, "admin-roster-preview")
	tab.Do(t, chromedp.SendKeys("#reason", "Bổ nhiệm cán bộ mới"), chromedp.SendKeys("#basis", "Quyết định 12-QĐ/HU"))
	tab.Press(t, `main form[method="post"] button`)
	require.Contains(t, tab.Text(t, "main .flash"), "Đã ghi")
	tab.Audit(t, "admin-roster-applied")
	require.Equal(t, "La Đình Thụ Mới", o.nameOf(t, "mini-06"))
}
