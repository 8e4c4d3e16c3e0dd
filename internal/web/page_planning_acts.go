package web

import (
	"slices"
	"strings"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/ballot"
	"canbo/internal/fault"
	"canbo/internal/planning"
	"canbo/internal/postgres"
	"canbo/internal/procedure"
	"canbo/internal/web/pages"
)

// Fields whose names end with what they are about: what the draft misses, a proposal, a question.
const (
	missedField = "missed-"
	answerField = "answer-"
)

func (s *server) reviewForms(r chi.Router) {
	at := func(v *visit) place { return reviewAt(v).place() }
	s.addForm(r, formAct{
		act: access.ApprovePlan, path: reviewPath + "/approval", kind: planning.ActApprove, at: at,
		title: pages.ApprovalTitle, explain: pages.ApprovalExplain, button: pages.ApprovalButton,
		load: func(v *visit, view *pages.ActView) error { return s.loadApproval(v, view) },
		file: func(v *visit) (*answer, error) {
			return fileReview(v, s, access.ApprovePlan, approvalOf(v))
		},
		done: "plan_approved",
	})
	s.addForm(r, formAct{
		act: access.RecordPlanExternal, path: reviewPath + "/external-result", kind: procedure.CommandRecordExternal, at: at,
		title: pages.ExternalPlanTitle, explain: pages.ExternalPlanExplain, button: pages.ExternalPlanButton,
		fields: []pages.InputView{{Kind: pages.LineInput, Name: "decided_by"}}, texts: []pages.Text{pages.DecidedByLabel},
		load: func(v *visit, view *pages.ActView) error { return s.loadApproval(v, view) },
		file: func(v *visit) (*answer, error) {
			return fileReview(v, s, access.RecordPlanExternal, planning.ExternalApprovalFiling{
				ApprovalFiling: approvalOf(v), DecidedBy: v.field("decided_by"),
			})
		},
		done: "plan_approved",
	})
	s.addForm(r, formAct{
		act: access.SettlePlanConflict, path: reviewPath + "/settlement", kind: planning.ActSettle, at: at,
		title: pages.SettleTitle, explain: pages.SettleExplain, button: pages.SettleButton,
		fields: []pages.InputView{{Kind: pages.ChoiceInput, Name: "action"}, {Kind: pages.TextInput, Name: "reason"}},
		texts:  []pages.Text{pages.SettleAction, pages.ColReason},
		load:   func(v *visit, view *pages.ActView) error { return s.loadConflict(v, view) },
		file: func(v *visit) (*answer, error) {
			return fileReview(v, s, access.SettlePlanConflict, planning.SettlementFiling{Action: v.field("action"), Reason: v.field("reason")})
		},
	})
	s.addForm(r, formAct{
		act: access.BreakReviewTie, path: reviewPath + "/tie-break", kind: procedure.CommandBreakTie, at: at,
		title: pages.TieTitle, explain: pages.TieExplain, button: pages.TieButton,
		fields: []pages.InputView{{Kind: pages.TextInput, Name: "reason"}}, texts: []pages.Text{pages.ColReason},
		load: func(v *visit, view *pages.ActView) error { return s.loadTies(v, view) },
		file: func(v *visit) (*answer, error) {
			return fileReview(v, s, access.BreakReviewTie, planning.TieFiling{Answers: answersOf(v), Reason: v.field("reason")})
		},
	})
	s.steeringForms(r)
}

// steeringForms are what an administrator does in a review.
func (s *server) steeringForms(r chi.Router) {
	why := []pages.InputView{{Kind: pages.TextInput, Name: "reason"}, {Kind: pages.LineInput, Name: "basis"}}
	whyTexts := []pages.Text{pages.ColReason, pages.BasisLabel}
	because := func(act access.Act) func(v *visit) (*answer, error) {
		return func(v *visit) (*answer, error) {
			return fileReview(v, s, act, cancellation{Reason: v.field("reason"), Basis: v.field("basis")})
		}
	}
	place := func(v *visit, view *pages.ActView) error { return s.loadReview(v, view, "") }
	s.addForm(r, formAct{
		act: access.CancelReview, path: reviewPath + "/cancellation", title: pages.ReviewCancel, explain: pages.CancelExplain,
		button: pages.ReviewCancel, fields: why, texts: whyTexts, load: place, file: because(access.CancelReview),
	})
	s.addForm(r, formAct{
		act: access.RescreenReview, path: reviewPath + "/rescreening", title: pages.ReviewRescreen, explain: pages.RescreenExplain,
		button: pages.ReviewRescreen, fields: why, texts: whyTexts, load: place, file: because(access.RescreenReview),
	})
	s.addForm(r, formAct{
		act: access.AddFromAbove, path: reviewPath + "/additions", title: pages.ReviewAddAbove, explain: pages.AddAboveExplain,
		button: pages.ReviewAddAbove,
		fields: slices.Concat([]pages.InputView{
			{Kind: pages.ChoiceInput, Long: true, Name: "official"}, {Kind: pages.ChoiceInput, Long: true, Name: "position"},
			{Kind: pages.ChoiceInput, Name: "tier"}, {Kind: pages.ChoiceInput, Name: "source"},
		}, why),
		texts: slices.Concat([]pages.Text{pages.ColPerson, pages.ColPosition, pages.ColTier, pages.ColSource}, whyTexts),
		load:  func(v *visit, view *pages.ActView) error { return s.loadAddition(v, view) },
		file: func(v *visit) (*answer, error) {
			tier := 1
			if v.field("tier") == "2" {
				tier = 2
			}
			return fileReview(v, s, access.AddFromAbove, planning.AboveFiling{
				NominationFiling: planning.NominationFiling{
					Official: v.field("official"), Position: v.field("position"), Tier: tier, Source: sourceChoice(v.field("source")),
				},
				Reason: v.field("reason"), Basis: v.field("basis"),
			})
		},
	})
}

// fileReview files an act of the review that the page is about.
func fileReview[F any](v *visit, s *server, act access.Act, content F) (*answer, error) {
	return call[answer](v.r.Context(), s, v.actor, act, &reviewFiling[F]{ReviewPath: reviewAt(v), Idempotent: keyOf(v), Body: content})
}

// loadReview shows of which list a page is, and when its step is due.
func (s *server) loadReview(v *visit, view *pages.ActView, step string) error {
	_, err := s.reviewOn(v, view, step)
	return err
}

func (s *server) reviewOn(v *visit, view *pages.ActView, step string) (planReviewView, error) {
	board, err := call[body[planReviewView]](v.r.Context(), s, v.actor, access.ReadReview, &reviewInput{reviewAt(v)})
	if err != nil {
		return planReviewView{}, err
	}
	view.Where = listName(v.page, board.Body.List)
	view.Due = dueOf(board.Body.Steps, step)
	return board.Body, nil
}

// loadApproval asks a reason for each target that the draft misses, and for nothing else.
func (s *server) loadApproval(v *visit, view *pages.ActView) error {
	b, err := s.reviewOn(v, view, planning.StepApproval)
	if err != nil {
		return err
	}
	meter := pages.MeterView{Problem: v.page.T(pages.MeterNone)}
	label := func(of string) string { return of }
	if b.Structure != nil {
		if meter, err = s.meter(v, b.Policy, *b.Structure, entriesOf(b)); err != nil {
			return err
		}
		label = pages.GapLabels(*b.Structure, meter)
	}
	view.Fields = append(view.Fields,
		pages.InputView{Kind: pages.LineInput, Name: "document", Label: v.page.T(pages.DocumentLabel), Hint: v.page.T(pages.DocumentHint)},
		pages.InputView{Kind: pages.DayInput, Name: "document_date", Label: v.page.T(pages.DocumentDate)},
	)
	chair, err := s.Store.ChairOn(v.r.Context(), b.List.ApprovedBy, s.now())
	if err != nil {
		return err
	}
	view.Fields = append(view.Fields, signerFields(v.page, chair)...)
	for _, of := range b.Missed {
		view.Fields = append(view.Fields, pages.InputView{
			Kind: pages.TextInput, Name: missedField + of, Label: v.page.T(pages.MissedLabel, label(of)),
		})
	}
	people, err := s.Store.OfficialNames(v.r.Context(), proposers(b.Proposals))
	draft, proposed := draftTable(v.page, b.Draft), proposalTable(v.page, b, people)
	inParts(v, "draft", &draft)
	inParts(v, "proposed", &proposed)
	turnByForm(draft.Part)
	turnByForm(proposed.Part)
	view.About = pages.Before(v.page, meter, draft, proposed)
	return err
}

func approvalOf(v *visit) planning.ApprovalFiling {
	f := planning.ApprovalFiling{
		Document: v.field("document"), DocumentDate: v.field("document_date"),
		Signer: v.field(optionalField + signerField), SignerTitle: v.field(optionalField + signerTitleField),
	}
	for name := range v.r.PostForm {
		if of, ok := strings.CutPrefix(name, missedField); ok && v.field(name) != "" {
			f.Missed = append(f.Missed, planning.ReasonFiling{Of: of, Reason: v.field(name)})
		}
	}
	slices.SortFunc(f.Missed, func(a, b planning.ReasonFiling) int { return strings.Compare(a.Of, b.Of) })
	return f
}

// loadConflict offers the two ways out of a conflict of publication.
func (s *server) loadConflict(v *visit, view *pages.ActView) error {
	b, err := s.reviewOn(v, view, planning.StepApproval)
	if err != nil {
		return err
	}
	if b.Conflict == 0 {
		return fault.New(fault.Conflict, "done_already", "There is no conflict to settle.")
	}
	view.Explain = v.page.T(pages.ReviewConflict, b.Conflict)
	view.Fields[0].Choices = []pages.Choice{
		{Value: planning.Rebase, Label: v.page.T(pages.SettleRebase, b.Conflict)},
		{Value: planning.Abandon, Label: v.page.T(pages.SettleAbandon, b.Conflict)},
	}
	return nil
}

// loadTies asks yes or no on every question that a ballot has left to the head.
func (s *server) loadTies(v *visit, view *pages.ActView) error {
	b, err := s.reviewOn(v, view, "")
	if err != nil {
		return err
	}
	var ties []pages.InputView
	for _, x := range b.Proposals {
		left := x.Committee == ballot.LeftToHead || x.Committee == "" && x.Conference == ballot.LeftToHead
		if x.Status != planning.Standing || !left || x.Entry.Official == v.actor.ID {
			continue
		}
		ties = append(ties, pages.InputView{
			Kind: pages.ChoiceInput, Name: answerField + x.ID, Label: question(v.page, x), Choices: yesNo(v.page),
		})
	}
	if len(ties) == 0 {
		return fault.New(fault.Conflict, "done_already", "No question is left to you.")
	}
	view.Fields = append(ties, view.Fields...)
	return nil
}

func answersOf(v *visit) (answers []procedure.Answer) {
	for name := range v.r.PostForm {
		if id, ok := strings.CutPrefix(name, answerField); ok {
			answers = append(answers, procedure.Answer{Question: id, Choice: v.field(name)})
		}
	}
	slices.SortFunc(answers, func(a, b procedure.Answer) int { return strings.Compare(a.Question, b.Question) })
	return answers
}

// question says what is voted on.
func question(p pages.Page, x planProposalView) string {
	ask := pages.QuestionAdd
	if x.Kind == planning.Removed {
		ask = pages.QuestionRemove
	}
	return p.T(ask, x.Name, x.PositionName)
}

func yesNo(p pages.Page) []pages.Choice {
	return []pages.Choice{{Value: planning.Yes, Label: p.T(pages.AnswerYes)}, {Value: planning.No, Label: p.T(pages.AnswerNo)}}
}

// loadAddition offers everybody, and what the list prepares for.
func (s *server) loadAddition(v *visit, view *pages.ActView) error {
	b, err := s.reviewOn(v, view, "")
	if err != nil {
		return err
	}
	people, err := s.Store.Everybody(v.r.Context())
	if err != nil {
		return err
	}
	view.Fields[0].Choices = peopleChoices(people)
	for _, position := range b.Positions {
		view.Fields[1].Choices = append(view.Fields[1].Choices, pages.Choice{Value: position.Position, Label: position.Name})
	}
	view.Fields[2].Choices = []pages.Choice{{Value: "1", Label: "1"}, {Value: "2", Label: "2"}}
	view.Fields[3].Choices = []pages.Choice{
		{Value: "internal", Label: v.page.T(pages.SourceInternal)}, {Value: "external", Label: v.page.T(pages.SourceExternal)},
	}
	return nil
}

func peopleChoices(people []postgres.Nominee) []pages.Choice {
	choices := make([]pages.Choice, len(people))
	for i, p := range people {
		choices[i] = pages.Choice{Value: p.Code, Label: p.Name + " (" + p.Code + ")"}
	}
	pages.SortByName(choices)
	return choices
}
