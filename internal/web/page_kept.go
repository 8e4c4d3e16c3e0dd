package web

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"fmt"
	"io"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"canbo/internal/web/pages"
)

// A long form is shown in parts. What its other parts hold travels with it in one field, packed because a thousand ballot
// papers are a hundred kilobytes even so (decision 40). Nothing of it is kept on the server, and reading a form puts it
// back: whoever fills in or files sees all parts at once.
const (
	keptField = "kept"
	turnField = "turn" // of an address: another part is to be shown, and nothing is filed
	formID    = "typed"
)

// pack makes the text of a kept field; what is empty is left out.
func pack(values url.Values) string {
	full := url.Values{}
	for name, all := range values {
		if slices.ContainsFunc(all, func(v string) bool { return v != "" }) {
			full[name] = all
		}
	}
	if len(full) == 0 {
		return ""
	}
	var out bytes.Buffer
	w, _ := flate.NewWriter(&out, flate.BestCompression) // the level is one that there is
	_, _ = w.Write([]byte(full.Encode()))                // a buffer takes everything
	_ = w.Close()
	return base64.RawURLEncoding.EncodeToString(out.Bytes())
}

// unpack reads a kept field, which unpacked is no longer than a body may be.
func unpack(text string) (url.Values, error) {
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return nil, fmt.Errorf("decode a kept field: %w", err)
	}
	full, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(raw)), bodyLimit+1))
	if err != nil {
		return nil, fmt.Errorf("unpack a kept field: %w", err)
	}
	if len(full) > bodyLimit {
		return nil, fmt.Errorf("a kept field has more than %d bytes", bodyLimit)
	}
	values, err := url.ParseQuery(string(full))
	if err != nil {
		return nil, fmt.Errorf("read a kept field: %w", err)
	}
	return values, nil
}

// restore puts the kept values back among those of a form. What the page itself has stands.
func restore(form url.Values) error {
	if form.Get(keptField) == "" {
		return nil
	}
	kept, err := unpack(form.Get(keptField))
	if err != nil {
		return err
	}
	delete(form, keptField)
	for name, values := range kept {
		if !form.Has(name) {
			form[name] = values
		}
	}
	return nil
}

// keptBut packs what was typed into fields that a page does not show.
func keptBut(typed url.Values, shown map[string]bool) string {
	others := maps.Clone(typed)
	maps.DeleteFunc(others, func(name string, _ []string) bool { return shown[name] || frameFields[name] || name == "at" })
	return pack(others)
}

// turned reports whether a form was posted to show another part of it.
func (v *visit) turned() bool { return v.r.URL.Query().Has(turnField) }

// turns says how many of n lines a form shows, and leads to the other parts with everything that was typed; nil where all
// are shown. The line that must be seen is on the page; -1 for none.
func turns(v *visit, action string, n, size, must int) *pages.ListPart {
	if n <= size {
		return nil
	}
	part := &pages.ListPart{Among: n, Lines: true, Form: formID}
	turn(part, v.asked("from"), v.field("at"), size, must)
	part.Previous, part.Next = turnHref(v, action, "from", part.Before, part.From > 0), turnHref(v, action, "from", part.After, part.To < n)
	return part
}

// turnHref is where a form is posted to show another part; "" where there is none.
func turnHref(v *visit, action, name string, from int, there bool) string {
	if !there {
		return ""
	}
	query := v.r.URL.Query()
	query.Set(name, strconv.Itoa(from))
	query.Set(turnField, "true")
	return action + "?" + query.Encode()
}

// turnByForm makes a list that stands above a form turn with it, so that nothing typed there is lost.
func turnByForm(part *pages.ListPart) {
	if part == nil {
		return
	}
	part.Form = formID
	for _, address := range []*string{&part.Previous, &part.Next} {
		if *address != "" {
			path, _, _ := strings.Cut(*address, "#")
			*address = path + "&" + turnField + "=true"
		}
	}
}

// fieldsOnPage is how many fields, or headings with the fields below each, a page asks for.
const fieldsOnPage = 40

// showForm shows the part of a form that was asked for, or that with the first field that is wrong.
func (s *server) showForm(v *visit, a formAct, status int, view pages.ActView) error {
	lines := groupsOf(view.Fields)
	must := slices.IndexFunc(lines, func(fields []pages.InputView) bool {
		return slices.ContainsFunc(fields, func(f pages.InputView) bool { return view.Problem.Of(f.Name) != "" })
	})
	if view.Part = turns(v, view.Action, len(lines), fieldsOnPage, must); view.Part != nil {
		kept, shown := url.Values{}, map[string]bool{}
		for i, fields := range lines {
			for _, f := range fields {
				if shown[f.Name] = i >= view.Part.From && i < view.Part.To; !shown[f.Name] {
					kept[f.Name] = valuesOf(f)
				}
			}
		}
		view.Fields = slices.Concat(lines[view.Part.From:view.Part.To]...)
		view.Kept = pack(kept)
		view.Problem.Keep(shown)
	}
	return s.showAs(v, status, pages.Act(v.page.Titled(a.title), view))
}

// groupsOf are the fields below each heading of a form; single fields where it has no headings.
func groupsOf(fields []pages.InputView) (groups [][]pages.InputView) {
	headed := slices.ContainsFunc(fields, func(f pages.InputView) bool { return f.Group != "" })
	for _, f := range fields {
		if len(groups) == 0 || f.Group != "" || !headed {
			groups = append(groups, nil)
		}
		last := len(groups) - 1
		groups[last] = append(groups[last], f)
	}
	return groups
}

// valuesOf is what a form sends for a field.
func valuesOf(f pages.InputView) []string {
	if f.Kind == pages.ChecksInput {
		return f.Chosen
	}
	return []string{f.Value}
}
