package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"text/tabwriter"
)

type planningFindings struct {
	api
	List  string `placeholder:"CODE" help:"Only those on this list."`
	State string `default:"open" enum:"open,taken,dismissed,withdrawn,reviewed,left,all" placeholder:"STATE" help:"open, taken, dismissed, withdrawn, reviewed, left or all (${default})."`
}

// Help is shown below the flags.
func (planningFindings) Help() string {
	return `A grade NotCompleted, discipline, a failed ballot or an age limit reached between two reviews opens a finding on every list
on which the person stands. An open one waits for an administrator, who takes it into the next review or dismisses it.

Example:
  canbo planning findings --list=bch-huyen-2020
  canbo planning take 17 --reason="Xem xét tại kỳ rà soát 2019" --basis=22-TB/HU`
}

// Run prints one line for each finding.
func (c *planningFindings) Run(ctx context.Context, out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "FINDING\tSTATE\tLIST\tOFFICIAL\tREASON\tWHAT")
	for after := ""; ; {
		var page struct {
			Items []findingLine `json:"items"`
			Next  string        `json:"next"`
		}
		query := url.Values{"after": {after}}
		if c.List != "" {
			query.Set("list", c.List)
		}
		if c.State != "all" {
			query.Set("state", c.State)
		}
		if err := c.call(ctx, http.MethodGet, "/planning/findings?"+query.Encode(), nil, &page); err != nil {
			return err
		}
		for _, f := range page.Items {
			f.print(w)
		}
		if after = page.Next; after == "" {
			return w.Flush()
		}
	}
}

type findingLine struct {
	ID       int64  `json:"id"`
	State    string `json:"state"`
	List     string `json:"list"`
	Official string `json:"official"`
	Reason   string `json:"reason"`
	Text     struct {
		EN string `json:"en"`
	} `json:"text"`
}

func (f findingLine) print(w io.Writer) {
	fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\t%s\n", f.ID, f.State, f.List, f.Official, f.Reason, f.Text.EN)
}

// findingAct is what is common to the two things that can be done with a finding.
type findingAct struct {
	api
	Finding int64  `arg:"" help:"Number of the finding."`
	Reason  string `required:"" placeholder:"TEXT" help:"Why."`
	Basis   string `required:"" placeholder:"TEXT" help:"Document or decision that allows it."`
}

func (c *findingAct) do(ctx context.Context, out io.Writer, act string) error {
	var f findingLine
	path := fmt.Sprintf("/planning/findings/%d/%s", c.Finding, act)
	if err := c.call(ctx, http.MethodPost, path, map[string]string{"reason": c.Reason, "basis": c.Basis}, &f); err != nil {
		return err
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	f.print(w)
	return w.Flush()
}

type planningTake struct{ findingAct }

// Run takes the finding into the next review.
func (c *planningTake) Run(ctx context.Context, out io.Writer) error { return c.do(ctx, out, "review") }

type planningDismiss struct{ findingAct }

// Run dismisses the finding.
func (c *planningDismiss) Run(ctx context.Context, out io.Writer) error {
	return c.do(ctx, out, "dismissal")
}
