package evaluation

import "fmt"

var stepLabels = map[string]Label{
	StepUnitReviews:    {"Kiểm điểm tại các đơn vị", "Unit reviews"},
	StepClosing:        {"Kết thúc đợt", "Closing"},
	StepSelfReview:     {"Tự đánh giá", "Self-review"},
	StepComments:       {"Góp ý", "Comments"},
	StepBallot:         {"Bỏ phiếu kín", "Secret ballot"},
	StepProposal:       {"Đề xuất", "Proposal"},
	StepAppraisal:      {"Thẩm định", "Appraisal"},
	StepDecision:       {"Quyết định", "Decision"},
	StepAnnouncement:   {"Thông báo", "Announcement"},
	StepPetitionWindow: {"Tiếp nhận kiến nghị", "Petition window"},
	StepPetitions:      {"Giải quyết kiến nghị", "Petitions"},
	StepAnswer:         {"Trả lời kiến nghị", "Answer"},
	StepCorrection:     {"Đính chính", "Correction"},
}

// StepLabel names a step for people; the code itself for a step that is not of the evaluation.
func StepLabel(step string) Label {
	if l, ok := stepLabels[step]; ok {
		return l
	}
	for level := range scopes {
		if step == SittingsStep(level) {
			return Label{VI: fmt.Sprintf("Họp xét, cấp %d", level), EN: fmt.Sprintf("Sittings, level %d", level)}
		}
	}
	return Label{VI: step, EN: step}
}

var kindLabels = map[string]Label{
	KindCycle:        {"Đợt đánh giá", "Cycle"},
	KindUnitReview:   {"Kiểm điểm tại đơn vị", "Unit review"},
	KindBodyDecision: {"Xét, quyết định của cấp có thẩm quyền", "Sitting of a body"},
	KindPetition:     {"Kiến nghị", "Petition"},
	KindCorrection:   {"Đính chính kết quả", "Correction"},
}

// KindLabel names a kind of process for people; the code itself for one that is not of the evaluation.
func KindLabel(kind string) Label {
	if l, ok := kindLabels[kind]; ok {
		return l
	}
	return Label{VI: kind, EN: kind}
}
