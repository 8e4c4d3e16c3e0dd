package paper

import (
	"time"

	"canbo/internal/evaluation"
)

// BallotSheet is the paper for a secret ballot that is held without this program (phiếu đề nghị xếp loại).
//
// Those on whom everybody votes stand on one list. Somebody on whom not everybody votes, such as a member on themself,
// has a slip of their own: on a list, the line that a voter leaves out would tell who the voter is.
type BallotSheet struct {
	Office    Office
	Period    string
	Meeting   string // whose ballot it is
	Boxes     []string
	Listed    []Voted
	Apart     []Voted
	Opened    time.Time
	WithGrade bool // the lists of grades given so far are known
}

// Voted is somebody who is voted on.
type Voted struct {
	Name, Post     string
	Self, Proposed string // labels of the grades given so far; "" for none
}

const secrecy = "Đánh dấu x vào một ô. Phiếu không có ô nào hoặc có từ hai ô được đánh dấu trở lên là phiếu không hợp lệ. Không ký tên."

// Document lays out one list, and the slips after it.
func (b BallotSheet) Document() Document {
	d := Document{
		Office: b.Office, Title: "Phiếu đề nghị xếp loại chất lượng cán bộ", Subject: b.Meeting + " - " + b.Period, Recorded: b.Opened,
		Foot: "Phiếu chỉ có giá trị khi đóng dấu hoặc có chữ ký của tổ kiểm phiếu ở góc trên bên trái.",
	}
	if len(b.Listed) > 0 {
		d.Blocks = append(d.Blocks, Paragraph{Text: secrecy + " Mỗi dòng là một đồng chí.", Italic: true}, b.list())
	}
	if len(b.Apart) > 0 {
		d.Blocks = append(d.Blocks, Paragraph{
			Text: "Các phiếu rời dưới đây được cắt ra; mỗi người nhận phiếu về từng đồng chí mà mình được bỏ phiếu, không nhận phiếu về chính mình.", Italic: true,
		})
	}
	for _, v := range b.Apart {
		d.Blocks = append(d.Blocks, Slip{
			Heading: "PHIẾU ĐỀ NGHỊ XẾP LOẠI", Lines: v.lines(), Boxes: b.Boxes, Note: secrecy,
		})
	}
	return d
}

func (b BallotSheet) list() Table {
	t := Table{Columns: []Column{numberColumn(), textColumn("Họ và tên, chức vụ", 34)}}
	if b.WithGrade {
		t.Columns = append(t.Columns, textColumn("Tự xếp loại", 13), textColumn("Đơn vị đề xuất", 13))
	}
	for _, box := range b.Boxes {
		t.Columns = append(t.Columns, Column{Head: evaluation.Label{VI: box}, Kind: Mark, Width: 13})
	}
	for i, v := range b.Listed {
		row := []any{i + 1, v.Name + "\n" + v.Post}
		if b.WithGrade {
			row = append(row, v.Self, v.Proposed)
		}
		for range b.Boxes {
			row = append(row, nil)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (v Voted) lines() []string {
	lines := []string{"Họ và tên: " + v.Name, "Chức vụ: " + v.Post}
	if v.Self != "" {
		lines = append(lines, "Tự xếp loại: "+v.Self)
	}
	if v.Proposed != "" {
		lines = append(lines, "Đơn vị đề xuất: "+v.Proposed)
	}
	return lines
}

func numberColumn() Column {
	return Column{Head: evaluation.Label{VI: "STT", EN: "No."}, Kind: Number, Width: 6}
}

func textColumn(head string, width int) Column {
	return Column{Head: evaluation.Label{VI: head}, Kind: Text, Width: width}
}
