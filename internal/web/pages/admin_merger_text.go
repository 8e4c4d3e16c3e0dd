package pages

// The merger of a unit in the middle of a cycle.
const (
	MergerTitle    Text = "Sáp nhập, giải thể đơn vị|Merge or dissolve a unit"
	MergerOf       Text = "Sáp nhập, giải thể: %s|Merge or dissolve: %s"
	mergerHow      Text = "Dùng khi một đơn vị kết thúc trong lúc đợt đang tiến hành. Tất cả cán bộ của đơn vị chuyển sang chức danh mới cùng một lúc, hoặc không ai chuyển; nội dung đã nộp đi theo người.|For a unit that ends while the cycle runs. All its people move to new posts together, or nobody does; what they filed goes with them."
	mergerUnit     Text = "Đơn vị kết thúc|The unit that ends"
	mergerPeople   Text = "%s (%d cán bộ)|%s (%d officials)"
	mergerGo       Text = "Chọn đơn vị này|Choose this unit"
	mergerNoUnits  Text = "Đợt này không có đơn vị nào có cán bộ.|No unit of this cycle has people."
	mergerWhere    Text = "Từng cán bộ chuyển sang chức danh nào|To which post each official goes"
	mergerWhereHow Text = "Chỉ những chức danh chưa có người giữ trong đợt này được liệt kê. Nếu thiếu, bổ sung chức danh ở mục|Only posts that nobody holds in this cycle are listed. If one is missing, add it at"
	mergerNoPosts  Text = "Không còn chức danh trống nào ở các đơn vị khác.|No other unit has a vacant post."
	mergerNow      Text = "Hiện nay: %s|Now: %s"
	mergerDay      Text = "Ngày đầu ở chức danh mới|First day in the new posts"
	mergerLook     Text = "Xem trước|Preview"
	mergerDo       Text = "Sáp nhập|Merge"
	mergerOther    Text = "Chọn đơn vị khác|Another unit"
	MergerPost     Text = "Đề nghị chọn chức danh mới.|Choose the new post."

	mergerReady     Text = "Không có vướng mắc. Kiểm tra các thay đổi dưới đây, nêu lý do và căn cứ rồi nhấn “Sáp nhập”.|Nothing stands in the way. Look at the changes below, give reason and basis, then merge."
	mergerFound     Text = "Còn %d vướng mắc, chưa sáp nhập được|%d obstacles: the units cannot be merged yet"
	mergerMoves     Text = "Ai chuyển đi đâu|Who moves where"
	mergerFromTo    Text = "%s → %s|%s → %s"
	mergerBody      Text = "Cấp quyết định: %s → %s|Decided by: %s → %s"
	mergerTasks     Text = "Việc đang làm dở|Still to do"
	mergerNoTasks   Text = "Không còn việc nào chưa làm.|Nothing is left to do."
	mergerTasksHow  Text = "Việc ở đơn vị cũ kết thúc; ở đơn vị mới, mỗi người được giao việc của các bước đang mở.|Tasks in the old unit end; in the new one they are asked for what the open steps ask."
	mergerCaps      Text = "Nhóm tính tỷ lệ xuất sắc thay đổi|Groups of the cap that change"
	mergerCapsNone  Text = "Số người của các nhóm tính tỷ lệ xuất sắc không thay đổi.|The groups of the cap keep their sizes."
	mergerBefore    Text = "Hiện nay|Now"
	mergerAfter     Text = "Sau sáp nhập|Then"
	mergerDissolved Text = "Hội nghị kiểm điểm của đơn vị này kết thúc.|The review of this unit ends."
)

// obstacles say in Vietnamese what stands in the way of a change of the enrolment; in English it has a sentence of its own.
var obstacles = map[string]string{
	"not_in_unit":      "Người này không thuộc đơn vị hoặc được nêu hai lần.",
	"forgotten":        "Chưa chọn chức danh mới cho người này.",
	"review_ended":     "Đơn vị mới không còn tổ chức kiểm điểm trong đợt này; đề nghị chọn đơn vị khác.",
	"ballot_open":      "Cuộc bỏ phiếu đang mở; đề nghị chờ kiểm phiếu xong.",
	"no_sitting":       "Cấp quản lý chức danh mới không họp trong đợt này; đề nghị chọn chức danh khác.",
	"decision_ended":   "Cấp có thẩm quyền đã quyết định xong; quyết định giữ nguyên.",
	"post_taken":       "Chức danh này đã có người giữ hoặc đã chọn cho người khác; đề nghị chọn chức danh khác.",
	"unit_has_head":    "Đơn vị mới đã có người đứng đầu; đề nghị chọn chức danh khác hoặc chuyển người đó trước.",
	"province_decides": "Chức danh này do cấp tỉnh quản lý, không thuộc đợt này.",
	"post_not_found":   "Không có chức danh này trong dữ liệu cán bộ.",
}

// Obstacle says what stands in the way of a change.
func (p Page) Obstacle(code, text string) string {
	if vi, ok := obstacles[code]; ok && p.Lang == Vietnamese {
		return vi
	}
	return p.Fault(code, text)
}

// MergerUnit names a unit with as many people as it has.
func (p Page) MergerUnit(name string, people int) string { return p.T(mergerPeople, name, people) }

// dueTask says what somebody still has to do, and until when.
func (p Page) dueTask(t MergerTask) string {
	if t.Due == nil {
		return p.L(t.What)
	}
	return p.L(t.What) + " (" + p.Due(*t.Due) + ")"
}
