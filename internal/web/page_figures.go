package web

import (
	"cmp"
	"fmt"
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/calendar"
	"canbo/internal/policy"
	"canbo/internal/postgres"
	"canbo/internal/report"
	"canbo/internal/web/pages"
)

const figuresPath = adminPath + "/figures"

func (s *server) figurePages(r chi.Router) { r.Get(figuresPath, s.signedIn(s.figuresPage)) }

// figuresPage shows how many reach the standard of their post on a day, with the figures of rotations and planning lists.
func (s *server) figuresPage(v *visit) error {
	today := s.now().In(calendar.Vietnam).Format(time.DateOnly)
	view, status := pages.FiguresView{Day: cmp.Or(v.asked("day"), today)}, http.StatusOK
	figures, err := call[body[items[qualificationFigure]]](v.r.Context(), s, v.actor, access.ReadQualifications, &dayInput{Day: view.Day})
	switch {
	case err != nil:
		if view.Problem, status, err = s.inForm(v, access.ReadQualifications, err, map[string]string{"day": "day", "query.day": "day"}); err != nil {
			return err
		}
	default:
		if err := s.fillFigures(v, &view, figures.Body.Items); err != nil {
			return err
		}
	}
	if view.Plans, err = s.planFigures(v); err != nil {
		return err
	}
	return s.showAs(v, status, pages.Figures(v.page.Titled(pages.FiguresTitle), view))
}

// fillFigures sorts the figures of a day into the sections of the page, with the standards by which they are counted.
func (s *server) fillFigures(v *visit, view *pages.FiguresView, figures []qualificationFigure) error {
	for _, f := range figures {
		line := figureLine(v.page, f)
		if report.IsQualification(f.ID) {
			view.Qualified = append(view.Qualified, line)
		} else {
			view.Rotations = append(view.Rotations, line)
		}
	}
	day, err := calendar.ParseDate(view.Day)
	if err != nil {
		return err // it was a day to the operation
	}
	standards, err := s.Policies.For(policy.KindQualification, day)
	if err != nil {
		return err
	}
	view.Policy = pages.LinkView{
		Text: v.page.T(pages.FiguresPolicy, standards.Name()), Href: fmt.Sprintf("%s/policies/%s/%d", adminPath, standards.ID, standards.Version),
	}
	for _, q := range standards.Qualification.Requirements {
		who, _ := v.page.PolicyCode(string(q.Tier))
		professional, _ := v.page.PolicyCode(q.Professional.Value)
		theory, _ := v.page.PolicyCode(q.PoliticalTheory.Value)
		view.Standards = append(view.Standards, pages.StandardLine{
			Who: who, Professional: professional, Theory: theory, Source: documentOf(standards, q.Professional.Source),
			Verified: q.Professional.Verified && q.PoliticalTheory.Verified,
		})
	}
	return nil
}

// documentOf is the document behind a source of a policy.
func documentOf(p *policy.Policy, source string) string {
	for _, s := range p.Sources {
		if s.ID == source {
			return s.Document
		}
	}
	return source
}

func figureLine(p pages.Page, f qualificationFigure) pages.FigureLine {
	line := pages.FigureLine{Label: p.Figure(f.ID), Count: f.Count, Total: f.Total, Baseline: f.BaselineBP, Source: f.BaselineSource}
	if bp, ok := (report.Figure{Count: f.Count, Total: f.Total}).PercentBP(); ok {
		line.BP = &bp
	}
	return line
}

// planFigures are how many are on the lists of each term that there are lists of.
func (s *server) planFigures(v *visit) ([]pages.TermFigures, error) {
	lists, err := call[body[postgres.List[postgres.PlanListView]]](v.r.Context(), s, v.actor, access.ListPlans, &planListInput{Paged: Paged{Limit: postgres.MaxPage}})
	if err != nil {
		return nil, err
	}
	var terms []pages.TermFigures
	seen := map[int]bool{}
	for _, list := range lists.Body.Items {
		if seen[list.TermFrom] {
			continue
		}
		seen[list.TermFrom] = true
		figures, err := call[body[items[qualificationFigure]]](v.r.Context(), s, v.actor, access.ReadPlanFigures, &planFiguresInput{TermFrom: list.TermFrom})
		if err != nil {
			return nil, err
		}
		term := pages.TermFigures{Term: v.page.T(pages.FiguresTerm, list.TermFrom, list.TermTo)}
		for _, f := range figures.Body.Items {
			term.Lines = append(term.Lines, figureLine(v.page, f))
		}
		terms = append(terms, term)
	}
	return terms, nil
}
