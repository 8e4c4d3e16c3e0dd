package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestSigningInWithABrowser(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	v := o.visitor()
	got := v.get(t, "/app/inbox")
	require.Equal(t, "/sign-in", got.at, "sign in first")
	require.Contains(t, got.header.Get("Content-Security-Policy"), "default-src 'none'; script-src 'self'")
	require.NotContains(t, got.text, "<script>")
	require.NotContains(t, got.text, "style=")

	got = v.post(t, "/sign-in", url.Values{"email": {"not an address"}})
	require.Equal(t, http.StatusUnprocessableEntity, got.status)
	require.Contains(t, got.text, `value="not an address"`, "what was typed is shown again")
	require.Contains(t, got.text, `aria-invalid="true"`)

	got = v.post(t, "/sign-in", url.Values{"email": {"mini06@mini.example"}})
	require.Contains(t, got.text, "chỉ trên trình duyệt này")
	token := o.link(t, member)

	t.Run("following the link uses nothing up, for mail scanners follow links too", func(t *testing.T) {
		require.Contains(t, v.get(t, "/sign-in?token="+url.QueryEscape(token)).text, token)
	})
	t.Run("the link does not work in another browser, and stays good", func(t *testing.T) {
		got := o.visitor().post(t, "/sign-in", url.Values{"token": {token}})
		require.Equal(t, http.StatusForbidden, got.status)
		require.Contains(t, got.text, "trên chính trình duyệt đã yêu cầu")
		confirmed := o.nobody().post(t, "/sign-in/confirm", map[string]any{"token": token})
		require.Equal(t, "other_browser", confirmed.code(), "nor for a program")
	})
	t.Run("a form of another site is refused", func(t *testing.T) {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, o.server.URL+"/sign-in",
			strings.NewReader(url.Values{"token": {token}}.Encode()))
		require.NoError(t, err)
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "cross-site")
		refused := v.send(t, r)
		require.Equal(t, http.StatusForbidden, refused.status)
		require.Contains(t, refused.text, "trang của một địa chỉ khác")
	})
	t.Run("the button signs in, once", func(t *testing.T) {
		got := v.post(t, "/sign-in", url.Values{"token": {token}})
		require.Equal(t, "/app/inbox", got.at)
		require.Contains(t, got.text, "La Đình Thụ")
		require.Contains(t, got.text, "Phòng Nội vụ")
		require.Equal(t, http.StatusForbidden, v.post(t, "/sign-in", url.Values{"token": {token}}).status)
	})
	t.Run("the session goes to pages only, never to a ballot box or the API", func(t *testing.T) {
		session := v.cookie("canbo_session")
		require.True(t, session.HttpOnly && session.Secure && session.SameSite == http.SameSiteLaxMode)
		require.Equal(t, "/app", session.Path)
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, o.server.URL+"/api/v1/me", nil)
		require.NoError(t, err)
		r.AddCookie(&http.Cookie{Name: session.Name, Value: session.Value})
		require.Equal(t, http.StatusUnauthorized, v.send(t, r).status)
	})
	t.Run("signing out ends the session", func(t *testing.T) {
		kept := *v.cookie("canbo_session")
		require.Equal(t, "/sign-in", v.post(t, "/app/sign-out", nil).at)
		thief := o.visitor()
		thief.keep(&kept)
		require.Equal(t, "/sign-in", thief.get(t, "/app/inbox").at)
	})
}

func TestSigningOutEverywhere(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	first, second, other := o.visitorAs(t, member), o.visitorAs(t, member), o.visitorAs(t, head)
	require.Equal(t, "/sign-in", first.post(t, "/app/sign-out/everywhere", nil).at)
	require.Equal(t, "/sign-in", second.get(t, "/app/inbox").at)
	require.Equal(t, "/app/inbox", other.get(t, "/app/inbox").at, "only one's own sessions end")
}

func TestTheHolderOfAKeySignsInWithALink(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	made := o.admin().post(t, "/api-keys", keyRequest("audit", "inspector"))
	key := client{base: o.server.URL, token: made.body["key"].(string)}
	require.Equal(t, http.StatusForbidden, o.as(t, head).post(t, "/sign-in/links", nil).status)
	signIn := func(c client) *visitor {
		drawn := c.post(t, "/sign-in/links", nil)
		require.Equal(t, http.StatusCreated, drawn.status, drawn.text)
		link, err := url.Parse(drawn.body["link"].(string))
		require.NoError(t, err)
		v := o.visitor()
		require.Equal(t, "/app/admin/cycles", v.post(t, "/sign-in", url.Values{"token": {link.Query().Get("token")}}).at)
		return v
	}
	admin, inspector := signIn(o.admin()), signIn(key)
	require.Contains(t, admin.get(t, "/app/account").text, "Quản trị")
	require.Contains(t, inspector.get(t, "/app/account").text, "Kiểm tra, giám sát")
	require.Equal(t, http.StatusNoContent, o.admin().post(t, "/api-keys/audit/revocation", keyGrounds()).status)
	require.Equal(t, "/sign-in", inspector.get(t, "/app/account").at, "the session ends with its key")
	require.Equal(t, "/app/account", admin.get(t, "/app/account").at)
}

func TestPagesSpeakTwoLanguages(t *testing.T) {
	t.Parallel()
	v := newOffice(t).visitor()
	require.Contains(t, v.get(t, "/sign-in").text, `<html lang="vi"`)
	require.Contains(t, v.get(t, "/sign-in?lang=en").text, "Send a sign-in link")
	require.Contains(t, v.get(t, "/sign-in").text, `<html lang="en"`, "the choice is kept")
}
