package web

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/web/pages"
)

// policyRows is how many values or differences one page shows.
const policyRows = 25

func (s *server) policyPages(r chi.Router) {
	r.Get(adminPath+"/policies", s.signedIn(s.policyList))
	r.Get(adminPath+"/policies/{policy}/{version}", s.signedIn(s.policyPage))
}

func (s *server) policyList(v *visit) error {
	list, err := call[body[items[policyLine]]](v.r.Context(), s, v.actor, access.ListPolicies, &none{})
	if err != nil {
		return err
	}
	var view pages.PoliciesView
	for _, p := range list.Body.Items {
		view.Lines = append(view.Lines, shownPolicy(v, p))
	}
	return s.show(v, pages.Policies(v.page.Titled(pages.PoliciesTitle), view))
}

func shownPolicy(v *visit, p policyLine) pages.PolicyLine {
	return pages.PolicyLine{
		Name: fmt.Sprintf("%s@%d", p.ID, p.Version), Href: fmt.Sprintf("%s/policies/%s/%d", adminPath, p.ID, p.Version),
		Title: v.page.L(evaluation.Label(p.Title)), Kind: v.page.PolicyKind(string(p.Kind)), Force: v.page.Force(p.EffectiveFrom, p.EffectiveTo),
		Doubt: v.page.Doubt(p.Unverified, p.Values),
	}
}

// policyPage shows a policy, and what the one that is named in the address would change.
func (s *server) policyPage(v *visit) error {
	ctx := v.r.Context()
	version, _ := strconv.Atoi(chi.URLParam(v.r, "version")) // no policy has the version 0
	at := PolicyPath{ID: chi.URLParam(v.r, "policy"), Version: version}
	read, err := call[body[policyDetail]](ctx, s, v.actor, access.ReadPolicy, &policyInput{at})
	if err != nil {
		return err
	}
	all, err := call[body[items[policyLine]]](ctx, s, v.actor, access.ListPolicies, &none{})
	if err != nil {
		return err
	}
	d := read.Body
	view := pages.PolicyView{Line: shownPolicy(v, d.policyLine), Path: v.r.URL.Path, Other: v.r.URL.Query().Get("to")}
	for _, p := range all.Body.Items {
		if name := fmt.Sprintf("%s@%d", p.ID, p.Version); p.Kind == d.Kind && name != view.Line.Name {
			view.Others = append(view.Others, pages.Option{Value: name, Text: name + " – " + v.page.L(evaluation.Label(p.Title))})
		}
	}
	for _, source := range d.Sources {
		view.Sources = append(view.Sources, pages.SourceLine{
			ID: source.ID, Document: source.Document, Article: source.Article, Seen: v.page.Seen(string(source.Seen)),
		})
	}
	skip, _ := strconv.Atoi(v.r.URL.Query().Get("skip")) // anything else begins at the front
	skip = max(skip, 0)
	for _, e := range d.Entries[min(skip, len(d.Entries)):min(skip+policyRows, len(d.Entries))] {
		view.Values = append(view.Values, pages.ValueLine{
			Path: e.Path, Value: plainJSON(e.Value), Source: e.Source, Verified: e.Verified, Note: e.Note,
		})
	}
	if skip+policyRows < len(d.Entries) {
		view.Next = onward(v, "skip", strconv.Itoa(skip+policyRows))
	}
	if id, number, ok := strings.Cut(view.Other, "@"); ok {
		to, _ := strconv.Atoi(number) // as above
		changes, err := call[body[items[policyChange]]](ctx, s, v.actor, access.ComparePolicies, &comparisonInput{PolicyPath: at, To: id, ToVersion: to})
		if err != nil {
			return err
		}
		view.Next = ""
		found := changes.Body.Items
		view.Compared, view.Count = true, len(found)
		if skip+policyRows < len(found) {
			view.Next = onward(v, "skip", strconv.Itoa(skip+policyRows))
		}
		for _, c := range found[min(skip, len(found)):min(skip+policyRows, len(found))] {
			view.Changes = append(view.Changes, pages.ChangeLine{Path: c.Path, From: plainJSON(c.From), To: plainJSON(c.To)})
		}
	}
	return s.show(v, pages.Policy(v.page.Titled(pages.PersonTitle, view.Line.Title), view))
}

// plainJSON is a value without the quotes of a text.
func plainJSON(raw json.RawMessage) string {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		return text
	}
	return string(raw)
}
