package app

import (
	"log/slog"
	"net/mail"
	"strings"

	"canbo/internal/config"
	"canbo/internal/openid"
	"canbo/internal/web"
)

// Provider is the OpenID Connect provider that cfg names, which has still to be found; nil for none.
func Provider(cfg config.Config, logger *slog.Logger) *openid.Provider {
	if cfg.OIDCIssuer == "" {
		return nil
	}
	return openid.New(openid.Settings{
		Issuer: cfg.OIDCIssuer, ClientID: cfg.OIDCClientID, ClientSecret: cfg.OIDCClientSecret, Claim: cfg.OIDCClaim,
		Scopes: openid.ScopesOf(cfg.OIDCScopes), Callback: strings.TrimSuffix(cfg.PublicURL, "/") + web.ProviderCallback,
		Clock: now, Logger: logger,
	})
}

// contacts are the administrators as people write them: whom to ask who cannot sign in.
func contacts(cfg config.Config) ([]string, error) {
	list, err := administrators(cfg)
	if err != nil {
		return nil, err
	}
	names := make([]string, len(list))
	for i, a := range list {
		names[i] = strings.TrimSpace(a.Name + " " + (&mail.Address{Address: a.Address}).String())
	}
	return names, nil
}
