package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/web/pages"
)

const (
	termPath  = "/officials/{official}/term-rating"
	termYears = 5 // of a term that the page proposes
)

func (s *server) termPages(r chi.Router) { r.Get(appPath+termPath, s.signedIn(s.termPage)) }

// termOf is where the rating of somebody's term is shown.
func termOf(official string) string {
	return appPath + "/officials/" + url.PathEscape(official) + "/term-rating"
}

// termPage shows what the rules make of the years of a term: to the official, and to who examines it.
func (s *server) termPage(v *visit) error {
	ctx, official := v.r.Context(), chi.URLParam(v.r, "official")
	if err := access.May(v.actor, access.ReadTermRating, access.Subject{Owner: official}); err != nil {
		return err
	}
	names, err := s.Store.OfficialNames(ctx, []string{official})
	if err != nil {
		return err
	}
	if names[official] == "" {
		return newFailure(http.StatusNotFound, "not_found")
	}
	last := s.now().Year()
	view := pages.TermView{
		Action: v.r.URL.Path, Name: names[official], First: cmp.Or(v.asked("first"), strconv.Itoa(last-termYears+1)),
		Last: cmp.Or(v.asked("last"), strconv.Itoa(last)), Back: pages.LinkView{Text: names[official], Href: adminPath + "/people/" + official},
	}
	if official == v.actor.ID {
		view.Back = pages.LinkView{Text: v.page.T(pages.TermOwnBack), Href: appPath + "/results"}
	}
	wrong, status := map[string]string{}, http.StatusOK
	year := func(name, typed string) int {
		n, err := strconv.Atoi(typed)
		if err != nil || n < 1990 || n > 2100 { // as the operation takes them
			wrong[name] = v.page.T(pages.TermWrong)
		}
		return n
	}
	in := &termInput{Official: official, First: year("first", view.First), Last: year("last", view.Last)}
	if len(wrong) > 0 {
		view.Problem, status = &pages.Problem{Text: v.page.T(pages.CheckForm), Fields: wrong, Order: []string{"first", "last"}}, http.StatusUnprocessableEntity
	} else if err := s.rateTerm(v, &view, in); err != nil {
		if view.Problem, status, err = s.inForm(v, access.ReadTermRating, err, nil); err != nil {
			return err
		}
	}
	return s.showAs(v, status, pages.Term(v.page.Titled(pages.TermTitle, view.Name), view))
}

func (s *server) rateTerm(v *visit, view *pages.TermView, in *termInput) error {
	got, err := call[body[termRating]](v.r.Context(), s, v.actor, access.ReadTermRating, in)
	if err != nil {
		return err
	}
	rating := got.Body
	rated := &pages.TermRated{
		Why: v.page.L(evaluation.Label{VI: rating.VI, EN: rating.EN}), Unverified: !rating.Verified || !rating.OrderVerified,
	}
	if rating.Grade != "" {
		rated.Grade = v.page.L(evaluation.GradeLabelOf(rating.Grade))
	}
	if err := s.termRules(v, rated, rating); err != nil {
		return err
	}
	for _, y := range rating.Years {
		line := pages.TermYearLine{Year: strconv.Itoa(y.Year)}
		if y.Grade != "" {
			line.Grade = v.page.L(evaluation.GradeLabelOf(y.Grade))
		}
		switch {
		case slices.Contains(rating.Missing, y.Year):
			line.Note = v.page.T(pages.TermMissing)
		case slices.Contains(rating.NotRated, y.Year):
			line.Note = v.page.T(pages.TermUnrated)
		}
		if y.Cycle != "" && (in.Official == v.actor.ID || v.actor.Role == access.Inspector) {
			line.Href = casePageOf(OfficialPath{Cycle: y.Cycle, Official: in.Official})
		}
		rated.Years = append(rated.Years, line)
	}
	view.Rated = rated
	return nil
}

// termRules names the rules by which a term was rated, and leads who may read policies to them.
func (s *server) termRules(v *visit, rated *pages.TermRated, rating termRating) error {
	id, version, err := policyName(rating.Policy)
	if err != nil {
		return err
	}
	rules, err := s.Policies.ByID(id, version)
	if err != nil {
		return err
	}
	if rating.Source != "" {
		rated.Source = documentOf(rules, rating.Source)
	}
	if access.May(v.actor, access.ListPolicies, access.Subject{}) == nil {
		rated.Policy = pages.LinkView{
			Text: v.page.T(pages.TermPolicy, rating.Policy), Href: adminPath + "/policies/" + id + "/" + strconv.Itoa(version),
		}
	}
	return nil
}
