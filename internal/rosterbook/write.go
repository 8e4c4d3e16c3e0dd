package rosterbook

import (
	"bytes"
	"fmt"

	"github.com/xuri/excelize/v2"

	"canbo/internal/roster"
)

// Write makes a workbook of sheets that Read takes back: the sheets keep their names, and all cells are text, so that no
// spreadsheet turns a day or a code into something else.
func Write(sheets []roster.Sheet) ([]byte, error) {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }() // nothing of it is on a disk
	text, err := f.NewStyle(&excelize.Style{NumFmt: 49})
	if err != nil {
		return nil, fmt.Errorf("write a workbook: %w", err)
	}
	head, err := f.NewStyle(&excelize.Style{NumFmt: 49, Font: &excelize.Font{Bold: true}})
	if err != nil {
		return nil, fmt.Errorf("write a workbook: %w", err)
	}
	for i, s := range sheets {
		if i == 0 {
			err = f.SetSheetName(f.GetSheetName(0), s.Name)
		} else {
			_, err = f.NewSheet(s.Name)
		}
		if err == nil {
			err = writeSheet(f, s, head, text)
		}
		if err != nil {
			return nil, fmt.Errorf("write the sheet %s: %w", s.Name, err)
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		return nil, fmt.Errorf("write a workbook: %w", err)
	}
	return out.Bytes(), nil
}

const sheetWidth = 18 // characters of a column

func writeSheet(f *excelize.File, s roster.Sheet, head, text int) error {
	w, err := f.NewStreamWriter(s.Name)
	if err != nil {
		return err
	}
	if err := w.SetColWidth(1, len(s.Columns), sheetWidth); err != nil {
		return err
	}
	if err := w.SetColStyle(1, len(s.Columns), text); err != nil {
		return err
	}
	if err := w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	for i, row := range append([][]string{s.Columns}, s.Rows...) {
		style := text
		if i == 0 {
			style = head
		}
		cells := make([]any, len(row))
		for j, cell := range row {
			if cell != "" {
				cells[j] = excelize.Cell{StyleID: style, Value: cell}
			}
		}
		if err := w.SetRow(fmt.Sprintf("A%d", i+1), cells); err != nil {
			return err
		}
	}
	return w.Flush()
}
