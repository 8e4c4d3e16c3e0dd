package web

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/postgres"
	"canbo/internal/procedure"
	"canbo/internal/web/pages"
)

// boardUnits is how many units one page of the dashboard shows.
const boardUnits = 50

func (s *server) boardPages(r chi.Router) {
	r.Get(adminPath+"/cycles/{cycle}", s.signedIn(s.board))
	r.Get(adminPath+"/cycles/{cycle}/events", s.open(s.boardEvents))
}

func (s *server) board(v *visit) error {
	in := &pageInput{CyclePath: CyclePath{Cycle: chi.URLParam(v.r, "cycle")}, Paged: after(v, adminList)}
	read, err := call[body[postgres.Board]](v.r.Context(), s, v.actor, access.ReadBoard, in)
	if err != nil {
		return err
	}
	cycle, err := call[body[postgres.CycleProgress]](v.r.Context(), s, v.actor, access.ReadCycle, &cycleInput{in.CyclePath})
	if err != nil {
		return err
	}
	b, c := read.Body, cycle.Body
	skip, _ := strconv.Atoi(v.r.URL.Query().Get("units")) // anything else begins at the front
	skip = max(skip, 0)
	view := pages.BoardView{
		Cycle: c.Code, State: v.page.CycleState(c.ClosedAt, c.CancelledAt), Policy: s.policyTitle(v, c.Policy), Enrolled: c.Enrolled,
		Processes: len(b.Processes), LateCount: b.LateCount, LateVotes: b.LateVotes, LateNext: onward(v, "after", b.Late.Next),
		VotesTold: len(b.Votes) > 0, Closed: c.ClosedAt != nil, PolicyHref: policyPage(c.Policy),
	}
	if day, err := time.Parse(time.DateOnly, c.ReferenceDate); err == nil {
		view.Day = v.page.Day(day)
	}
	for _, p := range b.Processes {
		if p.ConcludedAt != nil {
			view.Ended++
		}
	}
	for _, part := range []struct {
		kind        string
		title, head pages.Text
	}{
		{evaluation.KindUnitReview, pages.BoardUnits, pages.UnitHead}, {evaluation.KindBodyDecision, pages.BoardBodies, pages.BodyHead},
	} {
		if h := s.heat(v, b.Processes, part.kind, skip); len(h.Rows) > 0 {
			h.Title, h.Head = part.title, part.head
			view.Heats = append(view.Heats, h)
		}
	}
	for _, l := range b.Late.Items {
		view.Late = append(view.Late, pages.LateLine{
			Name: cmp.Or(l.Name, l.Official), Href: adminPath + "/people/" + l.Official, What: v.page.L(evaluation.ActLabel(l.Act)),
			Where: cmp.Or(l.SubjectName, v.page.L(evaluation.KindLabel(l.Kind))), Panel: panel(l.Process), Due: l.Due,
		})
	}
	for _, f := range b.Forecasts {
		view.Forecasts = append(view.Forecasts, pages.ForecastLine{
			Step: v.page.Step(f.Step), Left: f.Open, Pace: v.page.Pace(f.Done, f.Days), Due: f.Due, Ends: f.Ends, Late: f.Late,
		})
	}
	s.boardGrades(v, b, &view, skip)
	return s.show(v, pages.Board(v.page.Titled(pages.BoardTitle, cycleName(v, c.CycleView)), view))
}

// heat makes the table of the processes of a kind, from the one at skip on.
func (s *server) heat(v *visit, processes []postgres.BoardProcess, kind string, skip int) pages.BoardHeatView {
	var of []postgres.BoardProcess
	var names []string // of steps, in their order
	for _, p := range processes {
		if p.Kind != kind {
			continue
		}
		of = append(of, p)
		for _, step := range p.Steps {
			if !slices.Contains(names, step.Name) {
				names = append(names, step.Name)
			}
		}
	}
	h := pages.BoardHeatView{}
	for _, name := range names {
		h.Steps = append(h.Steps, v.page.Step(name))
	}
	if len(names) == 0 {
		h.Steps = []string{v.page.T(pages.StateHead)}
	}
	for _, p := range of[min(skip, len(of)):min(skip+v.rows(boardUnits), len(of))] {
		h.Rows = append(h.Rows, heatRow(v, p, names))
	}
	if skip+v.rows(boardUnits) < len(of) {
		h.Next = onward(v, "units", strconv.Itoa(skip+boardUnits))
	}
	return h
}

func heatRow(v *visit, p postgres.BoardProcess, names []string) pages.BoardHeatRow {
	row := pages.BoardHeatRow{Name: cmp.Or(p.Name, p.Subject), Href: panel(p.Process)}
	if len(p.Steps) == 0 {
		row.Note = pages.NotBegun
		return row
	}
	for _, name := range names {
		at := slices.IndexFunc(p.Steps, func(s postgres.StepView) bool { return s.Name == name })
		if at < 0 {
			row.Cells = append(row.Cells, v.page.CellOff())
			continue
		}
		row.Cells = append(row.Cells, heatCell(v, p.Steps[at]))
	}
	return row
}

func heatCell(v *visit, s postgres.StepView) pages.BoardHeatCell {
	switch {
	case s.Mode == string(procedure.Off):
		return v.page.CellOff()
	case s.Status == string(procedure.Ended):
		return v.page.CellDone(s.TasksDone, s.Tasks)
	case s.Status == string(procedure.Held):
		return v.page.CellHeld(s.TasksDone, s.Tasks)
	case s.Status != string(procedure.Running):
		return v.page.CellWaiting()
	case s.Due != nil && v.page.Late(*s.Due):
		return v.page.CellLate(s.TasksDone, s.Tasks, *s.Due)
	default:
		return v.page.CellOpen(s.TasksDone, s.Tasks, s.Mode == string(procedure.External))
	}
}

// boardGrades makes the charts of grades; none while nobody has any.
func (s *server) boardGrades(v *visit, b postgres.Board, view *pages.BoardView, skip int) {
	chart := newGradeChart(v, b.Grades)
	for _, whole := range b.Whole {
		view.GradesFew = whole.Few
		if whole.Few || whole.Latest[""] == whole.Officials {
			return
		}
		view.Stages = []pages.Bar{chart.bar(v.page.T(pages.BoardStageSelf), whole.Self)}
		if len(b.Votes) > 0 {
			votes := map[string]int{}
			for _, vote := range b.Votes {
				votes[vote.Grade] = int(vote.Votes)
			}
			view.Stages = append(view.Stages, chart.bar(v.page.T(pages.BoardStageVotes), votes))
		}
		view.Stages = append(view.Stages, chart.bar(v.page.T(pages.BoardStageProposed), whole.Proposed),
			chart.bar(v.page.T(pages.BoardStageSuggested), whole.Suggested), chart.bar(v.page.T(pages.BoardStageDecided), whole.Decided))
	}
	view.Legend = chart.parts
	for _, g := range b.Groups {
		view.Groups = append(view.Groups, chart.share(v.page.Group(g.Code), g))
	}
	for _, u := range b.Units[min(skip, len(b.Units)):min(skip+v.rows(boardUnits), len(b.Units))] {
		view.Units = append(view.Units, chart.share(u.Name, u))
	}
	if skip+v.rows(boardUnits) < len(b.Units) {
		view.UnitsNext = onward(v, "units", strconv.Itoa(skip+boardUnits))
	}
}

// gradeChart makes bars with a part for each grade of a policy, and one for those without.
type gradeChart struct {
	parts []pages.Part
	at    map[string]int
}

func newGradeChart(v *visit, grades []postgres.BoardGrade) gradeChart {
	c := gradeChart{at: map[string]int{}}
	for i, g := range grades {
		c.at[g.Grade] = i
		c.parts = append(c.parts, pages.Part{Label: v.page.L(evaluation.Label{VI: g.VI, EN: g.EN}), Class: "g-" + g.Grade})
	}
	c.parts = append(c.parts, pages.Part{Label: v.page.T(pages.Ungraded), Class: "g-0"})
	return c
}

// bar makes a bar of the numbers of grades.
func (c gradeChart) bar(name string, counts map[string]int) pages.Bar {
	b := pages.Bar{Name: name, Parts: slices.Clone(c.parts)}
	for grade, count := range counts {
		at, ok := c.at[grade]
		if !ok {
			at = len(c.parts) - 1
		}
		b.Parts[at].Count += count
		b.Total += count
	}
	return b
}

// share makes the bar of a unit or a group; it says how many people there are, where they are too few for their grades.
func (c gradeChart) share(name string, g postgres.GradeShare) pages.Bar {
	b := c.bar(name, g.Latest)
	b.Few, b.Total = g.Few, g.Officials
	return b
}
