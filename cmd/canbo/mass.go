package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"text/tabwriter"
)

// massCommands steer many processes at once, through the API of a running web program.
type massCommands struct {
	Preview massPreview `cmd:"" help:"Plan an act on many processes and look at it; nothing is sent."`
	Apply   massApply   `cmd:"" help:"Send the commands of a planned act."`
	Undo    massUndo    `cmd:"" help:"Take an applied act back where nobody changed it since."`
	Status  massStatus  `cmd:"" help:"Say how far an act is, and what came of each item."`
}

type massPreview struct {
	api
	Act     string   `arg:"" enum:"extend,pause,resume,close_step,reassign,reopen,remind" help:"extend, pause, resume, close_step, reassign, reopen or remind."`
	Cycle   string   `placeholder:"CODE" help:"The cycle; without it the act is on planning reviews, rotation plans and rotations."`
	Kind    []string `placeholder:"KIND" help:"Only processes of these kinds, such as PlanningReview, RotationPlan or Rotation."`
	Subject []string `placeholder:"CODE" help:"Only processes about these units, bodies, officials, lists or rotations."`
	Unit    []string `placeholder:"UNIT" help:"Only processes that concern these units: their conferences, bodies, lists, plans, and rotations from or to them."`
	Late    bool     `help:"Only steps that are overdue."`
	Person  []string `placeholder:"OFFICIAL" help:"Only where one of them has an open task; of reopen and remind: only them."`
	Step    string   `help:"Only this step (the open one); checkpoint is any of checkpoint-1, checkpoint-2 and so on."`
	Days    int      `placeholder:"N" help:"Working days by which due times move, or the new time of what is opened again."`
	StandIn string   `placeholder:"OFFICIAL" help:"Who gets the tasks of a reassignment."`
	Reason  string   `required:"" placeholder:"TEXT" help:"Why."`
	Basis   string   `required:"" placeholder:"TEXT" help:"Document or decision that allows it."`
}

// Help is shown below the flags.
func (massPreview) Help() string {
	return `Each item shows what it would change, the conflict that the record shows for it, and whether an undo takes it back.

Examples:
  canbo mass preview extend --cycle=caoloc-2018 --kind=UnitReview --days=3 --reason="Bão số 4" --basis=12-CV/HU
  canbo mass preview pause --kind=RotationPlan --kind=PlanningReview --reason="Kiện toàn cấp ủy" --basis=15-KL/HU`
}

// Run plans the act and prints its items.
func (c *massPreview) Run(ctx context.Context, out io.Writer) error {
	filter := map[string]any{}
	for name, list := range map[string][]string{"kinds": c.Kind, "subjects": c.Subject, "units": c.Unit, "people": c.Person} {
		if len(list) > 0 {
			filter[name] = list
		}
	}
	request := map[string]any{"act": c.Act, "filter": filter, "reason": c.Reason, "basis": c.Basis}
	if c.Late {
		filter["late"] = true
	}
	if c.Step != "" {
		filter["step"] = c.Step
	}
	if c.Cycle != "" {
		request["cycle"] = c.Cycle
	}
	if c.Days != 0 {
		request["working_days"] = c.Days
	}
	if c.StandIn != "" {
		request["stand_in"] = c.StandIn
	}
	return c.act(ctx, out, http.MethodPost, "/mass-acts", request)
}

type massApply struct {
	api
	ID string `arg:"" help:"Id of the act, as preview prints it."`
}

// Run sends the commands and prints how many there are; each process takes or refuses its own.
func (c *massApply) Run(ctx context.Context, out io.Writer) error {
	return c.act(ctx, out, http.MethodPost, massAt(c.ID)+"/application", nil)
}

type massUndo struct {
	api
	ID     string `arg:"" help:"Id of the act."`
	Days   int    `placeholder:"N" help:"New time in working days of steps that were closed and are opened again."`
	Reason string `required:"" placeholder:"TEXT" help:"Why."`
	Basis  string `required:"" placeholder:"TEXT" help:"Document or decision that allows it."`
}

// Run plans and sends what takes the act back.
func (c *massUndo) Run(ctx context.Context, out io.Writer) error {
	request := map[string]any{"reason": c.Reason, "basis": c.Basis}
	if c.Days != 0 {
		request["working_days"] = c.Days
	}
	return c.act(ctx, out, http.MethodPost, massAt(c.ID)+"/undo", request)
}

type massStatus struct {
	api
	ID string `arg:"" help:"Id of the act."`
}

// Run prints the act and its items.
func (c *massStatus) Run(ctx context.Context, out io.Writer) error {
	return c.act(ctx, out, http.MethodGet, massAt(c.ID), nil)
}

func massAt(id string) string { return "/mass-acts/" + url.PathEscape(id) }

// act sends a request about a mass act and prints the act with its items.
func (a api) act(ctx context.Context, out io.Writer, method, path string, request any) error {
	var act struct {
		ID        string `json:"id"`
		Act       string `json:"act"`
		Items     int    `json:"items"`
		Conflicts int    `json:"conflicts"`
		Final     int    `json:"final"`
		Pending   int    `json:"pending"`
		Accepted  int    `json:"accepted"`
		Refused   int    `json:"refused"`
		UndoneBy  string `json:"undone_by"`
	}
	if err := a.call(ctx, method, path, request, &act); err != nil {
		return err
	}
	fmt.Fprintf(out, "%s %s: %d items, %d conflicts, %d without undo; %d pending, %d accepted, %d refused\n",
		act.Act, act.ID, act.Items, act.Conflicts, act.Final, act.Pending, act.Accepted, act.Refused)
	if act.UndoneBy != "" {
		fmt.Fprintf(out, "undone by %s\n", act.UndoneBy)
	}
	return a.massItems(ctx, out, act.ID)
}

func (a api) massItems(ctx context.Context, out io.Writer, id string) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "PROCESS\tSTEP\tTASK\tDUE BEFORE\tDUE AFTER\tSTATE\tWHY")
	for after := ""; ; {
		var page struct {
			Items []struct {
				Process string `json:"process"`
				Step    string `json:"step"`
				Task    string `json:"task"`
				Before  string `json:"due_before"`
				After   string `json:"due_after"`
				State   string `json:"state"`
				Text    string `json:"text"`
				Final   string `json:"final"`
			} `json:"items"`
			Next string `json:"next"`
		}
		if err := a.call(ctx, http.MethodGet, massAt(id)+"/items?after="+url.QueryEscape(after), nil, &page); err != nil {
			return err
		}
		for _, i := range page.Items {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", i.Process, i.Step, i.Task, i.Before, i.After, i.State, i.Text+i.Final)
		}
		if after = page.Next; after == "" {
			return w.Flush()
		}
	}
}
