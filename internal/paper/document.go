package paper

import (
	"fmt"
	"time"

	"canbo/internal/calendar"
)

// Form is whose layout a document has.
type Form string

// The forms of documents.
const (
	Party Form = "party" // Instruction 36-HD/VPTW
	State Form = "state" // Decree 30/2020/NĐ-CP
)

// Office is who issues a document.
type Office struct {
	Form  Form
	Above string // the office above it; "" when it is not named
	Name  string
	Place string // such as Khuổi Mơ; "" leaves a blank
}

// Document is an official document, ready to be drawn. Texts are Vietnamese, in any normal form.
type Document struct {
	Office     Office
	Symbol     string        // kind of document in its number, such as BB; "" for a paper without a number
	Number     string        `json:",omitempty"` // the whole number of a document that has one, such as 112-QĐ/HU
	Dated      calendar.Date // the zero date leaves blanks
	Title      string        // BIÊN BẢN KIỂM PHIẾU
	Subject    string        // what it is about, below the title
	Status     string        // why it is not final, such as DỰ THẢO; it stands on every page
	Blocks     []Block
	Signatures []Signature
	Recipients []string
	Foot       string    // small print at the end, such as the hash of a record
	Recorded   time.Time // when the record came about; the date of the file
}

// Block is a part of the text of a document: Heading, Enacting, Paragraph, Field, Table, Slip.
type Block interface{ draw(p *press) }

// Heading begins a section.
type Heading struct{ Heading string }

// Enacting is the line in the middle after which the articles of a decision begin.
type Enacting struct{ Enacting string }

// Paragraph is running text; its line ends are kept.
type Paragraph struct {
	Text   string
	Italic bool `json:",omitempty"`
}

// Field is a line of a form: a label and its value, or a dotted blank.
type Field struct{ Label, Value string }

// Slip is a paper to be cut out: a voter marks one of its boxes.
type Slip struct {
	Heading string
	Lines   []string
	Boxes   []string
	Note    string
}

// Signature is where somebody signs. Name is empty where the record does not say who.
type Signature struct {
	For  string // body on whose behalf, such as Ban Thường vụ; may be empty
	Role string
	Name string
}

// blank is what a person fills in by hand.
const blank = "........"

// number is the line with the number of a document, which the issuing office gives.
func (d Document) number() string {
	switch {
	case d.Symbol == "":
		return ""
	case d.Number != "" && d.Office.Form == Party:
		return "Số " + d.Number
	case d.Number != "":
		return "Số: " + d.Number
	case d.Office.Form == Party:
		return "Số " + blank + "-" + d.Symbol + "/" + blank
	default:
		return "Số: " + blank + "/" + d.Symbol + "-" + blank
	}
}

// placeAndDate is such as: Khuổi Mơ, ngày 07 tháng 01 năm 2019.
func (d Document) placeAndDate() string {
	place := d.Office.Place
	if place == "" {
		place = blank + blank
	}
	if d.Dated.IsZero() {
		return place + ", ngày ..... tháng ..... năm ........."
	}
	return place + ", " + dayOf(d.Dated)
}

// dayOf writes a day as documents do: two figures for days below ten and for the first two months (Decree 30/2020, Annex I).
func dayOf(d calendar.Date) string {
	month := fmt.Sprint(int(d.Month))
	if d.Month < time.March {
		month = "0" + month
	}
	return fmt.Sprintf("ngày %02d tháng %s năm %d", d.Day, month, d.Year)
}

// Day writes a day as tables do: 07/01/2019; nothing for the zero date.
func Day(d calendar.Date) string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%02d/%02d/%d", d.Day, int(d.Month), d.Year)
}
