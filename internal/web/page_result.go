package web

import (
	"cmp"
	"net/http"
	"net/url"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/postgres"
	"canbo/internal/web/pages"
)

var outcomeTexts = map[string]pages.Text{evaluation.PetitionUpheld: pages.OutcomeUpheld, evaluation.PetitionChanged: pages.OutcomeChanged}

func (s *server) resultPages(r chi.Router) {
	r.Get(appPath+"/results", s.signedIn(s.results))
	r.Get(appPath+officialPath, s.signedIn(s.casePage))
	r.Get(appPath+officialPath+"/self-review/versions", s.signedIn(s.reviewVersions))
	r.Get(appPath+officialPath+"/acknowledgement", s.signedIn(s.casePage)) // where the task leads
	r.Post(appPath+officialPath+"/acknowledgement", s.signedIn(func(v *visit) error {
		a, err := call[answer](v.r.Context(), s, v.actor, access.Acknowledge, &officialFiling[none]{OfficialPath: officialAt(v), Idempotent: keyOf(v)})
		if err != nil {
			return err
		}
		return s.filed(v, a, "acknowledged")
	}))
	s.addForm(r, formAct{
		act: access.FilePetition, path: officialPath + "/petition", kind: evaluation.ActPetition, done: "petition_filed",
		title: pages.PetitionTitle, explain: pages.PetitionExplain, button: pages.PetitionButton,
		fields: []pages.InputView{textField}, texts: []pages.Text{pages.PetitionGround},
		load: func(v *visit, _ *pages.ActView) error {
			_, err := call[body[postgres.ResultView]](v.r.Context(), s, v.actor, access.ReadResult, &officialInput{officialAt(v)})
			return err
		},
		at: func(v *visit) place { return s.windowAt(v) },
		file: func(v *visit) (*answer, error) {
			return call[answer](v.r.Context(), s, v.actor, access.FilePetition, &officialFiling[evaluation.PetitionFiling]{
				OfficialPath: officialAt(v), Idempotent: keyOf(v), Body: evaluation.PetitionFiling{Ground: v.field("text")},
			})
		},
	})
	s.addForm(r, formAct{
		act: access.AnswerPetition, path: officialPath + "/petition/answer", kind: evaluation.ActAnswerPetition,
		title: pages.AnswerTitle, explain: pages.AnswerExplain, button: pages.AnswerButton,
		fields: []pages.InputView{
			{Kind: pages.ChoiceInput, Name: "outcome"}, {Kind: pages.ChoiceInput, Name: optionalField + "grade", Long: true}, textField,
		},
		texts: []pages.Text{pages.AnswerOutcome, pages.AnswerGrade, pages.AnswerGrounds},
		load:  s.loadPetition,
		at: func(v *visit) place {
			at, _ := s.inPetition(v.r.Context(), officialAt(v).place()) // without one the page has failed before
			return at
		},
		file: func(v *visit) (*answer, error) {
			return call[answer](v.r.Context(), s, v.actor, access.AnswerPetition, &officialFiling[evaluation.AnswerFiling]{
				OfficialPath: officialAt(v), Idempotent: keyOf(v), Body: evaluation.AnswerFiling{
					Outcome: v.field("outcome"), Grade: evaluation.Grade(v.field(optionalField + "grade")), Grounds: v.field("text"),
				},
			})
		},
	})
}

// windowAt is the process in which a petition is filed; without one its draft belongs to none and is refused.
func (s *server) windowAt(v *visit) place {
	at, _ := s.inWindow(v.r.Context(), officialAt(v).place()) // the act says why there is none
	return at
}

// results are the reader's own evaluations over the years.
func (s *server) results(v *visit) error {
	cases, err := s.Store.OwnCases(v.r.Context(), v.actor.ID)
	if err != nil {
		return err
	}
	view := pages.ResultsView{Years: make([]pages.YearView, len(cases)), Most: evaluation.Excellent.Rank(), Term: termOf(v.actor.ID)}
	for i, c := range cases {
		view.Years[i] = pages.YearView{
			Cycle: v.page.L(evaluation.CycleLabel(c.Period)), Period: v.page.L(c.Period.Label()), Unit: c.UnitName,
			Grade: v.page.L(c.Label), Rank: c.Grade.Rank(), At: c.AnnouncedAt,
			Href: appPath + "/cycles/" + c.Cycle + "/officials/" + v.actor.ID,
		}
	}
	return s.show(v, pages.Results(v.page.Titled(pages.NavResults), view))
}

// loadPetition shows the petition above the form of its answer.
func (s *server) loadPetition(v *visit, view *pages.ActView) error {
	at := officialAt(v)
	petition, err := call[body[postgres.PetitionView]](v.r.Context(), s, v.actor, access.ReadPetition, &officialInput{at})
	if err != nil {
		return err
	}
	names, err := s.Store.OfficialNames(v.r.Context(), []string{at.Official})
	if err != nil {
		return err
	}
	view.Where = names[at.Official]
	view.About = pages.Petition(v.page, petitionOf(petition.Body, nil))
	view.Fields[0].Choices = []pages.Choice{
		{Value: evaluation.PetitionUpheld, Label: v.page.T(pages.OutcomeUpheld)}, {Value: evaluation.PetitionChanged, Label: v.page.T(pages.OutcomeChanged)},
	}
	view.Fields[1].Choices, err = s.gradeChoices(v, at.Cycle)
	return err
}

func petitionOf(p postgres.PetitionView, labels map[string]string) pages.PetitionView {
	return pages.PetitionView{
		Ground: p.Ground, At: p.FiledAt, Outcome: outcomeTexts[p.Outcome], Grade: labels[p.Grade], Answer: p.Answer,
	}
}

// casePage shows one official's evaluation: to the official their result, to the people of the meetings what they may read.
func (s *server) casePage(v *visit) error {
	ctx, at := v.r.Context(), officialAt(v)
	names, err := s.Store.OfficialNames(ctx, []string{at.Official})
	if err != nil {
		return err
	}
	cycle, err := call[body[postgres.CycleProgress]](ctx, s, v.actor, access.ReadCycle, &cycleInput{CyclePath{at.Cycle}})
	if err != nil {
		return err
	}
	own := at.Official == v.actor.ID
	view := pages.CaseView{
		Name: names[at.Official], Own: own,
		Cycle: v.page.L(evaluation.CycleLabel(evaluation.Period{Year: cycle.Body.Year, Quarter: cycle.Body.Quarter})),
	}
	base, read := appPath+"/cycles/"+at.Cycle+"/officials/"+at.Official, 0
	for _, part := range []func(*visit, *pages.CaseView) error{s.caseResult, s.caseReview, s.caseVersions, s.casePoints, s.caseComments} {
		switch err := part(v, &view); {
		case err == nil:
			read++
		case !missing(err) && !forbidden(err):
			return err
		}
	}
	if read == 0 && !own {
		return newFailure(http.StatusNotFound, "not_found")
	}
	if view.Review != nil {
		view.Papers = append(view.Papers, pages.LinkView{Text: v.page.T(pages.PrintReview), Href: base + "/self-review.pdf"})
	}
	if view.Result != nil {
		view.Papers = append(view.Papers, pages.LinkView{Text: v.page.T(pages.PrintNotice), Href: base + "/result.pdf"})
	}
	if own {
		return s.show(v, pages.Case(v.page.Titled(pages.ResultTitle), view))
	}
	return s.show(v, pages.Case(v.page.Titled(pages.CaseTitle, cmp.Or(view.Name, at.Official)), view))
}

func (s *server) caseResult(v *visit, view *pages.CaseView) error {
	ctx, at := v.r.Context(), officialAt(v)
	got, err := call[body[postgres.ResultView]](ctx, s, v.actor, access.ReadResult, &officialInput{at})
	if err != nil {
		return err
	}
	labels, err := s.gradeNames(v, at.Cycle)
	if err != nil {
		return err
	}
	bodies := []string{}
	for _, d := range got.Body.Decisions {
		bodies = append(bodies, d.Body)
	}
	names, err := s.Store.PlaceNames(ctx, bodies...)
	if err != nil {
		return err
	}
	r := got.Body
	view.Result = &pages.CaseResult{
		Grade: labels[r.Grade], Suggested: labels[r.Suggested], AnnouncedAt: r.AnnouncedAt, Acknowledged: r.AcknowledgedAt,
	}
	if _, view.Result.Grounds, err = groundsOf(v.page, r.Grounds, labels); err != nil {
		return err
	}
	if view.Result.Conditions, err = s.keptConditions(v, at.Cycle, r.Grounds); err != nil {
		return err
	}
	for _, d := range r.Decisions {
		view.Result.Decisions = append(view.Result.Decisions, pages.DecisionView{
			Body: cmp.Or(names[d.Body], d.Body), Grade: labels[d.Grade], Reason: d.Reason, At: d.DecidedAt,
		})
	}
	if r.Petition != nil {
		petition := petitionOf(*r.Petition, labels)
		view.Petition = &petition
	}
	if view.Own && r.AcknowledgedAt == nil && r.Petition == nil {
		return s.offerWindow(v, view)
	}
	return nil
}

// offerWindow offers to acknowledge or to petition while there is time for it.
func (s *server) offerWindow(v *visit, view *pages.CaseView) error {
	tasks, _, err := s.Store.TasksByDue(v.r.Context(), v.actor.ID, 0, postgres.MaxPage)
	if err != nil {
		return err
	}
	for _, t := range tasks {
		if t.Act == evaluation.ActAcknowledge && t.Cycle == officialAt(v).Cycle {
			base := appPath + "/cycles/" + t.Cycle + "/officials/" + v.actor.ID
			form := s.newForm(v)
			form.Action = base + "/acknowledgement"
			view.Acknowledge, view.PetitionTo, view.Until = &form, base+"/petition", t.Due
		}
	}
	return nil
}

func (s *server) caseReview(v *visit, view *pages.CaseView) error {
	ctx, at := v.r.Context(), officialAt(v)
	got, err := call[body[postgres.SelfReviewView]](ctx, s, v.actor, access.ReadSelfReview, &officialInput{at})
	if err != nil {
		return err
	}
	labels, err := s.gradeNames(v, at.Cycle)
	if err != nil {
		return err
	}
	values, err := reviewValues(v.page, got.Body)
	if err != nil {
		return err
	}
	view.Review = &pages.ReviewView{Grade: labels[got.Body.Grade], At: got.Body.FiledAt}
	view.Review.Parts = reviewParts(v.page, values)
	view.Answers = map[int]string{}
	for point := 1; values.Has(pointField(point)); point++ {
		view.Answers[point] = values.Get(pointField(point))
	}
	return nil
}

// reviewParts is what a self-review says, part by part.
func reviewParts(p pages.Page, values url.Values) []pages.PartView {
	var parts []pages.PartView
	add := func(label pages.Text, text string) {
		if text != "" {
			parts = append(parts, pages.PartView{Label: p.T(label), Text: text})
		}
	}
	for _, section := range reviewSections {
		add(section.label, values.Get("text-"+section.code))
	}
	for _, c := range criterionTexts {
		for _, l := range levelTexts {
			if string(l.level) == values.Get("level-"+string(c.criterion)) {
				add(c.label, p.T(l.label))
			}
		}
	}
	add(pages.PointsGeneral, values.Get("points-general"))
	add(pages.PointsResults, values.Get("points-results"))
	return parts
}

func (s *server) caseComments(v *visit, view *pages.CaseView) error {
	act := access.ReadComments
	if view.Own {
		act = access.ReadOwnComments
	}
	got, err := call[body[items[postgres.CommentView]]](v.r.Context(), s, v.actor, act, &officialInput{officialAt(v)})
	if err != nil {
		return err
	}
	authors := make([]string, len(got.Body.Items))
	for i, c := range got.Body.Items {
		authors[i] = c.Author
	}
	names, err := s.Store.OfficialNames(v.r.Context(), authors)
	for _, c := range got.Body.Items {
		if c.WithdrawnAt == nil {
			view.Comments = append(view.Comments, pages.CommentView{By: cmp.Or(names[c.Author], c.Author), At: c.FiledAt, Text: c.Text})
		}
	}
	return err
}
