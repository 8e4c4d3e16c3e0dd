package rotation

import (
	"canbo/internal/evaluation"
	"canbo/internal/procedure"
)

var actLabels = map[string]evaluation.Label{
	ActAnnounce:            {VI: "Công bố quyết định luân chuyển", EN: "Announce the decision to rotate"},
	ActRelease:             {VI: "Bàn giao công việc, cán bộ đi luân chuyển", EN: "Hand over for the unit that the official leaves"},
	ActReceive:             {VI: "Tiếp nhận cán bộ luân chuyển", EN: "Take over for the receiving unit"},
	ActConfirmEntitlements: {VI: "Xác nhận chế độ, chính sách đã thực hiện đối với cán bộ luân chuyển", EN: "Confirm what the rotated official has been given"},
	ActAssess:              {VI: "Nhận xét, đánh giá cán bộ luân chuyển", EN: "Assess the rotated official"},
	ActAssessForBody:       {VI: "Nhận xét, đánh giá của cấp quyết định luân chuyển", EN: "Assess for the body that decided the rotation"},
	ActReviewSelf:          {VI: "Tự kiểm điểm, đánh giá khi hết thời gian luân chuyển", EN: "Review yourself at the end of the rotation"},
	ActPlanPlacement:       {VI: "Dự kiến bố trí cán bộ sau luân chuyển", EN: "Plan the placement after the rotation"},
	ActPlace:               {VI: "Bố trí cán bộ sau luân chuyển, kèm quyết định", EN: "Record the placement after the rotation, with its decision"},
	ActExtend:              {VI: "Kéo dài thời gian luân chuyển", EN: "Extend the rotation"},
	ActEndEarly:            {VI: "Kết thúc luân chuyển trước thời hạn", EN: "End the rotation early"},

	procedure.CommandCancel: {VI: "Thu hồi quyết định luân chuyển", EN: "Revoke the decision to rotate"},
}

// ActLabel names an act of a rotation for people.
func ActLabel(act string) evaluation.Label {
	if l, ok := actLabels[act]; ok {
		return l
	}
	return evaluation.ActLabel(act)
}

// Label names a rotation for people by its code; the official's name does not belong into the subject of a mail.
func Label(code string) evaluation.Label {
	return evaluation.Label{VI: "Luân chuyển cán bộ " + code, EN: "Rotation " + code}
}
