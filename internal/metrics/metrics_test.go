package metrics_test

import (
	"context"
	"errors"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/metrics"
	"canbo/internal/postgres"
)

// record says the same at each look, or fails.
type record struct {
	backlog postgres.Backlog
	err     error
}

func (r record) Backlog(context.Context, time.Time) (postgres.Backlog, error) {
	return r.backlog, r.err
}

func (r record) Connections() postgres.Connections {
	return postgres.Connections{InUse: 3, Idle: 1, Max: 10, Waits: 2, Waited: 1500 * time.Millisecond}
}

// scrape returns the text that Prometheus reads.
func scrape(t *testing.T, m *metrics.Metrics) string {
	t.Helper()
	out := httptest.NewRecorder()
	m.Handler().ServeHTTP(out, httptest.NewRequest("GET", "/metrics", nil))
	require.Equal(t, 200, out.Code, out.Body)
	return out.Body.String()
}

func TestWhatWaitsInTheRecordIsShown(t *testing.T) {
	t.Parallel()
	m := metrics.New("b1")
	m.Watch(record{backlog: postgres.Backlog{
		Commands: map[string]postgres.Queue{"official": {Number: 7, Oldest: time.Now().Add(-time.Hour)}},
		Mail:     map[string]postgres.Queue{"failed": {Number: 2, Oldest: time.Now()}},
		Kinds:    map[string]postgres.Kind{"UnitReview": {Open: 5, Unstarted: 1}, "Later": {Open: 1}},
		Tasks:    9, Overdue: 4, Ballots: 3,
	}})
	got := scrape(t, m)
	for _, line := range []string{
		`canbo_build_info{build="b1"} 1`,
		`canbo_database_up 1`,
		`canbo_commands_undelivered{role="official"} 7`,
		`canbo_commands_undelivered{role="system"} 0`,
		`canbo_command_oldest_seconds{role="official"} 360`, // and some
		`canbo_command_oldest_seconds{role="system"} 0`,
		`canbo_mails_unsent{state="failed"} 2`,
		`canbo_mails_unsent{state="pending"} 0`,
		`canbo_processes_open{kind="UnitReview"} 5`,
		`canbo_processes_open{kind="Petition"} 0`,
		`canbo_processes_open{kind="Later"} 1`,
		`canbo_processes_unstarted{kind="UnitReview"} 1`,
		`canbo_tasks_open 9`,
		`canbo_tasks_overdue 4`,
		`canbo_ballots_open 3`,
		`canbo_database_connections{state="in_use"} 3`,
		`canbo_database_connections_max 10`,
		`canbo_database_waits_total 2`,
		`canbo_database_wait_seconds_total 1.5`,
		`go_goroutines `,
		`process_resident_memory_bytes `,
	} {
		require.Contains(t, got, "\n"+line)
	}
}

func TestARecordThatIsAwayIsShownAsSuch(t *testing.T) {
	t.Parallel()
	m := metrics.New("b1")
	m.Watch(record{err: errors.New("connection refused")})
	got := scrape(t, m)
	require.Contains(t, got, "\ncanbo_database_up 0\n")
	require.Contains(t, got, "\ncanbo_database_connections_max 10\n", "the rest is shown all the same")
	require.NotContains(t, got, "canbo_tasks_open", "what is not known is not shown as nothing")
}

func TestRequestsAreMeasuredByRouteAndStatus(t *testing.T) {
	t.Parallel()
	m := metrics.New("b1")
	m.Request("GET", "/api/v1/inbox", 200, 20*time.Millisecond)
	m.Request("GET", "/api/v1/inbox", 200, 2*time.Second)
	m.Request("X-ANYTHING", "none", 405, 0)
	got := scrape(t, m)
	require.Contains(t, got, `canbo_http_request_duration_seconds_count{method="GET",route="/api/v1/inbox",status="200"} 2`)
	require.Contains(t, got, `canbo_http_request_duration_seconds_bucket{method="GET",route="/api/v1/inbox",status="200",le="0.025"} 1`)
	require.Contains(t, got, `{method="other",route="none",status="405"} 1`, "strangers cannot make new series")
}

func TestTheSDKReportsOneNameWithDifferentLabels(t *testing.T) {
	t.Parallel()
	m := metrics.New("b1")
	root := m.Temporal().WithTags(map[string]string{"namespace": "default"})
	root.Counter("temporal_request").Inc(2)
	polls := root.WithTags(map[string]string{"operation": "Poll", "namespace": "other"})
	polls.Counter("temporal_request").Inc(3)
	polls.Counter("temporal_request").Inc(1)
	root.Gauge("temporal_num_pollers").Update(16)
	root.Timer("temporal_request_latency").Record(50 * time.Millisecond)
	got := scrape(t, m)
	for _, line := range []string{
		`temporal_request_total{namespace="default"} 2`,
		`temporal_request_total{namespace="other",operation="Poll"} 4`,
		`temporal_num_pollers{namespace="default"} 16`,
		`temporal_request_latency_seconds_bucket{namespace="default",le="0.1"} 1`,
	} {
		require.Contains(t, got, "\n"+line+"\n")
	}
}

func TestAProgramThatRunsIsHealthy(t *testing.T) {
	t.Parallel()
	out := httptest.NewRecorder()
	metrics.New("b1").Handler().ServeHTTP(out, httptest.NewRequest("GET", "/healthz", nil))
	require.Equal(t, 204, out.Code)
}
