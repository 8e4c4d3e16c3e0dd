package web

import (
	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/web/pages"
)

// correctionPages are the page on which an announced result is corrected, and the one on which a filing is taken back.
func (s *server) correctionPages(r chi.Router) {
	s.addForm(r, formAct{
		act: access.CorrectResult, path: "/admin/cycles/{cycle}/officials/{official}/correction", title: pages.CorrectTitle,
		explain: pages.CorrectExplain, button: pages.CorrectButton, done: "corrected",
		load: asking(func(v *visit) ([]pages.InputView, error) {
			if err := access.May(v.actor, access.CorrectResult, access.Subject{}); err != nil {
				return nil, err
			}
			grades, err := s.gradeChoices(v, officialAt(v).Cycle)
			if err != nil {
				return nil, err
			}
			names, err := s.Store.OfficialNames(v.r.Context(), []string{officialAt(v).Official})
			if err != nil {
				return nil, err
			}
			return []pages.InputView{
				{Kind: pages.ChoiceInput, Name: "grade", Label: v.page.T(pages.CorrectGrade, names[officialAt(v).Official]), Choices: grades},
				{Kind: pages.TextInput, Name: "reason", Label: v.page.T(pages.ColReason)},
				{Kind: pages.LineInput, Name: "basis", Label: v.page.T(pages.ExternalDocument), Hint: v.page.T(pages.ExternalDocumentHint)},
				{Kind: pages.DayInput, Name: "basis_date", Label: v.page.T(pages.ExternalDate)},
			}, nil
		}),
		back: func(v *visit) string { return adminPath + "/people/" + officialAt(v).Official },
		file: func(v *visit) (*answer, error) {
			return call[answer](v.r.Context(), s, v.actor, access.CorrectResult, &officialFiling[evaluation.CorrectionFiling]{
				OfficialPath: officialAt(v), Idempotent: keyOf(v), Body: evaluation.CorrectionFiling{
					Grade: evaluation.Grade(v.field("grade")), Reason: v.field("reason"), Basis: v.field("basis"), BasisDate: v.field("basis_date"),
				},
			})
		},
	})
	s.addForm(r, formAct{
		act: access.Withdraw, path: "/commands/{command}/withdrawal", title: pages.WithdrawTitle, explain: pages.WithdrawExplain,
		button: pages.WithdrawButton, done: "withdrawn",
		load: asking(func(v *visit) ([]pages.InputView, error) {
			at := &commandPath{Command: chi.URLParam(v.r, "command")}
			if _, err := call[body[commandView]](v.r.Context(), s, v.actor, access.ReadCommand, at); err != nil {
				return nil, err
			}
			if v.actor.Role == access.Official {
				return groundsFields(v)[:1], nil
			}
			return groundsFields(v), nil
		}),
		back: func(v *visit) string { return home(v.actor) },
		file: func(v *visit) (*answer, error) {
			in := &withdrawal{Idempotent: keyOf(v), Command: chi.URLParam(v.r, "command")}
			in.Body.Reason, in.Body.Basis = v.field("reason"), v.field("basis")
			return call[answer](v.r.Context(), s, v.actor, access.Withdraw, in)
		},
	})
}
