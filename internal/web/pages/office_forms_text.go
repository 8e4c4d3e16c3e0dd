package pages

// Acts of administrators, and of who records for a superior body, that have a form of their own.
const (
	ExternalTitle        Text = "Ghi nhận kết quả do cấp trên thực hiện|Record the result of a superior body"
	ExternalExplain      Text = "Ghi lại văn bản của cấp trên và mức xếp loại trong văn bản đó. Kết quả được lưu kèm số, ngày văn bản và cấp quyết định.|Record the document of the superior body and the grades that it gives. The result is kept with the number and date of the document."
	ExternalButton       Text = "Ghi nhận kết quả|Record the result"
	ExternalDocument     Text = "Số văn bản|Number of the document"
	ExternalDocumentHint Text = "Ví dụ 15-QĐ/TU|For example 15-QĐ/TU"
	ExternalDate         Text = "Ngày văn bản|Date of the document"
	ExternalBy           Text = "Cấp quyết định|The body that decided"
	ExternalRecorded     Text = "Đã ghi nhận kết quả của cấp trên.|The result of the superior body is on record."

	ChangesTitle        Text = "Biến động: %s|Changes: %s"
	boardChanges        Text = "Biến động nhân sự|Changes of people"
	changesHow          Text = "Người chuyển đơn vị, nghỉ hoặc mới đến khi đợt đang tiến hành. Nội dung đã nộp đi theo người; mọi danh sách cùng thay đổi, hoặc không danh sách nào.|Who moves, leaves or joins while the cycle runs. What they filed goes with them; all lists change, or none."
	changesNone         Text = "Chưa có biến động nào.|There are no changes."
	changesNoneWhy      Text = "Danh sách của đợt vẫn như khi mở.|The list is as it was when the cycle was opened."
	MoveTitle           Text = "Chuyển sang chức danh khác|Move to another post"
	MoveExplain         Text = "Người này được kiểm điểm ở đơn vị mới; bản tự kiểm điểm đã nộp đi theo. Đơn vị cũ cho ý kiến nếu người đó đã ở đó từ sáu tháng.|The person is reviewed in the new unit, with what they filed. The old unit comments after six months or more."
	DepartTitle         Text = "Ra khỏi đợt|Leave the cycle"
	DepartExplain       Text = "Người này không được đánh giá trong đợt nữa; việc đang chờ của họ chuyển cho người khác.|The person is not evaluated in this cycle any more; what they still had to do passes to others."
	AdmitTitle          Text = "Bổ sung vào đợt|Join the cycle"
	AdmitExplain        Text = "Người này được bổ sung vào đợt và nhận việc của các bước đang mở.|The person joins and is asked for what the open steps ask."
	ChangeOfficial      Text = "Cán bộ|Official"
	ChangePost          Text = "Chức danh|Post"
	ChangeDay           Text = "Ngày đầu ở chức danh mới|First day in the new post"
	ChangeSuccessor     Text = "Người thay trong các cấp có thẩm quyền|Who takes their seats in bodies"
	ChangeSuccessorHint Text = "Để trống thì các thành viên còn lại nhận việc.|Left empty, the seats pass on among the members."
	ChangeButton        Text = "Ghi biến động|Record the change"
	ChangeAsked         Text = "Biến động đã được tiếp nhận.|The change is under way."

	CorrectTitle   Text = "Đính chính kết quả đã thông báo|Correct an announced result"
	CorrectExplain Text = "Kết quả mới là một bản ghi mới; kết quả cũ vẫn được lưu. Cán bộ được báo và có thời hạn kiến nghị riêng.|The new result is a new record; the old one stays. The official is told and may petition."
	CorrectGrade   Text = "Mức mới của %s|New grade of %s"
	CorrectButton  Text = "Đính chính|Correct"
	Corrected      Text = "Đã ghi đính chính.|The correction is on record."
	personCorrect  Text = "Đính chính kết quả này|Correct this result"

	WithdrawTitle   Text = "Rút lại nội dung đã nộp|Take back what was filed"
	WithdrawExplain Text = "Nội dung vẫn được lưu trong hồ sơ nhưng không được tính nữa, và việc mở lại cho đến hết hạn của bước.|It stays on record and counts no more; the task is open again until the step ends."
	WithdrawButton  Text = "Rút lại|Take back"
	WithdrawLink    Text = "Rút lại: %s|Take back: %s"
	Withdrawn       Text = "Đã rút lại.|Taken back."

	panelOfficial Text = "Cán bộ|Official"
	panelRelative Text = "Người có quan hệ|Relative"
	panelRelation Text = "Người đó là|Who is their"
)

var changeKinds = map[string]Text{"move": "Chuyển chức danh|Move", "leave": "Ra khỏi đợt|Departure", "join": "Bổ sung|Admission", "merge": "Sáp nhập đơn vị|Merger"}

var changeStates = map[string]Text{"pending": "… đang thực hiện|… under way", "applied": "✓ đã thực hiện|✓ done", "refused": "✕ không thực hiện được|✕ refused"}

var relationKinds = map[string]Text{
	"spouse": "vợ hoặc chồng|spouse", "parent": "cha hoặc mẹ|parent", "child": "con|child", "sibling": "anh, chị, em ruột|sibling",
	"grandparent": "ông hoặc bà|grandparent", "grandchild": "cháu nội, ngoại|grandchild", "parent_in_law": "cha mẹ vợ hoặc chồng|parent-in-law",
	"child_in_law": "con dâu, con rể|child-in-law", "sibling_in_law": "anh, chị, em vợ hoặc chồng|sibling-in-law",
	"uncle_aunt": "cô, dì, chú, bác, cậu|uncle or aunt", "nephew_niece": "cháu gọi bằng cô, chú, bác|nephew or niece",
}

// ChangeKind names a change of the list of a cycle.
func (p Page) ChangeKind(kind string) string { return p.T(changeKinds[kind]) }

// ChangeState says what came of it.
func (p Page) ChangeState(status string) string { return p.T(changeStates[status]) }

// RelationKind says what somebody is to somebody.
func (p Page) RelationKind(kind string) string { return p.T(relationKinds[kind]) }
