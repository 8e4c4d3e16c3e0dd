package pages

// Drafts.
const (
	draftSavedAt      Text = "Bản nháp đã lưu lúc %s.|Draft saved at %s."
	draftNotYet       Text = "Những gì đồng chí nhập được tự động lưu nháp.|What you type is kept as a draft."
	draftConflict     Text = "Bản nháp này đã được sửa ở một cửa sổ hoặc thiết bị khác. Không có gì bị mất: đồng chí có thể xem cả hai bản và chọn.|This draft was changed in another window or device. Nothing is lost: look at both and choose."
	draftCompare      Text = "Xem cả hai bản|Look at both"
	autosaveRefused   Text = "Chưa lưu được nháp trên máy chủ. Nội dung được giữ trên máy này.|The draft could not be saved on the server. Your text is kept on this device."
	autosaveOffline   Text = "Máy chủ chưa trả lời. Nội dung được giữ trên máy này và sẽ tự lưu khi máy chủ hoạt động lại.|The server does not answer. Your text is kept on this device and saved when the server is back."
	autosaveSignedOut Text = "Phiên làm việc đã hết. Nội dung được giữ trên máy này: đăng nhập lại rồi mở lại trang này.|Your session is over. Your text is kept on this device: sign in and open this page again."
	autosaveRestored  Text = "Đã khôi phục nội dung chưa kịp lưu lần trước.|What could not be saved the last time is back."
	saveDraft         Text = "Lưu nháp|Save the draft"
	DraftSaved        Text = "Đã lưu bản nháp.|The draft is saved."
	compareIntro      Text = "Bản nháp đã được sửa ở nơi khác lúc %s. Các ô dưới đây là nội dung ở cửa sổ này; chỗ nào khác, bản kia được hiện ngay bên dưới để đồng chí chép lại nếu cần. Bản đồng chí lưu tiếp theo sẽ được giữ.|The draft was changed elsewhere at %s. The fields hold what is in this window; where the other differs, it stands below, for you to copy from. What you save next is kept."
	otherText         Text = "Bản lưu ở nơi khác – %s|Saved elsewhere – %s"
	typedText         Text = "Nội dung đồng chí vừa gửi|What you have just sent"
	typedWhy          Text = "Hãy chép lại nội dung dưới đây trước khi rời trang này.|Copy it before you leave this page."
)

// The self-review.
const (
	SelfReviewTitle     Text = "Bản tự kiểm điểm|Self-review"
	selfReviewFiledAt   Text = "Đồng chí đã nộp bản tự kiểm điểm lúc %s. Nộp lại trước khi hết hạn thì bản mới thay bản cũ; bản cũ vẫn được lưu.|You filed your self-review at %s. Filing again before the due time replaces it; the old one stays on record."
	selfReviewTexts     Text = "Nội dung kiểm điểm|The review"
	selfReviewCriteria  Text = "Tự xếp mức theo từng tiêu chí|Your level in each criterion"
	selfReviewPoints    Text = "Tự chấm điểm|Your points"
	selfReviewGrade     Text = "Tự nhận mức xếp loại chất lượng|The grade that you give yourself"
	selfReviewGradeHint Text = "Mức này là đề nghị của đồng chí; cấp có thẩm quyền quyết định sau khi có ý kiến của đơn vị.|This is what you ask for; the competent body decides after the unit has spoken."
	unratedWhen         Text = "Mức “%s” chỉ chọn được khi: %s. Dữ liệu đang có: %s.|“%s” can be chosen only when: %s. On record: %s."
	unratedUnknown      Text = "Mức “%s” chỉ chọn được khi: %s. Hệ thống chưa có dữ liệu công tác của kỳ này; nếu thuộc trường hợp đó, đề nghị báo Ban Tổ chức bổ sung.|“%s” can be chosen only when: %s. Nothing is on record for this period yet; where it applies, ask the organisation committee to add it."
	unratedNever        Text = "Quy định của đợt này không có trường hợp “%s”.|The policy of this cycle leaves nobody “%s”."
	selfReviewAfter     Text = "Sau khi nộp, đồng chí vẫn sửa và nộp lại được cho đến khi hết hạn.|After filing you can change it and file again until it is due."
	selfReviewFile      Text = "Nộp bản tự kiểm điểm|File the self-review"
	SelfReviewFiled     Text = "Đã nộp bản tự kiểm điểm.|Your self-review is filed."
	GradeMissing        Text = "Chọn mức xếp loại đồng chí tự nhận|Choose the grade that you give yourself"
	LevelMissing        Text = "Chọn mức cho tiêu chí “%s”|Choose a level for “%s”"
	PointsWrong         Text = "Nhập điểm từ 0 đến %s, ví dụ 25,5|Enter points from 0 to %s, for example 25.5"
	PointsGeneral       Text = "Điểm tiêu chí chung|General criteria"
	PointsResults       Text = "Điểm kết quả thực hiện nhiệm vụ|Results of assigned duties"
	pointsHint          Text = "Từ 0 đến %s điểm; có thể lẻ đến một phần mười, ví dụ 25,5|From 0 to %s points, down to a tenth, for example 25.5"
	pagesCount          Text = "Khoảng %s trang A4 (không quá %d trang).|About %s A4 pages (%d at most)."
	pagesOver           Text = "Dài hơn quy định, đề nghị rút gọn.|Longer than it may be; please shorten it."
	pagesText           Text = "Khoảng {pages} trang A4 (không quá {most} trang).|About {pages} A4 pages ({most} at most)."

	SectionStrengths Text = "Ưu điểm, kết quả đạt được|Strengths and results"
	SectionLimits    Text = "Hạn chế, khuyết điểm và nguyên nhân|Limits, shortcomings and their causes"
	SectionRemedies  Text = "Kết quả khắc phục những hạn chế đã được chỉ ra trước đây|What came of limits pointed out before"
	SectionDirection Text = "Phương hướng, biện pháp khắc phục|Direction and remedies"

	CriterionPolitical    Text = "Chính trị, tư tưởng|Political thought"
	CriterionEthics       Text = "Đạo đức, lối sống|Ethics and lifestyle"
	CriterionStyle        Text = "Tác phong, lề lối làm việc|Working style"
	CriterionOrganisation Text = "Ý thức tổ chức, kỷ luật|Organisation and discipline"
	CriterionResults      Text = "Kết quả thực hiện chức trách, nhiệm vụ được giao|Results of assigned duties"

	LevelExcellent Text = "Xuất sắc|Excellent"
	LevelGood      Text = "Tốt|Good"
	LevelAverage   Text = "Trung bình|Average"
	LevelPoor      Text = "Kém|Poor"
)
