package main

import (
	"context"
	"fmt"
	"io"
	"os"

	"canbo/internal/app"
	"canbo/internal/fault"
)

type mailCommands struct {
	Bounce bounceCommand `cmd:"" help:"Take in a report of a mail server that a mail came back."`
}

type bounceCommand struct {
	settings
	Report string `arg:"" optional:"" default:"-" help:"File with one delivery status notification (RFC 3464); standard input when it is left out."`
}

// Help is shown below the flags.
func (bounceCommand) Help() string {
	return `The mail that came back is then listed as bounced (GET /api/v1/mail?state=bounced), and what is written to that address
later has failed at once, until an administrator tries again. Let the mail server pass on what comes to the sender's
address of canbo (mail_from); in Postfix, in /etc/aliases:
  canbo: "|/usr/bin/canbo mail bounce --config=/etc/canbo.yaml"

It ends with 65 when the mail is no such report or is about none of ours, and nothing changes; with 75 when the database
is away, so that the mail server tries again.`
}

// The exit codes that mail servers understand (sysexits.h).
const (
	exitData      = 65 // the message is wrong: it would be the next time
	exitTemporary = 75 // try again later
)

// exitError ends the program with a code.
type exitError struct {
	error
	code int
}

// ExitCode is asked for by kong.
func (e exitError) ExitCode() int { return e.code }

// Run takes one report in.
func (c *bounceCommand) Run(ctx context.Context, out io.Writer) error {
	if err := c.Config.RequireDatabase(); err != nil {
		return err
	}
	in := io.Reader(os.Stdin)
	if c.Report != "-" {
		file, err := os.Open(c.Report)
		if err != nil {
			return fmt.Errorf("read the report: %w", err)
		}
		defer file.Close()
		in = file
	}
	bounced, err := app.MailBounced(ctx, c.Config, in)
	if err != nil {
		switch fault.KindOf(err) {
		case fault.Invalid, fault.NotFound:
			return exitError{err, exitData}
		default:
			return exitError{err, exitTemporary}
		}
	}
	fmt.Fprintf(out, "%d mails came back.\n", bounced)
	return nil
}
