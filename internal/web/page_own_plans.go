package web

import (
	"cmp"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/planning"
	"canbo/internal/rotation"
	"canbo/internal/web/pages"
)

func (s *server) ownPlanPages(r chi.Router) {
	r.Get(appPath+"/me/plans", s.signedIn(s.ownPlansPage))
}

// ownPlansPage shows the reader what planning and rotation have for them.
func (s *server) ownPlansPage(v *visit) error {
	own, err := call[body[ownPlans]](v.r.Context(), s, v.actor, access.ReadOwnPlans, &none{})
	if err != nil {
		return err
	}
	p := v.page
	entries := make([]planning.Entry, len(own.Body.Entries))
	for i, e := range own.Body.Entries {
		entries[i] = planning.Entry{Official: v.actor.ID, Position: e.Position}
	}
	names, err := s.Store.PlanNames(v.r.Context(), entries)
	if err != nil {
		return err
	}
	planned, rotated := ownEntries(p, own.Body, names.Positions), rotationTable(p, own.Body.Rotations)
	rotated.Empty = p.T(pages.OwnNoRotation)
	view := pages.OverviewView{Sections: []pages.SectionPart{
		{Title: p.T(pages.OwnEntries), Text: p.T(pages.OwnEntriesSay), Table: &planned}, {Title: p.T(pages.OwnRotations), Table: &rotated},
	}}
	if work := ownWork(p, own.Body); len(work.Links) > 0 {
		view.Sections = append(view.Sections, work)
	}
	if len(own.Body.Findings) > 0 {
		found := concernTable(p, own.Body.Findings)
		for _, row := range found.Rows { // their pages are for administrators
			for i := range row {
				row[i].Href = ""
			}
		}
		view.Sections = append(view.Sections, pages.SectionPart{Title: p.T(pages.OwnFindings), Text: p.T(pages.OwnFindingsSay), Table: &found})
	}
	return s.show(v, pages.Overview(p.Titled(pages.NavMyPlan), view))
}

func ownEntries(p pages.Page, own ownPlans, positions map[string]string) pages.Table {
	t := pages.Table{
		Caption: p.T(pages.OwnEntries), Empty: p.T(pages.OwnNoEntry),
		Columns: p.Columns(pages.ColList, pages.ColPosition, pages.ColTerm, pages.ColDecision, pages.ColStatus),
	}
	for _, e := range own.Entries {
		state := pages.Cell{Text: p.T(pages.OwnOnList)}
		if e.Until > 0 {
			state = pages.Cell{Text: p.T(pages.OwnLeft), Notes: note(p.L(planning.ReasonLabel(planning.Reason(e.LeftFor))))}
		}
		t.Rows = append(t.Rows, []pages.Cell{
			{Text: e.Name}, {Text: cmp.Or(positions[e.Position], e.Position)}, {Text: term(p, e.TermFrom, e.TermTo)},
			{Text: e.Decision, Notes: note(day(p, e.Decided))}, state,
		})
	}
	return t
}

// ownWork leads to the plans and rotations in which the reader has a part.
func ownWork(p pages.Page, own ownPlans) pages.SectionPart {
	section := pages.SectionPart{Title: p.T(pages.OwnWork)}
	for _, w := range own.Work {
		label, href := rotation.PlanLabel(w.Code), rotationPlanAddress(w.Code)
		switch {
		case w.Kind == rotation.KindRotation:
			label, href = evaluation.Label{VI: "Luân chuyển " + w.Name, EN: "Rotation of " + w.Name}, rotationAddress(w.Code)
		case !w.Member:
			href += "/mine"
		}
		section.Links = append(section.Links, pages.LinkView{Text: p.L(label), Href: href})
	}
	return section
}
