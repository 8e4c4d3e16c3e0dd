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

	"canbo/internal/fault"
)

// rotationPlans are the commands about years' plans, through the API.
type rotationPlans struct {
	Open   rotationPlanOpen   `cmd:"" help:"Open a year's plan."`
	List   rotationPlanList   `cmd:"" help:"List the plans and how far they are."`
	Show   rotationPlanShow   `cmd:"" help:"Print the assignment of a plan, with a sentence for each person and each need."`
	Need   rotationPlanNeed   `cmd:"" help:"Strike a need of a plan, or add one."`
	Price  rotationPlanPrice  `cmd:"" help:"Say what a change by hand would cost and what it breaks."`
	Export rotationPlanExport `cmd:"" help:"Print the assignment with its certificate, for canbo verify rotation-plan."`
}

type rotationPlanOpen struct {
	api
	ruled
	Code   string   `arg:"" help:"Code of the plan, such as caoloc-2020."`
	Root   string   `required:"" placeholder:"UNIT" help:"Unit: its people and those of the units below."`
	Body   string   `required:"" placeholder:"BODY" help:"The body that decides."`
	Seed   uint64   `help:"Draws the lots between plans that are worth the same."`
	Months *int     `placeholder:"N" help:"Posts that fall vacant within so many months are needs from the start, 0 for none (as the policy says)."`
	Cap    []string `placeholder:"UNIT:RELEASE:RECEIVE" help:"Most people whom a unit with all units below it releases and receives; leave a number out for any."`
}

// Help is shown below the flags.
func (rotationPlanOpen) Help() string {
	return `The heads of the units are asked for needs and people as soon as it is open.

Example:
  canbo rotation plan open caoloc-2020 --root=huyen-cao-loc --body=btv-huyen --cap=phong-noi-vu:1:`
}

type rotationCap struct {
	Unit    string `json:"unit"`
	Release *int   `json:"release,omitempty"`
	Receive *int   `json:"receive,omitempty"`
}

// Run opens the plan and prints its process.
func (c *rotationPlanOpen) Run(ctx context.Context, out io.Writer) error {
	request := map[string]any{"code": c.Code, "root": c.Root, "body": c.Body, "seed": c.Seed}
	if c.Policy != "" {
		request["policy"] = c.Policy
	}
	if !c.Day.IsZero() {
		request["day"] = c.Day.String()
	}
	if c.Months != nil {
		request["horizon_months"] = *c.Months
	}
	var caps []rotationCap
	for _, text := range c.Cap {
		parsed, err := readCap(text)
		if err != nil {
			return err
		}
		caps = append(caps, parsed)
	}
	if caps != nil {
		request["caps"] = caps
	}
	var opened struct {
		Process string `json:"process"`
	}
	if err := c.call(ctx, http.MethodPost, "/rotation/plans", request, &opened); err != nil {
		return err
	}
	_, err := fmt.Fprintln(out, opened.Process)
	return err
}

// readCap reads unit:release:receive.
func readCap(text string) (rotationCap, error) {
	fields := strings.Split(text, ":")
	wrong := fault.New(fault.Invalid, "bad_cap", "%q is no cap; write unit:release:receive, such as phong-noi-vu:1: for one who may leave", text)
	if len(fields) != 3 || fields[0] == "" {
		return rotationCap{}, wrong
	}
	parsed := rotationCap{Unit: fields[0]}
	for i, most := range []**int{&parsed.Release, &parsed.Receive} {
		if fields[i+1] == "" {
			continue
		}
		n, err := strconv.Atoi(fields[i+1])
		if err != nil {
			return rotationCap{}, wrong
		}
		*most = &n
	}
	return parsed, nil
}

type rotationPlanList struct{ api }

// Run prints one line for each plan.
func (c *rotationPlanList) Run(ctx context.Context, out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "PLAN\tROOT\tBODY\tDAY\tSTEP\tOPEN TASKS\tPLACED")
	for after := ""; ; {
		var page struct {
			Items []struct {
				Code      string `json:"code"`
				Root      string `json:"root_name"`
				Body      string `json:"body"`
				Day       string `json:"day"`
				Step      string `json:"step"`
				OpenTasks int    `json:"open_tasks"`
				Pairs     int    `json:"pairs"`
			} `json:"items"`
			Next string `json:"next"`
		}
		if err := c.call(ctx, http.MethodGet, "/rotation/plans?after="+url.QueryEscape(after), nil, &page); err != nil {
			return err
		}
		for _, p := range page.Items {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%d\t%d\n", p.Code, p.Root, p.Body, p.Day, p.Step, p.OpenTasks, p.Pairs)
		}
		if after = page.Next; after == "" {
			return w.Flush()
		}
	}
}

type rotationPlanShow struct {
	api
	Code string `arg:"" help:"Code of the plan."`
}

// Run prints the needs, the pairs, and then the sentences.
func (c *rotationPlanShow) Run(ctx context.Context, out io.Writer) error {
	var plan struct {
		SHA256   string `json:"sha256"`
		UpToDate bool   `json:"up_to_date"`
		Unsolved string `json:"unsolved"`
		Needs    []struct {
			Post    string `json:"post"`
			Urgency int    `json:"urgency"`
			From    string `json:"from"`
			Why     string `json:"why"`
			By      string `json:"by"`
		} `json:"needs"`
		Pairs []struct {
			Official   string   `json:"official"`
			From       string   `json:"from"`
			Post       string   `json:"post"`
			Missing    []string `json:"missing"`
			Unanswered []string `json:"unanswered"`
		} `json:"pairs"`
	}
	if err := c.call(ctx, http.MethodGet, planAt(c.Code), nil, &plan); err != nil {
		return err
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "NEED\tURGENCY\tVACANT FROM\tWHY\tPROPOSED BY")
	for _, n := range plan.Needs {
		fmt.Fprintf(w, "%s\t%d\t%s\t%s\t%s\n", n.Post, n.Urgency, n.From, n.Why, n.By)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Fprintln(w, "\nOFFICIAL\tFROM\tTO\tDOSSIER LACKS\tTO ANSWER")
	for _, p := range plan.Pairs {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", p.Official, p.From, p.Post, strings.Join(p.Missing, " "), strings.Join(p.Unanswered, " "))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	switch {
	case plan.Unsolved != "":
		fmt.Fprintf(out, "\nNothing keeps what was fixed (%s); free a pair.\n", plan.Unsolved)
	case !plan.UpToDate:
		fmt.Fprintln(out, "\nThe assignment is being computed.")
	}
	if plan.SHA256 == "" {
		return nil
	}
	fmt.Fprintf(out, "\nInstance %s\n\n", plan.SHA256)
	var reasons struct {
		Items []struct {
			EN string `json:"en"`
		} `json:"items"`
	}
	if err := c.call(ctx, http.MethodGet, planAt(c.Code)+"/reasons", nil, &reasons); err != nil {
		return err
	}
	for _, r := range reasons.Items {
		fmt.Fprintln(out, r.EN)
	}
	return nil
}

func planAt(code string) string { return "/rotation/plans/" + url.PathEscape(code) }

type rotationPlanPrice struct {
	api
	Code   string `arg:"" help:"Code of the plan."`
	Fix    string `xor:"change" required:"" placeholder:"OFFICIAL:POST" help:"Place this person in this post."`
	Forbid string `xor:"change" required:"" placeholder:"OFFICIAL:POST" help:"Do not."`
}

// Run prints what the change loses, who moves, and what forbids it.
func (c *rotationPlanPrice) Run(ctx context.Context, out io.Writer) error {
	action, pair := "fix", c.Fix
	if c.Forbid != "" {
		action, pair = "forbid", c.Forbid
	}
	official, post, ok := strings.Cut(pair, ":")
	if !ok {
		return fault.New(fault.Invalid, "bad_pair", "%q is no pair; write official:post", pair)
	}
	type placement struct {
		Official string `json:"official"`
		Post     string `json:"post"`
	}
	var change struct {
		EN     string      `json:"en"`
		In     []placement `json:"in"`
		Out    []placement `json:"out"`
		Breaks []struct {
			EN     string `json:"en"`
			Values string `json:"values"`
		} `json:"breaks"`
	}
	query := url.Values{"official": {official}, "post": {post}, "action": {action}}
	if err := c.call(ctx, http.MethodGet, planAt(c.Code)+"/change?"+query.Encode(), nil, &change); err != nil {
		return err
	}
	for _, b := range change.Breaks {
		fmt.Fprintln(out, strings.TrimSpace("cannot be: "+b.EN+" "+b.Values))
	}
	fmt.Fprintln(out, change.EN)
	for _, p := range change.Out {
		fmt.Fprintf(out, "- %s %s\n", p.Official, p.Post)
	}
	for _, p := range change.In {
		fmt.Fprintf(out, "+ %s %s\n", p.Official, p.Post)
	}
	return nil
}

type rotationPlanExport struct {
	api
	Code string `arg:"" help:"Code of the plan."`
}

// Help is shown below the flags.
func (rotationPlanExport) Help() string {
	return `Example:
  canbo rotation plan export caoloc-2020 >plan.json && canbo verify rotation-plan plan.json`
}

// Run prints the file.
func (c *rotationPlanExport) Run(ctx context.Context, out io.Writer) error {
	text, err := c.file(ctx, planAt(c.Code)+"/plan.json")
	if err != nil {
		return err
	}
	_, err = out.Write(text)
	return err
}
