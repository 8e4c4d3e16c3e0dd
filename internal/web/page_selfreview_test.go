package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Without a script as well, a draft does not write over another: both stand on the page until their author has chosen.
func TestTwoDraftsOfASelfReviewAreShownBesideEachOther(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	v := o.visitorAs(t, member)
	form := func() url.Values {
		page := v.get(t, selfReviewPage).text
		return url.Values{
			"process": {unitReview(unit)}, "act": {"self_review"}, "back": {selfReviewPage}, "base": {fieldValue(page, "base")},
		}
	}
	laptop, phone := form(), form()
	laptop["text-strengths"], laptop["level-ethics"], laptop["grade"] = []string{"Viết trên máy tính"}, []string{"Average"}, []string{"Completed"}
	phone["text-strengths"], phone["level-ethics"], phone["grade"] = []string{"Viết trên điện thoại"}, []string{"Good"}, []string{"Good"}
	require.Equal(t, selfReviewPage, v.post(t, "/app/drafts", laptop).at)

	second := v.send(t, v.request(t, http.MethodPost, "/app/drafts", phone))
	require.Equal(t, http.StatusTemporaryRedirect, second.status, "with everything that was typed")
	both := v.post(t, second.header.Get("Location"), phone)
	require.Equal(t, http.StatusOK, both.status)
	for _, text := range []string{"Viết trên điện thoại", "Viết trên máy tính", "Trung bình", "Hoàn thành nhiệm vụ"} {
		require.Contains(t, mainOf(both), text)
	}
	require.Equal(t, 3, strings.Count(both.text, "<blockquote"), "what is the same in both is not shown twice")
	require.Contains(t, v.get(t, selfReviewPage).text, "Viết trên máy tính", "the saved draft still stands")
	require.NotEqual(t, fieldValue(both.text, "base"), phone.Get("base"))
	phone.Set("base", fieldValue(both.text, "base"))
	require.Equal(t, selfReviewPage, v.post(t, "/app/drafts", phone).at, "who has seen both may save")
	require.Contains(t, v.get(t, selfReviewPage).text, "Viết trên điện thoại")
}

func TestThePagesOfASelfReviewAreCounted(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	v := o.visitorAs(t, member)
	require.Contains(t, v.get(t, selfReviewPage).text, "Khoảng 0,0 trang A4 (không quá 2 trang).")
	for characters, want := range map[int]string{4200: "Khoảng 1,5 trang A4", 5600: "Khoảng 2,0 trang A4", 5601: "Khoảng 2,0 trang A4"} {
		text := strings.Repeat("đ", characters-3)
		got := v.post(t, selfReviewPage, url.Values{"key": {"k"}, "text-strengths": {text}, "text-limits": {"ít"}, "text-remedies": {"n"}})
		require.Equal(t, http.StatusUnprocessableEntity, got.status, "no grade was chosen")
		require.Contains(t, got.text, want)
		require.Equal(t, characters > 5600, strings.Contains(got.text, "<strong>Dài hơn quy định"), characters)
	}
}

func TestASelfReviewIsMadeByPointsWhereThePolicyRatesByPoints(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	opened := o.admin().post(t, "/cycles", map[string]any{"id": "mini-2026", "root": root, "year": 2026, "reference_date": "2026-12-31"})
	require.Equal(t, http.StatusCreated, opened.status, opened.text)
	o.engine.pump(t.Context())
	v := o.visitorAs(t, member)
	address := strings.Replace(selfReviewPage, cycle, "mini-2026", 1)
	page := v.get(t, address)
	require.Contains(t, page.text, `name="points-general"`)
	require.NotContains(t, page.text, `name="level-ethics"`)
	filing := url.Values{"key": {"k1"}, "grade": {"Good"}, "text-strengths": {"Hoàn thành"}, "points-general": {"30,1"}, "points-results": {"sáu mươi"}}
	refused := v.post(t, address, filing)
	require.Equal(t, http.StatusUnprocessableEntity, refused.status)
	require.Contains(t, refused.text, `href="#points-general"`, "more than there are")
	require.Contains(t, refused.text, `href="#points-results"`)
	require.Contains(t, refused.text, `value="sáu mươi"`, "what was typed is shown again")
	filing["key"], filing["points-general"], filing["points-results"] = []string{"k2"}, []string{"28,5"}, []string{"60"}
	require.Contains(t, v.post(t, address, filing).text, `class="flash"`)
	require.Equal(t, 1, rows(t, o, "SELECT count(*) FROM self_review WHERE content -> 'points' @> '{\"general_tenths\": 285, \"results_tenths\": 600}'"))
}
