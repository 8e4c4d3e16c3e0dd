// Package engine is the typed Temporal client: it starts processes, delivers commands and keeps both going when a
// worker or the web program was away. It may import workflows (names), the domain and fault; it must not know of
// HTTP or PostgreSQL.
package engine

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"

	"canbo/internal/fault"
	"canbo/internal/procedure"
	"canbo/workflows"
)

// answerTime is how long a command waits for its answer before it is left to the relay.
const answerTime = 3 * time.Second

// Engine starts processes and delivers commands to them.
type Engine struct {
	client    client.Client
	taskQueue string
}

// New returns an engine that uses c; it does not close it.
func New(c client.Client, taskQueue string) *Engine { return &Engine{client: c, taskQueue: taskQueue} }

// Ping reports whether the Temporal server answers, as fault.Unavailable when not.
func (e *Engine) Ping(ctx context.Context) error {
	if _, err := e.client.CheckHealth(ctx, &client.CheckHealthRequest{}); err != nil {
		return unavailable(err)
	}
	return nil
}

// Start starts a process from its initial state. A process that runs or has run already is left alone, so Start may
// be repeated. Error: fault.Unavailable when the engine does not answer; any other is about this process.
func (e *Engine) Start(ctx context.Context, id, kind string, input any) error {
	_, err := e.client.ExecuteWorkflow(ctx, client.StartWorkflowOptions{
		ID:                       id,
		TaskQueue:                e.taskQueue,
		WorkflowIDReusePolicy:    enums.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE,
		WorkflowIDConflictPolicy: enums.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING,
	}, kind, input)
	if err == nil || temporal.IsWorkflowExecutionAlreadyStartedError(err) {
		return nil
	}
	if _, refused := errors.AsType[*serviceerror.InvalidArgument](err); !refused {
		err = unavailable(err)
	}
	return fmt.Errorf("start process %s: %w", id, err)
}

// Deliver gives a command to its process and waits a few seconds for the answer. Delivering the same key again has no
// second effect and gives the same answer.
//
// Errors: the fault of a refusal; fault.Unavailable when there was no answer in time, which says nothing about
// whether the command was accepted; fault.NotFound when the process does not run.
func (e *Engine) Deliver(ctx context.Context, process string, cmd procedure.Command) (procedure.Outcome, error) {
	ctx, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	var out procedure.Outcome
	handle, err := e.client.UpdateWorkflow(ctx, client.UpdateWorkflowOptions{
		UpdateID:     cmd.Key,
		WorkflowID:   process,
		UpdateName:   workflows.UpdateCommand,
		Args:         []any{cmd},
		WaitForStage: client.WorkflowUpdateStageCompleted,
	})
	if err == nil {
		err = handle.Get(ctx, &out)
	}
	if err != nil {
		return procedure.Outcome{}, answer(err)
	}
	return out, nil
}

// answer turns the client's errors into faults.
func answer(err error) error {
	if refused, ok := errors.AsType[*temporal.ApplicationError](err); ok {
		kind := fault.Kind(refused.Type())
		if kind == "AcceptedUpdateCompletedWorkflow" {
			return fault.New(fault.Unavailable, "unanswered", "the answer is not known yet").Because(err)
		}
		var code string
		if detail := refused.Details(&code); detail != nil {
			return fault.New(fault.Unavailable, "unanswered", "the answer is not known yet").Because(err)
		}
		return fault.New(kind, code, "%s", refused.Message())
	}
	if _, ok := errors.AsType[*serviceerror.NotFound](err); ok {
		return fault.New(fault.NotFound, "process_not_running", "this process does not run").Because(err)
	}
	return unavailable(err)
}

func unavailable(err error) error {
	return fault.New(fault.Unavailable, "engine_unavailable",
		"the process engine does not answer; what you filed is safe and will be processed").Because(err)
}
