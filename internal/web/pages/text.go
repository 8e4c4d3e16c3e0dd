package pages

// The catalogue: everything that the pages say, but for what the domain and the policies name themselves. What one feature
// says stands in its own *_text.go.

// The frame.
const (
	product       Text = "Công tác cán bộ|Personnel work"
	skipToContent Text = "Bỏ qua, đến nội dung chính|Skip to the main content"
	navigation    Text = "Điều hướng chính|Main navigation"
	switchTo      Text = "English|Tiếng Việt"
	signOut       Text = "Đăng xuất|Sign out"
	signedInAs    Text = "Đang đăng nhập: %s|Signed in as %s"
	account       Text = "Tài khoản|Account"
	problemTitle  Text = "Có lỗi cần sửa|There is a problem"
	BackToInbox   Text = "Về trang Việc cần làm|Back to your tasks"
)

// Navigation and roles.
const (
	NavInbox       Text = "Việc cần làm|Tasks"
	NavResults     Text = "Kết quả của tôi|My results"
	NavMeetings    Text = "Hội nghị, cuộc họp|Meetings"
	NavDelegations Text = "Ủy quyền khi vắng mặt|Delegation"
	NavAccount     Text = "Tài khoản|Account"
	NavOffice      Text = "Quản trị|Administration"

	RoleAdministrator Text = "Quản trị (Ban Tổ chức)|Administrator (Organisation Committee)"
	RoleInspector     Text = "Kiểm tra, giám sát|Inspector"
)

// Due times.
const (
	dueOverToday Text = "đã quá hạn hôm nay|overdue since today"
	dueOver      Text = "đã quá hạn %d ngày|%d days overdue"
	dueToday     Text = "hết hạn hôm nay|due today"
	dueTomorrow  Text = "hết hạn ngày mai|due tomorrow"
	dueIn        Text = "còn %d ngày|%d days left"
	endOfDay     Text = "hết ngày %s|the end of %s"
	noDue        Text = "Chưa định hạn|No due time"
)

// Failures.
const (
	FailureTitle Text = "Không thực hiện được|That did not work"
	CheckForm    Text = "Đề nghị kiểm tra lại các mục được đánh dấu.|Please check the marked fields."
)

// Commands.
const (
	CommandTitle    Text = "Tình trạng xử lý|What has come of it"
	commandReceived Text = "Đã nhận lúc %s, đang xử lý. Nội dung đã được giữ an toàn; thời điểm nhận là thời điểm tính hạn. Đồng chí có thể rời trang này.|Received at %s and being processed. It is safe, and the time of receipt is what counts. You may leave this page."
	commandAccepted Text = "Đã ghi nhận lúc %s.|Recorded at %s."
	commandRefused  Text = "Không được chấp nhận: %s|Refused: %s"
	commandAgain    Text = "Xem lại tình trạng|Look again"
	Filed           Text = "Đã ghi nhận.|Recorded."
)

// Fields that are empty.
const (
	chooseField Text = "Chọn: %s|Choose: %s"
	enterField  Text = "Nhập: %s|Enter: %s"
	CountNow    Text = "Kiểm phiếu được khi đã thu đủ phiếu hoặc khi hết hạn.|Count when all papers are in or the ballot is due."
)
