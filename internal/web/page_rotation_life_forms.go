package web

import (
	"slices"
	"strings"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/rotation"
	"canbo/internal/web/pages"
)

// fileRotation files an act of the rotation that the page is about.
func fileRotation[F any](v *visit, s *server, act access.Act, content F) (*answer, error) {
	return call[answer](v.r.Context(), s, v.actor, act, &rotationFiling[F]{RotationPath: rotationAt(v), Idempotent: keyOf(v), Body: content})
}

// rotationForms are the pages of the acts of a rotation.
func (s *server) rotationForms(r chi.Router) {
	r.Get(appPath+rotationPath, s.signedIn(s.rotationPage))
	s.dayForms(r)
	s.assessmentForms(r)
	s.placementForms(r)
	s.rotationSteering(r)
}

// lifeForm adds the page of an act of a rotation, which leads back to the rotation.
func (s *server) lifeForm(r chi.Router, a formAct) {
	a.path = rotationPath + a.path
	a.at = func(v *visit) place { return rotationAt(v).place() }
	a.back = func(v *visit) string { return rotationAddress(rotationAt(v).Rotation) }
	more := a.load
	a.load = func(v *visit, view *pages.ActView) error {
		d, err := s.rotationOn(v)
		if err != nil {
			return err
		}
		view.Where = v.page.T(pages.LifeWhere, d.OfficialName, d.FromName, d.ToName)
		for _, step := range d.Steps {
			if step.Status == "open" {
				view.Due = step.Due
			}
		}
		if more == nil {
			return nil
		}
		return more(v, view)
	}
	s.addForm(r, a)
}

// dayForms are the announcement and the two sides of the handover.
func (s *server) dayForms(r chi.Router) {
	for _, x := range []struct {
		act           access.Act
		path, kind    string
		title, button pages.Text
		label         pages.Text
	}{
		{access.AnnounceRotation, "/announcement", rotation.ActAnnounce, pages.LifeAnnounce, pages.LifeRecord, pages.MinutesOfAnnounce},
		{access.ReleaseOfRotation, "/release", rotation.ActRelease, pages.LifeRelease, pages.LifeRecord, pages.MinutesOfHandover},
		{access.ReceiveOfRotation, "/receipt", rotation.ActReceive, pages.LifeReceive, pages.LifeRecord, pages.MinutesOfHandover},
	} {
		explain := pages.LifeHandoverSays
		if x.act == access.AnnounceRotation {
			explain = pages.LifeAnnounceSays
		}
		s.lifeForm(r, formAct{
			act: x.act, path: x.path, kind: x.kind, title: x.title, explain: explain, button: x.button,
			fields: []pages.InputView{{Kind: pages.DayInput, Name: "day"}, {Kind: pages.TextInput, Name: "minutes"}},
			texts:  []pages.Text{pages.ColDate, x.label},
			file: func(v *visit) (*answer, error) {
				return fileRotation(v, s, x.act, rotation.DayFiling{Day: v.field("day"), Minutes: v.field("minutes")})
			},
		})
	}
}

// assessmentForms are what the receiving unit confirms and what is assessed, by whom.
func (s *server) assessmentForms(r chi.Router) {
	s.lifeForm(r, formAct{
		act: access.ConfirmEntitlements, path: "/entitlements", title: pages.LifeDue, explain: pages.LifeDueSays, button: pages.LifeRecord,
		fields: []pages.InputView{{Kind: pages.ChecksInput, Name: "items"}, {Kind: pages.TextInput, Name: optionalField + "text"}},
		texts:  []pages.Text{pages.DueTitle, pages.LifeNote},
		load: func(v *visit, view *pages.ActView) error {
			d, err := s.rotationOn(v)
			for _, e := range d.Entitlements {
				if !e.Confirmed {
					view.Fields[0].Choices = append(view.Fields[0].Choices, pages.Choice{Value: e.ID, Label: v.page.L(evaluation.Label{VI: e.VI, EN: e.EN})})
				}
			}
			if len(view.Fields[0].Choices) == 0 {
				view.Button, view.Explain = "", v.page.T(pages.LifeDueNone)
			}
			return err
		},
		file: func(v *visit) (*answer, error) {
			return fileRotation(v, s, access.ConfirmEntitlements, rotation.EntitlementsFiling{
				Items: slices.Clone(v.r.PostForm["items"]), Text: v.field(optionalField + "text"),
			})
		},
	})
	for _, x := range []struct {
		act        access.Act
		path, kind string
		title      pages.Text
	}{
		{access.AssessRotation, "/assessment", rotation.ActAssess, pages.LifeAssess},
		{access.AssessRotationForBody, "/body-assessment", rotation.ActAssessForBody, pages.LifeAssessBody},
	} {
		s.lifeForm(r, formAct{
			act: x.act, path: x.path, kind: x.kind, title: x.title, explain: pages.LifeAssessSays, button: pages.LifeRecord,
			fields: []pages.InputView{{Kind: pages.ChoiceInput, Name: "grade"}, {Kind: pages.TextInput, Name: "text"}},
			texts:  []pages.Text{pages.LifeGrade, pages.LifeGrounds},
			load: func(v *visit, view *pages.ActView) error {
				d, err := s.rotationOn(v)
				for _, g := range d.Grades {
					view.Fields[0].Choices = append(view.Fields[0].Choices, pages.Choice{Value: string(g), Label: v.page.GradeName(g)})
				}
				return err
			},
			file: func(v *visit) (*answer, error) {
				return fileRotation(v, s, x.act, rotation.AssessmentFiling{Grade: evaluation.Grade(v.field("grade")), Text: v.field("text")})
			},
		})
	}
	s.lifeForm(r, formAct{
		act: access.ReviewOwnRotation, path: "/self-review", kind: rotation.ActReviewSelf, title: pages.LifeSelf, explain: pages.LifeSelfSays,
		button: pages.LifeFile, fields: []pages.InputView{textField}, texts: []pages.Text{pages.ColText},
		file: func(v *visit) (*answer, error) {
			return fileRotation(v, s, access.ReviewOwnRotation, rotation.SelfFiling{Text: v.field("text")})
		},
	})
}

// placementForms are the placement as it is planned and as it was decided.
func (s *server) placementForms(r chi.Router) {
	placement := []pages.InputView{{Kind: pages.ChoiceInput, Name: "placement"}, {Kind: pages.ChoiceInput, Long: true, Name: optionalField + "post"}}
	texts := []pages.Text{pages.ColPlacement, pages.LifePost}
	s.lifeForm(r, formAct{
		act: access.PlanPlacement, path: "/placement-plan", title: pages.LifePlan, explain: pages.LifePlanSays, button: pages.LifeRecord,
		fields: slices.Concat(placement, []pages.InputView{textField}), texts: slices.Concat(texts, []pages.Text{pages.ColReason}),
		load: s.loadPlacement,
		file: func(v *visit) (*answer, error) {
			return fileRotation(v, s, access.PlanPlacement, rotation.PlanFiling{
				Placement: rotation.Placement(v.field("placement")), Post: v.field(optionalField + "post"), Text: v.field("text"),
			})
		},
	})
	s.lifeForm(r, formAct{
		act: access.PlaceOfficial, path: "/placement", title: pages.LifePlace, explain: pages.LifePlaceSays, button: pages.LifeRecord,
		fields: slices.Concat(placement, []pages.InputView{{Kind: pages.DayInput, Name: "day"}, {Kind: pages.LineInput, Name: "document"}}),
		texts:  slices.Concat(texts, []pages.Text{pages.LifeFirstDay, pages.DocumentLabel}), load: s.loadPlacement,
		file: func(v *visit) (*answer, error) {
			return fileRotation(v, s, access.PlaceOfficial, rotation.PlaceFiling{
				Placement: rotation.Placement(v.field("placement")), Post: v.field(optionalField + "post"), Day: v.field("day"),
				Document: strings.TrimSpace(v.field("document")),
			})
		},
	})
}

// loadPlacement offers the placements of the policy, and all posts.
func (s *server) loadPlacement(v *visit, view *pages.ActView) error {
	d, err := s.rotationOn(v)
	if err != nil {
		return err
	}
	for _, p := range d.Placements {
		view.Fields[0].Choices = append(view.Fields[0].Choices, pages.Choice{Value: string(p), Label: v.page.T(placedTexts[string(p)])})
	}
	district, err := s.Store.District(v.r.Context())
	if err != nil {
		return err
	}
	for _, u := range district.Units {
		if u.Parent == "" {
			view.Fields[1].Choices = append(view.Fields[1].Choices, s.postsBelow(v.page, district, u.Code)...)
		}
	}
	return nil
}

// rotationSteering is what an administrator does in a rotation.
func (s *server) rotationSteering(r chi.Router) {
	s.lifeForm(r, formAct{
		act: access.ExtendRotation, path: "/extension", title: pages.LifeExtend, explain: pages.LifeExtendSays, button: pages.LifeExtend,
		fields: slices.Concat([]pages.InputView{{Kind: pages.LineInput, Name: "months"}}, whyFields),
		texts:  slices.Concat([]pages.Text{pages.LifeMonthsMore}, whyTexts),
		file: func(v *visit) (*answer, error) {
			months, err := numberIn(v.field("months"), 1, 60)
			if err != nil {
				return nil, err
			}
			return fileRotation(v, s, access.ExtendRotation, rotation.ExtensionFiling{Months: months, Reason: v.field("reason"), Basis: v.field("basis")})
		},
	})
	s.lifeForm(r, formAct{
		act: access.EndRotationEarly, path: "/early-end", title: pages.LifeEndEarly, explain: pages.LifeEarlySays, button: pages.LifeEndEarly,
		fields: slices.Concat([]pages.InputView{{Kind: pages.DayInput, Name: "day"}}, whyFields),
		texts:  slices.Concat([]pages.Text{pages.ColDate}, whyTexts),
		file: func(v *visit) (*answer, error) {
			return fileRotation(v, s, access.EndRotationEarly, rotation.EarlyEndFiling{Day: v.field("day"), Reason: v.field("reason"), Basis: v.field("basis")})
		},
	})
	s.lifeForm(r, formAct{
		act: access.RevokeRotation, path: "/revocation", title: pages.LifeRevoke, explain: pages.LifeRevokeSays, button: pages.LifeRevoke,
		fields: whyFields, texts: whyTexts,
		file: func(v *visit) (*answer, error) {
			return fileRotation(v, s, access.RevokeRotation, cancellation{Reason: v.field("reason"), Basis: v.field("basis")})
		},
	})
	s.lifeForm(r, formAct{
		act: access.AdoptRotation, path: "/process", title: pages.RotAdopt, explain: pages.LifeAdoptSays, button: pages.RotAdopt,
		file: func(v *visit) (*answer, error) {
			_, err := call[openedRotation](v.r.Context(), s, v.actor, access.AdoptRotation, &rotationInput{rotationAt(v)})
			return &answer{}, err
		},
	})
}
