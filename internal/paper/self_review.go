package paper

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"canbo/internal/calendar"
)

// SelfReview is a self-review as its author filed it (bản kiểm điểm cá nhân).
type SelfReview struct {
	Office  Office
	Period  string // such as năm 2018
	Name    string
	Post    string
	Unit    string
	Levels  []Rated           // by criterion; none where the policy rates by points
	Points  *Points           // nil where the policy rates by criteria
	Texts   map[string]string // by section: strengths, limits, remedies, direction
	Answers []Answered        // to the points that the superior body has named
	Grade   string
	FiledAt time.Time
	Entered string // who entered it for the author and from which paper; "" when the author filed it
}

// Rated is something with what it was rated.
type Rated struct{ What, Rating string }

// Answered is a point that the author was asked to answer, with the answer.
type Answered struct{ Point, Answer string }

// Points is a self-score in tenths of a point.
type Points struct{ GeneralTenths, ResultsTenths int }

var sections = []struct{ key, heading string }{
	{"strengths", "Ưu điểm, kết quả đạt được"},
	{"limits", "Hạn chế, khuyết điểm và nguyên nhân"},
	{"remedies", "Biện pháp khắc phục hạn chế, khuyết điểm"},
	{"direction", "Phương hướng, nhiệm vụ thời gian tới"},
}

// Document lays out the form of leaders (02B of Instruction 21-HD/BTCTW of 2019, whose wording was not at hand).
func (r SelfReview) Document() Document {
	d := Document{
		Office: r.Office, Dated: calendar.DateOf(r.FiledAt), Title: "Bản kiểm điểm cá nhân", Subject: "Kiểm điểm, đánh giá, xếp loại chất lượng " + r.Period,
		Recorded: r.FiledAt,
		Blocks: []Block{
			Field{"Họ và tên", r.Name}, Field{"Ngày sinh", ""}, Field{"Chức vụ", r.Post}, Field{"Đơn vị công tác", r.Unit}, Field{"Chi bộ", ""},
		},
		Signatures: []Signature{{Role: "Người tự kiểm điểm", Name: r.Name}},
	}
	number := 0
	heading := func(text string) {
		number++
		d.Blocks = append(d.Blocks, Heading{fmt.Sprintf("%d. %s", number, text)})
	}
	texts := maps.Clone(r.Texts)
	section := func(key, title string) {
		text := texts[key]
		delete(texts, key)
		heading(title)
		if text == "" {
			text = "Không có nội dung."
		}
		d.Blocks = append(d.Blocks, Paragraph{Text: text})
	}
	for _, s := range sections {
		section(s.key, s.heading)
	}
	for _, key := range slices.Sorted(maps.Keys(texts)) { // of a form that has more sections than ours
		section(key, key)
	}
	if len(r.Answers) > 0 {
		heading("Giải trình những vấn đề được gợi ý kiểm điểm")
		for i, a := range r.Answers {
			d.Blocks = append(d.Blocks, Paragraph{Text: fmt.Sprintf("%d.%d. %s", number, i+1, a.Point), Italic: true}, Paragraph{Text: a.Answer})
		}
	}
	switch {
	case r.Points != nil:
		heading("Tự chấm điểm")
		d.Blocks = append(d.Blocks, Table{
			Columns: []Column{textColumn("Nội dung", 40), textColumn("Điểm", 12)},
			Rows: [][]any{
				{"Tiêu chí chung", tenths(r.Points.GeneralTenths)}, {"Kết quả thực hiện nhiệm vụ", tenths(r.Points.ResultsTenths)},
				{"Tổng cộng", tenths(r.Points.GeneralTenths + r.Points.ResultsTenths)},
			},
		})
	case len(r.Levels) > 0:
		heading("Tự đánh giá về các tiêu chí")
		t := Table{Columns: []Column{textColumn("Tiêu chí", 40), textColumn("Cấp độ tự đánh giá", 20)}}
		for _, l := range r.Levels {
			t.Rows = append(t.Rows, []any{l.What, l.Rating})
		}
		d.Blocks = append(d.Blocks, t)
	}
	heading("Tự nhận mức xếp loại chất lượng")
	d.Blocks = append(d.Blocks, Paragraph{Text: r.Grade + "."})
	if r.Entered != "" {
		d.Blocks = append(d.Blocks, Paragraph{Text: r.Entered, Italic: true})
	}
	return d
}

// tenths writes tenths of a point with the decimal comma.
func tenths(n int) string { return fmt.Sprintf("%d,%d", n/10, n%10) }
