package pages

// What is printed, and ballots on paper.
const (
	downloadsTitle  Text = "Bản in, bảng tính|To print, worksheets"
	PrintReview     Text = "Bản kiểm điểm cá nhân (PDF)|Self-review (PDF)"
	PrintNotice     Text = "Thông báo kết quả (PDF)|Notice of the result (PDF)"
	PrintMinutes    Text = "Biên bản hội nghị (PDF)|Minutes (PDF)"
	PrintBallot     Text = "Phiếu bầu để in (PDF)|Blank papers to print (PDF)"
	PrintCount      Text = "Biên bản kiểm phiếu (PDF)|Count record (PDF)"
	PrintTallies    Text = "Kết quả kiểm phiếu (XLSX)|The count (XLSX)"
	PrintResults    Text = "Danh sách kết quả (PDF)|List of results (PDF)"
	PrintResultList Text = "Danh sách kết quả (XLSX)|List of results (XLSX)"

	historyTitle Text = "Mức xếp loại qua các năm|Grades over the years"

	TellersHow         Text = "Hình thức bỏ phiếu|How the ballot is held"
	TellersHere        Text = "Bỏ phiếu trên hệ thống|Here"
	TellersOnPaper     Text = "Bỏ phiếu bằng phiếu giấy, tổ kiểm phiếu nhập kết quả|On paper; the tellers type the count"
	TellersPaperReason Text = "Lý do bỏ phiếu bằng phiếu giấy|Why on paper"
	entryThird         Text = "Hai đồng chí cùng kiểm lại số phiếu của những dòng này, rồi mỗi người nhập lại toàn bộ.|Look at these papers together once more; then each of you types everything again."
)
