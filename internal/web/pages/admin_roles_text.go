package pages

// Roles of people.
const (
	NavRoles      Text = "Phân quyền|Roles"
	RolesTitle    Text = "Phân quyền|Roles"
	RoleOrganiser Text = "Điều hành đợt đánh giá|Organiser"
	RoleGranted   Text = "Đã giao vai trò.|The role was granted."
	RoleWithdrawn Text = "Đã thu hồi vai trò.|The role was withdrawn."

	rolesHow             Text = "Vai trò giao cho từng cán bộ, ngoài quyền của chính cán bộ đó. Không ai dùng vai trò được giao trong trường hợp của chính mình, và không ai tự giao vai trò cho mình.|Roles are granted to officials, beside what they may by themselves. Nobody uses a granted role in their own case, and nobody grants one to themselves."
	roleAdministratorMay Text = "Điều hành đợt đánh giá, giao và thu hồi vai trò, cài đặt thư; không đọc nội dung đánh giá.|Steers cycles, grants and withdraws roles, switches mail; reads no contents of evaluations."
	roleOrganiserMay     Text = "Mở, theo dõi và điều hành đợt đánh giá; không giao vai trò, không đọc nội dung đánh giá.|Opens, watches and steers cycles; grants no roles and reads no contents of evaluations."
	roleInspectorMay     Text = "Đọc mọi nội dung làm căn cứ cho kết quả để kiểm tra; không thay đổi gì.|Reads everything that a result stands on, to check it; changes nothing."
	rolesNow             Text = "Đang giữ vai trò|Who holds a role"
	rolesNone            Text = "Chưa cán bộ nào được giao vai trò.|No official holds a role."
	rolesNoneWhy         Text = "Hiện chỉ người giữ khóa quản trị điều hành hệ thống. Nên giao vai trò quản trị cho ít nhất hai cán bộ.|Only who has the administrator's key can steer. Make two officials administrators at least."
	rolesGrantedBy       Text = "Do %s giao lúc %s.|Granted by %s, %s."
	rolesGrant           Text = "Giao vai trò|Grant a role"
	rolesHistory         Text = "Lịch sử|History"
	rolesNoHistory       Text = "Chưa có lần giao hoặc thu hồi nào.|Nothing was granted or withdrawn yet."
	rolesGranted         Text = "Giao vai trò %s cho %s|Role granted: %s, to %s"
	rolesWithdrawn       Text = "Thu hồi vai trò %s của %s|Role withdrawn: %s, from %s"
	rolesWithdraw        Text = "Thu hồi|Withdraw"
	rolesWithdrawOf      Text = "Thu hồi vai trò %s của %s|Withdraw the role %s from %s"
	rolesWhom            Text = "Giao cho ai|To whom"
	rolesWhomHint        Text = "Tên, mã cán bộ hoặc địa chỉ thư; không cần gõ dấu|Name, code or mail address; accents are not needed"
	rolesFind            Text = "Tìm|Find"
	rolesNobody          Text = "Không tìm thấy ai theo “%s”.|Nobody was found for “%s”."
	rolesAnother         Text = "Chọn người khác|Choose somebody else"
	rolesRole            Text = "Vai trò|Role"
	personGrantRole      Text = "Giao vai trò cho cán bộ này|Grant this official a role"
	KeyOf                Text = "khóa %s|key %s"
)
