package pages

// What is handed in on paper and entered for an official.
const (
	PaperSelfReview   Text = "Nhập bản tự kiểm điểm từ bản giấy|Enter a self-review from paper"
	PaperComment      Text = "Nhập ý kiến góp ý từ bản giấy|Enter a comment from paper"
	PaperMinutes      Text = "Nhập biên bản từ bản giấy|Enter minutes from paper"
	PaperExplain      Text = "Dùng khi cán bộ nộp bản giấy có chữ ký. Nhập đúng như trong bản giấy; hồ sơ ghi rõ ai nhập thay cho ai và theo văn bản nào.|For what an official hands in on signed paper. Enter it as it stands there; the record says who entered it for whom, and on which document."
	paperTold         Text = "%s nhận thư báo, xem được nội dung nhập thay và có thể rút lại để nộp lại khi bước này còn mở.|%s is told by mail, sees what was entered, and can take it back and file again while the step is open."
	PaperCheck        Text = "Xem trước|Preview"
	PaperEnter        Text = "Ghi nhận thay|Enter it"
	PaperEntered      Text = "Đã ghi nhận thay; cán bộ được báo qua thư.|It is entered; the official is told by mail."
	PaperDocument     Text = "Văn bản giấy|The paper"
	PaperDocumentHint Text = "Ví dụ: Bản tự kiểm điểm ký ngày 05/01/2019|For example: self-review signed on 5 January 2019"
	PaperWhy          Text = "Vì sao nhập thay|Why it is entered for them"
	PaperGeneral      Text = "Điểm tiêu chí chung (tối đa %s)|Points for general criteria (at most %s)"
	PaperResults      Text = "Điểm kết quả thực hiện nhiệm vụ (tối đa %s)|Points for results (at most %s)"
	PaperGrade        Text = "Mức tự xếp loại|Grade they give themselves"
	paperLook         Text = "Chưa ghi nhận. Đối chiếu với bản giấy; nếu đúng, nhấn “Ghi nhận thay” ở cuối trang.|Nothing is entered yet. Hold it against the paper; if it is right, enter it at the end of the page."
	paperTyped        Text = "Nội dung sẽ được ghi nhận|What would be entered"
	paperMend         Text = "Sửa nếu có chỗ chưa đúng|Mend what is not right"
	PaperLink         Text = "Nhập bản giấy: %s|Enter from paper: %s"
)
