package planning

import "canbo/internal/evaluation"

// FactTextOf returns what the fact at a path such as person.months_left is called; the path itself for an unknown one.
func FactTextOf(path string) evaluation.Label {
	if text, ok := factTexts[path]; ok {
		return text
	}
	return evaluation.Label{VI: path, EN: path}
}

var factTexts = map[string]evaluation.Label{
	"person.age_months":       {VI: "tuổi tính theo tháng", EN: "age in months"},
	"person.months_left":      {VI: "số tháng công tác còn lại", EN: "months of service left"},
	"person.in_service":       {VI: "đang giữ chức vụ", EN: "holds a post"},
	"person.party_member":     {VI: "đảng viên", EN: "Party member"},
	"person.positions":        {VI: "số chức danh được quy hoạch", EN: "positions planned for"},
	"person.professional":     {VI: "đạt tiêu chuẩn chuyên môn", EN: "meets the professional standard"},
	"person.political_theory": {VI: "đạt tiêu chuẩn lý luận chính trị", EN: "meets the standard of political theory"},
	"position.committee":      {VI: "ủy viên cấp ủy", EN: "a committee seat"},
	"position.held":           {VI: "đang giữ chức danh đó", EN: "holds the position"},
	"position.holds_higher":   {VI: "đang giữ chức danh tương đương hoặc cao hơn", EN: "holds an equivalent or higher post"},
	"position.higher":         {VI: "cao hơn chức vụ đang giữ", EN: "above what the person holds"},
	"position.rank":           {VI: "thứ tự trong các chức danh của người đó", EN: "place among the person's positions"},
	"grades.last":             {VI: "xếp loại năm gần nhất", EN: "newest grade"},
	"grades.before":           {VI: "xếp loại năm trước đó", EN: "grade of the year before"},
	"grades.not_completed":    {VI: "số năm liền không hoàn thành nhiệm vụ", EN: "years NotCompleted in a row"},
	"discipline":              {VI: "kỷ luật", EN: "discipline"},
	"limit.months_left":       {VI: "yêu cầu tối thiểu (tháng)", EN: "least wanted (months)"},
	"limit.posts_per_person":  {VI: "số chức danh tối đa một người", EN: "most positions for one person"},
	"limit.people_per_post":   {VI: "số người tối đa một chức danh", EN: "most people for one post"},
	"limit.higher_post_only":  {VI: "chỉ quy hoạch chức vụ cao hơn", EN: "higher posts only"},
	"limit.discipline_months": {VI: "thời hạn tính kỷ luật (tháng)", EN: "how long discipline counts (months)"},
}
