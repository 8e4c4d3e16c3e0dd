package office_test

import (
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/client"

	"canbo/cmd/standalone/internal/office"
)

func start(t *testing.T, dir string) *office.Office {
	t.Helper()
	o, err := office.Start(t.Context(), office.Options{Dir: dir, Fast: true})
	require.NoError(t, err)
	return o
}

func TestAnOfficeStartsAgainOnItsFolder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first := start(t, dir)
	second, err := office.Start(t.Context(), office.Options{Dir: dir})
	require.Nil(t, second)
	require.ErrorContains(t, err, "is in use by another process", "one folder holds one office")
	keys := [2]string{first.Config.SessionKey, first.Config.AdminKey}
	require.NoError(t, first.Stop(), "the refused office has not touched the first")

	again := start(t, dir)
	t.Cleanup(func() { require.NoError(t, again.Stop()) })
	require.Equal(t, keys, [2]string{again.Config.SessionKey, again.Config.AdminKey}, "sessions outlive a restart")
	require.NotEqual(t, keys[0], keys[1])
	info, err := os.Stat(filepath.Join(dir, "secrets", "admin-key"))
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm(), "others on the machine cannot read a secret")

	for _, page := range []string{again.MailboxURL, again.TemporalURL} {
		r, err := http.Get(page)
		require.NoError(t, err)
		require.NoError(t, r.Body.Close())
		require.Equal(t, http.StatusOK, r.StatusCode, page)
	}
	c, err := client.Dial(client.Options{HostPort: again.Config.TemporalAddress, Namespace: again.Config.TemporalNamespace})
	require.NoError(t, err)
	c.Close()
}
