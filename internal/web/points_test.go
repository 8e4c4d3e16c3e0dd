package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestPointsAreNamedAnsweredAndShown(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	const unit = "phong-noi-vu"
	named := map[string]any{"official": member, "points": []string{"Vì sao báo cáo quý II nộp chậm?", "Trách nhiệm trong đoàn kết nội bộ"}}
	for who, want := range map[string]int{head: http.StatusForbidden, "mini-04": http.StatusForbidden, "mini-03": http.StatusOK} {
		got := o.as(t, who).act(t, unitPath(unit)+"/named-points", named)
		require.Equal(t, want, got.status, "%s: %s", who, got.text)
	}
	empty := o.as(t, "mini-03").act(t, unitPath(unit)+"/named-points", map[string]any{"official": member, "points": []string{" "}})
	require.Equal(t, "point_malformed", empty.code())

	require.Equal(t, 1, rows(t, o, "SELECT count(*) FROM mail_outbox WHERE kind = 'points_named' AND official = '"+member+"'"))

	review := selfReview()
	unanswered := o.as(t, member).act(t, unitPath(unit)+"/self-review", review)
	require.Equal(t, "points_unanswered", unanswered.code(), unanswered.text)
	review["answers"] = []map[string]any{{"point": 1, "text": "Do chờ số liệu của xã"}, {"point": 2, "text": "Đã khắc phục"}}
	filed := o.as(t, member).act(t, unitPath(unit)+"/self-review", review)
	require.Equal(t, http.StatusOK, filed.status, filed.text)
	late := o.as(t, "mini-03").act(t, unitPath(unit)+"/named-points", named)
	require.Equal(t, "review_filed_already", late.code(), late.text)

	read := o.as(t, member).get(t, officialPath(member)+"/named-points").items()
	require.Len(t, read, 2)
	require.Equal(t, "Vì sao báo cáo quý II nộp chậm?", read[0]["text"])
	require.Equal(t, http.StatusNotFound, o.as(t, "mini-10").get(t, officialPath(member)+"/named-points").status, "another unit")
	shown := o.visitorAs(t, head).get(t, "/app"+officialPath(member))
	require.Contains(t, shown.text, "Vì sao báo cáo quý II nộp chậm?", "the conference reads what was asked")
	require.Contains(t, shown.text, "Do chờ số liệu của xã")
	printed := o.as(t, head).get(t, officialPath(member)+"/self-review.pdf")
	require.Equal(t, http.StatusOK, printed.status)
}

func TestPointsAreNamedAndAnsweredOnPages(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	chair := o.visitorAs(t, "mini-01")
	board := "/app" + bodyPath("btv-mini")
	require.Contains(t, chair.get(t, board).text, board+"/named-points", "while the sitting has not begun")
	require.NotContains(t, o.visitorAs(t, "mini-04").get(t, board).text, "/named-points", "another member names none")
	page := chair.get(t, board+"/named-points")
	key := fieldValue(page.text, "key")
	sent := chair.post(t, board+"/named-points", url.Values{"key": {key}, "official": {member}, "text": {"Báo cáo chậm\n\nĐoàn kết nội bộ\n"}})
	require.Contains(t, sent.text, "Đã gửi nội dung gợi ý", mainOf(sent))

	v := o.visitorAs(t, member)
	address := "/app" + unitPath("phong-noi-vu") + "/self-review"
	form := v.get(t, address)
	require.Contains(t, form.text, "Nội dung được gợi ý kiểm điểm")
	require.Contains(t, form.text, "Đoàn kết nội bộ")
	filing := url.Values{"key": {fieldValue(form.text, "key")}, "grade": {"Good"}, "answer-1": {"Đã nộp"}, "answer-2": {" "}}
	for criterion, level := range levels() {
		filing.Set("level-"+criterion, level.(string))
	}
	refused := v.post(t, address, filing)
	require.Equal(t, http.StatusUnprocessableEntity, refused.status)
	require.Contains(t, refused.text, `href="#answer-2"`)
	require.Contains(t, refused.text, "Đã nộp", "what was typed is shown again")
	filing.Set("answer-2", "Nhận khuyết điểm")
	filing.Set("key", fieldValue(refused.text, "key"))
	require.Contains(t, v.post(t, address, filing).text, `class="flash"`)
	require.True(t, strings.Contains(v.get(t, address).text, "Nhận khuyết điểm"), "the answers stand in what was filed")
}

// fieldValue is the value of a hidden field on a page.
func fieldValue(text, name string) string {
	_, after, _ := strings.Cut(text, `name="`+name+`" value="`)
	value, _, _ := strings.Cut(after, `"`)
	return value
}
