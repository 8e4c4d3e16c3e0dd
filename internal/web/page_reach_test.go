package web_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/web"
)

// noTask are acts with which nobody is charged as a task: administrators do them on the page of the process, the board
// of the review or the plan, or the list of the cycle.
var noTask = []string{"", "EvaluationCycle/cancel", "Rotation/cancel", "RotationPlan/change_needs", "UnitReview/name_points"}

// Each task leads to a page of its own.
func TestEveryKindOfTaskLeadsToAPage(t *testing.T) {
	t.Parallel()
	pages, tasks := web.PageAddresses(), web.TaskAddresses()
	require.Greater(t, len(tasks), 40)
	for _, task := range slices.Sorted(maps.Keys(tasks)) {
		kind, _, _ := strings.Cut(task, "/")
		if slices.Contains(noTask, task) || kind == "" {
			continue
		}
		require.True(t, pages["GET "+tasks[task]], "the task %s leads to %s, which is no page", task, tasks[task])
	}
}
