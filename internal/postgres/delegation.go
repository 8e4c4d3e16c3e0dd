package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"canbo/internal/fault"
	"canbo/internal/postgres/db"
)

// Delegation says who does the work of somebody who is absent. Open tasks go to the deputy when it begins, and so do
// those that open while it lasts; what a process refuses to hand on stays with the person.
type Delegation struct {
	ID        string     `json:"id"`
	Person    string     `json:"person"`
	Deputy    string     `json:"deputy"`
	StartsAt  time.Time  `json:"starts_at"`
	EndsAt    time.Time  `json:"ends_at" doc:"The first instant after it"`
	Reason    string     `json:"reason"`
	Basis     string     `json:"basis,omitempty"`
	CreatedBy string     `json:"created_by"`
	CreatedAt time.Time  `json:"created_at"`
	RevokedBy string     `json:"revoked_by,omitempty"`
	RevokedAt *time.Time `json:"revoked_at,omitempty"`

	Moved int             `json:"moved" doc:"Tasks that went to the deputy"`
	Stays []TaskThatStays `json:"stays" doc:"Open tasks that could not go to the deputy"`
}

// TaskThatStays is an open task that its process did not let go to the deputy.
type TaskThatStays struct {
	Process string `json:"process"`
	Step    string `json:"step"`
	Act     string `json:"act"`
	Code    string `json:"code"`
	Why     string `json:"why"`
}

// Delegate records a delegation; the relay then hands tasks over. Recording the same again changes nothing.
//
// Errors: fault.Conflict `delegated_already` when the person has another deputy in the time, `deputy_absent` when the
// deputy is absent in it; fault.NotFound for people who are not in the roster.
func (s *Store) Delegate(ctx context.Context, d Delegation) error {
	for _, who := range []string{d.Person, d.Deputy} {
		if _, err := s.Person(ctx, who); err != nil {
			return err
		}
	}
	return s.inTx(ctx, func(_ pgx.Tx, q *db.Queries) error {
		if err := q.LockPerson(ctx, d.Person); err != nil {
			return err
		}
		if _, err := q.DelegationByID(ctx, d.ID); err == nil {
			return nil
		}
		clash, err := q.DelegationClash(ctx, db.DelegationClashParams{
			Person: d.Person, Deputy: d.Deputy, StartsAt: d.StartsAt, EndsAt: d.EndsAt,
		})
		switch {
		case err != nil:
			return fmt.Errorf("look for other delegations: %w", err)
		case clash.Delegated:
			return fault.New(fault.Conflict, "delegated_already", "There is a deputy in this time already; revoke that delegation first.")
		case clash.DeputyAbsent:
			return fault.New(fault.Conflict, "deputy_absent", "%s is absent in this time too; name somebody else.", d.Deputy)
		}
		_, err = q.InsertDelegation(ctx, db.InsertDelegationParams{
			ID: d.ID, Person: d.Person, Deputy: d.Deputy, StartsAt: d.StartsAt, EndsAt: d.EndsAt, Reason: d.Reason,
			Basis: d.Basis, CreatedBy: d.CreatedBy, CreatedAt: d.CreatedAt,
		})
		return err
	})
}

// RevokeDelegation ends a delegation before its time; the relay then gives back what is still to be done.
//
// Error: fault.Conflict `delegation_over` when it has ended or was revoked.
func (s *Store) RevokeDelegation(ctx context.Context, id, by, reason, basis string, at time.Time) error {
	revoked, err := s.q.RevokeDelegation(ctx, db.RevokeDelegationParams{
		ID: id, RevokedBy: &by, RevokedAt: &at, Reason: &reason, Basis: &basis,
	})
	if err != nil {
		return fmt.Errorf("revoke delegation %s: %w", id, err)
	}
	if revoked == 0 {
		return fault.New(fault.Conflict, "delegation_over", "This delegation is over.")
	}
	return nil
}

// DelegationOf returns whose delegation it is. Error: fault.NotFound.
func (s *Store) DelegationOf(ctx context.Context, id string) (person string, err error) {
	row, err := s.q.DelegationByID(ctx, id)
	if err != nil {
		return "", notFound(err, "delegation", id)
	}
	return row.Person, nil
}

// Delegations lists those in which an official is absent or the deputy, or all for "".
func (s *Store) Delegations(ctx context.Context, official string, p Page) (List[Delegation], error) {
	rows, err := s.q.Delegations(ctx, db.DelegationsParams{Official: official, After: p.After, MaxRows: p.rows()})
	if err != nil {
		return List[Delegation]{}, fmt.Errorf("list delegations: %w", err)
	}
	list := listed(p, rows, func(r db.DelegationsRow) (Delegation, string) {
		return Delegation{
			ID: r.ID, Person: r.Person, Deputy: r.Deputy, StartsAt: r.StartsAt, EndsAt: r.EndsAt, Reason: r.Reason, Basis: r.Basis,
			CreatedBy: r.CreatedBy, CreatedAt: r.CreatedAt, RevokedBy: value(r.RevokedBy), RevokedAt: r.RevokedAt, Moved: int(r.Moved),
			Stays: []TaskThatStays{},
		}, r.ID
	})
	for i := range list.Items {
		stays, err := s.q.TasksThatStay(ctx, list.Items[i].ID)
		if err != nil {
			return list, fmt.Errorf("read what stays: %w", err)
		}
		for _, t := range stays {
			list.Items[i].Stays = append(list.Items[i].Stays, TaskThatStays(t))
		}
	}
	return list, nil
}

// handOver files what delegations ask for: open tasks go to deputies, and back when a delegation was revoked. It looks at
// the tasks as they are, so a task is found whenever it was opened, and each is offered once.
func (r *RelayInbox) handOver(ctx context.Context) error {
	at := r.Clock().UTC()
	if err := r.store.q.HandOver(ctx, at); err != nil {
		return fmt.Errorf("hand tasks over: %w", err)
	}
	if err := r.store.q.HandBack(ctx, at); err != nil {
		return fmt.Errorf("hand tasks back: %w", err)
	}
	return nil
}
