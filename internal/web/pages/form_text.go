package pages

// errorPrefix stands before the title of a page with a problem, and is read out before the text beside a field.
const errorPrefix Text = "Lỗi: |Error: "

// NamedHint says how a field that suggests names is filled in.
const NamedHint Text = "Gõ vài chữ của tên rồi chọn trong danh sách gợi ý.|Type some letters of the name, then choose from what is suggested."

// What a form says in place of its button while nothing can be filed.
const (
	FormNotBegun Text = "Bước này chưa bắt đầu nên hệ thống chưa nhận. Khi đến lượt, việc này có trong danh sách việc cần làm.|This step has not begun, so nothing is taken yet. When it does, it is among the things asked of you."
	FormHeld     Text = "Một bước trước đang được làm lại; bước này tạm chờ và chưa nhận thêm.|An earlier step is being done again; this one waits, and takes nothing meanwhile."
	FormOver     Text = "Bước này đã kết thúc lúc %s nên hệ thống không nhận thêm. Nếu vẫn cần nộp, đề nghị liên hệ Ban Tổ chức để mở lại bước.|This step ended at %s, so nothing more is taken. To file all the same, ask the organisation committee to reopen it."
)
