package report

import "slices"

// line is what a report knows of a figure.
type line struct {
	id      string
	vi      string
	printed string // in the article, word for word; empty when it does not speak of the figure
}

// The article that the demonstration district is compared with, and its district.
const (
	articleRoot   = "huyen-cao-loc"
	articleSource = "Báo Lạng Sơn, 09/8/2020, “Cao Lộc: Chuyển biến từ thực hiện Nghị quyết 67”"
)

// lines are the figures of a report in their order.
var lines = []line{
	{"evaluation.standing_committee.total", "Ban Thường vụ Huyện ủy đánh giá, xếp loại", "179"},
	{"evaluation.standing_committee.good_or_better", "Hoàn thành tốt nhiệm vụ trở lên", "98%"},
	{"evaluation.standing_committee.not_completed", "Không hoàn thành nhiệm vụ", "không có"},
	{"evaluation.standing_committee." + excellentAgainstGood, "Xuất sắc so với số xếp loại tốt", ""},
	{"evaluation.standing_committee." + excellentAmongGoodOrBetter, "Xuất sắc trong số xếp loại tốt trở lên", ""},
	{"evaluation.grassroots.total", "Đảng ủy cơ sở đánh giá, xếp loại", "số còn lại"},
	{"evaluation.grassroots." + excellentAgainstGood, "Xuất sắc so với số xếp loại tốt", ""},
	{"evaluation.grassroots." + excellentAmongGoodOrBetter, "Xuất sắc trong số xếp loại tốt trở lên", ""},
	{"evaluation.cap", "Nhóm chức danh trong giới hạn tỷ lệ xuất sắc so với tốt", ""},
	{rotationsSince, "Cán bộ được luân chuyển từ năm 2014", "9"},
	{rotationsToKeyPosts, "Trong đó giữ chức Bí thư, Phó Bí thư Đảng ủy, Chủ tịch UBND cấp xã", "đa số"},
	{"rotation.plan.needs", "Kế hoạch luân chuyển năm: chức danh cần bố trí", ""},
	{"rotation.plan.filled", "Trong đó có phương án bố trí", ""},
	{"rotation.plan.refused", "Ý kiến không đồng ý khi lấy ý kiến", ""},
	{"rotation.plan.decided", "Có quyết định luân chuyển", ""},
	{"rotation.plan.handed_over", "Đã bàn giao, tiếp nhận", ""},
	{"rotation.plan.entitled", "Đã thực hiện đủ chế độ, chính sách", ""},
	{"planning.executive_committee", "Quy hoạch Ban Chấp hành Đảng bộ huyện", "48 đồng chí"},
	{"planning.standing_committee", "Quy hoạch Ban Thường vụ Huyện ủy", "14 đồng chí"},
	{"planning.key_posts", "Quy hoạch các chức danh chủ chốt", "25 đồng chí"},
	{"planning.commune_executive_committees", "Quy hoạch ban chấp hành đảng bộ xã, thị trấn", "226 đồng chí"},
	{"qualification.district.professional", "Cấp huyện: đạt chuẩn chuyên môn", "96,9% (tăng 7,34%)"},
	{"qualification.district.political_theory", "Cấp huyện: đạt chuẩn lý luận chính trị", "90,82% (tăng 12,95%)"},
	{"qualification.commune.professional", "Cấp xã: đạt chuẩn chuyên môn", "90,5% (tăng 31,86%)"},
	{"qualification.commune.political_theory", "Cấp xã: đạt chuẩn lý luận chính trị", "92,8% (tăng 15,58%)"},
}

// position orders figures as in lines; unknown ones come last.
func position(id string) int {
	if i := slices.IndexFunc(lines, func(l line) bool { return l.id == id }); i >= 0 {
		return i
	}
	return len(lines)
}

func labelOf(id string) string {
	if i := position(id); i < len(lines) {
		return lines[i].vi
	}
	return ""
}

// Compare adds what the article printed to the figures of the district that it is about; those of any other root unit
// come back as they are.
func Compare(root string, figures []Figure) []Figure {
	if root != articleRoot {
		return figures
	}
	figures = slices.Clone(figures)
	for i, f := range figures {
		if p := position(f.ID); p < len(lines) {
			figures[i].Printed = lines[p].printed
		}
	}
	return figures
}
