package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
)

type rotationPlanNeed struct {
	api
	Code    string `arg:"" help:"Code of the plan."`
	Post    string `arg:"" help:"The post."`
	Strike  bool   `xor:"change" required:"" help:"Take it out of the needs."`
	Add     bool   `xor:"change" required:"" help:"Put it among the needs."`
	Urgency int    `help:"Of a need that is added, 0 to 100."`
	From    day    `placeholder:"YYYY-MM-DD" help:"The day on which a post that is added falls vacant, if somebody holds it."`
	Reason  string `required:"" help:"Why."`
	Basis   string `required:"" help:"Document or meeting that it rests on."`
}

// Help is shown below the flags.
func (rotationPlanNeed) Help() string {
	return `A plan begins with the posts that fall vacant within its horizon. Needs can be changed until the assignment is accepted.

Example:
  canbo rotation plan need caoloc-2020 xa-thuy-hung-bi-thu --strike --reason="Rotation is extended" --basis=41-QĐ/HU`
}

// Run changes the needs.
func (c *rotationPlanNeed) Run(ctx context.Context, out io.Writer) error {
	request := map[string]any{"post": c.Post, "action": "strike", "reason": c.Reason, "basis": c.Basis}
	done := "struck"
	if c.Add {
		request["action"], request["urgency"], done = "add", c.Urgency, "added"
		if !c.From.IsZero() {
			request["from"] = c.From.String()
		}
	}
	if err := c.call(ctx, http.MethodPost, planAt(c.Code)+"/needs", request, &struct{}{}); err != nil {
		return err
	}
	_, err := fmt.Fprintf(out, "%s: %s\n", c.Post, done)
	return err
}
