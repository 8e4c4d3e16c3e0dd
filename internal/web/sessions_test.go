package web_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/stretchr/testify/require"

	"canbo/internal/web"
)

const windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36"

func TestSessionsAreSeenAndEnded(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	v := o.visitor()
	require.Equal(t, http.StatusOK, v.post(t, "/sign-in", url.Values{"email": {"mini06@mini.example"}}).status)
	r := v.request(t, http.MethodPost, "/sign-in", url.Values{"token": {o.link(t, member)}})
	r.Header.Set("User-Agent", windows)
	require.Equal(t, http.StatusSeeOther, v.send(t, r).status)
	c := o.as(t, member)
	o.clock.set(o.clock.Now().Add(time.Hour))
	require.Equal(t, http.StatusOK, c.get(t, "/me").status)

	page := v.get(t, "/app/account").text
	require.Contains(t, page, "Chrome, Windows")
	require.Contains(t, page, "Chương trình")
	require.Contains(t, page, "dùng lần cuối lúc 10:00 ngày 07/01/2019")
	sessions := c.get(t, "/me/sessions").items()
	require.Len(t, sessions, 2)
	require.Equal(t, true, sessions[0]["this"])
	require.Equal(t, "Chrome, Windows", sessions[1]["device"])

	t.Run("nobody ends another's", func(t *testing.T) {
		got := o.as(t, head).send(t, http.MethodDelete, "/me/sessions/"+number(sessions[0]["id"]), "", nil)
		require.Equal(t, "session_not_found", got.code())
		require.Equal(t, http.StatusOK, c.get(t, "/me").status)
	})
	t.Run("one's own ends at once, on the page and through the API", func(t *testing.T) {
		got := v.post(t, "/app/account/sessions/"+number(sessions[0]["id"])+"/end", nil)
		require.Contains(t, mainOf(got), "Đã kết thúc phiên")
		require.Equal(t, http.StatusUnauthorized, c.get(t, "/me").status)
		require.Equal(t, http.StatusNotFound, v.post(t, "/app/account/sessions/"+number(sessions[0]["id"])+"/end", nil).status)
	})
}

func number(v any) string { return strconv.FormatFloat(v.(float64), 'f', -1, 64) }

func TestSessionsEndByThemselves(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	used, idle := o.as(t, head), o.as(t, member)
	begun := o.clock.Now()
	for hours := 2; hours < 12; hours += 2 {
		o.clock.set(begun.Add(time.Duration(hours) * time.Hour))
		require.Equal(t, http.StatusOK, used.get(t, "/me").status, "after %d hours", hours)
	}
	require.Equal(t, http.StatusUnauthorized, idle.get(t, "/me").status, "nobody used it for three hours")
	o.clock.set(begun.Add(12 * time.Hour))
	require.Equal(t, http.StatusUnauthorized, used.get(t, "/me").status, "twelve hours are the most")
}

func TestSigningInAgainReplacesTheSessionOfTheBrowser(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	v := o.visitorAs(t, member)
	before := *v.cookie("canbo_session")
	require.Equal(t, http.StatusOK, v.post(t, "/sign-in", url.Values{"email": {"mini05@mini.example"}}).status)
	require.Equal(t, "/app/inbox", v.post(t, "/sign-in", url.Values{"token": {o.link(t, head)}}).at)
	require.NotEqual(t, before.Value, v.cookie("canbo_session").Value)
	thief := o.visitor()
	thief.keep(&before)
	require.Equal(t, "/sign-in", thief.get(t, "/app/inbox").at, "the session before has ended")
	require.Equal(t, 1, rows(t, o, "SELECT count(*) FROM session WHERE ended_at IS NULL"))
}

func TestOfTwoSessionCookiesNeitherCounts(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	v := o.visitorAs(t, member)
	v.keep(&http.Cookie{Name: "__Secure-canbo_session", Value: "canbo_s_of-a-neighbour", Path: "/app/inbox"})
	require.Equal(t, "/sign-in", v.get(t, "/app/inbox").at)
}

// Every address answers with the same headers, whatever it answers.
func TestEveryRouteHasTheHeadersThatProtectIt(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	want := map[string]string{
		"Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; " +
			"connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
		"X-Content-Type-Options":       "nosniff",
		"X-Frame-Options":              "DENY",
		"Referrer-Policy":              "same-origin",
		"Permissions-Policy":           "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
		"Cross-Origin-Opener-Policy":   "same-origin",
		"Cross-Origin-Resource-Policy": "same-origin",
		"Strict-Transport-Security":    "max-age=31536000",
		"Cache-Control":                "no-store",
	}
	plain := o.deps
	plain.PublicURL = "http://127.0.0.1:8080"
	v, routes := o.visitorAs(t, member), 0
	ask := func(handler http.Handler, method, address string) *http.Response {
		r := httptest.NewRequestWithContext(t.Context(), method, address, nil)
		for _, c := range v.cookies {
			if strings.HasPrefix(r.URL.Path, c.Path) {
				r.AddCookie(&http.Cookie{Name: c.Name, Value: c.Value})
			}
		}
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		return w.Result()
	}
	secured, open := web.New(o.deps), web.New(plain)
	err := chi.Walk(secured.(chi.Routes), func(method, route string, _ http.Handler, _ ...func(http.Handler) http.Handler) error {
		if strings.HasSuffix(route, "/events") || strings.HasPrefix(route, "/app/sign-out") { // one follows, the other ends the session
			return nil
		}
		routes++
		address := filled(strings.TrimSuffix(route, "*"))
		got := ask(secured, method, address)
		require.Less(t, got.StatusCode, http.StatusInternalServerError, "%s %s", method, address)
		for name, value := range want {
			if name == "Cache-Control" && strings.HasPrefix(route, "/assets/") {
				continue // files whose name changes with what is in them
			}
			require.Equal(t, value, got.Header.Get(name), "%s of %s %s", name, method, address)
		}
		for _, c := range got.Cookies() {
			require.True(t, c.Secure && c.HttpOnly && c.SameSite == http.SameSiteLaxMode, "%s of %s", c.Name, address)
			require.True(t, strings.HasPrefix(c.Name, "__Secure-") || strings.HasPrefix(c.Name, "__Host-") && c.Path == "/", c.Name)
			require.Empty(t, c.Domain)
		}
		return nil
	})
	require.NoError(t, err)
	require.Greater(t, routes, 200)
	got := ask(open, http.MethodGet, "/sign-in?lang=en")
	require.Empty(t, got.Header.Get("Strict-Transport-Security"), "without TLS it would lock people out")
	require.Equal(t, "canbo_lang", got.Cookies()[0].Name)
}

func TestTooManyAttemptsGetAPageThatSaysToWait(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	few := o.deps
	few.SignInsPerMinute = 2
	limited := &office{server: httptest.NewServer(web.New(few))}
	t.Cleanup(limited.server.Close)
	v := limited.visitor()
	var got seen
	for range 3 {
		got = v.post(t, "/sign-in", url.Values{"token": {"canbo_l_guess"}})
	}
	require.Equal(t, http.StatusTooManyRequests, got.status)
	require.Contains(t, got.text, "<h1>Đề nghị chờ một phút</h1>")
	require.Contains(t, got.text, `href="/sign-in"`)
	require.NotEmpty(t, got.header.Get("Retry-After"))
}
