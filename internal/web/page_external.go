package web

import (
	"slices"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/postgres"
	"canbo/internal/procedure"
	"canbo/internal/web/pages"
)

// externalPages are the pages on which the result of a step that a superior body carried out is recorded.
func (s *server) externalPages(r chi.Router) {
	form := formAct{
		title: pages.ExternalTitle, explain: pages.ExternalExplain, button: pages.ExternalButton, done: "external_recorded",
		back: func(v *visit) string { return home(v.actor) },
	}
	unit := form
	unit.act, unit.path = access.RecordUnitExternal, unitPath+"/external-result"
	unit.load = asking(func(v *visit) ([]pages.InputView, error) {
		board, err := call[body[unitView]](v.r.Context(), s, v.actor, access.ReadUnit, &unitInput{unitAt(v)})
		if err != nil {
			return nil, err
		}
		return s.externalFields(v, board.Body.Steps, unitAt(v).Cycle, board.Body.Subjects, nil)
	})
	unit.file = func(v *visit) (*answer, error) {
		return call[answer](v.r.Context(), s, v.actor, access.RecordUnitExternal,
			&unitFiling[evaluation.ExternalFiling]{UnitPath: unitAt(v), Idempotent: keyOf(v), Body: externalOf(v)})
	}
	s.addForm(r, unit)

	sitting := form
	sitting.act, sitting.path = access.RecordBodyExternal, bodyPath+"/external-result"
	sitting.load = asking(func(v *visit) ([]pages.InputView, error) {
		board, err := call[body[bodyView]](v.r.Context(), s, v.actor, access.ReadBody, &bodyInput{bodyAt(v)})
		if err != nil {
			return nil, err
		}
		subjects := make([]string, len(board.Body.Cases))
		for i, c := range board.Body.Cases {
			subjects[i] = c.Official
		}
		return s.externalFields(v, board.Body.Steps, bodyAt(v).Cycle, subjects, board.Body.Units)
	})
	sitting.file = func(v *visit) (*answer, error) {
		return call[answer](v.r.Context(), s, v.actor, access.RecordBodyExternal,
			&bodyFiling[evaluation.ExternalFiling]{BodyPath: bodyAt(v), Idempotent: keyOf(v), Body: externalOf(v)})
	}
	s.addForm(r, sitting)
}

const (
	officialGrade = "grade-official-"
	unitGrade     = "grade-unit-"
)

// externalFields ask for the document, and for the grade that it gives to each.
func (s *server) externalFields(v *visit, steps []postgres.StepView, cycle string, officials, units []string) ([]pages.InputView, error) {
	i := slices.IndexFunc(steps, func(step postgres.StepView) bool {
		return step.Mode == string(procedure.External) && step.Status == string(procedure.Running)
	})
	if i < 0 {
		return nil, fault.New(fault.Conflict, "step_not_external", "No step that is carried out elsewhere is open.")
	}
	fields := []pages.InputView{
		{Kind: pages.GivenInput, Name: "step", Value: steps[i].Name},
		{Kind: pages.LineInput, Name: "document", Label: v.page.T(pages.ExternalDocument), Hint: v.page.T(pages.ExternalDocumentHint)},
		{Kind: pages.DayInput, Name: "document_date", Label: v.page.T(pages.ExternalDate)},
		{Kind: pages.LineInput, Name: "decided_by", Label: v.page.T(pages.ExternalBy)},
	}
	fields = append(fields, signerFields(v.page, postgres.Signer{})...)
	grades, err := s.gradeChoices(v, cycle)
	if err != nil {
		return nil, err
	}
	for _, code := range units {
		name, err := s.placeName(v.r.Context(), code)
		if err != nil {
			return nil, err
		}
		fields = append(fields, pages.InputView{Kind: pages.ChoiceInput, Long: true, Name: unitGrade + code, Label: name, Choices: grades})
	}
	others := slices.DeleteFunc(slices.Clone(officials), func(code string) bool { return code == v.actor.ID }) // nobody records their own
	people, err := s.people(v, others)
	if err != nil {
		return nil, err
	}
	for _, p := range people {
		fields = append(fields, pages.InputView{Kind: pages.ChoiceInput, Long: true, Name: officialGrade + p.Value, Label: p.Label, Choices: grades})
	}
	return fields, nil
}

// externalOf reads what was typed.
func externalOf(v *visit) evaluation.ExternalFiling {
	return evaluation.ExternalFiling{
		Step: v.field("step"), Document: v.field("document"), DocumentDate: v.field("document_date"), DecidedBy: v.field("decided_by"),
		Signer: v.field(optionalField + signerField), SignerTitle: v.field(optionalField + signerTitleField),
		Marks: marksOf(v, officialGrade), Units: marksOf(v, unitGrade),
	}
}

// marksOf are the grades of the fields that begin with prefix, by name.
func marksOf(v *visit, prefix string) []evaluation.MarkFiling {
	var marks []evaluation.MarkFiling
	for name, values := range v.r.PostForm {
		if len(name) > len(prefix) && name[:len(prefix)] == prefix {
			marks = append(marks, evaluation.MarkFiling{Subject: name[len(prefix):], Grade: evaluation.Grade(values[0])})
		}
	}
	slices.SortFunc(marks, func(a, b evaluation.MarkFiling) int { return pages.ByText(a.Subject, b.Subject) })
	return marks
}
