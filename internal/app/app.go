// Package app puts the parts together: it connects to PostgreSQL and Temporal, loads the rules and runs the worker and
// the web program. cmd/canbo and cmd/standalone call it. It may import anything and decides nothing.
package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"

	"canbo/internal/calendar"
	"canbo/internal/config"
	"canbo/internal/fault"
	"canbo/internal/metrics"
	"canbo/internal/opening"
	"canbo/internal/policy"
	"canbo/internal/postgres"
	"canbo/internal/roster"
	"canbo/internal/rules"
	"canbo/seeds"
)

// Policies loads the policies that cfg points to, else those built in, and compiles their conditions.
func Policies(cfg config.Config) (*policy.Set, error) {
	set, err := policy.Load(rulesFS(cfg), "policies")
	if err != nil {
		return nil, err
	}
	var errs []error
	for _, p := range set.All() {
		switch p.Kind {
		case policy.KindEvaluation:
			_, err := rules.Compile(p)
			errs = append(errs, err)
		case policy.KindPlanning:
			_, err := rules.CompilePlanning(p)
			errs = append(errs, err)
		case policy.KindRotation:
			_, err := rules.CompileRotation(p)
			errs = append(errs, err)
		default: // no rules to compile
		}
	}
	return set, errors.Join(errs...)
}

// Calendar loads the working days that cfg points to, else those built in.
func Calendar(cfg config.Config) (*calendar.Calendar, error) {
	return calendar.Load(rulesFS(cfg), "calendars")
}

func rulesFS(cfg config.Config) fs.FS {
	if cfg.SeedsDir != "" {
		return os.DirFS(cfg.SeedsDir)
	}
	return seeds.FS
}

// Migrate brings the database up to this program's version.
func Migrate(ctx context.Context, cfg config.Config) error {
	return postgres.Migrate(ctx, cfg.DatabaseURL)
}

// Import checks all files of a district and writes them, all or nothing; it returns how many rows changed. When files
// are wrong the error is a roster.Problems and nothing is written.
func Import(ctx context.Context, cfg config.Config, files fs.FS) (changes int, err error) {
	district, problems := roster.Load(files)
	if len(problems) > 0 {
		return 0, problems
	}
	policies, err := Policies(cfg)
	if err != nil {
		return 0, err
	}
	pool, err := postgres.Connect(ctx, cfg.DatabaseURL)
	if err != nil {
		return 0, err
	}
	defer pool.Close()
	store := postgres.New(pool)
	store.BaseURL, store.Policies = cfg.PublicURL, policies
	if store.Administrators, err = administrators(cfg); err != nil {
		return 0, err
	}
	return store.ImportDistrict(ctx, district)
}

func newOpener(store *postgres.Store, policies *policy.Set, cal *calendar.Calendar) *opening.Opener {
	return &opening.Opener{Store: store, Policies: policies, Calendar: cal, Clock: now}
}

func now() time.Time { return time.Now().UTC() }

// servers are the connections that worker and web share.
type servers struct {
	pool     *pgxpool.Pool
	temporal client.Client
	build    string // the name of this build
	metrics  *metrics.Metrics
}

// connect waits for nothing: a server that is away at the start is an error that names it and its address.
func connect(ctx context.Context, cfg config.Config, logger *slog.Logger) (*servers, error) {
	pool, err := postgres.Connect(ctx, cfg.DatabaseURL)
	if err != nil {
		return nil, fmt.Errorf("connect to PostgreSQL: %w", err)
	}
	build, err := Build(cfg)
	if err != nil {
		pool.Close()
		return nil, err
	}
	measured := metrics.New(build)
	measured.Watch(postgres.New(pool))
	temporal, err := newTemporal(cfg, logger, measured.Temporal())
	if err != nil {
		pool.Close()
		return nil, err
	}
	return &servers{pool: pool, temporal: temporal, build: build, metrics: measured}, nil
}

func newTemporal(cfg config.Config, logger *slog.Logger, measured client.MetricsHandler) (client.Client, error) {
	c, err := client.NewLazyClient(client.Options{
		HostPort:       cfg.TemporalAddress,
		Namespace:      cfg.TemporalNamespace,
		Logger:         log.NewStructuredLogger(logger),
		MetricsHandler: measured,
		Identity:       "canbo",
	})
	if err != nil {
		return nil, fmt.Errorf("prepare the Temporal client: %w", err)
	}
	return c, nil
}

func (s *servers) close() {
	s.temporal.Close()
	s.pool.Close()
}

// requireTemporal fails with the address when Temporal does not answer.
func requireTemporal(ctx context.Context, c client.Client, cfg config.Config) error {
	if _, err := c.CheckHealth(ctx, &client.CheckHealthRequest{}); err != nil {
		return fault.New(fault.Unavailable, "engine_unavailable",
			"Temporal does not answer at %s; start it, or correct --temporal-address", cfg.TemporalAddress).Because(err)
	}
	return nil
}

func newReviewOpener(store *postgres.Store, policies *policy.Set, days *calendar.Calendar) *opening.ReviewOpener {
	return &opening.ReviewOpener{Store: store, Policies: policies, Calendar: days, Clock: now}
}
