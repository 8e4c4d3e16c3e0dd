package postgres

import (
	"context"
	"fmt"
	"time"

	"canbo/internal/evaluation"
	"canbo/internal/planning"
	"canbo/internal/postgres/db"
	"canbo/internal/roster"
)

// Dossiers reads what is on record about people on a day, for the screening of the lists of a term. The grades are those
// decided until now: a grade of yesterday counts today. Unknown codes are left out.
func (s *Store) Dossiers(ctx context.Context, officials []string, termFrom int, day time.Time) (map[string]planning.Dossier, error) {
	officials = distinct(officials)
	r := dossierReader{q: s.q, officials: officials, day: day, dossiers: make(map[string]*planning.Dossier, len(officials))}
	for _, read := range []func(context.Context) error{
		r.people, r.tenures, r.seats, r.grades, r.disciplines, r.qualifications,
		func(ctx context.Context) error { return r.positions(ctx, termFrom) },
	} {
		if err := read(ctx); err != nil {
			return nil, fmt.Errorf("read dossiers: %w", err)
		}
	}
	out := make(map[string]planning.Dossier, len(r.dossiers))
	for code, d := range r.dossiers {
		out[code] = *d
	}
	return out, nil
}

// PlannedPosts reads posts by what planning compares. Unknown codes are left out.
func (s *Store) PlannedPosts(ctx context.Context, posts []string) (map[string]planning.Post, error) {
	rows, err := s.q.PlanPosts(ctx, distinct(posts))
	if err != nil {
		return nil, fmt.Errorf("read planned posts: %w", err)
	}
	out := make(map[string]planning.Post, len(rows))
	for _, r := range rows {
		out[r.Code] = planning.Post{
			Code: r.Code, Unit: r.Unit, Rank: int(r.Rank), TitleGroup: r.TitleGroup, ManagedAt: int(r.Level), Tier: planTier(roster.UnitKind(r.UnitKind)),
		}
	}
	return out, nil
}

// StandingCommittees names the standing committees that have a planning list, by unit.
func (s *Store) StandingCommittees(ctx context.Context) (map[string][]string, error) {
	rows, err := s.q.PlanStandingCommittees(ctx)
	if err != nil {
		return nil, fmt.Errorf("read standing committees: %w", err)
	}
	out := map[string][]string{}
	for _, r := range rows {
		out[r.Unit] = append(out[r.Unit], value(r.Body))
	}
	return out, nil
}

type dossierReader struct {
	q         *db.Queries
	officials []string
	day       time.Time
	dossiers  map[string]*planning.Dossier
}

func (r *dossierReader) people(ctx context.Context) error {
	rows, err := r.q.PlanPeople(ctx, r.officials)
	for _, p := range rows {
		r.dossiers[p.Code] = &planning.Dossier{
			Official: p.Code, PartyMember: p.PartyJoined != nil,
			Person: planning.Person{Sex: roster.Sex(p.Sex), Born: p.Born, EthnicGroup: p.EthnicGroup},
		}
	}
	return err
}

func (r *dossierReader) tenures(ctx context.Context) error {
	rows, err := r.q.PlanTenures(ctx, db.PlanTenuresParams{Officials: r.officials, Day: r.day})
	for _, t := range rows {
		d := r.dossiers[t.Official]
		d.EverHeld = true
		if !t.Held {
			continue
		}
		d.Principal = d.Principal || t.Principal
		d.Posts = append(d.Posts, planning.Post{
			Code: t.Post, Unit: t.Unit, Rank: int(t.Rank), TitleGroup: t.TitleGroup, ManagedAt: int(t.Level), Tier: planTier(roster.UnitKind(t.UnitKind)),
		})
	}
	return err
}

func (r *dossierReader) seats(ctx context.Context) error {
	rows, err := r.q.PlanSeats(ctx, db.PlanSeatsParams{Officials: r.officials, Day: r.day})
	for _, m := range rows {
		r.dossiers[m.Official].Bodies = append(r.dossiers[m.Official].Bodies, m.Body)
	}
	return err
}

func (r *dossierReader) grades(ctx context.Context) error {
	rows, err := r.q.PlanGrades(ctx, r.officials)
	for _, g := range rows {
		if d := r.dossiers[g.Official]; d != nil { // a result may be of somebody who is not asked for any more
			d.Grades = append(d.Grades, planning.YearGrade{Year: int(g.Year), Grade: evaluation.Grade(g.Grade)})
		}
	}
	return err
}

func (r *dossierReader) disciplines(ctx context.Context) error {
	rows, err := r.q.PlanDisciplines(ctx, db.PlanDisciplinesParams{Officials: r.officials, Day: r.day})
	for _, x := range rows {
		d := r.dossiers[x.Official]
		d.Disciplines = append(d.Disciplines, roster.Discipline{
			Official: x.Official, Decided: x.Decided, Form: roster.DisciplineForm(x.Form), DutyRelated: x.DutyRelated,
		})
	}
	return err
}

func (r *dossierReader) qualifications(ctx context.Context) error {
	rows, err := r.q.PlanQualifications(ctx, db.PlanQualificationsParams{Officials: r.officials, Day: r.day})
	for _, x := range rows {
		d := r.dossiers[x.Official]
		d.Qualifications = append(d.Qualifications, roster.Qualification{
			Official: x.Official, Kind: roster.QualificationKind(x.Kind), Level: roster.Level(x.Level),
		})
	}
	return err
}

func (r *dossierReader) positions(ctx context.Context, termFrom int) error {
	rows, err := r.q.PlanPositions(ctx, db.PlanPositionsParams{Officials: r.officials, TermFrom: int32(termFrom)})
	for _, p := range rows {
		d := r.dossiers[p.Official]
		d.Positions = append(d.Positions, planning.Planned{List: p.List, Position: p.Position, Tier: planTier(roster.UnitKind(p.UnitKind))})
	}
	return err
}
