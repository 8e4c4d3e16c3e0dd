package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/web/pages"
)

// paperActs are what can be entered from paper on a page, with what the page is called.
var paperActs = map[string]pages.Text{
	evaluation.ActSelfReview: pages.PaperSelfReview, evaluation.ActComment: pages.PaperComment, evaluation.ActAdoptMinutes: pages.PaperMinutes,
}

// paperEntry is where something handed in on paper is entered for an official; "" for what has no such page.
func paperEntry(v *visit, process, act, official string) string {
	if paperActs[act] == "" || access.May(v.actor, access.FileOnBehalf, access.Subject{}) != nil {
		return ""
	}
	at := placeOf(process)
	return fmt.Sprintf("%s/cycles/%s/units/%s/entries/%s/%s", adminPath, at.cycle, at.unit, url.PathEscape(official), act)
}

func (s *server) behalfPages(r chi.Router) {
	const path = appPath + "/admin" + unitPath + "/entries/{official}/{act}"
	r.Get(path, s.signedIn(func(v *visit) error {
		view, err := s.paperForm(v)
		if err != nil {
			return err
		}
		return s.showPaper(v, http.StatusOK, view)
	}))
	r.Post(path, s.signedIn(s.postPaper))
}

// paperAct is the act of the page.
func paperAct(v *visit) string { return chi.URLParam(v.r, "act") }

func (s *server) showPaper(v *visit, status int, view pages.ActView) error {
	return s.showAs(v, status, pages.Act(v.page.Titled(paperActs[paperAct(v)]), view))
}

// postPaper shows what would be entered, and enters it on the second button.
func (s *server) postPaper(v *visit) error {
	view, err := s.paperForm(v)
	if err != nil {
		return err
	}
	fillForm(&view, v.r.PostForm)
	status := http.StatusUnprocessableEntity
	var filing any
	if view.Problem = emptyFields(v.page, view.Fields); view.Problem == nil {
		filing, view.Problem, err = s.paperFiling(v)
	}
	switch {
	case err != nil:
		return err
	case view.Problem != nil:
	case v.field("checked") != "yes":
		status = http.StatusOK
		view.Button = v.page.T(pages.PaperEnter)
		view.Fields = append(view.Fields, pages.InputView{Kind: pages.GivenInput, Name: "checked", Value: "yes"})
		view.About = pages.PaperPreview(v.page, paperLook(view))
	default:
		filed, err := s.enterPaper(v, filing)
		if err == nil {
			return s.filedTo(v, filed, "paper_entered", panel(unitAt(v).place().process))
		}
		if view.Problem, status, err = s.refused(v, access.FileOnBehalf, err); err != nil {
			return err
		}
	}
	return s.showPaper(v, status, view)
}

// paperForm is the empty form of an entry. It shows nothing that was filed: who enters for another reads nobody's texts.
func (s *server) paperForm(v *visit) (pages.ActView, error) {
	ctx, at := v.r.Context(), officialAt(v)
	view := pages.ActView{Form: s.newForm(v), Explain: v.page.T(pages.PaperExplain), Button: v.page.T(pages.PaperCheck)}
	if err := access.May(v.actor, access.FileOnBehalf, access.Subject{Owner: at.Official}); err != nil {
		return view, err
	}
	board, err := call[body[unitView]](ctx, s, v.actor, access.ReadUnit, &unitInput{unitAt(v)})
	if err != nil {
		return view, err
	}
	if paperActs[paperAct(v)] == "" || !slices.Contains(board.Body.Members, at.Official) {
		return view, newFailure(http.StatusNotFound, "not_found")
	}
	names, err := s.names(ctx, at.Official, at.Cycle, unitAt(v).Unit)
	if err != nil {
		return view, err
	}
	view.About = pages.PaperNote(v.page, names.of(at.Official), names.of(unitAt(v).Unit))
	switch text := (pages.InputView{Kind: pages.TextInput, Name: "text"}); paperAct(v) {
	case evaluation.ActComment:
		others := slices.DeleteFunc(slices.Clone(board.Body.Subjects), func(who string) bool { return who == at.Official })
		people, err := s.people(v, others)
		if err != nil {
			return view, err
		}
		text.Label = v.page.T(pages.CommentLabel)
		view.Fields = []pages.InputView{
			{Kind: pages.ChoiceInput, Long: true, Name: "subject", Label: v.page.T(pages.CommentSubject), Choices: people}, text,
		}
	case evaluation.ActAdoptMinutes:
		text.Label = v.page.T(pages.MinutesLabel)
		view.Fields = []pages.InputView{text}
	default:
		review, err := s.paperReview(v)
		if err != nil {
			return view, err
		}
		view.Fields = reviewFields(v.page, review)
	}
	view.Fields = append(view.Fields, pages.InputView{
		Kind: pages.LineInput, Name: "document", Label: v.page.T(pages.PaperDocument), Hint: v.page.T(pages.PaperDocumentHint),
		Group: v.page.T(pages.PaperWhy),
	})
	view.Fields = append(view.Fields, groundsFields(v)...)
	return view, nil
}

// paperReview asks what the self-review of the official asks by the policy of the cycle.
func (s *server) paperReview(v *visit) (pages.SelfReviewView, error) {
	var view pages.SelfReviewView
	at := officialAt(v)
	var err error
	if view.Grades, view.Unrated, err = s.claims(v, at.Cycle, at.Official); err != nil {
		return view, err
	}
	review, err := s.Store.UnitReview(v.r.Context(), at.Cycle, unitAt(v).Unit)
	if err != nil {
		return view, err
	}
	askReview(&view, v.page, review.Rules.Review)
	return view, s.askPointsOf(v, at.Official, &view)
}

// reviewFields are the questions of a self-review as fields; its sections may stay empty.
func reviewFields(p pages.Page, review pages.SelfReviewView) []pages.InputView {
	var fields []pages.InputView
	for _, section := range review.Sections {
		fields = append(fields, pages.InputView{Kind: pages.TextInput, Name: optionalField + section.Name, Label: section.Label})
	}
	for _, asked := range review.Asked {
		fields = append(fields, pages.InputView{Kind: pages.TextInput, Name: asked.Name, Label: asked.Label, Hint: asked.Hint})
	}
	for _, c := range review.Criteria {
		fields = append(fields, pages.InputView{Kind: pages.ChoiceInput, Name: c.Name, Label: c.Label, Choices: c.Levels})
	}
	if review.Points != nil {
		fields = append(fields,
			pages.InputView{Kind: pages.LineInput, Name: "points-general", Label: p.T(pages.PaperGeneral, review.Points.GeneralMax)},
			pages.InputView{Kind: pages.LineInput, Name: "points-results", Label: p.T(pages.PaperResults, review.Points.ResultsMax)})
	}
	return append(fields, pages.InputView{Kind: pages.ChoiceInput, Name: "grade", Label: p.T(pages.PaperGrade), Hint: review.Unrated, Choices: review.Grades})
}

// paperFiling reads what the official would have filed, or says what is wrong with it.
func (s *server) paperFiling(v *visit) (any, *pages.Problem, error) {
	switch paperAct(v) {
	case evaluation.ActComment:
		return evaluation.CommentFiling{Subject: v.field("subject"), Text: v.field("text")}, nil, nil
	case evaluation.ActAdoptMinutes:
		return evaluation.MinutesFiling{Text: v.field("text")}, nil, nil
	}
	review, err := s.paperReview(v)
	if err != nil {
		return nil, nil, err
	}
	values := url.Values{}
	for name, typed := range v.r.PostForm {
		values[strings.TrimPrefix(name, optionalField)] = typed
	}
	fillReview(&review, values)
	filing, problem := readReview(v.page, review)
	return filing, problem, nil
}

// enterPaper files what was read from the paper.
func (s *server) enterPaper(v *visit, filing any) (*answer, error) {
	raw, err := json.Marshal(filing)
	if err != nil {
		return nil, fmt.Errorf("encode an entry for another: %w", err)
	}
	in := &behalfFiling{Idempotent: keyOf(v)}
	in.Body.Process, in.Body.Reason, in.Body.Basis = unitAt(v).place().process, v.field("reason"), v.field("basis")
	in.Body.Act, in.Body.Official, in.Body.Document = paperAct(v), officialAt(v).Official, v.field("document")
	if err := json.Unmarshal(raw, &in.Body.Filing); err != nil {
		return nil, fmt.Errorf("encode an entry for another: %w", err)
	}
	return call[answer](v.r.Context(), s, v.actor, access.FileOnBehalf, in)
}

// paperLook is what was typed, to be held against the paper.
func paperLook(view pages.ActView) []pages.Fact {
	var facts []pages.Fact
	for _, f := range view.Fields {
		value := f.Value
		for _, c := range f.Choices {
			if c.Value == f.Value {
				value = c.Label
			}
		}
		if f.Kind != pages.GivenInput && strings.TrimSpace(value) != "" {
			facts = append(facts, pages.Fact{Term: f.Label, Text: value})
		}
	}
	return facts
}
