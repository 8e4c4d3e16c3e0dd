package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/postgres/db"
	"canbo/internal/procedure"
)

// send files a command to another process; the relay delivers it. Its key is the effect's own. A process that has not
// been released does not run anywhere yet: it takes the command here.
func (a *applier) send(ctx context.Context, e procedure.Effect, s procedure.Send) error {
	args, err := json.Marshal(s.Args)
	if err != nil {
		return err
	}
	payload := []byte("{}")
	if s.Return {
		payload = []byte(`{"return": true}`)
	}
	cmd := procedure.Command{
		Key: fmt.Sprintf("%s#%d", a.process, e.Seq), Kind: s.Kind, Actor: a.process, Role: procedure.System, ReceivedAt: a.now, Args: args,
	}
	_, err = a.q.FileCommand(ctx, db.FileCommandParams{
		Key: cmd.Key, Process: s.To, Kind: cmd.Kind, Actor: cmd.Actor, Role: string(cmd.Role), Args: args, Payload: payload,
		ReceivedAt: a.now, NextTryAt: a.now,
	})
	if err != nil {
		return err
	}
	prepared, err := a.q.LockPrepared(ctx, s.To)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("lock %s: %w", s.To, err)
	}
	return a.handPrepared(ctx, s.To, prepared, cmd)
}

// handPrepared has a process that has not been released take a command, as it would when it runs: its effects are
// applied, and what it will be started with is its new state.
func (a *applier) handPrepared(ctx context.Context, id string, prepared db.LockPreparedRow, cmd procedure.Command) error {
	p, err := evaluation.Restore(prepared.Kind, prepared.Input)
	if err != nil {
		return fmt.Errorf("restore %s: %w", id, err)
	}
	if err := procedure.Check(p, cmd); err != nil {
		f, ok := fault.As(err)
		if !ok {
			return fmt.Errorf("check %s: %w", cmd.Key, err)
		}
		kind := string(f.Kind)
		return a.q.RefuseCommand(ctx, db.RefuseCommandParams{
			Key: cmd.Key, SettledAt: &a.now, FaultKind: &kind, FaultCode: &f.Code, FaultText: &f.Text,
		})
	}
	procedure.Apply(p, cmd, a.now)
	state := p.Base()
	in := &applier{tx: a.tx, q: a.q, ballots: a.ballots, baseURL: a.baseURL, process: id, now: a.now}
	for _, e := range state.Effects {
		if _, err := in.apply(ctx, procedure.Prepared{Effect: e}); err != nil {
			return fmt.Errorf("effect %s %d of %s: %w", e.Kind, e.Seq, id, err)
		}
	}
	state.Effects = nil
	input, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("encode %s: %w", id, err)
	}
	return a.q.SetInput(ctx, db.SetInputParams{ID: id, Input: input, Version: state.Version})
}
