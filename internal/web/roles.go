package web

import (
	"context"
	"net/http"

	"canbo/internal/access"
	"canbo/internal/postgres"
)

type roleInput struct {
	Body struct {
		Official string      `json:"official" minLength:"1" maxLength:"63"`
		Role     access.Role `json:"role" enum:"administrator,organiser,inspector"`
		Reason   string      `json:"reason" minLength:"1" maxLength:"2000" pattern:"\\S"`
		Basis    string      `json:"basis" minLength:"1" maxLength:"500" pattern:"\\S" doc:"Document or decision that allows it"`
	}
}

func (s *server) registerRoles() {
	add(s, route[listInput, body[postgres.List[postgres.RoleHolder]]]{
		act: access.ListRoles, method: http.MethodGet, path: "/roles", tag: "roles", summary: "The officials who hold a role, and why",
		do: func(ctx context.Context, _ access.Actor, in *listInput) (*body[postgres.List[postgres.RoleHolder]], error) {
			return show(s.Store.Roles(ctx, in.page()))
		},
	})
	add(s, route[listInput, body[postgres.List[postgres.RoleAct]]]{
		act: access.ReadRoleActs, method: http.MethodGet, path: "/roles/acts", tag: "roles",
		summary: "Every granting and withdrawal of a role, the newest first",
		do: func(ctx context.Context, _ access.Actor, in *listInput) (*body[postgres.List[postgres.RoleAct]], error) {
			return show(s.Store.RoleActs(ctx, in.page()))
		},
	})
	add(s, route[roleInput, none]{
		act: access.GrantRole, method: http.MethodPost, path: "/roles/grants", tag: "roles", status: http.StatusNoContent,
		summary: "Give an official a role; nobody gives one to themselves",
		do: func(ctx context.Context, actor access.Actor, in *roleInput) (*none, error) {
			return nil, s.Store.GrantRole(ctx, s.roleChange(actor, in))
		},
	})
	add(s, route[roleInput, none]{
		act: access.WithdrawRole, method: http.MethodPost, path: "/roles/withdrawals", tag: "roles", status: http.StatusNoContent,
		summary: "Take a role from an official, at once; the last administrator stays",
		do: func(ctx context.Context, actor access.Actor, in *roleInput) (*none, error) {
			return nil, s.Store.WithdrawRole(ctx, s.roleChange(actor, in))
		},
	})
}

func (s *server) roleChange(actor access.Actor, in *roleInput) postgres.RoleChange {
	return postgres.RoleChange{
		Official: in.Body.Official, Role: in.Body.Role, Actor: actor.ID, Reason: in.Body.Reason, Basis: in.Body.Basis, At: s.now(),
	}
}
