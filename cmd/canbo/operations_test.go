package main

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/metrics"
	"canbo/internal/postgres"
)

// emptyRecord is a record in which nothing waits.
type emptyRecord struct{}

func (emptyRecord) Backlog(context.Context, time.Time) (postgres.Backlog, error) {
	return postgres.Backlog{Commands: map[string]postgres.Queue{}, Mail: map[string]postgres.Queue{}, Kinds: map[string]postgres.Kind{}}, nil
}

func (emptyRecord) Connections() postgres.Connections { return postgres.Connections{} }

// What the Temporal SDK counts is checked in cmd/standalone, where a worker runs.
func TestEveryMetricThatThePageForOperatorsNamesIsShown(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join(top, "docs/operations.md"))
	require.NoError(t, err)
	m := metrics.New("v1")
	m.Watch(emptyRecord{})
	m.Request(http.MethodGet, "/readyz", http.StatusNoContent, time.Second)
	out := httptest.NewRecorder()
	m.Handler().ServeHTTP(out, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	shown := map[string]bool{}
	for line := range strings.SplitSeq(out.Body.String(), "\n") {
		if !strings.HasPrefix(line, "#") {
			shown[regexp.MustCompile(`^\w*`).FindString(line)] = true
		}
	}
	named := regexp.MustCompile(`canbo_[a-z_]+`).FindAllString(string(text), -1)
	require.Greater(t, len(named), 15)
	for _, name := range named {
		require.True(t, shown[name], "docs/operations.md names %s", name)
	}
}
