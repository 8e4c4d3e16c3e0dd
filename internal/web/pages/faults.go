package pages

import "canbo/internal/fault"

// faultTexts say refusals in Vietnamese, by code. In English a refusal has a sentence of its own, which says more.
var faultTexts = map[string]string{
	"after_due":              "Đã quá thời hạn.",
	"bad_date":               "Ngày không đúng.",
	"bad_day":                "Ngày không đúng.",
	"bad_period":             "Ngày cuối phải sau ngày đầu, và thời gian ủy quyền không quá một năm.",
	"bad_token":              "Liên kết không còn hiệu lực (đã dùng hoặc đã quá 15 phút); đề nghị yêu cầu liên kết mới.",
	"ballot_closed":          "Cuộc bỏ phiếu này đã kết thúc.",
	"ballot_not_found":       "Cuộc bỏ phiếu chưa bắt đầu: chưa bầu tổ kiểm phiếu.",
	"ballot_on_paper":        "Cuộc bỏ phiếu này được tiến hành bằng phiếu giấy.",
	"ballot_still_open":      "Chưa thu đủ phiếu và chưa hết thời hạn bỏ phiếu, nên chưa kiểm phiếu được.",
	"basis_missing":          "Đề nghị nêu văn bản làm căn cứ.",
	"cap_exceeded":           "Số người xếp loại xuất sắc vượt quá tỷ lệ tối đa của nhóm chức danh.",
	"count_not_found":        "Chưa kiểm phiếu.",
	"cross_origin":           "Yêu cầu này đến từ trang của một địa chỉ khác.",
	"database_unavailable":   "Cơ sở dữ liệu tạm thời không trả lời; đề nghị thử lại sau ít phút.",
	"delegated_already":      "Trong thời gian đó đã có người được ủy quyền.",
	"delegation_over":        "Việc ủy quyền này đã kết thúc.",
	"deputy_absent":          "Người được ủy quyền cũng vắng mặt trong thời gian đó.",
	"draft_changed":          "Bản nháp này đã được sửa ở nơi khác sau khi đồng chí mở nó.",
	"done_already":           "Đồng chí đã thực hiện việc này.",
	"engine_unavailable":     "Hệ thống xử lý tạm thời không trả lời; những gì đã nộp vẫn được giữ.",
	"idempotency_key_reused": "Biểu mẫu này đã được gửi với nội dung khác; đề nghị mở lại trang rồi gửi lại.",
	"levels_missing":         "Đề nghị chọn mức cho từng tiêu chí.",
	"marked_twice":           "Một người được ghi hai lần.",
	"named_twice":            "Một người được nêu hai lần.",
	"no_extended_cap":        "Quy định của đợt này không có tỷ lệ mở rộng.",
	"no_marks":               "Chưa chọn mức xếp loại cho ai.",
	"not_a_member":           "Chỉ thành viên của hội nghị, cuộc họp mới thực hiện được việc này.",
	"not_announced":          "Kết quả chưa được thông báo.",
	"no_such_address":        "Không có trang này, hoặc đồng chí không có quyền xem.",
	"method_not_allowed":     "Không có trang này, hoặc đồng chí không có quyền xem.",
	"not_begun":              "Chưa đến bước này.",
	"not_found":              "Không có nội dung này, hoặc đồng chí không có quyền xem.",
	"not_on_list":            "Người này không có trong danh sách.",
	"not_on_roll":            "Đồng chí không có tên trong danh sách cử tri của cuộc bỏ phiếu này.",
	"not_processed":          "Nội dung này chưa được xử lý xong; đề nghị thử lại sau giây lát.",
	"not_signed_in":          "Đề nghị đăng nhập.",
	"not_standing":           "Nội dung này đã bị từ chối hoặc đã rút; không còn gì để rút.",
	"not_your_task":          "Việc này không thuộc trách nhiệm của đồng chí.",
	"not_yours":              "Đồng chí không có quyền xem hoặc thực hiện nội dung này.",
	"official_not_found":     "Không có cán bộ này trong danh sách.",
	"other_browser":          "Liên kết chỉ dùng được trên chính trình duyệt đã yêu cầu nó. Đề nghị yêu cầu liên kết mới trên trình duyệt này.",
	"own_case":               "Không ai được đánh giá chính mình.",
	"paper_already_cast":     "Phiếu này đã được bỏ với lựa chọn khác; phiếu đã bỏ không thay đổi được.",
	"papers_already_drawn":   "Đồng chí đã nhận phiếu của cuộc bỏ phiếu này; phiếu chỉ được phát một lần.",
	"paused":                 "Quy trình đang tạm dừng; đề nghị thử lại sau.",
	"period_over":            "Thời gian này đã qua.",
	"points_missing":         "Đề nghị nhập đủ điểm.",
	"points_out_of_range":    "Điểm vượt ra ngoài khung cho phép.",
	"process_cancelled":      "Quy trình này đã bị hủy.",
	"process_ended":          "Quy trình này đã kết thúc.",
	"reason_missing":         "Đề nghị nêu lý do.",
	"related_case":           "Đồng chí có quan hệ gia đình với người này nên không được tham gia đánh giá.",
	"same_person":            "Không thể ủy quyền cho chính mình.",
	"step_held":              "Bước này đang chờ một bước trước được thực hiện lại.",
	"step_not_open":          "Bước này chưa mở hoặc đã đóng.",
	"subject_missing":        "Danh sách còn thiếu người; đề nghị chọn mức cho tất cả.",
	"teller_is_chair":        "Người chủ trì không tham gia tổ kiểm phiếu.",
	"teller_not_on_roll":     "Thành viên tổ kiểm phiếu phải là thành viên của hội nghị.",
	"tellers_related":        "Hai thành viên tổ kiểm phiếu có quan hệ gia đình với nhau hoặc với người được bỏ phiếu.",
	"text_missing":           "Đề nghị nhập nội dung.",
	"too_many_requests":      "Quá nhiều lần thử; đề nghị chờ một phút.",
	"two_people":             "Hai thành viên tổ kiểm phiếu phải là hai người khác nhau.",
	"unit_before_head":       "Phải quyết định mức của đơn vị trước khi quyết định mức của người đứng đầu.",
	"units_not_proposed":     "Đề nghị chọn mức cho tất cả các đơn vị.",
	"unknown_choice":         "Phiếu có lựa chọn không hợp lệ.",
	"unknown_grade":          "Mức xếp loại không hợp lệ.",
	"wrong_list":             "Danh sách không khớp với những người đồng chí phải đề xuất hoặc quyết định.",
	"body_too_large":         "Nội dung gửi lên vượt quá 1 MB.",
	"invalid_request":        "Đề nghị kiểm tra lại các mục đã nhập: có mục bỏ trống hoặc quá dài.",
	"bad_text":               "Nội dung gửi lên có ký tự không đọc được.",
}

// Fault says a refusal: in Vietnamese by its code, in English by its own sentence.
func (p Page) Fault(code, text string) string {
	if p.Lang == English {
		return text
	}
	if vi, ok := faultTexts[code]; ok {
		return vi
	}
	return faultOther
}

// faultOther stands for a refusal that no page leads to by itself.
const faultOther = "Hệ thống từ chối yêu cầu này. Đề nghị báo Ban Tổ chức kèm mã lỗi."

// Refusal is a fault as a problem of the whole page.
func (p Page) Refusal(f *fault.Error) *Problem { return &Problem{Text: p.Fault(f.Code, f.Text)} }
