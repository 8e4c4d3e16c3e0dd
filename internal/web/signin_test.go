package web_test

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
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
	t.Run("mails nothing to an address that two people have", func(t *testing.T) {
		_, err := o.pool.Exec(t.Context(), "UPDATE official SET email = 'MINI08@mini.example' WHERE code = 'mini-09'")
		require.NoError(t, err)
		before := rows(t, o, mails)
		require.Equal(t, http.StatusAccepted, ask("mini08@mini.example"))
		require.Equal(t, before, rows(t, o, mails))
	})
	t.Run("stores neither tokens nor keys", func(t *testing.T) {
		token := o.as(t, head).token
		require.Zero(t, rows(t, o, "SELECT count(*) FROM session WHERE encode(token_hash, 'escape') LIKE '%canbo%'"))
		require.NotContains(t, o.log.String(), token)
	})
}

func TestNobodyIsKeptOutByAskingInTheirName(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	mine, stranger := o.visitorAs(t, member), o.visitor()
	asked := url.Values{"email": {"mini06@mini.example"}}
	mails := func() int { return rows(t, o, "SELECT count(*) FROM mail_outbox WHERE kind = 'sign_in'") }
	for range 10 {
		require.Equal(t, http.StatusOK, stranger.post(t, "/sign-in", asked).status)
	}
	require.Equal(t, 5, mails(), "of which the first was mine")
	require.Equal(t, http.StatusOK, mine.post(t, "/sign-in", asked).status)
	require.Equal(t, "/app/inbox", mine.post(t, "/sign-in", url.Values{"token": {o.link(t, member)}}).at)
	for range 10 {
		require.Equal(t, http.StatusOK, mine.post(t, "/sign-in", asked).status)
	}
	require.Equal(t, 5+4, mails(), "a browser of one's own is bounded too")
}

func TestTheTimeOfTheAnswerDoesNotTellWhetherAnAddressIsKnown(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	slow := o.deps
	slow.LinkTime = 50 * time.Millisecond
	patient := httptest.NewServer(web.New(slow))
	t.Cleanup(patient.Close)
	for _, email := range []string{"mini06@mini.example", "nobody@mini.example"} {
		begun := time.Now()
		got := client{base: patient.URL}.post(t, "/sign-in", map[string]any{"email": email})
		require.GreaterOrEqual(t, time.Since(begun), slow.LinkTime, email)
		require.Equal(t, http.StatusAccepted, got.status)
	}
}

func TestSigningInIsLimited(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	limited := httptest.NewServer(web.New(web.Deps{
		Store: o.store, Engine: o.engine, Clock: o.clock.Now, Logger: slog.New(slog.DiscardHandler), SignInsPerMinute: 2,
	}))
	t.Cleanup(limited.Close)
	asks := client{base: limited.URL}
	for i, want := range []int{http.StatusAccepted, http.StatusAccepted, http.StatusTooManyRequests} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, limited.URL+"/api/v1/sign-in", strings.NewReader(`{"email": "a@mini.example"}`))
		require.NoError(t, err)
		for _, forged := range []string{"X-Forwarded-For", "X-Real-Ip", "True-Client-Ip", "Forwarded"} {
			r.Header.Set(forged, fmt.Sprintf("203.0.113.%d", i))
		}
		require.Equal(t, want, do(t, r).status, "whatever address a header names")
	}
	require.Equal(t, http.StatusUnauthorized, asks.get(t, "/me").status, "other requests are not limited")
}

// keyRequest asks for a key, keyGrounds are why it is revoked.
func keyRequest(name, role string) map[string]any {
	return map[string]any{"name": name, "role": role, "reason": "Kết nối báo cáo", "basis": "12-CV/HU"}
}

func keyGrounds() map[string]any { return map[string]any{"reason": "Lộ khóa", "basis": "13-CV/HU"} }

func TestAPIKeys(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	require.Equal(t, http.StatusForbidden, o.as(t, head).post(t, "/api-keys", keyRequest("x", "inspector")).status)
	made := o.admin().post(t, "/api-keys", keyRequest("audit", "inspector"))
	require.Equal(t, http.StatusCreated, made.status, made.text)
	require.Equal(t, "key_exists", o.admin().post(t, "/api-keys", keyRequest("audit", "inspector")).code())
	require.Equal(t, http.StatusUnprocessableEntity, o.admin().post(t, "/api-keys", keyRequest("root", "official")).status)

	inspector := client{base: o.server.URL, token: made.body["key"].(string)}
	require.Equal(t, "key:audit", inspector.get(t, "/me").body["code"])
	require.Equal(t, http.StatusForbidden, inspector.post(t, "/cycles", openRequest()).status)
	require.Equal(t, http.StatusForbidden, inspector.get(t, "/inbox").status)

	keys := o.admin().get(t, "/api-keys")
	require.Len(t, keys.items(), 1)
	require.NotContains(t, keys.text, made.body["key"])
	require.Equal(t, "Kết nối báo cáo", keys.items()[0]["reason"])
	require.NotEmpty(t, keys.items()[0]["used_at"])
	for _, missing := range []string{"reason", "basis"} {
		ask, end := keyRequest("second", "inspector"), keyGrounds()
		ask[missing], end[missing] = " ", " "
		require.Equal(t, http.StatusUnprocessableEntity, o.admin().post(t, "/api-keys", ask).status, missing)
		require.Equal(t, http.StatusUnprocessableEntity, o.admin().post(t, "/api-keys/audit/revocation", end).status, missing)
	}
	require.Equal(t, http.StatusNoContent, o.admin().post(t, "/api-keys/audit/revocation", keyGrounds()).status)
	require.Equal(t, http.StatusNotFound, o.admin().post(t, "/api-keys/audit/revocation", keyGrounds()).status)
	require.Equal(t, http.StatusUnauthorized, inspector.get(t, "/me").status)
}
