package web

import (
	"net/http"
	"strings"
	"time"
)

// The cookies. That of the session goes with requests below appPath only: a browser that casts papers does not send it.
const (
	sessionCookie  = "canbo_session"
	languageCookie = "canbo_lang"
	flashCookie    = "canbo_flash"
	browserCookie  = "canbo_browser" // a secret of the browser in which a sign-in was begun
	placeCookie    = "canbo_place"   // the page that somebody wanted who had to sign in first
	hintCookie     = "canbo_hint"    // what names somebody's session at the provider
)

// cookiePaths say with which addresses each cookie goes.
var cookiePaths = map[string]string{
	sessionCookie: appPath, languageCookie: "/", flashCookie: "/", browserCookie: "/sign-in", placeCookie: "/sign-in",
	hintCookie: appPath + "/sign-out",
}

// secure reports whether people reach us by TLS.
func (s *server) secure() bool { return strings.HasPrefix(s.PublicURL, "https://") }

// cookieName is what browsers call a cookie (RFC 6265bis, cookie name prefixes): no connection without TLS sets one, and
// no neighbouring site one of those that go with all addresses.
func (s *server) cookieName(name string) string {
	switch {
	case !s.secure():
		return name
	case cookiePaths[name] == "/":
		return "__Host-" + name
	default:
		return "__Secure-" + name
	}
}

// setCookie sets a cookie that no script reads and no other site's form sends; without a life it is taken away.
func (s *server) setCookie(w http.ResponseWriter, name, value string, life time.Duration) {
	c := &http.Cookie{
		Name: s.cookieName(name), Value: value, Path: cookiePaths[name], MaxAge: int(life.Seconds()),
		HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: s.secure(),
	}
	if life == 0 {
		c.MaxAge = -1
	}
	http.SetCookie(w, c)
}

// cookie returns the value of a cookie; "" when there is none, or several, of which a neighbouring site may have set one.
func (s *server) cookie(r *http.Request, name string) string {
	if all := r.CookiesNamed(s.cookieName(name)); len(all) == 1 {
		return all[0].Value
	}
	return ""
}
