package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"canbo/internal/doctor"
)

type doctorCommand struct {
	settings
}

// Help is shown below the flags.
func (doctorCommand) Help() string {
	return `It connects to the database, to Temporal and to the mail server, reads the policies and the calendar, changes nothing
and sends no mail. The exit status is 1 when something is wrong.`
}

// Run prints one line for each check, and the remedy below each that failed.
func (c *doctorCommand) Run(ctx context.Context, out io.Writer) error {
	failed := 0
	for _, f := range doctor.Examine(ctx, c.Config, time.Now()) {
		if f.Err == nil {
			fmt.Fprintf(out, "ok    %-9s %s\n", f.Name, f.Detail)
			continue
		}
		failed++
		fmt.Fprintf(out, "FAIL  %-9s %s\n", f.Name, indent(f.Err.Error()))
		fmt.Fprintf(out, "                %s\n", f.Remedy)
	}
	if failed > 0 {
		return errors.New("the installation cannot work yet")
	}
	return nil
}

// indent puts the later lines of a text below its first.
func indent(text string) string {
	return strings.ReplaceAll(strings.TrimSpace(text), "\n", "\n                ")
}
