package web

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
)

// csvFile is a table for spreadsheets, its headings first.
func csvFile(name string, rows [][]string) (*fileOutput, error) {
	var text bytes.Buffer
	text.WriteString("\ufeff") // spreadsheets take the file for UTF-8 by it
	w := csv.NewWriter(&text)
	for _, row := range rows {
		plain := make([]string, len(row))
		for i, cell := range row {
			plain[i] = plainCell(cell)
		}
		if err := w.Write(plain); err != nil {
			return nil, fmt.Errorf("write %s: %w", name, err)
		}
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return nil, fmt.Errorf("write %s: %w", name, err)
	}
	return &fileOutput{Type: "text/csv; charset=utf-8", Disposition: attachment(name), Body: text.Bytes()}, nil
}

// plainCell keeps a spreadsheet from taking what somebody typed for a formula.
func plainCell(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}
