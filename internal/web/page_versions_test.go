package web_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
)

// fileVersions files a self-review three times: two were taken back.
func (o *office) fileVersions(t *testing.T) {
	t.Helper()
	me, last := o.as(t, member), any(nil)
	for _, version := range []struct{ grade, limits string }{{"Good", "Còn hai hạn chế."}, {"Excellent", "Không có hạn chế."}, {"Good", "Còn một hạn chế."}} {
		if last != nil {
			taken := me.act(t, withdrawalOf(last), map[string]any{"reason": "Bổ sung số liệu"})
			require.Equal(t, http.StatusOK, taken.status, taken.text)
		}
		review := selfReview()
		review["grade"], review["texts"] = version.grade, map[string]any{"strengths": "Tận tụy với dân", "limits": version.limits}
		filed := me.act(t, unitPath(unit)+"/self-review", review)
		require.Equal(t, http.StatusOK, filed.status, filed.text)
		last = filed.body["command"]
	}
}

func TestTheVersionsOfASelfReviewAreCompared(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	me := o.visitorAs(t, member)
	own := "/app" + officialPath(member)
	address := own + "/self-review/versions"
	require.Equal(t, http.StatusNotFound, me.get(t, address).status, "nothing is filed yet")
	o.fileVersions(t)

	require.Contains(t, me.get(t, own).text, `href="`+address+`"`)
	require.Contains(t, me.get(t, "/app"+unitPath(unit)+"/self-review").text, `href="`+address+`"`)
	page := me.get(t, address)
	require.Equal(t, http.StatusOK, page.status)
	for _, want := range []string{"Lần nộp 3", "đang dùng để đánh giá", "đã rút lúc", "Lần nộp 1", "hai hạn chế", "La Đình Thụ"} {
		require.Contains(t, page.text, want)
	}
	require.Regexp(t, `<del><span class="visually-hidden">\[bỏ đi: </span>Không có <span`, page.text)
	require.Regexp(t, `<ins><span class="visually-hidden">\[thêm vào: </span>Còn một <span`, page.text)

	inspector := o.visitorWith(t, o.inspector(t))
	require.Contains(t, inspector.get(t, address).text, "Còn một")
	require.Contains(t, inspector.get(t, own).text, address)
	for name, other := range map[string]*visitor{"a colleague": o.visitorAs(t, head), "an administrator": o.visitorWith(t, o.admin())} {
		require.Equal(t, http.StatusNotFound, other.get(t, address).status, name)
		require.NotContains(t, other.get(t, own).text, address, name)
	}
}
