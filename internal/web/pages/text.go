package pages

// The catalogue: everything that the pages say, but for what the domain and the policies name themselves.

// The frame.
const (
	product       Text = "Đánh giá cán bộ|Evaluation of officials"
	skipToContent Text = "Bỏ qua, đến nội dung chính|Skip to the main content"
	navigation    Text = "Điều hướng chính|Main navigation"
	switchTo      Text = "English|Tiếng Việt"
	signOut       Text = "Đăng xuất|Sign out"
	signedInAs    Text = "Đang đăng nhập: %s|Signed in as %s"
	account       Text = "Tài khoản|Account"
	problemTitle  Text = "Có lỗi cần sửa|There is a problem"
	backToInbox   Text = "Về trang Việc cần làm|Back to your tasks"
	optional      Text = "(không bắt buộc)|(optional)"
	printPage     Text = "In trang này bằng chức năng in của trình duyệt.|Print this page with your browser."
	required      Text = "bắt buộc|required"
)

// Navigation and roles.
const (
	NavInbox       Text = "Việc cần làm|Tasks"
	NavResults     Text = "Kết quả của tôi|My results"
	NavMeetings    Text = "Hội nghị, cuộc họp|Meetings"
	NavDelegations Text = "Ủy quyền khi vắng mặt|Delegation"
	NavAccount     Text = "Tài khoản|Account"
	NavCycles      Text = "Các đợt đánh giá|Cycles"

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

// Signing in.
const (
	SignInTitle      Text = "Đăng nhập|Sign in"
	signInHow        Text = "Nhập địa chỉ thư điện tử công vụ của đồng chí. Chúng tôi gửi đến đó một liên kết; mở liên kết là đăng nhập, không cần mật khẩu.|Enter your work e-mail address. We send a link to it; opening the link signs you in, without a password."
	email            Text = "Địa chỉ thư điện tử|E-mail address"
	emailHint        Text = "Địa chỉ đã đăng ký với Ban Tổ chức, ví dụ ten@caoloc.example|The address that the Organisation Committee has on record, for example name@caoloc.example"
	sendLink         Text = "Gửi liên kết đăng nhập|Send a sign-in link"
	LinkSentTitle    Text = "Hãy xem hộp thư|Check your mail"
	linkSent         Text = "Nếu địa chỉ này có trong danh sách cán bộ, một thư có liên kết đăng nhập đã được gửi đi. Liên kết dùng được một lần, trong 15 phút, và chỉ trên trình duyệt này.|If the address is on the roster, a mail with a sign-in link is on its way. The link works once, for 15 minutes, and in this browser only."
	linkNotThere     Text = "Không thấy thư? Xem thư mục thư rác, hoặc chờ một phút rồi yêu cầu liên kết khác. Nếu vẫn không nhận được, đề nghị liên hệ Ban Tổ chức.|No mail? Look in the spam folder, or wait a minute and ask for another link. If it still does not come, ask the Organisation Committee."
	askAgain         Text = "Yêu cầu liên kết khác|Ask for another link"
	followLink       Text = "Nhấn nút dưới đây để đăng nhập. Liên kết chỉ dùng được một lần.|Press the button to sign in. The link works once."
	signIn           Text = "Đăng nhập|Sign in"
	SignedOut        Text = "Đã đăng xuất.|You are signed out."
	SignedOutAll     Text = "Đã đăng xuất khỏi mọi thiết bị.|You are signed out on all devices."
	SignInFirst      Text = "Phiên làm việc đã hết. Đăng nhập lại; những gì đã nhập vẫn được giữ.|Your session is over. Sign in again; what you typed is kept."
	signInSingle     Text = "Đăng nhập bằng tài khoản cơ quan|Sign in with your organisation's account"
	AccountTitle     Text = "Tài khoản|Account"
	accountMail      Text = "Thư điện tử|E-mail"
	accountRole      Text = "Vai trò|Role"
	signOutAll       Text = "Đăng xuất khỏi mọi thiết bị|Sign out on all devices"
	signOutAllWhy    Text = "Dùng khi đồng chí quên đăng xuất ở máy khác hoặc mất thiết bị.|For when you forgot to sign out elsewhere or lost a device."
	accountOfficial  Text = "Cán bộ|Official"
	signOutHere      Text = "Đăng xuất khỏi thiết bị này|Sign out on this device"
	accountCalendar  Text = "Đưa các thời hạn vào lịch của đồng chí|Put your due times into your calendar"
	accountCalLink   Text = "Tải tệp lịch (.ics)|Download the calendar file (.ics)"
	emailMissing     Text = "Nhập địa chỉ thư điện tử, ví dụ ten@caoloc.example|Enter an e-mail address, for example name@caoloc.example"
	signInNotPresent Text = "Đồng chí không có quyền xem trang này bằng vai trò hiện tại.|Your role does not allow this page."
)

// The inbox.
const (
	inboxCount    Text = "Có %d việc đang chờ đồng chí, việc đến hạn trước ở trên.|%d tasks wait for you, those due first on top."
	inboxEmpty    Text = "Hiện không có việc nào chờ đồng chí.|Nothing waits for you now."
	inboxEmptyWhy Text = "Khi có việc mới, đồng chí sẽ nhận được thư và việc sẽ hiện ở đây.|When there is something to do, you get a mail and it appears here."
	inboxFor      Text = "Làm thay đồng chí %s|In the place of %s"
	taskDue       Text = "Hạn|Due"
	taskOpen      Text = "Thực hiện|Open"
	taskMore      Text = "Xem các việc tiếp theo|Show more tasks"
)

// Failures.
const (
	FailureTitle    Text = "Không thực hiện được|That did not work"
	NotFoundTitle   Text = "Không tìm thấy trang|Page not found"
	NotFoundText    Text = "Không có trang này, hoặc đồng chí không có quyền xem.|There is no such page, or it is not yours to see."
	failureCode     Text = "Mã lỗi để báo Ban Tổ chức|Code to give to the Organisation Committee"
	CheckForm       Text = "Đề nghị kiểm tra lại các mục được đánh dấu.|Please check the marked fields."
	TooManyAsked    Text = "Quá nhiều lần thử; đề nghị chờ một phút.|Too many attempts; wait a minute."
	CrossOrigin     Text = "Yêu cầu này đến từ trang của một địa chỉ khác.|This request comes from a page of another site."
	FileTooLarge    Text = "Nội dung gửi lên vượt quá 1 MB.|What you sent is larger than 1 MB."
	InternalFault   Text = "Hệ thống gặp lỗi; lỗi đã được ghi lại. Đề nghị thử lại sau ít phút.|An internal error happened; it was recorded. Try again in some minutes."
	TextNotReadable Text = "Nội dung gửi lên có ký tự không đọc được.|What you sent has characters that cannot be read."
)
