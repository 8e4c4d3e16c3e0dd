package web_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
)

func panelPath(process string) string { return "/app/admin/process?id=" + url.QueryEscape(process) }

func TestAProcessIsLookedAtAndSteeredInTheBrowser(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	one := unitReview("phong-noi-vu")
	v := o.visitorWith(t, o.admin())
	fresh := v.get(t, panelPath(one))
	for _, want := range []string{"Kiểm điểm tại đơn vị: Phòng Nội vụ", "Đang chạy", "La Đình Thụ", "Gia hạn", "Tạm dừng", "giao việc và gửi thư"} {
		require.Contains(t, fresh.text, want)
	}
	require.NotContains(t, fresh.text, `name="resume.reason"`, "only a process that is paused goes on")
	due := openDue(t, o, one)
	steer := func(key, do string, change func(url.Values)) seen {
		form := url.Values{
			"id": {one}, "do": {do}, "key": {key}, do + ".step": {evaluation.StepSelfReview}, do + ".reason": {"Mưa lũ"}, do + ".basis": {"12-CV/HU"},
		}
		if change != nil {
			change(form)
		}
		return v.post(t, "/app/admin/process", form)
	}
	last := due.AddDate(0, 0, 7)
	extended := steer("k1", "extend", func(f url.Values) { f.Set("extend.due", last.Format(time.DateOnly)) })
	require.Equal(t, panelPath(one), extended.at, extended.text)
	require.True(t, openDue(t, o, one).After(due))
	for _, want := range []string{"Đã ghi nhận", "Mưa lũ", "12-CV/HU", "Khóa quản trị của hệ thống"} {
		require.Contains(t, extended.text, want)
	}

	refusals := []struct {
		name, do string
		change   func(url.Values)
		status   int
		want     string
	}{
		{"a day that is none", "extend", func(f url.Values) { f.Set("extend.due", "mai") }, 422, `id="extend.due-problem"`},
		{"no reason", "pause", func(f url.Values) { f.Del("pause.reason") }, 422, `id="pause.reason-problem"`},
		{"days that are no number", "reopen", func(f url.Values) { f.Set("reopen.days", "") }, 422, "một số"},
		{"to go on though it runs", "resume", nil, 409, "không tạm dừng"},
		{"an act that there is not", "decide", nil, 404, "Không"},
	}
	for i, tt := range refusals {
		t.Run(tt.name, func(t *testing.T) {
			got := steer("refused-"+string(rune('a'+i)), tt.do, tt.change)
			require.Equal(t, tt.status, got.status, got.text)
			require.Contains(t, got.text, tt.want)
		})
	}
	require.Contains(t, steer("k2", "pause", nil).text, "‖ Tạm dừng")
	require.Contains(t, steer("k3", "resume", nil).text, "Đang chạy")
	require.Contains(t, steer("k4", "remind", nil).text, "gửi thư nhắc")
	require.Contains(t, steer("k5", "close_step", nil).text, "Mở lại bước")
	require.Contains(t, steer("k6", "reopen", func(f url.Values) { f.Set("reopen.days", "2") }).text, "Đã ghi nhận")
	require.Equal(t, http.StatusNotFound, v.get(t, panelPath("unit-review/none/none")).status)

	log := o.admin().get(t, "/processes/log?limit=2&process="+url.QueryEscape(one))
	require.NotEmpty(t, log.body["next"])
	next := o.admin().get(t, "/processes/log?limit=2&process="+url.QueryEscape(one)+"&after="+url.QueryEscape(log.body["next"].(string)))
	require.NotEqual(t, log.items()[1], next.items()[0], "the list goes on where it ended")
	bad := o.admin().get(t, "/processes/log?after=x&process="+url.QueryEscape(one))
	require.Equal(t, "bad_cursor", bad.code())

	watcher := o.visitorWith(t, o.inspector(t))
	require.NotContains(t, watcher.get(t, panelPath(one)).text, `value="extend"`)
	require.Equal(t, http.StatusForbidden, o.visitorAs(t, member).get(t, panelPath(one)).status)
}

func TestATaskIsGivenToAnotherAndACycleCancelledInTheBrowser(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	v := o.visitorWith(t, o.admin())
	form := url.Values{
		"id": {evaluation.CycleID(cycle)}, "do": {"cancel"}, "key": {"c1"}, "cancel.reason": {"Sáp nhập huyện"}, "cancel.basis": {"NQ 12"},
	}
	unsure := v.post(t, "/app/admin/process", form)
	require.Equal(t, http.StatusUnprocessableEntity, unsure.status)
	require.Contains(t, unsure.text, "đánh dấu xác nhận")
	form.Set("cancel.sure", "yes")
	require.Equal(t, panelPath(evaluation.CycleID(cycle)), v.post(t, "/app/admin/process", form).at)
	o.engine.pump(t.Context())
	require.Contains(t, v.get(t, "/app/admin/cycles").text, "Đã hủy")
	require.Contains(t, v.get(t, panelPath(unitReview("phong-noi-vu"))).text, "✕ Đã hủy")
}

func TestThePanelNeverShowsWhoHasVoted(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	one := unitReview("phong-noi-vu")
	_, err := o.pool.Exec(t.Context(), `INSERT INTO task (process, step, act, assignee, holder, seq, opened_at, done_at)
		VALUES ($1, 'ballot', 'vote', 'mini-01', '', 999, now(), now())`, one)
	require.NoError(t, err)
	for _, task := range o.admin().get(t, "/processes/tasks?process="+url.QueryEscape(one)).items() {
		require.NotEqual(t, "vote", task["act"])
	}
	v := o.visitorWith(t, o.admin())
	require.NotContains(t, v.get(t, panelPath(one)).text, "mini-01")
	require.NotContains(t, v.get(t, "/app/admin/people/mini-01").text, "xong lúc")
}

func TestPeopleAreFoundWithAndWithoutAccents(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	tests := []struct {
		name, query string
		found       bool
	}{
		{"the whole name", "La Đình Thụ", true},
		{"without accents", "la dinh thu", true},
		{"parts in another order", "thu LA", true},
		{"a code", "mini-06", true},
		{"an address", "mini06@", true},
		{"somebody else", "nguyen khong ai", false},
		{"a percent sign is no wildcard", "%", false},
		{"nor is an underscore", "mini_06", false},
	}
	v := o.visitorWith(t, o.admin())
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := v.get(t, "/app/admin/people?q="+url.QueryEscape(tt.query))
			require.Equal(t, http.StatusOK, got.status)
			if tt.found {
				require.Contains(t, got.text, "La Đình Thụ")
			} else {
				require.Contains(t, got.text, "Không tìm thấy ai")
			}
		})
	}
	require.NotContains(t, v.get(t, "/app/admin/people").text, "Không tìm thấy ai", "nothing was asked yet")
	require.Equal(t, http.StatusForbidden, o.visitorAs(t, member).get(t, "/app/admin/people").status)
	require.Equal(t, http.StatusForbidden, o.as(t, member).get(t, "/people?q=la").status)
}

func TestAPersonsPage(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	require.Equal(t, http.StatusOK, o.as(t, member).act(t, unitPath("phong-noi-vu")+"/self-review", selfReview()).status)
	v := o.visitorWith(t, o.admin())
	page := v.get(t, "/app/admin/people/"+member)
	for _, want := range []string{"La Đình Thụ", "Quá trình công tác", "chưa quyết định", "Kiểm điểm tại đơn vị · Phòng Nội vụ", "Luân chuyển"} {
		require.Contains(t, page.text, want)
	}
	require.NotContains(t, page.text, "Tận tụy", "nothing of what was written")
	require.Equal(t, http.StatusNotFound, v.get(t, "/app/admin/people/nobody").status)

	form := url.Values{"key": {"d1"}, "deputy": {"mini-07"}, "from": {"2019-01-08"}, "until": {"2019-01-10"}, "reason": {"Đi học"}}
	noBasis := v.post(t, "/app/admin/people/"+member, form)
	require.Equal(t, http.StatusUnprocessableEntity, noBasis.status)
	require.Contains(t, noBasis.text, "căn cứ")
	form.Set("basis", "QĐ 5")
	require.Contains(t, v.post(t, "/app/admin/people/"+member, form).text, "Đã ghi nhận ủy quyền")
}

// What an administrator may steer is no window on what people wrote.
func TestAnAdministratorReadsNoContents(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	told := map[string]any{"grade": "Good", "levels": levels(), "texts": map[string]any{"strengths": "Tận tụy với dân"}}
	require.Equal(t, http.StatusOK, o.as(t, member).act(t, unitPath("phong-noi-vu")+"/self-review", told).status)
	v := o.visitorWith(t, o.admin())
	for _, path := range []string{
		"/app/admin/cycles/" + cycle, panelPath(unitReview("phong-noi-vu")), "/app/admin/people/" + member,
	} {
		got := v.get(t, path)
		require.Equal(t, http.StatusOK, got.status, path)
		require.NotContains(t, got.text, "Tận tụy với dân", path)
	}
	require.Equal(t, http.StatusNotFound, o.admin().get(t, officialPath(member)+"/self-review").status)
}
