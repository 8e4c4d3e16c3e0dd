package web_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestASelfReviewIsEnteredFromPaperOnAPage(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	v := o.visitorWith(t, o.admin())
	address := "/app/admin" + unitPath(unit) + "/entries/" + member + "/self_review"
	require.Contains(t, v.get(t, panelPath(unitReview(unit))).text, address)
	require.Contains(t, v.get(t, "/app/admin/people/"+member).text, address)
	page := v.get(t, address)
	require.Contains(t, page.text, "có thể rút lại")
	form := formOn(t, page)
	form.values.Set("optional-text-strengths", "Tận tụy với công việc")
	empty := v.post(t, address, form.values)
	require.Equal(t, http.StatusUnprocessableEntity, empty.status)
	require.Contains(t, empty.text, "Tận tụy với công việc", "what was typed is shown again")
	require.Contains(t, empty.text, `id="basis-problem"`)
	for name := range form.options {
		form.values.Set(name, "Good")
	}
	form.values.Set("document", "Bản tự kiểm điểm ký ngày 05/01/2019")
	form.values.Set("reason", "Đồng chí nộp bản giấy")
	form.values.Set("basis", "CV 07-CV/BTC")
	look := v.post(t, address, form.values)
	require.Equal(t, http.StatusOK, look.status, mainOf(look))
	require.Contains(t, look.text, "Chưa ghi nhận")
	require.Zero(t, rows(t, o, "SELECT count(*) FROM self_review"))
	form.values.Set("checked", "yes")
	form.values.Set("key", "k1")
	done := v.post(t, address, form.values)
	require.Contains(t, done.text, "Đã ghi nhận thay", mainOf(done))
	require.Contains(t, done.text, "Bản tự kiểm điểm ký ngày 05/01/2019")
	require.NotContains(t, done.text, address, "the task is done")
	review := o.as(t, member).get(t, officialPath(member)+"/self-review")
	require.Equal(t, "Good", review.body["grade"])
	require.Equal(t, "Tận tụy với công việc", review.body["content"].(map[string]any)["texts"].(map[string]any)["strengths"])

	me := o.visitorAs(t, member)
	require.Contains(t, me.get(t, "/app"+unitPath(unit)).text, "/withdrawal", "the official can take it back")
	again := v.post(t, address, form.values)
	require.Contains(t, again.text, "Đã ghi nhận thay", "pressed twice it is entered once")
	form.values.Set("key", "k2")
	refused := v.post(t, address, form.values)
	require.Contains(t, refused.text, "đã thực hiện việc này")
}

func TestCommentsAndMinutesAreEnteredFromPaperOnAPage(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	for _, who := range []string{head, firstTeller, secondTeller} {
		require.Equal(t, http.StatusOK, o.admin().act(t, entries, entryFor(who, "self_review", selfReview())).status)
	}
	v := o.visitorWith(t, o.admin())
	why := func(more url.Values) url.Values {
		for name, value := range map[string]string{"document": "Phiếu góp ý", "reason": "Nộp bản giấy", "basis": "CV 7", "checked": "yes"} {
			more.Set(name, value)
		}
		return more
	}
	at := "/app/admin" + unitPath(unit) + "/entries/"
	require.NotContains(t, v.get(t, at+secondTeller+"/comment").text, `value="`+secondTeller+`"`, "nobody comments on themselves")
	done := v.post(t, at+secondTeller+"/comment", why(url.Values{"key": {"k1"}, "subject": {member}, "text": {"Tận tụy"}}))
	require.Contains(t, done.text, "Đã ghi nhận thay", mainOf(done))
	done = v.post(t, at+head+"/adopt_minutes", why(url.Values{"key": {"k2"}, "text": {"Hội nghị thống nhất"}}))
	require.Contains(t, done.text, "Đã ghi nhận thay", mainOf(done))
	require.Len(t, o.as(t, secondTeller).get(t, officialPath(member)+"/comments").items(), 1)

	require.Equal(t, http.StatusNotFound, v.get(t, at+head+"/vote").status, "nobody votes for another")
	require.Equal(t, http.StatusNotFound, v.get(t, at+outsider+"/comment").status)
	require.Equal(t, http.StatusForbidden, o.visitorAs(t, head).get(t, at+member+"/comment").status)
	require.Equal(t, http.StatusForbidden, o.visitorWith(t, o.inspector(t)).get(t, at+member+"/comment").status)
}
