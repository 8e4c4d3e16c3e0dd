package temporalserver

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"go.temporal.io/server/schema"
	v12 "go.temporal.io/server/schema/postgresql/v12"
)

// maintenanceDatabase exists in every cluster and is where databases are created from.
const maintenanceDatabase = "postgres"

// SQL of the server's own schema tool: the table in which the server looks for the version of its schema.
const (
	createVersionTable = `CREATE TABLE schema_version (
		version_partition INT NOT NULL,
		db_name VARCHAR(255) NOT NULL,
		creation_time TIMESTAMP,
		curr_version VARCHAR(64),
		min_compatible_version VARCHAR(64),
		PRIMARY KEY (version_partition, db_name))`
	insertVersion = `INSERT INTO schema_version
		(version_partition, db_name, creation_time, curr_version, min_compatible_version)
		VALUES (0, current_database(), now() AT TIME ZONE 'UTC', $1, $1)`
	selectVersion = `SELECT curr_version FROM schema_version
		WHERE version_partition = 0 AND db_name = current_database()`
)

// prepareDatabases creates the server's databases and their schema where they are missing. Being killed between any two
// statements leaves nothing that the next call cannot complete: a schema and its version row are one transaction.
func prepareDatabases(ctx context.Context, databaseURL func(string) string) error {
	parts := []struct{ database, folder, version string }{
		{database, "temporal", v12.Version},
		{visibilityDatabase, "visibility", v12.VisibilityVersion},
	}
	for _, p := range parts {
		if err := createDatabase(ctx, databaseURL(maintenanceDatabase), p.database); err != nil {
			return err
		}
		ddl, err := fs.ReadFile(schema.Assets(), "postgresql/v12/"+p.folder+"/schema.sql")
		if err != nil {
			return fmt.Errorf("read the schema of database %s: %w", p.database, err)
		}
		if err := applySchema(ctx, databaseURL(p.database), string(ddl), p.version); err != nil {
			return fmt.Errorf("prepare database %s: %w", p.database, err)
		}
	}
	return nil
}

func createDatabase(ctx context.Context, url, name string) error {
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return fmt.Errorf("connect to create database %s: %w", name, err)
	}
	defer conn.Close(ctx)
	const duplicateDatabase = "42P04"
	_, err = conn.Exec(ctx, "CREATE DATABASE "+pgx.Identifier{name}.Sanitize())
	if pg, ok := errors.AsType[*pgconn.PgError](err); ok && pg.Code == duplicateDatabase {
		return nil
	}
	if err != nil {
		return fmt.Errorf("create database %s: %w", name, err)
	}
	return nil
}

func applySchema(ctx context.Context, url, ddl, version string) error {
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	var present bool
	if err := conn.QueryRow(ctx, `SELECT to_regclass('schema_version') IS NOT NULL`).Scan(&present); err != nil {
		return err
	}
	if present {
		return checkVersion(ctx, conn, version)
	}
	return pgx.BeginFunc(ctx, conn, func(tx pgx.Tx) error {
		// The simple protocol, because the schema is many statements.
		if _, err := tx.Conn().PgConn().Exec(ctx, ddl).ReadAll(); err != nil {
			return fmt.Errorf("apply schema %s: %w", version, err)
		}
		if _, err := tx.Exec(ctx, createVersionTable); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, insertVersion, version)
		return err
	})
}

// checkVersion refuses a schema of another server version: the server itself would start on a newer one.
func checkVersion(ctx context.Context, conn *pgx.Conn, want string) error {
	var got string
	if err := conn.QueryRow(ctx, selectVersion).Scan(&got); err != nil {
		return fmt.Errorf("read the schema version: %w", err)
	}
	if got != want {
		return fmt.Errorf("its schema is version %s and this program needs %s: "+
			"upgrade it with temporal-sql-tool update-schema, or start with an empty data folder", got, want)
	}
	return nil
}
