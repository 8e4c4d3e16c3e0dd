package pages

// Delegation.
const (
	DelegationsTitle  Text = "Ủy quyền khi vắng mặt|Delegation for an absence"
	DelegationExplain Text = "Việc đang chờ và việc đến trong thời gian này được chuyển cho người được ủy quyền. Tự kiểm điểm và bỏ phiếu không chuyển được.|What waits for you and what comes in this time goes to your deputy. A self-review and a vote do not."
	DelegationDeputy  Text = "Người được ủy quyền|Deputy"
	DelegationFrom    Text = "Từ ngày|From"
	DelegationUntil   Text = "Đến hết ngày|Until the end of"
	DelegationReason  Text = "Lý do|Reason"
	DelegationButton  Text = "Ủy quyền|Delegate"
	Delegated         Text = "Đã ủy quyền.|It is delegated."
	DelegationEnded   Text = "Đã kết thúc ủy quyền.|The delegation is ended."
	delegationsNow    Text = "Các lần ủy quyền của đồng chí|Your delegations"
	delegationPeriod  Text = "%s: từ %s đến hết %s|%s: from %s until the end of %s"
	delegationMoved   Text = "Đã chuyển %d việc.|%d tasks went over."
	delegationOver    Text = "Đã kết thúc.|Ended."
	delegationEndWhy  Text = "Lý do kết thúc|Reason for ending it"
	delegationEnd     Text = "Kết thúc ủy quyền|End the delegation"
)
