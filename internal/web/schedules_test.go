package web_test

import (
	"maps"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/schedule"
)

// The schedules of the tests; it is 7 January 2019.
func yearly() schedule.Found {
	return schedule.Found{ID: "evaluation-yearly", Ours: true, Schedule: schedule.Schedule{
		ID: "evaluation-yearly", Kind: schedule.KindEvaluation, CatchupDays: 30, Period: schedule.ThisYear,
		Fire:       schedule.Fire{Months: []time.Month{12}, Day: 1, Time: schedule.TimeOfDay{Hour: 6}},
		Evaluation: &schedule.Evaluation{Root: root, Cycle: "mini", ReferenceDate: schedule.PeriodEnd},
	}}
}

func listsYearly() schedule.Found {
	return schedule.Found{ID: "planning-yearly", Ours: true, Schedule: schedule.Schedule{
		ID: "planning-yearly", Kind: schedule.KindPlanning, CatchupDays: 60, Period: schedule.ThisYear,
		Fire: schedule.Fire{Months: []time.Month{3}, Day: 1, Time: schedule.TimeOfDay{Hour: 6}}, Planning: &schedule.Planning{Root: root},
	}}
}

func rotationYearly() schedule.Found {
	return schedule.Found{ID: "rotation-yearly", Ours: true, Schedule: schedule.Schedule{
		ID: "rotation-yearly", Kind: schedule.KindRotation, CatchupDays: 60, Period: schedule.ThisYear,
		Fire:     schedule.Fire{Months: []time.Month{6}, Day: 1, Time: schedule.TimeOfDay{Hour: 6}},
		Rotation: &schedule.Rotation{Root: root, Body: "btv-mini", Plan: "mini"},
	}}
}

func newScheduledOffice(t *testing.T) *office {
	t.Helper()
	o := newOffice(t)
	for _, f := range []schedule.Found{yearly(), listsYearly(), rotationYearly()} {
		o.planned.keep(f)
	}
	return o
}

var statedWhy = map[string]any{"reason": "Đã bổ sung dữ liệu", "basis": "12-CV/HU"}

func with(body map[string]any, more map[string]any) map[string]any {
	all := map[string]any{}
	for _, part := range []map[string]any{body, more} {
		maps.Copy(all, part)
	}
	return all
}

func TestASchedulePausesAndGoesOnWithReasonAndBasis(t *testing.T) {
	t.Parallel()
	o := newScheduledOffice(t)
	admin, inspector := o.admin(), o.inspector(t)
	const at = "/schedules/evaluation-yearly"
	require.Equal(t, http.StatusUnprocessableEntity, admin.post(t, at+"/pause", map[string]any{"reason": "Bão"}).status, "no basis")
	require.Equal(t, "schedule_not_paused", admin.post(t, at+"/resumption", statedWhy).code())
	require.Equal(t, http.StatusNoContent, admin.post(t, at+"/pause", statedWhy).status)
	require.Equal(t, "schedule_paused", admin.post(t, at+"/pause", statedWhy).code())

	seen := inspector.get(t, "/schedules").items()[0]
	require.Equal(t, true, seen["paused"])
	require.Equal(t, "Đã bổ sung dữ liệu", seen["pause"].(map[string]any)["reason"])
	require.Len(t, seen["next"], 3)
	found, err := o.planned.Find(t.Context(), "evaluation-yearly")
	require.NoError(t, err)
	require.NotContains(t, found.Note, "bổ sung", "the engine keeps codes only")

	require.Equal(t, http.StatusNoContent, admin.post(t, at+"/resumption", statedWhy).status)
	o.planned.change("evaluation-yearly", func(f *schedule.Found) { f.Paused, f.Note = true, "not this year" })
	seen = admin.get(t, "/schedules").items()[0]
	require.Nil(t, seen["pause"], "whoever paused it on the server gave no reason here")
	require.Equal(t, "not this year", seen["note"])

	entries := admin.get(t, "/audit?people=true").items()
	require.Equal(t, "resume_schedule", entries[0]["kind"])
	require.Equal(t, "pause_schedule", entries[1]["kind"])
	require.Equal(t, "evaluation-yearly", entries[1]["about"])
	require.Equal(t, http.StatusNotFound, admin.post(t, "/schedules/none/pause", statedWhy).status)
	require.Equal(t, http.StatusForbidden, inspector.post(t, at+"/pause", statedWhy).status)
}

func TestWhatTriggeringWouldOpenIsSaidBefore(t *testing.T) {
	t.Parallel()
	o := newScheduledOffice(t)
	admin := o.admin()
	for _, tt := range []struct{ schedule, code, counted string }{
		{"evaluation-yearly", "mini-2018", "cycle"}, {"planning-yearly", "planning-2018", "lists"}, {"rotation-yearly", "mini-2018", ""},
	} {
		at := "/schedules/" + tt.schedule
		would := admin.get(t, at+"/launches").items()
		require.Len(t, would, 1, tt.schedule)
		require.Equal(t, "opened", would[0]["does"], would)
		require.Equal(t, tt.code, would[0]["code"])
		if tt.counted != "" {
			require.NotEmpty(t, would[0][tt.counted])
		}
		require.Equal(t, http.StatusAccepted, admin.post(t, at+"/trigger", statedWhy).status)
		launched := admin.get(t, "/schedules").items()
		for _, s := range launched {
			if s["id"] == tt.schedule {
				require.Equal(t, "opened", s["launches"].([]any)[0].(map[string]any)["outcome"], "what was said is what came")
			}
		}
		require.Equal(t, "already_open", admin.get(t, at+"/launches").items()[0]["does"])
	}
}

func TestALaunchThatWouldBeRefusedSaysSoBefore(t *testing.T) {
	t.Parallel()
	o := newScheduledOffice(t)
	_, err := o.pool.Exec(t.Context(), `DELETE FROM body_member WHERE role = 'organisation'`)
	require.NoError(t, err)
	would := o.admin().get(t, "/schedules/evaluation-yearly/launches").items()[0]
	require.Equal(t, "failed", would["does"])
	require.Equal(t, "not_ready", would["fault_code"])
	require.NotEmpty(t, would["cycle"].(map[string]any)["findings"])
	require.Equal(t, http.StatusAccepted, o.admin().post(t, "/schedules/evaluation-yearly/trigger", statedWhy).status)
	require.Equal(t, "not_ready", o.admin().get(t, "/launches").items()[0]["fault_code"])
}

func TestMissedDaysAreFilledIn(t *testing.T) {
	t.Parallel()
	o := newScheduledOffice(t)
	admin := o.admin()
	const at = "/schedules/evaluation-yearly"
	for _, tt := range []struct{ from, to, code string }{
		{"2018-1-1", "2018-12-31", "bad_day"}, {"2018-12-31", "2018-01-01", "days_reversed"}, {"2018-01-01", "2019-01-08", "day_ahead"},
		{"2018-01-01", "2018-11-30", "no_fire_times"}, {"1990-01-01", "2018-12-31", "too_many_fire_times"},
	} {
		require.Equal(t, tt.code, admin.get(t, at+"/launches?from="+tt.from+"&to="+tt.to).code(), tt)
		require.Equal(t, tt.code, admin.post(t, at+"/backfill", with(statedWhy, map[string]any{"from": tt.from, "to": tt.to})).code(), tt)
	}
	would := admin.get(t, at+"/launches?from=1995-01-01&to=1995-12-31").items()
	require.Equal(t, "failed", would[0]["does"], "no policy was in force")
	require.Equal(t, http.StatusAccepted, admin.post(t, at+"/backfill", with(statedWhy, map[string]any{"from": "2018-12-01", "to": "2019-01-07"})).status)
	require.Equal(t, "mini-2018", admin.get(t, "/cycles").items()[0]["code"])
	entry := admin.get(t, "/audit?people=true&kind=backfill_schedule").items()
	require.Len(t, entry, 1)
}

func TestAnActThatTheEngineDidNotDoIsNotOnRecord(t *testing.T) {
	t.Parallel()
	o := newScheduledOffice(t)
	o.planned.setDown(true)
	require.Equal(t, http.StatusServiceUnavailable, o.admin().post(t, "/schedules/evaluation-yearly/trigger", statedWhy).status)
	require.Empty(t, o.admin().get(t, "/audit?kind=trigger_schedule").items())
}

func TestSchedulesAreSteeredInTheBrowser(t *testing.T) {
	t.Parallel()
	o := newScheduledOffice(t)
	v := o.visitorWith(t, o.admin())
	const list, at = "/app/admin/schedules", "/app/admin/schedules/evaluation-yearly"
	page := v.get(t, list)
	for _, want := range []string{"Lịch mở đợt tự động", "06:00 ngày 1 tháng 12 hằng năm", "chốt danh sách ngày 31/12/2019", at + "/trigger", "chưa mở lần nào"} {
		require.Contains(t, page.text, want)
	}
	require.Empty(t, rawCode.FindAllString(shown(t, page.text), -1))

	refused := v.post(t, at+"/pause", url.Values{"reason": {"Sắp sáp nhập huyện"}})
	require.Equal(t, http.StatusUnprocessableEntity, refused.status)
	require.Contains(t, refused.text, "Sắp sáp nhập huyện", "what was typed is shown again")
	require.Contains(t, refused.text, `id="basis-problem"`)
	why := url.Values{"reason": {"Sắp sáp nhập huyện"}, "basis": {"NQ 5"}}
	paused := v.post(t, at+"/pause", why)
	require.Equal(t, list, paused.at, mainOf(paused))
	require.Contains(t, paused.text, "Đang tạm dừng")
	require.Contains(t, paused.text, "Sắp sáp nhập huyện")
	require.Contains(t, v.post(t, at+"/resumption", why).text, "Lịch tiếp tục chạy")

	_, err := o.pool.Exec(t.Context(), `UPDATE body_member SET role = 'member' WHERE role = 'organisation' AND body = 'btv-mini'`)
	require.NoError(t, err)
	require.NoError(t, o.planned.Trigger(t.Context(), "evaluation-yearly"), "it fires by itself")
	failed := v.get(t, list)
	require.Contains(t, failed.text, "✕ không mở được")
	require.Contains(t, failed.text, "khắc phục và mở lại")
	look := v.get(t, at+"/trigger")
	require.Contains(t, look.text, "cách khắc phục")
	require.NotContains(t, look.text, `name="reason"`, "what would be refused is not begun")
	_, err = o.pool.Exec(t.Context(), `UPDATE body_member SET role = 'organisation' WHERE body = 'btv-mini' AND official = (
		SELECT min(official) FROM body_member WHERE body = 'btv-mini' AND role = 'member')`)
	require.NoError(t, err)
	require.Contains(t, v.get(t, at+"/trigger").text, "✓ mở được")
	begun := v.post(t, at+"/trigger", why)
	require.Contains(t, begun.text, "Việc mở đã bắt đầu", mainOf(begun))
	require.Contains(t, begun.text, "/app/admin/cycles/mini-2018")
	require.Contains(t, v.get(t, list+"/launches").text, "✓ đã mở")
	require.Contains(t, v.get(t, at+"/trigger").text, "đã mở rồi")
}

func TestMissedDaysAreFilledInOnAPage(t *testing.T) {
	t.Parallel()
	o := newScheduledOffice(t)
	v := o.visitorWith(t, o.admin())
	const at = "/app/admin/schedules/evaluation-yearly/backfill"
	require.NotContains(t, v.get(t, at).text, `name="reason"`, "the days come first")
	require.Contains(t, v.get(t, at+"?from=2018-12-31&to=2018-01-01").text, "Ngày cuối phải không trước ngày đầu")
	preview := v.get(t, at+"?from=2018-01-01&to=2018-12-31")
	require.Contains(t, preview.text, "Mở bù 1 lần", mainOf(preview))
	days := url.Values{"from": {"2018-01-01"}, "to": {"2018-12-31"}, "reason": {"Máy chủ nghỉ"}}
	refused := v.post(t, at, days)
	require.Contains(t, refused.text, `id="basis-problem"`)
	require.Contains(t, refused.text, `value="2018-12-31"`, "the days are still there")
	days.Set("basis", "CV 9")
	done := v.post(t, at, days)
	require.Equal(t, "/app/admin/schedules", done.at, mainOf(done))
	require.Contains(t, done.text, "✓ đã mở")
}

func TestSchedulesThatCannotBeReachedOrReadAreSaid(t *testing.T) {
	t.Parallel()
	o := newScheduledOffice(t)
	v := o.visitorWith(t, o.admin())
	o.planned.setDown(true)
	away := v.get(t, "/app/admin/schedules")
	require.Equal(t, http.StatusOK, away.status)
	require.Contains(t, away.text, "tạm thời không trả lời")
	require.Equal(t, http.StatusOK, v.get(t, "/app/admin/schedules/launches").status)
	o.planned.setDown(false)
	o.planned.change("evaluation-yearly", func(f *schedule.Found) { f.Schedule = schedule.Schedule{} })
	o.planned.change("planning-yearly", func(f *schedule.Found) { f.Edited, f.Paused = true, true })
	page := v.get(t, "/app/admin/schedules").text
	require.Contains(t, page, "Không đọc được nội dung của lịch này")
	require.Contains(t, page, "bị sửa trực tiếp trên máy chủ")
	require.Contains(t, page, "không có ghi chú")
	require.Equal(t, "schedule_unreadable", o.admin().post(t, "/schedules/evaluation-yearly/trigger", statedWhy).code())
	watcher := o.visitorWith(t, o.inspector(t))
	require.NotContains(t, watcher.get(t, "/app/admin/schedules").text, "/pause", "an inspector looks on")
	require.Equal(t, http.StatusForbidden, watcher.get(t, "/app/admin/schedules/planning-yearly/pause").status)
	require.Equal(t, http.StatusForbidden, o.visitorAs(t, member).get(t, "/app/admin/schedules").status)
}
