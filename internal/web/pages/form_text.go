package pages

// errorPrefix stands before the title of a page with a problem, and is read out before the text beside a field.
const errorPrefix Text = "Lỗi: |Error: "

// NamedHint says how a field that suggests names is filled in.
const NamedHint Text = "Gõ vài chữ của tên rồi chọn trong danh sách gợi ý.|Type some letters of the name, then choose from what is suggested."
