package web

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/postgres"
	"canbo/internal/web/pages"
)

// foundPage is how many people a search shows.
const foundPage = 50

func (s *server) cyclePages(r chi.Router) {
	r.Get(appPath+"/cycles", s.signedIn(s.cyclesPage))
	r.Get(appPath+"/cycles/{cycle}", s.signedIn(s.dashboard))
}

// cyclesPage lists the cycles and finds people.
func (s *server) cyclesPage(v *visit) error {
	ctx := v.r.Context()
	if err := access.May(v.actor, access.ListCycles, access.Subject{}); err != nil {
		return err
	}
	list, err := call[body[postgres.List[postgres.CycleView]]](ctx, s, v.actor, access.ListCycles, &listInput{Paged: Paged{Limit: postgres.MaxPage}})
	if err != nil {
		return err
	}
	view := pages.CyclesView{Query: strings.TrimSpace(v.r.URL.Query().Get("q"))}
	roots := make([]string, len(list.Body.Items))
	for i, c := range list.Body.Items {
		roots[i] = c.Root
	}
	names, err := s.Store.PlaceNames(ctx, roots...)
	if err != nil {
		return err
	}
	for _, c := range slices.Backward(list.Body.Items) {
		line := pages.CycleLine{
			Name: v.page.L(evaluation.CycleLabel(evaluation.Period{Year: c.Year, Quarter: c.Quarter})), Root: cmp.Or(names[c.Root], c.Root),
			Opened: c.OpenedAt, State: pages.CycleRuns, Href: appPath + "/cycles/" + c.Code,
		}
		switch {
		case c.CancelledAt != nil:
			line.State = pages.CycleCancelled
		case c.ClosedAt != nil:
			line.State = pages.CycleClosed
		}
		view.Cycles = append(view.Cycles, line)
	}
	if view.Query != "" {
		found, err := call[body[postgres.List[postgres.FoundOfficial]]](ctx, s, v.actor, access.SearchOfficials, &searchInput{
			Wanted: view.Query, Paged: Paged{Limit: foundPage},
		})
		if err != nil {
			return err
		}
		view.More = found.Body.Next != ""
		for _, f := range found.Body.Items {
			view.Found = append(view.Found, pages.FoundView{Name: f.Name, Post: f.Post, Unit: f.UnitName, Code: f.Official})
		}
	}
	return s.show(v, pages.Cycles(v.page.Titled(pages.NavCycles), view))
}

// dashboard shows a cycle: who is late, who is where, and how the grades are distributed at each stage.
func (s *server) dashboard(v *visit) error {
	ctx, code := v.r.Context(), chi.URLParam(v.r, "cycle")
	if err := access.May(v.actor, access.ListUnits, access.Subject{}); err != nil {
		return err
	}
	cycle, err := call[body[postgres.CycleProgress]](ctx, s, v.actor, access.ReadCycle, &cycleInput{CyclePath{code}})
	if err != nil {
		return err
	}
	c := cycle.Body
	view := pages.DashboardView{Enrolled: c.Enrolled, Policy: fmt.Sprintf("%s@%d", c.Policy.ID, c.Policy.Version), Reference: c.ReferenceDate}
	if day, err := time.Parse(time.DateOnly, c.ReferenceDate); err == nil {
		view.Reference = v.page.Day(day)
	}
	for _, part := range []struct {
		kind, path string
		caption    pages.Text
		into       *pages.HeatView
	}{
		{evaluation.KindUnitReview, "/units/", pages.HeatUnits, &view.Units},
		{evaluation.KindBodyDecision, "/bodies/", pages.HeatBodies, &view.Bodies},
	} {
		cells, err := s.Store.CycleSteps(ctx, code, part.kind)
		if err != nil {
			return err
		}
		base := appPath + "/cycles/" + code + part.path
		*part.into = heatOf(v.page, cells, base, part.caption)
		view.Late = append(view.Late, lateOf(v.page, cells, base)...)
	}
	slices.SortStableFunc(view.Late, func(a, b pages.LateView) int { return a.Due.Compare(b.Due) })
	if view.Grades, view.Stages, err = s.stages(v, code); err != nil {
		return err
	}
	page := v.page
	page.Title = v.page.L(evaluation.CycleLabel(evaluation.Period{Year: c.Year, Quarter: c.Quarter}))
	return s.show(v, pages.Dashboard(page, view))
}

// heatOf arranges the steps by unit or body; cells come by code and in the order of the steps. A step that has not been
// reached has no cell yet.
func heatOf(p pages.Page, cells []postgres.StepCell, base string, caption pages.Text) pages.HeatView {
	view := pages.HeatView{Caption: caption}
	column := map[string]int{}
	for _, c := range cells {
		if _, known := column[c.Step]; !known {
			column[c.Step] = len(view.Steps)
			view.Steps = append(view.Steps, stepText(c.Step))
		}
	}
	last := ""
	for _, c := range cells {
		if c.Code != last {
			row := pages.HeatRow{Name: c.Name, Href: base + c.Code, Cells: make([]pages.HeatCell, len(view.Steps))}
			for i := range row.Cells {
				row.Cells[i].Status = pages.StatusPending
			}
			view.Rows = append(view.Rows, row)
			last = c.Code
		}
		row := &view.Rows[len(view.Rows)-1]
		cell := pages.HeatCell{Status: cmp.Or(statusTexts[c.Status], pages.StatusPending), Class: c.Status, Done: c.Done, Tasks: c.Tasks}
		if overdue(p, c) {
			cell.Status, cell.Class = pages.StatusLate, "late"
		}
		row.Cells[column[c.Step]] = cell
	}
	return view
}

func overdue(p pages.Page, c postgres.StepCell) bool {
	return c.Status == "open" && c.Due != nil && p.Late(*c.Due)
}

func lateOf(p pages.Page, cells []postgres.StepCell, base string) []pages.LateView {
	var late []pages.LateView
	for _, c := range cells {
		if overdue(p, c) {
			late = append(late, pages.LateView{Name: c.Name, Step: stepText(c.Step), Due: *c.Due, Open: c.Tasks - c.Done, Href: base + c.Code})
		}
	}
	return late
}

// stages count the grades that are asked for, proposed, suggested and decided.
func (s *server) stages(v *visit, cycle string) ([]string, []pages.StageView, error) {
	grades, err := s.Store.CycleGrades(v.r.Context(), cycle)
	if err != nil {
		return nil, nil, err
	}
	counts, err := s.Store.GradeCounts(v.r.Context(), cycle)
	if err != nil {
		return nil, nil, err
	}
	labels := make([]string, len(grades))
	for i, g := range grades {
		labels[i] = v.page.L(g.Label)
	}
	var stages []pages.StageView
	for _, stage := range []struct {
		name pages.Text
		of   func(postgres.GradeCount) evaluation.Grade
	}{
		{pages.StageSelf, func(c postgres.GradeCount) evaluation.Grade { return c.Self }},
		{pages.StageProposed, func(c postgres.GradeCount) evaluation.Grade { return c.Proposed }},
		{pages.StageSuggested, func(c postgres.GradeCount) evaluation.Grade { return c.Suggested }},
		{pages.StageDecided, func(c postgres.GradeCount) evaluation.Grade { return c.Grade }},
	} {
		view := pages.StageView{Name: stage.name, Counts: make([]int, len(grades))}
		for _, c := range counts {
			i := slices.IndexFunc(grades, func(g evaluation.GradeLabel) bool { return g.Grade == stage.of(c) })
			if i < 0 {
				view.None += c.People
				continue
			}
			view.Counts[i] += c.People
		}
		stages = append(stages, view)
	}
	return labels, stages, nil
}
