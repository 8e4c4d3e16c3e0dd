package web

import (
	"net/http"
	"net/mail"
	"strings"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/fault"
	"canbo/internal/web/pages"
)

func (s *server) signInPages(r chi.Router) {
	r.Get("/sign-in", s.open(func(v *visit) error {
		return s.show(v, pages.SignIn(v.page.Titled(pages.SignInTitle), pages.SignInView{Token: v.r.URL.Query().Get("token")}))
	}))
	r.Post("/sign-in", s.open(s.postSignIn))
	r.Get(appPath+"/account", s.signedIn(s.account))
	r.Post(appPath+"/sign-out", s.signedIn(s.postSignOut(access.SignOut, "signed_out")))
	r.Post(appPath+"/sign-out/everywhere", s.signedIn(s.postSignOut(access.SignOutEverywhere, "signed_out_all")))
}

// postSignIn takes the button of a followed link, or the address of somebody who wants one.
func (s *server) postSignIn(v *visit) error {
	token := v.r.PostFormValue("token")
	if token == "" {
		return s.askForLink(v, strings.TrimSpace(v.r.PostFormValue("email")))
	}
	session, err := s.signIn(v.r.Context(), token, s.browser(v))
	if f, ok := fault.As(err); ok && f.Kind == fault.Denied {
		return s.showAs(v, http.StatusForbidden, pages.SignIn(v.page.Titled(pages.SignInTitle), pages.SignInView{Problem: v.page.Refusal(f)}))
	}
	if err != nil {
		return err
	}
	s.setCookie(v, &http.Cookie{Name: sessionCookie, Value: session.Session, Path: appPath, MaxAge: int(sessionLife.Seconds())})
	return s.redirect(v, appPath, "")
}

// askForLink mails a link that works in this browser only.
func (s *server) askForLink(v *visit, email string) error {
	if parsed, err := mail.ParseAddress(email); err != nil || parsed.Address != email {
		return s.showAs(v, http.StatusUnprocessableEntity, pages.SignIn(v.page.Titled(pages.SignInTitle), pages.SignInView{
			Email: email, Problem: v.page.EmailMissing(),
		}))
	}
	secret := newToken(browserToken)
	if c, err := v.r.Cookie(browserCookie); err == nil && strings.HasPrefix(c.Value, browserToken) {
		secret = c.Value // a link that was asked for before stays good
	}
	if err := s.mailLink(v.r.Context(), email, s.hash(secret)); err != nil {
		return err
	}
	s.setCookie(v, &http.Cookie{Name: browserCookie, Value: secret, Path: "/sign-in", MaxAge: int(linkLife.Seconds())})
	return s.show(v, pages.LinkSent(v.page.Titled(pages.LinkSentTitle)))
}

// browser is the hash of the secret of the browser that asks; nil when it has none.
func (s *server) browser(v *visit) []byte {
	c, err := v.r.Cookie(browserCookie)
	if err != nil {
		return nil
	}
	return s.hash(c.Value)
}

func (s *server) postSignOut(act access.Act, done string) pageHandler {
	return func(v *visit) error {
		if _, err := call[none](v.r.Context(), s, v.actor, act, &bearerInput{Authorization: "Bearer " + v.session}); err != nil {
			return err
		}
		s.setCookie(v, &http.Cookie{Name: sessionCookie, Path: appPath, MaxAge: -1})
		return s.redirect(v, "/sign-in", done)
	}
}

func (s *server) account(v *visit) error {
	m, err := call[body[me]](v.r.Context(), s, v.actor, access.ReadMe, &none{})
	if err != nil {
		return err
	}
	return s.show(v, pages.Account(v.page.Titled(pages.AccountTitle), pages.AccountView{
		Email: m.Body.Email, Official: m.Body.Role == access.Official,
	}))
}
