package doctor

import (
	"context"
	"log/slog"

	"canbo/internal/app"
	"canbo/internal/config"
)

func signIn(ctx context.Context, cfg config.Config) Finding {
	f := Finding{
		Name: "Sign-in", Detail: "by links in mails",
		Remedy: "Correct --oidc-issuer (CANBO_OIDC_ISSUER): its /.well-known/openid-configuration must answer from here and name it as issuer.",
	}
	provider := app.Provider(cfg, slog.New(slog.DiscardHandler))
	if provider == nil {
		return f
	}
	if f.Err = provider.Check(ctx); f.Err != nil {
		return f
	}
	if f.Detail = "at " + cfg.OIDCIssuer; cfg.MailLinks {
		f.Detail += ", and by links in mails"
	}
	return f
}
