package pages

// Mail, schedules, concerns, policies.
const (
	MailTitle           Text = "Thư đã gửi|Mail"
	mailHow             Text = "Danh sách cho biết thư đã gửi hay chưa và cho ai, không có nội dung thư.|The list says whether and to whom mail was sent, never what it said."
	mailKinds           Text = "Bật, tắt từng loại thư|Switch kinds of mail"
	mailNone            Text = "Không có thư nào như vậy.|There is no such mail."
	mailNoneWhy         Text = "Chọn tình trạng khác để xem các thư khác.|Choose another state to see other mail."
	mailState           Text = "Tình trạng|State"
	mailKind            Text = "Loại thư|Kind"
	mailTo              Text = "Người nhận|To"
	mailAddressee       Text = "Gửi cho đồng chí|Sent to"
	mailPerson          Text = "Mã cán bộ|Official"
	mailTries           Text = "%d lần thử|%d attempts"
	mailRetry           Text = "Gửi lại|Send again"
	MailOneTitle        Text = "Thư số %d|Mail %d"
	mailServer          Text = "Máy chủ đã nhận|Taken by"
	mailError           Text = "Lỗi|Error"
	mailActs            Text = "Đã xử lý|What was done"
	mailBouncing        Text = "Thư đến địa chỉ này bị trả lại.|Mail to this address comes back."
	mailCreated         Text = "Lập lúc|Created"
	mailSentAt          Text = "Gửi lúc|Sent"
	MailRetried         Text = "Thư sẽ được gửi lại trong giây lát.|The mail is sent again in a moment."
	MailKindsTitle      Text = "Các loại thư|Kinds of mail"
	mailOn              Text = "✓ đang gửi|✓ sent"
	mailOff             Text = "✕ đã tắt|✕ switched off"
	mailAlways          Text = "luôn gửi|always sent"
	mailTurnOn          Text = "Bật lại|Switch on"
	mailTurnOff         Text = "Tắt|Switch off"
	mailChanged         Text = "%s đổi lúc %s|Changed by %s, %s"
	MailSwitched        Text = "Đã ghi nhận.|Recorded."
	OfficeConcernsTitle Text = "Cần xử lý|Concerns"
	concernsNone        Text = "Không có gì cần xử lý.|Nothing waits for you."
	concernsNoneWhy     Text = "Lịch không mở được đợt, việc trễ không còn ai để báo và thư không đến nơi hiện ở đây, và tự mất khi đã được khắc phục.|Failed launches, lateness that nobody else was told of and mail that did not arrive appear here, and go when they are mended."
	concernLaunch       Text = "Lịch %s không mở được đợt %s|Schedule %s could not open %s"
	concernLate         Text = "%d người trễ: %s|%d people late: %s"
	concernMail         Text = "Thư không đến nơi: %s|Mail that did not arrive: %s"

	PoliciesTitle  Text = "Các quy định|Policies"
	policyForce    Text = "Hiệu lực|In force"
	policyFromTo   Text = "%s đến %s|%s to %s"
	policyFrom     Text = "từ %s|from %s"
	policyDoubt    Text = "! %d trên %d giá trị chưa xác minh|! %d of %d values not verified"
	policySure     Text = "✓ mọi giá trị đã xác minh|✓ every value verified"
	policySources  Text = "Các nguồn|Sources"
	policyValue    Text = "Áp dụng|What it means"
	policyChecked  Text = "✓ đã xác minh|✓ verified"
	policyUnsure   Text = "! chưa xác minh|! not verified"
	policyCompare  Text = "Thay đổi gì nếu áp dụng quy định khác|What another policy would change"
	policyOther    Text = "Quy định khác|Another policy"
	policyShow     Text = "So sánh|Compare"
	policyNoChange Text = "Không có gì thay đổi.|Nothing changes."
	policyChanges  Text = "%d nội dung khác nhau.|%d differences."
	policyNew      Text = "mới|new"
	policyGone     Text = "không còn|gone"
	policyNow      Text = "Hiện nay|Now"
	policyThen     Text = "Khi đó|Then"
	seenText       Text = "đã đọc văn bản hoặc bài dẫn nguyên văn|the text was read"
	seenDerived    Text = "đọc qua hướng dẫn của cấp dưới|a guide that restates it was read"
	seenTitle      Text = "chỉ thấy tên văn bản|only a title was seen"
	seenNothing    Text = "chưa đọc|nothing was seen"
)

// mailStates name the states of mail.
var mailStates = map[string]Text{
	"pending": "… chờ gửi|… waiting", "sending": "… đang gửi|… being sent", "sent": "✓ đã gửi|✓ sent", "failed": "✕ không gửi được|✕ failed",
	"bounced": "✕ bị trả lại|✕ came back", "skipped": "bỏ qua|skipped",
}

// MailStates are the codes by which mail is filtered.
var MailStates = []string{"failed", "bounced", "pending", "sending", "sent", "skipped"}
