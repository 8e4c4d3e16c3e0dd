package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/postgres"
	"canbo/internal/web/pages"
)

func (s *server) auditPages(r chi.Router) {
	r.Get(adminPath+"/audit", s.signedIn(s.audit))
	r.Get(adminPath+"/audit.csv", s.signedIn(func(v *visit) error {
		in := auditFileInput{auditQuery(v)}
		file, err := call[fileOutput](v.r.Context(), s, v.actor, access.ExportAudit, &in)
		if err != nil {
			return err
		}
		return sendFile(v, file)
	}))
}

func auditQuery(v *visit) AuditQuery {
	get := func(name string) string { return strings.TrimSpace(v.r.URL.Query().Get(name)) }
	return AuditQuery{
		Person: get("person"), Kind: get("kind"), Process: get("process"), People: get("people") != "", Since: get("since"), Until: get("until"),
	}
}

// values are the conditions as they stand in an address.
func (q AuditQuery) values() url.Values {
	values := url.Values{}
	for name, value := range map[string]string{"person": q.Person, "kind": q.Kind, "process": q.Process, "since": q.Since, "until": q.Until} {
		if value != "" {
			values.Set(name, value)
		}
	}
	if q.People {
		values.Set("people", "true")
	}
	return values
}

// audit shows who did what.
func (s *server) audit(v *visit) error {
	who, err := s.picker(v, "person", v.r.URL.Path, false)
	if err != nil {
		return err
	}
	in := &auditInput{AuditQuery: auditQuery(v), Paged: after(v, adminList)}
	in.Person = who.Code()
	list, err := call[body[postgres.List[postgres.AuditEntry]]](v.r.Context(), s, v.actor, access.ReadAudit, in)
	var problem *pages.Problem
	status := http.StatusOK
	if err != nil {
		if problem, status, err = s.inForm(v, access.ReadAudit, err, nil); err != nil {
			return err
		}
		list = &body[postgres.List[postgres.AuditEntry]]{}
	}
	kinds, err := s.Store.AuditKinds(v.r.Context())
	if err != nil {
		return err
	}
	query := in.values()
	view := pages.AuditView{
		Person: who, Kind: in.Kind, Process: in.Process, People: in.People, Since: in.Since, Until: in.Until, Problem: problem,
		Kinds: []pages.Option{{Text: v.page.T(pages.AllOfThem)}}, Next: onward(v, "after", list.Body.Next),
		XLSX: appPath + "/audit.xlsx?" + query.Encode() + "&lang=" + string(v.page.Lang), CSV: adminPath + "/audit.csv?" + query.Encode(),
	}
	for _, kind := range kinds {
		view.Kinds = append(view.Kinds, pages.Option{Value: kind, Text: v.page.AuditKind(kind)})
	}
	slices.SortFunc(view.Kinds[1:], func(a, b pages.Option) int { return pages.ByText(a.Text, b.Text) })
	ids := make([]string, len(list.Body.Items))
	for i, e := range list.Body.Items {
		ids[i] = e.Process
	}
	known, err := s.processNames(v.r.Context(), ids...)
	if err != nil {
		return err
	}
	for _, e := range list.Body.Items {
		line := pages.AuditLine{
			At: e.At, What: v.page.AuditKind(e.Kind), Who: v.page.Actor(e.Name, e.Actor, e.Role), For: cmp.Or(e.ForName, e.OnBehalfOf),
			Reason: e.Reason, Basis: e.Basis, Document: e.Document, About: e.About,
		}
		if e.Process != "" {
			line.About, line.Href = processName(v.page, e.Process, known), panel(e.Process)
		}
		view.Lines = append(view.Lines, line)
	}
	return s.showAs(v, status, pages.Audit(v.page.Titled(pages.AuditTitle), view))
}
