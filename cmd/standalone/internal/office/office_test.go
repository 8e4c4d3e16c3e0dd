package office_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"canbo/cmd/standalone/internal/office"
	"canbo/internal/demo"
	"canbo/internal/doctor"
	"canbo/seeds"
)

// childFolder makes this test binary run an office on that folder until it is killed.
const childFolder = "OFFICE_TEST_FOLDER"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childFolder); dir != "" {
		o, err := start(context.Background(), dir)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		fmt.Println(o.Config.PublicURL, o.Config.AdminKey, o.MailboxURL)
		select {}
	}
	os.Exit(m.Run())
}

// start runs an office with the small district; durable, because some of them are killed.
func start(ctx context.Context, dir string) (*office.Office, error) {
	district, err := fs.Sub(seeds.FS, "mini")
	if err != nil {
		return nil, err
	}
	return office.Start(ctx, office.Options{Dir: dir, District: district})
}

// client calls the API of an office as its administrator.
type client struct{ url, key, mailbox string }

func (c client) call(ctx context.Context, method, path string, in, out any) error {
	body, err := json.Marshal(in)
	if err != nil {
		return err
	}
	r, err := http.NewRequestWithContext(ctx, method, c.url+path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	r.Header.Set("Authorization", "Bearer "+c.key)
	r.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode >= http.StatusBadRequest {
		return errors.New(answer.Status)
	}
	if out == nil {
		return nil
	}
	return json.NewDecoder(answer.Body).Decode(out)
}

func TestAnOfficeStartsAgainOnItsFolder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first, err := start(t.Context(), dir)
	require.NoError(t, err)
	second, err := start(t.Context(), dir)
	require.Nil(t, second)
	require.ErrorContains(t, err, "is in use by another process", "one folder holds one office")
	keys := [2]string{first.Config.SessionKey, first.Config.AdminKey}
	require.NoError(t, first.Stop(), "the refused office has not touched the first")

	again, err := start(t.Context(), dir)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, again.Stop()) })
	require.Equal(t, keys, [2]string{again.Config.SessionKey, again.Config.AdminKey}, "sessions outlive a restart")
	require.NotEqual(t, keys[0], keys[1])
	info, err := os.Stat(filepath.Join(dir, "secrets", "admin-key"))
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm(), "others on the machine cannot read a secret")

	for range 2 { // each start may be given the same flag
		require.NoError(t, again.MakeAdministrator(t.Context(), "mini-05"))
	}
	require.ErrorContains(t, first.MakeAdministrator(t.Context(), "mini-06"), "refused", "an office that has ended")
	for _, page := range []string{again.Config.PublicURL + "/readyz", again.MailboxURL, again.TemporalURL} {
		r, err := http.Get(page)
		require.NoError(t, err)
		require.NoError(t, r.Body.Close())
		require.Less(t, r.StatusCode, 300, page)
	}
	require.EventuallyWithT(t, func(c *assert.CollectT) { // the web program is there a moment before the worker
		for _, f := range doctor.Examine(t.Context(), again.Config, time.Now()) {
			require.NoError(c, f.Err, "the doctor finds the office healthy: %s", f.Name)
		}
	}, time.Minute, 100*time.Millisecond)
}

// startChild runs an office of a build in a process of its own and returns a client of it and the function that kills it.
func startChild(t *testing.T, dir, build string) (client, func()) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childFolder+"="+dir, "CANBO_BUILD_ID="+build)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	killed := false
	kill := func() {
		if !killed {
			killed = true
			require.NoError(t, cmd.Process.Kill())
			_ = cmd.Wait() // "signal: killed" is what we asked for
		}
	}
	t.Cleanup(kill)
	line, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err, "the office's process ended before it was ready")
	said := strings.Fields(line)
	require.Len(t, said, 3)
	return client{said[0], said[1], said[2]}, kill
}

// TestACycleGoesOnInANewBuildAfterTheWholeOfficeIsKilled replaces the program: no worker of the old build comes back.
func TestACycleGoesOnInANewBuildAfterTheWholeOfficeIsKilled(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	api, kill := startChild(t, dir, "v1")
	var opened struct{ Enrolled int }
	require.NoError(t, api.call(t.Context(), http.MethodPost, "/api/v1/cycles", map[string]any{
		"id": "mini-2018", "root": "huyen-mini", "year": 2018, "reference_date": "2018-12-31",
	}, &opened))
	require.Equal(t, 14, opened.Enrolled)
	waiting := func() {
		require.EventuallyWithT(t, func(c *assert.CollectT) {
			var cycle struct {
				Phases []struct {
					Kind, Status string
					Processes    int
				}
			}
			require.NoError(c, api.call(t.Context(), http.MethodGet, "/api/v1/cycles/mini-2018", nil, &cycle))
			open := 0
			for _, p := range cycle.Phases {
				if p.Kind == "UnitReview" && p.Status == "open" {
					open += p.Processes
				}
			}
			require.Equal(c, 3, open, "the unit reviews wait for people: %+v", cycle.Phases)
		}, time.Minute, 200*time.Millisecond)
	}
	waiting()
	kill()

	api, _ = startChild(t, dir, "v2")
	waiting()
	district, err := fs.Sub(seeds.FS, "mini")
	require.NoError(t, err)
	_, err = demo.Run(t.Context(), demo.Options{
		BaseURL: api.url, MailboxURL: api.mailbox, AdminKey: api.key, Seeds: district, Cycle: "mini-2018", Year: 2018,
		ReferenceDate: time.Date(2018, 12, 31, 0, 0, 0, 0, time.UTC), ArticleDay: time.Date(2020, 6, 30, 0, 0, 0, 0, time.UTC), ReviewDay: time.Date(2020, 6, 30, 0, 0, 0, 0, time.UTC),
		Out: io.Discard,
	})
	require.NoError(t, err, "what began on v1 ends on v2")
}
