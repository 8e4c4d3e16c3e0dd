package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func massForm(key string, change func(url.Values)) url.Values {
	form := url.Values{
		"key": {key}, "act": {"extend"}, "days": {"3"}, "kind": {"UnitReview"}, "reason": {"Bão"}, "basis": {"12-CV/HU"},
	}
	if change != nil {
		change(form)
	}
	return form
}

func TestAMassActInTheBrowser(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	v := o.visitorWith(t, o.admin())
	list := "/app/admin/cycles/" + cycle + "/mass-acts"
	require.Contains(t, v.get(t, list).text, "Chưa có lần điều hành nào")
	require.Contains(t, v.get(t, list+"/new").text, "Gia hạn")
	before := openDue(t, o, unitReview("phong-noi-vu"))

	refusals := []struct {
		name   string
		change func(url.Values)
		want   string
	}{
		{"no reason", func(f url.Values) { f.Del("reason") }, `id="reason-problem"`},
		{"days that are no number", func(f url.Values) { f.Set("days", "ba") }, `id="days-problem"`},
		{"a day in the past", func(f url.Values) { f.Set("due", "2018-01-01") }, "Hạn mới đã qua"},
		{"nobody gets the tasks", func(f url.Values) { f.Set("act", "reassign") }, "nêu người nhận việc"},
	}
	for i, tt := range refusals {
		t.Run(tt.name, func(t *testing.T) {
			got := v.post(t, list+"/new", massForm("refused-"+string(rune('a'+i)), tt.change))
			require.Equal(t, http.StatusUnprocessableEntity, got.status, got.text)
			require.Contains(t, got.text, tt.want)
		})
	}

	planned := v.post(t, list+"/new", massForm("plan", nil))
	require.Contains(t, planned.at, "/app/admin/mass-acts/", planned.text)
	for _, want := range []string{"chưa có gì được gửi đi", "Áp dụng cho 3 quy trình", "phong-noi-vu", "→", "sẽ gửi"} {
		require.Contains(t, planned.text, want)
	}
	require.Equal(t, planned.at, v.post(t, list+"/new", massForm("plan", nil)).at, "a second press plans nothing anew")
	require.Equal(t, before, openDue(t, o, unitReview("phong-noi-vu")))

	applied := v.post(t, planned.at+"/apply", nil)
	require.Contains(t, applied.text, "đang chờ xác nhận")
	require.NotContains(t, applied.text, planned.at+"/undo", "there is nothing to take back yet")
	o.engine.pump(t.Context())
	done := v.get(t, planned.at).text
	require.Contains(t, done, "Đã thực hiện 3 trên 3")
	require.True(t, openDue(t, o, unitReview("phong-noi-vu")).After(before))
	require.NotContains(t, v.get(t, planned.at+"?state=refused").text, "phong-noi-vu")

	noWhy := v.post(t, planned.at+"/undo", url.Values{"key": {"undo"}})
	require.Equal(t, http.StatusUnprocessableEntity, noWhy.status)
	require.Contains(t, noWhy.text, `id="basis-problem"`)
	undone := v.post(t, planned.at+"/undo", url.Values{"key": {"undo"}, "reason": {"Nhầm"}, "basis": {"13-CV/HU"}})
	require.NotEqual(t, planned.at, undone.at, undone.text)
	o.engine.pump(t.Context())
	require.Equal(t, before, openDue(t, o, unitReview("phong-noi-vu")))
	require.Contains(t, v.get(t, planned.at).text, "Đã được hoàn tác")
	require.Equal(t, 2, strings.Count(v.get(t, list).text, "<li><h2>"))

	watcher := o.visitorWith(t, o.inspector(t))
	require.NotContains(t, watcher.get(t, list).text, list+"/new", "an inspector looks on")
	require.Equal(t, http.StatusForbidden, watcher.get(t, list+"/new").status)
	require.Equal(t, http.StatusForbidden, watcher.post(t, planned.at+"/apply", nil).status)
}
