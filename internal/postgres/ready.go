package postgres

import (
	"context"
	"fmt"
	"io/fs"
	"path"

	"canbo/internal/fault"
	"canbo/migrations"
)

// Ready reports whether the database answers and has this program's schema, as fault.Unavailable when not.
func (s *Store) Ready(ctx context.Context) error {
	wanted, err := newestMigration()
	if err != nil {
		return err
	}
	var has int64
	// The table is goose's own, which sqlc does not know.
	err = s.pool.QueryRow(ctx, "SELECT coalesce(max(version_id), 0) FROM goose_db_version WHERE is_applied").Scan(&has)
	if err != nil {
		return fault.New(fault.Unavailable, "database_unavailable", "the database does not answer").Because(err)
	}
	if has < wanted {
		return fault.New(fault.Unavailable, "not_migrated", "the database has schema %d and needs %d; run canbo migrate", has, wanted)
	}
	return nil
}

// newestMigration is the number in the name of the last file.
func newestMigration() (int64, error) {
	var newest int64
	names, err := fs.Glob(migrations.FS, "*.sql")
	for _, name := range names {
		var number int64
		if _, err := fmt.Sscanf(path.Base(name), "%d_", &number); err != nil {
			return 0, fmt.Errorf("migration %s has no number: %w", name, err)
		}
		newest = max(newest, number)
	}
	return newest, err
}
