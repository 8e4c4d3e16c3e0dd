package web

import (
	"cmp"
	"context"
	"strings"

	"canbo/internal/access"
	"canbo/internal/calendar"
	"canbo/internal/evaluation"
	"canbo/internal/paper"
	"canbo/internal/policy"
	"canbo/internal/postgres"
	"canbo/internal/rotation/assignment"
	"canbo/internal/web/pages"
)

type (
	rotationSheetInput struct {
		RotationDays
		InLanguage
	}
	assignmentSheetInput struct {
		RotationPlanPath
		InLanguage
	}
)

// registerRotationPrints adds what is printed of rotations and of the years' plans.
func (s *server) registerRotationPrints() {
	addPDF(s, printing[rotationInput]{
		act: access.ReadRotation, path: rotationPath + "/decision.pdf", tag: "rotation", summary: "The decision to rotate, as a document",
		subject: s.onRotation,
	}, func(ctx context.Context, _ access.Actor, in *rotationInput) (document, error) {
		return s.rotationPaper(ctx, in.Rotation)
	})
	addXLSX(s, printing[rotationSheetInput]{
		act: access.ListRotations, path: "/rotation/rotations.xlsx", tag: "rotation",
		summary: "The list of rotations with the columns of the organisation committee as a worksheet",
	}, func(ctx context.Context, _ access.Actor, in *rotationSheetInput) (workbook, error) {
		return s.rotationSheet(ctx, in.RotationDays)
	})
	addXLSX(s, printing[assignmentSheetInput]{
		act: access.ReadRotationPlan, path: rotationPlanPath + "/assignment.xlsx", tag: "rotation",
		summary: "The assignment of a plan as a worksheet", subject: at[assignmentSheetInput](s),
	}, func(ctx context.Context, actor access.Actor, in *assignmentSheetInput) (workbook, error) {
		return s.assignmentSheet(ctx, actor, in.RotationPlanPath)
	})
}

// onRotation says how an actor stands to a rotation.
func (s *server) onRotation(ctx context.Context, actor access.Actor, in *rotationInput) (access.Subject, error) {
	view, err := s.Store.Rotation(ctx, in.Rotation)
	if err != nil {
		return access.Subject{}, err
	}
	subject, err := s.standing(ctx, actor, place{process: view.Process})
	subject.Owner = view.Official
	return subject, err
}

func (s *server) rotationPaper(ctx context.Context, code string) (document, error) {
	r, err := s.Store.Rotation(ctx, code)
	if err != nil {
		return document{}, err
	}
	office, err := s.Store.OfficeOfBody(ctx, r.Body)
	if err != nil {
		return document{}, err
	}
	d := paper.RotationDecision{
		Office: officeOf(office), Signer: rotationSigner(r, office.Name), Number: r.Decision, Decided: dayOn(r.Decided),
		Balloted: dayOn(r.Balloted), Name: r.OfficialName, Born: dayOn(r.Born), From: r.FromName, To: r.ToName, Place: r.PlaceName,
		Months: r.Months, Start: dayOn(r.Started), Purpose: r.Purpose, Revoked: r.Revoked, Recorded: dayOn(r.Decided).Midnight(),
	}
	if pol, err := s.Policies.For(policy.KindRotation, d.Decided); err == nil { // without one the decision rests on none that is held here
		d.Basis = basisOf(pol)
	}
	return document{"Quyết định luân chuyển - " + r.OfficialName, d.Document()}, nil
}

// secretary (bí thư) is the office in which the documents of a Party body are signed, unless the record names another.
const secretary = "Bí thư"

// rotationSigner is who signs a decision on behalf of a body: its secretary, unless the record names another office. The name
// stays empty where the record has none.
func rotationSigner(r postgres.RotationView, body string) paper.Signature {
	return paper.Signature{For: body, Role: cmp.Or(r.SignerTitle, secretary), Name: r.Signer}
}

// basisOf are the documents on rotation that a policy rests on.
func basisOf(pol *policy.Policy) []string {
	var documents []string
	for _, source := range pol.Sources {
		if strings.Contains(source.Document, "luân chuyển") && source.Seen != policy.SeenNothing && source.Seen != policy.SeenDerived {
			documents = append(documents, source.Document)
		}
	}
	return documents
}

// rotationSheet has the columns of section 9 of the organisation committee's forms.
func (s *server) rotationSheet(ctx context.Context, in RotationDays) (workbook, error) {
	filter, err := in.filter()
	if err != nil {
		return workbook{}, err
	}
	rows, err := all(func(p postgres.Page) (postgres.List[postgres.RotationView], error) {
		return s.Store.Rotations(ctx, filter, p)
	})
	t := paper.Table{Title: evaluation.Label{VI: "Danh sách luân chuyển", EN: "Rotations"}, Columns: []paper.Column{
		column("STT", "No.", paper.Number, 6), column("Mã", "Code", paper.Text, 14), column("Họ và tên", "Name", paper.Text, 28), column("Ngày sinh", "Born", paper.Date, 12),
		column("Chức vụ cũ", "Old post", paper.Text, 36), column("Chức vụ mới", "New post", paper.Text, 36), column("Nơi đến", "Place", paper.Text, 20),
		column("Số quyết định", "Decision", paper.Text, 16), column("Ngày quyết định", "Decided", paper.Date, 12), column("Bắt đầu", "Start", paper.Date, 12),
		column("Dự kiến kết thúc", "Planned end", paper.Date, 12), column("Hướng", "Direction", paper.Text, 12), column("Quy hoạch", "In planning for", paper.Text, 40),
		column("Số lần nhận xét", "Assessments", paper.Number, 10), column("Xếp loại trước", "Grade before", paper.Text, 24), column("Xếp loại sau", "Grade after", paper.Text, 24),
		column("Bố trí sau luân chuyển", "Placement", paper.Text, 30), column("Ngày bố trí", "Placed", paper.Date, 12), column("Số ngày chờ bố trí", "Days waited", paper.Number, 10),
	}}
	for i, r := range rows {
		var waited any
		if r.DaysToPlacement != nil {
			waited = *r.DaysToPlacement
		}
		row := rotationRow(i+1, r)
		t.Rows = append(t.Rows, []any{
			i + 1, r.Code, r.OfficialName, dayCell(r.Born), r.FromName, r.ToName, r.PlaceName, r.Decision, dayCell(r.Decided), dayCell(r.Started), dayCell(r.Ends),
			row[11], r.PlannedFor, r.Reviews, gradeOnPaper(r.GradeBefore), gradeOnPaper(r.GradeAfter), row[16], dayCell(r.Placed), waited,
		})
	}
	return workbook{"Danh sách luân chuyển", []paper.Table{t}}, err
}

// gradeOnPaper names a grade in Vietnamese.
func gradeOnPaper(grade string) string {
	return pages.Page{Lang: pages.Vietnamese}.GradeName(evaluation.Grade(grade))
}

func (s *server) assignmentSheet(ctx context.Context, actor access.Actor, at RotationPlanPath) (workbook, error) {
	board, err := s.rotationPlan(ctx, actor, &rotationPlanInput{at})
	if err != nil {
		return workbook{}, err
	}
	named, decided := assignment.Instance{}, map[string]calendar.Date{}
	for _, pair := range board.Body.Pairs {
		named.People = append(named.People, assignment.Person{Official: pair.Official})
		named.Needs = append(named.Needs, assignment.Need{Post: pair.From}, assignment.Need{Post: pair.Post})
	}
	for _, d := range board.Body.Decisions {
		decided[d.Official] = d.Decided
	}
	names, err := s.Store.RotationPlanNames(ctx, named)
	if err != nil {
		return workbook{}, err
	}
	t := paper.Table{Title: evaluation.Label{VI: "Phương án bố trí", EN: "Assignment"}, Columns: []paper.Column{
		column("STT", "No.", paper.Number, 6), column("Mã", "Code", paper.Text, 12), column("Họ và tên", "Name", paper.Text, 28), column("Chức vụ cũ", "Old post", paper.Text, 36),
		column("Chức vụ mới", "New post", paper.Text, 36), column("Giấy tờ còn thiếu", "Papers missing", paper.Number, 12), column("Còn phải trả lời", "Answers missing", paper.Number, 12),
		column("Phiếu tán thành", "Carried", paper.Mark, 10), column("Ngày quyết định", "Decided", paper.Date, 12),
	}}
	for i, pair := range board.Body.Pairs {
		var on any
		if day, is := decided[pair.Official]; is {
			on = day
		}
		t.Rows = append(t.Rows, []any{
			i + 1, pair.Official, names(assignment.OfPerson, pair.Official).VI, names(assignment.OfNeed, pair.From).VI, names(assignment.OfNeed, pair.Post).VI,
			len(pair.Missing), len(pair.Unanswered), pair.Carried, on,
		})
	}
	return workbook{"Phương án luân chuyển - " + at.Plan + " - " + board.Body.Day, []paper.Table{t}}, nil
}
