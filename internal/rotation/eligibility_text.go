package rotation

import "canbo/internal/evaluation"

// FactTextOf returns what the fact at a path such as person.months_left is called; the path itself for an unknown one.
func FactTextOf(path string) evaluation.Label {
	if text, ok := factTexts[path]; ok {
		return text
	}
	return evaluation.Label{VI: path, EN: path}
}

var factTexts = map[string]evaluation.Label{
	"person.in_service":         {VI: "đang giữ chức vụ", EN: "holds a post"},
	"person.party_member":       {VI: "đảng viên", EN: "Party member"},
	"person.planned":            {VI: "có trong quy hoạch", EN: "on a planning list"},
	"person.obliged":            {VI: "thuộc diện phải chuyển khỏi chức vụ hiện tại", EN: "must leave the present post"},
	"person.rotating":           {VI: "đang trong thời gian luân chuyển", EN: "on a rotation"},
	"person.months_in_post":     {VI: "số tháng giữ chức vụ hiện tại", EN: "months in the present post"},
	"person.months_left":        {VI: "số tháng công tác còn lại", EN: "months of service left"},
	"person.standing":           {VI: "thứ bậc chức vụ hiện tại", EN: "standing of the present post"},
	"person.professional":       {VI: "đạt tiêu chuẩn chuyên môn", EN: "meets the professional standard"},
	"person.political_theory":   {VI: "đạt tiêu chuẩn lý luận chính trị", EN: "meets the standard of political theory"},
	"post.vacant":               {VI: "chức danh đang khuyết", EN: "the post is vacant"},
	"post.head":                 {VI: "chức danh người đứng đầu", EN: "a post of head"},
	"post.party":                {VI: "chức danh của Đảng", EN: "a post of the Party"},
	"post.own_unit":             {VI: "đơn vị đang công tác", EN: "the official's own unit"},
	"post.home":                 {VI: "quê hoặc nơi sinh trưởng", EN: "home place"},
	"post.local_months":         {VI: "số tháng đã công tác tại nơi đến", EN: "months worked at the destination"},
	"post.terms_as_head":        {VI: "số nhiệm kỳ liên tiếp đứng đầu đơn vị", EN: "terms in a row as head of the unit"},
	"post.standing":             {VI: "thứ bậc chức vụ nơi đến", EN: "standing of the post"},
	"grades.last":               {VI: "xếp loại năm gần nhất", EN: "newest grade"},
	"grades.before":             {VI: "xếp loại năm trước đó", EN: "grade of the year before"},
	"grades.not_completed":      {VI: "số năm liền không hoàn thành nhiệm vụ", EN: "years NotCompleted in a row"},
	"discipline":                {VI: "kỷ luật", EN: "discipline"},
	"limit.months_left":         {VI: "yêu cầu tối thiểu (tháng)", EN: "least wanted (months)"},
	"limit.months_left_obliged": {VI: "yêu cầu tối thiểu đối với diện phải chuyển (tháng)", EN: "least wanted of who must leave (months)"},
	"limit.months_in_post":      {VI: "thời gian giữ chức vụ tối thiểu (tháng)", EN: "least time in the post (months)"},
	"limit.max_terms":           {VI: "số nhiệm kỳ liên tiếp tối đa", EN: "most terms in a row"},
	"limit.local_months":        {VI: "số tháng để coi là người địa phương", EN: "months that make a person local"},
	"limit.discipline_months":   {VI: "thời hạn tính kỷ luật (tháng)", EN: "how long discipline counts (months)"},
}
