package paper

import (
	"fmt"
	"strings"
	"time"

	"canbo/internal/calendar"
)

// Minutes are the minutes of a review conference as its chair adopted them (biên bản hội nghị).
type Minutes struct {
	Office   Office
	Period   string
	Meeting  string
	Chair    string
	Members  []string
	Text     string
	Adopted  time.Time
	Entered  string // who entered them for the chair and from which paper; "" when the chair did
	Reviewed []string
}

// Document lays out the minutes; who took them signs beside the chair.
func (m Minutes) Document() Document {
	d := Document{
		Office: m.Office, Symbol: "BB", Dated: calendar.DateOf(m.Adopted), Title: "Biên bản hội nghị",
		Subject: "Kiểm điểm, đánh giá, xếp loại chất lượng cán bộ " + m.Period, Recorded: m.Adopted,
		Blocks: []Block{
			Field{"Thời gian, địa điểm", ""}, Field{"Hội nghị", m.Meeting}, Field{"Chủ trì", m.Chair}, Field{"Thư ký", ""},
			Heading{fmt.Sprintf("1. Thành phần: %d đồng chí được triệu tập", len(m.Members))}, Paragraph{Text: listOf(m.Members)},
			Heading{fmt.Sprintf("2. Cán bộ được kiểm điểm, đánh giá: %d đồng chí", len(m.Reviewed))}, Paragraph{Text: listOf(m.Reviewed)},
			Heading{"3. Nội dung"}, Paragraph{Text: m.Text},
		},
		Signatures: []Signature{{Role: "Thư ký"}, {Role: "Chủ trì", Name: m.Chair}},
	}
	if m.Entered != "" {
		d.Blocks = append(d.Blocks, Paragraph{Text: m.Entered, Italic: true})
	}
	return d
}

func listOf(names []string) string {
	if len(names) == 0 {
		return "Không có."
	}
	return strings.Join(names, "; ") + "."
}
