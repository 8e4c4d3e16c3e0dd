package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"text/tabwriter"
)

type reviewCommands struct {
	Open   reviewOpen   `cmd:"" help:"Open the yearly review of planning lists."`
	List   reviewList   `cmd:"" help:"List the reviews and how far they are."`
	Status reviewStatus `cmd:"" help:"Show a review: its steps, the draft with its structure, and what is proposed."`
	Diff   reviewDiff   `cmd:"" help:"Show what differs between two versions of a list, with the reasons."`
}

type reviewOpen struct {
	api
	Round  string   `arg:"" help:"The year, such as 2020; 2020-2 after a review of the year was cancelled."`
	Root   string   `placeholder:"UNIT" xor:"lists" required:"" help:"All lists of this unit and those below whose term is not over."`
	Lists  []string `placeholder:"LIST" xor:"lists" required:"" help:"Or these lists."`
	Policy string   `placeholder:"ID@VERSION" help:"Rules to use; those in force when the term of a list begins when it is not given."`
	Day    day      `placeholder:"YYYY-MM-DD" help:"Day of the record that is screened; the day of each screening when it is not given."`
}

// Help is shown below the flags.
func (reviewOpen) Help() string {
	return `All of the lists are opened or none. A list is reviewed once a year; canbo schedules apply lets it begin by itself.

Examples:
  canbo planning review open 2020 --root=huyen-cao-loc --day=2020-06-30
  canbo planning review open 2020 --lists=bch-huyen-2020 --policy=hd15-2012@1`
}

// Run opens the reviews and prints how many.
func (c *reviewOpen) Run(ctx context.Context, out io.Writer) error {
	request := map[string]any{"round": c.Round}
	if c.Root != "" {
		request["root"] = c.Root
	}
	if len(c.Lists) > 0 {
		request["lists"] = c.Lists
	}
	if c.Policy != "" {
		request["policy"] = c.Policy
	}
	if !c.Day.IsZero() {
		request["day"] = c.Day.String()
	}
	var opened struct {
		Processes  []string `json:"processes"`
		Unverified []string `json:"unverified"`
	}
	if err := c.call(ctx, http.MethodPost, "/planning/reviews", request, &opened); err != nil {
		return err
	}
	fmt.Fprintf(out, "%d planning lists are under review in %s.\n", len(opened.Processes), c.Round)
	if n := len(opened.Unverified); n > 0 {
		fmt.Fprintf(out, "%d values of the policies were not checked against their source; canbo policy check --unverified lists them.\n", n)
	}
	return nil
}

type reviewList struct {
	api
	Year int `placeholder:"YYYY" help:"Only reviews of this year."`
}

// Run prints one line for each review.
func (c *reviewList) Run(ctx context.Context, out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "ROUND\tLIST\tSTEP\tOPEN TASKS\tPUBLISHED")
	for after := ""; ; {
		var page struct {
			Items []struct {
				Round       string  `json:"round"`
				List        string  `json:"list"`
				Step        string  `json:"step"`
				OpenTasks   int     `json:"open_tasks"`
				Published   int     `json:"published"`
				CancelledAt *string `json:"cancelled_at"`
			} `json:"items"`
			Next string `json:"next"`
		}
		query := url.Values{"after": {after}, "year": {strconv.Itoa(c.Year)}}
		if err := c.call(ctx, http.MethodGet, "/planning/reviews?"+query.Encode(), nil, &page); err != nil {
			return err
		}
		for _, r := range page.Items {
			published := ""
			switch {
			case r.Published > 0:
				published = "version " + strconv.Itoa(r.Published)
			case r.CancelledAt != nil:
				published = "cancelled"
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%d\t%s\n", r.Round, r.List, r.Step, r.OpenTasks, published)
		}
		if after = page.Next; after == "" {
			return w.Flush()
		}
	}
}

type reviewStatus struct {
	api
	Round string `arg:"" help:"The round, such as 2020."`
	List  string `arg:"" help:"Code of the list."`
}

// Run prints the board of the review.
func (c *reviewStatus) Run(ctx context.Context, out io.Writer) error {
	var b struct {
		Reviewed int `json:"reviewed"`
		Steps    []struct {
			Name      string `json:"name"`
			Status    string `json:"status"`
			Tasks     int    `json:"tasks"`
			TasksDone int    `json:"tasks_done"`
		} `json:"steps"`
		Draft []struct {
			Official string `json:"official"`
			Position string `json:"position"`
			Order    int    `json:"order"`
			New      bool   `json:"new"`
		} `json:"draft"`
		Proposals []struct {
			ID    string `json:"id"`
			Kind  string `json:"kind"`
			Entry struct {
				Official string `json:"official"`
				Position string `json:"position"`
			} `json:"entry"`
			Status     string `json:"status"`
			Conference string `json:"conference"`
			Committee  string `json:"committee"`
		} `json:"proposals"`
		ByRule []struct {
			Official string `json:"official"`
			Position string `json:"position"`
			Reason   string `json:"reason"`
			Rule     string `json:"rule"`
		} `json:"by_rule"`
		Missed    []string `json:"missed"`
		Conflict  int      `json:"conflict"`
		Published int      `json:"published"`
	}
	if err := c.call(ctx, http.MethodGet, "/planning/reviews/"+url.PathEscape(c.Round)+"/"+url.PathEscape(c.List), nil, &b); err != nil {
		return err
	}
	fmt.Fprintf(out, "Review %s of version %d of %s: %d entries in the draft\n", c.Round, b.Reviewed, c.List, len(b.Draft))
	switch {
	case b.Published > 0:
		fmt.Fprintf(out, "It has led to version %d.\n", b.Published)
	case b.Conflict > 0:
		fmt.Fprintf(out, "Version %d was published meanwhile; the chair of the committee settles that.\n", b.Conflict)
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "\nSTEP\tSTATUS\tTASKS DONE")
	for _, s := range b.Steps {
		fmt.Fprintf(w, "%s\t%s\t%d of %d\n", s.Name, s.Status, s.TasksDone, s.Tasks)
	}
	if len(b.ByRule) > 0 {
		fmt.Fprintln(w, "\nKEPT OFF BY A RULE\tPOSITION\tREASON\tRULE")
	}
	for _, g := range b.ByRule {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", g.Official, g.Position, g.Reason, g.Rule)
	}
	if len(b.Proposals) > 0 {
		fmt.Fprintln(w, "\nPROPOSED\tOFFICIAL\tPOSITION\tSTATUS\tCONFERENCE\tCOMMITTEE")
	}
	for _, p := range b.Proposals {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", p.Kind, p.Entry.Official, p.Entry.Position, p.Status, p.Conference, p.Committee)
	}
	for _, m := range b.Missed {
		fmt.Fprintf(w, "\nmissed: %s\n", m)
	}
	return w.Flush()
}

type reviewDiff struct {
	api
	List string `arg:"" help:"Code of the list."`
	From int    `placeholder:"N" help:"Version; the one before when it is not given."`
	To   int    `placeholder:"N" help:"Version; the current one when it is not given."`
}

// Run prints one line for each change.
func (c *reviewDiff) Run(ctx context.Context, out io.Writer) error {
	var d struct {
		From    int `json:"from"`
		To      int `json:"to"`
		Changes []struct {
			Kind     string `json:"kind"`
			Official string `json:"official"`
			Position string `json:"position"`
			Reason   string `json:"reason"`
			Note     string `json:"note"`
			Decision string `json:"decision"`
		} `json:"changes"`
	}
	query := url.Values{"from": {strconv.Itoa(c.From)}, "to": {strconv.Itoa(c.To)}}
	if err := c.call(ctx, http.MethodGet, "/planning/lists/"+url.PathEscape(c.List)+"/difference?"+query.Encode(), nil, &d); err != nil {
		return err
	}
	fmt.Fprintf(out, "From version %d to %d of %s: %d changes\n\n", d.From, d.To, c.List, len(d.Changes))
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, x := range d.Changes {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", x.Kind, x.Official, x.Position, x.Reason, x.Decision, x.Note)
	}
	return w.Flush()
}
