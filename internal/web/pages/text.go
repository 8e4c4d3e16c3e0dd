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

// Drafts.
const (
	draftSavedAt      Text = "Bản nháp đã lưu lúc %s.|Draft saved at %s."
	draftNotYet       Text = "Những gì đồng chí nhập được tự động lưu nháp.|What you type is kept as a draft."
	draftConflict     Text = "Bản nháp này đã được sửa ở một cửa sổ hoặc thiết bị khác. Không có gì bị mất: đồng chí có thể xem cả hai bản và chọn.|This draft was changed in another window or device. Nothing is lost: look at both and choose."
	draftCompare      Text = "Xem cả hai bản|Look at both"
	autosaveOffline   Text = "Máy chủ chưa trả lời. Nội dung được giữ trên máy này và sẽ tự lưu khi máy chủ hoạt động lại.|The server does not answer. Your text is kept on this device and saved when the server is back."
	autosaveSignedOut Text = "Phiên làm việc đã hết. Nội dung được giữ trên máy này: đăng nhập lại rồi mở lại trang này.|Your session is over. Your text is kept on this device: sign in and open this page again."
	autosaveRestored  Text = "Đã khôi phục nội dung chưa kịp lưu lần trước.|What could not be saved the last time is back."
	saveDraft         Text = "Lưu nháp|Save the draft"
	DraftSaved        Text = "Đã lưu bản nháp.|The draft is saved."
	compareIntro      Text = "Bản nháp đã được sửa ở nơi khác lúc %s. Các ô dưới đây là nội dung ở cửa sổ này; chỗ nào khác, bản kia được hiện ngay bên dưới để đồng chí chép lại nếu cần. Bản đồng chí lưu tiếp theo sẽ được giữ.|The draft was changed elsewhere at %s. The fields hold what is in this window; where the other differs, it stands below, for you to copy from. What you save next is kept."
	otherText         Text = "Bản lưu ở nơi khác – %s|Saved elsewhere – %s"
	compareOther      Text = "Khác với bản này|Different from this one"
	typedText         Text = "Nội dung đồng chí vừa gửi|What you have just sent"
	typedWhy          Text = "Hãy chép lại nội dung dưới đây trước khi rời trang này.|Copy it before you leave this page."
)

// The self-review.
const (
	SelfReviewTitle     Text = "Bản tự kiểm điểm|Self-review"
	selfReviewFiledAt   Text = "Đồng chí đã nộp bản tự kiểm điểm lúc %s. Nộp lại trước khi hết hạn thì bản mới thay bản cũ; bản cũ vẫn được lưu.|You filed your self-review at %s. Filing again before the due time replaces it; the old one stays on record."
	selfReviewTexts     Text = "Nội dung kiểm điểm|The review"
	selfReviewCriteria  Text = "Tự xếp mức theo từng tiêu chí|Your level in each criterion"
	selfReviewPoints    Text = "Tự chấm điểm|Your points"
	selfReviewGrade     Text = "Tự nhận mức xếp loại chất lượng|The grade that you give yourself"
	selfReviewGradeHint Text = "Mức này là đề nghị của đồng chí; cấp có thẩm quyền quyết định sau khi có ý kiến của đơn vị.|This is what you ask for; the competent body decides after the unit has spoken."
	selfReviewAfter     Text = "Sau khi nộp, đồng chí vẫn sửa và nộp lại được cho đến khi hết hạn.|After filing you can change it and file again until it is due."
	selfReviewFile      Text = "Nộp bản tự kiểm điểm|File the self-review"
	SelfReviewFiled     Text = "Đã nộp bản tự kiểm điểm.|Your self-review is filed."
	GradeMissing        Text = "Chọn mức xếp loại đồng chí tự nhận|Choose the grade that you give yourself"
	LevelMissing        Text = "Chọn mức cho tiêu chí “%s”|Choose a level for “%s”"
	PointsWrong         Text = "Nhập điểm từ 0 đến %s, ví dụ 25,5|Enter points from 0 to %s, for example 25.5"
	pointsGeneral       Text = "Điểm tiêu chí chung|General criteria"
	pointsResults       Text = "Điểm kết quả thực hiện nhiệm vụ|Results of assigned duties"
	pointsHint          Text = "Từ 0 đến %s điểm; có thể lẻ đến một phần mười, ví dụ 25,5|From 0 to %s points, down to a tenth, for example 25.5"
	pagesCount          Text = "Khoảng %s trang A4 (không quá %d trang).|About %s A4 pages (%d at most)."
	pagesText           Text = "Khoảng {pages} trang A4 (không quá {most} trang).|About {pages} A4 pages ({most} at most)."

	SectionStrengths Text = "Ưu điểm, kết quả đạt được|Strengths and results"
	SectionLimits    Text = "Hạn chế, khuyết điểm và nguyên nhân|Limits, shortcomings and their causes"
	SectionRemedies  Text = "Kết quả khắc phục những hạn chế đã được chỉ ra trước đây|What came of limits pointed out before"
	SectionDirection Text = "Phương hướng, biện pháp khắc phục|Direction and remedies"

	CriterionPolitical    Text = "Chính trị, tư tưởng|Political thought"
	CriterionEthics       Text = "Đạo đức, lối sống|Ethics and lifestyle"
	CriterionStyle        Text = "Tác phong, lề lối làm việc|Working style"
	CriterionOrganisation Text = "Ý thức tổ chức, kỷ luật|Organisation and discipline"
	CriterionResults      Text = "Kết quả thực hiện chức trách, nhiệm vụ được giao|Results of assigned duties"

	LevelExcellent Text = "Xuất sắc|Excellent"
	LevelGood      Text = "Tốt|Good"
	LevelAverage   Text = "Trung bình|Average"
	LevelPoor      Text = "Kém|Poor"
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
