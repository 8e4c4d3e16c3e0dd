package paper

import (
	"fmt"
	"time"

	"canbo/internal/calendar"
	"canbo/internal/evaluation"
)

// PlanningList is a version of a planning list with what it changed (danh sách quy hoạch).
type PlanningList struct {
	Office    Office
	Signer    Signature
	Name      string
	Term      string // such as 2020 - 2025
	Version   int
	Current   bool
	Decision  string // number of the decision that published it; "" when it is not held
	Entries   []PlanEntry
	Changes   []PlanChange
	Published time.Time
}

// PlanEntry is a person prepared for a position.
type PlanEntry struct {
	Name, Position string
	Order, Tier    int
	External       bool
	Decision       string
	Decided        calendar.Date
}

// PlanChange is a difference from the version before. Kind is added, removed or moved.
type PlanChange struct{ Kind, Name, Position, Reason, Note string }

var changeKinds = map[string]string{"added": "Bổ sung", "removed": "Đưa ra khỏi quy hoạch", "moved": "Thay đổi thứ tự, đối tượng"}

// Document lays out the list and the difference. A version that another one has replaced says so.
func (l PlanningList) Document() Document {
	d := Document{
		Office: l.Office, Title: "Danh sách quy hoạch", Subject: fmt.Sprintf("%s (nhiệm kỳ %s)", l.Name, l.Term),
		Signatures: []Signature{l.Signer}, Recipients: []string{"Cấp ủy và cơ quan tham mưu có liên quan", "Lưu"}, Recorded: l.Published,
	}
	switch {
	case l.Version == 0:
		d.Status = "CHƯA CÓ PHIÊN BẢN NÀO ĐƯỢC CÔNG BỐ"
		return d
	case !l.Current:
		d.Status = "PHIÊN BẢN TRƯỚC - ĐÃ ĐƯỢC THAY THẾ"
	}
	version := fmt.Sprintf("số %d, công bố %s", l.Version, dayOf(calendar.DateOf(l.Published)))
	d.Blocks = []Block{Field{"Phiên bản", version}, Field{"Kèm theo quyết định", l.Decision}, l.entries(), l.changes()}
	return d
}

func (l PlanningList) entries() Table {
	t := Table{
		Title: evaluation.Label{VI: fmt.Sprintf("I. Danh sách: %d lượt chức danh", len(l.Entries))},
		Columns: []Column{
			numberColumn(), textColumn("Họ và tên", 24), textColumn("Chức danh quy hoạch", 30), {Head: evaluation.Label{VI: "Thứ tự"}, Kind: Number, Width: 8},
			{Head: evaluation.Label{VI: "Đối tượng"}, Kind: Number, Width: 9}, textColumn("Nguồn", 11), textColumn("Quyết định", 18),
		},
	}
	for i, e := range l.Entries {
		source := "Tại chỗ"
		if e.External {
			source = "Nơi khác"
		}
		decision := e.Decision
		if day := Day(e.Decided); day != "" {
			decision += "\n" + day
		}
		t.Rows = append(t.Rows, []any{i + 1, e.Name, e.Position, e.Order, e.Tier, source, decision})
	}
	return t
}

func (l PlanningList) changes() Table {
	t := Table{
		Title: evaluation.Label{VI: "II. Thay đổi so với phiên bản trước"},
		Columns: []Column{
			numberColumn(), textColumn("Thay đổi", 16), textColumn("Họ và tên", 24), textColumn("Chức danh", 26), textColumn("Lý do", 34),
		},
	}
	for i, c := range l.Changes {
		kind := c.Kind
		if vi, known := changeKinds[kind]; known {
			kind = vi
		}
		reason := c.Reason
		if c.Note != "" {
			if reason != "" {
				reason += ": "
			}
			reason += c.Note
		}
		t.Rows = append(t.Rows, []any{i + 1, kind, c.Name, c.Position, reason})
	}
	return t
}
