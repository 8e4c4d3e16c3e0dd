package app

import (
	"context"
	"io"

	"canbo/internal/config"
	"canbo/internal/mail"
	"canbo/internal/postgres"
)

// MailBounced reads a delivery status notification and records which mails came back; it returns how many.
// Errors: fault.Invalid when it is no such report, fault.NotFound when it is about no mail of ours.
func MailBounced(ctx context.Context, cfg config.Config, report io.Reader) (int, error) {
	r, err := mail.ParseReport(report)
	if err != nil {
		return 0, err
	}
	pool, err := postgres.Connect(ctx, cfg.DatabaseURL)
	if err != nil {
		return 0, err
	}
	defer pool.Close()
	return postgres.New(pool).MailBounced(ctx, r)
}
