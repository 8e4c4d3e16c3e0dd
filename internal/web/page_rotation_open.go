package web

import (
	"strings"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/policy"
	"canbo/internal/web/pages"
)

// rotationPlanOpening is the form that opens a plan.
func (s *server) rotationPlanOpening(r chi.Router) {
	s.addForm(r, formAct{
		act: access.OpenRotationPlan, path: "/rotation/plans/new", title: pages.RotPlanOpen, explain: pages.RotPlanExplain, button: pages.RotPlanOpen,
		load: func(v *visit, view *pages.ActView) error {
			if err := access.May(v.actor, access.OpenRotationPlan, access.Subject{}); err != nil {
				return err
			}
			return s.loadPlanOpening(v, view)
		},
		file: func(v *visit) (*answer, error) {
			in := &openRotationPlanInput{}
			in.Body.Code, in.Body.Root, in.Body.Body = strings.TrimSpace(v.field("code")), v.field("root"), v.field("body")
			in.Body.Policy = v.field(optionalField + "policy")
			in.Body.Day = strings.TrimSpace(v.field(optionalField + "day"))
			caps, err := capsOf(v.field(optionalField + "caps"))
			if err != nil {
				return nil, err
			}
			in.Body.Caps = caps
			_, err = call[body[openedRotationPlan]](v.r.Context(), s, v.actor, access.OpenRotationPlan, in)
			return &answer{}, err
		},
		done: "plan_opened", back: func(*visit) string { return rotationPages + "/plans" },
	})
}

// loadPlanOpening offers the units and the bodies of the roster.
func (s *server) loadPlanOpening(v *visit, view *pages.ActView) error {
	district, err := s.Store.District(v.r.Context())
	if err != nil {
		return err
	}
	p := v.page
	root := pages.InputView{
		Kind: pages.ChoiceInput, Long: true, Name: "root", Label: p.T(pages.RotPlanRoot), Hint: p.T(pages.RotPlanRootHint),
	}
	for _, u := range district.Units {
		if u.Parent == "" {
			root.Choices = append(root.Choices, unitsBelow(p, district, u.Code)...)
			root.Value = u.Code
		}
	}
	decides := pages.InputView{Kind: pages.ChoiceInput, Long: true, Name: "body", Label: p.T(pages.RotPlanBody)}
	for _, b := range district.Bodies {
		decides.Choices = append(decides.Choices, pages.Choice{Value: b.Code, Label: b.Name})
	}
	byLabel(decides.Choices)
	policies := pages.InputView{
		Kind: pages.ChoiceInput, Long: true, Name: optionalField + "policy", Label: p.T(pages.ScreeningPolicy), Hint: p.T(pages.RotPlanPolicyHint),
	}
	for _, pol := range s.Policies.All() {
		if pol.Kind == policy.KindRotation {
			policies.Choices = append(policies.Choices, pages.Choice{Value: pol.Name(), Label: p.L(evaluation.Label(pol.Title)) + " (" + pol.Name() + ")"})
		}
	}
	view.Fields = []pages.InputView{
		{Kind: pages.LineInput, Name: "code", Label: p.T(pages.RotPlanCode), Hint: p.T(pages.RotPlanCodeHint)}, root, decides,
		{Kind: pages.DayInput, Name: optionalField + "day", Label: p.T(pages.RotPlanDay), Hint: p.T(pages.RotPlanDayHint)}, policies,
		{Kind: pages.TextInput, Name: optionalField + "caps", Label: p.T(pages.RotPlanCaps), Hint: p.T(pages.RotPlanCapsHint)},
	}
	return nil
}
