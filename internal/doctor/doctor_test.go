package doctor_test

import (
	"context"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/config"
	"canbo/internal/doctor"
	"canbo/internal/mail"
	"canbo/internal/postgres/pgtest"
)

var now = time.Date(2018, 12, 3, 1, 0, 0, 0, time.UTC)

// healthy returns settings whose every server but Temporal runs for the test.
func healthy(t *testing.T) config.Config {
	t.Helper()
	box, err := mail.StartMailbox(context.WithoutCancel(t.Context()), "127.0.0.1:0", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, box.Close()) })
	return config.Config{
		MailLinks:       true,
		DatabaseURL:     pgtest.New(t).Config().ConnString(),
		TemporalAddress: closedPort(t), TemporalNamespace: "default", TaskQueue: "canbo",
		Listen: "127.0.0.1:0", PublicURL: "http://127.0.0.1:8080", SessionKey: strings.Repeat("k", 32),
		SMTPAddress: box.SMTPAddr(), SMTPTLS: config.TLSNone, MailFrom: "canbo@example.vn",
		MailPerMinute: 1, SignInsPerMinute: 1,
	}
}

// closedPort returns an address at which nothing listens.
func closedPort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	require.NoError(t, l.Close())
	return l.Addr().String()
}

// examine returns the findings by name.
func examine(t *testing.T, cfg config.Config, now time.Time) map[string]doctor.Finding {
	t.Helper()
	findings := make(map[string]doctor.Finding)
	for _, f := range doctor.Examine(t.Context(), cfg, now) {
		findings[f.Name] = f
	}
	require.Len(t, findings, 7)
	return findings
}

func TestAHealthyInstallationIsDescribed(t *testing.T) {
	t.Parallel()
	got := examine(t, healthy(t), now)
	require.Contains(t, got["Database"].Detail, "all migrations applied")
	require.Contains(t, got["Calendar"].Detail, "2018 and 2019")
	require.Contains(t, got["Policies"].Detail, "values not checked against their source")
	for name, f := range got {
		if name == "Temporal" {
			require.Error(t, f.Err)
			require.Contains(t, f.Remedy, "--temporal-address")
			continue
		}
		require.NoError(t, f.Err, name)
	}
}

func TestEachFailureComesWithItsRemedy(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, check, remedy string
		harm                func(t *testing.T, cfg *config.Config)
	}{
		{"a missing setting", "Settings", "--help", func(_ *testing.T, cfg *config.Config) { cfg.MailFrom = "" }},
		{"a database that is away", "Database", "CANBO_DATABASE_URL", func(t *testing.T, cfg *config.Config) {
			cfg.DatabaseURL = "postgres://canbo@" + closedPort(t) + "/canbo"
		}},
		{"a database without our tables", "Database", "canbo migrate", func(_ *testing.T, cfg *config.Config) {
			url, _, _ := strings.Cut(cfg.DatabaseURL, "/test_")
			cfg.DatabaseURL = url + "/postgres?sslmode=disable"
		}},
		{"a sign-in provider that is away", "Sign-in", "CANBO_OIDC_ISSUER", func(t *testing.T, cfg *config.Config) {
			cfg.OIDCIssuer, cfg.OIDCClientID = "http://"+closedPort(t), "canbo"
		}},
		{"a mail server that is away", "Mail", "--smtp-address", func(t *testing.T, cfg *config.Config) {
			cfg.SMTPAddress = closedPort(t)
		}},
		{"a mail server without the protection asked for", "Mail", "--smtp-tls", func(_ *testing.T, cfg *config.Config) {
			cfg.SMTPTLS = config.TLSStart
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			cfg := healthy(t)
			tt.harm(t, &cfg)
			f := examine(t, cfg, now)[tt.check]
			require.Error(t, f.Err)
			require.Contains(t, f.Remedy, tt.remedy)
		})
	}
}

func TestAWrongDocumentAndAYearWithoutCalendarAreFound(t *testing.T) {
	t.Parallel()
	cfg := healthy(t)
	got := examine(t, cfg, now.AddDate(100, 0, 0))
	require.ErrorContains(t, got["Calendar"].Err, "2118")
	require.Contains(t, got["Calendar"].Remedy, "vn-YYYY.yaml")

	cfg.SeedsDir = t.TempDir()
	broken := filepath.Join(cfg.SeedsDir, "policies", "evaluation")
	require.NoError(t, os.MkdirAll(broken, 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(broken, "x.yaml"), []byte("id: ["), 0o600))
	got = examine(t, cfg, now)
	require.ErrorContains(t, got["Policies"].Err, "x.yaml")
	require.Error(t, got["Calendar"].Err)
}
