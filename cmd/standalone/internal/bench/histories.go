package bench

import (
	"context"
	"fmt"
	"syscall"
	"time"

	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"

	"canbo/internal/config"
)

const visibilityTime = time.Minute // for the last workflow to be seen as closed

// readHistories counts the events of all workflows, every run of them.
func (r *CycleReport) readHistories(ctx context.Context, cfg config.Config) error {
	temporal, err := client.DialContext(ctx, client.Options{HostPort: cfg.TemporalAddress, Namespace: cfg.TemporalNamespace})
	if err != nil {
		return fmt.Errorf("connect to Temporal: %w", err)
	}
	defer temporal.Close()
	ctx, cancel := context.WithTimeout(ctx, visibilityTime)
	defer cancel()
	for {
		open, err := r.listHistories(ctx, temporal)
		if err != nil {
			return fmt.Errorf("count the events: %w", err)
		}
		if open == 0 {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("count the events: %d workflows of a closed cycle are open", open)
		case <-time.After(time.Second):
		}
	}
}

func (r *CycleReport) listHistories(ctx context.Context, temporal client.Client) (open int, err error) {
	r.Events, r.EventsByKind, r.Workflows = 0, map[string]int{}, map[string]int{}
	var page []byte
	for {
		list, err := temporal.ListWorkflow(ctx, &workflowservice.ListWorkflowExecutionsRequest{PageSize: 1000, NextPageToken: page})
		if err != nil {
			return 0, err
		}
		for _, w := range list.Executions {
			if w.Status == enums.WORKFLOW_EXECUTION_STATUS_RUNNING {
				open++
			}
			kind := w.Type.Name
			r.Workflows[kind]++
			r.EventsByKind[kind] += int(w.HistoryLength)
			r.Events += int(w.HistoryLength)
		}
		if page = list.NextPageToken; len(page) == 0 {
			return open, nil
		}
	}
}

// ownCPU is what this process has used of the processors until now, in all its threads.
func ownCPU() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
