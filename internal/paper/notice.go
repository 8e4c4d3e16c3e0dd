package paper

import (
	"fmt"
	"time"

	"canbo/internal/calendar"
)

// Notice tells a person their result (thông báo kết quả đánh giá, xếp loại).
type Notice struct {
	Office        Office
	Signer        Signature
	Period        string
	Name          string
	Post, Unit    string
	Grade         string
	DecidedBy     string
	DecidedAt     time.Time
	External      string // document of a decision taken elsewhere; "" for none
	Grounds       []string
	Correction    bool      // it replaces an earlier result
	PetitionUntil time.Time // zero when no window is known
	Announced     bool
}

// Document lays out the notice; it is a draft before the announcement.
func (n Notice) Document() Document {
	d := Document{
		Office: n.Office, Symbol: "TB", Title: "Thông báo", Subject: "Kết quả đánh giá, xếp loại chất lượng cán bộ " + n.Period,
		Signatures: []Signature{n.Signer}, Recipients: []string{"Đồng chí " + n.Name, n.Unit, "Lưu"}, Recorded: n.DecidedAt,
	}
	if !n.Announced {
		d.Status = "DỰ THẢO - CHƯA CÔNG BỐ"
	}
	decided := fmt.Sprintf("%s đã xem xét, quyết định mức xếp loại chất lượng %s của đồng chí %s, %s, %s: %s.",
		n.DecidedBy, n.Period, n.Name, n.Post, n.Unit, n.Grade)
	if n.External != "" {
		decided += " Văn bản: " + n.External + "."
	}
	d.Blocks = append(d.Blocks, Field{"Kính gửi", "Đồng chí " + n.Name}, Paragraph{Text: decided})
	if n.Correction {
		d.Blocks = append(d.Blocks, Paragraph{Text: "Kết quả này thay thế kết quả đã thông báo trước đó; hồ sơ trước được giữ nguyên."})
	}
	if len(n.Grounds) > 0 {
		d.Blocks = append(d.Blocks, Heading{"Căn cứ xem xét"})
		for _, g := range n.Grounds {
			d.Blocks = append(d.Blocks, Paragraph{Text: "- " + g})
		}
	}
	if !n.PetitionUntil.IsZero() {
		until := n.PetitionUntil.In(calendar.Vietnam)
		d.Blocks = append(d.Blocks, Paragraph{Text: fmt.Sprintf(
			"Nếu không nhất trí với kết quả trên, đồng chí có quyền kiến nghị đến %s trước %s %s.",
			n.DecidedBy, until.Format("15 giờ 04 phút,"), dayOf(calendar.DateOf(n.PetitionUntil)))})
	}
	return d
}
