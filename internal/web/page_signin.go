package web

import (
	"net/http"
	"net/mail"
	"net/url"
	"path"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/fault"
	"canbo/internal/postgres"
	"canbo/internal/web/pages"
)

func (s *server) signInPages(r chi.Router) {
	r.Get(signInPath, s.open(func(v *visit) error {
		return s.showSignIn(v, http.StatusOK, pages.SignInView{Token: v.r.URL.Query().Get("token")})
	}))
	r.Post(signInPath, s.open(s.postSignIn))
	s.providerPages(r)
	r.Get(appPath+"/account", s.signedIn(s.account))
	s.ownMailPages(r)
	r.Post(appPath+"/account/sessions/{session}/end", s.signedIn(s.postEndSession))
	r.Post(appPath+"/sign-out", s.signedIn(s.postSignOut(access.SignOut, "signed_out")))
	r.Post(appPath+"/sign-out/everywhere", s.signedIn(s.postSignOut(access.SignOutEverywhere, "signed_out_all")))
}

// showSignIn shows the ways to sign in that there are.
func (s *server) showSignIn(v *visit, status int, view pages.SignInView) error {
	view.Links = !s.NoMailLinks
	if s.Provider != nil {
		view.Provider, view.Away = true, s.Provider.Away()
	}
	return s.showAs(v, status, pages.SignIn(v.page.Titled(pages.SignInTitle), view))
}

// postSignIn takes the button of a followed link, or the address of somebody who wants one.
func (s *server) postSignIn(v *visit) error {
	token := v.r.PostFormValue("token")
	if token == "" {
		return s.askForLink(v, strings.TrimSpace(v.r.PostFormValue("email")))
	}
	secret := s.browserSecret(v)
	session, err := s.signIn(v.r.Context(), token, s.hash(secret), device(v.r))
	if f, ok := fault.As(err); ok && f.Kind == fault.Denied {
		return s.showSignIn(v, http.StatusForbidden, pages.SignInView{Problem: v.page.Refusal(f)})
	}
	if err != nil {
		return err
	}
	return s.enter(v, session.Session, secret)
}

// enter gives a browser its session and leads to the page that somebody wanted before.
func (s *server) enter(v *visit, session, secret string) error {
	s.setCookie(v.w, sessionCookie, session, sessionLife)
	s.setCookie(v.w, browserCookie, secret, browserLife)
	s.setCookie(v.w, placeCookie, "", 0)
	return s.redirect(v, wanted(s.cookie(v.r, placeCookie)), "")
}

// wanted is a page of ours that somebody wanted to see: whatever else the cookie names, it is the first.
func wanted(address string) string {
	at, err := url.Parse(address)
	if err != nil || at.IsAbs() || at.Host != "" || at.Path != path.Clean(at.Path) || !strings.HasPrefix(at.Path, appPath+"/") ||
		strings.ContainsAny(address, "\\\r\n\t") {
		return appPath
	}
	return at.RequestURI()
}

// askForLink mails a link that works in this browser only.
func (s *server) askForLink(v *visit, email string) error {
	if parsed, err := mail.ParseAddress(email); err != nil || parsed.Address != email {
		return s.showSignIn(v, http.StatusUnprocessableEntity, pages.SignInView{Email: email, Problem: v.page.EmailMissing()})
	}
	secret := s.browserSecret(v)
	err := s.mailLink(v.r.Context(), email, s.hash(secret))
	if f, ok := fault.As(err); ok && f.Kind == fault.Denied {
		return s.showSignIn(v, http.StatusForbidden, pages.SignInView{Problem: v.page.Refusal(f)})
	}
	if err != nil {
		return err
	}
	s.setCookie(v.w, browserCookie, secret, browserLife)
	return s.show(v, pages.LinkSent(v.page.Titled(pages.LinkSentTitle)))
}

// browserSecret is the secret of the browser that asks, so that a link or attempt from before stays good; a new one when
// it has none.
func (s *server) browserSecret(v *visit) string {
	if secret := s.cookie(v.r, browserCookie); strings.HasPrefix(secret, browserToken) {
		return secret
	}
	return newToken(browserToken)
}

func (s *server) postSignOut(act access.Act, done string) pageHandler {
	return func(v *visit) error {
		if _, err := call[none](v.r.Context(), s, v.actor, act, &bearerInput{v.bearer()}); err != nil {
			return err
		}
		s.setCookie(v.w, sessionCookie, "", 0)
		if left, err := s.leaveProvider(v); left {
			return err
		}
		return s.redirect(v, signInPath, done)
	}
}

func (s *server) account(v *visit) error {
	m, err := call[body[me]](v.r.Context(), s, v.actor, access.ReadMe, &none{})
	if err != nil {
		return err
	}
	sessions, err := call[body[items[postgres.OpenSession]]](v.r.Context(), s, v.actor, access.ListSessions, &bearerInput{v.bearer()})
	if err != nil {
		return err
	}
	view := pages.AccountView{Email: m.Body.Email, Official: m.Body.Role == access.Official}
	for _, o := range sessions.Body.Items {
		view.Sessions = append(view.Sessions, pages.SessionLine{ID: o.ID, Device: o.Device, Since: o.CreatedAt, Seen: o.SeenAt, This: o.This})
	}
	return s.show(v, pages.Account(v.page.Titled(pages.AccountTitle), view))
}

func (s *server) postEndSession(v *visit) error {
	id, _ := strconv.ParseInt(chi.URLParam(v.r, "session"), 10, 64) // no session has the number 0
	in := &sessionInput{Authorization: v.bearer(), ID: id}
	if _, err := call[none](v.r.Context(), s, v.actor, access.EndSession, in); err != nil {
		return err
	}
	return s.redirect(v, appPath+"/account", "session_ended")
}

// bearer is the session of a visit as the API takes it.
func (v *visit) bearer() string { return "Bearer " + v.session }
