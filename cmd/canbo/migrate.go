package main

import (
	"context"
	"fmt"
	"io"

	"canbo/internal/postgres"
)

type migrateCommand struct {
	settings
}

// Help is shown below the flags.
func (migrateCommand) Help() string {
	return "It may be repeated, and several may run at once. Run it before you start a new version of web and worker."
}

// Run applies what is missing.
func (c *migrateCommand) Run(ctx context.Context, out io.Writer) error {
	if err := c.Config.RequireDatabase(); err != nil {
		return err
	}
	if err := postgres.Migrate(ctx, c.Config.DatabaseURL); err != nil {
		return err
	}
	fmt.Fprintln(out, "The tables are up to date.")
	return nil
}
