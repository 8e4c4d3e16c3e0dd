package main_test

import (
	"io"
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

func TestTheCycleBenchmarkCountsAWholeCycle(t *testing.T) {
	t.Parallel()
	const officials = 30
	r, err := bench.Cycle(t.Context(), bench.CycleOptions{Dir: folder(t), Officials: officials, Seed: 1, Robots: 12, Out: io.Discard})
	require.NoError(t, err)
	require.GreaterOrEqual(t, r.Acts, 3*officials, "a self-review, a comment and an answer to the result for each")
	require.Equal(t, r.Acts, r.Submit.Requests)
	require.Equal(t, r.Units, r.Workflows["UnitReview"])
	require.Equal(t, 1, r.Workflows["EvaluationCycle"])
	require.Greater(t, r.Events, 2*r.Acts, "an act leaves two events at least")
	require.Equal(t, r.EventsByKind["UnitReview"]+r.EventsByKind["BodyDecision"]+r.EventsByKind["EvaluationCycle"]+r.EventsByKind["Petition"], r.Events)
	require.Greater(t, r.Floor.Rows, r.Floor.Transactions)
	require.GreaterOrEqual(t, r.Floor.Transactions, r.Acts)
	for _, part := range []string{"postgres", "temporal", "web", "worker-1"} {
		require.Positive(t, r.PeakMiB[part], part)
		require.Positive(t, r.CPUSeconds[part], part)
	}
	require.NotEmpty(t, r.Statements)
}

func TestThePlanningBenchmarkScreensEveryEntry(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"hd15-2012", "qd50-2021", "qd377-2025"} {
		r, err := bench.Planning(t.Context(), bench.PlanningOptions{Entries: 1_050, Policy: id, Seed: 1, Rounds: 1})
		require.NoError(t, err)
		require.Equal(t, []int{9, 11, 1_050}, []int{r.Rules, r.Lists, r.Entries})
		require.Positive(t, r.Findings)
		require.Less(t, r.Findings, r.Entries)
		require.Positive(t, r.EntriesPerSecond)
	}
	_, err := bench.Planning(t.Context(), bench.PlanningOptions{Entries: 1, Policy: "none"})
	require.Error(t, err)
}
