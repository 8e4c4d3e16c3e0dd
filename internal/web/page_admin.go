package web

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/web/pages"
)

// adminPath is what the addresses of the administrator's pages begin with.
const adminPath = appPath + "/admin"

// adminList is how many lines one page of an administrator's list has.
const adminList = 50

func (s *server) adminPages(r chi.Router) {
	s.openingPages(r)
	s.boardPages(r)
	s.massPages(r)
	s.processPages(r)
	s.peoplePages(r)
	s.officePages(r)
	s.schedulePages(r)
	s.policyPages(r)
	s.rosterPages(r)
	s.rolePages(r)
	s.keyPages(r)
	s.figurePages(r)
	s.auditPages(r)
	s.externalPages(r)
	s.movementPages(r)
	s.correctionPages(r)
	s.behalfPages(r)
}

// after reads where a list goes on.
func after(v *visit, limit int) Paged {
	return Paged{After: v.r.URL.Query().Get("after"), Limit: v.rows(limit)}
}

// onward is the address of the same page with a value of its query changed; "" when there is nothing to go on to.
func onward(v *visit, name, value string) string {
	if value == "" {
		return ""
	}
	query := v.r.URL.Query()
	query.Set(name, value)
	return v.r.URL.Path + "?" + query.Encode()
}

// inForm returns the problem with which a form is shown again, with the places of the body that are wrong beside their
// fields: fields has the name of the field for each member of the body. The error is err itself when the form cannot help.
func (s *server) inForm(v *visit, act access.Act, err error, fields map[string]string) (*pages.Problem, int, error) {
	p := s.problem(v.r.Context(), act, err)
	switch p.Status {
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusInternalServerError:
		return nil, 0, p
	}
	problem := &pages.Problem{Text: v.page.Fault(p.Code, p.Detail)}
	for _, e := range p.Errors {
		name, ok := fields[strings.TrimPrefix(e.Location, "body.")]
		if !ok {
			continue
		}
		if problem.Fields == nil {
			problem.Fields = map[string]string{}
			problem.Text = v.page.T(pages.CheckForm)
		}
		problem.Fields[name] = v.page.T(pages.FieldWrong)
	}
	return problem, p.Status, nil
}

// panel is the address of the page of a process.
func panel(process string) string { return adminPath + "/process?id=" + url.QueryEscape(process) }
