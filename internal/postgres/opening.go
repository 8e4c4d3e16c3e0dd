package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/postgres/db"
	"canbo/internal/roster"
)

// District returns what opening a cycle needs of the roster: units, bodies, members, posts, tenures and relations.
func (s *Store) District(ctx context.Context) (*roster.District, error) {
	d := &roster.District{}
	err := s.inTx(ctx, func(_ pgx.Tx, q *db.Queries) error {
		for _, read := range []func(context.Context, *db.Queries, *roster.District) error{
			readUnits, readBodies, readPosts, readTenures, readRelations,
		} {
			if err := read(ctx, q, d); err != nil {
				return fmt.Errorf("read roster: %w", err)
			}
		}
		return nil
	})
	return d, err
}

func readUnits(ctx context.Context, q *db.Queries, d *roster.District) error {
	rows, err := q.AllUnits(ctx)
	for _, r := range rows {
		d.Units = append(d.Units, roster.Unit{
			Code: r.Code, Name: r.Name, NameEn: r.NameEn, Kind: roster.UnitKind(r.Kind), Parent: r.Parent,
			Period: roster.Period{From: r.ValidFrom, To: value(r.ValidTo)},
		})
	}
	return err
}

func readBodies(ctx context.Context, q *db.Queries, d *roster.District) error {
	rows, err := q.AllBodies(ctx)
	if err != nil {
		return err
	}
	for _, r := range rows {
		d.Bodies = append(d.Bodies, roster.Body{Code: r.Code, Name: r.Name, NameEn: r.NameEn, Level: int(r.Level), Unit: r.Unit})
	}
	members, err := q.AllMembers(ctx)
	for _, m := range members {
		d.Members = append(d.Members, roster.BodyMember{
			Body: m.Body, Official: m.Official, Role: roster.Role(m.Role), Period: roster.Period{From: m.ValidFrom, To: value(m.ValidTo)},
		})
	}
	return err
}

func readPosts(ctx context.Context, q *db.Queries, d *roster.District) error {
	rows, err := q.AllPosts(ctx)
	for _, r := range rows {
		d.Posts = append(d.Posts, roster.Post{
			Code: r.Code, Unit: r.Unit, TitleGroup: r.TitleGroup, Rank: int(r.Rank), IsHead: r.IsHead, ManagedBy: r.ManagedBy,
		})
	}
	return err
}

func readTenures(ctx context.Context, q *db.Queries, d *roster.District) error {
	rows, err := q.AllTenures(ctx)
	for _, r := range rows {
		d.Tenures = append(d.Tenures, roster.Tenure{
			Official: r.Official, Post: r.Post, Principal: r.Principal, Period: roster.Period{From: r.ValidFrom, To: value(r.ValidTo)},
		})
	}
	return err
}

// OpenCycle writes a cycle with its enrolment and its prepared processes, all or nothing. The cycle itself is released
// at once: the relay starts it. Error: fault.Conflict `cycle_exists`.
func (s *Store) OpenCycle(ctx context.Context, c evaluation.CycleOpening) error {
	err := s.inTx(ctx, func(_ pgx.Tx, q *db.Queries) error {
		if err := insertCycle(ctx, q, c); err != nil {
			return err
		}
		enrolments := make([]db.InsertEnrolmentsParams, len(c.Enrolled))
		for i, e := range c.Enrolled {
			enrolments[i] = db.InsertEnrolmentsParams{
				Cycle: c.Code, Official: e.Official, Unit: e.Unit, Post: e.Post, TitleGroup: e.Group, IsHead: e.Head, Body: e.Body,
			}
		}
		if _, err := q.InsertEnrolments(ctx, enrolments); err != nil {
			return fmt.Errorf("write enrolment: %w", err)
		}
		for _, p := range c.Processes {
			released := &c.OpenedAt
			if p.Kind != evaluation.KindCycle {
				released = nil
			}
			if err := insertProcess(ctx, q, p, c.OpenedAt, released); err != nil {
				return err
			}
		}
		return nil
	})
	if pg, ok := errors.AsType[*pgconn.PgError](err); ok {
		switch pg.ConstraintName {
		case "cycle_pkey", "cycle_root_period_key":
			return fault.New(fault.Conflict, "cycle_exists",
				"cycle %s, or another cycle of %s for %s, has been opened already; a cancelled cycle keeps its code", c.Code, c.Root, c.Period.Code()).Because(err)
		case "cycle_root_fkey":
			return fault.New(fault.Invalid, "unknown_unit", "there is no unit %s in the roster", c.Root).Because(err)
		}
	}
	return err
}

func insertCycle(ctx context.Context, q *db.Queries, c evaluation.CycleOpening) error {
	if err := policyUnchanged(ctx, q, c.Policy); err != nil {
		return err
	}
	err := q.InsertPolicyDocument(ctx, db.InsertPolicyDocumentParams{
		Sha256: c.Policy.SHA256, ID: c.Policy.ID, Version: int32(c.Policy.Version), Text: string(c.Policy.Text),
	})
	if err != nil {
		return fmt.Errorf("keep policy: %w", err)
	}
	err = q.InsertCycle(ctx, db.InsertCycleParams{
		Code: c.Code, Root: c.Root, Year: int32(c.Period.Year), Quarter: int32(c.Period.Quarter), ReferenceDate: c.ReferenceDate, Policy: c.Policy.SHA256,
		OpenedBy: c.OpenedBy, OpenedAt: c.OpenedAt,
	})
	if err != nil {
		return fmt.Errorf("write cycle: %w", err)
	}
	grades := db.InsertCycleGradesParams{Cycle: c.Code}
	for i, g := range c.Policy.Grades {
		grades.Positions = append(grades.Positions, int32(i))
		grades.Grades = append(grades.Grades, string(g.Grade))
		grades.LabelsVi = append(grades.LabelsVi, g.Label.VI)
		grades.LabelsEn = append(grades.LabelsEn, g.Label.EN)
	}
	return q.InsertCycleGrades(ctx, grades)
}

// policyUnchanged refuses a document that says something else under a version than an earlier cycle was opened under:
// results of both would name the same rules.
func policyUnchanged(ctx context.Context, q *db.Queries, p evaluation.PinnedPolicy) error {
	cycle, err := q.CycleUnderOtherText(ctx, db.CycleUnderOtherTextParams{ID: p.ID, Version: int32(p.Version), Sha256: p.SHA256})
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return nil
	case err != nil:
		return fmt.Errorf("look for the text of policy %s@%d: %w", p.ID, p.Version, err)
	}
	return fault.New(fault.Conflict, "policy_changed",
		"Policy %s@%d was changed since cycle %s was opened under it; give the changed document a version of its own.", p.ID, p.Version, cycle)
}
