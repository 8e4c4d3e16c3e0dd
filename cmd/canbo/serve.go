package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"canbo/internal/app"
)

type webCommand struct {
	settings
}

// Help is shown below the flags.
func (webCommand) Help() string {
	return `It serves pages and the API, and needs no worker: what people file is kept until one is there. It speaks plain HTTP; put a
proxy with TLS before it and give --public-url the address that people use.

Example:
  canbo web --config=/etc/canbo.yaml --listen=0.0.0.0:8080 --public-url=https://canbo.example.vn`
}

// Run serves until it is interrupted.
func (c *webCommand) Run(ctx context.Context, out io.Writer) error {
	if err := errors.Join(c.Config.RequireWeb(), c.Config.Validate()); err != nil {
		return err
	}
	return app.RunWeb(ctx, c.Config, c.Config.Logger(os.Stderr), func(address string) {
		fmt.Fprintf(out, "Listening on %s; people use %s\n", address, c.Config.PublicURL)
	})
}

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
