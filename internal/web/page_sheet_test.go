package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestATablePageIsAWorkbook(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	o.clock.set(openDue(t, o, unitReview("phong-noi-vu")).Add(49 * time.Hour))
	v := o.visitorWith(t, o.admin())
	for _, path := range []string{
		"/app/admin/cycles", "/app/admin/cycles/" + cycle, "/app/admin/people?q=a", "/app/admin/people/" + member, "/app/admin/policies",
		"/app/admin/policies/qd132-2018/1", "/app/admin/mail", panelPath(unitReview("phong-noi-vu")), "/app/cycles/" + cycle + "/units/phong-noi-vu",
	} {
		page := v.get(t, path)
		require.Contains(t, page.text, "as=xlsx", "%s offers its worksheet", path)
		mark := "?"
		if strings.Contains(path, "?") {
			mark = "&"
		}
		got := v.get(t, path+mark+"as=xlsx")
		require.Equal(t, http.StatusOK, got.status, "%s: %s", path, got.text)
		require.Contains(t, got.header.Get("Content-Disposition"), ".xlsx", path)
		require.NotEmpty(t, sheets(t, reply{status: got.status, text: got.text, header: got.header}), path)
	}
	board := v.get(t, "/app/admin/cycles/"+cycle+"?as=xlsx")
	rows := sheets(t, reply{status: board.status, text: board.text, header: board.header})[0]
	require.Equal(t, []string{"Đơn vị", "Tự đánh giá"}, rows[0], "the steps that have begun")
	require.Equal(t, "Phòng Nội vụ", rows[1][0])
	require.Contains(t, rows[1][1], "! trễ 3 ngày")
	require.Equal(t, http.StatusForbidden, o.visitorAs(t, member).get(t, "/app/admin/cycles/"+cycle+"?as=xlsx").status)
	require.Equal(t, http.StatusNotFound, v.get(t, "/app/admin/cycles/new?as=xlsx").status, "a form has no table")
}
