package demo

import (
	"fmt"
	"strings"

	"canbo/internal/evaluation"
	"canbo/internal/roster"
)

// selfReviewTexts are the sections of a self-review, in the words of somebody who looks at their own figures.
func selfReviewTexts(f roster.Fact) map[string]string {
	t := f.Targets
	strengths := []string{fmt.Sprintf("Hoàn thành %d/%d nhiệm vụ được giao, trong đó %d nhiệm vụ đúng tiến độ, %d nhiệm vụ vượt mức",
		t.Done, t.Total, t.OnTime, t.Exceeded)}
	if f.Exemplary {
		strengths = append(strengths, "gương mẫu trong công tác và sinh hoạt")
	}
	if f.Initiative {
		strengths = append(strengths, "có sáng kiến được áp dụng vào thực tiễn")
	}
	limits := "Có lúc chưa chủ động bám nắm cơ sở."
	switch {
	case t.Done < t.Total:
		limits = fmt.Sprintf("Còn %d nhiệm vụ chưa hoàn thành trong năm.", t.Total-t.Done)
	case t.OnTime < t.Total:
		limits = fmt.Sprintf("Còn %d nhiệm vụ hoàn thành chậm tiến độ.", t.Total-t.OnTime)
	}
	return map[string]string{
		"strengths": strings.Join(strengths, "; ") + ".",
		"limits":    limits,
		"remedies":  "Rà soát tiến độ hằng tháng, kịp thời báo cáo khi có khó khăn, vướng mắc.",
		"direction": fmt.Sprintf("Năm %d tập trung hoàn thành toàn bộ nhiệm vụ được giao, bảo đảm chất lượng, tiến độ.", f.Year+1),
	}
}

// commentText is what a colleague says in the conference.
func commentText(f roster.Fact, merit evaluation.Grade) string {
	switch {
	case merit == evaluation.NotRated:
		return fmt.Sprintf("Đồng chí có %d tháng công tác trong năm; đề nghị xem xét chưa xếp loại theo quy định.", f.MonthsWorked)
	case f.Targets.Done < f.Targets.Total:
		return fmt.Sprintf("Đề nghị đồng chí làm rõ nguyên nhân của %d nhiệm vụ chưa hoàn thành và có biện pháp khắc phục.",
			f.Targets.Total-f.Targets.Done)
	case f.Targets.OnTime < f.Targets.Total:
		return fmt.Sprintf("Nhất trí với bản tự kiểm điểm; đề nghị đồng chí khắc phục việc chậm tiến độ %d nhiệm vụ.",
			f.Targets.Total-f.Targets.OnTime)
	default:
		return fmt.Sprintf("Nhất trí với bản tự kiểm điểm; đồng chí hoàn thành đủ %d nhiệm vụ, đúng tiến độ.", f.Targets.Total)
	}
}

func minutesText(members, subjects, comments int) string {
	return fmt.Sprintf("Hội nghị triệu tập %d đồng chí. %d đồng chí trình bày bản tự kiểm điểm; hội nghị đóng góp %d ý kiến. "+
		"Các đồng chí được góp ý đã tiếp thu, giải trình. Hội nghị thống nhất thông qua biên bản.", members, subjects, comments)
}

func proposalText(t tally) string {
	return fmt.Sprintf("Căn cứ biên bản kiểm phiếu: thu về %d phiếu, hợp lệ %d phiếu.", t.Collected, t.Valid)
}

const (
	countText     = "Biên bản kiểm phiếu khớp với số phiếu phát ra, thu về; hòm phiếu được niêm phong, kiểm phiếu công khai."
	appraisalText = "Đã đối chiếu hồ sơ, số liệu thực hiện nhiệm vụ và kết quả bỏ phiếu của hội nghị đơn vị."
	headText      = "Người đứng đầu chịu trách nhiệm về kết quả của đơn vị; mức xếp loại không cao hơn mức xếp loại của đơn vị."
	unitText      = "Căn cứ kết quả thực hiện chỉ tiêu, nhiệm vụ được giao trong năm."
	upheldText    = "Đã kiểm tra lại hồ sơ; kết quả đánh giá đúng quy định, giữ nguyên mức xếp loại."
	changedText   = "Đã kiểm tra, xác minh; căn cứ nêu trong kiến nghị là đúng, điều chỉnh mức xếp loại."
)

// What people say in the review of a planning list.
const (
	nominationText = "Cán bộ trẻ, có năng lực, triển vọng phát triển; được tập thể tín nhiệm."
	tieText        = "Qua trao đổi, người đứng đầu thống nhất với phương án bổ sung."
	missedText     = "Nguồn cán bộ tại chỗ còn thiếu; tiếp tục tạo nguồn, bổ sung trong đợt rà soát năm sau."
	superiorBody   = "Ban Thường vụ Tỉnh ủy"
)

// What people say about rotations.
const (
	urgencyText  = "Bí thư là người địa phương; cần bố trí cán bộ không phải là người địa phương theo quy định."
	releaseText  = "Cán bộ có uy tín, đủ điều kiện luân chuyển; phải chuyển khỏi địa phương nơi sinh trưởng."
	strikeText   = "Chưa có phương án bố trí cho đồng chí đang giữ chức vụ; chuyển sang kế hoạch năm sau."
	meetingText  = "Hội nghị Ban Thường vụ Huyện ủy"
	papersText   = "Hồ sơ lưu tại Ban Tổ chức Huyện ủy."
	refusalText  = "Hoàn cảnh gia đình khó khăn, đề nghị bố trí nơi khác."
	purposeText  = "Thực hiện chủ trương bố trí bí thư cấp ủy không phải là người địa phương; khắc phục khép kín, cục bộ."
	handoverText = "Các bên đã bàn giao đầy đủ hồ sơ, tài liệu, công việc theo quy định."
)
