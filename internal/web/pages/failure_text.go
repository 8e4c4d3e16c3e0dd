package pages

// Pages that stand in place of others.
const (
	SignInAgainTitle Text = "Phiên làm việc đã hết|Your session is over"
	DeniedTitle      Text = "Đồng chí không có quyền ở trang này|This page is not open to you"
	NotFoundTitle    Text = "Không tìm thấy trang|Page not found"
	NothingThere     Text = "Không tìm thấy nội dung này|There is nothing here"
	NotOpenedTitle   Text = "Trang này không mở trực tiếp được|This page cannot be opened by itself"
	NotNowTitle      Text = "Lúc này chưa thực hiện được|This cannot be done now"
	TooLargeTitle    Text = "Nội dung gửi lên quá lớn|What was sent is too large"
	NotRightTitle    Text = "Nội dung gửi lên chưa đúng|What was sent is not right"
	OurFaultTitle    Text = "Hệ thống gặp lỗi|Something went wrong on our side"
	AwayTitle        Text = "Hệ thống tạm thời chưa trả lời|The system does not answer at the moment"

	SessionOverWhy Text = "Đồng chí đã đăng xuất, hoặc phiên làm việc đã hết: sau 12 giờ, hoặc sau 3 giờ không dùng.|You have signed out, or your session has ended: after 12 hours, or after 3 hours without use."
	NotOpenedWhy   Text = "Địa chỉ này chỉ dùng khi nhấn một nút trên biểu mẫu.|This address is used only when a button of a form is pressed."
	InternalFault  Text = "Đây là lỗi của hệ thống, không phải của đồng chí. Lỗi đã được ghi lại.|This is our fault, not yours. It was recorded."

	SafeSent     Text = "Chưa có gì được ghi nhận. Nội dung đồng chí vừa gửi còn nguyên trên trang này.|Nothing was recorded yet. What you have just sent is still on this page."
	SafeKept     Text = "Nội dung đồng chí vừa gửi còn nguyên trên trang này.|What you have just sent is still on this page."
	SafeKeyed    Text = "Nội dung đồng chí vừa gửi còn nguyên trên trang này. Nếu hệ thống đã kịp ghi nhận, gửi lại cũng không bị tính hai lần.|What you have just sent is still on this page. If it was recorded after all, sending it again does not count twice."
	SafeRecord   Text = "Những gì đồng chí đã nộp và các bản nháp đã lưu vẫn an toàn.|What you have filed and the drafts that were saved are safe."
	NothingMoved Text = "Chưa có gì được ghi nhận hoặc thay đổi.|Nothing was recorded or changed."

	NextSignIn     Text = "Nhấn “Đăng nhập ở thẻ mới” và đăng nhập trên chính trình duyệt này.|Press “Sign in in a new tab” and sign in with this browser."
	NextSendAgain  Text = "Trở lại trang này và nhấn “Gửi lại”.|Come back to this page and press “Send again”."
	NextSignInOnly Text = "Đăng nhập lại; sau đó đồng chí trở lại đúng trang đang làm.|Sign in again; you then come back to the page where you were."
	NextAddress    Text = "Nếu gõ địa chỉ, xem lại từng chữ; nếu mở từ thư, xem địa chỉ có bị ngắt dòng không.|If you typed the address, check it; if it is from a mail, see whether it was cut at the end of a line."
	NextFromList   Text = "Hoặc mở lại nội dung từ một trong các trang dưới đây.|Or open what you look for from one of the pages below."
	NextFromForm   Text = "Mở lại trang có biểu mẫu, rồi nhấn nút trên đó.|Open the page of the form again and press its button there."
	NextLook       Text = "Mở lại trang trước để xem tình trạng hiện nay, rồi thực hiện tiếp nếu còn cần.|Open the page before to see how things stand, and go on from there if it is still needed."
	NextSplit      Text = "Chia nội dung thành các phần nhỏ hơn (biểu mẫu tối đa 1 MB, tệp dữ liệu cán bộ tối đa 8 MB), rồi gửi từng phần.|Split it into smaller parts (a form takes 1 MB, a file of the roster 8 MB) and send them one by one."
	NextCheck      Text = "Mở lại trang trước, xem lại nội dung đã nhập rồi gửi lại.|Open the page before, check what you entered and send it again."
	NextSoon       Text = "Chờ một vài phút, rồi thử lại.|Wait for some minutes, then try again."
	NextSoonSend   Text = "Chờ một vài phút, rồi nhấn “Gửi lại”. Đồng chí cứ để trang này mở.|Wait for some minutes, then press “Send again”. Leave this page open until then."
	NextWait       Text = "Chờ đến %s, rồi thử lại.|Wait until %s, then try again."
	NextAskFor     Text = "Nếu công việc của đồng chí cần trang này, đề nghị liên hệ người nêu dưới đây để được giao quyền.|If your work needs this page, ask those named below to let you in."

	AgainHere    Text = "Thử mở lại trang này|Try this page again"
	BackThere    Text = "Trở lại trang trước|Back to the page before"
	BackHome     Text = "Về trang đầu|To the first page"
	BackToPeople Text = "Tìm cán bộ theo tên|Find a person by name"

	partAway   Text = "Máy chủ tạm thời không trả lời nên phần dưới đây chưa được cập nhật. Những gì đã nhập trên trang vẫn còn; đề nghị thử lại sau ít phút.|The server does not answer at the moment, so the part below is not up to date. What you entered on this page is still there; try again in some minutes."
	PartSignIn Text = "Đề nghị đăng nhập ở một thẻ khác của trình duyệt này, rồi chọn lại; những gì đã chọn trên trang vẫn còn.|Sign in in another tab of this browser, then choose again; what you chose on this page is still there."

	failureWho       Text = "Trang này dành cho:|This page is for:"
	failureNext      Text = "Đồng chí cần làm gì|What you can do"
	failureAgain     Text = "Gửi lại|Send again"
	failureHelpTitle Text = "Khi cần giúp đỡ|If you need help"
	failureAsk       Text = "Đề nghị liên hệ Ban Tổ chức, hoặc người quản trị hệ thống của cơ quan.|Ask the Organisation Committee, or whoever runs this system in your organisation."
	failureReference Text = "Khi liên hệ, đề nghị nêu số yêu cầu:|Give them the number of this request:"
	signInNewTab     Text = "Đăng nhập ở thẻ mới|Sign in in a new tab"
)

// Who may.
const (
	WhoPerson      Text = "cán bộ có tên trong danh sách, đăng nhập bằng tên của mình|officials of the roster, signed in under their own name"
	WhoOffice      Text = "người giữ vai trò quản trị|administrators"
	WhoSteers      Text = "Ban Tổ chức (vai trò quản trị hoặc tổ chức thực hiện)|the Organisation Committee (administrators and organisers)"
	WhoInspects    Text = "người làm công tác kiểm tra, giám sát|inspectors"
	WhoOwner       Text = "chính người có hồ sơ này|the person whose record it is"
	WhoParticipant Text = "người có việc phải làm trong quy trình này|those who have something to do in this process"
	WhoMember      Text = "thành viên hội nghị của đơn vị|members of the unit's conference"
	WhoChair       Text = "người chủ trì hội nghị của đơn vị|who chairs the unit's conference"
	WhoDecides     Text = "thành viên của cấp có thẩm quyền|members of the body that decides"
	WhoBodyChair   Text = "người chủ trì cuộc họp của cấp có thẩm quyền|who chairs the body that decides"
	WhoAppraises   Text = "người thẩm định cho cấp có thẩm quyền|who appraises for the body that decides"
	WhoPresides    Text = "người chủ trì giải quyết kiến nghị|who presides over the petition"
	WhoAnnounces   Text = "người thông báo kết quả của đợt|who announces the results of the cycle"
	WhoTells       Text = "tổ kiểm phiếu|the tellers"
	WhoStandsIn    Text = "người được giao làm thay|who does the task in the place of another"
)
