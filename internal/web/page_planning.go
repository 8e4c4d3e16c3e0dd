package web

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/planning"
	"canbo/internal/postgres"
	"canbo/internal/roster"
	"canbo/internal/web/pages"
)

const planningPath = appPath + "/planning"

func (s *server) planningPages(r chi.Router) {
	r.Get(planningPath, s.signedIn(s.planning))
	r.Get(appPath+planPath, s.signedIn(s.planList))
	r.Get(appPath+planPath+"/history", s.signedIn(s.planHistory))
	r.Get(appPath+planPath+"/screening", s.signedIn(s.planScreening))
	r.Get(appPath+planPath+"/entries.csv", s.signedIn(s.planFile))
	s.concernPages(r)
}

// listAddress is the page of a planning list.
func listAddress(list string) string { return planningPath + "/lists/" + list }

// reviewAddress is the page of a review.
func reviewAddress(round, list string) string { return planningPath + "/reviews/" + round + "/" + list }

func toPlanning(p pages.Page) pages.LinkView {
	return pages.LinkView{Text: p.T(pages.ToPlanning), Href: planningPath}
}

// planning is the first page about planning.
func (s *server) planning(v *visit) error {
	lists, err := call[body[postgres.List[postgres.PlanListView]]](v.r.Context(), s, v.actor, access.ListPlans, &planListInput{
		Paged: after(v, casesOnPage),
	})
	if err != nil {
		return err
	}
	open, err := call[body[postgres.List[postgres.PlanFinding]]](v.r.Context(), s, v.actor, access.ListPlanFindings, &findingListInput{
		Paged: Paged{Limit: postgres.MaxPage}, State: planning.FindingOpen,
	})
	if err != nil {
		return err
	}
	var approving []string
	for _, l := range lists.Body.Items {
		approving = append(approving, l.ApprovedBy)
	}
	places, err := s.Store.PlaceNames(v.r.Context(), approving...)
	if err != nil {
		return err
	}
	reviews, err := s.reviewTable(v)
	if err != nil {
		return err
	}
	view := pages.PlanningView{Lists: listTable(v.page, lists.Body.Items, places), Reviews: reviews}
	if lists.Body.Next != "" {
		view.Lists.Next = planningPath + "?after=" + lists.Body.Next
	}
	view.Lists.Begin = toRoster(v)
	if access.May(v.actor, access.OpenReviews, access.Subject{}) == nil {
		view.Links = append(view.Links, pages.LinkView{Text: v.page.T(pages.PlanOpenReview), Href: planningPath + "/reviews/new"})
	}
	view.Links = append(view.Links, toMassActs(v, planning.KindReview)...)
	view.Links = append(view.Links, pages.LinkView{
		Text: v.page.T(pages.PlanToConcerns, len(open.Body.Items)), Href: planningPath + "/findings?state=open",
	})
	return s.show(v, pages.Planning(v.page.Titled(pages.PlanningTitle), view))
}

func listTable(p pages.Page, lists []postgres.PlanListView, places map[string]string) pages.Table {
	t := pages.Table{
		Caption: p.T(pages.PlanListsAll), Empty: p.T(pages.PlanNoLists), Why: p.T(pages.PlanNoListsWhy),
		Columns: p.Columns(pages.ColList, pages.ColTerm, pages.ColVersion, pages.ColApproves),
	}
	for _, l := range lists {
		version := p.T(pages.ListNone)
		if l.Version > 0 {
			version = strconv.Itoa(l.Version)
		}
		t.Rows = append(t.Rows, []pages.Cell{
			{Text: listName(p, l), Href: listAddress(l.Code)}, {Text: term(p, l.TermFrom, l.TermTo)}, {Text: version},
			{Text: cmp.Or(places[l.ApprovedBy], l.ApprovedBy)},
		})
	}
	return t
}

func listName(p pages.Page, l postgres.PlanListView) string {
	return p.L(evaluation.Label{VI: l.Name, EN: cmp.Or(l.NameEn, l.Name)})
}

func term(p pages.Page, from, to int) string { return p.T(pages.ListTerm, from, to) }

var listKinds = map[string]pages.Text{
	string(roster.PlanExecutiveCommittee): pages.KindExecutive, string(roster.PlanStandingCommittee): pages.KindStanding,
	string(roster.PlanKeyPosts): pages.KindKeyPosts,
}

// planAt reads the list and the version from the address of a page; 0 for the current version.
func planAt(v *visit) PlanVersion {
	version, _ := strconv.Atoi(v.r.URL.Query().Get("version")) // anything else is the current one
	return PlanVersion{PlanPath: PlanPath{List: chi.URLParam(v.r, "list")}, Version: max(version, 0)}
}

func (s *server) planOf(v *visit) (postgres.PlanListView, error) {
	list, err := call[body[postgres.PlanListView]](v.r.Context(), s, v.actor, access.ReadPlan, &planInput{planAt(v).PlanPath})
	if err != nil {
		return postgres.PlanListView{}, err
	}
	return list.Body, nil
}

// planList shows a version of a list.
func (s *server) planList(v *visit) error {
	ctx, at := v.r.Context(), planAt(v)
	list, err := s.planOf(v)
	if err != nil {
		return err
	}
	places, err := s.Store.PlaceNames(ctx, list.Unit, list.ApprovedBy)
	if err != nil {
		return err
	}
	address := listAddress(list.Code)
	view := pages.PlanListView{
		Facts: []pages.Fact{
			{Term: v.page.T(pages.ListKind), Text: v.page.T(listKinds[list.Kind])},
			{Term: v.page.T(pages.ListUnit), Text: cmp.Or(places[list.Unit], list.Unit)},
			{Term: v.page.T(pages.ColTerm), Text: term(v.page, list.TermFrom, list.TermTo)},
			{Term: v.page.T(pages.ColApproves), Text: cmp.Or(places[list.ApprovedBy], list.ApprovedBy)},
			{Term: v.page.T(pages.ColVersion), Text: strconv.Itoa(cmp.Or(at.Version, list.Version))},
		},
		Links: []pages.LinkView{
			{Text: v.page.T(pages.ListHistory), Href: address + "/history"},
			{Text: v.page.T(pages.ListScreen), Href: address + "/screening?version=" + strconv.Itoa(at.Version)},
			{Text: v.page.T(pages.ListExport), Href: address + "/entries.csv?version=" + strconv.Itoa(at.Version)},
			{Text: v.page.T(pages.ListPaper), Href: address + "/list.pdf?version=" + strconv.Itoa(at.Version)},
			{Text: v.page.T(pages.ListSheet), Href: address + "/entries.xlsx?lang=" + string(v.page.Lang) + "&version=" + strconv.Itoa(at.Version)},
			toPlanning(v.page),
		},
	}
	if list.Seats > 0 {
		view.Facts = append(view.Facts, pages.Fact{Term: v.page.T(pages.ListSeats), Text: strconv.Itoa(list.Seats)})
	}
	if at.Version != 0 && at.Version != list.Version {
		view.Old = v.page.T(pages.ListOld, at.Version, list.Version)
	}
	if view.Entries, view.Meter, err = s.planPeople(v, at); err != nil {
		return err
	}
	page := v.page
	page.Title = listName(v.page, list)
	return s.show(v, pages.PlanList(page, view))
}

// planPeople are the entries of a version with what was found on each, and the structure.
func (s *server) planPeople(v *visit, at PlanVersion) (pages.Table, pages.MeterView, error) {
	ctx := v.r.Context()
	entries, err := call[body[postgres.List[postgres.PlanEntryView]]](ctx, s, v.actor, access.ListPlanEntries, &planEntriesInput{
		PlanVersion: at, Paged: after(v, linesBeside),
	})
	if err != nil {
		return pages.Table{}, pages.MeterView{}, err
	}
	table := pages.Table{
		Caption: v.page.T(pages.ListPeople), Empty: v.page.T(pages.ListEmpty),
		Columns: v.page.Columns(pages.ColPerson, pages.ColPosition, pages.ColOrder, pages.ColTier, pages.ColDecision),
	}
	if entries.Body.Next != "" {
		table.Next = listAddress(at.List) + fmt.Sprintf("?version=%d&after=%s", at.Version, entries.Body.Next)
	}
	if len(entries.Body.Items) == 0 {
		return table, pages.MeterView{Problem: v.page.T(pages.MeterNone)}, nil
	}
	screened, err := call[body[screeningView]](ctx, s, v.actor, access.ScreenPlan, &screenInput{PlanVersion: at})
	if err != nil {
		return table, pages.MeterView{}, err
	}
	structure, err := call[body[structureView]](ctx, s, v.actor, access.MeasurePlan, &screenInput{PlanVersion: at})
	if err != nil {
		return table, pages.MeterView{}, err
	}
	notes := findingNotes(v.page, screened.Body.Findings)
	var plan []planning.Entry
	for _, e := range entries.Body.Items {
		plan = append(plan, e.Entry())
		table.Rows = append(table.Rows, []pages.Cell{
			{Text: e.OfficialName, Notes: notes[e.Entry().Seat()]}, {Text: e.PositionName}, {Text: strconv.Itoa(e.Order)},
			{Text: strconv.Itoa(e.Tier), Notes: []pages.Note{{Text: v.page.T(sourceTexts[roster.PlanSource(e.Source)])}}},
			{Text: e.Decision, Notes: []pages.Note{{Text: v.page.T(pages.ListSince, e.Since)}}},
		})
	}
	meter, err := s.meter(v, structure.Body.Policy, structure.Body.Structure, plan)
	return table, meter, err
}

var sourceTexts = map[roster.PlanSource]pages.Text{roster.PlanInternal: pages.SourceInternal, roster.PlanExternal: pages.SourceExternal}

// findingNotes are the findings of each entry as short lines.
func findingNotes(p pages.Page, findings []planning.Finding) map[planning.Seat][]pages.Note {
	notes := map[planning.Seat][]pages.Note{}
	for _, f := range findings {
		notes[f.Seat()] = append(notes[f.Seat()], pages.Note{Text: p.L(evaluation.Label{VI: f.VI, EN: f.EN}), Bad: f.Blocking})
	}
	return notes
}

// meter shows a structure, with the names of those whom its limits are about.
func (s *server) meter(
	v *visit, by postgres.PolicyRef, structure planning.Structure, entries []planning.Entry,
) (pages.MeterView, error) {
	names, err := s.Store.PlanNames(v.r.Context(), entries)
	if err != nil {
		return pages.MeterView{}, err
	}
	structure.Shares, structure.Excesses = slices.Clone(structure.Shares), slices.Clone(structure.Excesses)
	for i := range structure.Shares {
		structure.Shares[i].Source = s.sourceName(by, structure.Shares[i].Source)
	}
	for i := range structure.Excesses {
		structure.Excesses[i].Source = s.sourceName(by, structure.Excesses[i].Source)
	}
	return pages.MeterOf(v.page, structure, func(code string) string {
		return cmp.Or(names.Officials[code], names.Positions[code], code)
	}), nil
}

// sourceName is what the document that a value of a policy comes from is called.
func (s *server) sourceName(ref postgres.PolicyRef, id string) string {
	if p, err := s.Policies.ByID(ref.ID, ref.Version); err == nil {
		if source, ok := p.Source(id); ok {
			return shortSource(source.Document)
		}
	}
	return id
}

// planScreening shows what every rule says about everybody.
func (s *server) planScreening(v *visit) error {
	list, err := s.planOf(v)
	if err != nil {
		return err
	}
	out, err := call[body[screeningView]](v.r.Context(), s, v.actor, access.ScreenPlan, &screenInput{PlanVersion: planAt(v)})
	if err != nil {
		return err
	}
	view := pages.ScreeningView{
		Back: pages.LinkView{Text: v.page.T(pages.ToList), Href: listAddress(list.Code)},
		Facts: []pages.Fact{
			{Term: v.page.T(pages.ColVersion), Text: strconv.Itoa(out.Body.Version)},
			{Term: v.page.T(pages.ScreeningPolicy), Text: s.policyTitle(v, out.Body.Policy)},
			{Term: v.page.T(pages.ScreeningMonth), Text: v.page.Month(out.Body.Reference)},
		},
	}
	if n := len(out.Body.Unverified); n > 0 {
		view.Unverified = v.page.T(pages.UnverifiedValues, n)
	}
	if view.Findings, err = s.ruleFindings(v, out.Body.Policy, out.Body.Findings); err != nil {
		return err
	}
	view.Findings, view.Part = some(v, "finding", view.Findings, casesOnPage)
	return s.show(v, pages.Screening(v.page.Titled(pages.ScreeningTitle, listName(v.page, list)), view))
}

// ruleFindings are findings with names, those that bar somebody first.
func (s *server) ruleFindings(v *visit, by postgres.PolicyRef, findings []planning.Finding) ([]pages.RuleFinding, error) {
	entries := make([]planning.Entry, len(findings))
	for i, f := range findings {
		entries[i] = planning.Entry{Official: f.Official, Position: f.Position}
	}
	names, err := s.Store.PlanNames(v.r.Context(), entries)
	if err != nil {
		return nil, err
	}
	lines := make([]pages.RuleFinding, len(findings))
	for i, f := range findings {
		f.Source = s.sourceName(by, f.Source)
		lines[i] = pages.RuleFindingOf(v.page, f, cmp.Or(names.Officials[f.Official], f.Official), cmp.Or(names.Positions[f.Position], f.Position))
	}
	slices.SortStableFunc(lines, func(a, b pages.RuleFinding) int { return cmp.Compare(rank(a.Blocking), rank(b.Blocking)) })
	return lines, nil
}

func rank(blocking bool) int {
	if blocking {
		return 0
	}
	return 1
}

func (s *server) planFile(v *visit) error {
	at := planAt(v)
	file, err := call[fileOutput](v.r.Context(), s, v.actor, access.ExportPlan, &at)
	if err != nil {
		return err
	}
	return sendFile(v, file)
}

// sendFile answers with a file.
func sendFile(v *visit, file *fileOutput) error {
	v.w.Header().Set("Content-Type", file.Type)
	v.w.Header().Set("Content-Disposition", file.Disposition)
	v.w.WriteHeader(http.StatusOK)
	_, _ = v.w.Write(file.Body) // a browser that went away is no failure
	return nil
}
