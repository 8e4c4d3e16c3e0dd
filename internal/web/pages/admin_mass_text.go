package pages

// Mass acts, and acts of steering on one process.
const (
	MassTitle        Text = "Điều hành nhiều quy trình: %s|Mass acts: %s"
	MassOutsideTitle Text = "Điều hành rà soát quy hoạch, luân chuyển|Mass acts on planning reviews and rotation"
	MassOnKind       Text = "Gia hạn, nhắc việc, tạm dừng nhiều quy trình|Extend, remind or pause many at once"
	ToPanel          Text = "Theo dõi, gia hạn, nhắc việc|Watch, extend, remind"
	MassToBoard      Text = "Về bảng theo dõi đợt|Back to the board of the cycle"
	massUnit         Text = "Chỉ đơn vị này|Only this unit"
	massUnitAs       Text = "Danh sách quy hoạch, kế hoạch luân chuyển của đơn vị; cán bộ luân chuyển đi hoặc đến đơn vị.|Planning lists and rotation plans of the unit; officials who leave or join it."
	massLate         Text = "Chỉ bước đã quá hạn|Only steps that are overdue"
	massEmpty        Text = "Chưa có lần điều hành nào.|There is no mass act yet."
	massEmptyWhy     Text = "Mỗi lần gia hạn, tạm dừng, nhắc việc hàng loạt hiện ở đây với người thực hiện, lý do và kết quả.|Each mass extension, pause or reminder appears here with who did it, why, and what came of it."
	massNew          Text = "Lập một lần điều hành mới|Plan a new mass act"
	MassNewTitle     Text = "Lập điều hành nhiều quy trình|Plan a mass act"
	massHow          Text = "Chọn việc cần làm và phạm vi. Bước tiếp theo cho xem trước từng quy trình; chưa có gì được gửi đi trước khi đồng chí áp dụng.|Choose what to do and to which processes. The next page shows each of them; nothing is sent before you apply it."
	massAct          Text = "Việc cần làm|What to do"
	massScope        Text = "Phạm vi|Scope"
	massKind         Text = "Loại quy trình|Kind of process"
	massStep         Text = "Bước|Step"
	massStepAs       Text = "Để trống: bước đang mở của mỗi quy trình. Mở lại thì phải chọn bước.|Empty: the open step of each process. To reopen, choose a step."
	OpenStep         Text = "Bước đang mở|The open step"
	massSubjects     Text = "Chỉ các đơn vị, cấp này|Only these units or bodies"
	massSubjectsAs   Text = "Mã, cách nhau bằng dấu phẩy hoặc xuống dòng. Để trống: tất cả.|Codes, separated by commas or line ends. Empty: all."
	massPeopleAs     Text = "Để trống: tất cả.|Empty: all."
	massPeople       Text = "Chỉ nơi có việc của những người này|Only where these people have a task"
	massBefore       Text = "Chỉ bước có hạn trước ngày|Only steps due before"
	massDays         Text = "Số ngày làm việc|Working days"
	massDaysAs       Text = "Của gia hạn: mỗi hạn lùi thêm bấy nhiêu ngày. Của mở lại: thời gian mới.|Of an extension: each due time moves by so many. Of a reopening: the new time."
	massDue          Text = "Hoặc hạn chung mới|Or one new due day"
	massDueAs        Text = "Của gia hạn, thay cho số ngày: hết ngày này.|Of an extension, instead of days: the end of this day."
	massStandIn      Text = "Người nhận việc|Who gets the tasks"
	massStandInAs    Text = "Chỉ dùng khi giao lại việc.|Of a reassignment only."
	massPreview      Text = "Xem trước|Preview"
	MassOneTitle     Text = "%s|%s"
	massPlanned      Text = "Xem trước: chưa có gì được gửi đi.|A preview: nothing has been sent."
	massConflicts    Text = "%d trên %d mục sẽ không được gửi vì chắc chắn bị từ chối; lý do ghi ở từng mục.|%d of %d items will not be sent because they are bound to be refused; each says why."
	massFinal        Text = "%d mục không hoàn tác được; lý do ghi ở từng mục.|%d items cannot be taken back; each says why."
	massNothing      Text = "Không có quy trình nào trong phạm vi này. Đề nghị lập lại với phạm vi khác.|No process is in this scope. Plan again with another."
	massApply        Text = "Áp dụng cho %d quy trình|Apply to %d processes"
	massProgress     Text = "Đã thực hiện %d trên %d; bị từ chối %d.|%d of %d carried out, %d refused."
	massPending      Text = "Còn %d mục đang chờ xác nhận.|%d items are not confirmed yet."
	massFinished     Text = "Đã xong.|Finished."
	massUndoneBy     Text = "Đã được hoàn tác.|It was taken back."
	massUndoes       Text = "Đây là việc hoàn tác một lần điều hành trước.|This takes an earlier mass act back."
	massShowThat     Text = "Xem lần đó|Show it"
	massUndo         Text = "Hoàn tác|Take it back"
	massUndoHow      Text = "Hoàn tác đưa về như cũ những quy trình chưa ai thay đổi tiếp; các quy trình khác giữ nguyên.|Only processes that nobody has changed since go back; the others stay."
	massUndoDays     Text = "Số ngày làm việc cho bước được mở lại|Working days for steps that are opened again"
	massNoUndo       Text = "Việc này không hoàn tác được.|This cannot be taken back."
	massEach         Text = "Từng quy trình|Item by item"
	massProcess      Text = "Quy trình|Process"
	massChange       Text = "Thay đổi|Change"
	massFromTo       Text = "%s → %s|%s → %s"
	massPlannedBy    Text = "%s lập lúc %s|Planned by %s, %s"
	massAppliedAt    Text = "Áp dụng lúc|Applied"
	FinalItem        Text = "không hoàn tác được|cannot be taken back"
	massNotApplied   Text = "Chưa áp dụng|Not applied"

	MassApplied Text = "Đã gửi. Các quy trình xác nhận trong giây lát.|Sent. The processes confirm in a moment."
	MassUndone  Text = "Đã gửi việc hoàn tác.|The undo has been sent."
)

// What comes of an item of a mass act.
var massStates = map[string]Text{
	"planned": "sẽ gửi|to be sent", "conflict": "! không gửi|! not sent", "pending": "… đang chờ|… not confirmed yet",
	"accepted": "✓ đã làm|✓ done", "refused": "✕ bị từ chối|✕ refused",
}

// MassStates are the codes by which items are filtered, in their order.
var MassStates = []string{"planned", "conflict", "pending", "accepted", "refused"}

// Commands that have no task of their own.
var commandLabels = map[string]Text{
	"extend":            "Gia hạn|Extend",
	"close_step":        "Kết thúc bước|Close the step",
	"pause":             "Tạm dừng|Pause",
	"resume":            "Tiếp tục|Resume",
	"reassign":          "Giao lại việc|Reassign tasks",
	"reopen":            "Mở lại bước|Reopen a step",
	"remind":            "Nhắc việc|Remind",
	"withdraw":          "Rút lại|Withdraw",
	"cancel":            "Hủy đợt|Cancel the cycle",
	"due_set":           "Ghi hạn|Due time set",
	"expired":           "Hết hạn|Time is over",
	"ballot_counted":    "Có kết quả kiểm phiếu|Ballot counted",
	"hold_on_paper":     "Bỏ phiếu bằng phiếu giấy|Hold the ballot on paper",
	"appraised":         "Có kết quả thẩm định|Appraised",
	"publish":           "Công bố kết quả|Publish",
	"unit_reviewed":     "Đơn vị kiểm điểm xong|Unit reviewed",
	"body_decided":      "Cấp có thẩm quyền quyết định xong|Body decided",
	"body_closed":       "Cấp có thẩm quyền kết thúc|Body closed",
	"cycle_closed":      "Đợt kết thúc|Cycle closed",
	"petition_answered": "Kiến nghị đã được trả lời|Petition answered",
	"correct":           "Đính chính|Correct",
	"relate":            "Ghi quan hệ gia đình|Record a relation",
	"preside":           "Giao chủ trì|Appoint a presider",
	"change_enrolment":  "Thay đổi danh sách|Change the enrolment",
	"prepare_change":    "Chuẩn bị thay đổi danh sách|Prepare a change",
	"change_prepared":   "Thay đổi đã chuẩn bị|Change prepared",
	"commit_change":     "Thực hiện thay đổi|Commit a change",
	"change_done":       "Thay đổi đã thực hiện|Change done",
	"abandon_change":    "Bỏ thay đổi|Abandon a change",
	"screened":          "Đã rà soát theo quy định|Held against the rules",
	"rescreen":          "Rà soát lại|Hold against the rules again",
	"plan_published":    "Danh sách đã ban hành|List published",
	"assigned":          "Đã tính phương án bố trí|Assignment computed",
	"rotations_started": "Đã mở quy trình luân chuyển|Rotations opened",
	"transferred":       "Danh sách cán bộ đã thay đổi|Roster changed",
	"recount":           "Tính lại số liệu|Count again",
	"recounted":         "Đã tính lại số liệu|Counted again",
	"returned":          "Trở về danh sách|Returned",
}
