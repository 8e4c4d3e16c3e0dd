package pages

// The catalogue: everything that the pages say, but for what the domain and the policies name themselves.

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
	backToInbox   Text = "Về trang Việc cần làm|Back to your tasks"
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

// Signing in.
const (
	SignInTitle     Text = "Đăng nhập|Sign in"
	signInHow       Text = "Nhập địa chỉ thư điện tử công vụ của đồng chí. Chúng tôi gửi đến đó một liên kết; mở liên kết là đăng nhập, không cần mật khẩu.|Enter your work e-mail address. We send a link to it; opening the link signs you in, without a password."
	email           Text = "Địa chỉ thư điện tử|E-mail address"
	emailHint       Text = "Địa chỉ đã đăng ký với Ban Tổ chức, ví dụ ten@caoloc.example|The address that the Organisation Committee has on record, for example name@caoloc.example"
	sendLink        Text = "Gửi liên kết đăng nhập|Send a sign-in link"
	LinkSentTitle   Text = "Hãy xem hộp thư|Check your mail"
	linkSent        Text = "Nếu địa chỉ này có trong danh sách cán bộ, một thư có liên kết đăng nhập đã được gửi đi. Liên kết dùng được một lần, trong 15 phút, và chỉ trên trình duyệt này.|If the address is on the roster, a mail with a sign-in link is on its way. The link works once, for 15 minutes, and in this browser only."
	linkNotThere    Text = "Không thấy thư? Xem thư mục thư rác, hoặc chờ một phút rồi yêu cầu liên kết khác. Nếu vẫn không nhận được, đề nghị liên hệ Ban Tổ chức.|No mail? Look in the spam folder, or wait a minute and ask for another link. If it still does not come, ask the Organisation Committee."
	askAgain        Text = "Yêu cầu liên kết khác|Ask for another link"
	followLink      Text = "Nhấn nút dưới đây để đăng nhập. Liên kết chỉ dùng được một lần.|Press the button to sign in. The link works once."
	signIn          Text = "Đăng nhập|Sign in"
	SignedOut       Text = "Đã đăng xuất.|You are signed out."
	SignedOutAll    Text = "Đã đăng xuất khỏi mọi thiết bị.|You are signed out on all devices."
	SignInFirst     Text = "Phiên làm việc đã hết. Đăng nhập lại; những gì đã nhập vẫn được giữ.|Your session is over. Sign in again; what you typed is kept."
	sessionsOpen    Text = "Các phiên đang mở|Sessions that run"
	sessionsHow     Text = "Mỗi phiên kết thúc sau 12 giờ, hoặc sau 3 giờ không dùng. Nếu thấy thiết bị lạ, đồng chí hãy kết thúc phiên đó và báo Ban Tổ chức.|Each session ends after 12 hours, or after 3 hours without use. If you do not know a device, end its session and tell the Organisation Committee."
	sessionProgram  Text = "Chương trình|Program"
	sessionThis     Text = "phiên này|this one"
	sessionTimes    Text = "Bắt đầu lúc %s; dùng lần cuối lúc %s.|Began %s; last used %s."
	sessionEnd      Text = "Kết thúc phiên bắt đầu lúc %s|End the session that began %s"
	SlowDownTitle   Text = "Đề nghị chờ một phút|Please wait a minute"
	SessionEnded    Text = "Đã kết thúc phiên.|The session was ended."
	signInMail      Text = "Bằng liên kết gửi qua thư điện tử|With a link by mail"
	signInOffice    Text = "Bằng tài khoản cơ quan|With your organisation's account"
	signInSingleHow Text = "Dùng tài khoản và mật khẩu mà đồng chí vẫn dùng tại cơ quan.|Use the account and password that you have at your organisation."
	signInOther     Text = "Đăng nhập bằng cách khác|Sign in another way"

	providerAway     Text = "Hệ thống tài khoản cơ quan tạm thời không trả lời.|The organisation's sign-in does not answer at the moment."
	providerAwayMail Text = "Đồng chí vẫn đăng nhập được bằng liên kết gửi qua thư điện tử, ở phần dưới.|You can still sign in with a link by mail, below."
	providerAwayWait Text = "Đề nghị thử lại sau ít phút. Nội dung đã nhập trước đó vẫn được giữ.|Please try again in a few minutes. What you typed before is kept."

	NoAccountTitle Text = "Chưa đăng nhập được|You are not signed in"
	noAccountAsk   Text = "Đề nghị đồng chí liên hệ Ban Tổ chức, hoặc bộ phận quản lý cán bộ của cơ quan, để được cập nhật vào danh sách.|Ask the Organisation Committee, or who keeps the personnel records of your organisation, to put it right."
	LeaveTitle     Text = "Đã đăng xuất|You are signed out"
	leaveProvider  Text = "Đồng chí đã đăng xuất khỏi hệ thống này. Phiên của tài khoản cơ quan cũng đang được kết thúc; nếu trang không tự chuyển, nhấn nút dưới đây.|You are signed out here. The session of your organisation's account is being ended too; if nothing happens, press the button."
	leaveOn        Text = "Kết thúc phiên của tài khoản cơ quan|End the session of the organisation's account"

	signInSingle    Text = "Đăng nhập bằng tài khoản cơ quan|Sign in with your organisation's account"
	AccountTitle    Text = "Tài khoản|Account"
	accountMail     Text = "Thư điện tử|E-mail"
	accountRole     Text = "Vai trò|Role"
	signOutAll      Text = "Đăng xuất khỏi mọi thiết bị|Sign out on all devices"
	signOutAllWhy   Text = "Dùng khi đồng chí quên đăng xuất ở máy khác hoặc mất thiết bị.|For when you forgot to sign out elsewhere or lost a device."
	accountOfficial Text = "Cán bộ|Official"
	signOutHere     Text = "Đăng xuất khỏi thiết bị này|Sign out on this device"
	accountCalendar Text = "Đưa các thời hạn vào lịch của đồng chí|Put your due times into your calendar"
	accountCalLink  Text = "Tải tệp lịch (.ics)|Download the calendar file (.ics)"
	emailMissing    Text = "Nhập địa chỉ thư điện tử, ví dụ ten@caoloc.example|Enter an e-mail address, for example name@caoloc.example"
)

// The inbox.
const (
	inboxOne      Text = "Có một việc đang chờ đồng chí.|One task waits for you."
	inboxCount    Text = "Có %d việc đang chờ đồng chí, việc đến hạn trước ở trên.|%d tasks wait for you, those due first on top."
	inboxEmpty    Text = "Hiện không có việc nào chờ đồng chí.|Nothing waits for you now."
	inboxEmptyWhy Text = "Khi có việc mới, đồng chí sẽ nhận được thư và việc sẽ hiện ở đây.|When there is something to do, you get a mail and it appears here."
	inboxFor      Text = "Làm thay đồng chí %s|In the place of %s"
	taskDue       Text = "Hạn|Due"
	taskMore      Text = "Xem các việc tiếp theo|Show more tasks"
)

// Failures.
const (
	FailureTitle  Text = "Không thực hiện được|That did not work"
	NotFoundTitle Text = "Không tìm thấy trang|Page not found"
	failureCode   Text = "Mã lỗi để báo Ban Tổ chức|Code to give to the Organisation Committee"
	CheckForm     Text = "Đề nghị kiểm tra lại các mục được đánh dấu.|Please check the marked fields."
	InternalFault Text = "Hệ thống gặp lỗi; lỗi đã được ghi lại. Đề nghị thử lại sau ít phút.|An internal error happened; it was recorded. Try again in some minutes."
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
	PointsGeneral       Text = "Điểm tiêu chí chung|General criteria"
	PointsResults       Text = "Điểm kết quả thực hiện nhiệm vụ|Results of assigned duties"
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

// Meetings and boards.
const (
	meetingsEmpty      Text = "Đồng chí hiện không tham gia hội nghị, cuộc họp nào.|You have no meetings now."
	meetingsEmptyWhy   Text = "Khi một đợt đánh giá được mở, hội nghị của đơn vị và cuộc họp của cấp có thẩm quyền mà đồng chí là thành viên sẽ hiện ở đây.|When a cycle is opened, the conference of your unit and the sittings of your bodies appear here."
	meetingOver        Text = "Đã kết thúc|Over"
	meetingNotBegun    Text = "Chưa bắt đầu|Not begun"
	MeetingUnit        Text = "Hội nghị kiểm điểm, đánh giá của đơn vị|Review conference of the unit"
	MeetingBody        Text = "Cuộc họp xem xét, quyết định của cấp có thẩm quyền|Sitting of the competent body"
	stepDone           Text = "%d/%d người đã xong|%d of %d people are done"
	StatusPending      Text = "chưa đến|to come"
	StatusOpen         Text = "đang tiến hành|under way"
	StatusClosed       Text = "đã xong|over"
	StatusHeld         Text = "đang chờ|waiting"
	StatusSkipped      Text = "không thực hiện|left out"
	boardPeople        Text = "Cán bộ được đánh giá|Who is evaluated"
	boardPeopleCaption Text = "Ai đã tự nhận mức nào, đơn vị đề xuất mức nào|Which grade each asks for and the unit proposes"
	person             Text = "Họ và tên|Name"
	selfGrade          Text = "Tự nhận|Asks for"
	proposedGrade      Text = "Đơn vị đề xuất|Proposed"
	headOfUnit         Text = "người đứng đầu|head"
	notFiled           Text = "chưa nộp|not filed"
	notFiledLate       Text = "chưa nộp, quá hạn|not filed, overdue"
	minutesTitle       Text = "Biên bản|Minutes"
	MinutesConference  Text = "Biên bản hội nghị|Minutes of the conference"
	MinutesCount       Text = "Biên bản kiểm phiếu|Record of the count"
	signedBy           Text = "%s, %s|%s, %s"
	LinkComments       Text = "Góp ý cho đồng chí khác|Comment on others"
	LinkTallies        Text = "Kết quả kiểm phiếu|The count"

	StepNameSelfReview     Text = "Tự kiểm điểm|Self-reviews"
	StepNameComments       Text = "Góp ý, biên bản hội nghị|Comments and minutes"
	StepNameBallot         Text = "Bỏ phiếu kín|Secret ballot"
	StepNameProposal       Text = "Đề xuất của đơn vị|Proposals of the unit"
	StepNameAppraisal      Text = "Thẩm định|Appraisal"
	StepNameDecision       Text = "Quyết định|Decision"
	StepNameAnnouncement   Text = "Thông báo kết quả|Announcement"
	StepNamePetitionWindow Text = "Thời hạn kiến nghị|Petition window"
	StepNamePetitions      Text = "Giải quyết kiến nghị|Petitions"
	StepNameUnitReviews    Text = "Hội nghị của các đơn vị|Conferences of the units"
	StepNameClosing        Text = "Kết thúc|Closing"
	StepNameAnswer         Text = "Trả lời kiến nghị|Answer to the petition"
)

// Acts that file a text or nothing.
const (
	choose           Text = "Chọn…|Choose…"
	MinutesWhat      Text = "Thông qua biên bản hội nghị|Adopt the minutes"
	MinutesExplain   Text = "Ghi tóm tắt ý kiến tại hội nghị. Sau khi thông qua, biên bản được lưu và không sửa được.|Sum up what was said. Once adopted, the minutes stay as they are."
	MinutesLabel     Text = "Nội dung biên bản|Text of the minutes"
	MinutesButton    Text = "Thông qua biên bản|Adopt the minutes"
	ConfirmWhat      Text = "Xác nhận biên bản kiểm phiếu|Sign the count record"
	ConfirmExplain   Text = "Đối chiếu kết quả dưới đây với phiếu đã kiểm. Đồng chí là thành viên thứ hai của tổ kiểm phiếu; xác nhận thay cho chữ ký.|Compare the count. You are the second teller; confirming stands for your signature."
	ConfirmLabel     Text = "Ghi trong biên bản kiểm phiếu|Note in the record"
	ConfirmButton    Text = "Xác nhận biên bản|Sign the record"
	AppraisalWhat    Text = "Xác nhận kết quả thẩm định|Confirm the appraisal"
	AppraisalExplain Text = "Xem kết quả thẩm định từng đồng chí ở bảng của cuộc họp trước khi xác nhận.|Look at each case on the board of the sitting before you confirm."
	AppraisalLabel   Text = "Ý kiến thẩm định|Note on the appraisal"
	AppraisalButton  Text = "Xác nhận thẩm định|Confirm the appraisal"
	CountWhat        Text = "Kiểm phiếu|Count the ballot"
	CountExplain     Text = "Đã thu %d trên %d phiếu. Kiểm phiếu được khi đã thu đủ hoặc khi hết hạn bỏ phiếu; sau đó không ai bỏ phiếu được nữa.|%d of %d papers are in the box. Count when all are in or the ballot is due; nobody can vote after that."
	CountButton      Text = "Kiểm phiếu|Count"
	AnnounceWhat     Text = "Thông báo kết quả|Announce the results"
	AnnounceExplain  Text = "Sau khi đồng chí xác nhận, từng cán bộ nhận được kết quả của mình qua thư và thời hạn kiến nghị bắt đầu.|When you confirm, everybody gets their result by mail and the time for petitions begins."
	AnnounceButton   Text = "Thông báo kết quả|Announce the results"
	TellersWhat      Text = "Giới thiệu tổ kiểm phiếu|Name the tellers"
	TellersExplain   Text = "Chọn hai thành viên không phải người chủ trì. Khi tổ kiểm phiếu được bầu, việc bỏ phiếu bắt đầu.|Choose two members who do not chair. With them the ballot begins."
	TellersFirst     Text = "Thành viên thứ nhất (kiểm phiếu)|First teller (counts)"
	TellersSecond    Text = "Thành viên thứ hai (xác nhận)|Second teller (signs)"
	TellersButton    Text = "Bầu tổ kiểm phiếu và bắt đầu bỏ phiếu|Elect them and begin the ballot"
	CommentWhat      Text = "Góp ý cho đồng chí khác|Comment on others"
	CommentExplain   Text = "Góp ý của đồng chí được ghi kèm tên. Mỗi người góp ý được nhiều lần; đồng chí được góp ý không đọc được trong hội nghị.|Your comment carries your name. You can comment several times; the person does not read it during the conference."
	CommentSubject   Text = "Góp ý cho|On whom"
	CommentLabel     Text = "Nội dung góp ý|Comment"
	CommentButton    Text = "Gửi góp ý|Send the comment"
	OutsideWhat      Text = "Nhận xét theo đề nghị của đơn vị khác|Comment at the request of another unit"
	tallyCaption     Text = "Số phiếu theo từng mức|Votes for each grade"
	tallyValid       Text = "Hợp lệ|Valid"
	tallyInvalid     Text = "Không hợp lệ|Invalid"
	tallyHash        Text = "Mã đối chiếu biên bản|Hash of the record"
	TallyRoll        Text = "Triệu tập %d, có mặt %d, phát phiếu cho %d người.|%d convened, %d present, papers issued to %d."
	TalliesTitle     Text = "Kết quả kiểm phiếu|The count"
)

// Fields that are empty.
const (
	chooseField Text = "Chọn: %s|Choose: %s"
	enterField  Text = "Nhập: %s|Enter: %s"
	CountNow    Text = "Kiểm phiếu được khi đã thu đủ phiếu hoặc khi hết hạn.|Count when all papers are in or the ballot is due."
)

// The secret ballot.
const (
	BallotTitle     Text = "Bỏ phiếu kín|Secret ballot"
	ballotHow       Text = "Phiếu gồm %d người; đồng chí không bỏ phiếu về chính mình và người có quan hệ gia đình. Phiếu được phát một lần: hãy nhận phiếu khi có thể bỏ ngay.|There are %d people on the ballot; you do not vote on yourself or on relatives. Papers are handed out once: draw them when you can vote at once."
	ballotPromise   Text = "Hệ thống cam kết: không ai, kể cả người quản trị có toàn bộ cơ sở dữ liệu, biết được phiếu nào là của đồng chí; chỉ biết đồng chí đã nhận phiếu.|What is promised: nobody, not even somebody who holds the whole database, can tell which paper is yours; only that you drew papers."
	ballotNoPromise Text = "Hệ thống không bảo vệ được trước người nhìn vào màn hình, điều khiển máy của đồng chí hoặc sửa chương trình đang chạy trên máy chủ; và khi mọi người trong một nhóm nhỏ chọn giống nhau thì kết quả cho biết ai đã chọn gì.|What is not: it cannot guard you from somebody who looks at your screen, controls your device or changes the program that runs on the server; and when all in a small group choose the same, the result tells who chose what."
	ballotProgress  Text = "Đã có %d trên %d phiếu trong hòm.|%d of %d papers are in the box."
	papersHere      Text = "Phiếu đã nhận vẫn còn trong cửa sổ này và chưa được bỏ.|The papers that you drew are still in this window and not cast."
	papersAgain     Text = "Mở lại phiếu đã nhận|Open my papers again"
	ballotDraw      Text = "Nhận phiếu|Draw my papers"
	PapersTitle     Text = "Phiếu bầu|Your papers"
	papersOnce      Text = "Phiếu chỉ hiện ở trang này và không được lưu ở đâu khác. Đừng đóng trang trước khi bỏ phiếu. Trang này không gửi tên hay phiên đăng nhập của đồng chí.|The papers are on this page only and kept nowhere else. Do not close it before you have voted. This page sends neither your name nor your session."
	blankPaper      Text = "Phiếu trắng (không chọn)|Blank (no choice)"
	papersCheck     Text = "Kiểm tra lại trước khi bỏ phiếu|Check before casting"
	CheckTitle      Text = "Kiểm tra lại phiếu|Check your papers"
	checkPapers     Text = "Đây là những lựa chọn của đồng chí. Phiếu đã bỏ không thay đổi được.|These are your choices. A paper that is cast cannot be changed."
	papersCast      Text = "Bỏ phiếu|Cast my papers"
	papersChange    Text = "Sửa lựa chọn|Change"
	CastTitle       Text = "Đã bỏ phiếu|Your papers are in the box"
	castDone        Text = "%d phiếu của đồng chí đã vào hòm.|%d papers of yours are in the box."
	castReceipt     Text = "Mã dưới đây là biên nhận: nó ứng với những phiếu đã bỏ nhưng không cho biết đồng chí chọn gì. Có thể chép lại.|This is your receipt: it belongs to the papers that you cast and does not tell what you chose. You may copy it."
)

// Lists of grades: proposals, results of units, decisions.
const (
	ProposalsTitle   Text = "Đề xuất mức xếp loại|Proposals"
	ProposalsExplain Text = "Chọn mức đề xuất cho từng đồng chí trong danh sách; phải đủ mọi người. Đề xuất cao hơn mức theo điều kiện thì nêu rõ lý do.|Choose a grade for everybody on the list. Say why where you propose more than the conditions lead to."
	ProposalsButton  Text = "Gửi đề xuất|Send the proposals"
	DecisionsTitle   Text = "Quyết định mức xếp loại|Decisions"
	DecisionsExplain Text = "Chọn mức cho một hoặc nhiều đồng chí; người chưa chọn thì để lần sau. Quyết định khác với gợi ý của quy định phải nêu lý do.|Decide one or many; leave out whom you decide later. A decision that departs from the suggestion needs a reason."
	DecisionsButton  Text = "Ghi nhận quyết định|Record the decisions"
	UnitGradesTitle  Text = "Mức xếp loại của các đơn vị|Results of units"
	UnitsExplain     Text = "Quyết định mức của đơn vị trước khi quyết định mức của người đứng đầu.|Decide a unit before its head."
	UnitsButton      Text = "Ghi nhận mức của đơn vị|Record the results"
	marksEmpty       Text = "Hiện không có ai trong danh sách của đồng chí.|Nobody is on your list now."
	marksEmptyWhy    Text = "Bước này chưa mở, đã xong, hoặc thuộc trách nhiệm của người khác.|This step is not open, is over, or falls to somebody else."
	suggestedGrade   Text = "Gợi ý theo quy định|Suggested by the rules"
	decidedGrade     Text = "Đã quyết định|Decided"
	tallyBest        Text = "Phiếu xuất sắc|Votes for Excellent"
	gradeOf          Text = "Mức xếp loại của %s|Grade of %s"
	reasonFor        Text = "Lý do đối với %s|Reason on %s"
	gapNote          Text = "Mức tự nhận khác mức đơn vị đề xuất.|What the person asks for and what the unit proposes differ."
	groundsOf        Text = "Căn cứ của gợi ý (%d)|Grounds of the suggestion (%d)"
	takeSuggested    Text = "Chọn theo gợi ý cho người chưa chọn|Take the suggestion where nothing is chosen"
	checkCaps        Text = "Tính lại tỷ lệ|Count again"
	capsCaption      Text = "Số hoàn thành xuất sắc và mức tối đa|Excellent, and how many there may be"
	capGroup         Text = "Nhóm|Group"
	capExcellent     Text = "Xuất sắc|Excellent"
	capAllowed       Text = "Tối đa|At most"
	capGood          Text = "Tốt|Good"
	capOver          Text = "vượt|over"
	capReason        Text = "Lý do dùng tỷ lệ mở rộng|Reason for the extended cap"
	capReasonHint    Text = "Chỉ nhập khi tập thể quyết định dùng tỷ lệ mở rộng.|Only when the body decides to use the extended cap."
	CapNoteUnit      Text = "Tính theo những mức đang chọn ở đây và đề xuất đến nay của các đơn vị khác. Không quá %s%% số tốt.|With what is chosen here and what other units have proposed so far. At most %s%% of the Good."
	CapNoteBody      Text = "Tính trên mọi trường hợp của cuộc họp, gồm những mức đang chọn. Không quá %s%% số tốt.|Over all cases of the sitting with what is chosen here. At most %s%% of the Good."
	CapNoteAll       Text = "Không quá %s%% số người của nhóm.|At most %s%% of the group."
	ReasonNeeded     Text = "Nêu lý do: quyết định khác với gợi ý|Give the reason: this departs from the suggestion"
	ChooseGrade      Text = "Chọn mức xếp loại|Choose a grade"
	BodyBoardEmpty   Text = "Chưa có kết quả thẩm định.|There is no appraisal yet."
	BodyBoardWhy     Text = "Danh sách từng trường hợp hiện ra sau bước thẩm định.|The cases appear after the appraisal."
	casesCaption     Text = "Từng trường hợp: tự nhận, đề xuất, gợi ý, quyết định|Each case: asked, proposed, suggested, decided"
	gapColumn        Text = "Chênh lệch|Gap"
	gapYes           Text = "có|yes"
	LinkDecide       Text = "Quyết định mức xếp loại|Record decisions"
	LinkUnitGrades   Text = "Quyết định mức của đơn vị|Record results of units"
)

// groupTexts name the groups of posts that the districts of the seeds have; another district's stand as their codes.
var groupTexts = map[string]Text{
	"commune-chair":               "Chủ tịch UBND xã|Chairs of commune People’s Committees",
	"commune-council-chair":       "Chủ tịch HĐND xã|Chairs of commune People’s Councils",
	"commune-deputy-secretary":    "Phó Bí thư đảng ủy xã|Deputy secretaries of communes",
	"commune-inspection":          "Chủ nhiệm UBKT đảng ủy xã|Heads of commune inspection",
	"commune-leader":              "Lãnh đạo xã|Leaders of communes",
	"commune-mass-organisation":   "Trưởng đoàn thể xã|Heads of mass organisations of communes",
	"commune-officer":             "Cán bộ xã|Officials of communes",
	"commune-secretary":           "Bí thư đảng ủy xã|Secretaries of communes",
	"commune-vice-chair":          "Phó Chủ tịch HĐND, UBND xã|Vice chairs of communes",
	"district-deputy":             "Cấp phó phòng, ban huyện|Deputies of district bodies",
	"district-head":               "Cấp trưởng phòng, ban huyện|Heads of district bodies",
	"district-leader":             "Lãnh đạo phòng, ban huyện|Leaders of district bodies",
	"district-member":             "Ủy viên cấp huyện|Members at district level",
	"district-standing-committee": "Ủy viên Ban Thường vụ huyện ủy|Members of the District Standing Committee",
}

// Results and petitions.
const (
	resultsEmpty       Text = "Chưa có đợt đánh giá nào đối với đồng chí.|You have not been evaluated yet."
	resultsEmptyWhy    Text = "Kết quả từng năm sẽ hiện ở đây sau khi được thông báo.|The result of each year appears here once it is announced."
	resultsCaption     Text = "Kết quả qua các năm|Results over the years"
	resultCycle        Text = "Đợt đánh giá|Cycle"
	resultUnit         Text = "Đơn vị|Unit"
	resultGrade        Text = "Mức xếp loại|Grade"
	resultAnnounced    Text = "Ngày thông báo|Announced"
	resultAcknowledged Text = "Đồng chí đã xác nhận|You acknowledged it"
	resultNotYet       Text = "Chưa thông báo|Not announced yet"
	resultNotYetWhy    Text = "Kết quả hiện ra khi cấp có thẩm quyền thông báo.|It appears when the competent body announces it."
	groundsTitle       Text = "Căn cứ|Grounds"
	groundsNone        Text = "Đủ các điều kiện của mức này; không có điều kiện nào bị thiếu.|All conditions of this grade are met; none is lacking."
	decisionsTitle     Text = "Các quyết định|Decisions"
	decisionReason     Text = "Lý do: %s|Reason: %s"
	acknowledgeWhy     Text = "Xác nhận nghĩa là đồng chí đã đọc kết quả. Nếu không đồng ý, đồng chí có thể kiến nghị trong thời hạn thay vì xác nhận.|To acknowledge is to say that you have read it. If you do not agree, petition in time instead."
	acknowledge        Text = "Tôi đã xem kết quả|I have read my result"
	Acknowledged       Text = "Đã ghi nhận đồng chí đã xem kết quả.|It is on record that you have read your result."
	petitionLink       Text = "Kiến nghị về kết quả|Petition against the result"
	petitionTitle      Text = "Kiến nghị|Petition"
	petitionWaits      Text = "Kiến nghị đã được gửi và đang được xem xét.|The petition is filed and being examined."
	commentsTitle      Text = "Ý kiến góp ý|Comments"
	OutcomeUpheld      Text = "Giữ nguyên kết quả|The result stands"
	OutcomeChanged     Text = "Thay đổi kết quả|The result is changed"
	PetitionTitle      Text = "Kiến nghị về kết quả đánh giá|Petition against your result"
	PetitionExplain    Text = "Nêu rõ điểm không đồng ý và căn cứ. Người giải quyết không có quan hệ với đồng chí; đồng chí nhận được trả lời bằng văn bản trong thời hạn.|Say what you do not agree with and why. Somebody without a conflict of interest examines it and answers in time."
	PetitionGround     Text = "Nội dung và căn cứ kiến nghị|What you ask and on which grounds"
	PetitionButton     Text = "Gửi kiến nghị|File the petition"
	PetitionFiled      Text = "Đã gửi kiến nghị.|The petition is filed."
	AnswerTitle        Text = "Trả lời kiến nghị|Answer a petition"
	AnswerExplain      Text = "Quyết định giữ nguyên hay thay đổi kết quả; kết quả mới được ghi thành quyết định mới, quyết định cũ vẫn được lưu.|Uphold or change the result; a change is a new record, the old one stays."
	AnswerOutcome      Text = "Kết luận|Outcome"
	AnswerGrade        Text = "Mức mới (chỉ khi thay đổi)|New grade (only when it changes)"
	AnswerGrounds      Text = "Nội dung trả lời và căn cứ|Answer with its grounds"
	AnswerButton       Text = "Gửi trả lời|Send the answer"
	CaseTitle          Text = "Hồ sơ đánh giá: %s|Case of %s"
	ResultTitle        Text = "Kết quả đánh giá của tôi|My result"
)

// Delegation.
const (
	DelegationsTitle  Text = "Ủy quyền khi vắng mặt|Delegation for an absence"
	DelegationExplain Text = "Việc đang chờ và việc đến trong thời gian này được chuyển cho người được ủy quyền. Tự kiểm điểm và bỏ phiếu không chuyển được.|What waits for you and what comes in this time goes to your deputy. A self-review and a vote do not."
	DelegationDeputy  Text = "Người được ủy quyền|Deputy"
	DelegationFrom    Text = "Từ ngày|From"
	DelegationUntil   Text = "Đến hết ngày|Until the end of"
	DelegationReason  Text = "Lý do|Reason"
	DelegationButton  Text = "Ủy quyền|Delegate"
	Delegated         Text = "Đã ủy quyền.|It is delegated."
	DelegationEnded   Text = "Đã kết thúc ủy quyền.|The delegation is ended."
	delegationsNow    Text = "Các lần ủy quyền của đồng chí|Your delegations"
	delegationPeriod  Text = "%s: từ %s đến hết %s|%s: from %s until the end of %s"
	delegationMoved   Text = "Đã chuyển %d việc.|%d tasks went over."
	delegationOver    Text = "Đã kết thúc.|Ended."
	delegationEndWhy  Text = "Lý do kết thúc|Reason for ending it"
	delegationEnd     Text = "Kết thúc ủy quyền|End the delegation"
)

// The count of a ballot on paper.
const (
	EntryTitle     Text = "Nhập kết quả kiểm phiếu giấy|Type the count of the paper ballot"
	entryExplain   Text = "Hai thành viên tổ kiểm phiếu nhập độc lập, không xem số của nhau. Khi hai bản khớp nhau thì đó là kết quả. Không có phiếu thì nhập 0.|Both tellers type the count without seeing the other's. When both agree, that is the count. Type 0 for none."
	entryDiffer    Text = "Lần nhập trước hai bản khác nhau ở:|The last time the two counts differed in:"
	entryMeeting   Text = "Hội nghị|The meeting"
	entryButton    Text = "Gửi kết quả kiểm phiếu|Send the count"
	EntryPresent   Text = "Có mặt|Present"
	EntryIssued    Text = "Phát phiếu cho|Given papers"
	EntryCollected Text = "Phiếu thu vào|Collected"
	EntryInvalid   Text = "Không hợp lệ|Invalid"
	EntryNumber    Text = "Nhập một số, 0 nếu không có|Type a number, 0 for none"
	EntryDiffers   Text = "%s, %s: %d và %d|%s, %s: %d and %d"
	petitionUntil  Text = "Thời hạn|Time limit"
)
