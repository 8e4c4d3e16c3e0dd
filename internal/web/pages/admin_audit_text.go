package pages

import (
	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"canbo/internal/evaluation"
	"canbo/internal/planning"
	"canbo/internal/rotation"
)

// The audit across processes.
const (
	NavAudit     Text = "Nhật ký|Audit"
	AuditTitle   Text = "Nhật ký điều hành|Audit"
	auditHow     Text = "Ai đã làm gì, khi nào, vì sao, căn cứ văn bản nào, mới nhất trước. Nhật ký không có nội dung đánh giá và không cho biết ai đã bỏ phiếu.|Who did what, when, why and on which document, the newest first. It holds nothing of what was written in an evaluation, and does not tell who has voted."
	auditPerson  Text = "Người làm, hoặc người được làm thay|Who did it, or for whom"
	auditKind    Text = "Việc|Act"
	auditProcess Text = "Mã quy trình|Process id"
	auditSince   Text = "Từ ngày|From"
	auditUntil   Text = "Đến hết ngày|Until"
	auditPeople  Text = "Bỏ những việc hệ thống tự làm|Leave out what the program did by itself"
	auditXLSX    Text = "Tải về (XLSX)|Download (XLSX)"
	auditCSV     Text = "Tải về (CSV)|Download (CSV)"
	auditNone    Text = "Không có việc nào như vậy.|There is no such act."
	auditNoneWhy Text = "Chọn khoảng ngày khác hoặc bỏ bớt điều kiện lọc.|Choose other days, or leave out a condition."
)

// auditKinds name acts that are no commands of a process.
var auditKinds = map[string]Text{
	"import_roster": "Cập nhật dữ liệu cán bộ|Update of the roster", "retry_mail": "Gửi lại thư|Mail sent again",
	"mail_on": "Bật loại thư|Kind of mail switched on", "mail_off": "Tắt loại thư|Kind of mail switched off",
	"delegate": "Ủy quyền|Delegation", "revoke_delegation": "Kết thúc ủy quyền|End of a delegation",
	"finding_taken": "Đưa phát hiện vào rà soát|Finding taken into a review", "finding_dismissed": "Bỏ qua phát hiện|Finding dismissed",
	"mass_act": "Điều hành hàng loạt|Mass act", "mass_undo": "Hoàn tác điều hành hàng loạt|Mass act undone",
	"create_key": "Cấp khóa truy cập|API key made", "revoke_key": "Thu hồi khóa truy cập|API key revoked", "open_cycle": "Mở đợt đánh giá|Cycle opened",
	"trigger_schedule": "Mở ngay theo lịch tự động|Schedule triggered", "backfill_schedule": "Mở bù theo lịch tự động|Schedule filled in",
	"pause_schedule": "Tạm dừng lịch tự động|Schedule paused", "resume_schedule": "Tiếp tục lịch tự động|Schedule resumed",
	"grant_role": "Trao vai trò|Role granted", "withdraw_role": "Thu hồi vai trò|Role withdrawn",
}

// AuditKind names an act, of whatever process it is.
func (p Page) AuditKind(kind string) string {
	if name, ok := auditKinds[kind]; ok {
		return p.T(name)
	}
	if name, ok := commandLabels[kind]; ok {
		return p.T(name)
	}
	for _, label := range []func(string) evaluation.Label{evaluation.ActLabel, planning.ActLabel, rotation.PlanActLabel, rotation.ActLabel} {
		if l := label(kind); l.VI != kind {
			return p.L(l)
		}
	}
	return kind
}

// ByText orders texts as a Vietnamese dictionary does.
func ByText(a, b string) int { return collate.New(language.Vietnamese).CompareString(a, b) }
