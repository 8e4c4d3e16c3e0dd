package web_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTheFiguresOfADayOnAPage(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	v := o.visitorWith(t, o.admin())
	const address = "/app/admin/figures"
	page := v.get(t, address+"?day=2020-06-30")
	require.Equal(t, http.StatusOK, page.status)
	for _, want := range []string{
		"Cấp huyện: đạt chuẩn trình độ chuyên môn", "95 / 98", "96,94 %", "89,60 %", "+7,34 điểm phần trăm", // counted
		"Báo in, trang 3", "đại học", "trung cấp", "chưa đối chiếu với văn bản", `href="/app/admin/policies/tc2018/1"`,
		`aria-label="Cấp huyện: đạt chuẩn trình độ chuyên môn: 96,94 %; số đã công bố trước: 89,60 %"`, "Cán bộ được luân chuyển từ năm 2014",
		"Quy hoạch nhiệm kỳ 2020–2025",
	} {
		require.Contains(t, page.text, want)
	}
	require.Contains(t, v.get(t, address).text, `value="2019-01-07"`, "today, when no day is asked for")
	require.Contains(t, v.get(t, address+"?day=2020-06-30&lang=en").text, "96.94 %")
	refused := v.get(t, address+"?day=2017-12-31&lang=vi")
	require.Equal(t, http.StatusNotFound, refused.status)
	require.Contains(t, refused.text, "Có lỗi cần sửa")
	require.Equal(t, http.StatusUnprocessableEntity, v.get(t, address+"?day=mai").status)
	require.Contains(t, v.get(t, address+"?day=2020-06-30&as=xlsx").text, "xl/worksheets/sheet1.xml", "the tables as a workbook")
	require.Equal(t, http.StatusForbidden, o.visitorAs(t, member).get(t, address).status)
}
