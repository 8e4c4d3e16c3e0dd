package web

import (
	"fmt"
	"slices"
	"strings"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/ballot"
	"canbo/internal/calendar"
	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/planning"
	"canbo/internal/procedure"
	"canbo/internal/rotation"
	"canbo/internal/web/pages"
)

// Fields whose names end with whom they are about.
const (
	papersField   = "papers:"
	noteField     = optionalField + "note:"
	documentField = "document:"
	dateField     = "date:"
	monthsField   = "months:"
	groundField   = "ground:"
	purposeField  = "purpose:"
)

// rotationPlanForms are the pages of the acts of a plan.
func (s *server) rotationPlanForms(r chi.Router) {
	at := func(v *visit) place { return rotationPlanAt(v).place() }
	s.addForm(r, formAct{
		act: access.ProposeRotation, path: rotationPlanPath + "/proposals", kind: rotation.ActProposeRotation, at: at,
		title: pages.ProposeTitle, explain: pages.ProposeExplain, button: pages.ProposeButton,
		load: s.loadRotationProposal, file: s.fileRotationProposal, done: "proposals_filed",
	})
	s.addForm(r, formAct{
		act: access.AcceptAssignment, path: rotationPlanPath + "/acceptance", title: pages.AcceptTitle, explain: pages.AcceptExplain,
		button: pages.AcceptButton, load: s.loadAcceptance,
		file: func(v *visit) (*answer, error) {
			return filePlan(v, s, access.AcceptAssignment, rotation.AcceptedFiling{SHA256: v.field("sha256")})
		},
	})
	s.addForm(r, formAct{
		act: access.ConfirmPapers, path: rotationPlanPath + "/dossiers", title: pages.DossiersTitle, explain: pages.DossiersExplain,
		button: pages.DossiersButton, load: s.loadDossiers, file: s.fileDossiers,
	})
	s.addForm(r, formAct{
		act: access.AnswerConsultation, path: rotationPlanPath + "/answers", kind: rotation.ActAnswerConsultation, at: at,
		title: pages.ConsultTitle, explain: pages.ConsultExplain, button: pages.ConsultButton, load: s.loadAnswers, file: s.fileAnswers,
	})
	s.addForm(r, formAct{
		act: access.DecideRotations, path: rotationPlanPath + "/decisions", kind: rotation.ActDecideRotations, at: at,
		title: pages.DecideTitle, explain: pages.DecideExplain, button: pages.DecideButton, load: s.loadDecisions, file: s.fileDecisions,
	})
	s.addForm(r, formAct{
		act: access.BreakRotationTie, path: rotationPlanPath + "/tie-break", kind: procedure.CommandBreakTie, at: at,
		title: pages.TieTitle, explain: pages.TieExplain, button: pages.TieButton,
		fields: []pages.InputView{{Kind: pages.TextInput, Name: "reason"}}, texts: []pages.Text{pages.ColReason}, load: s.loadRotationTies,
		file: func(v *visit) (*answer, error) {
			return filePlan(v, s, access.BreakRotationTie, planning.TieFiling{Answers: answersOf(v), Reason: v.field("reason")})
		},
	})
	s.addForm(r, formAct{
		act: access.CancelRotationPlan, path: rotationPlanPath + "/cancellation", title: pages.RotCancel, explain: pages.CancelPlanSays,
		button: pages.RotCancel, fields: whyFields, texts: whyTexts,
		load: func(v *visit, view *pages.ActView) error {
			b, err := s.rotationPlanOn(v)
			if err != nil {
				return err
			}
			view.Where = b.unit(v.page, b.Root)
			return nil
		},
		file: func(v *visit) (*answer, error) {
			return filePlan(v, s, access.CancelRotationPlan, cancellation{Reason: v.field("reason"), Basis: v.field("basis")})
		},
		back: func(v *visit) string { return rotationPlanAddress(rotationPlanAt(v).Plan) },
	})
}

// loadAcceptance shows the assignment that is accepted, and sends back which one was seen.
func (s *server) loadAcceptance(v *visit, view *pages.ActView) error {
	b, err := s.rotationPlanOn(v)
	if err != nil {
		return err
	}
	if err := s.explain(v, &b); err != nil {
		return err
	}
	view.Where, view.Due = b.unit(v.page, b.Root), dueOf(b.Steps, rotation.StepAssignment)
	view.Fields = []pages.InputView{{Kind: pages.GivenInput, Name: "sha256", Value: b.SHA256}}
	section := pairSection(v, b)
	section.Links = []pages.LinkView{toRotationPlan(v.page, b.Code)}
	view.About = pages.Section(v.page, section)
	return nil
}

// loadDossiers lists the papers that the dossiers lack.
func (s *server) loadDossiers(v *visit, view *pages.ActView) error {
	b, err := s.rotationPlanOn(v)
	if err != nil {
		return err
	}
	p := v.page
	view.Where = b.unit(p, b.Root)
	for _, pair := range b.Pairs {
		if len(pair.Missing) == 0 {
			continue
		}
		f := pages.InputView{
			Kind: pages.ChecksInput, Name: optionalField + papersField + pair.Official, Group: b.person(p, pair.Official),
			Label: p.T(pages.RotFromTo, b.post(p, pair.From), b.post(p, pair.Post)),
		}
		for _, paper := range b.Papers {
			if slices.Contains(pair.Missing, paper.ID) {
				f.Choices = append(f.Choices, pages.Choice{Value: paper.ID, Label: p.L(evaluation.Label{VI: paper.VI, EN: paper.EN})})
			}
		}
		view.Fields = append(view.Fields, f, pages.InputView{Kind: pages.LineInput, Name: noteField + pair.Official, Label: p.T(pages.DossiersNote)})
	}
	return nil
}

// fileDossiers files the papers of one person after the other, under the form's key with the person.
func (s *server) fileDossiers(v *visit) (*answer, error) {
	var last *answer
	for _, official := range named(v, optionalField+papersField) {
		in := &rotationPlanFiling[rotation.PapersFiling]{
			RotationPlanPath: rotationPlanAt(v).RotationPlanPath, Idempotent: Idempotent{Key: keyOf(v).Key + "-" + official},
			Body: rotation.PapersFiling{
				Official: official, Items: v.r.PostForm[optionalField+papersField+official], Note: v.field(noteField + official),
			},
		}
		filed, err := call[answer](v.r.Context(), s, v.actor, access.ConfirmPapers, in)
		if err != nil {
			return nil, err
		}
		last = filed
	}
	if last == nil {
		return nil, fault.New(fault.Invalid, "no_paper_named", "Tick at least one paper.")
	}
	return last, nil
}

// named lists what the posted fields whose names begin so end with, in order.
func named(v *visit, prefix string) []string {
	var ends []string
	for name := range v.r.PostForm {
		if end, ok := strings.CutPrefix(name, prefix); ok {
			ends = append(ends, end)
		}
	}
	slices.Sort(ends)
	return ends
}

// loadAnswers asks about each pair what the reader is asked, and why not.
func (s *server) loadAnswers(v *visit, view *pages.ActView) error {
	in := rotationPlanAt(v)
	own, err := call[body[ownRotation]](v.r.Context(), s, v.actor, access.ReadOwnRotationPlan, &in)
	if err != nil {
		return err
	}
	questions, err := s.questionsOf(v, own.Body.Asked)
	if err != nil {
		return err
	}
	if len(questions) == 0 {
		view.Explain, view.Button = v.page.T(pages.AnswerNothing), ""
	}
	if r := own.Body.Reason; r != nil {
		view.About = pages.Section(v.page, pages.SectionPart{Title: v.page.T(pages.MineReason), Text: v.page.L(evaluation.Label{VI: r.VI, EN: r.EN})})
	}
	for i, a := range own.Body.Asked {
		view.Fields = append(view.Fields,
			pages.InputView{Kind: pages.ChoiceInput, Name: answerName(a), Label: questions[i], Choices: yesNo(v.page)},
			pages.InputView{Kind: pages.TextInput, Name: optionalName(a), Label: v.page.T(pages.AnswerReason)},
		)
	}
	return nil
}

// fileAnswers reads the answers back from the names of their fields.
func (s *server) fileAnswers(v *visit) (*answer, error) {
	var f rotation.ConsultedFiling
	for _, name := range named(v, answerField) {
		of := strings.Split(name, ":")
		if len(of) != 3 {
			continue
		}
		a := rotation.ConsultAnswerFiling{
			Side: rotation.Side(of[0]), Official: of[1], Post: of[2], Agrees: v.field(answerField+name) == planning.Yes,
			Text: strings.TrimSpace(v.field(optionalField + answerField + name)),
		}
		f.Answers = append(f.Answers, a)
	}
	return filePlan(v, s, access.AnswerConsultation, f)
}

// loadDecisions asks number, date and the rest for each pair that the ballot carried.
func (s *server) loadDecisions(v *visit, view *pages.ActView) error {
	b, err := s.rotationPlanOn(v)
	if err != nil {
		return err
	}
	p := v.page
	view.Where, view.Due = b.unit(p, b.Root), dueOf(b.Steps, rotation.StepDecision)
	grounds := []pages.Choice{}
	for _, code := range []string{"planned", "two_terms", "non_local", "other"} {
		grounds = append(grounds, pages.Choice{Value: code, Label: p.T(groundTexts[code])})
	}
	chair, err := s.Store.ChairOn(v.r.Context(), b.Body, s.now())
	if err != nil {
		return err
	}
	view.Fields = append(view.Fields, signerFields(p, chair)...)
	for _, pair := range b.Pairs {
		if !pair.Carried {
			continue
		}
		who := b.person(p, pair.Official)
		view.Fields = append(view.Fields,
			pages.InputView{
				Kind: pages.LineInput, Name: documentField + pair.Official, Group: who + ": " + b.post(p, pair.Post),
				Label: p.T(pages.DocumentLabel), Hint: p.T(pages.DocumentHint),
			},
			pages.InputView{Kind: pages.DayInput, Name: dateField + pair.Official, Label: p.T(pages.DocumentDate)},
			pages.InputView{Kind: pages.LineInput, Name: monthsField + pair.Official, Label: p.T(pages.DecideMonths, b.Months), Value: fmt.Sprint(b.Months)},
			pages.InputView{Kind: pages.ChoiceInput, Long: true, Name: groundField + pair.Official, Label: p.T(pages.DecideGround), Choices: grounds},
			pages.InputView{Kind: pages.TextInput, Name: purposeField + pair.Official, Label: p.T(pages.DecidePurpose)},
		)
	}
	return nil
}

func (s *server) fileDecisions(v *visit) (*answer, error) {
	var f rotation.PlanDecisionFiling
	for _, official := range named(v, documentField) {
		months, err := numberIn(v.field(monthsField+official), 1, 240)
		if err != nil {
			return nil, err
		}
		day, err := calendar.ParseDate(v.field(dateField + official))
		if err != nil {
			return nil, fault.New(fault.Invalid, "bad_date", "The day is no day of the calendar.")
		}
		f.Decisions = append(f.Decisions, rotation.DecidedFiling{
			Official: official, Document: strings.TrimSpace(v.field(documentField + official)), DocumentDate: day, Months: months,
			Ground: v.field(groundField + official), Purpose: v.field(purposeField + official),
			Signer: v.field(optionalField + signerField), SignerTitle: v.field(optionalField + signerTitleField),
		})
	}
	return filePlan(v, s, access.DecideRotations, f)
}

// loadRotationTies asks yes or no on every pair that the ballot has left to the head.
func (s *server) loadRotationTies(v *visit, view *pages.ActView) error {
	b, err := s.rotationPlanOn(v)
	if err != nil {
		return err
	}
	var ties []pages.InputView
	for _, pair := range b.Pairs {
		if pair.Verdict != ballot.LeftToHead || pair.Official == v.actor.ID {
			continue
		}
		ties = append(ties, pages.InputView{
			Kind: pages.ChoiceInput, Name: answerField + pair.Official, Choices: yesNo(v.page),
			Label: v.page.T(pages.QuestionRotate, b.person(v.page, pair.Official), b.post(v.page, pair.Post)),
		})
	}
	if len(ties) == 0 {
		return fault.New(fault.Conflict, "done_already", "No question is left to you.")
	}
	view.Where, view.Fields = b.unit(v.page, b.Root), append(ties, view.Fields...)
	return nil
}
