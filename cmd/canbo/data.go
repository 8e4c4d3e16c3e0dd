package main

import (
	"context"
	"fmt"
	"io"
	"os"

	"canbo/internal/app"
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
	if err := app.Migrate(ctx, c.Config); err != nil {
		return err
	}
	fmt.Fprintln(out, "The tables are up to date.")
	return nil
}

type importCommand struct {
	settings
	Dir string `arg:"" type:"existingdir" help:"Folder with units.csv, bodies.csv, posts.csv, officials.csv and so on."`
}

// Help is shown below the flags.
func (importCommand) Help() string {
	return `All files are checked first. What is wrong is listed at once with file, line, column and remedy, and nothing is written;
otherwise all is written in one transaction. Importing the same files again changes nothing.

Example:
  canbo import seeds/caoloc --database-url=postgres://canbo@db/canbo`
}

// Run checks and writes the folder.
func (c *importCommand) Run(ctx context.Context, out io.Writer) error {
	if err := c.Config.RequireDatabase(); err != nil {
		return err
	}
	changes, err := app.Import(ctx, c.Config, os.DirFS(c.Dir))
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%d rows added or changed.\n", changes)
	return nil
}
