package app

import (
	"context"
	"log/slog"
	"time"

	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"canbo/internal/config"
	"canbo/internal/engine"
)

// adoptWait is how long a worker waits before it asks again which build is current: the server knows a deployment a
// moment after its first worker has asked for work.
const adoptWait = 500 * time.Millisecond

// OpenDeployment connects to Temporal for the deployment of cfg; the caller closes it. It needs no database.
func OpenDeployment(cfg config.Config, logger *slog.Logger) (d *engine.Deployment, closeClient func(), err error) {
	c, err := newTemporal(cfg, logger, nil)
	if err != nil {
		return nil, nil, err
	}
	return engine.NewDeployment(c, cfg.Deployment, cfg.TaskQueue), c.Close, nil
}

// versioning says to Temporal which build a worker is and how processes meet another. There is one place to change it.
func versioning(cfg config.Config, build string) worker.DeploymentOptions {
	behavior := workflow.VersioningBehaviorPinned
	if cfg.Versioning == config.VersioningAuto {
		behavior = workflow.VersioningBehaviorAutoUpgrade
	}
	return worker.DeploymentOptions{
		UseVersioning:             true,
		Version:                   worker.WorkerDeploymentVersion{DeploymentName: cfg.Deployment, BuildID: build},
		DefaultVersioningBehavior: behavior,
	}
}

// adopt makes the build of a worker that has started current when that is for the worker to do: always where it is the
// only one, otherwise when it is the first of all. It tries until the server has taken it or ctx ends.
func adopt(ctx context.Context, cfg config.Config, build string, d *engine.Deployment, logger *slog.Logger) {
	for try := 1; ; try++ {
		current, err := build, error(nil)
		if cfg.Versioning == config.VersioningAuto {
			err = d.Promote(ctx, build, true)
		} else {
			current, err = d.Adopt(ctx, build)
		}
		if err == nil {
			logger.InfoContext(ctx, "worker has joined", "deployment", cfg.Deployment, "build", build, "current", current)
			if current != build {
				logger.InfoContext(ctx, "this build waits to become current; run: canbo deploy promote", "build", build)
			}
			return
		}
		if try%10 == 0 && ctx.Err() == nil { // the first tries come before the server knows the worker
			logger.WarnContext(ctx, "build is not current yet", "build", build, "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(adoptWait):
		}
	}
}
