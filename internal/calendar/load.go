package calendar

import (
	_ "embed"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"sync"
	"time"

	"canbo/internal/strictyaml"
)

//go:embed schema.json
var schemaJSON []byte

var schema = sync.OnceValues(func() (*strictyaml.Schema, error) {
	return strictyaml.CompileSchema("calendar.schema.json", schemaJSON)
})

// exception is a day that differs from the ordinary week.
type exception struct {
	Date     Date   `json:"date"`
	Kind     string `json:"kind"` // public, compensatory, swapped (a day off) or working (a Saturday or Sunday worked)
	Name     text   `json:"name"`
	Source   string `json:"source"`   // id of one of the document's sources
	Verified bool   `json:"verified"` // whether somebody checked it against the source
}

// text is a text in the official language and in English.
type text struct {
	VI string `json:"vi"`
	EN string `json:"en"`
}

// source says where a day comes from.
type source struct {
	ID       string `json:"id"`
	Document string `json:"document"`
	Article  string `json:"article"`
	URL      string `json:"url"`
}

// year is one document.
type year struct {
	ID      string      `json:"id"`
	Year    int         `json:"year"`
	Sources []source    `json:"sources"`
	Days    []exception `json:"days"`
}

// working is the kind of a day at the weekend that is worked in exchange for a day off.
const working = "working"

// Load builds the calendar from all *.yaml files in the folder dir of fsys. The error is a strictyaml.Problems that
// lists everything wrong in all files, or the failure to read one.
func Load(fsys fs.FS, dir string) (*Calendar, error) {
	names, err := fs.Glob(fsys, path.Join(dir, "*.yaml"))
	if err != nil {
		return nil, fmt.Errorf("list calendars in %s: %w", dir, err)
	}
	if len(names) == 0 {
		return nil, strictyaml.Problems{{File: dir, Text: "no calendar found", Remedy: "add files such as vn-2018.yaml"}}
	}
	documents := make(map[string][]byte, len(names))
	for _, name := range names {
		if documents[name], err = fs.ReadFile(fsys, name); err != nil {
			return nil, fmt.Errorf("read calendar %s: %w", name, err)
		}
	}
	return Parse(documents)
}

// Parse builds the calendar from documents by file name, as Load does.
func Parse(documents map[string][]byte) (*Calendar, error) {
	compiled, err := schema()
	if err != nil {
		return nil, err
	}
	c := &Calendar{years: map[int]bool{}, days: map[Date]bool{}}
	var problems strictyaml.Problems
	for _, name := range slices.Sorted(maps.Keys(documents)) {
		var y year
		doc, found := strictyaml.Decode(name, documents[name], compiled, &y)
		if found == nil {
			found = c.add(doc, name, y)
		}
		problems = append(problems, found...)
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return c, nil
}

func (c *Calendar) add(doc *strictyaml.Document, name string, y year) strictyaml.Problems {
	var problems strictyaml.Problems
	report := func(path, remedy, format string, args ...any) {
		problems = append(problems, doc.Problem(path, remedy, format, args...))
	}
	if want := fmt.Sprintf("vn-%d", y.Year); y.ID != want || path.Base(name) != want+".yaml" {
		report("id", "name the id and the file after the year", "id and file name must be %q and \"%s.yaml\"", want, want)
	}
	if c.years[y.Year] {
		report("year", "merge the two files", "the year %d is given twice", y.Year)
	}
	c.years[y.Year] = true
	for i, day := range y.Days {
		at := fmt.Sprintf("days[%d]", i)
		weekend := day.Date.Weekday() == time.Saturday || day.Date.Weekday() == time.Sunday
		switch _, twice := c.days[day.Date]; {
		case day.Date.Year != y.Year:
			report(at+".date", "move it to the file of its year", "%s is not in %d", day.Date, y.Year)
		case twice:
			report(at+".date", "keep one entry per day", "%s is given twice", day.Date)
		case day.Kind == working && !weekend:
			report(at+".kind", "list only weekend days that are worked", "%s is a %s, worked anyway", day.Date, day.Date.Weekday())
		case day.Kind != working && day.Kind != "public" && weekend:
			report(at+".kind", "remove it", "%s is a %s, off anyway", day.Date, day.Date.Weekday())
		}
		if !slices.ContainsFunc(y.Sources, func(s source) bool { return s.ID == day.Source }) {
			report(at+".source", "add it to sources", "unknown source %q", day.Source)
		}
		c.days[day.Date] = day.Kind == working
	}
	return problems
}
