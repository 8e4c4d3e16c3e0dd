package web

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/postgres"
	"canbo/internal/web/pages"
)

func (s *server) commandPages(r chi.Router) {
	r.Get(appPath+"/commands/{command}", s.signedIn(s.command))
}

// command shows what has come of an act that was not confirmed at once.
func (s *server) command(v *visit) error {
	id := chi.URLParam(v.r, "command")
	c, err := call[body[commandView]](v.r.Context(), s, v.actor, access.ReadCommand, &commandPath{Command: id})
	if err != nil {
		return err
	}
	view := pages.CommandView{
		What: v.page.L(evaluation.ActLabel(c.Body.Kind)), ReceivedAt: c.Body.ReceivedAt, SettledAt: c.Body.SettledAt,
		Href: appPath + "/commands/" + id,
	}
	if c.Body.Problem != nil {
		view.Refusal = v.page.Fault(c.Body.Problem.Code, c.Body.Problem.Detail)
	}
	return s.show(v, pages.Command(v.page.Titled(pages.CommandTitle), view))
}

// newForm is an empty form that is posted to the address of its own page.
func (s *server) newForm(v *visit) pages.Form {
	return pages.Form{Action: v.r.URL.Path, Key: newToken("form_")}
}

// keyOf is the key of a form: a second press of its button is no second act.
func keyOf(v *visit) Idempotent { return Idempotent{Key: v.r.PostFormValue("key")} }

// filed leads on after an act: to the inbox when it is on record, else to the page that tells when it is.
func (s *server) filed(v *visit, a *answer, flash string) error {
	return s.filedTo(v, a, flash, appPath+"/inbox")
}

// filedTo is filed that leads to another page than the inbox.
func (s *server) filedTo(v *visit, a *answer, flash, page string) error {
	if a.Status == http.StatusAccepted {
		return s.redirect(v, appPath+"/commands/"+a.Body.Command, "")
	}
	return s.redirect(v, page, cmp.Or(flash, "filed"))
}

// refused returns the problem with which a form is shown again, under a new key because a refusal stands under the old
// one. The error is err itself when the form cannot help.
func (s *server) refused(v *visit, act access.Act, err error) (*pages.Problem, int, error) {
	p := s.problem(v.r.Context(), act, err)
	switch p.Status {
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusInternalServerError:
		return nil, 0, p
	}
	return &pages.Problem{Text: v.page.Fault(p.Code, p.Detail)}, p.Status, nil
}

// stepOf returns the step of a meeting in which an act is done.
func stepOf(steps []postgres.StepView, name string) postgres.StepView {
	for _, step := range steps {
		if step.Name == name {
			return step
		}
	}
	return postgres.StepView{}
}

// dueOf is when the named step is due while it is open; nil before and after.
func dueOf(steps []postgres.StepView, name string) *time.Time {
	if step := stepOf(steps, name); step.Status == "open" {
		return step.Due
	}
	return nil
}

// closed says why nothing can be filed in a step: it has not begun, waits, or is over. A step is on record from its beginning on.
func (v *visit) closed(step postgres.StepView) string {
	switch {
	case step.Status == "":
		return v.page.T(pages.FormNotBegun)
	case step.Status == "held":
		return v.page.T(pages.FormHeld)
	case step.Status == "closed" && step.ClosedAt != nil:
		return v.page.T(pages.FormOver, v.page.Moment(*step.ClosedAt))
	}
	return ""
}

// missing and forbidden tell what an operation has answered.
func missing(err error) bool   { return answered(err, http.StatusNotFound) }
func forbidden(err error) bool { return answered(err, http.StatusForbidden) }

func answered(err error, status int) bool {
	p, ok := errors.AsType[*Problem](err)
	return ok && p.Status == status
}

// placeName is the name of a unit or body; its code when it has none.
func (s *server) placeName(ctx context.Context, code string) (string, error) {
	names, err := s.Store.PlaceNames(ctx, code)
	return cmp.Or(names[code], code), err
}

// gradeChoices are the grades of a cycle as a form offers them.
func (s *server) gradeChoices(v *visit, cycle string) ([]pages.Choice, error) {
	grades, err := s.Store.CycleGrades(v.r.Context(), cycle)
	choices := make([]pages.Choice, len(grades))
	for i, g := range grades {
		choices[i] = pages.Choice{Value: string(g.Grade), Label: v.page.L(g.Label)}
	}
	return choices, err
}

// unitAt and its like read the place from the address of a page.
func unitAt(v *visit) UnitPath {
	return UnitPath{Cycle: chi.URLParam(v.r, "cycle"), Unit: chi.URLParam(v.r, "unit")}
}

func bodyAt(v *visit) BodyPath {
	return BodyPath{Cycle: chi.URLParam(v.r, "cycle"), Code: chi.URLParam(v.r, "body")}
}

func officialAt(v *visit) OfficialPath {
	return OfficialPath{Cycle: chi.URLParam(v.r, "cycle"), Official: chi.URLParam(v.r, "official")}
}

// noSession refuses a form of somebody whose session is over.
func noSession() *Problem {
	return problemOf(fault.New(fault.Denied, access.CodeNotSignedIn, "Sign in first."))
}

// wantsJSON reports whether a script asks, and not a form.
func wantsJSON(r *http.Request) bool {
	return strings.Contains(r.Header.Get("Accept"), "application/json")
}
