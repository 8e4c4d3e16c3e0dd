package pages

// A new office.
const (
	officeEmpty    Text = "Chưa có dữ liệu cán bộ.|There is no roster yet."
	officeEmptyWhy Text = "Trước hết cần đơn vị, chức danh và cán bộ. Người giữ vai trò quản trị hoặc tổ chức thực hiện tải mẫu về, điền rồi gửi lên; sau đó mới mở được đợt đánh giá.|Units, posts and people come first. An administrator or organiser downloads the template, fills it in and hands it in; then a cycle can be opened."
	OfficeBegin    Text = "Gửi dữ liệu cán bộ|Hand in the roster"
)
