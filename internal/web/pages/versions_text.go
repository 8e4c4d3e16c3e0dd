package pages

// Versions of a self-review.
const (
	VersionsTitle      Text = "Các lần nộp bản tự kiểm điểm: %s|Versions of the self-review: %s"
	VersionsLink       Text = "Xem các lần nộp và chỗ thay đổi (%d lần)|Show all versions and what changed (%d)"
	VersionsBack       Text = "Về kết quả đánh giá|Back to the evaluation"
	VersionAnswer      Text = "Trả lời nội dung gợi ý %d|Answer to point %d"
	selfReviewVersions Text = "Xem các lần đã nộp|Show all versions"
	versionsHow        Text = "Mới nhất trước. Mỗi lần nộp được so với lần trước:|The newest first. Each is compared with the one before:"
	versionsTaken      Text = "bỏ đi|taken out"
	versionsPut        Text = "thêm vào|put in"
	versionNumber      Text = "Lần nộp %d|Version %d"
	versionStands      Text = "đang dùng để đánh giá|the one that counts"
	versionWithdrawn   Text = "đã rút lúc %s|taken back, %s"
	versionSame        Text = "Nội dung không thay đổi so với lần trước.|The same as the one before."
	versionWhole       Text = "Toàn văn|The whole text"
)
