package evaluation

import "canbo/internal/procedure"

var actLabels = map[string]Label{
	ActSelfReview:                   {"Tự đánh giá, xếp loại và nộp bản tự kiểm điểm", "Write and file your self-review"},
	ActOutsideComment:               {"Nhận xét cán bộ theo đề nghị của đơn vị nơi cán bộ được đánh giá", "Comment on an official at the request of the unit that reviews them"},
	ActNamePoints:                   {"Gợi ý nội dung kiểm điểm", "Name points to answer in the self-review"},
	ActComment:                      {"Góp ý về đồng chí khác trong đơn vị", "Comment on another official"},
	ActPetition:                     {"Kiến nghị về kết quả đánh giá, xếp loại", "Petition against your result"},
	ActAdoptMinutes:                 {"Thông qua biên bản hội nghị kiểm điểm của đơn vị", "Adopt the minutes of the unit's review conference"},
	procedure.CommandElectTellers:   {"Giới thiệu tổ kiểm phiếu", "Have the tellers elected"},
	procedure.ActVote:               {"Bỏ phiếu kín đề nghị mức xếp loại", "Vote by secret ballot on the grades"},
	procedure.CommandCount:          {"Kiểm phiếu", "Count the ballot"},
	procedure.CommandRecordExternal: {"Ghi nhận kết quả do cấp trên thực hiện, kèm văn bản", "Record the result of a superior body, with its document"},
	procedure.CommandEnterCount:     {"Nhập kết quả kiểm phiếu giấy, độc lập với thành viên kia của tổ kiểm phiếu", "Type the count of the paper ballot, independently of the other teller"},
	procedure.CommandConfirmCount:   {"Xác nhận biên bản kiểm phiếu", "Confirm the count record"},
	ActPropose:                      {"Đề xuất mức xếp loại của đơn vị", "Make the unit's proposals"},
	ActConfirmAppraisal:             {"Xác nhận kết quả thẩm định", "Confirm the appraisal"},
	ActRateUnits:                    {"Quyết định mức xếp loại của các đơn vị", "Decide the grades of the units"},
	ActDecide:                       {"Quyết định mức xếp loại của từng đồng chí", "Record the decision on each person"},
	ActAnnounce:                     {"Thông báo kết quả đánh giá, xếp loại", "Announce the results"},
	ActAcknowledge:                  {"Xem kết quả; xác nhận hoặc kiến nghị", "Read your result; acknowledge it or petition"},
	ActAnswerPetition:               {"Xem xét, trả lời kiến nghị", "Examine and answer a petition"},
}

// ActLabel names an act of a task for people; the code itself for an act without a task.
func ActLabel(act string) Label {
	if l, ok := actLabels[act]; ok {
		return l
	}
	return Label{VI: act, EN: act}
}

// CycleLabel names a cycle for people.
func CycleLabel(p Period) Label {
	l := p.Label()
	return Label{VI: "Đánh giá, xếp loại chất lượng cán bộ " + l.VI, EN: "Evaluation of officials, " + l.EN}
}

// GradeLabelOf names a grade where no policy does, such as in a rotation, whose assessments come from no cycle; the code
// itself for an unknown one.
func GradeLabelOf(g Grade) Label {
	if label, ok := gradeLabels[g]; ok {
		return label
	}
	return Label{VI: string(g), EN: string(g)}
}

var gradeLabels = map[Grade]Label{
	Excellent:        {"Hoàn thành xuất sắc nhiệm vụ", "Excellent"},
	Good:             {"Hoàn thành tốt nhiệm vụ", "Good"},
	Completed:        {"Hoàn thành nhiệm vụ", "Completed"},
	CompletedLimited: {"Hoàn thành nhiệm vụ nhưng còn hạn chế về năng lực", "Completed, with limits in ability"},
	NotCompleted:     {"Không hoàn thành nhiệm vụ", "Not completed"},
	NotRated:         {"Chưa xếp loại", "Not rated"},
}
