package planning

import (
	"canbo/internal/evaluation"
	"canbo/internal/procedure"
)

var actLabels = map[string]evaluation.Label{
	ActPropose:                      {VI: "Đề xuất đưa ra khỏi quy hoạch, bổ sung quy hoạch", EN: "Propose removals from and additions to the planning list"},
	procedure.ActVote:               {VI: "Bỏ phiếu kín về việc đưa ra khỏi, bổ sung quy hoạch", EN: "Vote by secret ballot on the proposed changes"},
	procedure.CommandBreakTie:       {VI: "Xem xét, quyết định trường hợp phiếu không phân định", EN: "Decide what the ballot left to you"},
	ActApprove:                      {VI: "Phê duyệt danh sách quy hoạch", EN: "Approve the planning list"},
	ActSettle:                       {VI: "Xử lý danh sách đã được phê duyệt theo đợt rà soát khác", EN: "Settle a conflict with another review of the list"},
	ActAddFromAbove:                 {VI: "Cấp trên bổ sung quy hoạch", EN: "Addition by a superior body"},
	procedure.CommandRecordExternal: {VI: "Ghi nhận quyết định phê duyệt quy hoạch của cấp trên, kèm văn bản", EN: "Record the approval of the superior body, with its document"},
}

// ActLabel names an act of a review for people.
func ActLabel(act string) evaluation.Label {
	if l, ok := actLabels[act]; ok {
		return l
	}
	return evaluation.ActLabel(act)
}

// ReviewLabel names the review of a list in a round such as 2020 for people.
func ReviewLabel(round string) evaluation.Label {
	return evaluation.Label{VI: "Rà soát, bổ sung quy hoạch cán bộ năm " + round, EN: "Review of the planning lists, " + round}
}

// ReasonLabel names a reason for people.
func ReasonLabel(r Reason) evaluation.Label { return reasonLabels[r] }

var reasonLabels = map[Reason]evaluation.Label{
	OverAge:                  {VI: "Không đủ tuổi công tác trọn nhiệm kỳ", EN: "Not enough service left for the term"},
	AlreadyHoldsPostOrHigher: {VI: "Đang giữ chức danh quy hoạch, tương đương hoặc cao hơn", EN: "Holds the planned post, an equivalent or a higher one"},
	Disciplined:              {VI: "Bị kỷ luật", EN: "Disciplined"},
	PoliticalStandardNotMet:  {VI: "Không bảo đảm tiêu chuẩn chính trị của chức danh quy hoạch", EN: "Political standard of the planned post not met"},
	NotCompletedTasks:        {VI: "Không hoàn thành nhiệm vụ", EN: "Tasks not completed"},
	LowPrestige:              {VI: "Uy tín thấp", EN: "Low prestige"},
	ExceedsPostLimit:         {VI: "Được quy hoạch quá số chức danh cho phép", EN: "Planned for more posts than allowed"},
	WeakCapacity:             {VI: "Năng lực hạn chế", EN: "Weak capacity"},
	InternalDisunity:         {VI: "Gây mất đoàn kết nội bộ", EN: "Causes disunity"},
	TransferredOut:           {VI: "Chuyển công tác đi nơi khác", EN: "Transferred elsewhere"},
	RetiredOrDeceased:        {VI: "Nghỉ hưu, nghỉ công tác hoặc từ trần", EN: "Retired, out of office or deceased"},
	Withdrawn:                {VI: "Xin rút khỏi quy hoạch", EN: "Asked to be taken off the list"},
	OrgAbolished:             {VI: "Tổ chức giải thể, sáp nhập", EN: "Organisation abolished or merged"},
}
