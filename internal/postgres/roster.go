package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"canbo/internal/fault"
	"canbo/internal/postgres/db"
	"canbo/internal/roster"
)

// Roster reads units, posts, bodies and people as of a day; a day is midnight UTC.
type Roster struct{ pool *pgxpool.Pool }

// NewRoster returns the roster of a database.
func NewRoster(pool *pgxpool.Pool) *Roster { return &Roster{pool} }

// PeopleOfUnit lists who holds a post of the unit on a day, the highest rank first. An unknown unit has nobody.
func (r *Roster) PeopleOfUnit(ctx context.Context, unit string, day time.Time) ([]db.PeopleOfUnitRow, error) {
	people, err := db.New(r.pool).PeopleOfUnit(ctx, db.PeopleOfUnitParams{Unit: unit, Day: day})
	if err != nil {
		return nil, fmt.Errorf("read people of unit %s: %w", unit, err)
	}
	return people, nil
}

// Bodies lists all bodies, the highest level first.
func (r *Roster) Bodies(ctx context.Context) ([]db.Body, error) {
	bodies, err := db.New(r.pool).Bodies(ctx)
	if err != nil {
		return nil, fmt.Errorf("read bodies: %w", err)
	}
	return bodies, nil
}

// MembersOfBody lists who sits in the body on a day: chair, deputies, the appraising member, members, each by given
// name. An unknown body has nobody.
func (r *Roster) MembersOfBody(ctx context.Context, body string, day time.Time) ([]db.MembersOfBodyRow, error) {
	members, err := db.New(r.pool).MembersOfBody(ctx, db.MembersOfBodyParams{Body: body, Day: day})
	if err != nil {
		return nil, fmt.Errorf("read members of body %s: %w", body, err)
	}
	return members, nil
}

// Official reads one person with all tenures, the latest first. Error: fault.NotFound official_not_found.
func (r *Roster) Official(ctx context.Context, code string) (db.Official, []db.TenuresOfOfficialRow, error) {
	q := db.New(r.pool)
	person, err := q.Official(ctx, code)
	if errors.Is(err, pgx.ErrNoRows) {
		return person, nil, fault.New(fault.NotFound, "official_not_found", "There is no such official.")
	}
	if err != nil {
		return person, nil, fmt.Errorf("read official %s: %w", code, err)
	}
	tenures, err := q.TenuresOfOfficial(ctx, code)
	if err != nil {
		return person, nil, fmt.Errorf("read tenures of official %s: %w", code, err)
	}
	return person, tenures, nil
}

// QualificationHolders lists who holds a principal post on a day, with the levels awarded until then, for
// roster.CountQualified.
func (r *Roster) QualificationHolders(ctx context.Context, day time.Time) ([]roster.Holder, error) {
	rows, err := db.New(r.pool).QualificationHolders(ctx, day)
	if err != nil {
		return nil, fmt.Errorf("read holders of posts: %w", err)
	}
	var holders []roster.Holder
	for _, row := range rows {
		if len(holders) == 0 || holders[len(holders)-1].Official != row.Official {
			tier := roster.TierOf(roster.UnitKind(row.UnitKind), int(row.BodyLevel))
			holders = append(holders, roster.Holder{Official: row.Official, Tier: tier})
		}
		if row.Kind == nil {
			continue // has no qualification at all
		}
		last := &holders[len(holders)-1]
		last.Levels = append(last.Levels, roster.Qualification{
			Official: row.Official, Kind: roster.QualificationKind(*row.Kind), Level: roster.Level(*row.Level),
		})
	}
	return holders, nil
}

// Baselines lists the published shares that figures are compared with.
func (r *Roster) Baselines(ctx context.Context) ([]roster.Baseline, error) {
	rows, err := db.New(r.pool).Baselines(ctx)
	if err != nil {
		return nil, fmt.Errorf("read baselines: %w", err)
	}
	out := make([]roster.Baseline, len(rows))
	for i, b := range rows {
		out[i] = roster.Baseline{Figure: b.Figure, PercentBP: int(b.PercentBp), Source: b.Source}
	}
	return out, nil
}

// RotationFigures counts the rotations decided from one day to another, and those of them that led to a key post of a
// commune: Secretary, Deputy Secretary or Chair.
func (r *Roster) RotationFigures(ctx context.Context, since, day time.Time) (decided, toKeyPosts int, err error) {
	row, err := db.New(r.pool).RotationFigures(ctx, db.RotationFiguresParams{Since: since, Day: day})
	if err != nil {
		return 0, 0, fmt.Errorf("count rotations: %w", err)
	}
	return int(row.Decided), int(row.ToKeyPosts), nil
}
