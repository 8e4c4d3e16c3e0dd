package web_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/oauth2-proxy/mockoidc"
	"github.com/stretchr/testify/require"

	"canbo/internal/openid"
	"canbo/internal/web"
	"canbo/internal/web/pages"
)

// organisation is an identity provider, and the office whose people sign in there.
type organisation struct {
	*office
	mock     *mockoidc.MockOIDC
	provider *openid.Provider
}

func newOrganisation(t *testing.T, claim string, change func(*web.Deps)) organisation {
	t.Helper()
	return organisationAt(t, httptest.NewUnstartedServer(nil), "https://canbo.example", claim, change)
}

// organisationAt is an organisation whose office a server shows at a public address.
func organisationAt(t *testing.T, server *httptest.Server, public, claim string, change func(*web.Deps)) organisation {
	t.Helper()
	mock, err := mockoidc.NewServer(nil)
	require.NoError(t, err)
	require.NoError(t, mock.AddMiddleware(offersSignOut))
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	require.NoError(t, mock.Start(l, nil))
	t.Cleanup(func() { require.NoError(t, mock.Shutdown()) })

	o := *newOffice(t)
	g := organisation{office: &o, mock: mock, provider: openid.New(openid.Settings{
		Issuer: mock.Issuer(), ClientID: mock.ClientID, ClientSecret: mock.ClientSecret, Claim: claim, Scopes: openid.ScopesOf("email"),
		Callback: public + web.ProviderCallback, Clock: time.Now, Logger: slog.New(slog.NewJSONHandler(o.log, nil)),
	})}
	deps := web.Deps{
		Store: o.store, Engine: o.engine, Clock: o.clock.Now, Logger: slog.New(slog.NewJSONHandler(o.log, nil)),
		PublicURL: public, SessionKey: "test-session-key", Provider: g.provider,
		Contacts: []string{"Phòng Tổ chức <to-chuc@mini.example>"},
	}
	if change != nil {
		change(&deps)
	}
	o.server = server
	server.Config.Handler = web.New(deps)
	server.Start()
	t.Cleanup(server.Close)
	return g
}

// offersSignOut adds to the mock's description what it lacks.
func offersSignOut(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != mockoidc.DiscoveryEndpoint {
			next.ServeHTTP(w, r)
			return
		}
		got := httptest.NewRecorder()
		next.ServeHTTP(got, r)
		var document map[string]any
		_ = json.Unmarshal(got.Body.Bytes(), &document) // the mock's own
		document["end_session_endpoint"] = "https://login.example.vn/end?realm=mini"
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(document)
	})
}

// account is an account at the provider.
type account struct {
	mockoidc.MockUser
	audience string // that the ID token is for; "" for us
	code     string // an extra claim
}

func (a *account) Claims(_ []string, base *mockoidc.IDTokenClaims) (jwt.Claims, error) {
	claims := jwt.MapClaims{
		"iss": base.Issuer, "aud": base.Audience, "exp": base.ExpiresAt, "iat": base.IssuedAt, "sub": a.Subject, "nonce": base.Nonce,
		"email": a.Email, "email_verified": a.EmailVerified,
	}
	if a.audience != "" {
		claims["aud"] = a.audience
	}
	if a.code != "" {
		claims["employee"] = a.code
	}
	return claims, nil
}

func verified(email string) *account {
	return &account{MockUser: mockoidc.MockUser{Subject: "s-1", Email: email, EmailVerified: true}}
}

// begin sends a visitor to the provider, who signs in with an account; where the provider sends them back is not
// followed yet. change, if any, alters what the visitor's browser asks the provider for.
func (g organisation) begin(t *testing.T, v *visitor, a *account, change func(url.Values)) (callback string) {
	t.Helper()
	to, err := url.Parse(v.once(t, "/sign-in/provider").header.Get("Location"))
	require.NoError(t, err)
	query := to.Query()
	require.Equal(t, "S256", query.Get("code_challenge_method"))
	require.Equal(t, "https://canbo.example/sign-in/provider/callback", query.Get("redirect_uri"))
	if change != nil {
		change(query)
		to.RawQuery = query.Encode()
	}
	g.mock.QueueUser(a)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, to.String(), nil)
	require.NoError(t, err)
	response, err := http.DefaultTransport.RoundTrip(r)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	back, err := response.Location()
	require.NoError(t, err)
	return back.RequestURI()
}

// once gets a page and follows nothing.
func (v *visitor) once(t *testing.T, address string) seen {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, v.o.server.URL+address, nil)
	require.NoError(t, err)
	return v.send(t, r)
}

func TestSigningInAtTheProvider(t *testing.T) {
	t.Parallel()
	g := newOrganisation(t, openid.EmailClaim, nil)
	g.provider.Find(t.Context())
	v := g.visitor()
	require.Equal(t, "/sign-in", v.get(t, "/app/results").at)
	require.Contains(t, v.get(t, "/sign-in").text, `href="/sign-in/provider"`)
	require.Contains(t, v.get(t, "/sign-in").text, `name="email"`, "both ways at once")

	callback := g.begin(t, v, verified("MINI06@mini.example"), nil)
	got := v.get(t, callback)
	require.Equal(t, "/app/results", got.at, "the page that was wanted")
	require.Contains(t, got.text, "La Đình Thụ")
	require.NotContains(t, g.log.String(), "code=", "no code gets into the log")
	require.Zero(t, rows(t, g.office, "SELECT count(*) FROM provider_attempt WHERE used_at IS NULL"))

	t.Run("a callback works once", func(t *testing.T) {
		got := v.get(t, callback)
		require.Equal(t, http.StatusForbidden, got.status)
		require.Contains(t, got.text, "đề nghị bắt đầu lại")
	})
	t.Run("signing out ends the session at the provider too", func(t *testing.T) {
		got := v.post(t, "/app/sign-out", nil)
		require.Equal(t, http.StatusOK, got.status)
		to, err := url.Parse(strings.TrimPrefix(got.header.Get("Refresh"), "0; url="))
		require.NoError(t, err)
		require.Equal(t, "login.example.vn", to.Host)
		require.Equal(t, "mini", to.Query().Get("realm"))
		require.Equal(t, g.mock.ClientID, to.Query().Get("client_id"))
		require.Equal(t, "https://canbo.example/sign-in", to.Query().Get("post_logout_redirect_uri"))
		require.Len(t, strings.Split(to.Query().Get("id_token_hint"), "."), 3)
		require.Contains(t, got.text, `href="https://login.example.vn/end`, "a browser that does not go on has a link")
		require.Equal(t, "/sign-in", v.get(t, "/app/inbox").at)
	})
	t.Run("somebody who came by mail is not sent to the provider", func(t *testing.T) {
		require.Equal(t, "/sign-in", g.visitorAs(t, member).post(t, "/app/sign-out", nil).at)
	})
}

func TestAForgedSignInAtTheProviderIsRefused(t *testing.T) {
	t.Parallel()
	g := newOrganisation(t, openid.EmailClaim, nil)
	g.provider.Find(t.Context())
	good := func() *account { return verified("mini06@mini.example") }
	tests := []struct {
		name string
		code string
		come func(t *testing.T, v *visitor) seen
	}{
		{"a state that we did not make", "bad_attempt", func(t *testing.T, v *visitor) seen {
			return v.get(t, g.begin(t, v, good(), func(q url.Values) { q.Set("state", "canbo_p_guess") }))
		}},
		{"no state", "bad_attempt", func(t *testing.T, v *visitor) seen { return v.get(t, web.ProviderCallback+"?code=x") }},
		{"another browser than that which began", "bad_attempt", func(t *testing.T, v *visitor) seen {
			callback := g.begin(t, v, good(), nil)
			thief := g.visitor()
			thief.post(t, "/sign-in", url.Values{"email": {"mini05@mini.example"}}) // with a secret of its own
			got := thief.get(t, callback)
			require.Equal(t, "/app/inbox", v.get(t, callback).at, "it stays good where it began")
			return got
		}},
		{"an attempt of a quarter of an hour ago", "bad_attempt", func(t *testing.T, v *visitor) seen {
			callback := g.begin(t, v, good(), nil)
			g.clock.set(g.clock.Now().Add(15 * time.Minute))
			return v.get(t, callback)
		}},
		{"a nonce that is not that of the attempt", "provider_refused", func(t *testing.T, v *visitor) seen {
			return v.get(t, g.begin(t, v, good(), func(q url.Values) { q.Set("nonce", "another") }))
		}},
		{"a code that was redeemed before", "provider_refused", func(t *testing.T, v *visitor) seen {
			callback := g.begin(t, v, good(), nil)
			require.Equal(t, "/app/inbox", v.get(t, callback).at)
			return v.get(t, fmt.Sprintf("%s?code=%s&state=%s", web.ProviderCallback, query(t, callback, "code"), g.state(t, v)))
		}},
		{"a code that somebody else's browser was given", "provider_refused", func(t *testing.T, v *visitor) seen {
			stolen := query(t, g.begin(t, g.visitor(), good(), nil), "code")
			return v.get(t, fmt.Sprintf("%s?code=%s&state=%s", web.ProviderCallback, stolen, g.state(t, v)))
		}},
		{"an ID token for another program", "provider_refused", func(t *testing.T, v *visitor) seen {
			a := good()
			a.audience = "another-program"
			return v.get(t, g.begin(t, v, a, nil))
		}},
		{"an ID token that is over", "provider_refused", func(t *testing.T, v *visitor) seen {
			callback := g.begin(t, v, good(), nil)
			g.mock.FastForward(-time.Hour)
			defer g.mock.FastForward(time.Hour)
			return v.get(t, callback)
		}},
		{"somebody who declined", "provider_declined", func(t *testing.T, v *visitor) seen {
			return v.get(t, fmt.Sprintf("%s?error=access_denied&error_description=<script>&state=%s", web.ProviderCallback, g.state(t, v)))
		}},
		{"an account whose mail address is not verified", "mail_unverified", func(t *testing.T, v *visitor) seen {
			a := good()
			a.EmailVerified = false
			return v.get(t, g.begin(t, v, a, nil))
		}},
		{"an account that says no address", "claim_missing", func(t *testing.T, v *visitor) seen { return v.get(t, g.begin(t, v, verified(""), nil)) }},
		{"somebody who is no official", "unknown_account", func(t *testing.T, v *visitor) seen {
			return v.get(t, g.begin(t, v, verified("stranger@mini.example"), nil))
		}},
	}
	for _, tt := range tests { // one after another: they share the mock's queue and its clock
		t.Run(tt.name, func(t *testing.T) {
			v := g.visitor()
			got := tt.come(t, v)
			require.Equal(t, http.StatusForbidden, got.status, got.text)
			require.NotContains(t, got.text, "<script>")
			switch tt.code {
			case "mail_unverified", "claim_missing", "unknown_account":
				require.Contains(t, got.text, pages.Page{Lang: pages.Vietnamese}.Fault(tt.code, ""))
				require.Contains(t, got.text, "Phòng Tổ chức", "whom to ask")
			default:
				require.Contains(t, got.text, `href="/sign-in/provider"`, "how to begin again")
				require.Contains(t, got.text, `id="problem"`)
			}
		})
	}
}

// state is that of an attempt that a visitor begins and goes no further with.
func (g organisation) state(t *testing.T, v *visitor) string {
	t.Helper()
	return query(t, v.once(t, "/sign-in/provider").header.Get("Location"), "state")
}

func query(t *testing.T, address, name string) string {
	t.Helper()
	at, err := url.Parse(address)
	require.NoError(t, err)
	return at.Query().Get(name)
}

func TestAClaimMayHoldTheCodeOfAnOfficial(t *testing.T) {
	t.Parallel()
	g := newOrganisation(t, "employee", func(d *web.Deps) { d.NoMailLinks = true })
	g.provider.Find(t.Context())
	v := g.visitor()
	page := v.get(t, "/sign-in").text
	require.NotContains(t, page, `name="email"`, "links are switched off")
	a := verified("private@elsewhere.example")
	a.code, a.EmailVerified = "MINI-06", false
	require.Equal(t, "/app/inbox", v.get(t, g.begin(t, v, a, nil)).at)
	require.Equal(t, member, g.seenAs(t, v))

	require.Equal(t, http.StatusForbidden, g.visitor().post(t, "/sign-in", url.Values{"email": {"mini06@mini.example"}}).status)
	require.Equal(t, "mail_links_off", g.nobody().post(t, "/sign-in", map[string]any{"email": "mini06@mini.example"}).code())
	require.Zero(t, rows(t, g.office, "SELECT count(*) FROM mail_outbox WHERE kind = 'sign_in'"))
}

// seenAs is the official whose session a visitor has.
func (g organisation) seenAs(t *testing.T, v *visitor) string {
	t.Helper()
	require.NotNil(t, v.cookie("canbo_session"))
	var official string
	require.NoError(t, g.pool.QueryRow(t.Context(), "SELECT official FROM session WHERE ended_at IS NULL").Scan(&official))
	return official
}

func TestAnAddressOfTwoPeopleSignsNobodyIn(t *testing.T) {
	t.Parallel()
	g := newOrganisation(t, openid.EmailClaim, nil)
	g.provider.Find(t.Context())
	_, err := g.pool.Exec(t.Context(), "UPDATE official SET email = 'MINI06@mini.example' WHERE code = $1", head)
	require.NoError(t, err)
	v := g.visitor()
	require.Contains(t, v.get(t, g.begin(t, v, verified("mini06@mini.example"), nil)).text, "chưa có trong danh sách cán bộ")
}

func TestAProviderThatIsAwayLeavesTheOtherWay(t *testing.T) {
	t.Parallel()
	g := newOrganisation(t, openid.EmailClaim, nil) // not found yet
	v := g.visitor()
	page := v.get(t, "/sign-in")
	require.Equal(t, http.StatusOK, page.status)
	require.Contains(t, page.text, "tạm thời không trả lời")
	require.Contains(t, page.text, `name="email"`)
	require.NotContains(t, page.text, `href="/sign-in/provider"`)
	got := v.get(t, "/sign-in/provider")
	require.Equal(t, http.StatusServiceUnavailable, got.status)
	require.Contains(t, got.text, `name="email"`)
	require.Equal(t, "/app/inbox", g.visitorAs(t, member).get(t, "/app/inbox").at, "a link signs in meanwhile")

	g.provider.Find(t.Context())
	require.Contains(t, v.get(t, "/sign-in").text, `href="/sign-in/provider"`)

	t.Run("also when it goes away in the middle", func(t *testing.T) {
		callback := g.begin(t, v, verified("mini06@mini.example"), nil)
		for range 2 { // once for each way in which a client may name itself
			g.mock.QueueError(&mockoidc.ServerError{Code: http.StatusBadGateway, Error: "down"})
		}
		require.Equal(t, http.StatusServiceUnavailable, v.get(t, callback).status)
	})
}

func TestSigningInLeadsToPagesOfOursOnly(t *testing.T) {
	t.Parallel()
	g := newOrganisation(t, openid.EmailClaim, nil)
	g.provider.Find(t.Context())
	for _, place := range []string{
		"https://evil.example/app/inbox", "//evil.example/app/x", "/app//evil.example", "/app/../../x", "javascript:alert(1)", "/healthz",
	} {
		v := g.visitor()
		callback := g.begin(t, v, verified("mini06@mini.example"), nil)
		v.keep(&http.Cookie{Name: "__Secure-canbo_place", Value: place, Path: "/sign-in"})
		require.Equal(t, "/app", v.once(t, callback+"&next="+url.QueryEscape(place)).header.Get("Location"), place)
	}
}

func TestGoingToTheProviderIsLimited(t *testing.T) {
	t.Parallel()
	g := newOrganisation(t, openid.EmailClaim, func(d *web.Deps) { d.SignInsPerMinute = 2 })
	g.provider.Find(t.Context())
	v := g.visitor()
	for range 2 {
		require.Equal(t, http.StatusSeeOther, v.once(t, "/sign-in/provider").status)
		require.Equal(t, http.StatusForbidden, v.once(t, web.ProviderCallback+"?state=guess").status)
	}
	got := v.once(t, "/sign-in/provider")
	require.Equal(t, http.StatusTooManyRequests, got.status)
	require.Contains(t, got.text, "đề nghị chờ một phút")
	require.Equal(t, http.StatusTooManyRequests, v.once(t, web.ProviderCallback+"?state=guess").status)
	require.Equal(t, http.StatusOK, v.once(t, "/sign-in").status)
}
