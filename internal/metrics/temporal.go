package metrics

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"go.temporal.io/sdk/client"
)

// Temporal returns what a Temporal client reports to. Its metrics keep the SDK's names, counters with _total and timers
// with _seconds at the end, as https://docs.temporal.io/references/sdk-metrics lists them for Prometheus.
func (m *Metrics) Temporal() client.MetricsHandler { return temporalHandler{all: m.temporal} }

// temporalMetrics are made when the SDK first reports them. The SDK reports one name with different labels, which a
// registry refuses of collectors that it checks; so this one describes nothing and is not checked.
type temporalMetrics struct {
	mu    sync.Mutex
	known map[string]prometheus.Collector // by name and labels
}

func newTemporalMetrics() *temporalMetrics {
	return &temporalMetrics{known: map[string]prometheus.Collector{}}
}

// Describe implements prometheus.Collector.
func (*temporalMetrics) Describe(chan<- *prometheus.Desc) {}

// Collect implements prometheus.Collector.
func (t *temporalMetrics) Collect(out chan<- prometheus.Metric) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, c := range t.known {
		c.Collect(out)
	}
}

// collector returns the collector of a name with these labels, and makes it at the first call.
func collector[C prometheus.Collector](t *temporalMetrics, name string, tags prometheus.Labels, make func(labels []string) C) C {
	labels := slices.Sorted(maps.Keys(tags))
	key := name + " " + strings.Join(labels, " ")
	t.mu.Lock()
	defer t.mu.Unlock()
	if c, ok := t.known[key].(C); ok {
		return c
	}
	c := make(labels)
	t.known[key] = c
	return c
}

const temporalHelp = "Reported by the Temporal SDK."

// temporalHandler reports with the labels of one place in the SDK.
type temporalHandler struct {
	all  *temporalMetrics
	tags prometheus.Labels
}

// WithTags implements client.MetricsHandler.
func (h temporalHandler) WithTags(tags map[string]string) client.MetricsHandler {
	joined := prometheus.Labels{}
	maps.Copy(joined, h.tags)
	maps.Copy(joined, tags)
	return temporalHandler{h.all, joined}
}

// Counter implements client.MetricsHandler.
func (h temporalHandler) Counter(name string) client.MetricsCounter {
	vec := collector(h.all, name+"_total", h.tags, func(labels []string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts{Name: name + "_total", Help: temporalHelp}, labels)
	})
	return counter{vec.With(h.tags)}
}

// Gauge implements client.MetricsHandler.
func (h temporalHandler) Gauge(name string) client.MetricsGauge {
	vec := collector(h.all, name, h.tags, func(labels []string) *prometheus.GaugeVec {
		return prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: name, Help: temporalHelp}, labels)
	})
	return gauge{vec.With(h.tags)}
}

// Timer implements client.MetricsHandler.
func (h temporalHandler) Timer(name string) client.MetricsTimer {
	vec := collector(h.all, name+"_seconds", h.tags, func(labels []string) *prometheus.HistogramVec {
		return prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: name + "_seconds", Help: temporalHelp, Buckets: []float64{0.005, 0.02, 0.1, 0.5, 1, 5, 30, 120},
		}, labels)
	})
	return timer{vec.With(h.tags)}
}

type counter struct{ prometheus.Counter }

// Inc implements client.MetricsCounter.
func (c counter) Inc(by int64) { c.Add(float64(by)) }

type gauge struct{ prometheus.Gauge }

// Update implements client.MetricsGauge.
func (g gauge) Update(to float64) { g.Set(to) }

type timer struct{ prometheus.Observer }

// Record implements client.MetricsTimer.
func (t timer) Record(took time.Duration) { t.Observe(took.Seconds()) }
