package web_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// emptyPage is a page with nothing on it: what it says, and where who may begins.
type emptyPage struct{ path, says, why, begin string }

func (o *office) requireEmpty(t *testing.T, v *visitor, pages ...emptyPage) {
	t.Helper()
	for _, c := range pages {
		t.Run(c.path, func(t *testing.T) {
			got := v.get(t, c.path)
			require.Equal(t, http.StatusOK, got.status)
			main := mainOf(got)
			require.Contains(t, main, c.says)
			require.Contains(t, main, c.why)
			require.True(t, c.begin == "" || strings.Contains(main, `href="`+c.begin+`"`), "%s does not lead to %s", c.path, c.begin)
			require.Empty(t, rawCode.FindAllString(shown(t, got.text), -1))
		})
	}
}

// empty makes the office a new one, in which nobody has handed in anything.
func (o *office) empty(t *testing.T) {
	t.Helper()
	_, err := o.pool.Exec(t.Context(), `DO $$ BEGIN
		SET LOCAL session_replication_role = replica; -- what is insert-only is emptied too
		TRUNCATE unit, body, post, official CASCADE;
	END $$`)
	require.NoError(t, err)
}

func TestANewOfficeSaysWhereToBegin(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.empty(t)
	const roster, first = "/app/admin/roster", "Chưa có dữ liệu cán bộ."
	o.requireEmpty(t, o.visitorWith(t, o.admin()),
		emptyPage{"/app/admin/cycles", first, "Trước hết cần đơn vị, chức danh và cán bộ", roster},
		emptyPage{"/app/admin/people", first, "Trước hết cần đơn vị, chức danh và cán bộ", roster},
		emptyPage{"/app/planning", "Chưa có danh sách quy hoạch nào.", "gửi cùng dữ liệu cán bộ", roster},
		emptyPage{"/app/rotation", "Không có trường hợp luân chuyển nào.", "sau khi được quyết định", "/app/rotation/plans"},
		emptyPage{"/app/rotation/plans", "Chưa mở kế hoạch luân chuyển nào.", "hoặc theo lịch tự động", "/app/rotation/plans/new"},
		emptyPage{"/app/admin/schedules/launches", "Lịch tự động chưa mở đợt nào.", "Mỗi lần lịch đến giờ", ""},
		emptyPage{"/app/admin/mail", "Không có thư nào như vậy.", "Chọn tình trạng khác", ""},
		emptyPage{"/app/admin/concerns", "Không có gì cần xử lý.", "tự mất khi đã được khắc phục", ""},
		emptyPage{"/app/admin/audit?person=x", "Không có việc nào như vậy.", "bỏ bớt điều kiện lọc", ""},
	)
	key := o.admin().post(t, "/api-keys", keyRequest("audit", "inspector"))
	inspector := o.visitorWith(t, client{base: o.server.URL, token: key.body["key"].(string)})
	require.NotContains(t, mainOf(inspector.get(t, "/app/admin/cycles")), roster, "who hands in no roster is not led there")
}

func TestPagesWithNothingOnThemSayWhatIsToCome(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	admin, official := o.visitorWith(t, o.admin()), o.visitorAs(t, member)
	o.requireEmpty(t, admin,
		emptyPage{"/app/admin/cycles", "Chưa có đợt đánh giá nào.", "Đợt đầu tiên hiện ở đây", "/app/admin/cycles/new"},
		emptyPage{"/app/admin/people?q=kh%C3%B4ng+ai", "Không tìm thấy ai.", "hoặc viết không dấu", ""},
		emptyPage{"/app/rotation?official=mini-06", "Không có trường hợp luân chuyển nào.", "bỏ bớt điều kiện lọc", "/app/rotation"},
	)
	o.requireEmpty(t, official,
		emptyPage{"/app/inbox", "Hiện không có việc nào chờ đồng chí.", "đồng chí sẽ nhận được thư", ""},
		emptyPage{"/app/meetings", "không tham gia hội nghị, cuộc họp nào", "Khi một đợt đánh giá được mở", ""},
		emptyPage{"/app/results", "Chưa có đợt đánh giá nào đối với đồng chí.", "sau khi được thông báo", ""},
	)
	o.open(t)
	o.requireEmpty(t, admin,
		emptyPage{"/app/admin/cycles/" + cycle, "Chưa có mức xếp loại nào.", "khi có người nộp bản tự đánh giá", ""},
		emptyPage{"/app/admin/cycles/" + cycle + "/mass-acts", "Chưa có lần điều hành nào.", "Mỗi lần gia hạn", "/app/admin/cycles/" + cycle + "/mass-acts/new"},
		emptyPage{"/app/admin/cycles/" + cycle + "/changes", "Chưa có biến động nào.", "vẫn như khi mở", ""},
	)
	o.requireEmpty(t, official,
		emptyPage{"/app" + officialPath(member), "Chưa thông báo", "khi cấp có thẩm quyền thông báo", ""},
	)
}
