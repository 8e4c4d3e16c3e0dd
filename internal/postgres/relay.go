package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"canbo/internal/fault"
	"canbo/internal/postgres/db"
	"canbo/internal/procedure"
)

// RelayInbox is what one relay reads and writes of the record.
type RelayInbox struct {
	Clock func() time.Time // by which delegations begin and end

	store    *Store
	listener listener
}

// NewRelayInbox returns the inbox of a database for one relay.
func NewRelayInbox(pool *pgxpool.Pool) *RelayInbox {
	return &RelayInbox{Clock: time.Now, store: New(pool), listener: listener{pool: pool, channel: "command_pending"}}
}

// Close closes the connection of WaitPending, when the relay has stopped.
func (r *RelayInbox) Close(ctx context.Context) error { return r.listener.close(ctx) }

// Waiting lists released processes that the engine does not have yet, oldest first. Input is json.RawMessage.
func (r *RelayInbox) Waiting(ctx context.Context, limit int) ([]procedure.NewProcess, error) {
	rows, err := r.store.q.UnstartedProcesses(ctx, int32(limit))
	if err != nil {
		return nil, fmt.Errorf("read processes to start: %w", err)
	}
	out := make([]procedure.NewProcess, len(rows))
	for i, row := range rows {
		out[i] = procedure.NewProcess{ID: row.ID, Kind: row.Kind, Input: json.RawMessage(row.Input)}
	}
	return out, nil
}

// Started notes that the engine has a process.
func (r *RelayInbox) Started(ctx context.Context, id string) error {
	now := time.Now().UTC()
	if err := r.store.q.MarkStarted(ctx, db.MarkStartedParams{ID: id, StartedAt: &now}); err != nil {
		return fmt.Errorf("note start of %s: %w", id, err)
	}
	return nil
}

// Lease takes commands without an outcome that are due for a try. Nobody else gets them until their next try, which
// comes four seconds later each time. Commands that delegations ask for are filed first.
func (r *RelayInbox) Lease(ctx context.Context, limit int) ([]procedure.Undelivered, error) {
	if err := r.handOver(ctx); err != nil {
		return nil, err
	}
	rows, err := r.store.q.LeaseCommands(ctx, db.LeaseCommandsParams{At: time.Now().UTC(), MaxRows: int32(limit)})
	if err != nil {
		return nil, fmt.Errorf("lease commands: %w", err)
	}
	out := make([]procedure.Undelivered, len(rows))
	for i, row := range rows {
		out[i] = procedure.Undelivered{Process: row.Process, Command: procedure.Command{
			Key: row.Key, Kind: row.Kind, Actor: row.Actor, Role: procedure.Role(row.Role), OnBehalfOf: row.OnBehalfOf,
			ReceivedAt: row.ReceivedAt, Args: row.Args,
		}}
	}
	return out, nil
}

// Refuse settles a command as refused, unless it has an outcome already.
func (r *RelayInbox) Refuse(ctx context.Context, key string, why *fault.Error) error {
	return r.store.RefuseCommand(ctx, key, why, time.Now().UTC())
}

// WaitPending returns when there may be something to do, or atMost has passed.
func (r *RelayInbox) WaitPending(ctx context.Context, atMost time.Duration) error {
	_, err := r.listener.wait(ctx, atMost)
	return err
}
