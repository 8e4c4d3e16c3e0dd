package main

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

const probeTime = 5 * time.Second

type probeCommand struct {
	URL string `arg:"" optional:"" default:"http://127.0.0.1:8080/readyz" help:"Address that answers when the program works (${default})."`
}

// Help is shown below the flags.
func (probeCommand) Help() string {
	return `The exit status is 0 when the address answers with success. It is for the health check of a container, whose image holds
nothing but this program.

Examples:
  canbo probe                                # a web program: its database and Temporal answer
  canbo probe http://127.0.0.1:9464/healthz  # a worker with --metrics-listen=127.0.0.1:9464`
}

// Run asks once.
func (c *probeCommand) Run(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, probeTime)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, c.URL, nil)
	if err != nil {
		return fmt.Errorf("make the request: %w", err)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode >= http.StatusMultipleChoices {
		return fmt.Errorf("%s answers %s", c.URL, answer.Status)
	}
	return nil
}
