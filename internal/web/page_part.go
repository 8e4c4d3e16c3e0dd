package web

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"canbo/internal/web/pages"
)

// How many people a page shows of a long list. A page of 150 KB has room for them with everything that is known of each
// (decision 38).
const (
	marksOnPage = 40  // with a choice, a reason and the grounds
	casesOnPage = 100 // in lines of a table
	linesBeside = 40  // in lines or cards of a page that has several lists, with notes
)

// What narrows a list: a code after one of these.
const (
	ofUnit  = "unit:"
	ofGroup = "group:"
)

// part chooses what a page shows of a list of people: those of a unit or a group of posts when one was chosen, and of
// them size from a place on. Whoever has the code must is on it, so that a page can show what is wrong; "" for nobody.
// The view is nil, and all are shown, where the list is not longer than that.
func part(v *visit, rows []pages.MarkRow, size int, must string) (shown, others []pages.MarkRow, view *pages.ListPart) {
	if len(rows) <= size {
		return rows, nil, nil
	}
	view = &pages.ListPart{Of: v.asked("of"), All: len(rows), Groups: narrowings(v.page, rows)}
	in := func(row pages.MarkRow) bool {
		return view.Of == "" || view.Of == ofUnit+row.Unit || view.Of == ofGroup+row.Group
	}
	if !slices.ContainsFunc(rows, in) || slices.ContainsFunc(rows, func(r pages.MarkRow) bool { return r.Code == must && !in(r) }) {
		view.Of = ""
	}
	var of []pages.MarkRow
	for _, row := range rows {
		if in(row) {
			of = append(of, row)
		} else {
			others = append(others, row)
		}
	}
	at := -1
	if must != "" {
		at = slices.IndexFunc(of, func(r pages.MarkRow) bool { return r.Code == must })
	}
	view.Among = len(of)
	turn(view, v.asked("from"), v.asked("at"), size, at)
	return of[view.From:view.To], slices.Concat(others, of[:view.From], of[view.To:]), view
}

// turn says which of the lines that a list is of a page shows: the part with the line that must be seen, -1 for none;
// else the part asked for; else the one that was shown.
func turn(part *pages.ListPart, asked, shown string, size, must int) {
	from, _ := strconv.Atoi(cmp.Or(asked, shown)) // anything else begins at the front
	if must >= 0 {
		from = must
	}
	from = min(max(from, 0), part.Among-1) / size * size
	part.From, part.To, part.Before = from, min(from+size, part.Among), max(from-size, 0)
	part.After = part.To
}

// inParts leaves of a long table the part that its page is asked for under a name. A workbook has all of it.
func inParts(v *visit, name string, t *pages.Table) {
	t.Rows, t.Part = some(v, name, t.Rows, linesBeside)
}

// some is the part of a list that a page is asked for under a name, and what leads to the others; nil where all are shown.
func some[T any](v *visit, name string, rows []T, size int) ([]T, *pages.ListPart) {
	if v.asSheet() || len(rows) <= size {
		return rows, nil
	}
	part := &pages.ListPart{Name: name, Among: len(rows), Lines: true}
	turn(part, v.r.URL.Query().Get(name), "", size, -1)
	beside := func(from int, there bool) string {
		if !there {
			return ""
		}
		return onward(v, name, strconv.Itoa(from)) + "#" + name
	}
	part.Previous, part.Next = beside(part.Before, part.From > 0), beside(part.After, part.To < part.Among)
	return rows[part.From:part.To], part
}

// partHref is the address of the part of a list that begins at a place; "" where there is none.
func partHref(v *visit, from int, there bool) string {
	if !there {
		return ""
	}
	return onward(v, "from", strconv.Itoa(from))
}

// narrowings are the groups of posts and the units by which a list can be narrowed, with how many each has.
func narrowings(p pages.Page, rows []pages.MarkRow) []pages.Narrowing {
	groups, units := map[string]int{}, map[string]int{}
	names := map[string]string{}
	for _, row := range rows {
		if row.Group != "" {
			groups[row.Group]++
		}
		units[row.Unit]++
		names[row.Unit] = row.Place
	}
	by := func(title pages.Text, prefix string, counts map[string]int, name func(string) string) pages.Narrowing {
		n := pages.Narrowing{Title: p.T(title)}
		for _, code := range slices.Sorted(maps.Keys(counts)) {
			n.Options = append(n.Options, pages.Choice{Value: prefix + code, Label: name(code) + " (" + strconv.Itoa(counts[code]) + ")"})
		}
		pages.SortByLabel(n.Options)
		return n
	}
	return []pages.Narrowing{
		by(pages.PartGroups, ofGroup, groups, p.Group), by(pages.PartUnits, ofUnit, units, func(code string) string { return names[code] }),
	}
}

// narrow leaves in a list of marks what its page shows; what is chosen for the others travels with the form.
func narrow(v *visit, view *pages.MarksView) {
	must := ""
	if view.Problem != nil {
		for _, name := range view.Problem.Order {
			if view.Problem.Fields[name] != "" {
				_, must, _ = strings.Cut(name, "-")
				break
			}
		}
	}
	shown, others, part := part(v, view.Rows, marksOnPage, must)
	view.Rows, view.Part = shown, part
	onPage := map[string]bool{}
	for _, row := range shown {
		onPage["grade-"+row.Code], onPage["reason-"+row.Code] = true, true
	}
	for _, row := range others {
		if row.Grade != "" || row.Reason != "" {
			view.Kept = append(view.Kept, row)
		}
	}
	if part != nil && view.Problem != nil {
		maps.DeleteFunc(view.Problem.Fields, func(name, _ string) bool { return slices.Contains(view.Problem.Order, name) && !onPage[name] })
	}
}
