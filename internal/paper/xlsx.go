package paper

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/unicode/norm"

	"canbo/internal/calendar"
	"canbo/internal/evaluation"
)

// Language is the language of the heads of a worksheet; what people wrote stays as they wrote it.
type Language string

// The languages.
const (
	Vietnamese Language = "vi"
	English    Language = "en"
)

func (l Language) of(label evaluation.Label) string {
	if l == English && label.EN != "" {
		return label.EN
	}
	return label.VI
}

// XLSX writes each table to a worksheet of its own, with its head frozen and filters on it. Times become the date and
// time of day in Vietnam, for a worksheet knows no zones. Text is never taken for a formula. The same tables give the same bytes.
func XLSX(language Language, tables ...Table) ([]byte, error) {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }() // nothing of it is on a disk
	for i, t := range tables {
		name := sheetName(i+1, language.of(t.Title))
		if err := addSheet(f, i, name); err != nil {
			return nil, err
		}
		if err := writeSheet(f, name, language, t); err != nil {
			return nil, fmt.Errorf("write the worksheet %q: %w", name, err)
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		return nil, fmt.Errorf("write a workbook: %w", err)
	}
	return out.Bytes(), nil
}

// addSheet gives the worksheet that every workbook begins with to the first table.
func addSheet(f *excelize.File, i int, name string) error {
	var err error
	if i == 0 {
		err = f.SetSheetName(f.GetSheetName(0), name)
	} else {
		_, err = f.NewSheet(name)
	}
	if err != nil {
		return fmt.Errorf("add the worksheet %q: %w", name, err)
	}
	return nil
}

type sheetStyles struct{ head, day, moment int }

func stylesOf(f *excelize.File) (s sheetStyles, err error) {
	if s.head, err = f.NewStyle(&excelize.Style{
		Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "center", Horizontal: "center"},
		Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E7E6E6"}},
	}); err != nil {
		return s, err
	}
	if s.day, err = f.NewStyle(&excelize.Style{CustomNumFmt: new("dd/mm/yyyy")}); err != nil {
		return s, err
	}
	s.moment, err = f.NewStyle(&excelize.Style{CustomNumFmt: new("dd/mm/yyyy hh:mm")})
	return s, err
}

func writeSheet(f *excelize.File, name string, language Language, t Table) error {
	styles, err := stylesOf(f)
	if err != nil {
		return err
	}
	w, err := f.NewStreamWriter(name)
	if err != nil {
		return err
	}
	head := make([]any, len(t.Columns))
	for i, c := range t.Columns {
		if err := w.SetColWidth(i+1, i+1, float64(c.width())); err != nil {
			return err
		}
		head[i] = excelize.Cell{StyleID: styles.head, Value: language.of(c.Head)}
	}
	if err := w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	if err := w.SetRow("A1", head); err != nil {
		return err
	}
	for i, row := range t.Rows {
		cells := make([]any, len(row))
		for j, cell := range row {
			cells[j] = sheetCell(cell, styles)
		}
		if err := w.SetRow(fmt.Sprintf("A%d", i+2), cells); err != nil {
			return err
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	last, err := excelize.CoordinatesToCellName(len(t.Columns), len(t.Rows)+1)
	if err != nil {
		return err
	}
	return f.AutoFilter(name, "A1:"+last, nil)
}

func sheetCell(cell any, styles sheetStyles) any {
	switch v := cell.(type) {
	case string:
		if v == "" {
			return nil
		}
		return norm.NFC.String(v)
	case bool:
		return cellText(v)
	case calendar.Date:
		if v.IsZero() {
			return nil
		}
		return excelize.Cell{StyleID: styles.day, Value: time.Date(v.Year, v.Month, v.Day, 0, 0, 0, 0, time.UTC)}
	case time.Time:
		if v.IsZero() {
			return nil
		}
		_, offset := v.In(calendar.Vietnam).Zone()
		return excelize.Cell{StyleID: styles.moment, Value: v.UTC().Add(time.Duration(offset) * time.Second)}
	default:
		return v
	}
}

// sheetName makes a name that worksheets may have: 1 to 31 characters without : \ / ? * [ ] and not between quotes; the
// number tells two apart that are cut to the same.
func sheetName(number int, title string) string {
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]'`, r) || r < ' ' {
			return ' '
		}
		return r
	}, norm.NFC.String(title))
	runes := []rune(fmt.Sprintf("%d %s", number, strings.TrimSpace(name)))
	return strings.TrimSpace(string(runes[:min(len(runes), 31)]))
}
