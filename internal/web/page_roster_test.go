package web_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// upload posts a form with files, as a browser does.
func (v *visitor) upload(t *testing.T, address string, files map[string]string) seen {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, text := range files {
		part, err := w.CreateFormFile("files", name)
		require.NoError(t, err)
		_, err = part.Write([]byte(text))
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, v.o.server.URL+address, &body)
	require.NoError(t, err)
	r.Header.Set("Content-Type", w.FormDataContentType())
	got := v.send(t, r)
	if got.status == http.StatusSeeOther {
		return v.get(t, got.header.Get("Location"))
	}
	return got
}

func TestTheRosterInTheBrowser(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	v := o.visitorWith(t, o.admin())
	const address = "/app/admin/roster"
	require.Contains(t, v.get(t, address).text, "Tải dữ liệu hiện có")
	officials := seedFile(t, "officials.csv")

	t.Run("asks for a file", func(t *testing.T) {
		got := v.upload(t, address, nil)
		require.Equal(t, http.StatusUnprocessableEntity, got.status)
		require.Contains(t, got.text, `id="files-problem"`)
	})
	t.Run("says in Vietnamese what is wrong, with place, value and remedy", func(t *testing.T) {
		got := v.upload(t, address, map[string]string{"officials.csv": strings.Replace(officials, "1971-04-20", "20/4/1971", 1)})
		require.Equal(t, http.StatusUnprocessableEntity, got.status)
		for _, want := range []string{"Tệp có 1 chỗ cần sửa", "Cán bộ (officials)", ">2</td>", "Ngày sinh (born)", "20/4/1971", "không phải là ngày", "2018-12-31"} {
			require.Contains(t, got.text, want)
		}
	})
	t.Run("refuses a file that is none", func(t *testing.T) {
		got := v.upload(t, address, map[string]string{"a.pdf": "%PDF"})
		require.Equal(t, http.StatusUnprocessableEntity, got.status)
		require.Contains(t, got.text, "Tệp không đọc được")
	})
	edited := strings.Replace(officials, "La Đình Thụ", "La Đình Thụ Mới", 1) + "mini-90,Ma Văn Mới,male,1980-02-03,Tày,,mini-90@mini.example\n"
	shown := v.upload(t, address, map[string]string{"officials.csv": edited})
	t.Run("shows each change before it is written", func(t *testing.T) {
		require.Equal(t, http.StatusOK, shown.status, shown.text)
		for _, want := range []string{"+ mới", "± thay đổi", "La Đình Thụ</del>", "La Đình Thụ Mới</ins>", "Ma Văn Mới", "Có đợt đang tiến hành", "Áp dụng 2 thay đổi", "Có hiệu lực ngay"} {
			require.Contains(t, shown.text, want)
		}
		only := v.get(t, shown.at+"?kind=new").text
		require.Contains(t, only, "Ma Văn Mới")
		require.NotContains(t, only, "La Đình Thụ Mới")
		require.Equal(t, "La Đình Thụ", o.nameOf(t, "mini-06"))
	})
	t.Run("shows them anew when the record has changed", func(t *testing.T) {
		_, err := o.pool.Exec(t.Context(), `UPDATE official SET name = 'Người Khác' WHERE code = 'mini-07'`)
		require.NoError(t, err)
		got := v.post(t, shown.at, url.Values{"reason": {"Bổ nhiệm"}, "basis": {"QĐ 1"}})
		require.Equal(t, http.StatusConflict, got.status)
		require.Contains(t, got.text, "đã được lập lại")
		require.Contains(t, got.text, "Người Khác</del>")
		require.Contains(t, got.text, `value="QĐ 1"`, "what was typed is shown again")
	})
	t.Run("asks for the reason, and writes", func(t *testing.T) {
		got := v.post(t, shown.at, url.Values{"basis": {"QĐ 1"}})
		require.Equal(t, http.StatusUnprocessableEntity, got.status)
		require.Contains(t, got.text, `id="reason-problem"`)
		done := v.post(t, shown.at, url.Values{"reason": {"Bổ nhiệm"}, "basis": {"QĐ 1"}})
		require.Equal(t, http.StatusOK, done.status, done.text)
		require.Contains(t, done.text, "3 dòng được thêm hoặc sửa")
		require.NotContains(t, done.text, "Áp dụng 3 thay đổi")
		require.Equal(t, "La Đình Thụ Mới", o.nameOf(t, "mini-06"))
	})
	t.Run("an inspector downloads and hands nothing in", func(t *testing.T) {
		watcher := o.visitorWith(t, o.inspector(t))
		page := watcher.get(t, address)
		require.Equal(t, http.StatusOK, page.status)
		require.NotContains(t, page.text, `type="file"`)
		require.Equal(t, http.StatusForbidden, watcher.upload(t, address, map[string]string{"officials.csv": officials}).status)
		require.Contains(t, watcher.get(t, address+"/roster.xlsx").header.Get("Content-Disposition"), "danh-ba-can-bo")
		require.Equal(t, http.StatusForbidden, o.visitorAs(t, head).get(t, address).status)
	})
}
