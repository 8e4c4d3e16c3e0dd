package roster

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
)

// Sheet is one file of the roster as a table of text: the first line of the file names its columns.
type Sheet struct {
	Name    string     // of the file without its ending, such as officials
	Columns []string   // the key first
	Rows    [][]string // a cell for each column; "" where nothing is known
}

// fileKeys are the files that a roster is kept in, in their order, each with the columns that tell its lines apart.
var fileKeys = []struct {
	name string
	key  []string
}{
	{"units", []string{"code"}},
	{"bodies", []string{"code"}},
	{"officials", []string{"code"}},
	{"body_members", []string{"body", "official", "valid_from"}},
	{"posts", []string{"code"}},
	{"relations", []string{"official", "relative"}},
	{"tenures", []string{"official", "post", "valid_from"}},
	{"qualifications", []string{"official", "kind", "level"}},
	{"discipline", []string{"official", "decided", "form"}},
	{"unit_results", []string{"unit", "year", "quarter"}},
	{"facts", []string{"official", "year", "quarter"}},
	{"baseline", []string{"figure"}},
}

// Files are the names of the files that a roster is kept in, in their order and without their ending. Planning lists,
// rotations, and what the demonstration's robots read have files of their own and are not part of it.
func Files() []string {
	names := make([]string, len(fileKeys))
	for i, f := range fileKeys {
		names[i] = f.name
	}
	return names
}

// keyOf returns the columns that tell the lines of a file apart.
func keyOf(file string) []string {
	for _, f := range fileKeys {
		if f.name == file {
			return f.key
		}
	}
	return nil
}

// CSV is the sheet as the file that Load reads.
func (s Sheet) CSV() ([]byte, error) {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	if err := w.WriteAll(append([][]string{s.Columns}, s.Rows...)); err != nil {
		return nil, fmt.Errorf("write %s.csv: %w", s.Name, err)
	}
	return out.Bytes(), nil
}

// Fingerprint tells two states of a roster apart: the SHA-256 of all its cells, whatever the order of the rows.
func Fingerprint(sheets []Sheet) string {
	sum := sha256.New()
	for _, s := range sheets {
		rows := make([]string, len(s.Rows))
		for i, row := range s.Rows {
			rows[i] = strings.Join(row, "\x1f")
		}
		slices.Sort(rows)
		fmt.Fprintf(sum, "%s\x1e%s\x1e%s\x1d", s.Name, strings.Join(s.Columns, "\x1f"), strings.Join(rows, "\x1e"))
	}
	return hex.EncodeToString(sum.Sum(nil))
}
