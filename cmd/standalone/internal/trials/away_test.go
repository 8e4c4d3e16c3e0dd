package trials_test

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"canbo/cmd/standalone/internal/office"
	"canbo/internal/app"
	"canbo/internal/config"
	"canbo/internal/evaluation"
	"canbo/internal/fault"
)

// installation is a worker and a web program that reach PostgreSQL and Temporal through doors.
type installation struct {
	config   config.Config
	postgres *door
	temporal *door
}

// installBehindDoors prepares a database of its own on the servers of an office; nothing runs on it yet.
func installBehindDoors(t *testing.T, o *office.Office) installation {
	t.Helper()
	cfg := o.Config
	connect(t, cfg.DatabaseURL, "canbo").texts(t, `CREATE DATABASE behind`)
	database, err := url.Parse(cfg.DatabaseURL)
	require.NoError(t, err)
	i := installation{postgres: openDoor(t, database.Host), temporal: openDoor(t, cfg.TemporalAddress)}
	database.Host, database.Path = i.postgres.address, "/behind"
	cfg.DatabaseURL, cfg.TemporalAddress, cfg.TaskQueue = database.String(), i.temporal.address, "behind"
	cfg.Listen = "127.0.0.1:" + freePort(t)
	cfg.PublicURL = "http://" + cfg.Listen
	require.NoError(t, app.Migrate(t.Context(), cfg))
	_, err = app.Import(t.Context(), cfg, mini(t))
	require.NoError(t, err)
	i.config = cfg
	return i
}

// run runs the worker and the web program until t ends.
func (i installation) run(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	log := i.config.Logger(io.Discard)
	ready := make(chan string, 1)
	ended := make(chan error, 2)
	go func() { ended <- app.RunWorker(ctx, i.config, log) }()
	go func() { ended <- app.RunWeb(ctx, i.config, log, func(address string) { ready <- address }) }()
	t.Cleanup(func() {
		cancel()
		for range 2 {
			assert.NoError(t, <-ended)
		}
	})
	select {
	case <-ready:
	case err := <-ended:
		ended <- err
		require.NoError(t, err)
	}
}

// TestServersThatAreAway starts without servers, and takes them away while people work.
func TestServersThatAreAway(t *testing.T) {
	t.Parallel()
	o := startOffice(t, t.TempDir(), nil)
	i := installBehindDoors(t, o)

	t.Run("at the start, each is named", func(t *testing.T) {
		i.postgres.close()
		require.Equal(t, "database_unavailable", faultOf(t, app.RunWeb(soon(t), i.config, i.config.Logger(io.Discard), nil)))
		require.Equal(t, "database_unavailable", faultOf(t, app.RunWorker(soon(t), i.config, i.config.Logger(io.Discard))))
		require.NoError(t, i.postgres.open())
		i.temporal.close()
		require.Equal(t, "engine_unavailable", faultOf(t, app.RunWorker(soon(t), i.config, i.config.Logger(io.Discard))))
		require.NoError(t, i.temporal.open())
	})

	i.run(t)
	admin := person{api: i.config.PublicURL, bearer: i.config.AdminKey}
	admin.openCycle(t)
	admin.awaitDue(t, "phong-noi-vu", evaluation.StepSelfReview)
	deputy := signIn(t, i.config.PublicURL, o.MailboxURL, "mini06@mini.example")
	otherDeputy := signIn(t, i.config.PublicURL, o.MailboxURL, "mini07@mini.example")
	reviewOf := func(official person, strengths string) answer {
		return official.call(t, http.MethodPost, "/api/v1/cycles/"+cycleCode+"/units/phong-noi-vu/self-review", map[string]any{
			"grade": "Good", "texts": map[string]string{"strengths": strengths},
			"levels": map[string]string{"political": "Good", "ethics": "Good", "style": "Good", "organisation": "Good", "results": "Good"},
		})
	}

	t.Run("while Temporal is away, what is filed is kept, and carried out when it is back", func(t *testing.T) {
		i.temporal.close()
		filed := reviewOf(deputy, "While Temporal was away")
		require.Equal(t, http.StatusAccepted, filed.status, filed.Detail)
		require.Equal(t, http.StatusServiceUnavailable, admin.call(t, http.MethodGet, "/readyz", nil).status)
		require.NoError(t, i.temporal.open())
		settled := deputy.awaitSettled(t, filed.Command)
		require.Equal(t, "accepted", settled.Status, settled.Detail)
	})
	t.Run("while PostgreSQL is away, nothing is promised, and all goes on when it is back", func(t *testing.T) {
		i.postgres.close()
		refused := reviewOf(otherDeputy, "While PostgreSQL was away")
		require.Equal(t, http.StatusServiceUnavailable, refused.status, refused.Detail)
		require.Equal(t, "database_unavailable", refused.Code)
		require.NoError(t, i.postgres.open())
		require.EventuallyWithT(t, func(c *assert.CollectT) {
			require.Equal(c, http.StatusNoContent, admin.call(c, http.MethodGet, "/readyz", nil).status)
		}, patience, look)
		filed := reviewOf(otherDeputy, "When PostgreSQL was back")
		require.Equal(t, "accepted", otherDeputy.awaitSettled(t, filed.Command).Status)
	})
}

// soon ends after a time in which a start that can succeed would have.
func soon(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	t.Cleanup(cancel)
	return ctx
}

func faultOf(t *testing.T, err error) string {
	t.Helper()
	f, ok := fault.As(err)
	require.True(t, ok, "%v", err)
	return f.Code
}
