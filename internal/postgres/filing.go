package postgres

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"canbo/internal/fault"
	"canbo/internal/postgres/db"
	"canbo/internal/procedure"
)

// relayAfter is how long a filing is left to the one who filed it before the relay delivers it. It is longer than an
// answer may take; a delivery too many would do no harm.
const relayAfter = 5 * time.Second

// Filing is a command as it was handed in: what its process may see, and everything that was filed.
type Filing struct {
	Process string
	Command procedure.Command
	Payload json.RawMessage
}

// Receipt says what is known of a filed command.
type Receipt struct {
	Process   string
	Command   procedure.Command
	SettledAt *time.Time   // nil: nobody knows yet what comes of it
	Version   int64        // of the process, when accepted
	Refusal   *fault.Error // nil unless refused

	bodySHA256 string
}

// FileCommand puts a command into the inbox; from then on it is safe. Filing the same again returns the first receipt,
// whose command is the one to deliver.
//
// Error: fault.Conflict `idempotency_key_reused` when the key stands for another command or another filing.
func (s *Store) FileCommand(ctx context.Context, f Filing) (Receipt, error) {
	cmd := f.Command
	if len(cmd.Args) == 0 {
		cmd.Args = json.RawMessage("{}")
	}
	sum := sha256.Sum256(f.Payload)
	filed := Receipt{Process: f.Process, Command: cmd, bodySHA256: hex.EncodeToString(sum[:])}
	inserted, err := s.q.FileCommand(ctx, db.FileCommandParams{
		Key: cmd.Key, Process: f.Process, Kind: cmd.Kind, Actor: cmd.Actor, Role: string(cmd.Role), OnBehalfOf: cmd.OnBehalfOf,
		BodySha256: filed.bodySHA256, Args: cmd.Args, Payload: f.Payload,
		ReceivedAt: cmd.ReceivedAt, NextTryAt: cmd.ReceivedAt.Add(relayAfter),
	})
	if err != nil {
		return Receipt{}, fmt.Errorf("file command %s: %w", cmd.Key, err)
	}
	if inserted == 1 {
		return filed, nil
	}
	before, err := s.Receipt(ctx, cmd.Key)
	if err != nil {
		return Receipt{}, err
	}
	if before.Process != f.Process || before.Command.Kind != cmd.Kind || before.bodySHA256 != filed.bodySHA256 {
		return Receipt{}, fault.New(fault.Conflict, "idempotency_key_reused",
			"This Idempotency-Key was used for another request; give a new request a new key.")
	}
	return before, nil
}

// Receipt returns what is known of a command. Error: fault.NotFound.
func (s *Store) Receipt(ctx context.Context, key string) (Receipt, error) {
	row, err := s.q.CommandByKey(ctx, key)
	if errors.Is(err, pgx.ErrNoRows) {
		return Receipt{}, fault.New(fault.NotFound, "command_not_found", "There is no such command.")
	}
	if err != nil {
		return Receipt{}, fmt.Errorf("read command %s: %w", key, err)
	}
	r := Receipt{
		Process: row.Process, SettledAt: row.SettledAt, bodySHA256: row.BodySha256,
		Command: procedure.Command{
			Key: row.Key, Kind: row.Kind, Actor: row.Actor, Role: procedure.Role(row.Role),
			OnBehalfOf: row.OnBehalfOf, ReceivedAt: row.ReceivedAt.UTC(), Args: row.Args,
		},
	}
	if row.Version != nil {
		r.Version = *row.Version
	}
	if row.FaultKind != nil {
		r.Refusal = &fault.Error{Kind: fault.Kind(*row.FaultKind), Code: value(row.FaultCode), Text: value(row.FaultText)}
	}
	return r, nil
}

// RefuseCommand records that a command was refused; one that is settled stays as it is.
func (s *Store) RefuseCommand(ctx context.Context, key string, refusal *fault.Error, at time.Time) error {
	kind := string(refusal.Kind)
	err := s.q.RefuseCommand(ctx, db.RefuseCommandParams{
		Key: key, SettledAt: &at, FaultKind: &kind, FaultCode: &refusal.Code, FaultText: &refusal.Text,
	})
	if err != nil {
		return fmt.Errorf("refuse command %s: %w", key, err)
	}
	return nil
}
