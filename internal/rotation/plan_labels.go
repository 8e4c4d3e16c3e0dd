package rotation

import (
	"canbo/internal/evaluation"
	"canbo/internal/procedure"
)

var planActLabels = map[string]evaluation.Label{
	ActProposeRotation:        {VI: "Đề xuất nhu cầu và nhân sự luân chuyển", EN: "Propose needs and people for rotation"},
	ActAcceptAssignment:       {VI: "Rà soát, thống nhất phương án bố trí luân chuyển", EN: "Review and accept the assignment"},
	ActChangeAssignment:       {VI: "Điều chỉnh phương án bố trí luân chuyển", EN: "Change the assignment by hand"},
	ActChangeNeeds:            {VI: "Điều chỉnh nhu cầu luân chuyển", EN: "Change the needs of the plan"},
	ActConfirmPapers:          {VI: "Kiểm tra, hoàn thiện hồ sơ nhân sự luân chuyển", EN: "Complete the dossiers of the people to be rotated"},
	ActAnswerConsultation:     {VI: "Cho ý kiến về phương án luân chuyển", EN: "Answer about the planned rotations"},
	procedure.ActVote:         {VI: "Bỏ phiếu kín về phương án luân chuyển", EN: "Vote by secret ballot on the planned rotations"},
	procedure.CommandBreakTie: {VI: "Xem xét, quyết định trường hợp phiếu không phân định", EN: "Decide what the ballot left to you"},
	ActDecideRotations:        {VI: "Ban hành quyết định luân chuyển", EN: "Record the decisions to rotate"},
}

// PlanActLabel names an act of a plan for people.
func PlanActLabel(act string) evaluation.Label {
	if l, ok := planActLabels[act]; ok {
		return l
	}
	return evaluation.ActLabel(act)
}

// PlanLabel names a plan for people.
func PlanLabel(code string) evaluation.Label {
	return evaluation.Label{VI: "Kế hoạch luân chuyển cán bộ " + code, EN: "Rotation plan " + code}
}

// RuleLabel names for people a rule by which people exclude a pair; ok is false for a rule of a policy.
func RuleLabel(rule string) (l evaluation.Label, ok bool) {
	l, ok = map[string]evaluation.Label{
		RuleForbidden:          {VI: "người lập phương án không bố trí", EN: "kept apart by who prepares the plan"},
		RuleRefusedOrigin:      {VI: "nơi đi không đồng ý", EN: "refused by the place of departure"},
		RuleRefusedDestination: {VI: "nơi đến không đồng ý", EN: "refused by the destination"},
		RuleRefusedPerson:      {VI: "cán bộ không đồng ý", EN: "refused by the person"},
	}[rule]
	return l, ok
}
