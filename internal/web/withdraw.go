package web

import (
	"context"
	"net/http"

	"canbo/internal/access"
	"canbo/internal/fault"
	"canbo/internal/postgres"
	"canbo/internal/procedure"
)

// withdrawal takes a filing back: an official their own, an administrator what they entered for an official.
type withdrawal struct {
	Idempotent
	Command string `path:"command" format:"uuid"`
	Body    struct {
		Reason string `json:"reason" minLength:"1" maxLength:"2000"`
		Basis  string `json:"basis,omitempty" maxLength:"500" doc:"Document that allows it; an administrator gives one"`
	}
}

func (s *server) registerWithdrawal() {
	const path = "/commands/{command}/withdrawal"
	add(s, route[withdrawal, answer]{
		act: access.Withdraw, method: http.MethodPost, path: path, tag: "steering",
		summary: "Take back what you filed while its step is open; it stays on record and counts no more",
		subject: func(ctx context.Context, actor access.Actor, in *withdrawal) (access.Subject, error) {
			receipt, err := s.Store.Receipt(ctx, in.Command)
			owner := receipt.Command.Actor
			if owner != actor.ID {
				owner = receipt.Command.OnBehalfOf
			}
			return access.Subject{Owner: owner}, err
		},
		do: s.withdraw,
	})
	s.mayBeReceived(path)
}

func (s *server) withdraw(ctx context.Context, actor access.Actor, in *withdrawal) (*answer, error) {
	filed, err := s.Store.Receipt(ctx, in.Command)
	switch {
	case err != nil:
		return nil, err
	case filed.SettledAt == nil:
		return nil, fault.New(fault.Conflict, "not_processed", "This has not been processed yet; try again in a moment.")
	case filed.Refusal != nil:
		return nil, fault.New(fault.Conflict, "not_standing", "This was refused; there is nothing to take back.")
	}
	if filed.Command.Role == procedure.Administrator && access.May(actor, access.FileOnBehalf, access.Subject{}) == nil {
		actor.Role = access.Administrator // who entered it for another takes it back in the same capacity
	}
	if err := needsBasis(actor, in.Body.Basis); err != nil {
		return nil, err
	}
	args := procedure.Withdraw{Act: filed.Command.Kind, Version: filed.Version}
	cmd, err := s.newCommand(actor, in.key(), procedure.CommandWithdraw, args)
	if err != nil {
		return nil, err
	}
	if actor.Steers() {
		cmd.OnBehalfOf = filed.Command.OnBehalfOf
	}
	return s.post(ctx, postgres.Filing{Process: filed.Process, Command: cmd}, in.Body, nil)
}
