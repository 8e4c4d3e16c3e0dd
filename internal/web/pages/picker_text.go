package pages

// Choosing people.
const (
	pickerTick Text = "Chọn đúng đồng chí cần chọn:|Tick whom you mean:"
	pickerDrop Text = "Bỏ chọn|Nobody"
	pickerMore Text = "Còn nhiều người khác. Nhập thêm họ tên hoặc đơn vị để thu hẹp.|There are more. Type more of the name or the unit."
	pickerOpen Text = "Chọn đúng đồng chí trong danh sách tìm thấy.|Tick whom you mean among those found."
	pickerNone Text = "Không tìm thấy ai theo “%s”. Thử một phần ngắn hơn của tên, hoặc viết không dấu.|Nobody was found by “%s”. Try a shorter part of the name, or without accents."
)
