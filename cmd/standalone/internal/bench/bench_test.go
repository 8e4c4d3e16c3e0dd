package bench

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

func TestQuantilesAreMeasuredValues(t *testing.T) {
	t.Parallel()
	hundred := make([]time.Duration, 100)
	for i := range hundred {
		hundred[i] = time.Duration(100-i) * time.Millisecond
	}
	for name, c := range map[string]struct {
		took []time.Duration
		want Latency
	}{
		"a hundred, in any order": {hundred, Latency{Requests: 100, P50: 50, P95: 95, P99: 99, Max: 100}},
		"one is all of them":      {[]time.Duration{1500 * time.Microsecond}, Latency{Requests: 1, P50: 1.5, P95: 1.5, P99: 1.5, Max: 1.5}},
		"three":                   {[]time.Duration{3e6, 1e6, 2e6}, Latency{Requests: 3, P50: 2, P95: 3, P99: 3, Max: 3}},
		"none":                    {nil, Latency{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Empty(t, cmp.Diff(c.want, latencyOf(c.took)))
		})
	}
}

func TestPlansAreReadFromTheLog(t *testing.T) {
	t.Parallel()
	const log = `2026-01-01 00:00:00 UTC [1] WARNING:  duration: 0.024 ms  plan:
	{
	  "Query Text": "-- name: Session :one\nSELECT 1",
	  "Plan": {
	    "Node Type": "Seq Scan",
	    "Relation Name": "session"
	  }
	}
2026-01-01 00:00:00 UTC [1] WARNING:  something else
2026-01-01 00:00:00 UTC [1] WARNING:  duration: 1.250 ms  plan:
	{
	  "Query Text": "-- name: Inbox :many\nSELECT 1",
	  "Plan": {
	    "Node Type": "Limit",
	    "Shared Hit Blocks": 7,
	    "Shared Read Blocks": 2,
	    "Plans": [
	      {
	        "Node Type": "Index Scan",
	        "Relation Name": "task",
	        "Index Name": "task_open"
	      }
	    ]
	  }
	}
`
	got, err := plansIn(log)
	require.NoError(t, err)
	require.Empty(t, cmp.Diff([]Plan{{
		Query: "Inbox", Nodes: []string{"Limit", "Index Scan using task_open on task"}, Milliseconds: 1.25, Buffers: 9,
	}}, got))
}
