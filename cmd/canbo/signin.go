package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
)

type signInCommand struct{ api }

// Help is shown below the flags.
func (signInCommand) Help() string {
	return `It prints a link that works once, for 15 minutes. Whoever opens it with a browser is signed in with the rights of the key,
so open it yourself and send it to nobody. Officials need no key: they ask for a link on the sign-in page and get it by mail.`
}

// Run draws a link with the key and prints it.
func (c *signInCommand) Run(ctx context.Context, out io.Writer) error {
	var drawn struct {
		Link string `json:"link"`
	}
	if err := c.call(ctx, http.MethodPost, "/sign-in/links", nil, &drawn); err != nil {
		return err
	}
	fmt.Fprintln(out, drawn.Link)
	return nil
}
