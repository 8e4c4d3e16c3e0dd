package roster

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Problem is one thing wrong in the files. Text and Remedy quote codes and numbers, never a name or an address.
type Problem struct {
	File   string
	Line   int    // 1 is the header; 0 when the file as a whole is meant
	Column string // "" when the line as a whole is meant
	Value  string // what stands in the cell, for whoever handed in the files: it may be a name, and no log has it
	Text   string
	Remedy string
}

// String is "posts.csv:12: column unit: there is no unit "x"; add it to units.csv or correct the code".
func (p Problem) String() string {
	var b strings.Builder
	b.WriteString(p.File)
	if p.Line > 0 {
		fmt.Fprintf(&b, ":%d", p.Line)
	}
	if p.Column != "" {
		fmt.Fprintf(&b, ": column %s", p.Column)
	}
	fmt.Fprintf(&b, ": %s; %s", p.Text, p.Remedy)
	return b.String()
}

// Problems is all that is wrong in a data folder, by file, line and column.
type Problems []Problem

// Error lists the problems, one a line.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

func (ps Problems) sort() {
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Or(strings.Compare(a.File, b.File), a.Line-b.Line, strings.Compare(a.Column, b.Column))
	})
}
