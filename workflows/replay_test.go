package workflows_test

import (
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/history/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"canbo/internal/evaluation"
	"canbo/internal/planning"
	"canbo/internal/rotation"
	"canbo/internal/schedule"
	"canbo/workflows"
)

// histories lists the recorded histories of all releases: one of each process kind, and one of each course that time
// or administrators make different. cmd/standalone/internal/recorder records them.
func histories(t *testing.T) []string {
	files, err := filepath.Glob("testdata/history/*/*.json")
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(files), 32)
	return files
}

// TestEveryReleasedWorkflowHasARecordedHistory: a kind joins the list with the release that carries it first.
func TestEveryReleasedWorkflowHasARecordedHistory(t *testing.T) {
	t.Parallel()
	recorded := map[string]bool{}
	for _, file := range histories(t) {
		recorded[events(t, file)[0].GetWorkflowExecutionStartedEventAttributes().GetWorkflowType().GetName()] = true
	}
	for _, name := range []string{
		evaluation.KindCycle, evaluation.KindUnitReview, evaluation.KindBodyDecision, evaluation.KindPetition,
		evaluation.KindCorrection, workflows.NameLaunch, planning.KindReview, rotation.KindPlan, rotation.KindRotation,
	} {
		require.True(t, recorded[name], "%s has no recorded history", name)
	}
}

// TestAHistoryThatContinuesAsNewIsAmongThem keeps the way to a new build under replay.
func TestAHistoryThatContinuesAsNewIsAmongThem(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/history/*/unit_review_continued.json")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		all := events(t, file)
		require.Equal(t, enums.EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW, all[len(all)-1].GetEventType(), file)
		told := false
		for _, e := range all {
			told = told || e.GetWorkflowTaskStartedEventAttributes().GetTargetWorkerDeploymentVersionChanged()
		}
		require.True(t, told, "%s: it continued because another build was current", file)
	}
}

// registry is what workflows.Register needs.
type registry interface {
	RegisterWorkflowWithOptions(fn any, o workflow.RegisterOptions)
}

var quiet = log.NewStructuredLogger(slog.New(slog.DiscardHandler))

// Every history that a released version wrote must replay: a running process is carried on by the next version. When
// this fails, the change needs workflow.GetVersion or another way; the files are never recorded again.
func TestEveryRecordedHistoryReplays(t *testing.T) {
	t.Parallel()
	for _, file := range histories(t) {
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			replayer := worker.NewWorkflowReplayer()
			workflows.Register(replayer)
			require.NoError(t, replayer.ReplayWorkflowHistoryFromJSONFile(quiet, file))
		})
	}
}

// The test of the test: replaying notices what would strand running processes.
func TestAChangedWorkflowDoesNotReplay(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(ctx workflow.Context){
		"an activity more": func(ctx workflow.Context) {
			ctx = workflow.WithActivityOptions(ctx, workflow.ActivityOptions{StartToCloseTimeout: time.Minute})
			workflow.ExecuteActivity(ctx, "Greet")
		},
		"a timer more": func(ctx workflow.Context) { workflow.NewTimer(ctx, time.Hour) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, file := range histories(t) {
				replayer := worker.NewWorkflowReplayer()
				registerChanged(replayer, change)
				require.Error(t, replayer.ReplayWorkflowHistoryFromJSONFile(quiet, file), file)
			}
		})
	}
}

// registerChanged registers every process kind with something done first.
func registerChanged(r registry, change func(workflow.Context)) {
	for name, fn := range map[string]any{
		evaluation.KindCycle: func(ctx workflow.Context, s *evaluation.Cycle) error {
			change(ctx)
			return workflows.EvaluationCycle(ctx, s)
		},
		evaluation.KindUnitReview: func(ctx workflow.Context, s *evaluation.UnitReview) error {
			change(ctx)
			return workflows.UnitReview(ctx, s)
		},
		evaluation.KindBodyDecision: func(ctx workflow.Context, s *evaluation.BodyDecision) error {
			change(ctx)
			return workflows.BodyDecision(ctx, s)
		},
		evaluation.KindPetition: func(ctx workflow.Context, s *evaluation.Petition) error {
			change(ctx)
			return workflows.Petition(ctx, s)
		},
		evaluation.KindCorrection: func(ctx workflow.Context, s *evaluation.Correction) error {
			change(ctx)
			return workflows.Correction(ctx, s)
		},
		workflows.NameLaunch: func(ctx workflow.Context, s schedule.Schedule) error {
			change(ctx)
			return workflows.Launch(ctx, s)
		},
	} {
		r.RegisterWorkflowWithOptions(fn, workflow.RegisterOptions{Name: name})
	}
}

func TestWhatARecordedHistoryHolds(t *testing.T) {
	t.Parallel()
	for _, file := range histories(t) {
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			timers, updates := 0, 0
			for _, e := range events(t, file) {
				switch e.GetEventType() {
				case enums.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED:
					started := e.GetWorkflowExecutionStartedEventAttributes()
					require.Zero(t, started.GetWorkflowExecutionTimeout().AsDuration(), "people may need years")
					require.Zero(t, started.GetWorkflowRunTimeout().AsDuration())
				case enums.EVENT_TYPE_TIMER_STARTED:
					timers++
				case enums.EVENT_TYPE_TIMER_FIRED, enums.EVENT_TYPE_TIMER_CANCELED:
					timers--
				case enums.EVENT_TYPE_WORKFLOW_TASK_STARTED:
					require.LessOrEqual(t, timers, 1, "event %d: one timer at a time", e.GetEventId())
				case enums.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED:
					updates++
				case enums.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_COMPLETED:
					updates--
				default: // the rest may come and go
				}
			}
			require.Zero(t, updates, "whoever was accepted was answered")
		})
	}
}

func events(t *testing.T, file string) []*history.HistoryEvent {
	f, err := os.Open(file)
	require.NoError(t, err)
	defer f.Close()
	h, err := client.HistoryFromJSON(f, client.HistoryJSONOptions{})
	require.NoError(t, err)
	require.NotEmpty(t, h.GetEvents())
	return h.GetEvents()
}
