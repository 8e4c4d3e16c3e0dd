package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/a-h/templ"
	"golang.org/x/text/unicode/norm"

	"canbo/internal/access"
	"canbo/internal/web/pages"
)

// appPath is what the addresses begin with of all pages that somebody signed in sees.
const appPath = "/app"

// visit is one request for a page.
type visit struct {
	w       http.ResponseWriter
	r       *http.Request
	actor   access.Actor
	session string // bearer token; "" for nobody
	page    pages.Page
}

// pageHandler answers a visit: it shows a page, redirects, or returns why it cannot.
type pageHandler func(v *visit) error

func (s *server) newVisit(w http.ResponseWriter, r *http.Request) *visit {
	return &visit{w: w, r: r, actor: access.Nobody(), page: pages.Page{
		Lang: s.language(w, r), Assets: s.assets.Prefix(), Path: r.URL.RequestURI(), Now: s.now(),
	}}
}

// open makes a handler of a page that everybody may see.
func (s *server) open(h pageHandler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		v := s.newVisit(w, r)
		if err := readForm(w, r); err != nil {
			s.frame(v)
			s.failure(v, err)
			return
		}
		s.flash(v)
		if err := h(v); err != nil {
			s.failure(v, err)
		}
	}
}

// signedIn makes a handler of a page for people who are signed in; others are led to the sign-in page.
func (s *server) signedIn(h pageHandler) http.HandlerFunc {
	return s.open(func(v *visit) error {
		switch err := s.recognise(v); {
		case err != nil:
			return err
		case v.actor.Role == access.Anonymous && (v.r.Method != http.MethodGet || isPart(v.r)):
			return noSession()
		case v.actor.Role == access.Anonymous:
			return s.leadToSignIn(v)
		}
		if err := s.furnish(v); err != nil {
			return err
		}
		return h(v)
	})
}

// leadToSignIn lets somebody sign in who then comes back to the page, and says so where a session has ended.
func (s *server) leadToSignIn(v *visit) error {
	s.setCookie(v.w, placeCookie, v.r.URL.RequestURI(), linkLife)
	if v.session == "" {
		return s.redirect(v, signInPath, "")
	}
	s.setCookie(v.w, sessionCookie, "", 0)
	return s.redirect(v, signInPath, "session_over")
}

// recognise finds out whose session the visitor's cookie holds.
func (s *server) recognise(v *visit) (err error) {
	if v.session = s.cookie(v.r, sessionCookie); strings.HasPrefix(v.session, sessionToken) {
		v.actor, err = s.actor(v.r.Context(), v.session)
	}
	return err
}

// furnish fills in what the frame shows to somebody who is signed in.
func (s *server) furnish(v *visit) error {
	m, err := call[body[me]](v.r.Context(), s, v.actor, access.ReadMe, &none{})
	if err != nil {
		return err
	}
	v.page.User.Name = m.Body.Name
	for _, role := range append([]access.Role{m.Body.Role}, m.Body.Granted...) {
		if name := roleNames[role]; name != "" {
			v.page.User.Roles = append(v.page.User.Roles, name)
		}
	}
	if v.page.User.Name == "" {
		v.page.User.Name = v.page.KeyName(m.Body.Code)
	}
	v.page.Nav = navigate(v.actor, v.r.URL.Path)
	return nil
}

// frame puts a refusal into the frame of whoever is signed in; it is worth showing without one too.
func (s *server) frame(v *visit) {
	if err := s.recognise(v); err == nil && v.actor.Role != access.Anonymous {
		_ = s.furnish(v)
	}
}

// navigate is the navigation of somebody at an address. A section leads to its first place that they may see.
func navigate(actor access.Actor, path string) []pages.NavItem {
	var nav []pages.NavItem
	sections := make(map[pages.Text]int) // where each is in nav
	for _, place := range navigation {
		if access.May(actor, place.act, access.Subject{}) != nil {
			continue
		}
		item := pages.NavItem{
			Text: place.text, Href: appPath + place.path, Current: strings.HasPrefix(path, appPath+place.path),
		}
		if place.section == "" {
			nav = append(nav, item)
			continue
		}
		at, known := sections[place.section]
		if !known {
			at = len(nav)
			sections[place.section] = at
			nav = append(nav, pages.NavItem{Text: place.section, Href: item.Href})
		}
		nav[at].Current = nav[at].Current || item.Current
		nav[at].Places = append(nav[at].Places, item)
	}
	return nav
}

// flash takes the line that the page before has left.
func (s *server) flash(v *visit) {
	code := s.cookie(v.r, flashCookie)
	if code == "" || v.r.Method != http.MethodGet {
		return
	}
	v.page.Flash = pages.Flashes[code]
	s.setCookie(v.w, flashCookie, "", 0)
}

var roleNames = map[access.Role]pages.Text{
	access.Administrator: pages.RoleAdministrator, access.Organiser: pages.RoleOrganiser, access.Inspector: pages.RoleInspector,
}

// show sends a page, or its tables as a workbook when the address asks for that.
func (s *server) show(v *visit, c templ.Component) error { return s.showAs(v, http.StatusOK, c) }

// showAs sends a page with a status; one of a refusal is a form that is shown again.
func (s *server) showAs(v *visit, status int, c templ.Component) error {
	switch {
	case status >= http.StatusBadRequest:
		return s.send(pages.Refused(v.r.Context()), v, status, c)
	case status == http.StatusOK && v.asSheet():
		return s.showSheet(v, c)
	}
	return s.send(v.r.Context(), v, status, c)
}

func (s *server) send(ctx context.Context, v *visit, status int, c templ.Component) error {
	v.w.Header().Set("Content-Type", "text/html; charset=utf-8")
	v.w.WriteHeader(status)
	if err := c.Render(ctx, v.w); err != nil && v.r.Context().Err() == nil {
		s.Logger.ErrorContext(v.r.Context(), "page not rendered", "route", pattern(v.r), "error", err)
	}
	return nil
}

// redirect leads on after an act, with a line on the next page that says what was done; flash may be "".
func (s *server) redirect(v *visit, to, flash string) error {
	if flash != "" {
		s.setCookie(v.w, flashCookie, flash, time.Minute)
	}
	http.Redirect(v.w, v.r, to, http.StatusSeeOther)
	return nil
}

// languageLife is how long a browser keeps the language that was chosen in it.
const languageLife = 365 * 24 * time.Hour

// language is what was asked for with ?lang=, which a cookie keeps; else that of the cookie, else Vietnamese.
func (s *server) language(w http.ResponseWriter, r *http.Request) pages.Lang {
	if asked := pages.Lang(r.URL.Query().Get("lang")); asked.Valid() {
		s.setCookie(w, languageCookie, string(asked), languageLife)
		return asked
	}
	if kept := pages.Lang(s.cookie(r, languageCookie)); kept.Valid() {
		return kept
	}
	return pages.Vietnamese
}

// readForm reads a form within the limit, and makes all its strings NFC as the API does.
func readForm(w http.ResponseWriter, r *http.Request) error {
	if r.Method != http.MethodPost {
		return nil
	}
	read, limit := r.ParseForm, int64(bodyLimit)
	if strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/form-data") && r.URL.Path == rosterPage {
		read, limit = func() error { return r.ParseMultipartForm(uploadLimit) }, uploadLimit
	}
	r.Body = http.MaxBytesReader(w, r.Body, limit)
	if err := read(); err != nil {
		if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
			return newFailure(http.StatusRequestEntityTooLarge, "body_too_large")
		}
		return newFailure(http.StatusUnprocessableEntity, "bad_text")
	}
	if err := restore(r.PostForm); err != nil {
		return newFailure(http.StatusUnprocessableEntity, "bad_text")
	}
	clean := make(url.Values, len(r.PostForm))
	for name, values := range r.PostForm {
		for _, value := range values {
			if !utf8.ValidString(value) || strings.ContainsRune(value, 0) {
				return newFailure(http.StatusUnprocessableEntity, "bad_text")
			}
			// Browsers end lines of a text area with CR LF.
			clean.Add(name, norm.NFC.String(strings.ReplaceAll(value, "\r\n", "\n")))
		}
	}
	r.PostForm = clean
	return nil
}

// newFailure is a refusal that is made before a request reaches an operation.
func newFailure(status int, code string) *Problem {
	p := newProblem(status, http.StatusText(status))
	p.Code = code
	return p
}

// call does an operation of the API for a page: the same checks of the input, the same question whether the actor may,
// the same act. Errors are Problems.
func call[O, I any](ctx context.Context, s *server, actor access.Actor, act access.Act, in *I) (*O, error) {
	do, ok := s.operations[act].(operation[I, O])
	if !ok {
		return nil, fmt.Errorf("no operation %s takes %T and gives %T", act, in, new(O))
	}
	if err := s.valid(act, in); err != nil {
		return nil, err
	}
	return do(ctx, actor, in)
}
