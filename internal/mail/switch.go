package mail

import "canbo/internal/fault"

// Switch says who may switch off the mails of a kind.
type Switch string

// The ways a kind can be switched off. What opens a door, has legal weight or tells of an act in the reader's name is
// always sent.
const (
	Always        Switch = "always"        // nobody may
	ByInstitution Switch = "administrator" // an administrator, for everybody
	ByReader      Switch = "reader"        // also each reader, for themselves
)

// Switch returns who may switch off mails of the kind.
func (k Kind) Switch() Switch {
	switch k {
	case KindReminder, KindDigest:
		return ByReader
	case KindTaskOpened, KindDueMoved, KindEscalation, KindPlanFindings:
		return ByInstitution
	default:
		return Always
	}
}

// CheckSwitch fails unless mails of the kind may be switched off, by a reader or by an administrator.
//
// Errors: fault.NotFound `mail_kind_unknown`; fault.Conflict `mail_kind_required`.
func CheckSwitch(k Kind, reader bool) error {
	names, known := kindNames[k]
	if !known {
		return fault.New(fault.NotFound, "mail_kind_unknown", "There is no mail of the kind %q.", k)
	}
	if s := k.Switch(); s == Always || reader && s != ByReader {
		return fault.New(fault.Conflict, "mail_kind_required", "Mails of this kind are always sent: %s / %s.", names.vi, names.en)
	}
	return nil
}

// Names returns what people call mails of the kind.
func (k Kind) Names() (vi, en string) { return kindNames[k].vi, kindNames[k].en }

var kindNames = map[Kind]struct{ vi, en string }{
	KindSignIn:           {"Liên kết đăng nhập", "Sign-in links"},
	KindTaskOpened:       {"Thông báo việc cần thực hiện", "New tasks"},
	KindReminder:         {"Nhắc việc sắp hết thời hạn", "Reminders of tasks"},
	KindDueMoved:         {"Thông báo thay đổi thời hạn", "Moved due times"},
	KindEscalation:       {"Báo việc chậm cho người phụ trách", "Lateness, to who watches over it"},
	KindDigest:           {"Gộp nhiều việc vào một thư", "Several tasks in one mail"},
	KindResult:           {"Thông báo kết quả đánh giá, xếp loại", "Evaluation results"},
	KindPetitionAnswered: {"Trả lời kiến nghị", "Answers to petitions"},
	KindPlanChanged:      {"Thông báo thay đổi quy hoạch", "Changes of planning lists"},
	KindPlacementMissing: {"Chưa có dự kiến bố trí sau luân chuyển", "Rotations without a planned placement"},
	KindCycleCancelled:   {"Thông báo hủy đợt đánh giá", "Cancelled cycles"},
	KindFiledFor:         {"Thông báo việc được thực hiện thay", "Acts done in your name"},
	KindTaskMoved:        {"Thông báo chuyển việc cho người khác", "Tasks given to somebody else"},
	KindPointsNamed:      {"Gợi ý nội dung kiểm điểm", "Points to answer in the self-review"},
	KindLaunchFailed:     {"Báo lịch không mở được đợt cho quản trị viên", "Schedules that failed, to administrators"},
	KindPlanFindings:     {"Báo vấn đề mới của người trong quy hoạch cho quản trị viên", "News of people on planning lists, to administrators"},
}
