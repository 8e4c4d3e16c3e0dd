package postgres

import (
	"context"

	"canbo/internal/postgres/db"
	"canbo/internal/roster"
)

func readRelations(ctx context.Context, q *db.Queries, d *roster.District) error {
	rows, err := q.AllRelations(ctx)
	for _, r := range rows {
		d.Relations = append(d.Relations, roster.Relation{
			Official: r.Official, Relative: r.Relative, Kind: roster.RelationKind(r.Kind), To: value(r.ValidTo),
		})
	}
	return err
}
