package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/postgres"
	"canbo/internal/web/pages"
)

// formAct is an act with a page of its own that asks for a few fields.
type formAct struct {
	act     access.Act
	path    string // of the API below prefix, and of the page below appPath
	kind    string // of the command; under it the draft is kept. "" for a form without one
	title   pages.Text
	explain pages.Text
	button  pages.Text
	fields  []pages.InputView // Label and Hint are filled in by texts
	texts   []pages.Text      // labels of the fields
	// load adds what the page shows besides, and the choices; its refusal is that of the page. may be nil
	load func(v *visit, view *pages.ActView) error
	at   func(v *visit) place // nil where no draft is kept
	file func(v *visit) (*answer, error)
	done string                // flash
	back func(v *visit) string // where the act leads when it is on record; nil for the inbox
}

// addForm adds the page of an act, and that which compares two drafts of it.
func (s *server) addForm(r chi.Router, a formAct) {
	path := appPath + a.path
	r.Get(path, s.signedIn(func(v *visit) error {
		view, draft, err := s.formView(v, a)
		if err != nil {
			return err
		}
		fillForm(&view, draft)
		return s.showForm(v, a, http.StatusOK, view)
	}))
	r.Post(path, s.signedIn(func(v *visit) error { return s.postForm(v, a) }))
	if a.kind == "" {
		return
	}
	r.Post(path+"/compare", s.signedIn(func(v *visit) error {
		view, other, err := s.formView(v, a)
		if err != nil {
			return err
		}
		fillForm(&view, v.r.PostForm)
		if view.Draft.SavedAt != nil {
			view.Compare = &pages.CompareView{At: *view.Draft.SavedAt, Texts: map[string]string{}}
			for _, f := range view.Fields {
				if text := other.Get(f.Name); text != f.Value {
					view.Compare.Texts[f.Name] = text
				}
			}
		}
		return s.showForm(v, a, http.StatusOK, view)
	}))
}

func (s *server) postForm(v *visit, a formAct) error {
	view, _, err := s.formView(v, a)
	if err != nil {
		return err
	}
	fillForm(&view, v.r.PostForm)
	if view.Draft != nil {
		view.Draft.Base = v.r.PostFormValue("base")
	}
	if v.turned() {
		return s.showForm(v, a, http.StatusOK, view)
	}
	status := http.StatusUnprocessableEntity
	if view.Problem = emptyFields(v.page, view.Fields); view.Problem == nil {
		filed, err := a.file(v)
		if err == nil {
			if a.back != nil {
				return s.filedTo(v, filed, a.done, a.back(v))
			}
			return s.filed(v, filed, a.done)
		}
		if view.Problem, status, err = s.refused(v, a.act, err); err != nil {
			return err
		}
	}
	return s.showForm(v, a, status, view)
}

// formView is the empty form and the draft of it, nil when there is none.
func (s *server) formView(v *visit, a formAct) (pages.ActView, url.Values, error) {
	view := pages.ActView{Form: s.newForm(v), Explain: v.page.T(a.explain), Button: v.page.T(a.button), Fields: slices.Clone(a.fields)}
	view.Action = strings.TrimSuffix(view.Action, "/compare")
	for i, text := range a.texts {
		view.Fields[i].Label = v.page.T(text)
	}
	if a.load != nil {
		if err := a.load(v, &view); err != nil {
			return view, nil, err
		}
	}
	if a.kind == "" {
		return view, nil, nil
	}
	draft, values, err := s.draft(v, a.at(v).process, a.kind)
	view.Draft = draft
	return view, values, err
}

func fillForm(view *pages.ActView, values url.Values) {
	for i := range view.Fields {
		f := &view.Fields[i]
		switch {
		case f.Kind == pages.GivenInput: // the page is shown for what there is now
		case f.Kind == pages.ChecksInput:
			f.Chosen = values[f.Name]
		case values.Has(f.Name):
			f.Value = values.Get(f.Name)
		}
	}
}

// emptyFields says which fields are empty, each with what to do; a field named optional may be.
func emptyFields(p pages.Page, fields []pages.InputView) *pages.Problem {
	wrong := map[string]string{}
	var order []string
	for _, f := range fields {
		order = append(order, f.Name)
		if strings.TrimSpace(f.Value) == "" && len(f.Chosen) == 0 && !strings.HasPrefix(f.Name, optionalField) {
			wrong[f.Name] = p.MissingField(f)
		}
	}
	if len(wrong) == 0 {
		return nil
	}
	return &pages.Problem{Text: p.T(pages.CheckForm), Fields: wrong, Order: order}
}

// optionalField begins the names of fields that may stay empty.
const optionalField = "optional-"

// field reads what was typed.
func (v *visit) field(name string) string { return v.r.PostFormValue(name) }

// textField is a field for several lines, which most acts have.
var textField = pages.InputView{Kind: pages.TextInput, Name: "text"}

func (s *server) unitForms(r chi.Router) {
	conference := func(step string) func(*visit, *pages.ActView) error {
		return func(v *visit, view *pages.ActView) error { return s.loadUnit(v, view, step) }
	}
	at := func(v *visit) place { return unitAt(v).place() }
	s.addForm(r, formAct{
		act: access.AdoptMinutes, path: unitPath + "/minutes", kind: evaluation.ActAdoptMinutes,
		title: pages.MinutesWhat, explain: pages.MinutesExplain, button: pages.MinutesButton,
		fields: []pages.InputView{textField}, texts: []pages.Text{pages.MinutesLabel}, load: conference(evaluation.StepComments), at: at,
		file: func(v *visit) (*answer, error) {
			return call[answer](v.r.Context(), s, v.actor, access.AdoptMinutes, unitText(v))
		},
	})
	s.addForm(r, formAct{
		act: access.FileComment, path: unitPath + "/comments", kind: evaluation.ActComment,
		title: pages.CommentWhat, explain: pages.CommentExplain, button: pages.CommentButton,
		fields: []pages.InputView{{Kind: pages.ChoiceInput, Name: "subject", Long: true}, textField},
		texts:  []pages.Text{pages.CommentSubject, pages.CommentLabel}, load: s.loadCommented, at: at,
		file: func(v *visit) (*answer, error) {
			return call[answer](v.r.Context(), s, v.actor, access.FileComment, unitComment(v))
		},
	})
	s.addForm(r, formAct{
		act: access.FileOutside, path: unitPath + "/outside-comments", kind: evaluation.ActOutsideComment,
		title: pages.OutsideWhat, explain: pages.CommentExplain, button: pages.CommentButton,
		fields: []pages.InputView{{Kind: pages.ChoiceInput, Name: "subject", Long: true}, textField},
		texts:  []pages.Text{pages.CommentSubject, pages.CommentLabel}, load: s.loadAsked, at: at,
		file: func(v *visit) (*answer, error) {
			return call[answer](v.r.Context(), s, v.actor, access.FileOutside, unitComment(v))
		},
	})
	s.voteForms(r, voteForms{
		words: s.gradeWords(),
		path:  unitPath, prints: true, load: conference(evaluation.StepBallot), at: at,
		elect: access.ElectUnitTellers, count: access.CountUnitBallot, confirm: access.ConfirmUnitCount,
		tellers: func(v *visit, f evaluation.TellersFiling) (*answer, error) {
			return call[answer](v.r.Context(), s, v.actor, access.ElectUnitTellers,
				&unitFiling[evaluation.TellersFiling]{UnitPath: unitAt(v), Idempotent: keyOf(v), Body: f})
		},
		counted: func(v *visit) (*answer, error) {
			return call[answer](v.r.Context(), s, v.actor, access.CountUnitBallot,
				&unitFiling[none]{UnitPath: unitAt(v), Idempotent: keyOf(v)})
		},
		confirmed: func(v *visit) (*answer, error) {
			return call[answer](v.r.Context(), s, v.actor, access.ConfirmUnitCount, unitText(v))
		},
		tallies: func(v *visit) (*body[count], error) {
			return call[body[count]](v.r.Context(), s, v.actor, access.ReadUnitTallies, &unitInput{unitAt(v)})
		},
		members: func(v *visit) ([]string, string, error) {
			board, err := call[body[unitView]](v.r.Context(), s, v.actor, access.ReadUnit, &unitInput{unitAt(v)})
			if err != nil {
				return nil, "", err
			}
			return board.Body.Members, board.Body.Chair, nil
		},
	})
}

func unitText(v *visit) *unitFiling[evaluation.MinutesFiling] {
	return &unitFiling[evaluation.MinutesFiling]{UnitPath: unitAt(v), Idempotent: keyOf(v), Body: evaluation.MinutesFiling{Text: v.field("text")}}
}

func unitComment(v *visit) *unitFiling[evaluation.CommentFiling] {
	return &unitFiling[evaluation.CommentFiling]{
		UnitPath: unitAt(v), Idempotent: keyOf(v), Body: evaluation.CommentFiling{Subject: v.field("subject"), Text: v.field("text")},
	}
}

func bodyText(v *visit) *bodyFiling[evaluation.MinutesFiling] {
	return &bodyFiling[evaluation.MinutesFiling]{BodyPath: bodyAt(v), Idempotent: keyOf(v), Body: evaluation.MinutesFiling{Text: v.field("text")}}
}

func (s *server) bodyForms(r chi.Router) {
	sitting := func(step string) func(*visit, *pages.ActView) error {
		return func(v *visit, view *pages.ActView) error { return s.loadBody(v, view, step) }
	}
	at := func(v *visit) place { return bodyAt(v).place() }
	s.addForm(r, formAct{
		act: access.ConfirmAppraisal, path: bodyPath + "/appraisal-confirmation", kind: evaluation.ActConfirmAppraisal,
		title: pages.AppraisalWhat, explain: pages.AppraisalExplain, button: pages.AppraisalButton,
		fields: []pages.InputView{textField}, texts: []pages.Text{pages.AppraisalLabel}, load: sitting(evaluation.StepAppraisal), at: at,
		file: func(v *visit) (*answer, error) {
			return call[answer](v.r.Context(), s, v.actor, access.ConfirmAppraisal, bodyText(v))
		},
	})
	s.voteForms(r, voteForms{
		words: s.gradeWords(),
		path:  bodyPath, prints: true, load: sitting(evaluation.StepBallot), at: at,
		elect: access.ElectBodyTellers, count: access.CountBodyBallot, confirm: access.ConfirmBodyCount,
		tellers: func(v *visit, f evaluation.TellersFiling) (*answer, error) {
			return call[answer](v.r.Context(), s, v.actor, access.ElectBodyTellers,
				&bodyFiling[evaluation.TellersFiling]{BodyPath: bodyAt(v), Idempotent: keyOf(v), Body: f})
		},
		counted: func(v *visit) (*answer, error) {
			return call[answer](v.r.Context(), s, v.actor, access.CountBodyBallot,
				&bodyFiling[none]{BodyPath: bodyAt(v), Idempotent: keyOf(v)})
		},
		confirmed: func(v *visit) (*answer, error) {
			return call[answer](v.r.Context(), s, v.actor, access.ConfirmBodyCount, bodyText(v))
		},
		tallies: func(v *visit) (*body[count], error) {
			return call[body[count]](v.r.Context(), s, v.actor, access.ReadBodyTallies, &bodyInput{bodyAt(v)})
		},
		members: func(v *visit) ([]string, string, error) {
			board, err := call[body[bodyView]](v.r.Context(), s, v.actor, access.ReadBody, &bodyInput{bodyAt(v)})
			if err != nil {
				return nil, "", err
			}
			return board.Body.Members, board.Body.Chair, nil
		},
	})
}

// cycleForms are the acts of a cycle as a whole.
func (s *server) cycleForms(r chi.Router) {
	s.addForm(r, formAct{
		act: access.Announce, path: "/cycles/{cycle}/announcement",
		title: pages.AnnounceWhat, explain: pages.AnnounceExplain, button: pages.AnnounceButton,
		file: func(v *visit) (*answer, error) {
			return call[answer](v.r.Context(), s, v.actor, access.Announce,
				&cycleFiling[none]{CyclePath: CyclePath{Cycle: chi.URLParam(v.r, "cycle")}, Idempotent: keyOf(v)})
		},
	})
}

// loadUnit shows of which unit a page is and when its step is due.
func (s *server) loadUnit(v *visit, view *pages.ActView, step string) error {
	board, err := call[body[unitView]](v.r.Context(), s, v.actor, access.ReadUnit, &unitInput{unitAt(v)})
	if err != nil {
		return err
	}
	view.Due, view.Closed = dueOf(board.Body.Steps, step), v.closed(stepOf(board.Body.Steps, step))
	view.Where, err = s.placeName(v.r.Context(), board.Body.Code)
	return err
}

func (s *server) loadBody(v *visit, view *pages.ActView, step string) error {
	board, err := call[body[bodyView]](v.r.Context(), s, v.actor, access.ReadBody, &bodyInput{bodyAt(v)})
	if err != nil {
		return err
	}
	view.Due, view.Closed = dueOf(board.Body.Steps, step), v.closed(stepOf(board.Body.Steps, step))
	view.Where, err = s.placeName(v.r.Context(), board.Body.Code)
	return err
}

// loadCommented offers those on whom the reader may comment.
func (s *server) loadCommented(v *visit, view *pages.ActView) error {
	if err := s.loadUnit(v, view, evaluation.StepComments); err != nil {
		return err
	}
	board, err := call[body[unitView]](v.r.Context(), s, v.actor, access.ReadUnit, &unitInput{unitAt(v)})
	if err != nil {
		return err
	}
	barred := map[string]bool{}
	for _, b := range board.Body.Barred {
		barred[b.Subject] = true
	}
	view.Fields[0].Choices, err = s.people(v, slices.DeleteFunc(slices.Clone(board.Body.Subjects), func(code string) bool { return barred[code] }))
	return err
}

// loadAsked offers those on whom the unit asks the reader to comment.
func (s *server) loadAsked(v *visit, view *pages.ActView) error {
	asked, err := call[body[items[postgres.AskedView]]](v.r.Context(), s, v.actor, access.ReadOutside, &unitInput{unitAt(v)})
	if err != nil {
		return err
	}
	for _, a := range asked.Body.Items {
		if !a.Done {
			view.Fields[0].Choices = append(view.Fields[0].Choices, pages.Choice{Value: a.Official, Label: a.Name})
		}
	}
	view.Where, err = s.placeName(v.r.Context(), unitAt(v).Unit)
	return err
}

// people are officials to choose from, by name.
func (s *server) people(v *visit, codes []string) ([]pages.Choice, error) {
	names, err := s.Store.OfficialNames(v.r.Context(), codes)
	choices := make([]pages.Choice, len(codes))
	for i, code := range codes {
		choices[i] = pages.Choice{Value: code, Label: names[code]}
	}
	pages.SortByName(choices)
	return choices, err
}
