// Package pagetest finds what somebody who hears a page, or walks through it with the keyboard, would miss. Tests of
// pages use it; it reads HTML and knows nothing of what a page is about. Browsers find more (axe-core in
// internal/web/chrome), but only of the pages that a walk opens.
package pagetest

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// Faults says what is wrong with a page or a part of one, in the order in which it stands there; nil when nothing is.
// WCAG 2.2: 1.1.1 and 1.3.1 (names, tables, labels), 2.4.1 and 2.4.6 (landmarks, headings), 4.1.2 (names of controls).
func Faults(text string) []string {
	document, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return []string{err.Error()}
	}
	r := reader{ids: map[string]bool{}, labelled: map[string]bool{}, count: map[string]int{}}
	for n := range document.Descendants() {
		if n.Type == html.ElementNode {
			r.collect(n)
		}
	}
	for n := range document.Descendants() {
		if n.Type == html.ElementNode {
			r.read(n)
		}
	}
	if whole := strings.HasPrefix(strings.ToLower(strings.TrimSpace(text)), "<!doctype"); whole {
		r.readWhole(document)
	}
	return r.faults
}

// reader goes through a page.
type reader struct {
	ids      map[string]bool
	labelled map[string]bool // ids that have a label
	count    map[string]int  // of elements, by their name
	level    int             // of the last heading
	faults   []string
}

func (r *reader) fault(format string, args ...any) {
	r.faults = append(r.faults, fmt.Sprintf(format, args...))
}

func (r *reader) collect(n *html.Node) {
	r.count[n.Data]++
	if id := value(n, "id"); id != "" {
		if r.ids[id] {
			r.fault("the id %s is there twice", id)
		}
		r.ids[id] = true
	}
	if n.Data == "label" {
		r.labelled[value(n, "for")] = true
	}
}

func (r *reader) read(n *html.Node) {
	r.references(n)
	switch n.Data {
	case "h1", "h2", "h3", "h4", "h5", "h6":
		r.heading(n)
	case "table":
		r.table(n)
	case "th":
		if !slices.Contains([]string{"col", "row", "colgroup", "rowgroup"}, value(n, "scope")) {
			r.fault("the head %q of a table has no scope", words(n))
		}
	case "input", "select", "textarea":
		r.control(n)
	case "fieldset":
		r.begins(n, "legend")
	case "details":
		r.begins(n, "summary")
	case "img":
		if !has(n, "alt") {
			r.fault("the picture %s has no words", value(n, "src"))
		}
	case "svg":
		if !hidden(n) && (value(n, "role") != "img" || !named(n)) {
			r.fault("a drawing has neither a name nor is it hidden")
		}
	case "a", "button", "summary", "caption", "legend", "label":
		if words(n) == "" && !named(n) {
			r.fault("<%s %v> says nothing", n.Data, n.Attr)
		}
	case "nav":
		r.named(n)
	}
	if value(n, "role") == "region" {
		r.named(n)
	}
}

// references requires that everything an element refers to is there.
func (r *reader) references(n *html.Node) {
	for _, name := range []string{"for", "aria-describedby", "aria-labelledby", "aria-controls", "list"} {
		for id := range strings.FieldsSeq(value(n, name)) {
			if !r.ids[id] {
				r.fault("nothing has the id %s to which %s of <%s> leads", id, name, n.Data)
			}
		}
	}
	if id, inside := strings.CutPrefix(value(n, "href"), "#"); inside && !r.ids[id] {
		r.fault("nothing has the id %s to which a link leads", id)
	}
}

func (r *reader) heading(n *html.Node) {
	level := int(n.Data[1] - '0')
	if r.level > 0 && level > r.level+1 {
		r.fault("after a heading of level %d comes %q of level %d", r.level, words(n), level)
	}
	if words(n) == "" {
		r.fault("a heading of level %d says nothing", level)
	}
	r.level = level
}

func (r *reader) table(n *html.Node) {
	first, heads := firstElement(n), 0
	if first == nil || first.Data != "caption" {
		r.fault("a table has no caption: %.80q", words(n))
	}
	for child := range n.Descendants() {
		if child.Data == "th" {
			heads++
		}
	}
	if heads == 0 {
		r.fault("a table has no heads: %.80q", words(n))
	}
}

// control requires a label of a field; what nobody fills in needs none.
func (r *reader) control(n *html.Node) {
	if slices.Contains([]string{"hidden", "submit", "button"}, value(n, "type")) || named(n) || r.labelled[value(n, "id")] && has(n, "id") {
		return
	}
	for up := n.Parent; up != nil; up = up.Parent {
		if up.Data == "label" {
			return
		}
	}
	r.fault("the field %s has no label", value(n, "name"))
}

// begins requires that an element begins with the one that names it.
func (r *reader) begins(n *html.Node, with string) {
	if first := firstElement(n); (first == nil || first.Data != with) && !named(n) {
		r.fault("a %s does not begin with its %s: %.80q", n.Data, with, words(n))
	}
}

func (r *reader) named(n *html.Node) {
	if !named(n) {
		r.fault("the landmark <%s> has no name", n.Data)
	}
}

// readWhole reads what a page has once.
func (r *reader) readWhole(document *html.Node) {
	for _, name := range []string{"h1", "main", "header", "title"} {
		if r.count[name] != 1 {
			r.fault("the page has %d of <%s>, not one", r.count[name], name)
		}
	}
	for n := range document.Descendants() {
		if n.Type == html.ElementNode && n.Data == "html" && value(n, "lang") == "" {
			r.fault("the page does not say in which language it is")
		}
		if n.Data == "title" && words(n) == "" {
			r.fault("the page has no title")
		}
	}
}

func firstElement(n *html.Node) *html.Node {
	for child := range n.ChildNodes() {
		if child.Type == html.ElementNode {
			return child
		}
	}
	return nil
}

// named reports whether an element has a name of its own.
func named(n *html.Node) bool {
	return value(n, "aria-label") != "" || value(n, "aria-labelledby") != ""
}

// hidden reports whether nothing of an element is read out.
func hidden(n *html.Node) bool {
	return n != nil && (value(n, "aria-hidden") == "true" || hidden(n.Parent))
}

func has(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}

func value(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}

// words are what is read out in an element.
func words(n *html.Node) string {
	var said []string
	for child := range n.Descendants() {
		if child.Type == html.TextNode {
			said = append(said, strings.Fields(child.Data)...)
		}
		said = append(said, strings.Fields(value(child, "aria-label"))...)
	}
	return strings.Join(said, " ")
}
