package web_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/web"
)

func TestSigningIn(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ask := func(email string) int {
		return o.nobody().post(t, "/sign-in", map[string]any{"email": email}).status
	}
	confirm := func(token string) reply {
		return o.nobody().post(t, "/sign-in/confirm", map[string]any{"token": token})
	}
	mails := "SELECT count(*) FROM mail_outbox WHERE kind = 'sign_in'"

	t.Run("answers the same for an address that nobody has", func(t *testing.T) {
		require.Equal(t, http.StatusAccepted, ask("nobody@mini.example"))
		require.Zero(t, rows(t, o, mails))
	})
	t.Run("takes the address however it is capitalised, and the link once", func(t *testing.T) {
		require.Equal(t, http.StatusAccepted, ask("Mini05@MINI.example"))
		token := o.link(t, head)
		require.Equal(t, http.StatusOK, confirm(token).status)
		require.Equal(t, "bad_token", confirm(token).code())
		require.Equal(t, http.StatusForbidden, confirm("canbo_l_guess").status)
	})
	t.Run("refuses a link after a quarter of an hour", func(t *testing.T) {
		require.Equal(t, http.StatusAccepted, ask("mini06@mini.example"))
		token := o.link(t, member)
		o.clock.set(o.clock.Now().Add(15 * time.Minute))
		require.Equal(t, http.StatusForbidden, confirm(token).status)
	})
	t.Run("ends with the session's twelve hours, or before on demand", func(t *testing.T) {
		me := o.as(t, head)
		got := me.get(t, "/me")
		require.Equal(t, map[string]any{
			"role": "official", "code": head, "name": "Hứa Công Việt", "email": "mini05@mini.example",
		}, got.body)
		other := o.as(t, outsider)
		require.Equal(t, http.StatusNoContent, other.post(t, "/sign-out", nil).status)
		require.Equal(t, http.StatusUnauthorized, other.get(t, "/me").status)
		require.Equal(t, http.StatusOK, me.get(t, "/me").status, "only the one session ended")
		o.clock.set(o.clock.Now().Add(12 * time.Hour))
		got = me.get(t, "/me")
		require.Equal(t, http.StatusUnauthorized, got.status)
		require.Equal(t, "Bearer", got.header.Get("Www-Authenticate"))
	})
	t.Run("does not flood a mailbox", func(t *testing.T) {
		before := rows(t, o, mails)
		for range 8 {
			require.Equal(t, http.StatusAccepted, ask("mini07@mini.example"))
		}
		require.Equal(t, before+5, rows(t, o, mails))
	})
	t.Run("stores neither tokens nor keys", func(t *testing.T) {
		token := o.as(t, head).token
		require.Zero(t, rows(t, o, "SELECT count(*) FROM session WHERE encode(token_hash, 'escape') LIKE '%canbo%'"))
		require.NotContains(t, o.log.String(), token)
	})
}

func TestSigningInIsLimited(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	limited := httptest.NewServer(web.New(web.Deps{
		Store: o.store, Engine: o.engine, Clock: o.clock.Now, Logger: slog.New(slog.DiscardHandler), SignInsPerMinute: 2,
	}))
	t.Cleanup(limited.Close)
	asks := client{base: limited.URL}
	for _, want := range []int{http.StatusAccepted, http.StatusAccepted, http.StatusTooManyRequests} {
		require.Equal(t, want, asks.post(t, "/sign-in", map[string]any{"email": "a@mini.example"}).status)
	}
	require.Equal(t, http.StatusUnauthorized, asks.get(t, "/me").status, "other requests are not limited")
}

func TestAPIKeys(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	require.Equal(t, http.StatusForbidden, o.as(t, head).post(t, "/api-keys", map[string]any{"name": "x", "role": "inspector"}).status)
	made := o.admin().post(t, "/api-keys", map[string]any{"name": "audit", "role": "inspector"})
	require.Equal(t, http.StatusCreated, made.status, made.text)
	require.Equal(t, "key_exists", o.admin().post(t, "/api-keys", map[string]any{"name": "audit", "role": "inspector"}).code())
	require.Equal(t, http.StatusUnprocessableEntity, o.admin().post(t, "/api-keys", map[string]any{"name": "root", "role": "official"}).status)

	inspector := client{base: o.server.URL, token: made.body["key"].(string)}
	require.Equal(t, "key:audit", inspector.get(t, "/me").body["code"])
	require.Equal(t, http.StatusForbidden, inspector.post(t, "/cycles", openRequest()).status)
	require.Equal(t, http.StatusForbidden, inspector.get(t, "/inbox").status)

	keys := o.admin().get(t, "/api-keys")
	require.Len(t, keys.items(), 1)
	require.NotContains(t, keys.text, made.body["key"])
	require.Equal(t, http.StatusNoContent, o.admin().send(t, http.MethodDelete, "/api-keys/audit", "", nil).status)
	require.Equal(t, http.StatusNotFound, o.admin().send(t, http.MethodDelete, "/api-keys/audit", "", nil).status)
	require.Equal(t, http.StatusUnauthorized, inspector.get(t, "/me").status)
}
