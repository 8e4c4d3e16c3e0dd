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

// rotationLooks are the commands that look at rotations through the API.
type rotationLooks struct {
	Reconcile rotationReconcile `cmd:"" help:"Look whether each rotation that goes on has its process, and name those without."`
	List      rotationList      `cmd:"" help:"List the rotations."`
	Export    rotationExport    `cmd:"" help:"Print the list of rotations as CSV, with the columns of the organisation committee."`
	Eligible  rotationEligible  `cmd:"" help:"Say who may be rotated to a post, and by which rule who may not."`
	Lookahead rotationLookahead `cmd:"" help:"Say who comes to the end of their time in a post, and which posts fall vacant after it."`
}

// rotationsWanted are the flags of what a list of rotations is narrowed to.
type rotationsWanted struct {
	From      day    `placeholder:"YYYY-MM-DD" help:"Only rotations decided on this day or later."`
	To        day    `placeholder:"YYYY-MM-DD" help:"Only rotations decided on this day or earlier."`
	Year      int    `placeholder:"YYYY" help:"Only rotations decided in this year."`
	Unit      string `placeholder:"UNIT" help:"Only rotations from or to this unit."`
	Direction string `enum:"down,up,across," default:"" help:"Only rotations that go down, up or across."`
	State     string `enum:"decided,running,placed,revoked," default:"" help:"Only rotations that are decided and not handed over, running, placed or revoked."`
}

func (w rotationsWanted) query() url.Values {
	query := url.Values{}
	if !w.From.IsZero() {
		query.Set("decided_from", w.From.String())
	}
	if !w.To.IsZero() {
		query.Set("decided_to", w.To.String())
	}
	if w.Year != 0 {
		query.Set("year", strconv.Itoa(w.Year))
	}
	for name, value := range map[string]string{"unit": w.Unit, "direction": w.Direction, "state": w.State} {
		if value != "" {
			query.Set(name, value)
		}
	}
	return query
}

type rotationList struct {
	api
	rotationsWanted
}

// Run prints one line for each rotation.
func (c *rotationList) Run(ctx context.Context, out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "ROTATION\tOFFICIAL\tTO\tDIRECTION\tDECISION\tSTART\tEND\tREVIEWS\tBEFORE\tAFTER\tPLACEMENT")
	query := c.query()
	for after := ""; ; {
		query.Set("after", after)
		var page struct {
			Items []struct {
				Code        string `json:"code"`
				Official    string `json:"official_name"`
				To          string `json:"to_post_name"`
				Direction   string `json:"direction"`
				Decision    string `json:"decision"`
				Started     string `json:"started"`
				Ends        string `json:"ends"`
				Reviews     int    `json:"reviews"`
				GradeBefore string `json:"grade_before"`
				GradeAfter  string `json:"grade_after"`
				Placement   string `json:"placement"`
				Waited      *int   `json:"days_to_placement"`
			} `json:"items"`
			Next string `json:"next"`
		}
		if err := c.call(ctx, http.MethodGet, "/rotation/rotations?"+query.Encode(), nil, &page); err != nil {
			return err
		}
		for _, r := range page.Items {
			placed := r.Placement
			if r.Waited != nil {
				placed += fmt.Sprintf(" after %d days", *r.Waited)
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%d\t%s\t%s\t%s\n",
				r.Code, r.Official, r.To, r.Direction, r.Decision, r.Started, r.Ends, r.Reviews, r.GradeBefore, r.GradeAfter, placed)
		}
		if after = page.Next; after == "" {
			return w.Flush()
		}
	}
}

type rotationExport struct {
	api
	rotationsWanted
}

// Run prints the file.
func (c *rotationExport) Run(ctx context.Context, out io.Writer) error {
	text, err := c.file(ctx, "/rotation/rotations.csv?"+c.query().Encode())
	if err != nil {
		return err
	}
	_, err = out.Write(text)
	return err
}

// ruled are the flags of what is asked by a policy on a day.
type ruled struct {
	Policy string `placeholder:"ID@VERSION" help:"Rules to use; those in force on the day when it is not given."`
	Day    day    `placeholder:"YYYY-MM-DD" help:"Day of the record; today when it is not given."`
}

func (r ruled) query() url.Values {
	query := url.Values{}
	if r.Policy != "" {
		query.Set("policy", r.Policy)
	}
	if !r.Day.IsZero() {
		query.Set("day", r.Day.String())
	}
	return query
}

type rotationEligible struct {
	api
	ruled
	Post     string `arg:"" help:"Code of the post."`
	Official string `placeholder:"CODE" help:"Only this official."`
	All      bool   `help:"Also those whom a rule excludes, with the rules."`
}

// Help is shown below the flags.
func (rotationEligible) Help() string {
	return `A line that begins with ! is a rule that excludes; the others are for whoever decides to weigh.

Examples:
  canbo rotation eligible xa-cong-son-bi-thu --day=2020-06-30
  canbo rotation eligible xa-cong-son-bi-thu --official=cb-078 --all`
}

// Run prints each official with what the rules say.
func (c *rotationEligible) Run(ctx context.Context, out io.Writer) error {
	query := c.query()
	query.Set("post", c.Post)
	if c.Official != "" {
		query.Set("official", c.Official)
	}
	if !c.All {
		query.Set("eligible", "true")
	}
	var found struct {
		Policy policyRef `json:"policy"`
		Items  []struct {
			Official string `json:"official"`
			Eligible bool   `json:"eligible"`
			Findings []struct {
				Rule     string `json:"rule"`
				Excludes bool   `json:"excludes"`
				EN       string `json:"en"`
				CureEN   string `json:"cure_en"`
				Source   string `json:"source"`
			} `json:"findings"`
		} `json:"items"`
	}
	if err := c.call(ctx, http.MethodGet, "/rotation/eligibility?"+query.Encode(), nil, &found); err != nil {
		return err
	}
	fmt.Fprintf(out, "%s under %s: %d officials\n\n", c.Post, found.Policy, len(found.Items))
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, o := range found.Items {
		verdict := "eligible"
		if !o.Eligible {
			verdict = "excluded"
		}
		fmt.Fprintf(w, "%s\t%s\t\t\n", o.Official, verdict)
		for _, f := range o.Findings {
			mark := " "
			if f.Excludes {
				mark = "!"
			}
			fmt.Fprintf(w, "%s %s\t%s\t%s\t%s\n", mark, f.Rule, f.EN, f.CureEN, f.Source)
		}
	}
	return w.Flush()
}

type rotationLookahead struct {
	api
	ruled
	Months int `default:"36" help:"How far to look."`
}

// Run prints one line for each event and its chain.
func (c *rotationLookahead) Run(ctx context.Context, out io.Writer) error {
	query := c.query()
	query.Set("months", strconv.Itoa(c.Months))
	var ahead struct {
		Policy policyRef `json:"policy"`
		From   string    `json:"from"`
		Events []struct {
			Day      string `json:"day"`
			Kind     string `json:"kind"`
			Official string `json:"official"`
			Post     string `json:"post"`
			Overdue  bool   `json:"overdue"`
			Vacates  bool   `json:"vacates"`
			Chain    []struct {
				Official string `json:"official"`
				Post     string `json:"post"`
			} `json:"chain"`
		} `json:"events"`
	}
	if err := c.call(ctx, http.MethodGet, "/rotation/lookahead?"+query.Encode(), nil, &ahead); err != nil {
		return err
	}
	fmt.Fprintf(out, "From %s for %d months under %s: %d events\n\n", ahead.From, c.Months, ahead.Policy, len(ahead.Events))
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, e := range ahead.Events {
		note := ""
		switch {
		case e.Overdue:
			note = "overdue"
		case !e.Vacates:
			note = "has left by then"
		}
		for _, link := range e.Chain {
			note += fmt.Sprintf(" > %s leaves %s", link.Official, link.Post)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", e.Day, e.Kind, e.Official, e.Post, note)
	}
	return w.Flush()
}

type rotationReconcile struct{ api }

// Run prints one line for each rotation without its process.
func (c *rotationReconcile) Run(ctx context.Context, out io.Writer) error {
	var look struct {
		Rotations int `json:"rotations"`
		Gaps      []struct {
			Rotation string `json:"rotation"`
			Process  string `json:"process"`
			Why      string `json:"why"`
		} `json:"gaps"`
	}
	if err := c.call(ctx, http.MethodPost, "/rotation/reconciliation", nil, &look); err != nil {
		return err
	}
	fmt.Fprintf(out, "%d rotations go on, %d without their process\n", look.Rotations, len(look.Gaps))
	for _, g := range look.Gaps {
		fmt.Fprintf(out, "%s\t%s\t%s\n", g.Rotation, g.Why, g.Process)
	}
	return nil
}
