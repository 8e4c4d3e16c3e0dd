package pages

// Ratings of a term of office.
const (
	TermTitle   Text = "Đánh giá nhiệm kỳ: %s|Rating of a term: %s"
	TermLink    Text = "Đánh giá nhiệm kỳ theo kết quả các năm|Rating of a term from its years"
	TermOwnBack Text = "Về Kết quả của tôi|Back to your results"
	TermPolicy  Text = "Quy định đánh giá nhiệm kỳ: %s|Rules of the rating: %s"
	TermMissing Text = "chưa có kết quả, không được tính|no result, does not count"
	TermUnrated Text = "chưa xếp loại, không được tính|not rated, does not count"
	TermWrong   Text = "Nhập năm, ví dụ 2018|A year, such as 2018"

	termHow    Text = "Hệ thống tính mức xếp loại nhiệm kỳ từ kết quả từng năm theo quy định đang có hiệu lực vào cuối nhiệm kỳ.|The grade of a term is found from the results of its years, by the rules in force at its end."
	termFirst  Text = "Từ năm|From"
	termLast   Text = "Đến năm|To"
	termShow   Text = "Xem kết quả|Show"
	termNone   Text = "Không đủ điều kiện của mức nào|The conditions of no grade are met"
	termGrade  Text = "Theo quy định: %s|By the rules: %s"
	termAdvice Text = "Đây là gợi ý để cấp có thẩm quyền xem xét, không thay cho quyết định.|This advises the body that decides, and replaces no decision."
	termYears  Text = "Kết quả từng năm|Year by year"
	termYear   Text = "Năm|Year"
	termNote   Text = "Ghi chú|Note"
	termSource Text = "Nguồn: %s.|Source: %s."
)
