package evaluation

// FactTextOf returns what the fact at a path such as own.on_time is called; the path itself for an unknown one.
func FactTextOf(path string) Label {
	if text, ok := factTexts[path]; ok {
		return text
	}
	return Label{VI: path, EN: path}
}

var factTexts = map[string]Label{
	"post.title_group":         {"nhóm chức danh", "title group"},
	"post.track":               {"khối công tác", "track"},
	"post.rank":                {"thứ bậc chức danh", "rank of the post"},
	"post.is_head":             {"là người đứng đầu", "heads the unit"},
	"person.months_worked":     {"số tháng công tác", "months worked"},
	"person.maternity_leave":   {"nghỉ thai sản", "maternity leave"},
	"person.absence_months":    {"số tháng nghỉ", "months absent"},
	"person.sick_months":       {"số tháng nghỉ ốm", "months of sick leave"},
	"person.exemplary":         {"tiêu biểu, gương mẫu", "exemplary"},
	"person.initiative":        {"sáng kiến được áp dụng", "initiative applied"},
	"person.confidence_vote":   {"có lấy phiếu tín nhiệm trong năm", "vote of confidence held"},
	"person.low_confidence_bp": {"tỷ lệ tín nhiệm thấp (phần vạn)", "low confidence (basis points)"},
	"own.total":                {"nhiệm vụ được giao", "own tasks"},
	"own.done":                 {"nhiệm vụ đã hoàn thành", "own tasks done"},
	"own.on_time":              {"nhiệm vụ đúng tiến độ", "own tasks on schedule"},
	"own.exceeded":             {"nhiệm vụ vượt mức", "own tasks exceeded"},
	"unit.total":               {"chỉ tiêu của đơn vị", "targets of the unit"},
	"unit.done":                {"chỉ tiêu đơn vị hoàn thành", "targets of the unit done"},
	"unit.on_time":             {"chỉ tiêu đơn vị đúng tiến độ", "targets of the unit on schedule"},
	"unit.exceeded":            {"chỉ tiêu đơn vị vượt mức", "targets of the unit exceeded"},
	"unit.subunits_total":      {"đơn vị trực thuộc", "sub-units"},
	"unit.subunits_completed":  {"đơn vị trực thuộc hoàn thành trở lên", "sub-units Completed or better"},
	"unit.subunits_good":       {"đơn vị trực thuộc hoàn thành tốt trở lên", "sub-units Good or better"},
	"unit.members_disciplined": {"thành viên bị kỷ luật", "members disciplined"},
	"unit.disunity":            {"kết luận mất đoàn kết nội bộ", "internal disunity concluded"},
	"criteria.political":       {"chính trị, tư tưởng", "political thought"},
	"criteria.ethics":          {"đạo đức, lối sống", "ethics and lifestyle"},
	"criteria.style":           {"tác phong, lề lối làm việc", "working style"},
	"criteria.organisation":    {"ý thức tổ chức, kỷ luật", "organisation and discipline"},
	"criteria.results":         {"kết quả thực hiện nhiệm vụ", "results of duties"},
	"score.given":              {"đã chấm điểm", "score given"},
	"score.general_tenths":     {"điểm tiêu chí chung (phần mười)", "general points (tenths)"},
	"score.results_tenths":     {"điểm kết quả nhiệm vụ (phần mười)", "points for results (tenths)"},
	"discipline":               {"kỷ luật trong kỳ đánh giá", "discipline in the period"},
	"quarters":                 {"kết quả các quý", "results of the quarters"},
}
