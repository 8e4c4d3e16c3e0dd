package web

import (
	"encoding/base64"
	"net/http"

	"github.com/go-chi/chi/v5"

	"canbo/internal/fault"
	"canbo/internal/openid"
	"canbo/internal/postgres"
	"canbo/internal/web/pages"
)

// ProviderCallback is the path to which the provider sends people back.
const ProviderCallback = providerPath + "/callback"

const (
	providerPath = signInPath + "/provider"
	hintSize     = 3500 // bytes of a cookie that every browser keeps
	hintNone     = "-"  // stands for a longer one
)

// providerPages sign people in at the organisation's OpenID Connect provider.
func (s *server) providerPages(r chi.Router) {
	r.Get(providerPath, s.open(s.beginAtProvider))
	r.Get(ProviderCallback, s.open(s.comeFromProvider))
}

// attempt derives the secrets of an attempt from its state: nothing that the database holds lets anybody finish it.
func (s *server) attempt(state string) openid.Attempt {
	derive := func(use string) string { return base64.RawURLEncoding.EncodeToString(s.hash(use + " " + state)) }
	return openid.Attempt{State: state, Nonce: derive("nonce"), Verifier: derive("verifier")}
}

// beginAtProvider sends somebody to the provider, with an attempt that only this browser can finish.
func (s *server) beginAtProvider(v *visit) error {
	if s.Provider == nil {
		return newFailure(http.StatusNotFound, "no_such_address")
	}
	state, now := newToken(attemptToken), s.now()
	to, err := s.Provider.SignInAddress(s.attempt(state))
	if err != nil {
		return s.refuseProvider(v, err)
	}
	secret := s.browserSecret(v)
	err = s.Store.BeginAttempt(v.r.Context(), postgres.Attempt{
		State: s.hash(state), Browser: s.hash(secret), At: now, Expires: now.Add(linkLife),
	})
	if err != nil {
		return err
	}
	s.setCookie(v.w, browserCookie, secret, browserLife)
	return s.redirect(v, to, "")
}

// comeFromProvider signs in who comes back from the provider.
func (s *server) comeFromProvider(v *visit) error {
	if s.Provider == nil {
		return newFailure(http.StatusNotFound, "no_such_address")
	}
	query, secret := v.r.URL.Query(), s.browserSecret(v)
	if err := s.Store.UseAttempt(v.r.Context(), s.hash(query.Get("state")), s.hash(secret), s.now()); err != nil {
		return s.refuseProvider(v, err)
	}
	if query.Get("code") == "" {
		return s.refuseProvider(v, fault.New(fault.Denied, "provider_declined", "The organisation's sign-in was not completed."))
	}
	who, err := s.Provider.Redeem(v.r.Context(), s.attempt(query.Get("state")), query.Get("code"))
	if err != nil {
		return s.refuseProvider(v, err)
	}
	token, session := s.newSession(s.hash(secret), device(v.r))
	if err := s.Store.SignInAs(v.r.Context(), who.Value, s.Provider.Claim == openid.EmailClaim, session); err != nil {
		return s.refuseProvider(v, err)
	}
	hint := who.IDToken
	if len(hint) > hintSize {
		hint = hintNone
	}
	s.setCookie(v.w, hintCookie, hint, sessionLife)
	return s.enter(v, token, secret)
}

// refuseProvider shows why the provider signed nobody in: to somebody whom we do not know whom to ask, to the others the
// ways to sign in that remain.
func (s *server) refuseProvider(v *visit, err error) error {
	f, ok := fault.As(err)
	if !ok || f.Kind != fault.Denied && f.Code != "provider_away" {
		return err
	}
	s.Logger.WarnContext(v.r.Context(), "not signed in by the provider", "code", f.Code, "error", err)
	switch f.Code {
	case "unknown_account", "mail_unverified", "claim_missing":
		return s.showAs(v, http.StatusForbidden, pages.NoAccount(v.page.Titled(pages.NoAccountTitle), pages.NoAccountView{
			Text: v.page.Fault(f.Code, f.Text), Ask: s.Contacts,
		}))
	}
	return s.showSignIn(v, statusOf[f.Kind], pages.SignInView{Problem: v.page.Refusal(f)})
}

// leaveProvider ends the session at the provider as well, if that is where it began. It shows a page that leads on:
// browsers do not let a form lead to another site.
func (s *server) leaveProvider(v *visit) (left bool, err error) {
	hint := s.cookie(v.r, hintCookie)
	if hint == "" || s.Provider == nil {
		return false, nil
	}
	s.setCookie(v.w, hintCookie, "", 0)
	if hint == hintNone {
		hint = ""
	}
	to := s.Provider.SignOutAddress(hint, s.PublicURL+signInPath)
	if to == "" {
		return false, nil
	}
	v.w.Header().Set("Refresh", "0; url="+to)
	return true, s.show(v, pages.LeaveProvider(v.page.Titled(pages.LeaveTitle), to))
}
