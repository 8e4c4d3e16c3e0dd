package main

import (
	"context"
	"errors"
	"os"

	"canbo/internal/app"
)

type workerCommand struct {
	settings
}

// Help is shown below the flags.
func (workerCommand) Help() string {
	return `Workers carry the processes on, deliver what people filed and send the mail. Start as many as you like; Ctrl-C or SIGTERM
lets the work at hand finish. Nothing is lost when one is killed.

Example:
  canbo worker --config=/etc/canbo.yaml --log-format=json`
}

// Run works until it is interrupted.
func (c *workerCommand) Run(ctx context.Context) error {
	if err := errors.Join(c.Config.RequireWorker(), c.Config.Validate()); err != nil {
		return err
	}
	return app.RunWorker(ctx, c.Config, c.Config.Logger(os.Stderr))
}
