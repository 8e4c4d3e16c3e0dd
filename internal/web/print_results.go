package web

import (
	"context"
	"slices"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/paper"
	"canbo/internal/postgres"
	"canbo/internal/web/pages"
)

type (
	resultsInput struct {
		CyclePath
		Unit string `query:"unit" maxLength:"63"`
		Code string `query:"body" maxLength:"63"`
	}
	resultSheetInput struct {
		CyclePath
		InLanguage
		Unit string `query:"unit" maxLength:"63"`
		Code string `query:"body" maxLength:"63"`
	}
	cycleSheetInput struct {
		CyclePath
		InLanguage
	}
)

func (in resultsInput) asked() *officialsInput {
	return &officialsInput{CyclePath: in.CyclePath, Unit: in.Unit, Code: in.Code}
}

func (in resultSheetInput) asked() *officialsInput {
	return resultsInput{CyclePath: in.CyclePath, Unit: in.Unit, Code: in.Code}.asked()
}

// registerResultPrints adds what is printed of a cycle as a whole.
func (s *server) registerResultPrints() {
	addPDF(s, printing[resultsInput]{
		act: access.ListOfficials, path: "/cycles/{cycle}/results.pdf", tag: "cycles",
		summary: "The list of results, a draft before the announcement; members of a meeting narrow it to theirs",
		subject: func(ctx context.Context, actor access.Actor, in *resultsInput) (access.Subject, error) {
			return s.onList(ctx, actor, in.asked())
		},
	}, func(ctx context.Context, actor access.Actor, in *resultsInput) (document, error) {
		return s.resultsPaper(ctx, actor, in.asked())
	})
	addXLSX(s, printing[resultSheetInput]{
		act: access.ListOfficials, path: "/cycles/{cycle}/results.xlsx", tag: "cycles",
		summary: "The officials with the step that they are in and their grades as a worksheet",
		subject: func(ctx context.Context, actor access.Actor, in *resultSheetInput) (access.Subject, error) {
			return s.onList(ctx, actor, in.asked())
		},
	}, func(ctx context.Context, actor access.Actor, in *resultSheetInput) (workbook, error) {
		return s.resultSheet(ctx, actor, in.asked(), in.page())
	})
	for _, list := range []struct {
		act        access.Act
		path, kind string
		title      evaluation.Label
	}{
		{access.ListUnits, "/cycles/{cycle}/units.xlsx", evaluation.KindUnitReview, evaluation.Label{VI: "Hội nghị đơn vị", EN: "Unit reviews"}},
		{access.ListBodies, "/cycles/{cycle}/bodies.xlsx", evaluation.KindBodyDecision, evaluation.Label{VI: "Phiên họp cấp ủy", EN: "Sittings"}},
	} {
		addXLSX(s, printing[cycleSheetInput]{
			act: list.act, path: list.path, tag: "cycles", summary: list.title.EN + " with their steps as a worksheet",
		}, func(ctx context.Context, _ access.Actor, in *cycleSheetInput) (workbook, error) {
			return s.processSheet(ctx, in.Cycle, list.kind, list.title, in.page())
		})
	}
	addXLSX(s, printing[cycleSheetInput]{
		act: access.ReadFigures, path: "/cycles/{cycle}/figures.xlsx", tag: "cycles", summary: "The statistics of a closed cycle as a worksheet",
	}, func(ctx context.Context, _ access.Actor, in *cycleSheetInput) (workbook, error) {
		figures, err := s.Store.Figures(ctx, in.Cycle)
		t := figureTable(evaluation.Label{VI: "Số liệu", EN: "Figures"})
		for _, f := range figures {
			t.Rows = append(t.Rows, []any{f.ID, f.Count, f.Total})
		}
		return workbook{"Số liệu - " + in.Cycle, []paper.Table{t}}, err
	})
}

// enrolledRows are the officials that the actor may list, with the grades that they may see.
func (s *server) enrolledRows(ctx context.Context, actor access.Actor, in *officialsInput) ([]postgres.OfficialRow, error) {
	return all(func(p postgres.Page) (postgres.List[postgres.OfficialRow], error) {
		asked := *in
		asked.Paged = Paged{After: p.After, Limit: p.Limit}
		return s.officials(ctx, actor, &asked)
	})
}

func (s *server) resultsPaper(ctx context.Context, actor access.Actor, in *officialsInput) (document, error) {
	rows, err := s.enrolledRows(ctx, actor, in)
	if err != nil {
		return document{}, err
	}
	c, err := s.cycleOnPaper(ctx, in.Cycle)
	if err != nil {
		return document{}, err
	}
	graded, err := s.seesGrades(ctx, actor, in)
	if err != nil {
		return document{}, err
	}
	office, chair, err := s.officeOfList(ctx, c.Root, in)
	if err != nil {
		return document{}, err
	}
	codes := []string{chair}
	for _, r := range rows {
		codes = append(codes, r.Official)
	}
	people, err := s.Store.PeopleInCycle(ctx, in.Cycle, codes)
	if err != nil {
		return document{}, err
	}
	list := paper.Results{
		Office: officeOf(office), Signer: signer(people, chair, office.Name), Period: c.period, Scope: office.Name, Grades: c.grades, Graded: graded,
		Decided: len(rows) > 0, Announced: len(rows) > 0, Recorded: c.OpenedAt,
	}
	for _, r := range rows {
		p := people[r.Official]
		list.Rows = append(list.Rows, paper.Result{
			Name: r.Name, Post: p.Post, Unit: p.Unit, Self: c.label(r.SelfGrade), Proposed: c.label(r.ProposedGrade), Grade: c.label(r.Grade),
		})
		list.Decided = list.Decided && r.Grade != ""
		list.Announced = list.Announced && r.AnnouncedAt != nil
		if r.AnnouncedAt != nil && r.AnnouncedAt.After(list.Recorded) {
			list.Recorded = *r.AnnouncedAt
		}
	}
	return document{"Danh sách kết quả - " + office.Name + " - " + c.period, list.Document()}, nil
}

// officeOfList is who issues a list and who signs for it: the body or unit that it is narrowed to, else the root unit.
func (s *server) officeOfList(ctx context.Context, root string, in *officialsInput) (office postgres.Office, chair string, err error) {
	switch {
	case in.Code != "":
		sitting, err := s.Store.BodyDecision(ctx, in.Cycle, in.Code)
		if err != nil {
			return office, "", err
		}
		office, err = s.Store.OfficeOfBody(ctx, in.Code)
		return office, sitting.Chair, err
	case in.Unit != "":
		review, err := s.Store.UnitReview(ctx, in.Cycle, in.Unit)
		if err != nil {
			return office, "", err
		}
		office, err = s.Store.OfficeOfUnit(ctx, in.Unit)
		return office, review.Chair, err
	}
	office, err = s.Store.OfficeOfUnit(ctx, root)
	return office, "", err
}

func (s *server) resultSheet(ctx context.Context, actor access.Actor, in *officialsInput, said pages.Page) (workbook, error) {
	rows, err := s.enrolledRows(ctx, actor, in)
	if err != nil {
		return workbook{}, err
	}
	c, err := s.cycleOnPaper(ctx, in.Cycle)
	if err != nil {
		return workbook{}, err
	}
	codes := make([]string, len(rows))
	for i, r := range rows {
		codes[i] = r.Official
	}
	people, err := s.Store.PeopleInCycle(ctx, in.Cycle, codes)
	if err != nil {
		return workbook{}, err
	}
	t := paper.Table{Title: evaluation.Label{VI: "Kết quả", EN: "Results"}, Columns: []paper.Column{
		column("Mã", "Code", paper.Text, 14), column("Họ và tên", "Name", paper.Text, 28), column("Chức vụ", "Post", paper.Text, 36),
		column("Đơn vị", "Unit", paper.Text, 24), column("Nhóm chức danh", "Title group", paper.Text, 22), column("Đứng đầu", "Head", paper.Mark, 10),
		column("Cấp quyết định", "Decided by", paper.Text, 18), column("Bước hiện tại", "Current step", paper.Text, 18),
		column("Tự xếp loại", "Self-grade", paper.Text, 26), column("Đơn vị đề xuất", "Proposed", paper.Text, 26),
		column("Gợi ý theo quy định", "Suggested", paper.Text, 26), column("Mức xếp loại", "Grade", paper.Text, 26), column("Công bố lúc", "Announced at", paper.Moment, 17),
	}}
	bodies := make([]string, len(rows))
	for i, r := range rows {
		bodies[i] = r.Body
	}
	called, err := s.names(ctx, bodies...)
	if err != nil {
		return workbook{}, err
	}
	steps, err := s.stepsOfCases(ctx, in.Cycle, rows)
	if err != nil {
		return workbook{}, err
	}
	for i, r := range rows {
		p := people[r.Official]
		t.Rows = append(t.Rows, []any{
			r.Official, r.Name, p.Post, p.Unit, said.Group(r.Group), r.Head, called.of(r.Body), step(said, steps[i]),
			c.label(r.SelfGrade), c.label(r.ProposedGrade), c.label(r.SuggestedGrade), c.label(r.Grade), momentOf(r.AnnouncedAt),
		})
	}
	return workbook{"Kết quả - " + in.Cycle, []paper.Table{t}}, nil
}

// stepsOfCases says in which step each official's case is: one of their unit's conference until that has ended, then one
// of the sitting; "" when nothing is open.
func (s *server) stepsOfCases(ctx context.Context, cycle string, rows []postgres.OfficialRow) ([]string, error) {
	open := map[string]string{} // by process
	for _, kind := range []string{evaluation.KindUnitReview, evaluation.KindBodyDecision} {
		processes, err := s.processes(ctx, cycle, kind)
		if err != nil {
			return nil, err
		}
		for _, p := range processes {
			open[p.Process] = p.Step
		}
	}
	steps := make([]string, len(rows))
	for i, r := range rows {
		steps[i] = open[evaluation.UnitReviewID(cycle, r.Unit)]
		if steps[i] == "" {
			steps[i] = open[evaluation.BodyDecisionID(cycle, r.Body)]
		}
	}
	return steps, nil
}

func (s *server) processes(ctx context.Context, cycle, kind string) ([]postgres.ProcessRow, error) {
	return all(func(p postgres.Page) (postgres.List[postgres.ProcessRow], error) {
		return s.Store.Processes(ctx, cycle, kind, p)
	})
}

func (s *server) processSheet(ctx context.Context, cycle, kind string, title evaluation.Label, said pages.Page) (workbook, error) {
	rows, err := s.processes(ctx, cycle, kind)
	t := paper.Table{Title: title, Columns: []paper.Column{
		column("Mã", "Code", paper.Text, 18), column("Tên", "Name", paper.Text, 36), column("Bước hiện tại", "Current step", paper.Text, 20),
		column("Hạn", "Due", paper.Moment, 17), column("Việc còn mở", "Open tasks", paper.Number, 12), column("Bắt đầu", "Released", paper.Moment, 17),
		column("Kết thúc", "Concluded", paper.Moment, 17), column("Hủy", "Cancelled", paper.Moment, 17),
	}}
	for _, r := range rows {
		t.Rows = append(t.Rows, []any{
			r.Code, r.Name, step(said, r.Step), momentOf(r.Due), r.OpenTasks, momentOf(r.ReleasedAt), momentOf(r.ConcludedAt), momentOf(r.CancelledAt),
		})
	}
	return workbook{title.VI + " - " + cycle, []paper.Table{t}}, err
}

// step names a step; "" for none.
func step(said pages.Page, name string) string {
	if name == "" {
		return ""
	}
	return said.Step(name)
}

// figureTable has a share in its counts only: no percentages are kept.
func figureTable(title evaluation.Label, besides ...paper.Column) paper.Table {
	return paper.Table{Title: title, Columns: slices.Concat([]paper.Column{
		column("Chỉ tiêu", "Figure", paper.Text, 50), column("Số người", "Count", paper.Number, 12), column("Tổng số", "Total", paper.Number, 12),
	}, besides)}
}
