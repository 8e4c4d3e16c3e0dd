package pages

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
