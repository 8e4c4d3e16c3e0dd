package pages

// Lists of which a page shows a part.
const (
	PartGroups   Text = "Theo nhóm chức danh|By group of positions"
	PartUnits    Text = "Theo đơn vị|By unit"
	partOf       Text = "Chỉ xem|Show only"
	partAll      Text = "Tất cả (%d người)|Everybody (%d people)"
	partShow     Text = "Xem|Show"
	partSaid     Text = "Đang xem từ người thứ %d đến người thứ %d trong %d người.|People %d to %d of %d."
	partLines    Text = "Đang xem từ dòng %d đến dòng %d trong %d dòng.|Lines %d to %d of %d."
	partKeepsAll Text = "Biểu này có nhiều trang. Nội dung đã nhập ở các trang khác được giữ nguyên và gửi cùng lúc.|This form has several pages. What is filled in on the other pages is kept and filed together."
	partParts    Text = "Các trang của danh sách|Pages of the list"
	partBefore   Text = "← Trang trước|← Page before"
	partAfter    Text = "Trang sau →|Next page →"
	partKept     Text = "Đã chọn mức cho %d người ở các trang khác. Khi gửi, các mức đó được ghi nhận cùng lúc.|Grades are chosen for %d people on other pages. They are filed together with those of this page."
)
