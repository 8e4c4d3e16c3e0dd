package paper

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/text/unicode/norm"
)

// Measures of an A4 page in millimetres, within the ranges of both forms, and of type in points.
const (
	pageWidth    = 210.0
	pageHeight   = 297.0
	marginLeft   = 30.0
	marginRight  = 15.0
	marginTop    = 20.0
	marginBottom = 20.0
	lineWidth    = pageWidth - marginLeft - marginRight
	indent       = 10.0
	pageNumberAt = 10.0

	textSize    = 14.0
	tableSize   = 11.5
	smallSize   = 11.0
	lineSpacing = 1.2
	pointMM     = 25.4 / 72
)

const family = "serif"

// press draws a document from top to bottom; it knows where it is on the page.
type press struct {
	pdf    *fpdf.Fpdf
	status string
}

// PDF draws a document. The same document gives the same bytes.
func (d Document) PDF() ([]byte, error) {
	p := newPress(d)
	p.pdf.AddPage()
	p.head(d)
	for _, b := range d.Blocks {
		b.draw(p)
	}
	p.sign(d)
	if d.Foot != "" {
		p.foot(d.Foot)
	}
	var out bytes.Buffer
	if err := p.pdf.Output(&out); err != nil {
		return nil, fmt.Errorf("draw %q: %w", d.Title, err)
	}
	return out.Bytes(), nil
}

// foot writes the small print, all of it on one page: its last lines may stand in the lower margin.
func (p *press) foot(text string) {
	p.gap(4)
	p.font("I", smallSize)
	lines := p.paragraphs(text, lineWidth)
	p.need(p.height()*float64(len(lines)) - marginBottom/2)
	for _, line := range lines {
		p.line(p.pdf.GetY(), marginLeft, lineWidth, line, "L")
		p.pdf.SetXY(marginLeft, p.pdf.GetY()+p.height())
	}
}

func newPress(d Document) *press {
	pdf := fpdf.New("P", "mm", "A4", "")
	p := &press{pdf: pdf, status: clean(d.Status)}
	pdf.SetCatalogSort(true)
	recorded := d.Recorded.UTC()
	if recorded.IsZero() { // for which the library would take the time of day
		recorded = time.Unix(0, 0).UTC()
	}
	pdf.SetCreationDate(recorded)
	pdf.SetModificationDate(recorded)
	pdf.SetProducer("canbo", false)
	pdf.SetTitle(clean(d.Title), true)
	pdf.SetLang("vi")
	pdf.AddUTF8FontFromBytes(family, "", regular)
	pdf.AddUTF8FontFromBytes(family, "B", bold)
	pdf.AddUTF8FontFromBytes(family, "I", italic)
	pdf.AddUTF8FontFromBytes(family, "BI", boldItalic)
	pdf.SetMargins(marginLeft, marginTop, marginRight)
	pdf.SetCellMargin(0)
	pdf.SetAutoPageBreak(false, marginBottom)
	pdf.SetHeaderFunc(p.pageHead)
	pdf.SetLineWidth(0.2)
	return p
}

// pageHead numbers every page but the first, and says on each that a document is not final.
func (p *press) pageHead() {
	if page := p.pdf.PageNo(); page > 1 {
		p.font("", textSize)
		p.line(pageNumberAt, marginLeft, lineWidth, strconv.Itoa(page), "C")
		if p.status != "" {
			p.font("B", smallSize)
			p.line(pageNumberAt, marginLeft, lineWidth, p.status, "R")
		}
	}
	p.pdf.SetXY(marginLeft, marginTop)
}

func (p *press) font(style string, size float64) { p.pdf.SetFont(family, style, size) }

// height is that of a line in the current font.
func (p *press) height() float64 {
	size, _ := p.pdf.GetFontSize()
	return size * pointMM * lineSpacing
}

// need begins a new page unless the page has room for a height.
func (p *press) need(height float64) {
	if p.pdf.GetY()+height > pageHeight-marginBottom {
		p.newPage()
	}
}

// newPage keeps the current font, which the head of the page changes.
func (p *press) newPage() {
	size, _ := p.pdf.GetFontSize()
	style := p.pdf.GetFontStyle()
	p.pdf.AddPage()
	p.font(style, size)
}

func (p *press) gap(mm float64) { p.pdf.SetY(p.pdf.GetY() + mm) }

// line writes one line that begins at a place; it does not move on.
func (p *press) line(y, x, width float64, text, align string) {
	p.pdf.SetXY(x, y)
	p.pdf.CellFormat(width, p.height(), text, "", 0, align, false, 0, "")
}

// text writes lines over the whole width and moves on. Align is L, C, R or J.
func (p *press) text(text, align string, first float64) {
	for paragraph := range strings.SplitSeq(clean(text), "\n") {
		lines := p.wrap(paragraph, first, lineWidth)
		for i, line := range lines {
			p.need(p.height())
			x, how := marginLeft, align
			if i == 0 {
				x += first
			}
			if how == "J" && i == len(lines)-1 {
				how = "L"
			}
			p.line(p.pdf.GetY(), x, pageWidth-marginRight-x, line, how)
			p.pdf.SetXY(marginLeft, p.pdf.GetY()+p.height())
		}
	}
}

// paragraphs wraps a text whose line ends are kept.
func (p *press) paragraphs(text string, width float64) []string {
	var lines []string
	for paragraph := range strings.SplitSeq(clean(text), "\n") {
		lines = append(lines, p.wrap(paragraph, 0, width)...)
	}
	return lines
}

// wrap breaks a paragraph into lines that fit into a width, the first one indented. A word that is too long for a line
// is broken where it must be.
func (p *press) wrap(paragraph string, first, width float64) []string {
	var lines []string
	line, room := "", width-first
	flush := func() {
		lines = append(lines, line)
		line, room = "", width
	}
	for word := range strings.FieldsSeq(paragraph) {
		joined := word
		if line != "" {
			joined = line + " " + word
		}
		if p.pdf.GetStringWidth(joined) <= room {
			line = joined
			continue
		}
		if line != "" {
			flush()
		}
		for p.pdf.GetStringWidth(word) > room {
			cut := p.fitting(word, room)
			line = word[:cut]
			word = word[cut:]
			flush()
		}
		line = word
	}
	if line != "" || len(lines) == 0 {
		flush()
	}
	return lines
}

// fitting returns how many bytes of a word fit, at least one letter.
func (p *press) fitting(word string, room float64) int {
	fits := 0
	for i := range word {
		if i > 0 && p.pdf.GetStringWidth(word[:i]) > room {
			break
		}
		fits = i
	}
	for fits == 0 || (fits < len(word) && word[fits]&0xC0 == 0x80) {
		fits++
	}
	return fits
}

// clean makes a text drawable: composed (the font has no marks to put on letters), without control characters, and
// with a sign in the place of what the font's tables cannot hold.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\r' || r == '\uFEFF':
			return -1
		case unicode.IsSpace(r) || unicode.IsControl(r):
			return ' '
		case r >= 0xFFFE:
			return '\uFFFD'
		default:
			return r
		}
	}, norm.NFC.String(text))
}
