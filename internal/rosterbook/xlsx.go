package rosterbook

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// days are the columns that hold a day. A spreadsheet keeps a day as a number, and shows it as its reader likes.
var days = []string{"valid_from", "valid_to", "born", "party_joined", "awarded", "decided"}

// options bound what the library unpacks, and keep it in memory.
func options() excelize.Options {
	return excelize.Options{UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxUnpacked, RawCellValue: true}
}

// readWorkbook is the sheets of a workbook as CSV files. A row of a sheet is the line of the same number; a sheet with
// nothing in it is left out.
func readWorkbook(f File) ([]File, error) {
	book, err := excelize.OpenReader(bytes.NewReader(f.Content), options())
	if err != nil {
		return nil, notAWorkbook(f.Name)
	}
	defer func() { _ = book.Close() }() // nothing of it is on a disk
	epoch := false
	if props, err := book.GetWorkbookProps(); err == nil && props.Date1904 != nil {
		epoch = *props.Date1904
	}
	var out []File
	for _, name := range book.GetSheetList() {
		rows, err := rowsOf(book, name)
		if err != nil {
			return nil, err
		}
		if len(rows) == 0 {
			continue
		}
		text, err := csvOf(rows, epoch)
		if err != nil {
			return nil, notAWorkbook(f.Name)
		}
		out = append(out, File{name + ".csv", text})
	}
	return out, nil
}

// rowsOf reads a sheet to its last row that has something in it.
func rowsOf(book *excelize.File, sheet string) ([][]string, error) {
	at, err := book.Rows(sheet)
	if err != nil {
		return nil, notAWorkbook(sheet)
	}
	defer func() { _ = at.Close() }()
	var rows [][]string
	filled := 0
	for at.Next() {
		cells, err := at.Columns()
		if err != nil {
			return nil, notAWorkbook(sheet)
		}
		for len(cells) > 0 && strings.TrimSpace(cells[len(cells)-1]) == "" {
			cells = cells[:len(cells)-1]
		}
		if len(cells) > maxColumns || len(rows) >= maxRows {
			return nil, tooLarge()
		}
		if rows = append(rows, cells); len(cells) > 0 {
			filled = len(rows)
		}
	}
	return rows[:filled], nil
}

// csvOf writes rows as a CSV file, each in a line of its own. Rows are as wide as the first with cells, the head; cells beyond it
// stay, so that the reader of the file names them.
func csvOf(rows [][]string, epoch bool) ([]byte, error) {
	var out bytes.Buffer
	head := rows[slices.IndexFunc(rows, func(cells []string) bool { return len(cells) > 0 })] // the last row has some
	for _, cells := range rows {
		if len(cells) == 0 {
			out.WriteByte('\n')
			continue
		}
		line := make([]string, max(len(head), len(cells)))
		for i, cell := range cells {
			if i < len(head) && slices.Contains(days, strings.TrimSpace(head[i])) {
				cell = dayOf(cell, epoch)
			}
			line[i] = strings.NewReplacer("\r", "\v", "\n", "\v").Replace(cell) // a line break would end the line; both are refused
		}
		w := csv.NewWriter(&out)
		if err := w.Write(line); err != nil {
			return nil, err
		}
		w.Flush()
	}
	return out.Bytes(), nil
}

// dayOf writes a day that a spreadsheet keeps as a number; anything else stays as it is.
func dayOf(cell string, epoch bool) string {
	number, err := strconv.ParseFloat(cell, 64)
	if err != nil || number < 1 || number > 200_000 {
		return cell
	}
	at, err := excelize.ExcelDateToTime(number, epoch)
	if err != nil {
		return cell
	}
	return at.Format(time.DateOnly)
}
