package config_test

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"
	"github.com/stretchr/testify/require"

	"canbo/internal/config"
)

type program struct {
	File   config.File   `name:"config" env:"CANBO_CONFIG"`
	Config config.Config `embed:""`
}

// parse reads flags, and a settings file when text is not empty.
func parse(t *testing.T, text string, args ...string) (config.Config, error) {
	t.Helper()
	var p program
	parser, err := kong.New(&p)
	require.NoError(t, err)
	if text != "" {
		path := filepath.Join(t.TempDir(), "canbo.yaml")
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
		args = append(args, "--config="+path)
	}
	_, err = parser.Parse(args)
	return p.Config, err
}

func TestAFlagWinsOverTheEnvironmentOverTheFileOverTheDefault(t *testing.T) {
	const file = "task_queue: from-file\nlisten: 0.0.0.0:80\nlog_level: warn\nmail_per_minute: 10\nmail_digest_window: 90s\n"
	t.Setenv("CANBO_TASK_QUEUE", "from-environment")
	t.Setenv("CANBO_LISTEN", "127.0.0.1:81")

	got, err := parse(t, file, "--listen=127.0.0.1:82")
	require.NoError(t, err)
	require.Equal(t, "127.0.0.1:82", got.Listen, "the flag wins")
	require.Equal(t, "from-environment", got.TaskQueue, "the environment wins over the file")
	require.Equal(t, "warn", got.LogLevel, "the file wins over the default")
	require.Equal(t, 10, got.MailPerMinute, "numbers are read from the file")
	require.Equal(t, 90*time.Second, got.MailDigestWindow, "times too")
	require.Equal(t, "default", got.TemporalNamespace, "the default remains")
}

func TestEachSettingHasOneNameInThreeSpellings(t *testing.T) {
	t.Parallel()
	parser, err := kong.New(&program{})
	require.NoError(t, err)
	flags := make(map[string][]string)
	for _, flag := range parser.Model.Flags {
		flags[flag.Name] = flag.Envs
	}
	for field := range reflect.TypeFor[config.Config]().Fields() {
		key := field.Tag.Get("yaml")
		flag := strings.ReplaceAll(key, "_", "-")
		require.Equal(t, []string{"CANBO_" + strings.ToUpper(key)}, flags[flag], "the flag --%s and its environment variable", flag)
		require.NotEmpty(t, field.Tag.Get("help"), flag)
	}
}

func TestASettingsFileIsReadStrictly(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		want       []string
	}{
		{"an unknown key is refused with its place", "listen: 127.0.0.1:80\nlissten: x\n", []string{"[2:1]", "lissten"}},
		{"a wrong type is refused with its place", "mail_per_minute: many\n", []string{"[1:18]"}},
		{"a key given twice is refused", "listen: a:1\nlisten: a:2\n", []string{"[2:1]", "listen"}},
		{"broken YAML is refused", "listen: [\n", []string{"[1:"}},
		{"a value outside the list is refused", "log_level: loud\n", []string{"--log-level", "loud"}},
		{"a flag of the command line that is no setting is refused", "config: other.yaml\n", []string{"[1:1]", "config"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := parse(t, tt.text)
			require.Error(t, err)
			for _, want := range tt.want {
				require.ErrorContains(t, err, want)
			}
		})
	}
}

func TestAMissingSettingsFileIsRefused(t *testing.T) {
	t.Parallel()
	_, err := parse(t, "", "--config="+filepath.Join(t.TempDir(), "absent.yaml"))
	require.ErrorContains(t, err, "absent.yaml")
}

func TestValidateReportsEveryWrongValueAtOnce(t *testing.T) {
	t.Parallel()
	c, err := parse(t, "")
	require.NoError(t, err)
	require.NoError(t, c.Validate(), "the defaults are valid")

	c.DatabaseURL = "mysql://u:geheim@db/canbo"
	c.PublicURL = "canbo.example.vn"
	c.TemporalAddress = "temporal"
	c.MetricsListen, c.BuildID = "9464", "version:2"
	c.SessionKey = "short"
	c.MailFrom = "nobody"
	c.MailPerMinute, c.SignInsPerMinute, c.MailDigestWindow = 0, -1, -time.Second
	err = c.Validate()
	for _, want := range []string{
		"--database-url (CANBO_DATABASE_URL, database_url in the file)",
		"--public-url", "--temporal-address", "--metrics-listen", "--build-id", "--session-key", "--mail-from", "--mail-per-minute", "--sign-ins-per-minute",
		"--mail-digest-window",
	} {
		require.ErrorContains(t, err, want)
	}
	require.NotContains(t, err.Error(), "geheim", "a password is not repeated")
}

func TestACommandNamesWhatItNeeds(t *testing.T) {
	t.Parallel()
	var c config.Config
	require.ErrorContains(t, c.RequireDatabase(), "CANBO_DATABASE_URL")
	require.ErrorContains(t, c.RequireWeb(), "CANBO_SESSION_KEY")
	require.ErrorContains(t, c.RequireWorker(), "CANBO_MAIL_FROM")
	c.DatabaseURL, c.SessionKey = "postgres://db/canbo", strings.Repeat("k", 32)
	require.NoError(t, c.RequireWeb())
}

func TestLoggerFollowsLevelAndFormat(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	log := config.Config{LogLevel: "warn", LogFormat: "json"}.Logger(&out)
	log.Info("not important")
	log.Warn("important")
	require.NotContains(t, out.String(), "not important")
	require.Contains(t, out.String(), `"msg":"important"`)
}

func TestTheEnvironmentAloneGivesAConfiguration(t *testing.T) {
	t.Setenv("CANBO_MAIL_PER_MINUTE", "7")
	c, err := config.FromEnvironment()
	require.NoError(t, err)
	require.Equal(t, 7, c.MailPerMinute)
	require.Equal(t, "canbo", c.TaskQueue)
}

func FuzzASettingsFileNeverPanics(f *testing.F) {
	f.Add("listen: 127.0.0.1:80\nmail_per_minute: 3\n")
	f.Add("&a [*a]")
	f.Fuzz(func(_ *testing.T, text string) {
		_, _ = config.Decode([]byte(text)) // any error will do
	})
}

func TestSettingsOfTheProviderBelongTogether(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		args []string
		want []string // in the error; none for settings that are right
	}{
		{"nothing is needed without a provider", nil, nil},
		{"a provider and its client are enough", []string{"--oidc-issuer=https://login.example.vn", "--oidc-client-id=canbo"}, nil},
		{"a provider may be the only way to sign in", []string{"--no-mail-links", "--oidc-issuer=https://login.example.vn", "--oidc-client-id=canbo"}, nil},
		{"a provider on this machine needs no TLS", []string{"--oidc-issuer=http://127.0.0.1:9000/oidc", "--oidc-client-id=canbo"}, nil},
		{"one elsewhere does", []string{"--oidc-issuer=http://login.example.vn", "--oidc-client-id=canbo"}, []string{"--oidc-issuer (CANBO_OIDC_ISSUER, oidc_issuer in the file)", "https://"}},
		{"the issuer is not its description", []string{"--oidc-issuer=https://login.example.vn/.well-known/openid-configuration", "--oidc-client-id=canbo"}, []string{"before /.well-known"}},
		{"a provider without a client is refused with the address to register", []string{"--oidc-issuer=https://login.example.vn", "--public-url=https://canbo.example"}, []string{"CANBO_OIDC_CLIENT_ID", "https://canbo.example/sign-in/provider/callback"}},
		{"a client without a provider is refused", []string{"--oidc-client-id=canbo"}, []string{"--oidc-issuer"}},
		{"a claim must be named", []string{"--oidc-issuer=https://login.example.vn", "--oidc-client-id=canbo", "--oidc-claim="}, []string{"--oidc-claim"}},
		{"somebody must be able to sign in", []string{"--no-mail-links"}, []string{"--mail-links (CANBO_MAIL_LINKS, mail_links in the file)", "nobody could sign in"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := parse(t, "", tt.args...) // kong validates what it has read
			if len(tt.want) == 0 {
				require.NoError(t, err)
			}
			for _, want := range tt.want {
				require.ErrorContains(t, err, want)
			}
		})
	}
	c, err := parse(t, "mail_links: false\noidc_issuer: https://login.example.vn\noidc_client_id: canbo\n")
	require.NoError(t, err)
	require.False(t, c.MailLinks)
}
