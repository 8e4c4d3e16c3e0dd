package app_test

import (
	"log/slog"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/app"
	"canbo/internal/config"
)

func TestTheAddressToRegisterAtTheProviderIsTheOneThatItIsGiven(t *testing.T) {
	t.Parallel()
	cfg, err := config.FromEnvironment()
	require.NoError(t, err)
	require.Nil(t, app.Provider(cfg, slog.New(slog.DiscardHandler)))
	cfg.OIDCIssuer, cfg.PublicURL = "https://login.example.vn", "https://canbo.example/"
	provider := app.Provider(cfg, slog.New(slog.DiscardHandler))
	require.Equal(t, []string{"openid", "email"}, provider.Scopes)
	require.ErrorContains(t, cfg.Validate(), provider.Callback+" as redirect URI")
}
