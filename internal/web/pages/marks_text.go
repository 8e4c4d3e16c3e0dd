package pages

// Lists of grades: proposals, results of units, decisions.
const (
	ProposalsTitle   Text = "Đề xuất mức xếp loại|Proposals"
	ProposalsExplain Text = "Chọn mức đề xuất cho từng đồng chí trong danh sách; phải đủ mọi người. Đề xuất cao hơn mức theo điều kiện thì nêu rõ lý do.|Choose a grade for everybody on the list. Say why where you propose more than the conditions lead to."
	ProposalsButton  Text = "Gửi đề xuất|Send the proposals"
	DecisionsTitle   Text = "Quyết định mức xếp loại|Decisions"
	DecisionsExplain Text = "Chọn mức cho một hoặc nhiều đồng chí; người chưa chọn thì để lần sau. Quyết định khác với gợi ý của quy định phải nêu lý do.|Decide one or many; leave out whom you decide later. A decision that departs from the suggestion needs a reason."
	DecisionsButton  Text = "Ghi nhận quyết định|Record the decisions"
	UnitGradesTitle  Text = "Mức xếp loại của các đơn vị|Results of units"
	UnitsExplain     Text = "Quyết định mức của đơn vị trước khi quyết định mức của người đứng đầu.|Decide a unit before its head."
	UnitsButton      Text = "Ghi nhận mức của đơn vị|Record the results"
	marksEmpty       Text = "Hiện không có ai trong danh sách của đồng chí.|Nobody is on your list now."
	marksEmptyWhy    Text = "Bước này chưa mở, đã xong, hoặc thuộc trách nhiệm của người khác.|This step is not open, is over, or falls to somebody else."
	suggestedGrade   Text = "Gợi ý theo quy định|Suggested by the rules"
	decidedGrade     Text = "Đã quyết định|Decided"
	tallyBest        Text = "Phiếu xuất sắc|Votes for Excellent"
	gradeOf          Text = "Mức xếp loại của %s|Grade of %s"
	reasonFor        Text = "Lý do đối với %s|Reason on %s"
	gapNote          Text = "Mức tự nhận khác mức đơn vị đề xuất.|What the person asks for and what the unit proposes differ."
	groundsOf        Text = "Căn cứ của gợi ý (%d)|Grounds of the suggestion (%d)"
	takeSuggested    Text = "Chọn theo gợi ý cho người chưa chọn|Take the suggestion where nothing is chosen"
	checkCaps        Text = "Tính lại tỷ lệ|Count again"
	capsCaption      Text = "Số hoàn thành xuất sắc và mức tối đa|Excellent, and how many there may be"
	capGroup         Text = "Nhóm|Group"
	capExcellent     Text = "Xuất sắc|Excellent"
	capAllowed       Text = "Tối đa|At most"
	capGood          Text = "Tốt|Good"
	capOver          Text = "vượt|over"
	capReason        Text = "Lý do dùng tỷ lệ mở rộng|Reason for the extended cap"
	capReasonHint    Text = "Chỉ nhập khi tập thể quyết định dùng tỷ lệ mở rộng.|Only when the body decides to use the extended cap."
	capFew           Text = "Chỉ số của đơn vị này: các đơn vị khác ít người nên không hiện số của họ. “Vượt” là theo các đề xuất đã gửi.|This unit’s numbers only: other units have too few people for theirs to be shown. “Over” goes by the proposals on file."
	CapNoteUnit      Text = "Tính theo những mức đang chọn ở đây và đề xuất đến nay của các đơn vị khác. Không quá %s%% số tốt.|With what is chosen here and what other units have proposed so far. At most %s%% of the Good."
	CapNoteBody      Text = "Tính trên mọi trường hợp của cuộc họp, gồm những mức đang chọn. Không quá %s%% số tốt.|Over all cases of the sitting with what is chosen here. At most %s%% of the Good."
	CapNoteAll       Text = "Không quá %s%% số người của nhóm.|At most %s%% of the group."
	ReasonNeeded     Text = "Nêu lý do: quyết định khác với gợi ý|Give the reason: this departs from the suggestion"
	ChooseGrade      Text = "Chọn mức xếp loại|Choose a grade"
	BodyBoardEmpty   Text = "Chưa có kết quả thẩm định.|There is no appraisal yet."
	BodyBoardWhy     Text = "Danh sách từng trường hợp hiện ra sau bước thẩm định.|The cases appear after the appraisal."
	casesCaption     Text = "Từng trường hợp: tự nhận, đề xuất, gợi ý, quyết định|Each case: asked, proposed, suggested, decided"
	gapColumn        Text = "Chênh lệch|Gap"
	gapYes           Text = "có|yes"
	LinkDecide       Text = "Quyết định mức xếp loại|Record decisions"
	LinkUnitGrades   Text = "Quyết định mức của đơn vị|Record results of units"
)

// groupTexts name the groups of posts that the districts of the seeds have; another district's stand as their codes.
var groupTexts = map[string]Text{
	"commune-chair":               "Chủ tịch UBND xã|Chairs of commune People’s Committees",
	"commune-council-chair":       "Chủ tịch HĐND xã|Chairs of commune People’s Councils",
	"commune-deputy-secretary":    "Phó Bí thư đảng ủy xã|Deputy secretaries of communes",
	"commune-inspection":          "Chủ nhiệm UBKT đảng ủy xã|Heads of commune inspection",
	"commune-leader":              "Lãnh đạo xã|Leaders of communes",
	"commune-mass-organisation":   "Trưởng đoàn thể xã|Heads of mass organisations of communes",
	"commune-officer":             "Cán bộ xã|Officials of communes",
	"commune-secretary":           "Bí thư đảng ủy xã|Secretaries of communes",
	"commune-vice-chair":          "Phó Chủ tịch HĐND, UBND xã|Vice chairs of communes",
	"district-deputy":             "Cấp phó phòng, ban huyện|Deputies of district bodies",
	"district-head":               "Cấp trưởng phòng, ban huyện|Heads of district bodies",
	"district-leader":             "Lãnh đạo phòng, ban huyện|Leaders of district bodies",
	"district-member":             "Ủy viên cấp huyện|Members at district level",
	"district-standing-committee": "Ủy viên Ban Thường vụ huyện ủy|Members of the District Standing Committee",
}
