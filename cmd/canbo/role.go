package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"text/tabwriter"
	"time"
)

type roleCommands struct {
	List     roleListCommand     `cmd:"" help:"List who holds which role."`
	Grant    roleGrantCommand    `cmd:"" help:"Give an official a role."`
	Withdraw roleWithdrawCommand `cmd:"" help:"Take a role from an official."`
}

type roleListCommand struct {
	api
	History bool `help:"List every granting and withdrawal instead, the newest first."`
}

type roleLine struct {
	Official string    `json:"official"`
	Name     string    `json:"name"`
	Role     string    `json:"role"`
	Actor    string    `json:"actor"`
	Reason   string    `json:"reason"`
	Basis    string    `json:"basis"`
	At       time.Time `json:"at"`
	Granted  *bool     `json:"granted"` // of the history only
}

// Run prints one line for each role, or for each act.
func (c *roleListCommand) Run(ctx context.Context, out io.Writer) error {
	path, by := "/roles", "GRANTED BY"
	if c.History {
		path, by = "/roles/acts", "BY"
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "ROLE\tOFFICIAL\tNAME\t%s\tAT\tREASON\tBASIS\n", by)
	for after := ""; ; {
		var page struct {
			Items []roleLine `json:"items"`
			Next  string     `json:"next"`
		}
		if err := c.call(ctx, http.MethodGet, path+"?"+url.Values{"after": {after}}.Encode(), nil, &page); err != nil {
			return err
		}
		for _, r := range page.Items {
			if r.Granted != nil && !*r.Granted {
				r.Role += " (withdrawn)"
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", r.Role, r.Official, r.Name, r.Actor, r.At.Format(time.RFC3339), r.Reason, r.Basis)
		}
		if after = page.Next; after == "" {
			return w.Flush()
		}
	}
}

// roleChange is what both changes are told.
type roleChange struct {
	api
	Role     string `arg:"" enum:"administrator,organiser,inspector" help:"administrator, organiser or inspector."`
	Official string `arg:"" help:"Code of the official in the roster."`
	Reason   string `required:"" help:"Why; it stays on record."`
	Basis    string `required:"" help:"Document or decision that allows it."`
}

func (c roleChange) change(ctx context.Context, path string) error {
	return c.call(ctx, http.MethodPost, path, map[string]string{
		"official": c.Official, "role": c.Role, "reason": c.Reason, "basis": c.Basis,
	}, nil)
}

type roleGrantCommand struct{ roleChange }

// Help is shown below the flags.
func (roleGrantCommand) Help() string {
	return `The first administrator is made with the key of the configuration:
  CANBO_API_KEY=$CANBO_ADMIN_KEY canbo role grant administrator OFFICIAL --reason="..." --basis="..."
They sign in like every official and grant the other roles on the page "Phân quyền". Make two: the last one stays.`
}

// Run grants the role.
func (c *roleGrantCommand) Run(ctx context.Context, out io.Writer) error {
	if err := c.change(ctx, "/roles/grants"); err != nil {
		return err
	}
	fmt.Fprintf(out, "%s is %s now.\n", c.Official, c.Role)
	return nil
}

type roleWithdrawCommand struct{ roleChange }

// Run withdraws the role.
func (c *roleWithdrawCommand) Run(ctx context.Context, out io.Writer) error {
	if err := c.change(ctx, "/roles/withdrawals"); err != nil {
		return err
	}
	fmt.Fprintf(out, "%s is not %s any more.\n", c.Official, c.Role)
	return nil
}
