package roster

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

var (
	slug    = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,62}$`)
	address = regexp.MustCompile(`^[^@\s]+@[^@\s]+$`)
)

// entry is a decoded line with the place it came from.
type entry[T any] struct {
	row   *row
	value T
}

// values drops the places.
func values[T any](entries []entry[T]) []T {
	out := make([]T, len(entries))
	for i, e := range entries {
		out[i] = e.value
	}
	return out
}

// presence says whether a folder must hold a file.
type presence bool

const (
	required presence = true
	optional presence = false
)

// read decodes a file whose header holds exactly the columns, in any order; one that ends in ? came later and may be
// absent, which is as if all its cells were empty. Each line is decoded whatever is wrong in
// it, so that all problems are seen at once.
func read[T any](l *loader, file string, must presence, columns string, decode func(*row) T) []entry[T] {
	text, err := l.open(file)
	if errors.Is(err, fs.ErrNotExist) && must == optional {
		return nil
	}
	if err != nil {
		l.incomplete[file] = true
		l.report(file, 0, "", "the file cannot be read", "add it or make it readable; its header is: "+header(columns))
		return nil
	}
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff"))))
	r.FieldsPerRecord = -1

	var names []string
	var out []entry[T]
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			line := 0
			if bad, ok := errors.AsType[*csv.ParseError](err); ok {
				line = bad.Line
			}
			l.incomplete[file] = true
			l.report(file, line, "", "the line is not CSV", `put text with commas or quotes in "..." and double the quotes in it`)
			break
		}
		line, _ := r.FieldPos(0)
		if names == nil {
			if names = cells; !l.checkHeader(file, line, names, strings.Split(columns, ",")) {
				l.incomplete[file] = true
				return nil
			}
			continue
		}
		row := &row{loader: l, file: file, line: line, cells: map[string]string{}}
		if len(cells) != len(names) {
			l.incomplete[file] = true
			row.report("", fmt.Sprintf("%d cells where the header has %d", len(cells), len(names)),
				"write one cell for each column, empty ones too")
			continue
		}
		for i, name := range names {
			row.cells[name] = row.clean(name, cells[i])
		}
		out = append(out, entry[T]{row, decode(row)})
	}
	if names == nil && !l.incomplete[file] {
		l.incomplete[file] = true
		l.report(file, 0, "", "the file is empty", "write the header line: "+header(columns))
	}
	return out
}

// header is the line of column names to write.
func header(columns string) string { return strings.ReplaceAll(columns, "?", "") }

func (l *loader) checkHeader(file string, line int, got, columns []string) bool {
	before := len(l.problems)
	want := strings.Split(header(strings.Join(columns, ",")), ",")
	for i, name := range got {
		switch {
		case !slices.Contains(want, name):
			l.report(file, line, fmt.Sprintf("%.40q", name), "unknown column", "remove or rename it; known are: "+strings.Join(want, ","))
		case slices.Contains(got[:i], name):
			l.report(file, line, name, "the column is there twice", "remove one")
		}
	}
	for _, name := range columns {
		if !strings.HasSuffix(name, "?") && !slices.Contains(got, name) {
			l.report(file, line, name, "missing column", "add it; cells may be empty where nothing is known")
		}
	}
	return len(l.problems) == before
}

// row is one line; its methods decode cells and report what they cannot decode.
type row struct {
	loader *loader
	file   string
	line   int
	cells  map[string]string
	faulty []string // columns with a problem
}

// report records the first problem of a cell; what follows from it would only confuse.
func (r *row) report(column, text, remedy string) {
	if slices.Contains(r.faulty, column) {
		return
	}
	r.faulty = append(r.faulty, column)
	r.loader.problems = append(r.loader.problems, Problem{
		File: r.file, Line: r.line, Column: column, Value: r.cells[column], Text: text, Remedy: remedy,
	})
}

// sound reports whether the row's values can be compared with others.
func (r *row) sound() bool { return len(r.faulty) == 0 }

// clean trims a cell and brings it to NFC, so that decomposed Vietnamese equals composed.
func (r *row) clean(column, cell string) string {
	if !utf8.ValidString(cell) {
		r.report(column, "invalid UTF-8", "save the file as UTF-8")
		return ""
	}
	if strings.ContainsFunc(cell, unicode.IsControl) {
		r.report(column, "a control character or line break", "remove it")
		return ""
	}
	return norm.NFC.String(strings.TrimSpace(cell))
}

// text is a cell that may not be empty.
func (r *row) text(column string) string {
	if r.cells[column] == "" {
		r.report(column, "no value", "fill it in")
	}
	return r.cells[column]
}

// maybe is a cell that may be empty.
func (r *row) maybe(column string) string { return r.cells[column] }

func (r *row) code(column string) string {
	cell := r.text(column)
	if cell != "" && !slug.MatchString(cell) {
		r.report(column, fmt.Sprintf("%.70q is not a code", cell), "use a-z, 0-9 and -, at most 63, starting with a letter or digit")
	}
	return cell
}

func (r *row) email(column string) string {
	cell := r.text(column)
	if cell != "" && !address.MatchString(cell) {
		r.report(column, "not a mail address", "write one address such as cb001@caoloc.example")
	}
	return cell
}

func (r *row) date(column string) time.Time {
	if r.text(column) == "" {
		return time.Time{}
	}
	return r.maybeDate(column)
}

// maybeDate is zero for an empty cell.
func (r *row) maybeDate(column string) time.Time {
	cell := r.cells[column]
	if cell == "" {
		return time.Time{}
	}
	day, err := time.Parse(time.DateOnly, cell)
	if err != nil || day.Year() < 1900 || day.Year() > 2200 {
		r.report(column, fmt.Sprintf("%.20q is not a day", cell), "write YYYY-MM-DD, a day that exists, from 1900 to 2200")
		return time.Time{}
	}
	return day
}

func (r *row) period() Period {
	p := Period{From: r.date("valid_from"), To: r.maybeDate("valid_to")}
	if !p.To.IsZero() && p.To.Before(p.From) {
		r.report("valid_to", "the last day is before the first", "correct valid_from or valid_to")
	}
	return p
}

func (r *row) yes(column string) bool {
	cell := r.text(column)
	if cell != "" && cell != "yes" && cell != "no" {
		r.report(column, fmt.Sprintf("%.20q is neither yes nor no", cell), "write yes or no")
	}
	return cell == "yes"
}

// number is an integer from low to high.
func (r *row) number(column string, low, high int) int {
	cell := r.text(column)
	if cell == "" {
		return low
	}
	n, err := strconv.Atoi(cell)
	if err != nil || n < low || n > high {
		r.report(column, fmt.Sprintf("%.20q is no whole number from %d to %d", cell, low, high), "correct it")
		return low
	}
	return n
}

// count is a number of things.
func (r *row) count(column string) int { return r.number(column, 0, 1_000_000) }

func (r *row) year() int { return r.number("year", 1990, 2100) }

// quarter is 0, the whole year, for an empty cell.
func (r *row) quarter() int {
	if r.maybe("quarter") == "" {
		return 0
	}
	return r.number("quarter", 1, 4)
}

// atMost reports a part that is larger than its whole.
func (r *row) atMost(part string, partCount int, whole string, wholeCount int) {
	if partCount > wholeCount {
		r.report(part, fmt.Sprintf("%d is more than %d in %s", partCount, wholeCount, whole), "correct one of the two")
	}
}

func (r *row) targets() Targets {
	t := Targets{
		Total: r.count("targets_total"), Done: r.count("targets_done"),
		OnTime: r.count("targets_on_time"), Exceeded: r.count("targets_exceeded"),
	}
	r.atMost("targets_done", t.Done, "targets_total", t.Total)
	r.atMost("targets_on_time", t.OnTime, "targets_done", t.Done)
	r.atMost("targets_exceeded", t.Exceeded, "targets_done", t.Done)
	return t
}

// oneOf is a cell that holds one of the known words.
func oneOf[T ~string](r *row, column string, known ...T) T {
	word := T(r.text(column))
	if word != "" && !slices.Contains(known, word) {
		r.report(column, fmt.Sprintf("unknown value %.40q", word), fmt.Sprintf("write one of %v", known))
	}
	return word
}
