package web_test

import (
	"net/http"
	"net/url"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestMailIsLookedAtAndSentAgainInTheBrowser(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	v := o.visitorWith(t, o.admin())
	list := v.get(t, "/app/admin/mail")
	require.Contains(t, list.text, "chờ gửi")
	require.Contains(t, v.get(t, "/app/admin/mail?state=failed").text, "Không có thư nào như vậy")
	var id int64
	require.NoError(t, o.pool.QueryRow(t.Context(), `UPDATE mail_outbox SET state = 'failed', last_error = '550 no such user'
		WHERE id = (SELECT min(id) FROM mail_outbox WHERE kind <> 'sign_in') RETURNING id`).Scan(&id))
	path := "/app/admin/mail/" + strconv.FormatInt(id, 10)
	require.Contains(t, v.get(t, "/app/admin/mail?state=failed").text, path)
	require.Contains(t, v.get(t, "/app/admin/concerns").text, "Thư không đến nơi")
	require.Contains(t, v.get(t, path).text, "550 no such user")
	refused := v.post(t, path, url.Values{"reason": {"Đã sửa địa chỉ"}})
	require.Equal(t, http.StatusUnprocessableEntity, refused.status)
	require.Contains(t, refused.text, `id="basis-problem"`)
	require.Contains(t, refused.text, "Đã sửa địa chỉ", "what was typed is shown again")
	sent := v.post(t, path, url.Values{"reason": {"Đã sửa địa chỉ"}, "basis": {"CV 3"}})
	require.Contains(t, sent.text, "gửi lại trong giây lát")
	require.Contains(t, sent.text, "CV 3")
	require.Equal(t, http.StatusNotFound, v.get(t, "/app/admin/mail/999999").status)
	require.Equal(t, http.StatusForbidden, o.visitorAs(t, member).get(t, "/app/admin/mail").status)
}

func TestAKindOfMailIsSwitchedInTheBrowser(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	v := o.visitorWith(t, o.admin())
	require.Contains(t, v.get(t, "/app/admin/mail-kinds").text, `value="reminder"`)
	form := url.Values{"kind": {"reminder"}, "enabled": {"false"}}
	refused := v.post(t, "/app/admin/mail-kinds", form)
	require.Equal(t, http.StatusUnprocessableEntity, refused.status)
	require.Contains(t, refused.text, `id="reminder.reason-problem"`)
	form.Set("reminder.reason", "Nghỉ Tết")
	form.Set("reminder.basis", "CV 4")
	off := v.post(t, "/app/admin/mail-kinds", form).text
	require.Contains(t, off, "✕ đã tắt")
	require.Contains(t, off, "Nghỉ Tết")
	watcher := o.visitorWith(t, o.inspector(t))
	require.NotContains(t, watcher.get(t, "/app/admin/mail-kinds").text, `name="enabled"`)
	require.Equal(t, http.StatusForbidden, o.visitorAs(t, member).get(t, "/app/admin/mail-kinds").status)
}

func TestASectionOfTheNavigationShowsItsPlacesWhileOneOfThemIsOpen(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	v := o.visitorWith(t, o.admin())
	away := v.get(t, "/app/planning").text
	require.Contains(t, away, "Quản trị")
	require.NotContains(t, away, "Thư đã gửi")
	within := v.get(t, "/app/admin/mail-kinds").text
	require.Contains(t, within, "Thư đã gửi")
	require.Contains(t, within, "Lịch tự động")
	require.NotContains(t, o.visitorAs(t, member).get(t, "/app/inbox").text, "Quản trị")
}

func TestLaunchesAndConcernsInTheBrowser(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	v := o.visitorWith(t, o.admin())
	require.Contains(t, v.get(t, "/app/admin/schedules/launches").text, "Lịch tự động chưa mở đợt nào")
	require.Contains(t, v.get(t, "/app/admin/concerns").text, "Không có gì cần xử lý")
	_, err := o.pool.Exec(t.Context(), `INSERT INTO launch (schedule, code, scheduled_at, outcome, fault_code, fault_text, launched_at)
		VALUES ('evaluation-yearly', 'mini-2018', now(), 'failed', 'not_ready', 'findings', now())`)
	require.NoError(t, err)
	require.Contains(t, v.get(t, "/app/admin/schedules/launches").text, "✕ không mở được")
	require.Contains(t, v.get(t, "/app/admin/concerns").text, "Lịch evaluation-yearly không mở được đợt mini-2018")
	watcher := o.visitorWith(t, o.inspector(t))
	require.Equal(t, http.StatusForbidden, watcher.get(t, "/app/admin/concerns").status, "they wait for administrators")
	require.Equal(t, http.StatusOK, watcher.get(t, "/app/admin/schedules/launches").status)
}
