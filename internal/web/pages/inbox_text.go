package pages

// The inbox.
const (
	inboxOne      Text = "Có một việc đang chờ đồng chí.|One task waits for you."
	inboxCount    Text = "Có %d việc đang chờ đồng chí, việc đến hạn trước ở trên.|%d tasks wait for you, those due first on top."
	inboxEmpty    Text = "Hiện không có việc nào chờ đồng chí.|Nothing waits for you now."
	inboxEmptyWhy Text = "Khi có việc mới, đồng chí sẽ nhận được thư và việc sẽ hiện ở đây.|When there is something to do, you get a mail and it appears here."
	inboxFor      Text = "Làm thay đồng chí %s|In the place of %s"
	taskDue       Text = "Hạn|Due"
	taskMore      Text = "Xem các việc tiếp theo|Show more tasks"
)
