package pages

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
