package web

import (
	"net/http"
	"slices"

	"github.com/go-chi/chi/v5"

	"canbo/internal/evaluation"
	"canbo/internal/policy"
	"canbo/internal/web/pages"
)

var conditionStates = map[evaluation.ConditionState]struct {
	text  pages.Text
	class string
}{
	evaluation.ConditionMet: {pages.ConditionMet, "met"}, evaluation.ConditionNotMet: {pages.ConditionNotMet, "not-met"},
	evaluation.ConditionUnknown: {pages.ConditionUnknown, "unknown"},
}

// conditionsOf shows the conditions of a judgement; nil for one that was made before they were kept.
func conditionsOf(p pages.Page, j evaluation.Judgement, labels map[string]string, sources []policy.Source) *pages.ConditionsView {
	view := &pages.ConditionsView{}
	number := func(id string) int {
		return 1 + slices.IndexFunc(sources, func(s policy.Source) bool { return s.ID == id })
	}
	for _, c := range j.Ceilings {
		line := pages.ConditionLine{
			State: pages.CeilingApplies, Grade: labels[string(c.Grade)], Class: "not-met", Text: p.L(evaluation.Label{VI: c.VI, EN: c.EN}),
			Source: number(c.Source), Verified: c.Verified,
		}
		if c.Unknown {
			line.State, line.Grade, line.Class = pages.CeilingUnknown, "", "unknown"
		}
		view.Ceilings = append(view.Ceilings, line)
	}
	for _, g := range j.Grades {
		if len(g.Conditions) == 0 {
			return nil
		}
		grade := pages.GradeConditions{Label: labels[string(g.Grade)], Met: g.CountMet(), All: len(g.Conditions)}
		for _, c := range g.Conditions {
			state := conditionStates[c.State]
			grade.Lines = append(grade.Lines, pages.ConditionLine{
				State: state.text, Class: state.class, Text: p.L(evaluation.Label{VI: c.VI, EN: c.EN}),
				Values: p.L(evaluation.Label{VI: c.ValuesVI, EN: c.ValuesEN}), Source: number(c.Source), Verified: c.Verified,
			})
		}
		view.Grades = append(view.Grades, grade)
	}
	for i, s := range sources {
		text := s.Document
		if s.Article != "" {
			text += ", " + s.Article
		}
		view.Sources = append(view.Sources, pages.CitedSource{Number: i + 1, Text: text, URL: s.URL})
	}
	if len(view.Grades) == 0 {
		return nil
	}
	return view
}

// foldedConditionsOf says how many conditions are met, and where each is read.
func foldedConditionsOf(p pages.Page, j evaluation.Judgement, labels map[string]string, href string) *pages.ConditionsView {
	view := conditionsOf(p, j, labels, nil)
	if view == nil {
		return nil
	}
	for i := range view.Grades {
		view.Grades[i].Lines = nil
	}
	return &pages.ConditionsView{Grades: view.Grades, Href: href}
}

func (s *server) conditionPages(r chi.Router) {
	r.Get(appPath+bodyPath+"/conditions/{official}", s.signedIn(s.sittingConditions))
}

// sittingConditions shows the conditions of one case as they were appraised: a part of the board for its script, else a page.
func (s *server) sittingConditions(v *visit) error {
	ctx, at, official := v.r.Context(), bodyAt(v), chi.URLParam(v.r, "official")
	found, err := s.appraisals(v, at, official)
	if err != nil {
		return err
	}
	appraisal, ok := found[official]
	if !ok {
		return newFailure(http.StatusNotFound, "not_found")
	}
	view, err := s.keptConditions(v, at.Cycle, appraisal.Grounds)
	if err != nil {
		return err
	}
	if view == nil {
		return newFailure(http.StatusNotFound, "not_found")
	}
	if isPart(v.r) {
		return s.show(v, pages.Conditions(v.page, *view))
	}
	where, err := s.placeName(ctx, appraisal.Unit)
	if err != nil {
		return err
	}
	back := appPath + "/cycles/" + at.Cycle + "/bodies/" + at.Code
	return s.show(v, pages.ConditionsPage(v.page.Titled(pages.ConditionsTitle, appraisal.Name), where, back, *view))
}

// keptConditions are those of grounds that are on record, with their sources; nil for grounds without any.
func (s *server) keptConditions(v *visit, cycle string, raw []byte) (*pages.ConditionsView, error) {
	labels, err := s.gradeNames(v, cycle)
	if err != nil {
		return nil, err
	}
	grounds, _, err := groundsOf(v.page, raw, labels)
	if err != nil {
		return nil, err
	}
	pol, err := s.cyclePolicy(v.r.Context(), cycle)
	if err != nil {
		return nil, err
	}
	return conditionsOf(v.page, grounds.Judgement, labels, addSources(nil, pol, grounds.Judgement)), nil
}
