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

func (s *server) proposalPages(r chi.Router) {
	s.addMarks(r, marksPage{
		act: access.Propose, path: unitPath + "/proposals", title: pages.ProposalsTitle, all: true, view: s.proposalsView,
		file: func(v *visit, marks []evaluation.MarkFiling) (*answer, error) {
			return call[answer](v.r.Context(), s, v.actor, access.Propose, &unitFiling[evaluation.MarksFiling]{
				UnitPath: unitAt(v), Idempotent: keyOf(v), Body: evaluation.MarksFiling{Marks: marks},
			})
		},
	})
}

func (s *server) proposalsView(v *visit) (pages.MarksView, caps, error) {
	ctx, at := v.r.Context(), unitAt(v)
	view := pages.MarksView{
		Form: s.newForm(v), Explain: v.page.T(pages.ProposalsExplain), Button: v.page.T(pages.ProposalsButton), Self: true, Suggested: true,
	}
	board, err := call[body[unitView]](ctx, s, v.actor, access.ReadUnit, &unitInput{at})
	if err != nil {
		return view, caps{}, err
	}
	list, err := s.ownMarks(v, &view, board.Body.Meeting, evaluation.StepProposal, evaluation.ActPropose)
	if err != nil {
		return view, caps{}, err
	}
	shares := map[string]string{}
	if c, err := call[body[count]](ctx, s, v.actor, access.ReadUnitTallies, &unitInput{at}); err == nil {
		shares = ballotShares(c, evaluation.Excellent)
	} else if !missing(err) {
		return view, caps{}, err
	}
	judged, err := call[body[unitConditions]](ctx, s, v.actor, access.ReadConditions, &unitInput{at})
	if err != nil && !forbidden(err) { // the list may fall to a member who neither chairs nor stands in
		return view, caps{}, err
	}
	people, err := call[body[postgres.List[postgres.OfficialRow]]](ctx, s, v.actor, access.ListOfficials, &officialsInput{
		CyclePath: CyclePath{Cycle: at.Cycle}, Unit: at.Unit, Paged: Paged{Limit: postgres.MaxPage},
	})
	if err != nil {
		return view, caps{}, err
	}
	labels := labelsOf(view.Grades)
	for _, o := range people.Body.Items {
		if list[o.Official] {
			view.Rows = append(view.Rows, pages.MarkRow{
				Code: o.Official, Name: o.Name, Detail: v.page.Group(o.Group), Self: labels[o.SelfGrade], Tally: shares[o.Official],
				Decided: labels[o.ProposedGrade], ShowWhy: true,
			})
		}
	}
	if judged == nil {
		review, err := s.Store.UnitReview(ctx, at.Cycle, at.Unit)
		return view, s.proposalCaps(v, unitConditions{Cap: review.Rules.Cap}, people.Body.Items, view.Where, nil), err
	}
	explainRows(v.page, &view, judged.Body)
	names, err := s.bodyNames(v, people.Body.Items)
	return view, s.proposalCaps(v, judged.Body, people.Body.Items, view.Where, names), err
}

// explainRows adds to each person the grade that the conditions lead to, and the conditions.
func explainRows(p pages.Page, view *pages.MarksView, judged unitConditions) {
	labels := labelsOf(view.Grades)
	for i := range view.Rows {
		row := &view.Rows[i]
		at := slices.IndexFunc(judged.People, func(p personConditions) bool { return p.Official == row.Code })
		if at < 0 {
			continue
		}
		found := judged.People[at]
		row.Advice = string(found.Suggestion.Grade)
		row.Suggested = labels[row.Advice]
		row.Grounds = groundSentences(p, evaluation.Grounds{Suggestion: found.Suggestion, Judgement: found.Judgement}, labels)
		row.Conditions = conditionsOf(p, found.Judgement, labels, judged.Sources)
	}
}

// proposalCaps counts the unit, its groups of posts, and those of the bodies that decide with everybody else in them.
func (s *server) proposalCaps(
	v *visit, judged unitConditions, people []postgres.OfficialRow, unit string, bodies map[string]string,
) caps {
	c := caps{limit: judged.Cap, note: pages.CapNoteUnit}
	members, before := make([]evaluation.Member, len(people)), map[string][]evaluation.Member{}
	for i, o := range people {
		members[i] = evaluation.Member{
			Official: o.Official, Unit: o.Unit, Group: o.Group, Head: o.Head, Grade: evaluation.Grade(o.ProposedGrade),
		}
		before[o.Body] = append(before[o.Body], members[i])
	}
	inUnit := capLevel{
		title: v.page.T(pages.CapByGroupHere), binding: judged.Cap.Group == evaluation.ByUnitTitleGroup, members: members,
		key: func(m evaluation.Member) string { return m.Group }, label: func(key string) string { return v.page.Group(key) },
	}
	c.levels = []capLevel{wholeLevel(v.page.T(pages.CapUnit, unit), members), inUnit}
	for _, body := range slices.Sorted(maps.Keys(bodies)) {
		groups, all := map[string]elsewhere{}, map[string]elsewhere{}
		for _, e := range judged.Elsewhere {
			switch {
			case e.Body != body:
			case e.Whole:
				all[""] = e
			case slices.ContainsFunc(before[body], func(m evaluation.Member) bool { return m.Group == e.Key }):
				groups[e.Key] = e
			}
		}
		inBody := inUnit
		inBody.title, inBody.members, inBody.others = v.page.T(pages.CapByGroupOf, bodies[body]), before[body], groups
		inBody.binding = judged.Cap.Group == evaluation.ByTitleGroup
		whole := wholeLevel(v.page.T(pages.CapBody, bodies[body]), before[body])
		whole.others = all
		c.levels = append(c.levels, inBody, whole)
	}
	return c
}

// bodyNames are the bodies that decide on people, by name.
func (s *server) bodyNames(v *visit, people []postgres.OfficialRow) (map[string]string, error) {
	codes := map[string]bool{}
	for _, o := range people {
		codes[o.Body] = true
	}
	found, err := s.Store.PlaceNames(v.r.Context(), slices.Sorted(maps.Keys(codes))...)
	names := map[string]string{}
	for code := range codes {
		names[code] = cmp.Or(found[code], code)
	}
	return names, err
}
