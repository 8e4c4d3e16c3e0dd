package paper

import (
	"cmp"
	"slices"
	"strings"
)

func (h Heading) draw(p *press) {
	p.font("B", textSize)
	p.gap(1)
	p.need(p.height() * 3) // a heading does not end a page
	p.text(h.Heading, "L", indent)
}

func (e Enacting) draw(p *press) {
	p.font("B", textSize)
	p.gap(1)
	p.need(p.height() * 3)
	p.text(e.Enacting, "C", 0)
	p.gap(1)
}

func (t Paragraph) draw(p *press) {
	style := ""
	if t.Italic {
		style = "I"
	}
	p.font(style, textSize)
	p.text(t.Text, "J", indent)
	p.gap(1)
}

func (f Field) draw(p *press) {
	p.font("", textSize)
	label := f.Label + ": "
	if f.Value != "" {
		p.text(label+f.Value, "L", indent)
		return
	}
	p.need(p.height())
	label = clean(label)
	room := lineWidth - indent - p.pdf.GetStringWidth(label)
	p.text(label+strings.Repeat(".", max(3, int(room/p.pdf.GetStringWidth(".")))), "L", indent)
}

// Measures of a slip in millimetres.
const (
	slipPadding = 3.0
	boxSize     = 5.0
)

func (s Slip) draw(p *press) {
	p.font("", 13)
	inner := lineWidth - 2*slipPadding
	var lines []string
	for _, l := range s.Lines {
		lines = append(lines, p.wrap(clean(l), 0, inner)...)
	}
	boxes := p.slipBoxes(s.Boxes, inner)
	note := p.wrap(clean(s.Note), 0, inner)
	height := p.height()*float64(1+len(lines)+len(note)) + float64(len(boxes))*(boxSize+2.5) + 2*slipPadding + 4
	p.need(height + 6)
	top := p.pdf.GetY()
	p.pdf.SetDashPattern([]float64{2, 1.5}, 0)
	p.pdf.Rect(marginLeft, top, lineWidth, height, "D")
	p.pdf.SetDashPattern(nil, 0)
	y := top + slipPadding
	write := func(style, text, align string) {
		p.font(style, 13)
		p.line(y, marginLeft+slipPadding, inner, text, align)
		y += p.height()
	}
	write("B", clean(s.Heading), "C")
	for _, l := range lines {
		write("", l, "L")
	}
	y += 2
	for _, row := range boxes {
		for _, b := range row {
			p.pdf.Rect(marginLeft+slipPadding+b.at, y, boxSize, boxSize, "D")
			p.font("", 13)
			p.line(y, marginLeft+slipPadding+b.at+boxSize+2, inner, b.text, "L")
		}
		y += boxSize + 2.5
	}
	for _, l := range note {
		write("I", l, "L")
	}
	p.pdf.SetXY(marginLeft, top+height+6)
}

type slipBox struct {
	at   float64
	text string
}

// slipBoxes sets the boxes side by side, as many in a row as fit.
func (p *press) slipBoxes(texts []string, width float64) [][]slipBox {
	var rows [][]slipBox
	at := width
	for _, text := range texts {
		text = clean(text)
		needs := boxSize + 2 + p.pdf.GetStringWidth(text) + 6
		if len(rows) == 0 || at+needs > width {
			rows, at = append(rows, nil), 0
		}
		last := len(rows) - 1
		rows[last] = append(rows[last], slipBox{at, text})
		at += needs
	}
	return rows
}

// signRoom is left for a signature and a seal, in millimetres.
const signRoom = 25.0

// sign draws the recipients on the left and the signatures beside each other; one signature stands on the right. They
// stay on one page.
func (p *press) sign(d Document) {
	if len(d.Signatures) == 0 {
		return
	}
	columns := max(2, len(d.Signatures))
	width := lineWidth / float64(columns)
	p.font("", textSize)
	tallest := signRoom + 6*p.height()
	p.gap(4)
	p.need(tallest)
	top := p.pdf.GetY()
	heads := make([]float64, len(d.Signatures))
	at := func(i int) float64 { return marginLeft + width*float64(columns-len(d.Signatures)+i) }
	for i, s := range d.Signatures {
		heads[i] = p.signatureHead(d.Office.Form, s, top, at(i), width)
	}
	bottom := top
	for i, s := range d.Signatures { // the names stand beside each other, however long the roles are
		bottom = max(bottom, p.signatureName(s, slices.Max(heads)+signRoom, at(i), width))
	}
	if len(d.Recipients) > 0 {
		y := top
		if len(d.Signatures) > 1 {
			y = bottom + 4
		}
		p.pdf.SetXY(marginLeft, y)
		p.recipients(d, width)
		bottom = max(bottom, p.pdf.GetY())
	}
	p.pdf.SetXY(marginLeft, bottom)
}

// signatureHead says for whom and as what somebody signs, and returns where it ends.
func (p *press) signatureHead(form Form, s Signature, y, x, width float64) float64 {
	p.font("B", form.smallHead())
	if s.For != "" {
		y = p.centred(form.onBehalfOf()+strings.ToUpper(s.For), y, x, width)
	}
	y = p.centred(strings.ToUpper(s.Role), y, x, width)
	p.font("I", 12)
	return p.centred("(Ký, ghi rõ họ tên)", y, x, width)
}

// signatureName is who signs, or a blank. It returns where it ends.
func (p *press) signatureName(s Signature, y, x, width float64) float64 {
	p.font("B", textSize)
	return p.centred(cmp.Or(s.Name, blank+blank+blank), y, x, width)
}

// centred writes a text in the middle of a column, and returns where it ends.
func (p *press) centred(text string, y, x, width float64) float64 {
	for _, line := range p.wrap(clean(text), 0, width-2) {
		p.line(y, x, width, line, "C")
		y += p.height()
	}
	return y
}

func (p *press) recipients(d Document, width float64) {
	style, size := "BI", 12.0
	if d.Office.Form == Party {
		style, size = "U", 14
	}
	p.font(style, size)
	p.need(p.height() + float64(len(d.Recipients))*5)
	p.line(p.pdf.GetY(), marginLeft, width, "Nơi nhận:", "L")
	p.pdf.SetXY(marginLeft, p.pdf.GetY()+p.height())
	p.font("", smallSize)
	for i, r := range d.Recipients {
		end := ";"
		if i == len(d.Recipients)-1 {
			end = "."
		}
		for _, line := range p.wrap("- "+clean(r)+end, 0, width-2) {
			p.line(p.pdf.GetY(), marginLeft, width, line, "L")
			p.pdf.SetXY(marginLeft, p.pdf.GetY()+p.height())
		}
	}
}
