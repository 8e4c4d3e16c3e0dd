package web

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"github.com/a-h/templ"
	"golang.org/x/net/html"

	"canbo/internal/evaluation"
	"canbo/internal/paper"
	"canbo/internal/postgres"
	"canbo/internal/web/pages"
)

// asSheet reports whether a page is asked for as a workbook.
func (v *visit) asSheet() bool { return v.r.URL.Query().Get("as") == "xlsx" }

// rows is how many rows of a list a visit gets: those of one page, or as many as a read gives for a workbook.
func (v *visit) rows(onPage int) int {
	if v.asSheet() {
		return postgres.MaxPage
	}
	return onPage
}

// showSheet sends the tables and lists of a page as worksheets: what the reader would see, and nothing more.
func (s *server) showSheet(v *visit, c templ.Component) error {
	var page bytes.Buffer
	if err := c.Render(v.r.Context(), &page); err != nil {
		return fmt.Errorf("render a page: %w", err)
	}
	document, err := html.Parse(&page)
	if err != nil {
		return fmt.Errorf("read a page: %w", err)
	}
	read := sheetReader{page: v.page}
	read.walk(document)
	if len(read.tables) == 0 {
		return newFailure(404, "nothing_to_download")
	}
	raw, err := paper.XLSX(paper.Language(v.page.Lang), read.tables...)
	if err != nil {
		return err
	}
	v.w.Header().Set("Content-Type", xlsxType)
	v.w.Header().Set("Content-Disposition", attachment(read.title+".xlsx"))
	_, _ = v.w.Write(raw) // a browser that went away is no failure
	return nil
}

// sheetReader reads the tables of a page, each under the heading that it stands below.
type sheetReader struct {
	page    pages.Page
	title   string // of the page
	heading string
	tables  []paper.Table
}

func (r *sheetReader) walk(n *html.Node) {
	switch {
	case n.Type != html.ElementNode:
	case n.Data == "h1":
		r.title = textOf(n)
		r.heading = r.title
	case n.Data == "h2", n.Data == "h3":
		r.heading = textOf(n)
	case n.Data == "table":
		r.table(n)
		return
	case n.Data == "ol" && attribute(n, "class") == "tasks":
		r.list(n)
		return
	}
	for child := range n.ChildNodes() {
		r.walk(child)
	}
}

// table reads a table: the last row of its head names the columns.
func (r *sheetReader) table(n *html.Node) {
	t := paper.Table{Title: inBoth(r.heading)}
	var rows [][]any
	for row := range n.Descendants() {
		if row.Type != html.ElementNode || row.Data != "tr" {
			continue
		}
		var cells []any
		var heads []paper.Column
		for cell := range row.ChildNodes() {
			if cell.Type != html.ElementNode || skipped(cell) {
				continue
			}
			heads = append(heads, paper.Column{Head: inBoth(textOf(cell)), Kind: paper.Text})
			cells = append(cells, cellOf(cell))
		}
		if row.Parent.Data == "thead" {
			t.Columns = heads
			continue
		}
		rows = append(rows, cells)
	}
	r.add(t, rows)
}

// list reads a list of links with lines below them.
func (r *sheetReader) list(n *html.Node) {
	t := paper.Table{Title: inBoth(r.heading)}
	var rows [][]any
	widest := 0
	for item := range n.ChildNodes() {
		if item.Type != html.ElementNode {
			continue
		}
		var cells []any
		for part := range item.ChildNodes() {
			if part.Type == html.ElementNode && !skipped(part) {
				cells = append(cells, textOf(part))
			}
		}
		widest = max(widest, len(cells))
		rows = append(rows, cells)
	}
	for i := range widest {
		head := r.page.SheetDetail()
		if i == 0 {
			head = r.page.SheetWhat()
		}
		t.Columns = append(t.Columns, paper.Column{Head: inBoth(head), Kind: paper.Text})
	}
	r.add(t, rows)
}

// add keeps a table whose rows all have a cell for each column, as wide as what stands in them.
func (r *sheetReader) add(t paper.Table, rows [][]any) {
	if len(t.Columns) == 0 || len(rows) == 0 {
		return
	}
	for _, row := range rows {
		for len(row) < len(t.Columns) {
			row = append(row, nil)
		}
		t.Rows = append(t.Rows, row[:len(t.Columns)])
	}
	for i := range t.Columns {
		width := 10
		for _, row := range t.Rows {
			width = max(width, len([]rune(fmt.Sprint(row[i])))+2)
		}
		t.Columns[i].Width = min(width, 60)
	}
	r.tables = append(r.tables, t)
}

// cellOf is a number where the page sets it as one, else the text.
func cellOf(n *html.Node) any {
	text := textOf(n)
	if first, _, _ := strings.Cut(text, " "); strings.Contains(attribute(n, "class"), "number") {
		if number, err := strconv.Atoi(first); err == nil {
			return number
		}
	}
	return text
}

// skipped are cells that hold a drawing only.
func skipped(n *html.Node) bool {
	return n.Data == "form" || strings.Contains(attribute(n, "class"), "chart")
}

// textOf is what somebody reads in an element, without what is drawn or chosen.
func textOf(n *html.Node) string {
	var words []string
	var collect func(n *html.Node)
	collect = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			words = append(words, strings.Fields(n.Data)...)
		case n.Data == "svg" || n.Data == "select" || n.Data == "button" || n.Data == "script":
			return
		}
		for child := range n.ChildNodes() {
			collect(child)
		}
	}
	collect(n)
	return strings.Join(words, " ")
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// inBoth is a text of a page, which is in the reader's language already.
func inBoth(text string) evaluation.Label { return evaluation.Label{VI: text, EN: text} }
