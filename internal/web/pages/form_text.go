package pages

// errorPrefix stands before the title of a page with a problem, and is read out before the text beside a field.
const errorPrefix Text = "Lỗi: |Error: "
