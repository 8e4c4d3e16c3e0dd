package metrics

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"canbo/internal/evaluation"
	"canbo/internal/postgres"
	"canbo/internal/procedure"
	"canbo/internal/rotation"
)

// readTime bounds a look at the record: a scrape that takes longer is of no use.
const readTime = 5 * time.Second

var (
	up          = describe("canbo_database_up", "Whether the record could be read at this look, 1 or 0.")
	commands    = describe("canbo_commands_undelivered", "Filed commands without an outcome, by the role of who filed them.", "role")
	commandAge  = describe("canbo_command_oldest_seconds", "Age of the oldest command without an outcome, 0 for none.", "role")
	mails       = describe("canbo_mails_unsent", "Mails that are not sent, by state; failed ones are not tried again.", "state")
	mailAge     = describe("canbo_mail_oldest_seconds", "Age of the oldest mail that is not sent, 0 for none.", "state")
	processes   = describe("canbo_processes_open", "Processes that have been released and have not ended.", "kind")
	unstarted   = describe("canbo_processes_unstarted", "Released processes that the engine does not have yet.", "kind")
	tasks       = describe("canbo_tasks_open", "Tasks that people are asked to do.")
	overdue     = describe("canbo_tasks_overdue", "Open tasks whose step is past its due time.")
	ballots     = describe("canbo_ballots_open", "Ballots that take papers.")
	connections = describe("canbo_database_connections", "Connections to the database, by state.", "state")
	connLimit   = describe("canbo_database_connections_max", "Most connections that this program opens.")
	waits       = describe("canbo_database_waits_total", "Times that somebody waited for a connection.")
	waited      = describe("canbo_database_wait_seconds_total", "Time spent waiting for a connection.")
)

func describe(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc(name, help, labels, nil)
}

// recordMetrics reads the record at each look.
type recordMetrics struct{ record Record }

// Describe implements prometheus.Collector.
func (r recordMetrics) Describe(out chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{
		up, commands, commandAge, mails, mailAge, processes, unstarted, tasks, overdue, ballots, connections, connLimit, waits, waited,
	} {
		out <- d
	}
}

// Collect implements prometheus.Collector. A record that cannot be read is said by canbo_database_up, and the rest is
// shown all the same.
func (r recordMetrics) Collect(out chan<- prometheus.Metric) {
	gauge := func(d *prometheus.Desc, value float64, labels ...string) {
		out <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, value, labels...)
	}
	pool := r.record.Connections()
	gauge(connections, float64(pool.InUse), "in_use")
	gauge(connections, float64(pool.Idle), "idle")
	gauge(connLimit, float64(pool.Max))
	out <- prometheus.MustNewConstMetric(waits, prometheus.CounterValue, float64(pool.Waits))
	out <- prometheus.MustNewConstMetric(waited, prometheus.CounterValue, pool.Waited.Seconds())

	ctx, cancel := context.WithTimeout(context.Background(), readTime) // a collector is given no context
	defer cancel()
	now := time.Now().UTC()
	b, err := r.record.Backlog(ctx, now)
	if err != nil {
		gauge(up, 0)
		return
	}
	gauge(up, 1)
	queues(gauge, b.Commands, now, commands, commandAge, string(procedure.Official), string(procedure.Administrator), string(procedure.System))
	queues(gauge, b.Mail, now, mails, mailAge, "pending", "sending", "failed")
	withZeros(b.Kinds, evaluation.KindCycle, evaluation.KindUnitReview, evaluation.KindBodyDecision, evaluation.KindPetition, evaluation.KindCorrection, rotation.KindRotation)
	for kind, n := range b.Kinds {
		gauge(processes, float64(n.Open), kind)
		gauge(unstarted, float64(n.Unstarted), kind)
	}
	gauge(tasks, float64(b.Tasks))
	gauge(overdue, float64(b.Overdue))
	gauge(ballots, float64(b.Ballots))
}

// withZeros adds the labels that are always shown: an alert on a series that is not there never fires.
func withZeros[V any](values map[string]V, labels ...string) {
	for _, label := range labels {
		if _, ok := values[label]; !ok {
			var none V
			values[label] = none
		}
	}
}

// queues shows each queue's length and age; those of always also when they are empty.
func queues(gauge func(*prometheus.Desc, float64, ...string), all map[string]postgres.Queue, now time.Time,
	number, age *prometheus.Desc, always ...string,
) {
	withZeros(all, always...)
	for label, q := range all {
		gauge(number, float64(q.Number), label)
		seconds := 0.0
		if q.Number > 0 {
			seconds = max(now.Sub(q.Oldest).Seconds(), 0)
		}
		gauge(age, seconds, label)
	}
}
