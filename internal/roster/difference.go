package roster

import (
	"slices"
	"strings"
)

// DifferenceKind says how a line of a file differs from the record.
type DifferenceKind string

// The kinds. A line that is gone from a file stays on record: a tenure ends by its last day, and not by a deleted line.
const (
	New   DifferenceKind = "new"
	Edits DifferenceKind = "changed"
	Gone  DifferenceKind = "gone"
)

// Valid reports whether k is one of the kinds.
func (k DifferenceKind) Valid() bool { return k == New || k == Edits || k == Gone }

// Difference is one line in which a file and the record differ.
type Difference struct {
	File  string // without its ending
	Kind  DifferenceKind
	Key   string // what tells the line apart, its parts separated by " · "
	Cells []CellChange
}

// CellChange is one cell: of a changed line one that differs, of another line one that is not empty.
type CellChange struct {
	Column string `json:"column"`
	Old    string `json:"old,omitempty"`
	New    string `json:"new,omitempty"`
}

// Compare lists how files differ from the record, file by file in the order of Files and in each the new lines, the
// changed and the gone ones, all by key. What has no file among wanted is not compared.
func Compare(present, wanted []Sheet) []Difference {
	var out []Difference
	for _, file := range Files() {
		want, ok := sheetOf(wanted, file)
		if !ok {
			continue
		}
		have, _ := sheetOf(present, file)
		out = append(out, compareSheets(have, want)...)
	}
	return out
}

func sheetOf(sheets []Sheet, name string) (Sheet, bool) {
	i := slices.IndexFunc(sheets, func(s Sheet) bool { return s.Name == name })
	if i < 0 {
		return Sheet{Name: name}, false
	}
	return sheets[i], true
}

func compareSheets(have, want Sheet) []Difference {
	before, after := have.byKey(), want.byKey()
	var added, changed, gone []Difference
	for key, row := range after {
		old, known := before[key]
		switch cells := changes(want.Columns, old, row); {
		case !known:
			added = append(added, Difference{want.Name, New, key, cells})
		case len(cells) > 0:
			changed = append(changed, Difference{want.Name, Edits, key, cells})
		}
	}
	for key, row := range before {
		if _, kept := after[key]; !kept {
			gone = append(gone, Difference{want.Name, Gone, key, changes(have.Columns, row, nil)})
		}
	}
	for _, some := range [][]Difference{added, changed, gone} {
		slices.SortFunc(some, func(a, b Difference) int { return strings.Compare(a.Key, b.Key) })
	}
	return slices.Concat(added, changed, gone)
}

// changes are the cells in which two rows of the same columns differ; a row may be nil.
func changes(columns []string, old, row map[string]string) []CellChange {
	var cells []CellChange
	for _, c := range columns {
		if old[c] != row[c] {
			cells = append(cells, CellChange{Column: c, Old: old[c], New: row[c]})
		}
	}
	return cells
}

// byKey are the rows by what tells them apart, each by its columns.
func (s Sheet) byKey() map[string]map[string]string {
	out := make(map[string]map[string]string, len(s.Rows))
	for _, cells := range s.Rows {
		row := make(map[string]string, len(cells))
		for i, column := range s.Columns {
			row[column] = cells[i]
		}
		var key []string
		for _, column := range keyOf(s.Name) {
			if row[column] != "" {
				key = append(key, row[column])
			}
		}
		out[strings.Join(key, " · ")] = row
	}
	return out
}
