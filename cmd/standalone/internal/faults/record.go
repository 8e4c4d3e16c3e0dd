package faults

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"

	"canbo/cmd/standalone/internal/apart"
	"canbo/internal/config"
)

// Record is what is there when all is over.
type Record struct {
	Commands      []Command
	Acts          []Act
	Effects       []Effect
	Processes     []Process
	Mails         []Mail
	Letters       []Letter
	OpenWorkflows []string // ids
	Workflows     int
}

// Command is a row of the inbox of commands.
type Command struct {
	Key, Process, Kind, Role string
	Settled                  bool
	Version                  int64  // when accepted
	Fault                    string // its code, when refused
}

// Act is a row of the audit.
type Act struct {
	Process string
	Version int64
	Command string
}

// Effect is an effect that was applied.
type Effect struct {
	Process      string
	Seq, Version int64
	Kind         string
}

// Process is a process that was released.
type Process struct {
	ID        string
	Version   int64
	Concluded bool
}

// Mail is a row of the outbox. Rows of one Message went together, as a digest.
type Mail struct{ Key, Message, Kind, State, MessageID string }

// Letter is a message that has arrived.
type Letter struct{ MessageID, Kind string }

func readRecord(ctx context.Context, office *apart.Office) (Record, error) {
	db, err := pgx.Connect(ctx, office.Config.DatabaseURL)
	if err != nil {
		return Record{}, fmt.Errorf("read the record: %w", err)
	}
	defer db.Close(ctx)
	var r Record
	if r.Commands, err = rows[Command](ctx, db, `SELECT key, process, kind, role, settled_at IS NOT NULL,
		coalesce(version, 0), coalesce(fault_code, '') FROM command ORDER BY key`); err != nil {
		return r, err
	}
	if r.Acts, err = rows[Act](ctx, db, `SELECT process, version, command FROM act ORDER BY process, version`); err != nil {
		return r, err
	}
	if r.Effects, err = rows[Effect](ctx, db, `SELECT process, seq, version, kind FROM effect ORDER BY process, seq`); err != nil {
		return r, err
	}
	if r.Processes, err = rows[Process](ctx, db, `SELECT id, version, concluded_at IS NOT NULL FROM process
		WHERE released_at IS NOT NULL ORDER BY id`); err != nil {
		return r, err
	}
	if r.Mails, err = rows[Mail](ctx, db, `SELECT key, coalesce(message, ''), kind, state, coalesce(message_id, '') FROM mail_outbox ORDER BY key`); err != nil {
		return r, err
	}
	for _, m := range office.Mailbox.Messages("") {
		r.Letters = append(r.Letters, Letter{MessageID: m.MessageID, Kind: string(m.Kind)})
	}
	r.OpenWorkflows, r.Workflows, err = workflows(ctx, office.Config)
	return r, err
}

func rows[T any](ctx context.Context, db *pgx.Conn, sql string) ([]T, error) {
	found, err := db.Query(ctx, sql)
	if err != nil {
		return nil, fmt.Errorf("read the record: %w", err)
	}
	all, err := pgx.CollectRows(found, pgx.RowToStructByPos[T])
	if err != nil {
		return nil, fmt.Errorf("read the record: %w", err)
	}
	return all, nil
}

// workflows counts the workflows, and names those that have not ended.
func workflows(ctx context.Context, cfg config.Config) (open []string, all int, err error) {
	temporal, err := client.DialContext(ctx, client.Options{HostPort: cfg.TemporalAddress, Namespace: cfg.TemporalNamespace})
	if err != nil {
		return nil, 0, fmt.Errorf("connect to Temporal: %w", err)
	}
	defer temporal.Close()
	count, err := temporal.CountWorkflow(ctx, &workflowservice.CountWorkflowExecutionsRequest{})
	if err != nil {
		return nil, 0, fmt.Errorf("count the workflows: %w", err)
	}
	list, err := temporal.ListWorkflow(ctx, &workflowservice.ListWorkflowExecutionsRequest{Query: "ExecutionStatus = 'Running'"})
	if err != nil {
		return nil, 0, fmt.Errorf("list the workflows: %w", err)
	}
	for _, w := range list.Executions {
		open = append(open, w.Execution.WorkflowId)
	}
	return open, int(count.Count), nil
}
