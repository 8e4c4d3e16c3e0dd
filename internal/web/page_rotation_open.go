package web

import (
	"strings"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/policy"
	"canbo/internal/postgres"
	"canbo/internal/roster"
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

// rotationOpening is the form that records a decision to rotate somebody.
func (s *server) rotationOpening(r chi.Router) {
	s.addForm(r, formAct{
		act: access.OpenRotation, path: "/rotation/rotations/new", title: pages.RotOpen, explain: pages.RotOpenSays, button: pages.RotOpen,
		load: func(v *visit, view *pages.ActView) error {
			if err := access.May(v.actor, access.OpenRotation, access.Subject{}); err != nil {
				return err
			}
			return s.loadRotationOpening(v, view)
		},
		file: func(v *visit) (*answer, error) {
			in := &rotationRequest{}
			b := &in.Body
			b.Code, b.Official, b.To, b.DecidedBy = strings.TrimSpace(v.field("code")), v.field("official"), v.field("post"), v.field("body")
			b.Number, b.Ground, b.Purpose = strings.TrimSpace(v.field("document")), roster.RotationGround(v.field("ground")), v.field("purpose")
			b.PlannedFor, b.Exception = v.field(optionalField+"planned_for"), v.field(optionalField+"exception")
			b.Signer, b.Title = v.field(optionalField+signerField), v.field(optionalField+signerTitleField)
			var err error
			if b.Months, err = numberIn(v.field("months"), 1, 240); err != nil {
				return nil, err
			}
			if b.Decided, err = maybeDate(v.field("document_date")); err != nil {
				return nil, err
			}
			if b.Balloted, err = maybeDate(v.field(optionalField + "balloted")); err != nil {
				return nil, err
			}
			_, err = call[openedRotation](v.r.Context(), s, v.actor, access.OpenRotation, in)
			return &answer{}, err
		},
		back: func(*visit) string { return rotationPages },
	})
}

func (s *server) loadRotationOpening(v *visit, view *pages.ActView) error {
	district, err := s.Store.District(v.r.Context())
	if err != nil {
		return err
	}
	p, today := v.page, today(s.now())
	choice := func(name string, label pages.Text, choices []pages.Choice) pages.InputView {
		return pages.InputView{Kind: pages.ChoiceInput, Long: true, Name: name, Label: p.T(label), Choices: choices}
	}
	var people, posts, bodies, grounds []pages.Choice
	for _, u := range district.Units {
		if u.Parent == "" {
			people = append(people, holders(district, u.Code, today)...)
			posts = append(posts, s.postsBelow(p, district, u.Code)...)
		}
	}
	for _, b := range district.Bodies {
		bodies = append(bodies, pages.Choice{Value: b.Code, Label: b.Name})
	}
	for _, code := range []string{"planned", "two_terms", "non_local", "other"} {
		grounds = append(grounds, pages.Choice{Value: code, Label: p.T(groundTexts[code])})
	}
	signing := signerFields(p, postgres.Signer{})
	view.Fields = []pages.InputView{
		{Kind: pages.LineInput, Name: "code", Label: p.T(pages.RotOpenCode), Hint: p.T(pages.RotOpenCodeHint)},
		choice("official", pages.ColPerson, byLabel(people)), choice("post", pages.ColNewPost, posts), choice("body", pages.RotPlanBody, byLabel(bodies)),
		{Kind: pages.LineInput, Name: "document", Label: p.T(pages.DocumentLabel), Hint: p.T(pages.DocumentHint)},
		{Kind: pages.DayInput, Name: "document_date", Label: p.T(pages.DocumentDate)},
		signing[0], signing[1],
		{Kind: pages.DayInput, Name: optionalField + "balloted", Label: p.T(pages.RotOpenBallot)},
		{Kind: pages.LineInput, Name: "months", Label: p.T(pages.ColMonths), Value: "36"}, choice("ground", pages.DecideGround, grounds),
		{Kind: pages.LineInput, Name: optionalField + "planned_for", Label: p.T(pages.RotOpenPlanned)},
		{Kind: pages.TextInput, Name: "purpose", Label: p.T(pages.DecidePurpose)},
		{Kind: pages.TextInput, Name: optionalField + "exception", Label: p.T(pages.RotOpenException)},
	}
	return nil
}
