package pages

// The roster: files that are handed in, looked at and applied.
const (
	RosterTitle       Text = "Cập nhật dữ liệu cán bộ|Update the roster"
	rosterHow         Text = "Tải dữ liệu hiện có về, sửa trên máy, rồi gửi lại ở đây. Hệ thống kiểm tra và cho xem từng thay đổi; chưa có gì được ghi cho đến khi đồng chí bấm áp dụng.|Download the roster, edit it, and hand it in here. It is checked and each change is shown; nothing is written until you apply it."
	rosterDownload    Text = "Tải dữ liệu hiện có (XLSX)|Download the roster as it stands (XLSX)"
	rosterTemplate    Text = "Tải tệp mẫu chỉ có tiêu đề cột (XLSX)|Download a template with the headings alone (XLSX)"
	rosterFiles       Text = "Tệp cần gửi|Files"
	rosterFilesHint   Text = "Một tệp Excel (.xlsx), hoặc một hay nhiều tệp .csv, hoặc một tệp .zip gồm các tệp .csv. Tối đa 8 MB. Trang tính nào không gửi thì dữ liệu đó giữ nguyên.|One workbook (.xlsx), one or several .csv files, or a .zip of .csv files. At most 8 MB. Sheets that are not handed in stay as they are."
	rosterCheck       Text = "Kiểm tra và xem thay đổi|Check and see the changes"
	rosterSheets      Text = "Các trang tính và nội dung|The sheets and what they hold"
	rosterSheet       Text = "Trang tính|Sheet"
	rosterHolds       Text = "Nội dung|Holds"
	rosterApart       Text = "Danh sách quy hoạch và luân chuyển không nằm trong tệp này; chúng có trang riêng.|Planning lists and rotations are no part of it; they have pages of their own."
	rosterFaultsTitle Text = "Chỗ cần sửa|What to correct"
	rosterLine        Text = "Dòng|Row"
	rosterColumn      Text = "Cột|Column"
	rosterValue       Text = "Giá trị|Value"
	rosterFault       Text = "Lỗi|What is wrong"
	rosterRemedy      Text = "Cách sửa|Remedy"
	rosterMoreFaults  Text = "Còn %d chỗ khác; sửa những chỗ trên rồi gửi lại để xem tiếp.|%d more; correct these and hand the files in again."
	filesMissing      Text = "Chọn tệp cần gửi|Choose the files"
	filesWrong        Text = "Tệp có %d chỗ cần sửa. Chưa có gì được thay đổi.|The files have %d things to correct. Nothing was changed."

	ImportTitle      Text = "Xem thay đổi trước khi áp dụng|What the files would change"
	importHow        Text = "Lập lúc %s, so với dữ liệu hiện có. Chưa có gì được ghi. Nội dung này được giữ đến %s.|Made at %s against the roster as it stands. Nothing is written yet. It is kept until %s."
	importApplied    Text = "✓ Đã áp dụng lúc %s: %d dòng được thêm hoặc sửa.|✓ Applied at %s: %d rows added or changed."
	importSame       Text = "Không có gì để ghi.|There is nothing to write."
	importSameWhy    Text = "Tệp giống với dữ liệu hiện có.|The files are as the roster stands."
	importByFile     Text = "Số thay đổi theo trang tính|Changes by sheet"
	importNew        Text = "Mới|New"
	importChanged    Text = "Thay đổi|Changed"
	importGone       Text = "Không còn trong tệp|Not in the file"
	importFelt       Text = "Đợt đang tiến hành|Cycles under way"
	importGoneStays  Text = "Dòng không còn trong tệp vẫn được giữ nguyên. Muốn kết thúc một chức vụ, ghi ngày cuối vào cột valid_to.|Lines that are not in the file stay. To end a tenure, write its last day into valid_to."
	importRunning    Text = "Có đợt đang tiến hành|Cycles are under way"
	importRunningHow Text = "Danh sách của đợt đã chốt khi mở. Người chuyển đơn vị, nghỉ hoặc mới đến trong đợt được xử lý ở trang Biến động của đợt.|A cycle has taken its list when it was opened. Moves, departures and arrivals within it are handled on its page of movements."
	importTouched    Text = "%s: %d đồng chí trong đợt có dòng thay đổi|%s: %d people of the cycle have lines that differ"
	importLines      Text = "Từng dòng thay đổi|The lines that differ"
	importLine       Text = "Dòng|Line"
	importKind       Text = "Loại|Kind"
	importCells      Text = "Nội dung|Cells"
	importNoLines    Text = "Không có dòng nào như vậy.|There is no such line."
	importApply      Text = "Áp dụng|Apply"
	importApplyAll   Text = "Áp dụng %d thay đổi|Apply %d changes"
	RosterApplied    Text = "Đã ghi dữ liệu mới.|The roster is written."

	feltAtOnce   Text = "Có hiệu lực ngay: họ tên và địa chỉ thư mới được dùng từ thư kế tiếp.|At once: names and mail addresses are used from the next mail on."
	feltFacts    Text = "Có tác dụng đến khi cấp có thẩm quyền bắt đầu thẩm định.|Until the body's appraisal is made."
	feltNot      Text = "Không tác dụng đến đợt đã mở.|Not by a cycle that is open."
	feltRelation Text = "Không tác dụng đến đợt đã mở; báo quan hệ mới ở trang của quy trình.|Not by a cycle that is open; tell of a new relation on the page of the process."
)

// rosterFiles say what is in the files of a roster.
var rosterFileTexts = map[string]Text{
	"units": "Đơn vị|Units", "bodies": "Cấp có thẩm quyền|Bodies", "body_members": "Thành viên cấp có thẩm quyền|Members of bodies",
	"posts": "Chức danh|Posts", "officials": "Cán bộ|Officials", "tenures": "Quá trình giữ chức vụ|Tenures",
	"relations": "Quan hệ gia đình|Relations", "qualifications": "Trình độ|Qualifications", "discipline": "Kỷ luật|Discipline",
	"unit_results": "Kết quả của đơn vị|Results of units", "facts": "Kết quả công tác của cán bộ|Facts of officials",
	"baseline": "Số liệu đã công bố|Published figures",
}

// rosterFelt say when a cycle that is under way feels a change of a file.
var rosterFelt = map[string]Text{
	"officials": feltAtOnce, "facts": feltFacts, "unit_results": feltFacts, "discipline": feltFacts, "relations": feltRelation,
}

// rosterColumns are the columns of the files; the heading itself stands behind.
var rosterColumns = map[string]Text{
	"code": "Mã|Code", "name": "Tên|Name", "name_en": "Tên tiếng Anh|English name", "kind": "Loại|Kind", "parent": "Đơn vị cấp trên|Parent",
	"valid_from": "Từ ngày|From", "valid_to": "Đến ngày|Until", "level": "Cấp, trình độ|Level", "unit": "Đơn vị|Unit", "body": "Cấp có thẩm quyền|Body",
	"official": "Cán bộ|Official", "role": "Vai trò|Role", "title_group": "Nhóm chức danh|Title group", "rank": "Thứ bậc|Rank",
	"track": "Khối|Track", "is_head": "Người đứng đầu|Head", "managed_by": "Cấp quản lý|Managed by", "sex": "Giới tính|Sex", "born": "Ngày sinh|Born",
	"ethnic_group": "Dân tộc|Ethnic group", "party_joined": "Ngày vào Đảng|Joined the Party", "email": "Địa chỉ thư|Mail address", "home": "Quê quán|Home",
	"post": "Chức danh|Post", "principal": "Chức vụ chính|Principal", "document": "Quyết định|Document", "relative": "Người thân|Relative",
	"awarded": "Ngày cấp|Awarded", "decided": "Ngày quyết định|Decided", "form": "Hình thức|Form", "duty_related": "Liên quan nhiệm vụ|Related to duty",
	"basis": "Căn cứ|Basis", "violation": "Mã vi phạm|Violation", "counted_in": "Đã tính vào năm|Counted in", "year": "Năm|Year", "quarter": "Quý|Quarter",
	"targets_total": "Số chỉ tiêu|Targets", "targets_done": "Hoàn thành|Done", "targets_on_time": "Đúng hạn|On time", "targets_exceeded": "Vượt mức|Exceeded",
	"subunits_total": "Số đơn vị trực thuộc|Sub-units", "subunits_completed": "Trực thuộc hoàn thành|Sub-units completed", "subunits_good": "Trực thuộc tốt|Sub-units good",
	"members_disciplined": "Số người bị kỷ luật|Members disciplined", "disunity": "Mất đoàn kết|Disunity", "months_worked": "Số tháng làm việc|Months worked",
	"maternity_leave": "Nghỉ thai sản|Maternity leave", "absence_months": "Số tháng nghỉ|Months absent", "sick_months": "Số tháng nghỉ ốm|Months of sick leave",
	"exemplary": "Gương mẫu|Exemplary", "initiative": "Có sáng kiến|Initiative", "low_confidence_bp": "Tín nhiệm thấp (phần vạn)|Low confidence (basis points)",
	"political": "Chính trị tư tưởng|Political", "ethics": "Đạo đức|Ethics", "style": "Tác phong|Style", "organisation": "Tổ chức kỷ luật|Organisation",
	"results": "Kết quả nhiệm vụ|Results", "figure": "Chỉ số|Figure", "percent_bp": "Tỷ lệ (phần vạn)|Share (basis points)", "source": "Nguồn|Source",
}

var differenceKinds = map[string]Text{"new": "+ mới|+ new", "changed": "± thay đổi|± changed", "gone": "không còn trong tệp, vẫn giữ|not in the file, stays"}

// RosterFile says what a file of a roster holds; a name that is none as it is.
func (p Page) RosterFile(file string) string {
	if text, ok := rosterFileTexts[file]; ok {
		return p.T(text) + " (" + file + ")"
	}
	return file
}

// RosterColumn names a column, with the heading that it has in the file.
func (p Page) RosterColumn(column string) string {
	if text, ok := rosterColumns[column]; ok {
		return p.T(text) + " (" + column + ")"
	}
	return column
}

// RosterFelt says when a cycle that is under way feels a change of a file.
func (p Page) RosterFelt(file string) string {
	if text, ok := rosterFelt[file]; ok {
		return p.T(text)
	}
	return p.T(feltNot)
}

// DifferenceKind says how a line differs.
func (p Page) DifferenceKind(kind string) string { return p.T(differenceKinds[kind]) }

// CycleTouched says how many people of a cycle have lines that differ.
func (p Page) CycleTouched(cycle string, officials int) string {
	return p.T(importTouched, cycle, officials)
}

// FilesMissing asks for files.
func (p Page) FilesMissing() *Problem {
	return &Problem{Text: p.T(CheckForm), Fields: map[string]string{"files": p.T(filesMissing)}}
}

// FilesWrong says how much is wrong with files.
func (p Page) FilesWrong(n int) *Problem { return &Problem{Text: p.T(filesWrong, n)} }

// orNone is a text, or the sign for none.
func orNone(p Page, text string) string {
	if text == "" {
		return p.T(adminNone)
	}
	return text
}
