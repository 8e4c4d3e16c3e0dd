package web

import (
	"context"

	"canbo/internal/access"
	"canbo/internal/calendar"
	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/paper"
	"canbo/internal/postgres"
	"canbo/internal/web/pages"
)

type (
	actSheetInput struct {
		InLanguage
		Process string `query:"process" required:"true" maxLength:"200"`
	}
	sheetInput    struct{ InLanguage }
	daySheetInput struct {
		InLanguage
		Day string `query:"day" required:"true" format:"date" doc:"Who holds a principal post on this day is counted"`
	}
)

// registerSteeringPrints adds the tables of administrators and inspectors.
func (s *server) registerSteeringPrints() {
	addXLSX(s, printing[actSheetInput]{
		act: access.ReadActs, path: "/processes/acts.xlsx", tag: "steering", summary: "What was done in a process as a worksheet",
	}, func(ctx context.Context, _ access.Actor, in *actSheetInput) (workbook, error) {
		return s.actSheet(ctx, in.Process, in.page())
	})
	addXLSX(s, printing[sheetInput]{
		act: access.ListConcerns, path: "/concerns.xlsx", tag: "steering", summary: "The administrators' inbox as a worksheet",
	}, func(ctx context.Context, _ access.Actor, in *sheetInput) (workbook, error) {
		return s.concernSheet(ctx, in.page())
	})
	addXLSX(s, printing[daySheetInput]{
		act: access.ReadQualifications, path: "/figures.xlsx", tag: "figures", summary: "The figures of the qualifications on a day as a worksheet",
	}, func(ctx context.Context, _ access.Actor, in *daySheetInput) (workbook, error) {
		return s.qualificationSheet(ctx, in.Day)
	})
}

func (s *server) actSheet(ctx context.Context, process string, said pages.Page) (workbook, error) {
	rows, err := all(func(p postgres.Page) (postgres.List[postgres.ActRow], error) { return s.Store.Acts(ctx, process, p) })
	t := paper.Table{Title: evaluation.Label{VI: "Nhật ký", EN: "Acts"}, Columns: []paper.Column{
		column("Số", "Version", paper.Number, 8), column("Việc", "Act", paper.Text, 22), column("Người làm", "Actor", paper.Text, 18), column("Vai trò", "Role", paper.Text, 14),
		column("Làm thay", "On behalf of", paper.Text, 14), column("Lý do", "Reason", paper.Text, 40), column("Căn cứ", "Basis", paper.Text, 24),
		column("Văn bản", "Document", paper.Text, 18), column("Nhận lúc", "Received", paper.Moment, 17),
		column("Ghi nhận lúc", "Recorded", paper.Moment, 17),
	}}
	if err != nil {
		return workbook{}, err
	}
	var codes []string
	for _, r := range rows {
		codes = append(codes, r.Actor, r.OnBehalfOf)
	}
	known, err := s.names(ctx, codes...)
	for _, r := range rows {
		t.Rows = append(t.Rows, []any{
			int(r.Version), said.Command(r.Kind), said.Actor(known[r.Actor], r.Actor, string(r.Role)), said.Role(string(r.Role)), known.of(r.OnBehalfOf),
			r.Reason, r.Basis, r.Document, r.ReceivedAt, r.RecordedAt,
		})
	}
	return workbook{"Nhật ký - " + process, []paper.Table{t}}, err
}

func (s *server) concernSheet(ctx context.Context, said pages.Page) (workbook, error) {
	rows, err := all(func(p postgres.Page) (postgres.List[postgres.Concern], error) { return s.Store.Concerns(ctx, p) })
	t := paper.Table{Title: evaluation.Label{VI: "Việc chờ quản trị viên", EN: "Concerns"}, Columns: []paper.Column{
		column("Việc", "What", paper.Text, 60), column("Chi tiết", "Details", paper.Text, 60), column("Số người chậm", "Late", paper.Number, 12),
		column("Lúc", "At", paper.Moment, 17),
	}}
	if err != nil {
		return workbook{}, err
	}
	lines, err := s.concernLines(ctx, said, rows)
	for i, r := range rows {
		t.Rows = append(t.Rows, []any{lines[i].What, lines[i].Text, r.Late, r.At})
	}
	return workbook{"Việc chờ quản trị viên", []paper.Table{t}}, err
}

func (s *server) qualificationSheet(ctx context.Context, text string) (workbook, error) {
	day, err := calendar.ParseDate(text)
	if err != nil {
		return workbook{}, fault.New(fault.Invalid, "bad_date", "The day is no day of the calendar.")
	}
	figures, err := s.Qualifications.Figures(ctx, day)
	t := figureTable(evaluation.Label{VI: "Trình độ", EN: "Qualifications"},
		column("Tỷ lệ đã công bố trước đó (phần vạn)", "Baseline (basis points)", paper.Number, 18))
	for _, f := range figures {
		row := []any{f.ID, f.Count, f.Total, nil}
		if f.BaselineBP != nil {
			row[3] = *f.BaselineBP
		}
		t.Rows = append(t.Rows, row)
	}
	return workbook{"Trình độ cán bộ - " + text, []paper.Table{t}}, err
}
