package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/seeds"
)

// The task to record what a superior body decided leads to a page on which it is recorded.
func TestAResultOfASuperiorBodyIsRecordedOnAPage(t *testing.T) {
	t.Parallel()
	o := newOfficeUnder(t, policiesWith(t, "- step: proposal\n        mode: internal", "- step: proposal\n        mode: external"))
	o.open(t)
	var who, address string
	o.visitUntil(t, func(official, page string) bool {
		who, address = official, page
		return strings.HasSuffix(page, "/external-result")
	})
	require.True(t, strings.HasSuffix(address, "/external-result"), address)
	v := o.visitors[who]
	page := v.get(t, address)
	require.Equal(t, http.StatusOK, page.status, page.text)
	require.Contains(t, page.text, "Số văn bản")
	form := formOn(t, page)
	for name := range form.options {
		form.values.Set(name, "Good")
	}
	form.values.Set("decided_by", "Huyện ủy")
	form.values.Set("document", "12-BC/HU")
	missing := v.post(t, form.action, form.values)
	require.Equal(t, http.StatusUnprocessableEntity, missing.status)
	require.Contains(t, missing.text, `id="document_date-problem"`)
	require.Contains(t, missing.text, `value="12-BC/HU"`, "what was typed is shown again")
	form.values.Set("document_date", "2018-12-20")
	done := v.post(t, form.action, form.values)
	require.Contains(t, done.text, "Đã ghi nhận kết quả của cấp trên", mainOf(done))
	recorded := o.admin().get(t, "/audit?kind=record_external").items()
	require.Len(t, recorded, 1)
	require.Equal(t, who, recorded[0]["actor"])
}

func TestAFilingIsTakenBackOnAPage(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	filed := o.as(t, member).act(t, unitPath("phong-noi-vu")+"/self-review", selfReview())
	require.Equal(t, http.StatusOK, filed.status, filed.text)
	v := o.visitorAs(t, member)
	address := "/app/commands/" + filed.body["command"].(string) + "/withdrawal"
	require.Contains(t, v.get(t, "/app"+unitPath("phong-noi-vu")).text, address)
	require.Equal(t, http.StatusNotFound, o.visitorAs(t, head).get(t, address).status, "what others filed is not theirs")
	require.Equal(t, http.StatusUnprocessableEntity, v.post(t, address, url.Values{"key": {"k1"}}).status)
	done := v.post(t, address, url.Values{"key": {"k2"}, "reason": {"Ghi nhầm mức"}})
	require.Contains(t, done.text, "Đã rút lại", mainOf(done))
	require.NotContains(t, v.get(t, "/app"+unitPath("phong-noi-vu")).text, address, "it is taken back once")
}

func TestAnOfficialMovesOnAPage(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	v := o.visitorWith(t, o.admin())
	list := "/app/admin/cycles/" + cycle + "/changes"
	require.Contains(t, v.get(t, list).text, "Chưa có biến động nào")
	for _, form := range []string{"/move", "/admission", "/departure"} {
		require.Equal(t, http.StatusOK, v.get(t, list+form).status, form)
	}
	got := v.post(t, list+"/departure", url.Values{"key": {"k1"}, "official": {member}})
	require.Equal(t, http.StatusUnprocessableEntity, got.status)
	require.Contains(t, got.text, `id="basis-problem"`)
	done := v.post(t, list+"/departure", url.Values{"key": {"k2"}, "official": {member}, "reason": {"Nghỉ hưu"}, "basis": {"QĐ 7"}})
	require.Equal(t, list, done.at, mainOf(done))
	require.Contains(t, done.text, "Nghỉ hưu")
	o.engine.pump(t.Context())
	require.Contains(t, v.get(t, list).text, "không đủ thành viên", "the office of three would have two people left")
	v.post(t, list+"/departure", url.Values{
		"key": {"k3"}, "official": {"mini-16"}, "optional-successor": {"mini-06"}, "reason": {"Nghỉ hưu"}, "basis": {"QĐ 8"},
	})
	o.engine.pump(t.Context())
	require.Contains(t, v.get(t, list).text, "✓ đã thực hiện")

	watcher := o.visitorWith(t, o.inspector(t))
	require.NotContains(t, watcher.get(t, list).text, list+"/move", "an inspector looks on")
	require.Equal(t, http.StatusForbidden, watcher.get(t, list+"/move").status)
}

func TestARelationIsToldAndABallotGoesToPaperOnThePageOfAProcess(t *testing.T) {
	t.Parallel()
	o := newOfficeUnder(t, seeds.FS)
	o.open(t)
	v := o.visitorWith(t, o.admin())
	panel := "/app/admin/process"
	id := unitReview("phong-noi-vu")
	form := url.Values{
		"id": {id}, "do": {"relate"}, "key": {"k1"}, "relate.official": {member}, "relate.relative": {head}, "relate.relation": {"sibling"}, "relate.basis": {"Đơn 1"},
	}
	require.Contains(t, v.get(t, panel+"?id="+url.QueryEscape(id)).text, "anh, chị, em ruột")
	require.Equal(t, http.StatusUnprocessableEntity, v.post(t, panel, form).status)
	form.Set("relate.reason", "Khai bổ sung")
	form.Set("key", "k2")
	done := v.post(t, panel, form)
	require.Contains(t, done.text, "Khai bổ sung", mainOf(done))

	o.toBallot(t)
	held := v.post(t, panel, url.Values{
		"id": {id}, "do": {"hold_on_paper"}, "key": {"k3"}, "hold_on_paper.reason": {"Mất mạng"}, "hold_on_paper.basis": {"CV 2"},
	})
	require.Contains(t, held.text, "Mất mạng", mainOf(held))
}

func TestAnAnnouncedResultIsCorrectedOnAPage(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	o.runToTheEnd(t)
	v := o.visitorWith(t, o.admin())
	address := "/app/admin" + officialPath(corrected) + "/correction"
	require.Contains(t, v.get(t, "/app/admin/people/"+corrected).text, address)
	got := v.post(t, address, url.Values{"key": {"k1"}, "grade": {"Completed"}, "reason": {"Sai số liệu"}, "basis": {"15-QĐ/HU"}})
	require.Equal(t, http.StatusUnprocessableEntity, got.status)
	require.Contains(t, got.text, `id="basis_date-problem"`)
	require.Equal(t, http.StatusForbidden, o.visitorWith(t, o.inspector(t)).get(t, address).status)
}
