package pages

// The panel of a process, and people.
const (
	panelState       Text = "Tình trạng|State"
	panelPaused      Text = "‖ Tạm dừng|‖ Paused"
	panelRunning     Text = "Đang chạy|Running"
	panelWaiting     Text = "Chưa bắt đầu|Not begun"
	panelStarting    Text = "… Đang khởi động|… Starting"
	panelEnded       Text = "✓ Kết thúc lúc %s|✓ Ended %s"
	panelCancelled   Text = "✕ Đã hủy lúc %s|✕ Cancelled %s"
	panelKey         Text = "Mã quy trình|Process id"
	panelVersion     Text = "Số lần thay đổi|Version"
	panelSteps       Text = "Các bước|Steps"
	panelDueOrDone   Text = "Hạn, hoặc lúc xong|Due, or closed"
	panelNoSteps     Text = "Chưa có bước nào.|There are no steps yet."
	panelNoStepsWhy  Text = "Các bước hiện ở đây khi quy trình bắt đầu.|They appear when the process begins."
	panelTasks       Text = "Các việc|Tasks"
	panelNoTasks     Text = "Chưa giao việc cho ai.|Nobody has been asked to do anything."
	panelNoTasksWhy  Text = "Phiếu kín không hiện ở đây: ai đã bỏ phiếu không phải để ai xem.|Votes never appear here: who has voted is nobody's to see."
	panelLog         Text = "Diễn biến|What happened"
	panelLogHow      Text = "Mỗi việc được chấp nhận và những gì hệ thống làm theo đó, theo đúng thứ tự.|Each accepted command and what followed from it, in order."
	panelNoLog       Text = "Chưa có gì xảy ra.|Nothing has happened yet."
	panelNoLogWhy    Text = "Việc đầu tiên được chấp nhận hiện ở đây.|The first accepted command appears here."
	panelFor         Text = "thay cho %s|for %s"
	panelBy          Text = "%s, %s|%s, %s"
	panelPaper       Text = "Giấy tờ: %s|Paper: %s"
	panelMails       Text = "Thư của quy trình này|Mail"
	panelDone        Text = "✓ xong lúc %s|✓ done %s"
	panelSkipped     Text = "✕ bước đã kết thúc|✕ the step has ended"
	panelOpen        Text = "đang chờ|open"
	panelSteer       Text = "Điều hành|Steer"
	panelSteerHow    Text = "Mỗi việc cần lý do và văn bản căn cứ; cả hai được lưu vào diễn biến.|Each act needs a reason and a basis; both go on record."
	panelDue         Text = "Hết ngày|The end of"
	panelPeople      Text = "Chỉ những người này|Only these people"
	panelTask        Text = "Việc|Task"
	panelTo          Text = "Giao cho|To"
	panelCancelHow   Text = "Hủy đợt kết thúc mọi quy trình của đợt, phiếu đang mở không còn giá trị; những gì đã nộp vẫn được lưu.|Cancelling ends every process of the cycle and voids open ballots; what was filed stays on record."
	panelCancelTick  Text = "Tôi hiểu việc này không hoàn tác được.|I understand that this cannot be undone."
	panelNotTicked   Text = "Đề nghị đánh dấu xác nhận.|Please confirm."
	roleSystem       Text = "Hệ thống|The program"
	roleOfficial     Text = "Cán bộ|Official"
	SteerDone        Text = "Đã ghi nhận.|Recorded."
	SteerReceived    Text = "Đã nhận, chưa xác nhận. Tải lại trang sau giây lát để xem kết quả.|Received, and not confirmed yet. Reload in a moment to see what comes of it."
	panelMeeting     Text = "Mở trang làm việc của quy trình này|Open the page where this is worked on"
	PeopleTitle      Text = "Tìm cán bộ|Find a person"
	peopleBox        Text = "Họ tên, đơn vị, mã hoặc thư điện tử|Name, unit, code or mail address"
	peopleHint       Text = "Một phần của tên là đủ; không cần dấu.|A part of the name is enough, accents are optional."
	peopleSearch     Text = "Tìm|Find"
	peopleNone       Text = "Không tìm thấy ai.|Nobody was found."
	peopleNoneWhy    Text = "Thử một phần ngắn hơn của tên, hoặc viết không dấu.|Try a shorter part of the name, or without accents."
	PersonTitle      Text = "%[1]s|%[1]s"
	personBorn       Text = "Ngày sinh|Born"
	personPosts      Text = "Quá trình công tác|Posts"
	personNoPosts    Text = "Chưa có chức vụ nào trong danh sách.|The roster has no post."
	personPost       Text = "Chức vụ|Post"
	personFrom       Text = "Từ ngày|From"
	personTo         Text = "Đến ngày|Until"
	personNow        Text = "nay|now"
	personPrincipal  Text = "chức vụ chính|principal"
	personResults    Text = "Kết quả qua các đợt|Results over the years"
	personNoResults  Text = "Chưa được đánh giá trong đợt nào.|Not evaluated in any cycle yet."
	personNoDecision Text = "chưa quyết định|not decided"
	personNotOut     Text = "chưa thông báo|not announced"
	personProcesses  Text = "Quy trình có liên quan|Processes"
	personNoProcess  Text = "Không có quy trình nào.|There is none."
	personOpenTasks  Text = "%d việc đang chờ|%d open tasks"
	personPlanning   Text = "Quy hoạch|Planning"
	personNoPlanning Text = "Không có tên trong danh sách quy hoạch nào.|On no planning list."
	personOnList     Text = "từ lần duyệt %d|since version %d"
	personOffList    Text = "từ lần duyệt %d đến %d|versions %d to %d"
	personRotations  Text = "Luân chuyển|Rotations"
	personNoRotation Text = "Chưa luân chuyển lần nào.|Never rotated."
	personMove       Text = "%s → %s|%s → %s"
	personAway       Text = "Ủy quyền khi vắng mặt|Deputy for an absence"
	monthOfYear      Text = "tháng %d/%d|%d/%d"
	personAwayHow    Text = "Việc đang chờ và việc sẽ đến của đồng chí này được giao cho người thay, trừ việc phải tự làm.|Open tasks and those to come go to the deputy, but nothing personal."
	personDeputy     Text = "Người thay|Deputy"
	personFirstDay   Text = "Từ ngày|First day"
	personLastDay    Text = "Đến hết ngày|Last day"
	personMail       Text = "Thư đã gửi cho đồng chí này|Mail to this person"
	personPrivate    Text = "Trang này không có nội dung tự đánh giá, góp ý hay phiếu; những nội dung đó chỉ người có trách nhiệm trong quy trình mới xem được.|This page has no self-reviews, comments or votes; only those with a part in the process see them."
	DelegationMade   Text = "Đã ghi nhận ủy quyền.|The delegation is on record."
)

// effectLabels name what the program does after a command.
var effectLabels = map[string]Text{
	"step": "đổi trạng thái một bước|a step changes", "due": "tính hạn|compute the due time", "tasks": "giao việc và gửi thư|open tasks and mail them",
	"task_done": "ghi một việc đã xong|a task is done", "refused": "trả lời từ chối|answer a refusal", "drain": "nhận những gì nộp kịp hạn|take what was filed in time",
	"tasks_back": "mở lại việc|tasks are open again", "task_moved": "chuyển việc cho người khác|a task moves", "remind": "gửi thư nhắc|mail reminders",
	"escalate": "báo người theo dõi|tell who watches over it", "launch": "khởi động quy trình khác|start other processes", "send": "báo cho quy trình khác|tell another process",
	"concluded": "kết thúc quy trình|the process ends", "vote_open": "mở cuộc bỏ phiếu|open the ballot", "vote_count": "kiểm phiếu|count the ballot",
	"appraise": "tính toán thẩm định|compute the appraisal", "publish": "thông báo kết quả|publish results", "recount": "tính lại số liệu|count again",
	"act": "ghi vào hồ sơ|put it on record", "seats": "ghi thay đổi thành viên|change the seats", "duties": "phân công theo từng người|say who acts on whom",
	"barred": "ghi người không được tham gia|say who may not act", "task_end": "kết thúc một việc|a task ends", "paper_count": "đối chiếu hai bản kiểm phiếu|compare the two counts",
	"vote_void": "hủy cuộc bỏ phiếu|void the ballot", "cancelled": "hủy quy trình|cancel the process", "recall": "hủy các quy trình liên quan|cancel what belongs to it",
	"plan_screen": "rà soát danh sách theo quy định|hold the list against the rules", "plan_publish": "ban hành danh sách|publish the list",
	"rotation_assign": "tính phương án bố trí|compute the assignment", "rotations_start": "mở quy trình luân chuyển|open the rotations",
	"transfer": "đổi chức vụ trong danh sách cán bộ|change the roster", "progress": "ghi thời gian luân chuyển|record the dates",
	"unplaced": "báo chưa có dự kiến bố trí|tell that no placement is planned", "ended": "ghi kết thúc luân chuyển|record the end of the rotation",
	"close_cycle": "tổng hợp và kết thúc đợt|sum up and close the cycle", "enrol": "ghi thay đổi danh sách|change the enrolment", "change_refused": "bỏ thay đổi danh sách|a change came to nothing",
}
