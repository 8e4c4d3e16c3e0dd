package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"text/tabwriter"

	"canbo/internal/evaluation"
)

type termCommand struct {
	api
	Official string `arg:"" help:"Code of the official."`
	First    int    `required:"" placeholder:"YYYY" help:"First year of the term."`
	Last     int    `required:"" placeholder:"YYYY" help:"Last year of the term."`
}

// Help is shown below the flags.
func (termCommand) Help() string {
	return `The rating follows Regulation 89-QĐ/TW of 2017. A year that was not rated or has no result counts for no grade and is named.

Example:
  canbo report term cb-001 --first=2016 --last=2020`
}

// Run prints the years and what the rules make of them.
func (c *termCommand) Run(ctx context.Context, out io.Writer) error {
	var rating struct {
		Policy        string `json:"policy"`
		OrderVerified bool   `json:"order_verified"`
		evaluation.TermRating
	}
	path := fmt.Sprintf("/officials/%s/term-rating?first=%d&last=%d", url.PathEscape(c.Official), c.First, c.Last)
	if err := c.call(ctx, http.MethodGet, path, nil, &rating); err != nil {
		return err
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "YEAR\tGRADE\tCYCLE")
	for _, y := range rating.Years {
		fmt.Fprintf(w, "%d\t%s\t%s\n", y.Year, orNone(y.Grade), y.Cycle)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Fprintf(out, "\nTerm %d-%d under %s: %s\n%s\n%s\n", c.First, c.Last, rating.Policy, orNone(rating.Grade), rating.VI, rating.EN)
	if rating.Rule != "" && (!rating.Verified || !rating.OrderVerified) {
		fmt.Fprintln(out, "The rule, or the order in which the rules are tried, was not checked against its source.")
	}
	return nil
}

func orNone(g evaluation.Grade) string {
	if g == "" {
		return "none"
	}
	return string(g)
}
