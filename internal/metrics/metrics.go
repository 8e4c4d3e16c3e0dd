// Package metrics measures a running program and shows it to Prometheus: the requests of the web program, what waits in
// the record, the pool of database connections, and what the Temporal SDK measures of itself.
//
// It may import postgres (what waits) and the clients of Prometheus and Temporal. No metric has a label that names a
// person, a unit or a process, and nothing is measured of casting a vote.
package metrics

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"canbo/internal/postgres"
)

// Record is what the metrics read of the record.
type Record interface {
	Backlog(ctx context.Context, now time.Time) (postgres.Backlog, error)
	Connections() postgres.Connections
}

// Metrics are those of one program.
type Metrics struct {
	registry *prometheus.Registry
	requests *prometheus.HistogramVec
	temporal *temporalMetrics
}

// New returns the metrics of a program whose version is told by build.
func New(build string) *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "canbo_http_request_duration_seconds", Help: "Time to answer a request, by its route and status.",
			Buckets: []float64{0.005, 0.01, 0.025, 0.05, 0.1, 0.3, 1, 3, 10},
		}, []string{"method", "route", "status"}),
		temporal: newTemporalMetrics(),
	}
	version := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "canbo_build_info", Help: "Always 1; the label tells the build.", ConstLabels: prometheus.Labels{"build": build},
	})
	version.Set(1)
	m.registry.MustRegister(m.requests, m.temporal, version, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Watch adds what waits in the record, read at each look, and the connections to it.
func (m *Metrics) Watch(r Record) { m.registry.MustRegister(recordMetrics{r}) }

var methods = []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete}

// Request measures one answered request. route is its pattern, never its address.
func (m *Metrics) Request(method, route string, status int, took time.Duration) {
	if !slices.Contains(methods, method) {
		method = "other" // anybody may send any word as a method, and each would be a series
	}
	m.requests.WithLabelValues(method, route, strconv.Itoa(status)).Observe(took.Seconds())
}

// Handler serves /metrics, and /healthz for as long as the program runs.
func (m *Metrics) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{}))
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	return mux
}
