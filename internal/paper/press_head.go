package paper

import "strings"

// Where the two columns of a heading stand, in millimetres.
const (
	leftColumn  = 70.0
	rightColumn = lineWidth - leftColumn - 3
	rightAt     = marginLeft + leftColumn + 3
	starSize    = 14.0
)

// head draws the office with the number on the left, the national or Party heading with place and date on the right,
// and below them the title.
func (p *press) head(d Document) {
	left := p.leftHead(d)
	right := p.rightHead(d)
	p.pdf.SetXY(marginLeft, max(left, right)+4)
	if d.Status != "" {
		p.font("B", 13)
		p.framed(p.status)
		p.gap(3)
	}
	p.font("B", d.Office.Form.titleSize())
	p.text(strings.ToUpper(clean(d.Title)), "C", 0)
	if d.Subject != "" {
		p.font("B", textSize)
		p.text(d.Subject, "C", 0)
	}
	p.pdf.Line(pageWidth/2-12+7.5, p.pdf.GetY()+1, pageWidth/2+12+7.5, p.pdf.GetY()+1)
	p.gap(6)
}

// leftHead returns where it ends.
func (p *press) leftHead(d Document) float64 {
	size, style := d.Office.Form.smallHead(), ""
	y := marginTop
	for _, name := range []string{d.Office.Above, d.Office.Name} {
		if name == "" {
			continue
		}
		if name == d.Office.Name {
			style = "B"
		}
		p.font(style, size)
		for _, line := range p.wrap(strings.ToUpper(clean(name)), 0, leftColumn) {
			p.line(y, marginLeft, leftColumn, line, "C")
			y += p.height()
		}
	}
	if d.Office.Form == Party {
		p.font("", starSize)
		p.line(y, marginLeft, leftColumn, "*", "C")
		y += p.height()
	} else {
		p.pdf.Line(marginLeft+leftColumn/2-11, y+0.8, marginLeft+leftColumn/2+11, y+0.8)
		y += 2.5
	}
	if number := d.number(); number != "" {
		p.font("", size)
		p.line(y, marginLeft, leftColumn, number, "C")
		y += p.height()
	}
	return y
}

// rightHead returns where it ends.
func (p *press) rightHead(d Document) float64 {
	y := marginTop
	under := func(text, style string, size float64) {
		p.font(style, size)
		p.line(y, rightAt, rightColumn, text, "C")
		y += p.height()
	}
	rule := func(text string) {
		half := p.pdf.GetStringWidth(text) / 2
		middle := rightAt + rightColumn/2
		p.pdf.Line(middle-half, y+0.6, middle+half, y+0.6)
		y += 3
	}
	if d.Office.Form == Party {
		const party = "ĐẢNG CỘNG SẢN VIỆT NAM"
		under(party, "B", 15)
		rule(party)
	} else {
		const motto = "Độc lập - Tự do - Hạnh phúc"
		under("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "B", 12)
		under(motto, "B", 13)
		rule(motto)
	}
	under(clean(d.placeAndDate()), "I", d.Office.Form.smallHead())
	return y
}

// titleSize is that of the kind of document: 15 to 16 points for the Party, 13 to 14 for the State.
func (f Form) titleSize() float64 {
	if f == Party {
		return 15
	}
	return 14
}

// smallHead is the size of the office's name, the number, and the place and date: 14 points for the Party; for the State
// 12 to 13, 13, and 13 to 14.
func (f Form) smallHead() float64 {
	if f == Party {
		return 14
	}
	return 13
}

// onBehalfOf stands before the body for which somebody signs (thay mặt).
func (f Form) onBehalfOf() string {
	if f == Party {
		return "T/M "
	}
	return "TM. "
}

// framed writes a line in a frame over the whole width.
func (p *press) framed(text string) {
	lines := p.wrap(text, 0, lineWidth-6)
	top, height := p.pdf.GetY(), p.height()
	p.pdf.Rect(marginLeft, top, lineWidth, height*float64(len(lines))+2, "D")
	for i, line := range lines {
		p.line(top+1+height*float64(i), marginLeft, lineWidth, line, "C")
	}
	p.pdf.SetXY(marginLeft, top+height*float64(len(lines))+2)
}
