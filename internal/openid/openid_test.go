package openid_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/oauth2-proxy/mockoidc"
	"github.com/stretchr/testify/require"

	"canbo/internal/fault"
	"canbo/internal/openid"
)

func TestAProviderIsLookedForUntilItAnswers(t *testing.T) {
	t.Parallel()
	var asked atomic.Int32
	var server *httptest.Server
	server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if asked.Add(1) == 1 {
			http.Error(w, "starting", http.StatusBadGateway)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`{"issuer": "` + server.URL + `", "authorization_endpoint": "` + server.URL + `/a", "token_endpoint": "` + server.URL + `/t", "jwks_uri": "` + server.URL + `/k"}`))
	}))
	t.Cleanup(server.Close)
	p := openid.New(openid.Settings{
		Issuer: server.URL, ClientID: "canbo", Claim: openid.EmailClaim, Scopes: openid.ScopesOf("email openid profile"),
		Callback: "https://canbo.example/back", Clock: time.Now, Logger: slog.New(slog.DiscardHandler),
	})
	require.True(t, p.Away())
	_, err := p.SignInAddress(openid.Attempt{})
	require.Equal(t, fault.Unavailable, fault.KindOf(err))
	_, err = p.Redeem(t.Context(), openid.Attempt{}, "code")
	require.Equal(t, fault.Unavailable, fault.KindOf(err))
	require.Empty(t, p.SignOutAddress("", "https://canbo.example"))
	p.Find(t.Context())
	require.EqualValues(t, 2, asked.Load())
	require.False(t, p.Away())
	address, err := p.SignInAddress(openid.Attempt{State: "s", Nonce: "n", Verifier: "v"})
	require.NoError(t, err)
	require.Contains(t, address, "scope=openid+email+profile")
	require.NotContains(t, address, "v=", "the verifier stays here")
	require.Empty(t, p.SignOutAddress("", "https://canbo.example"), "this provider ends no sessions")
}

func TestADescriptionOfAnotherProviderIsRefused(t *testing.T) {
	t.Parallel()
	mock, err := mockoidc.Run()
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, mock.Shutdown()) })
	p := openid.New(openid.Settings{Issuer: mock.Issuer() + "/", ClientID: "canbo", Logger: slog.New(slog.DiscardHandler)})
	require.Error(t, p.Check(t.Context()))
	require.True(t, p.Away())
}
