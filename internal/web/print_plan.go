package web

import (
	"cmp"
	"context"
	"fmt"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/paper"
	"canbo/internal/planning"
	"canbo/internal/postgres"
	"canbo/internal/roster"
	"canbo/internal/web/pages"
)

type (
	planSheetInput struct {
		PlanVersion
		InLanguage
	}
	screenSheetInput struct {
		PlanVersion
		InLanguage
		Policy   string   `query:"policy" maxLength:"80" doc:"id@version; absent: the one in force when the term begins"`
		Day      string   `query:"day" format:"date" doc:"Day of the record; absent: today"`
		Nominees []string `query:"nominees" maxItems:"100" doc:"Whom to screen besides, as official:position"`
	}
)

// registerPlanPrints adds what is printed of planning lists.
func (s *server) registerPlanPrints() {
	addPDF(s, printing[PlanVersion]{
		act: access.ListPlanEntries, path: planPath + "/list.pdf", tag: "planning", summary: "A version of a list with what it changed and why",
	}, func(ctx context.Context, _ access.Actor, in *PlanVersion) (document, error) {
		return s.planPaper(ctx, *in)
	})
	addXLSX(s, printing[planSheetInput]{
		act: access.ListPlanEntries, path: planPath + "/entries.xlsx", tag: "planning", summary: "A version of a list, and what it changed, as worksheets",
	}, func(ctx context.Context, _ access.Actor, in *planSheetInput) (workbook, error) {
		return s.planSheet(ctx, in.PlanVersion, in.page())
	})
	addXLSX(s, printing[screenSheetInput]{
		act: access.ScreenPlan, path: planPath + "/screening.xlsx", tag: "planning", summary: "The findings of a screening as a worksheet",
	}, func(ctx context.Context, _ access.Actor, in *screenSheetInput) (workbook, error) {
		return s.findingSheet(ctx, in)
	})
}

// printedPlan is a version of a list with what belongs to it.
type printedPlan struct {
	postgres.PlanListView
	number  int
	version postgres.PlanVersionView
	entries []postgres.PlanEntryView
	changes []postgres.PlanChangeView
	names   map[string]string // of officials and of positions
}

func (s *server) printedPlan(ctx context.Context, in PlanVersion) (p printedPlan, err error) {
	if p.PlanListView, err = s.Store.PlanList(ctx, in.List); err != nil {
		return p, err
	}
	if p.number, err = s.planVersion(ctx, in); err != nil {
		return p, err
	}
	versions, err := all(func(page postgres.Page) (postgres.List[postgres.PlanVersionView], error) {
		return s.Store.PlanVersions(ctx, in.List, page)
	})
	if err != nil {
		return p, err
	}
	for _, v := range versions {
		if v.Number == p.number {
			p.version = v
		}
	}
	if p.entries, err = s.Store.AllPlanEntries(ctx, in.List, p.number); err != nil {
		return p, err
	}
	if p.changes, err = s.Store.PlanChanges(ctx, in.List, p.number); err != nil {
		return p, err
	}
	p.names, err = s.planNames(ctx, p)
	return p, err
}

// planNames names those whom the entries or the changes of a version speak of: somebody who was removed stands in the
// version before.
func (s *server) planNames(ctx context.Context, p printedPlan) (map[string]string, error) {
	names := map[string]string{}
	before := []postgres.PlanEntryView{}
	if p.number > 1 {
		var err error
		if before, err = s.Store.AllPlanEntries(ctx, p.Code, p.number-1); err != nil {
			return nil, err
		}
	}
	for _, entries := range [][]postgres.PlanEntryView{before, p.entries} {
		for _, e := range entries {
			names[e.Official], names[e.Position] = e.OfficialName, e.PositionName
		}
	}
	return names, nil
}

func (s *server) planPaper(ctx context.Context, in PlanVersion) (document, error) {
	p, err := s.printedPlan(ctx, in)
	if err != nil {
		return document{}, err
	}
	office, err := s.Store.OfficeOfBody(ctx, p.ApprovedBy)
	if fault.KindOf(err) == fault.NotFound { // approved outside of the record
		office, err = s.Store.OfficeOfUnit(ctx, p.Unit)
	}
	if err != nil {
		return document{}, err
	}
	list := paper.PlanningList{
		Office: officeOf(office), Signer: planSigner(p.version, office.Name), Name: p.Name,
		Term: fmt.Sprintf("%d - %d", p.TermFrom, p.TermTo), Version: p.number, Current: p.number == p.Version, Decision: p.version.Decision,
		Published: p.version.PublishedAt,
	}
	list.Office.Form = paper.Party // planning is the Party's whoever the office is
	for _, e := range p.entries {
		list.Entries = append(list.Entries, paper.PlanEntry{
			Name: e.OfficialName, Position: e.PositionName, Order: e.Order, Tier: e.Tier, External: e.Source == "external", Decision: e.Decision, Decided: dayOn(e.Decided),
		})
	}
	for _, c := range p.changes {
		list.Changes = append(list.Changes, paper.PlanChange{
			Kind: c.Kind, Name: p.names[c.Official], Position: p.names[c.Position], Reason: c.Reason, Note: c.Note,
		})
	}
	return document{fmt.Sprintf("%s - phiên bản %d", p.Name, p.number), list.Document()}, nil
}

// planSigner is who signs a version on behalf of the body that approved it. The name stays empty where the record has none.
func planSigner(v postgres.PlanVersionView, body string) paper.Signature {
	return paper.Signature{For: cmp.Or(v.DecidedBy, body), Role: cmp.Or(v.SignerTitle, secretary), Name: v.Signer}
}

func (s *server) planSheet(ctx context.Context, in PlanVersion, said pages.Page) (workbook, error) {
	p, err := s.printedPlan(ctx, in)
	if err != nil {
		return workbook{}, err
	}
	entries := paper.Table{Title: evaluation.Label{VI: "Danh sách", EN: "Entries"}, Columns: []paper.Column{
		column("Mã", "Code", paper.Text, 14), column("Họ và tên", "Name", paper.Text, 28), column("Chức danh quy hoạch", "Position", paper.Text, 40),
		column("Thứ tự", "Order", paper.Number, 10), column("Đối tượng", "Tier", paper.Number, 10), column("Nguồn", "Source", paper.Text, 12),
		column("Từ phiên bản", "Since version", paper.Number, 12), column("Quyết định", "Decision", paper.Text, 20), column("Ngày quyết định", "Decided", paper.Date, 14),
	}}
	for _, e := range p.entries {
		entries.Rows = append(entries.Rows, []any{
			e.Official, e.OfficialName, e.PositionName, e.Order, e.Tier, said.T(sourceTexts[roster.PlanSource(e.Source)]), e.Since, e.Decision, dayCell(e.Decided),
		})
	}
	changes := paper.Table{Title: evaluation.Label{VI: "Thay đổi", EN: "Changes"}, Columns: []paper.Column{
		column("Mã", "Code", paper.Text, 14), column("Họ và tên", "Name", paper.Text, 28), column("Chức danh", "Position", paper.Text, 40),
		column("Thay đổi", "Change", paper.Text, 14), column("Lý do", "Reason", paper.Text, 24), column("Ghi chú", "Note", paper.Text, 40),
	}}
	for _, c := range p.changes {
		changes.Rows = append(changes.Rows, []any{c.Official, p.names[c.Official], p.names[c.Position], said.T(changeTexts[planning.ChangeKind(c.Kind)]), said.L(planning.ReasonLabel(planning.Reason(c.Reason))), c.Note})
	}
	return workbook{fmt.Sprintf("%s - phiên bản %d", p.Name, p.number), []paper.Table{entries, changes}}, nil
}

func (s *server) findingSheet(ctx context.Context, in *screenSheetInput) (workbook, error) {
	out, err := s.screen(ctx, &screenInput{PlanVersion: in.PlanVersion, Policy: in.Policy, Day: in.Day, Nominees: in.Nominees})
	if err != nil {
		return workbook{}, err
	}
	t := paper.Table{Title: evaluation.Label{VI: "Phát hiện", EN: "Findings"}, Columns: []paper.Column{
		column("Cán bộ", "Official", paper.Text, 28), column("Chức danh", "Position", paper.Text, 40), column("Lý do", "Reason", paper.Text, 24),
		column("Chặn công bố", "Blocking", paper.Mark, 10), column("Thiếu dữ liệu", "Unknown", paper.Mark, 10), column("Nội dung", "Finding in Vietnamese", paper.Text, 60),
		column("Nội dung (tiếng Anh)", "Finding", paper.Text, 60), column("Cách khắc phục", "Cure in Vietnamese", paper.Text, 40),
		column("Quy định", "Rule", paper.Text, 24), column("Nguồn", "Source", paper.Text, 30), column("Đã đối chiếu", "Verified", paper.Mark, 10),
	}}
	entries := make([]planning.Entry, len(out.Findings))
	for i, f := range out.Findings {
		entries[i] = planning.Entry{Official: f.Official, Position: f.Position}
	}
	known, err := s.Store.PlanNames(ctx, entries)
	for _, f := range out.Findings {
		t.Rows = append(t.Rows, []any{
			known.Officials[f.Official], known.Positions[f.Position], in.page().L(planning.ReasonLabel(f.Reason)), f.Blocking, f.Unknown, f.VI, f.EN, f.CureVI, f.Rule, f.Source, f.Verified,
		})
	}
	return workbook{fmt.Sprintf("Rà soát - %s - phiên bản %d", out.Plan.List.Name, out.Plan.Version), []paper.Table{t}}, err
}
