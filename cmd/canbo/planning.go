package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"text/tabwriter"
)

type planningCommands struct {
	List   planningList   `cmd:"" help:"List the planning lists."`
	Export planningExport `cmd:"" help:"Print a version of a list as CSV that canbo import reads."`
	Screen planningScreen `cmd:"" help:"Hold everybody on a list against the rules."`

	Findings planningFindings `cmd:"" help:"List what happened to people on planning lists since the lists were approved."`
	Take     planningTake     `cmd:"" help:"Take a finding into the next review of its list."`
	Dismiss  planningDismiss  `cmd:"" help:"Dismiss a finding."`
	Review   reviewCommands   `cmd:"" help:"The yearly review of planning lists."`
}

type planningList struct {
	api
	Term int `placeholder:"YYYY" help:"Only lists of the term that begins in this year."`
}

// Run prints one line for each list.
func (c *planningList) Run(ctx context.Context, out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "LIST\tTERM\tKIND\tVERSION\tNAME")
	for after := ""; ; {
		var page struct {
			Items []struct {
				Code     string `json:"code"`
				Name     string `json:"name"`
				Kind     string `json:"kind"`
				TermFrom int    `json:"term_from"`
				TermTo   int    `json:"term_to"`
				Version  int    `json:"version"`
			} `json:"items"`
			Next string `json:"next"`
		}
		query := url.Values{"after": {after}, "term_from": {strconv.Itoa(c.Term)}}
		if err := c.call(ctx, http.MethodGet, "/planning/lists?"+query.Encode(), nil, &page); err != nil {
			return err
		}
		for _, l := range page.Items {
			fmt.Fprintf(w, "%s\t%d-%d\t%s\t%d\t%s\n", l.Code, l.TermFrom, l.TermTo, l.Kind, l.Version, l.Name)
		}
		if after = page.Next; after == "" {
			return w.Flush()
		}
	}
}

type planningExport struct {
	api
	List    string `arg:"" help:"Code of the list."`
	Version int    `placeholder:"N" help:"Version; the current one when it is not given."`

	printed
}

// Run prints the file, or writes the list with what it changed as it is asked for.
func (c *planningExport) Run(ctx context.Context, out io.Writer) error {
	base, query := "/planning/lists/"+url.PathEscape(c.List), "?version="+strconv.Itoa(c.Version)
	if c.asked() {
		return c.write(ctx, c.api, base+"/list.pdf"+query, base+"/entries.xlsx"+query)
	}
	text, err := c.file(ctx, base+"/entries.csv"+query)
	if err != nil {
		return err
	}
	_, err = out.Write(text)
	return err
}

type planningScreen struct {
	api
	List   string `arg:"" help:"Code of the list."`
	Policy string `placeholder:"ID@VERSION" help:"Rules to use; those in force when the term begins when it is not given."`
	Day    day    `placeholder:"YYYY-MM-DD" help:"Day of the record; today when it is not given."`

	Nominee []string `placeholder:"OFFICIAL:POSITION" help:"Somebody to screen besides; may be repeated."`
}

// Help is shown below the flags.
func (planningScreen) Help() string {
	return `Removal is proposed by the rules and decided by people. A line that begins with ! keeps the list from being published; a line
that ends with "unverified" rests on a rule that was not checked against its source.

Example:
  canbo planning screen bch-huyen-2020 --day=2020-06-30 --policy=hd15-2012@1
  canbo planning screen bch-huyen-2020 --nominee=cb-012:bch-huyen`
}

// Run prints one line for each finding.
func (c *planningScreen) Run(ctx context.Context, out io.Writer) error {
	query := url.Values{}
	if c.Policy != "" {
		query.Set("policy", c.Policy)
	}
	if !c.Day.IsZero() {
		query.Set("day", c.Day.String())
	}
	if len(c.Nominee) > 0 {
		query.Set("nominees", strings.Join(c.Nominee, ","))
	}
	var found struct {
		Version  int       `json:"version"`
		Policy   policyRef `json:"policy"`
		Findings []struct {
			Official string `json:"official"`
			Position string `json:"position"`
			Reason   string `json:"reason"`
			Blocking bool   `json:"blocking"`
			EN       string `json:"en"`
			Verified bool   `json:"verified"`
		} `json:"findings"`
	}
	if err := c.call(ctx, http.MethodGet, "/planning/lists/"+url.PathEscape(c.List)+"/screening?"+query.Encode(), nil, &found); err != nil {
		return err
	}
	fmt.Fprintf(out, "Version %d of %s under %s: %d findings\n\n", found.Version, c.List, found.Policy, len(found.Findings))
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, f := range found.Findings {
		mark, unverified := " ", ""
		if f.Blocking {
			mark = "!"
		}
		if !f.Verified {
			unverified = "unverified"
		}
		fmt.Fprintf(w, "%s %s\t%s\t%s\t%s\t%s\n", mark, f.Official, f.Position, f.Reason, f.EN, unverified)
	}
	return w.Flush()
}
