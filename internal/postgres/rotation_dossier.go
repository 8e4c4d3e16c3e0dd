package postgres

import (
	"context"
	"fmt"
	"time"

	"canbo/internal/planning"
	"canbo/internal/postgres/db"
	"canbo/internal/roster"
	"canbo/internal/rotation"
)

// RotationDossiers reads what rotation asks about people on a day: what planning asks, their home place, all their
// tenures, what they are prepared for and whether they are on a rotation. Unknown codes are left out.
func (s *Store) RotationDossiers(ctx context.Context, officials []string, day time.Time) (map[string]rotation.Dossier, error) {
	officials = distinct(officials)
	dossiers, err := s.Dossiers(ctx, officials, 0, day)
	if err != nil {
		return nil, err
	}
	out := make(map[string]rotation.Dossier, len(dossiers))
	for code, d := range dossiers {
		d.Positions = nil
		out[code] = rotation.Dossier{Dossier: d}
	}
	r := rotationReader{q: s.q, officials: officials, day: day, dossiers: out}
	for _, read := range []func(context.Context) error{r.homes, r.tenures, r.planned, r.running} {
		if err := read(ctx); err != nil {
			return nil, fmt.Errorf("read dossiers for rotation: %w", err)
		}
	}
	return out, nil
}

type rotationReader struct {
	q         *db.Queries
	officials []string
	day       time.Time
	dossiers  map[string]rotation.Dossier
}

// change lets a dossier be changed; people who are not asked for are left out.
func (r *rotationReader) change(official string, by func(*rotation.Dossier)) {
	if d, asked := r.dossiers[official]; asked {
		by(&d)
		r.dossiers[official] = d
	}
}

func (r *rotationReader) homes(ctx context.Context) error {
	rows, err := r.q.RotationPeople(ctx, r.officials)
	for _, p := range rows {
		r.change(p.Code, func(d *rotation.Dossier) { d.Home = value(p.Home) })
	}
	return err
}

func (r *rotationReader) tenures(ctx context.Context) error {
	rows, err := r.q.RotationTenures(ctx, db.RotationTenuresParams{Officials: r.officials, Day: r.day})
	for _, t := range rows {
		r.change(t.Official, func(d *rotation.Dossier) {
			d.Tenures = append(d.Tenures, rotation.Tenure{
				Post: t.Post, Unit: t.Unit, TitleGroup: t.TitleGroup, Head: t.IsHead, Principal: t.Principal,
				Period: roster.Period{From: t.ValidFrom, To: value(t.ValidTo)},
			})
		})
	}
	return err
}

func (r *rotationReader) planned(ctx context.Context) error {
	rows, err := r.q.RotationPlanned(ctx, r.day)
	for _, p := range rows {
		r.change(p.Official, func(d *rotation.Dossier) {
			d.Positions = append(d.Positions, planning.Planned{List: p.List, Position: p.Position, Tier: planTier(roster.UnitKind(p.UnitKind))})
		})
	}
	return err
}

func (r *rotationReader) running(ctx context.Context) error {
	rows, err := r.q.RotationsRunning(ctx, r.day)
	for _, x := range rows {
		r.change(x.Official, func(d *rotation.Dossier) { d.Rotating = true })
	}
	return err
}

// RotationPlaces reads posts as places that somebody may be rotated to. Unknown codes are left out.
func (s *Store) RotationPlaces(ctx context.Context, posts []string, day time.Time) (map[string]rotation.Place, error) {
	rows, err := s.q.RotationPlaces(ctx, db.RotationPlacesParams{Posts: distinct(posts), Day: day})
	if err != nil {
		return nil, fmt.Errorf("read places: %w", err)
	}
	out := make(map[string]rotation.Place, len(rows))
	for _, r := range rows {
		out[r.Code] = rotation.Place{
			Post: roster.Post{
				Code: r.Code, Name: r.Name, Unit: r.Unit, TitleGroup: r.TitleGroup, Rank: int(r.Rank), Track: roster.Track(r.Track),
				IsHead: r.IsHead, ManagedBy: r.ManagedBy,
			},
			Tier: planTier(roster.UnitKind(r.UnitKind)), Vacant: !r.Held,
		}
	}
	return out, nil
}

// PrincipalHolders lists who holds a principal post on a day.
func (s *Store) PrincipalHolders(ctx context.Context, day time.Time) ([]string, error) {
	officials, err := s.q.PrincipalHolders(ctx, day)
	if err != nil {
		return nil, fmt.Errorf("list the holders of posts: %w", err)
	}
	return officials, nil
}

// PlannedFor lists the officials who are prepared for each post on a day, the first choice first.
func (s *Store) PlannedFor(ctx context.Context, day time.Time) (map[string][]string, error) {
	rows, err := s.q.RotationPlanned(ctx, day)
	if err != nil {
		return nil, fmt.Errorf("read who is planned: %w", err)
	}
	out := map[string][]string{}
	for _, r := range rows {
		out[r.Position] = append(out[r.Position], r.Official)
	}
	return out, nil
}

// RunningRotations lists the rotations that have not ended on a day.
func (s *Store) RunningRotations(ctx context.Context, day time.Time) ([]rotation.Running, error) {
	rows, err := s.q.RotationsRunning(ctx, day)
	if err != nil {
		return nil, fmt.Errorf("list running rotations: %w", err)
	}
	var out []rotation.Running
	for _, r := range rows {
		if r.Ends != nil {
			out = append(out, rotation.Running{Code: r.Code, Official: r.Official, Post: r.ToPost, End: *r.Ends})
		}
	}
	return out, nil
}
