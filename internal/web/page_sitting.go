package web

import (
	"cmp"
	"maps"
	"slices"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/postgres"
	"canbo/internal/web/pages"
)

func (s *server) sittingPages(r chi.Router) {
	s.conditionPages(r)
	s.pointPages(r)
	r.Get(appPath+bodyPath, s.signedIn(s.sittingBoard))
	s.addMarks(r, marksPage{
		act: access.Decide, path: bodyPath + "/decisions", title: pages.DecisionsTitle, view: s.decisionsView, explain: s.explainCases,
		file: func(v *visit, marks []evaluation.MarkFiling) (*answer, error) {
			return call[answer](v.r.Context(), s, v.actor, access.Decide, &bodyFiling[evaluation.DecisionsFiling]{
				BodyPath: bodyAt(v), Idempotent: keyOf(v), Body: evaluation.DecisionsFiling{Marks: marks, CapReason: v.field("cap-reason")},
			})
		},
	})
	s.addMarks(r, marksPage{
		act: access.RateUnits, path: bodyPath + "/unit-grades", title: pages.UnitGradesTitle, view: s.unitGradesView,
		file: func(v *visit, marks []evaluation.MarkFiling) (*answer, error) {
			return call[answer](v.r.Context(), s, v.actor, access.RateUnits, &bodyFiling[evaluation.MarksFiling]{
				BodyPath: bodyAt(v), Idempotent: keyOf(v), Body: evaluation.MarksFiling{Marks: marks},
			})
		},
	})
}

// cases are all cases of a sitting without their grounds, by unit, and who counts in the cap.
func (s *server) cases(v *visit, at BodyPath) ([]pages.MarkRow, caps, error) {
	ctx := v.r.Context()
	labels, err := s.gradeNames(v, at.Cycle)
	if err != nil {
		return nil, caps{}, err
	}
	sitting, err := s.Store.BodyDecision(ctx, at.Cycle, at.Code)
	if err != nil {
		return nil, caps{}, err
	}
	appraised, err := s.appraised(v, at)
	if err != nil {
		return nil, caps{}, err
	}
	shares := map[string]string{}
	if c, err := call[body[count]](ctx, s, v.actor, access.ReadBodyTallies, &bodyInput{at}); err == nil {
		shares = ballotShares(c, evaluation.Excellent)
	} else if !missing(err) {
		return nil, caps{}, err
	}
	units := make([]string, len(appraised))
	for i, a := range appraised {
		units[i] = a.Unit
	}
	names, err := s.Store.PlaceNames(ctx, units...)
	if err != nil {
		return nil, caps{}, err
	}
	slices.SortStableFunc(appraised, func(a, b postgres.OfficialRow) int { return cmp.Compare(a.Unit, b.Unit) })
	rows, members := make([]pages.MarkRow, len(appraised)), make([]evaluation.Member, len(appraised))
	for i, a := range appraised {
		rows[i] = pages.MarkRow{
			Code: a.Official, Name: a.Name, Unit: a.Unit, Place: names[a.Unit], Group: a.Group,
			Detail: v.page.Group(a.Group) + ", " + names[a.Unit], Self: labels[a.SelfGrade], Tally: shares[a.Official],
			Proposed: labels[a.ProposedGrade], Suggested: labels[a.SuggestedGrade], Advice: a.SuggestedGrade, Decided: labels[a.Grade],
		}
		members[i] = evaluation.Member{
			Official: a.Official, Unit: a.Unit, Group: a.Group, Head: a.Head, Grade: evaluation.Grade(a.Grade),
		}
	}
	where, err := s.placeName(ctx, at.Code)
	return rows, caps{limit: sitting.Rules.Cap, note: pages.CapNoteBody, levels: []capLevel{
		wholeLevel(v.page.T(pages.CapBody, where), members), groupLevel(v.page, sitting.Rules.Cap, members, names),
		unitLevel(v.page, members, names),
	}}, err
}

// appraised are the officials before a body whose case was appraised, with their grades so far.
func (s *server) appraised(v *visit, at BodyPath) ([]postgres.OfficialRow, error) {
	if _, err := s.appraisals(v, at, ""); err != nil { // who may not read the cases learns nothing of them
		return nil, err
	}
	all, err := s.decidedBy(v)
	return slices.DeleteFunc(all, func(o postgres.OfficialRow) bool { return o.SuggestedGrade == "" }), err
}

// appraisals are the cases of at most postgres.MaxPage officials with their grounds, by official.
func (s *server) appraisals(v *visit, at BodyPath, officials ...string) (map[string]postgres.AppraisalRow, error) {
	list, err := call[body[postgres.List[postgres.AppraisalRow]]](v.r.Context(), s, v.actor, access.ReadAppraisals, &appraisalInput{
		BodyPath: at, Officials: officials, Paged: Paged{Limit: postgres.MaxPage},
	})
	if err != nil {
		return nil, err
	}
	found := make(map[string]postgres.AppraisalRow, len(officials))
	for _, a := range list.Body.Items {
		found[a.Official] = a
	}
	return found, nil
}

// explainCases adds the grounds and the conditions to those whom a page shows.
func (s *server) explainCases(v *visit, rows []pages.MarkRow) error {
	at := bodyAt(v)
	labels, err := s.gradeNames(v, at.Cycle)
	if err != nil {
		return err
	}
	found := map[string]postgres.AppraisalRow{}
	for some := range slices.Chunk(rows, postgres.MaxPage) {
		codes := make([]string, len(some))
		for i, row := range some {
			codes[i] = row.Code
		}
		read, err := s.appraisals(v, at, codes...)
		if err != nil {
			return err
		}
		maps.Copy(found, read)
	}
	for i := range rows {
		grounds, sentences, err := groundsOf(v.page, found[rows[i].Code].Grounds, labels)
		if err != nil {
			return err
		}
		rows[i].Grounds, rows[i].Gap = sentences, grounds.Suggestion.Gap
		rows[i].Conditions = foldedConditionsOf(v.page, grounds.Judgement, labels,
			appPath+"/cycles/"+at.Cycle+"/bodies/"+at.Code+"/conditions/"+rows[i].Code)
	}
	return nil
}

func (s *server) sittingBoard(v *visit) error {
	ctx, at := v.r.Context(), bodyAt(v)
	board, err := call[body[bodyView]](ctx, s, v.actor, access.ReadBody, &bodyInput{at})
	if err != nil {
		return err
	}
	view := pages.SittingView{Steps: stepLines(board.Body.Steps), Href: appPath + "/cycles/" + at.Cycle + "/officials/"}
	rows, c, err := s.cases(v, at)
	if err != nil && !forbidden(err) { // an administrator sees how far the sitting is, not what it says
		return err
	}
	size := casesOnPage
	if v.asSheet() {
		size = len(rows)
	}
	view.Cases, _, view.Part = part(v, rows, size, "")
	if err := s.explainCases(v, view.Cases); err != nil {
		return err
	}
	if part := view.Part; part != nil {
		part.Previous, part.Next = partHref(v, part.Before, part.From > 0), partHref(v, part.After, part.To < part.Among)
	}
	view.Caps = c.count(v.page, nil)
	base := appPath + "/cycles/" + at.Cycle + "/bodies/" + at.Code
	if board.Body.Process.ReleasedAt == nil && mayName(v, board.Body) {
		view.Links = append(view.Links, pages.LinkView{Text: v.page.T(pages.NamePointsTitle), Href: base + "/named-points"})
	}
	if stepOf(board.Body.Steps, evaluation.StepDecision).Status == "open" {
		if len(board.Body.Units) > 0 {
			view.Links = append(view.Links, pages.LinkView{Text: v.page.T(pages.LinkUnitGrades), Href: base + "/unit-grades"})
		}
		view.Links = append(view.Links, pages.LinkView{Text: v.page.T(pages.LinkDecide), Href: base + "/decisions"})
	}
	_, counted := call[body[count]](ctx, s, v.actor, access.ReadBodyTallies, &bodyInput{at})
	if counted == nil {
		view.Links = append(view.Links, pages.LinkView{Text: v.page.T(pages.LinkTallies), Href: base + "/tallies"})
	}
	if view.Minutes, err = minutesOf(v, s, access.ReadBodyMinutes, &bodyInput{at}); err != nil {
		return err
	}
	view.Papers = votePapers(v.page, base, onPaper(v, s, access.ReadBodyBallot, &bodyInput{at}), counted == nil)
	if len(view.Cases) > 0 {
		list := appPath + "/cycles/" + at.Cycle + "/results"
		view.Papers = append(view.Papers,
			pages.LinkView{Text: v.page.T(pages.PrintResults), Href: list + ".pdf?body=" + at.Code},
			pages.LinkView{Text: v.page.T(pages.PrintResultList), Href: list + ".xlsx?body=" + at.Code})
	}
	page := v.page
	if page.Title, err = s.placeName(ctx, at.Code); err != nil {
		return err
	}
	return s.show(v, pages.Sitting(page, view))
}

func (s *server) decisionsView(v *visit) (pages.MarksView, caps, error) {
	ctx, at := v.r.Context(), bodyAt(v)
	view := pages.MarksView{
		Form: s.newForm(v), Explain: v.page.T(pages.DecisionsExplain), Button: v.page.T(pages.DecisionsButton), Self: true, Suggested: true, Reasoned: true,
	}
	board, err := call[body[bodyView]](ctx, s, v.actor, access.ReadBody, &bodyInput{at})
	if err != nil {
		return view, caps{}, err
	}
	list, err := s.ownMarks(v, &view, board.Body.Meeting, evaluation.StepDecision, evaluation.ActDecide)
	if err != nil {
		return view, caps{}, err
	}
	rows, c, err := s.cases(v, at)
	for _, row := range rows {
		if list[row.Code] {
			view.Rows = append(view.Rows, row)
		}
	}
	if c.limit.ExtendedBP > 0 {
		view.Extended = &pages.AreaView{Name: "cap-reason"}
	}
	return view, c, err
}

func (s *server) unitGradesView(v *visit) (pages.MarksView, caps, error) {
	ctx, at := v.r.Context(), bodyAt(v)
	view := pages.MarksView{Form: s.newForm(v), Explain: v.page.T(pages.UnitsExplain), Button: v.page.T(pages.UnitsButton)}
	board, err := call[body[bodyView]](ctx, s, v.actor, access.ReadBody, &bodyInput{at})
	if err != nil {
		return view, caps{}, err
	}
	list, err := s.ownMarks(v, &view, board.Body.Meeting, evaluation.StepDecision, evaluation.ActRateUnits)
	if err != nil {
		return view, caps{}, err
	}
	names, err := s.Store.PlaceNames(ctx, board.Body.Units...)
	if err != nil {
		return view, caps{}, err
	}
	decided, err := s.Store.UnitGradesIn(ctx, at.place().process)
	labels := labelsOf(view.Grades)
	for _, unit := range board.Body.Units {
		if list[unit] {
			view.Rows = append(view.Rows, pages.MarkRow{Code: unit, Name: names[unit], Decided: labels[string(decided[unit])], ShowWhy: false})
		}
	}
	return view, caps{}, err
}
