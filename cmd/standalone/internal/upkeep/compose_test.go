package upkeep_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The image of the Temporal server makes its settings from a template that is built in, and says nothing of variables
// that it does not know.
func TestTheTemporalServerReadsWhatTheComposeFileGivesIt(t *testing.T) {
	t.Parallel()
	out, err := exec.CommandContext(t.Context(), "go", "list", "-m", "-f", "{{.Dir}} {{.Version}}", "go.temporal.io/server").Output()
	require.NoError(t, err)
	folder, version, _ := strings.Cut(strings.TrimSpace(string(out)), " ")
	template, err := os.ReadFile(filepath.Join(folder, "common", "config", "config_template_embedded.yaml"))
	require.NoError(t, err)
	read := map[string]bool{}
	for _, m := range regexp.MustCompile(`env "([A-Z_]+)"`).FindAllStringSubmatch(string(template), -1) {
		read[m[1]] = true
	}

	compose, err := os.ReadFile("../../../../docker-compose.yml")
	require.NoError(t, err)
	_, rest, ok := strings.Cut(string(compose), "\n  temporal:\n")
	require.True(t, ok)
	service, _, ok := strings.Cut(rest, "\n  temporal-namespace:\n")
	require.True(t, ok)
	require.Contains(t, service, "image: temporalio/server:"+strings.TrimPrefix(version, "v"), "the version that was tested with")
	given := regexp.MustCompile(`(?m)^ {6}([A-Z_]+): `).FindAllStringSubmatch(service, -1)
	require.GreaterOrEqual(t, len(given), 9)
	for _, m := range given {
		require.True(t, read[m[1]], "the server has no use for %s", m[1])
	}
}
