package postgres

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"

	"canbo/internal/access"
	"canbo/internal/fault"
	"canbo/internal/postgres/db"
)

// RoleHolder is a role that an official holds, and the act that granted it.
type RoleHolder struct {
	Official  string      `json:"official"`
	Name      string      `json:"name"`
	Role      access.Role `json:"role"`
	Actor     string      `json:"actor" doc:"Who granted it: an official's code, or key: and the name of an API key"`
	ActorName string      `json:"actor_name,omitempty"`
	Reason    string      `json:"reason"`
	Basis     string      `json:"basis"`
	At        time.Time   `json:"at"`
}

// RoleAct is one granting or withdrawal of a role.
type RoleAct struct {
	RoleHolder
	Granted bool `json:"granted" doc:"False for a withdrawal"`
}

// RoleChange is what is to be done about a role of an official.
type RoleChange struct {
	Official string
	Role     access.Role
	Actor    string
	Reason   string
	Basis    string
	At       time.Time
}

// GrantRole gives an official a role. Errors: fault.NotFound `official_not_found`; fault.Denied `own_role`; fault.Conflict
// `role_held`.
func (s *Store) GrantRole(ctx context.Context, c RoleChange) error {
	return s.changeRole(ctx, c, true, func(holders []string) error {
		if slices.Contains(holders, c.Official) {
			return fault.New(fault.Conflict, "role_held", "%s has this role already.", c.Official)
		}
		return nil
	})
}

// WithdrawRole takes a role from an official, from the next request on. Errors: fault.NotFound `official_not_found`;
// fault.Conflict `role_not_held`, and `last_administrator` when nobody but them could grant roles any more.
func (s *Store) WithdrawRole(ctx context.Context, c RoleChange) error {
	return s.changeRole(ctx, c, false, func(holders []string) error {
		switch {
		case !slices.Contains(holders, c.Official):
			return fault.New(fault.Conflict, "role_not_held", "%s does not have this role.", c.Official)
		case c.Role == access.Administrator && len(holders) == 1:
			return fault.New(fault.Conflict, "last_administrator", "%s is the last administrator; name another one first.", c.Official)
		}
		return nil
	})
}

func (s *Store) changeRole(ctx context.Context, c RoleChange, grant bool, check func(holders []string) error) error {
	if grant && c.Actor == c.Official {
		return fault.New(fault.Denied, "own_role", "Nobody grants a role to themselves; another administrator does, or the API key of the installation.")
	}
	return s.inTx(ctx, func(_ pgx.Tx, q *db.Queries) error {
		if err := q.LockRoles(ctx); err != nil {
			return fmt.Errorf("lock roles: %w", err)
		}
		known, err := q.OfficialExists(ctx, c.Official)
		if err != nil {
			return fmt.Errorf("look for official %s: %w", c.Official, err)
		}
		if !known {
			return fault.New(fault.NotFound, "official_not_found", "There is no official %s.", c.Official)
		}
		holders, err := q.HoldersOf(ctx, string(c.Role))
		if err != nil {
			return fmt.Errorf("read the holders of %s: %w", c.Role, err)
		}
		if err := check(holders); err != nil {
			return err
		}
		err = q.InsertRoleAct(ctx, db.InsertRoleActParams{
			Official: c.Official, Role: string(c.Role), Granted: grant, Actor: c.Actor, Reason: c.Reason, Basis: c.Basis, At: c.At,
		})
		if err != nil {
			return fmt.Errorf("change role %s of %s: %w", c.Role, c.Official, err)
		}
		return nil
	})
}

// Roles lists who holds which role.
func (s *Store) Roles(ctx context.Context, p Page) (List[RoleHolder], error) {
	rows, err := s.q.StandingRoles(ctx, db.StandingRolesParams{After: p.After, MaxRows: p.rows()})
	if err != nil {
		return List[RoleHolder]{}, fmt.Errorf("list roles: %w", err)
	}
	return listed(p, rows, func(r db.StandingRolesRow) (RoleHolder, string) {
		return RoleHolder{
			Official: r.Official, Name: r.Name, Role: access.Role(r.Role), Actor: r.Actor, ActorName: r.ActorName,
			Reason: r.Reason, Basis: r.Basis, At: r.At,
		}, r.Official + "/" + r.Role
	}), nil
}

// RoleActs lists what was done about roles, the newest first.
func (s *Store) RoleActs(ctx context.Context, p Page) (List[RoleAct], error) {
	before := int64(math.MaxInt64)
	if id, err := strconv.ParseInt(p.After, 10, 64); err == nil {
		before = id
	}
	rows, err := s.q.RoleActs(ctx, db.RoleActsParams{Before: before, MaxRows: p.rows()})
	if err != nil {
		return List[RoleAct]{}, fmt.Errorf("list acts on roles: %w", err)
	}
	return listed(p, rows, func(r db.RoleActsRow) (RoleAct, string) {
		return RoleAct{
			RoleHolder: RoleHolder{
				Official: r.Official, Name: r.Name, Role: access.Role(r.Role), Actor: r.Actor, ActorName: r.ActorName,
				Reason: r.Reason, Basis: r.Basis, At: r.At,
			},
			Granted: r.Granted,
		}, strconv.FormatInt(r.ID, 10)
	}), nil
}
