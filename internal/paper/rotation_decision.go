package paper

import (
	"fmt"
	"strings"
	"time"

	"canbo/internal/calendar"
)

// RotationDecision is the decision to rotate an official (quyết định luân chuyển cán bộ).
type RotationDecision struct {
	Office   Office
	Signer   Signature
	Number   string // such as 112-QĐ/HU
	Decided  calendar.Date
	Basis    []string // documents that it rests on
	Balloted calendar.Date
	Name     string
	Born     calendar.Date
	From, To string // posts
	Place    string
	Months   int
	Start    calendar.Date // first day in the post; the zero date before the handover
	Purpose  string
	Revoked  bool
	Recorded time.Time
}

// Document lays out the decision.
func (r RotationDecision) Document() Document {
	d := Document{
		Office: r.Office, Symbol: "QĐ", Number: r.Number, Dated: r.Decided, Title: "Quyết định", Subject: "Về việc luân chuyển cán bộ",
		Signatures: []Signature{r.Signer}, Recipients: []string{"Như Điều 3", "Lưu hồ sơ cán bộ"}, Recorded: r.Recorded,
	}
	if r.Revoked {
		d.Status = "ĐÃ THU HỒI"
	}
	for _, basis := range r.Basis {
		d.Blocks = append(d.Blocks, Paragraph{Text: "Căn cứ " + basis + ";", Italic: true})
	}
	if !r.Balloted.IsZero() {
		d.Blocks = append(d.Blocks, Paragraph{Text: fmt.Sprintf("Căn cứ kết quả bỏ phiếu kín của %s %s;", r.Office.Name, dayOf(r.Balloted)), Italic: true})
	}
	d.Blocks = append(d.Blocks,
		Paragraph{Text: "Xét nhu cầu công tác và năng lực, sở trường của cán bộ,", Italic: true},
		Enacting{strings.ToUpper(r.Office.Name) + " QUYẾT ĐỊNH:"},
		Paragraph{Text: "Điều 1. " + r.first()},
		Paragraph{Text: fmt.Sprintf(
			"Điều 2. Đồng chí %s thực hiện nhiệm vụ, quyền hạn của chức vụ được giao và được hưởng chế độ, chính sách đối với cán bộ luân chuyển theo quy định hiện hành. "+
				"Mục đích luân chuyển: %s.", r.Name, strings.TrimSuffix(strings.TrimSpace(r.Purpose), "."))},
		Paragraph{Text: fmt.Sprintf(
			"Điều 3. Cấp ủy, tập thể lãnh đạo nơi đi, nơi đến, các cơ quan có liên quan và đồng chí %s chịu trách nhiệm thi hành Quyết định này. "+
				"Quyết định có hiệu lực kể từ ngày ký.", r.Name)},
	)
	return d
}

func (r RotationDecision) first() string {
	born := ""
	if !r.Born.IsZero() {
		born = ", sinh ngày " + Day(r.Born)
	}
	since := "kể từ ngày bàn giao"
	if !r.Start.IsZero() {
		since = "kể từ " + dayOf(r.Start)
	}
	return fmt.Sprintf("Luân chuyển đồng chí %s%s, %s, giữ chức vụ %s (nơi đến: %s). Thời gian luân chuyển: %d tháng, %s.",
		r.Name, born, r.From, r.To, r.Place, r.Months, since)
}
