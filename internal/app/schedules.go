package app

import (
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"slices"

	"canbo/internal/config"
	"canbo/internal/engine"
	"canbo/internal/postgres"
	"canbo/internal/schedule"
)

// SchedulesFile is the name of the file of schedules beside the policies.
const SchedulesFile = "schedules.yaml"

// ReadSchedules returns the file of schedules that cfg points to, else the one built in.
func ReadSchedules(cfg config.Config) ([]byte, error) {
	text, err := fs.ReadFile(rulesFS(cfg), SchedulesFile)
	if err != nil {
		return nil, fmt.Errorf("read the schedules: %w", err)
	}
	return text, nil
}

// ParseSchedules checks a file of schedules, also against the roster and the policies. The error is a
// strictyaml.Problems, or the failure to read roster or policies.
func ParseSchedules(ctx context.Context, cfg config.Config, name string, text []byte) (*schedule.File, error) {
	file, err := schedule.Parse(name, text)
	if err != nil {
		return nil, err
	}
	policies, err := Policies(cfg)
	if err != nil {
		return nil, err
	}
	pool, err := postgres.Connect(ctx, cfg.DatabaseURL)
	if err != nil {
		return nil, err
	}
	defer pool.Close()
	var roots []string
	for _, s := range file.Schedules {
		roots = append(roots, s.Root())
	}
	units, err := postgres.New(pool).KnownUnits(ctx, roots)
	if err != nil {
		return nil, err
	}
	err = file.CheckNames(
		func(code string) bool { return slices.Contains(units, code) },
		func(id string, version int) bool { _, err := policies.ByID(id, version); return err == nil },
	)
	if err != nil {
		return nil, err
	}
	return file, nil
}

// WithSchedules calls do with the schedules of the Temporal server.
func WithSchedules(ctx context.Context, cfg config.Config, logger *slog.Logger, do func(*engine.Schedules) error) error {
	c, err := newTemporal(cfg, logger, nil)
	if err != nil {
		return err
	}
	defer c.Close()
	if err := requireTemporal(ctx, c, cfg); err != nil {
		return err
	}
	return do(engine.NewSchedules(c.ScheduleClient(), cfg.TaskQueue))
}
