package engine_test

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/mock"
	"github.com/stretchr/testify/require"
	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/mocks"
	"go.temporal.io/sdk/temporal"

	"canbo/internal/engine"
	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/procedure"
)

const reviewID = "unit-review/mini-2018/xa-na-muoi"

var comment = procedure.Command{Key: "key-1", Kind: evaluation.ActComment, Actor: "mini-08", Role: procedure.Official}

// handle is the answer to an update.
func handle(out procedure.Outcome, err error) *mocks.WorkflowUpdateHandle {
	h := &mocks.WorkflowUpdateHandle{}
	h.On("Get", mock.Anything, mock.Anything).Return(func(_ context.Context, into any) error {
		*into.(*procedure.Outcome) = out
		return err
	})
	return h
}

func TestDeliver(t *testing.T) {
	t.Parallel()
	refusal := func(kind, text string, details ...any) error {
		return temporal.NewNonRetryableApplicationError(text, kind, nil, details...)
	}
	tests := []struct {
		name    string
		sending error // of the update itself
		answer  error // of the process
		kind    fault.Kind
		code    string
		text    string
	}{
		{"an accepted command gives its outcome", nil, nil, "", "", ""},
		{"a refusal keeps its kind, code and text", nil, refusal("too_late", "the due time has passed", "after_due"), fault.TooLate, "after_due", "the due time has passed"},
		{"a refusal that comes with the sending is one too", refusal("denied", "not yours", "not_your_task"), nil, fault.Denied, "not_your_task", "not yours"},
		{"an update that the run's end cut off is unknown", nil, refusal("AcceptedUpdateCompletedWorkflow", "workflow completed"), fault.Unavailable, "unanswered", "not known yet"},
		{"an error without our code is unknown", nil, refusal("PanicError", "a stack"), fault.Unavailable, "unanswered", "not known yet"},
		{"a process that does not run is not found", serviceerror.NewNotFound("workflow execution already completed"), nil, fault.NotFound, "process_not_running", "does not run"},
		{"no answer in time is unknown", nil, client.NewWorkflowUpdateServiceTimeoutOrCanceledError(context.DeadlineExceeded), fault.Unavailable, "engine_unavailable", "what you filed is safe"},
		{"a server that is away is unknown", serviceerror.NewUnavailable("connection refused"), nil, fault.Unavailable, "engine_unavailable", "what you filed is safe"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := &mocks.Client{}
			c.On("UpdateWorkflow", mock.Anything, mock.MatchedBy(func(o client.UpdateWorkflowOptions) bool {
				return o.UpdateID == "key-1" && o.WorkflowID == reviewID && o.RunID == "" && o.UpdateName == "command" &&
					o.WaitForStage == client.WorkflowUpdateStageCompleted
			})).Return(handle(procedure.Outcome{Version: 7}, tt.answer), tt.sending)
			out, err := engine.New(c, "canbo").Deliver(t.Context(), reviewID, comment)
			if tt.code == "" {
				require.NoError(t, err)
				require.Equal(t, procedure.Outcome{Version: 7}, out)
				return
			}
			f, ok := fault.As(err)
			require.True(t, ok, err)
			require.Equal(t, tt.code, f.Code)
			require.Equal(t, tt.kind, f.Kind)
			require.Contains(t, f.Text, tt.text)
			require.NotContains(t, f.Text, "stack")
			require.Zero(t, out)
		})
	}
}

func TestStart(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		answer error
		kind   fault.Kind
	}{
		{"a new process", nil, ""},
		{"a process that has run already", serviceerror.NewWorkflowExecutionAlreadyStarted("already", "request", "run"), ""},
		{"a server that is away", serviceerror.NewUnavailable("connection refused"), fault.Unavailable},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := &mocks.Client{}
			c.On("ExecuteWorkflow", mock.Anything, mock.MatchedBy(func(o client.StartWorkflowOptions) bool {
				return o.ID == reviewID && o.TaskQueue == "canbo" &&
					o.WorkflowIDReusePolicy == enums.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE &&
					o.WorkflowIDConflictPolicy == enums.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING &&
					o.WorkflowExecutionTimeout == 0 && o.WorkflowRunTimeout == 0 // people may need years
			}), evaluation.KindUnitReview, "input").Return(nil, tt.answer)
			err := engine.New(c, "canbo").Start(t.Context(), reviewID, evaluation.KindUnitReview, "input")
			require.Equal(t, tt.kind, fault.KindOf(err))
			if tt.kind == "" {
				require.NoError(t, err)
			}
			c.AssertExpectations(t)
		})
	}
}

func TestPing(t *testing.T) {
	t.Parallel()
	c := &mocks.Client{}
	c.On("CheckHealth", mock.Anything, mock.Anything).Return(&client.CheckHealthResponse{}, nil).Once()
	require.NoError(t, engine.New(c, "canbo").Ping(t.Context()))
	down := errors.New("connection refused")
	c.On("CheckHealth", mock.Anything, mock.Anything).Return(nil, down).Once()
	err := engine.New(c, "canbo").Ping(t.Context())
	require.Equal(t, fault.Unavailable, fault.KindOf(err))
	require.ErrorIs(t, err, down)
}
