package paper

import (
	"fmt"
	"time"

	"canbo/internal/evaluation"
)

// Results is the list of the results of a cycle, of a body or of a unit (danh sách kết quả đánh giá, xếp loại).
type Results struct {
	Office    Office
	Signer    Signature
	Period    string
	Scope     string // whose officials they are; "" for the whole cycle
	Grades    []string
	Rows      []Result
	Graded    bool // the reader may see decided grades; else it is a list of proposals
	Decided   bool // everybody has a decided grade
	Announced bool // and all of them are announced
	Recorded  time.Time
}

// Result is a line of the list. The grades are labels; "" while there is none.
type Result struct{ Name, Post, Unit, Self, Proposed, Grade string }

// Document lays out the list, with how many have which grade. It is a draft before the announcement.
func (r Results) Document() Document {
	d := Document{
		Office: r.Office, Symbol: "DS", Title: "Danh sách", Subject: "Kết quả đánh giá, xếp loại chất lượng cán bộ " + r.Period,
		Signatures: []Signature{r.Signer}, Recipients: []string{"Các đơn vị, cá nhân có tên", "Lưu"}, Recorded: r.Recorded,
	}
	switch {
	case !r.Graded:
		d.Subject = "Tự xếp loại và đề xuất xếp loại chất lượng cán bộ " + r.Period
	case !r.Decided:
		d.Status = "DỰ THẢO - CHƯA CÓ QUYẾT ĐỊNH CỦA CẤP CÓ THẨM QUYỀN"
	case !r.Announced:
		d.Status = "DỰ THẢO - CHƯA CÔNG BỐ"
	}
	if r.Scope != "" {
		d.Blocks = append(d.Blocks, Field{"Phạm vi", r.Scope})
	}
	d.Blocks = append(d.Blocks, r.table())
	if r.Graded && r.Decided {
		d.Blocks = append(d.Blocks, r.summary())
	}
	return d
}

func (r Results) table() Table {
	t := Table{Columns: []Column{
		numberColumn(), textColumn("Họ và tên", 24), textColumn("Chức vụ, đơn vị", 36), textColumn("Tự xếp loại", 17), textColumn("Đơn vị đề xuất", 17),
	}}
	if r.Graded {
		t.Columns = append(t.Columns, textColumn("Mức xếp loại", 17))
	}
	for i, row := range r.Rows {
		cells := []any{i + 1, row.Name, row.Post + "\n" + row.Unit, row.Self, row.Proposed}
		if r.Graded {
			cells = append(cells, row.Grade)
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}

func (r Results) summary() Table {
	counts := map[string]int{}
	for _, row := range r.Rows {
		counts[row.Grade]++
	}
	t := Table{
		Title:   evaluation.Label{VI: fmt.Sprintf("Tổng hợp: %d đồng chí", len(r.Rows))},
		Columns: []Column{textColumn("Mức xếp loại", 40), {Head: evaluation.Label{VI: "Số người"}, Kind: Number, Width: 12}},
	}
	for _, g := range r.Grades {
		t.Rows = append(t.Rows, []any{g, counts[g]})
	}
	return t
}
