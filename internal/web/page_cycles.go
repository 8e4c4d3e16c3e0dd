package web

import (
	"cmp"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/opening"
	"canbo/internal/policy"
	"canbo/internal/postgres"
	"canbo/internal/web/pages"
)

func (s *server) openingPages(r chi.Router) {
	r.Get(adminPath+"/cycles", s.signedIn(s.cycleList))
	r.Get(adminPath+"/cycles/new", s.signedIn(s.newCycle))
	r.Post(adminPath+"/cycles/new", s.signedIn(s.postNewCycle))
}

func (s *server) cycleList(v *visit) error {
	if err := access.May(v.actor, access.ReadBoard, access.Subject{}); err != nil {
		return err
	}
	list, err := call[body[postgres.List[postgres.CycleView]]](v.r.Context(), s, v.actor, access.ListCycles, &listInput{after(v, adminList)})
	if err != nil {
		return err
	}
	roots := make([]string, len(list.Body.Items))
	for i, c := range list.Body.Items {
		roots[i] = c.Root
	}
	names, err := s.Store.PlaceNames(v.r.Context(), roots...)
	if err != nil {
		return err
	}
	view := pages.BoardCyclesView{
		Next: onward(v, "after", list.Body.Next), Open: access.May(v.actor, access.OpenCycle, access.Subject{}) == nil,
		Begin: toRoster(v),
	}
	if len(list.Body.Items) == 0 {
		if view.NoRoster, err = s.noRoster(v); err != nil {
			return err
		}
	}
	for _, c := range list.Body.Items {
		view.Cycles = append(view.Cycles, pages.BoardCycleLine{
			Code: c.Code, Name: cycleName(v, c) + " · " + cmp.Or(names[c.Root], c.Root), State: v.page.CycleState(c.ClosedAt, c.CancelledAt),
			Opened: v.page.CycleOpened(c.OpenedAt, s.policyTitle(v, c.Policy)), Runs: c.ClosedAt == nil && c.CancelledAt == nil,
		})
	}
	return s.show(v, pages.BoardList(v.page.Titled(pages.BoardCyclesTitle), view))
}

func cycleName(v *visit, c postgres.CycleView) string {
	return v.page.L(evaluation.CycleLabel(evaluation.Period{Year: c.Year, Quarter: c.Quarter}))
}

// cycleTitle is what a cycle is called, by its code. Error: fault.NotFound.
func (s *server) cycleTitle(v *visit, code string) (string, error) {
	c, err := s.Store.Cycle(v.r.Context(), code)
	return cycleName(v, c.CycleView), err
}

// policyTitle is what a policy calls itself; its name when the program no longer has it.
func (s *server) policyTitle(v *visit, ref postgres.PolicyRef) string {
	if p, err := s.Policies.ByID(ref.ID, ref.Version); err == nil {
		return v.page.L(evaluation.Label(p.Title))
	}
	return fmt.Sprintf("%s@%d", ref.ID, ref.Version)
}

// policyPage is the page of a policy.
func policyPage(ref postgres.PolicyRef) string {
	return fmt.Sprintf("%s/policies/%s/%d", adminPath, ref.ID, ref.Version)
}

func (s *server) newCycle(v *visit) error {
	if err := access.May(v.actor, access.PreviewCycle, access.Subject{}); err != nil {
		return err
	}
	last := s.now().Year() - 1
	roots, err := s.unitOptions(v)
	if err != nil {
		return err
	}
	view := pages.NewCycleView{
		Year: strconv.Itoa(last), Day: fmt.Sprintf("%d-12-31", last), Roots: roots, Policies: s.policyOptions(v),
	}
	if len(roots) > 0 {
		view.Root, view.Code = roots[0].Value, fmt.Sprintf("%s-%d", roots[0].Value, last)
	}
	return s.show(v, pages.NewCycle(v.page.Titled(pages.NewCycleTitle), view))
}

// unitOptions are the units, those at the top first.
func (s *server) unitOptions(v *visit) ([]pages.Option, error) {
	units, err := s.Store.Units(v.r.Context())
	if err != nil {
		return nil, err
	}
	options := make([]pages.Option, len(units))
	for i, u := range units {
		options[i] = pages.Option{Value: u.Code, Text: v.page.L(u.Name)}
	}
	return options, nil
}

// policyOptions are the policies of evaluation, and the one in force.
func (s *server) policyOptions(v *visit) []pages.Option {
	options := []pages.Option{{Text: v.page.T(pages.PolicyInForce)}}
	for _, p := range s.Policies.All() {
		if p.Kind == policy.KindEvaluation {
			options = append(options, pages.Option{Value: p.Name(), Text: p.Name() + " – " + v.page.L(evaluation.Label(p.Title))})
		}
	}
	return options
}

// postNewCycle checks a new cycle, and opens it on the second button.
func (s *server) postNewCycle(v *visit) error {
	form := v.r.PostFormValue
	view := pages.NewCycleView{
		Code: strings.TrimSpace(form("code")), Root: strings.TrimSpace(form("root")), Year: strings.TrimSpace(form("year")),
		Quarter: form("quarter"), Day: form("day"), Policy: form("policy"), Policies: s.policyOptions(v),
	}
	var err error
	if view.Roots, err = s.unitOptions(v); err != nil {
		return err
	}
	in, problem := newCycleForm(v, view)
	status := http.StatusUnprocessableEntity
	if problem == nil {
		if form("do") == "open" {
			if _, err = call[body[openedCycle]](v.r.Context(), s, v.actor, access.OpenCycle, in); err == nil {
				return s.redirect(v, adminPath+"/cycles/"+in.Body.ID, "cycle_opened")
			}
		} else {
			var checked *body[opening.CyclePreview]
			if checked, err = call[body[opening.CyclePreview]](v.r.Context(), s, v.actor, access.PreviewCycle, in); err == nil {
				view.Checked, err = s.checkedCycle(v, checked.Body)
				status = http.StatusOK
			}
		}
		if err != nil {
			fields := map[string]string{"id": "code", "root": "root", "year": "year", "quarter": "quarter", "reference_date": "day"}
			if problem, status, err = s.inForm(v, access.OpenCycle, err, fields); err != nil {
				return err
			}
		}
	}
	view.Problem = problem
	return s.showAs(v, status, pages.NewCycle(v.page.Titled(pages.NewCycleTitle), view))
}

func newCycleForm(v *visit, view pages.NewCycleView) (*openInput, *pages.Problem) {
	in := &openInput{}
	in.Body.ID, in.Body.Root, in.Body.ReferenceDate = view.Code, view.Root, view.Day
	wrong := map[string]string{}
	var err error
	if in.Body.Year, err = strconv.Atoi(view.Year); err != nil {
		wrong["year"] = v.page.T(pages.NumberWanted)
	}
	if in.Body.Quarter, err = strconv.Atoi(view.Quarter); err != nil && view.Quarter != "" {
		wrong["quarter"] = v.page.T(pages.NumberWanted)
	}
	if _, err := time.Parse(time.DateOnly, view.Day); err != nil {
		wrong["day"] = v.page.T(pages.DayWanted)
	}
	if id, version, ok := strings.Cut(view.Policy, "@"); ok {
		in.Body.Policy = id
		if in.Body.PolicyVersion, err = strconv.Atoi(version); err != nil {
			wrong["policy"] = v.page.T(pages.FieldWrong)
		}
	}
	if len(wrong) > 0 {
		return nil, &pages.Problem{Text: v.page.T(pages.CheckForm), Fields: wrong}
	}
	return in, nil
}

func (s *server) checkedCycle(v *visit, p opening.CyclePreview) (*pages.CycleCheck, error) {
	ref := postgres.PolicyRef{ID: p.PolicyID, Version: p.Version}
	check := &pages.CycleCheck{
		Enrolled: p.Enrolled, Units: p.Units, Bodies: p.Bodies, Policy: s.policyTitle(v, ref), Unverified: len(p.Unverified),
		PolicyHref: policyPage(ref),
	}
	if p.Infeasible != "" {
		check.Infeasible = v.page.Fault(p.InfeasibleCode, p.Infeasible)
	}
	var codes []string
	for _, f := range p.Findings {
		codes = append(append(codes, f.Where), f.About...)
	}
	for _, g := range p.Groups {
		codes = append(codes, g.Body)
	}
	known, err := s.names(v.r.Context(), codes...)
	if err != nil {
		return nil, err
	}
	for _, f := range p.Findings {
		check.Findings = append(check.Findings, pages.FindingLine{
			Where:  known.of(f.Where),
			What:   known.in(v.page.L(evaluation.Label{VI: f.WhatVI, EN: f.What}), f.About),
			Remedy: v.page.L(evaluation.Label{VI: f.RemedyVI, EN: f.Remedy}),
		})
	}
	for _, g := range p.Groups {
		check.Groups = append(check.Groups, pages.GroupLine{Body: known.of(g.Body), Group: v.page.Group(g.Group), Count: g.Count})
	}
	return check, nil
}
