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
	"time"

	"canbo/internal/evaluation"
)

type cycleCommands struct {
	Open   cycleOpen   `cmd:"" help:"Open a cycle: pin its policy, enrol the officials, start the unit reviews."`
	List   cycleList   `cmd:"" help:"List the cycles."`
	Status cycleStatus `cmd:"" help:"Show how far a cycle is, step by step."`
}

// The answers of the API, as far as they are printed.
type (
	policyRef struct {
		ID      string `json:"id"`
		Version int    `json:"version"`
	}
	openedCycle struct {
		Cycle      string    `json:"cycle"`
		Enrolled   int       `json:"enrolled"`
		Units      int       `json:"units"`
		Bodies     int       `json:"bodies"`
		Policy     policyRef `json:"policy"`
		Unverified []string  `json:"unverified"`
	}
	cycleView struct {
		Code          string     `json:"code"`
		Root          string     `json:"root"`
		Year          int        `json:"year"`
		Quarter       int        `json:"quarter"`
		ReferenceDate string     `json:"reference_date"`
		Policy        policyRef  `json:"policy"`
		OpenedAt      time.Time  `json:"opened_at"`
		ClosedAt      *time.Time `json:"closed_at"`
	}
	cyclePage struct {
		Items []cycleView `json:"items"`
		Next  string      `json:"next"`
	}
	cycleProgress struct {
		cycleView
		Enrolled int `json:"enrolled"`
		Phases   []struct {
			Kind      string `json:"kind"`
			Step      string `json:"step"`
			Status    string `json:"status"`
			Processes int    `json:"processes"`
		} `json:"phases"`
	}
)

func (p policyRef) String() string { return p.ID + "@" + strconv.Itoa(p.Version) }

func (c cycleView) period() string {
	return evaluation.Period{Year: c.Year, Quarter: c.Quarter}.Label().EN
}

func (c cycleView) state() string {
	if c.ClosedAt == nil {
		return "open"
	}
	return "closed " + c.ClosedAt.Format(time.DateOnly)
}

type cycleOpen struct {
	api
	Cycle         string `arg:"" help:"Code of the new cycle: a-z, 0-9 and -."`
	Root          string `required:"" placeholder:"UNIT" help:"Unit under which everybody is evaluated."`
	Year          int    `required:"" placeholder:"YYYY" help:"Year that is evaluated."`
	Quarter       int    `placeholder:"N" help:"Only this quarter of the year, 1 to 4."`
	ReferenceDate day    `required:"" placeholder:"YYYY-MM-DD" help:"Who holds a post on this day is enrolled."`
	Policy        string `placeholder:"ID@VERSION" help:"Rules to use; those in force on the reference date when it is not given."`
}

// Help is shown below the flags.
func (cycleOpen) Help() string {
	return `Opening is refused, with all reasons at once, when somebody could not be evaluated: a unit without a head, a body without
members, a cap that cannot be met. A cycle cannot be opened twice.

Example:
  canbo cycle open caoloc-2018 --root=huyen-cao-loc --year=2018 --reference-date=2018-12-31 --policy=qd132-2018@1`
}

// Run opens the cycle and prints what was enrolled.
func (c *cycleOpen) Run(ctx context.Context, out io.Writer) error {
	request := map[string]any{
		"id": c.Cycle, "root": c.Root, "year": c.Year, "reference_date": c.ReferenceDate.String(),
	}
	if c.Quarter != 0 {
		request["quarter"] = c.Quarter
	}
	if c.Policy != "" {
		id, version, _ := strings.Cut(c.Policy, "@")
		number, err := strconv.Atoi(version)
		if err != nil {
			return fmt.Errorf("--policy=%s is not ID@VERSION, for example qd132-2018@1; see canbo policy list", c.Policy)
		}
		request["policy"], request["policy_version"] = id, number
	}
	var opened openedCycle
	if err := c.call(ctx, http.MethodPost, "/cycles", request, &opened); err != nil {
		return err
	}
	fmt.Fprintf(out, "Cycle %s is open under %s: %d officials, %d unit reviews, %d sittings.\n",
		opened.Cycle, opened.Policy, opened.Enrolled, opened.Units, opened.Bodies)
	if n := len(opened.Unverified); n > 0 {
		fmt.Fprintf(out, "%d values of the policy were not checked against their source; canbo policy check --unverified lists them.\n", n)
	}
	return nil
}

type cycleList struct {
	api
}

// Run prints one line for each cycle.
func (c *cycleList) Run(ctx context.Context, out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "CYCLE\tROOT\tPERIOD\tPOLICY\tSTATE")
	for after := ""; ; {
		var page cyclePage
		if err := c.call(ctx, http.MethodGet, "/cycles?after="+url.QueryEscape(after), nil, &page); err != nil {
			return err
		}
		for _, v := range page.Items {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", v.Code, v.Root, v.period(), v.Policy, v.state())
		}
		if after = page.Next; after == "" {
			return w.Flush()
		}
	}
}

type cycleStatus struct {
	api
	Cycle string `arg:"" help:"Code of the cycle."`
}

// Run prints how many processes of the cycle are in which step.
func (c *cycleStatus) Run(ctx context.Context, out io.Writer) error {
	var v cycleProgress
	if err := c.call(ctx, http.MethodGet, "/cycles/"+url.PathEscape(c.Cycle), nil, &v); err != nil {
		return err
	}
	fmt.Fprintf(out, "Cycle %s of %s, %s, under %s: %s, %d officials\n\n",
		v.Code, v.Root, v.period(), v.Policy, v.state(), v.Enrolled)
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "PROCESS\tSTEP\tSTATUS\tNUMBER")
	for _, p := range v.Phases {
		fmt.Fprintf(w, "%s\t%s\t%s\t%d\n", p.Kind, p.Step, p.Status, p.Processes)
	}
	return w.Flush()
}
