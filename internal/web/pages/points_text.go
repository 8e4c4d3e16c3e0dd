package pages

// Points that an official has to answer in the self-review.
const (
	selfReviewAsked    Text = "Nội dung được gợi ý kiểm điểm|Points that you were asked to answer"
	selfReviewAskedWhy Text = "Cấp trên gợi ý những nội dung dưới đây. Trả lời từng nội dung trước khi nộp.|The superior body named these. Answer each before you file."
	AnswerPoint        Text = "Trả lời nội dung gợi ý %d|Answer to point %d"
	AnswerPointMissing Text = "Trả lời nội dung gợi ý %d|Answer point %d"
	PointNumber        Text = "Nội dung gợi ý %d|Point %d"

	NamePointsTitle    Text = "Gợi ý nội dung kiểm điểm|Name points to answer"
	NamePointsExplain  Text = "Những nội dung này hiện trong bản tự kiểm điểm của cán bộ và phải được trả lời từng nội dung. Chỉ gợi ý trước khi bản tự kiểm điểm được nộp.|The points appear in the official’s self-review, and each must be answered. Name them before the self-review is filed."
	NamePointsOfficial Text = "Cán bộ được gợi ý|To whom"
	NamePointsLabel    Text = "Nội dung gợi ý, mỗi dòng một nội dung|Points, one on each line"
	NamePointsButton   Text = "Gửi gợi ý|Send the points"
	PointsNamed        Text = "Đã gửi nội dung gợi ý kiểm điểm.|The points are sent."
	pointsAnswered     Text = "Nội dung được gợi ý kiểm điểm và trả lời|Points named by the superior body, and the answers"
	pointUnanswered    Text = "Chưa trả lời.|Not answered yet."
)
