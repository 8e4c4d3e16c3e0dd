package pages

// The conditions of the grades.
const (
	ConditionsTitle  Text = "Điều kiện xếp loại của đồng chí %s|Conditions met by %s"
	conditionsOf     Text = "Điều kiện đã đạt|Conditions met"
	conditionsRatio  Text = "%s %d/%d|%s %d of %d"
	conditionsMet    Text = "%s: đạt %d/%d điều kiện|%s: %d of %d conditions met"
	conditionSources Text = "Căn cứ|Sources"
	conditionsBack   Text = "Trở lại|Back"
	conditionsShow   Text = "Xem từng điều kiện|Each condition"
	conditionsTitle  Text = "Điều kiện của từng mức|Conditions of each grade"

	conditionUnverified Text = "(chưa đối chiếu văn bản gốc)|(not checked against its source)"

	ConditionMet     Text = "Đạt|Met"
	ConditionNotMet  Text = "Chưa đạt|Not met"
	ConditionUnknown Text = "Chưa có số liệu|Not on record"
	CeilingApplies   Text = "Không được xếp trên mức “%s”|No better than “%s”"
	CeilingUnknown   Text = "Cần xem xét vì chưa có số liệu|To be looked at: not on record"
)

// The counter of the cap by level.
const (
	CapUnit        Text = "Toàn đơn vị: %s|The whole unit: %s"
	CapBody        Text = "Toàn bộ thuộc %s quyết định|All whom %s decides"
	CapByGroup     Text = "Theo nhóm chức danh|By group of posts"
	CapByGroupHere Text = "Theo nhóm chức danh trong đơn vị|By group of posts within the unit"
	CapByGroupOf   Text = "Theo nhóm chức danh của %s, gồm các đơn vị khác|By group of posts of %s, other units included"
	CapByUnit      Text = "Đơn vị có đồng chí xuất sắc|Units with somebody Excellent"
	capBinding     Text = "tỷ lệ khống chế áp dụng ở đây|the cap is taken here"
	capSaid        Text = "%s: %d xuất sắc, tối đa %d.|%s: %d Excellent of at most %d."
	capSaidOver    Text = "%s: %d xuất sắc, vượt mức tối đa %d.|%s: %d Excellent, over the limit of %d."
	capPeople      Text = "Số người|People"
)
