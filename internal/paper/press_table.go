package paper

import (
	"slices"
	"strings"
)

// cellPadding is in millimetres.
const cellPadding = 1.2

// draw flows the table over pages; each page repeats its head. A row stays on one page unless it is longer than one.
func (t Table) draw(p *press) {
	if t.Title.VI != "" {
		Heading{t.Title.VI}.draw(p)
	}
	p.gap(1)
	heads, rows := t.texts()
	p.font("B", tableSize)
	widths := t.widths(p, append([][]string{heads}, rows...))
	head := func() {
		p.font("B", tableSize)
		p.row(p.cells(heads, widths), widths, t.aligns(true))
		p.font("", tableSize)
	}
	p.need(3 * p.rowHeight(p.cells(heads, widths)))
	head()
	aligns := t.aligns(false)
	for _, row := range rows {
		p.flow(p.cells(row, widths), widths, aligns, head)
	}
	if len(rows) == 0 {
		p.row([][]string{{"(không có)"}}, []float64{lineWidth}, []string{"C"})
	}
	p.gap(3)
}

func (t Table) texts() (heads []string, rows [][]string) {
	for _, c := range t.Columns {
		heads = append(heads, c.Head.VI)
	}
	for _, row := range t.Rows {
		texts := make([]string, len(row))
		for i, cell := range row {
			texts[i] = cellText(cell)
		}
		rows = append(rows, texts)
	}
	return heads, rows
}

// flow draws a row, on the next page when this one has no room, in parts when no page has.
func (p *press) flow(cells [][]string, widths []float64, aligns []string, head func()) {
	room := pageHeight - marginBottom - p.pdf.GetY()
	if height := p.rowHeight(cells); height > room {
		p.newPage()
		head()
		room = pageHeight - marginBottom - p.pdf.GetY()
	}
	most := int((room - 2*cellPadding) / p.height())
	for longest(cells) > most {
		first, rest := split(cells, most)
		p.row(first, widths, aligns)
		p.newPage()
		head()
		cells = rest
	}
	p.row(cells, widths, aligns)
}

// split divides the lines of a row after so many lines.
func split(cells [][]string, after int) (first, rest [][]string) {
	for _, lines := range cells {
		cut := min(after, len(lines))
		first, rest = append(first, lines[:cut]), append(rest, lines[cut:])
	}
	return first, rest
}

func longest(cells [][]string) int {
	most := 1
	for _, lines := range cells {
		most = max(most, len(lines))
	}
	return most
}

func (p *press) rowHeight(cells [][]string) float64 {
	return float64(longest(cells))*p.height() + 2*cellPadding
}

// cells wraps the texts of a row into their columns.
func (p *press) cells(texts []string, widths []float64) [][]string {
	out := make([][]string, len(texts))
	for i, text := range texts {
		out[i] = p.paragraphs(text, widths[i]-2*cellPadding)
	}
	return out
}

func (p *press) row(cells [][]string, widths []float64, aligns []string) {
	x, y, height := marginLeft, p.pdf.GetY(), p.rowHeight(cells)
	for i, lines := range cells {
		p.pdf.Rect(x, y, widths[i], height, "D")
		top := y + cellPadding
		if aligns[i] == "C" {
			top = y + (height-float64(len(lines))*p.height())/2
		}
		for j, line := range lines {
			p.line(top+float64(j)*p.height(), x+cellPadding, widths[i]-2*cellPadding, line, aligns[i])
		}
		x += widths[i]
	}
	p.pdf.SetXY(marginLeft, y+height)
}

// widths gives each column room for its longest word where there is enough, and shares the rest of the line among the
// columns of text by the widths that they ask for; among all where none is of text.
func (t Table) widths(p *press, rows [][]string) []float64 {
	out := make([]float64, len(t.Columns))
	shares := make([]float64, len(t.Columns))
	needed, asked := 0.0, 0.0
	hasText := slices.ContainsFunc(t.Columns, func(c Column) bool { return c.Kind == Text })
	for i, c := range t.Columns {
		for _, row := range rows {
			for word := range strings.FieldsSeq(clean(row[i])) {
				out[i] = max(out[i], p.pdf.GetStringWidth(word)+2*cellPadding+0.1)
			}
		}
		out[i] = min(out[i], lineWidth/3)
		needed += out[i]
		if c.Kind == Text || !hasText {
			shares[i] = float64(c.width())
		}
		asked += shares[i]
	}
	for i := range out {
		if needed > lineWidth {
			out[i] *= lineWidth / needed
			continue
		}
		out[i] += (lineWidth - needed) * shares[i] / asked
	}
	return out
}

// aligns centres heads, and whatever is not text.
func (t Table) aligns(head bool) []string {
	out := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		out[i] = "C"
		if c.Kind == Text && !head {
			out[i] = "L"
		}
	}
	return out
}
