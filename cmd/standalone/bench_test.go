package main_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/cmd/standalone/internal/bench"
)

// The benchmarks report; here it is only seen that they measure what they say.

func TestTheInboxBenchmarkReadsByIndex(t *testing.T) {
	t.Parallel()
	r, err := bench.Inbox(t.Context(), bench.InboxOptions{Dir: folder(t), Tasks: 10_000, Requests: 80})
	require.NoError(t, err)
	require.Equal(t, 10_000, r.OpenTasks)
	require.Equal(t, 80, r.OneReader.Requests)
	require.Equal(t, 80, r.Crowd.Requests)
	require.Equal(t, 20, r.Heavy.Requests)
	require.Zero(t, r.TableScans)
	require.Positive(t, r.IndexScans["task_open"])
	var read []string
	for _, p := range r.Plans {
		read = append(read, p.Query)
		require.NotContains(t, p.Nodes, "Seq Scan on task")
	}
	require.Contains(t, read, "Inbox")
	require.Contains(t, read, "CountInbox")
}
