package paper

import (
	"fmt"
	"time"

	"canbo/internal/ballot"
	"canbo/internal/calendar"
	"canbo/internal/evaluation"
)

// CountRecord is the record of a counted ballot (biên bản kiểm phiếu).
type CountRecord struct {
	Office      Office
	Period      string
	Meeting     string
	Count       ballot.Count
	Names       map[string]string           // of subjects, by code
	Choices     map[string]evaluation.Label // of boxes, by code
	Chair       string
	Tellers     []string // the first counted, the second confirms
	Confirmed   string   // what the second teller wrote; "" while the count is not confirmed
	ConfirmedAt time.Time
	Recorded    time.Time
}

// Document lays out the record with the figures of the meeting, a line for each subject, and the hash of the record.
func (r CountRecord) Document() Document {
	c := r.Count
	how := "Bỏ phiếu kín trên hệ thống, kiểm phiếu tự động."
	if c.OnPaper {
		how = "Bỏ phiếu kín bằng phiếu giấy, kiểm phiếu thủ công."
	}
	d := Document{
		Office: r.Office, Symbol: "BB", Title: "Biên bản kiểm phiếu", Subject: "Đề nghị xếp loại chất lượng cán bộ " + r.Period, Recorded: r.Recorded,
		Blocks: []Block{
			Field{"Hội nghị", r.Meeting}, Field{"Hình thức", how},
			Heading{"1. Số người và số phiếu"},
			Paragraph{Text: fmt.Sprintf("Số người được triệu tập: %d. Số người có mặt: %d. Số người nhận phiếu: %d.", c.Convened, c.Present, c.Issued)},
			Paragraph{Text: "Người được đánh giá không bỏ phiếu về chính mình, nên số phiếu về từng đồng chí có thể ít hơn số người nhận phiếu.", Italic: true},
			Heading{"2. Kết quả kiểm phiếu"}, r.table(),
		},
		Foot: "Mã băm SHA-256 của kết quả kiểm phiếu: " + c.Hash() + ". Biên bản này được lập thành 03 bản.",
		Signatures: []Signature{
			{Role: "Thành viên tổ kiểm phiếu", Name: at(r.Tellers, 1)}, {Role: "Tổ trưởng tổ kiểm phiếu", Name: at(r.Tellers, 0)}, {Role: "Chủ trì hội nghị", Name: r.Chair},
		},
	}
	if r.Confirmed == "" {
		d.Status = "CHƯA ĐƯỢC TỔ KIỂM PHIẾU XÁC NHẬN"
		return d
	}
	d.Dated = calendar.DateOf(r.ConfirmedAt)
	d.Blocks = append(d.Blocks, Heading{"3. Xác nhận của tổ kiểm phiếu"}, Paragraph{Text: r.Confirmed})
	return d
}

func (r CountRecord) table() Table {
	t := Table{Columns: []Column{numberColumn(), textColumn("Họ và tên", 26)}}
	for _, head := range []string{"Phát ra", "Thu về", "Hợp lệ", "Không hợp lệ"} {
		t.Columns = append(t.Columns, Column{Head: evaluation.Label{VI: head}, Kind: Number, Width: 9})
	}
	if len(r.Count.Subjects) == 0 {
		return t
	}
	for _, box := range r.Count.Subjects[0].Boxes {
		t.Columns = append(t.Columns, Column{Head: evaluation.Label{VI: r.choice(box.Choice).VI}, Kind: Number, Width: 13})
	}
	for i, s := range r.Count.Subjects {
		row := []any{i + 1, r.name(s.Subject), s.Issued, s.Collected, s.Valid, s.Invalid}
		for _, box := range s.Boxes {
			row = append(row, box.Votes)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (r CountRecord) name(code string) string {
	if name := r.Names[code]; name != "" {
		return name
	}
	return code
}

func (r CountRecord) choice(code string) evaluation.Label {
	if l, known := r.Choices[code]; known {
		return l
	}
	return evaluation.Label{VI: code, EN: code}
}

func at(list []string, i int) string {
	if i < len(list) {
		return list[i]
	}
	return ""
}
