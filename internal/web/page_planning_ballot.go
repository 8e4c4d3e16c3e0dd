package web

import (
	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/ballot"
	"canbo/internal/evaluation"
	"canbo/internal/planning"
	"canbo/internal/postgres"
	"canbo/internal/web/pages"
)

// reviewBallots are the pages of the ballots of a review: of the conference, then of the committee.
func (s *server) reviewBallots(r chi.Router) {
	ballotOf[reviewInput](s, r, reviewPath, access.ReadReviewBallot, access.DrawReviewPapers, s.changeWords(),
		func(v *visit) *reviewInput { return &reviewInput{reviewAt(v)} })
	countEntryOf(s, r, reviewPath, access.ReadReviewEntries, access.EnterReviewCount, s.changeWords(),
		func(v *visit) *reviewInput { return &reviewInput{reviewAt(v)} },
		func(v *visit, e ballot.PaperEntry) *reviewFiling[ballot.PaperEntry] {
			return &reviewFiling[ballot.PaperEntry]{ReviewPath: reviewAt(v), Idempotent: keyOf(v), Body: e}
		})
	s.voteForms(r, voteForms{
		path: reviewPath, words: s.changeWords(), at: func(v *visit) place { return reviewAt(v).place() },
		elect: access.ElectReviewTellers, count: access.CountReviewBallot, confirm: access.ConfirmReviewCount,
		load: func(v *visit, view *pages.ActView) error {
			b, err := s.reviewOn(v, view, "")
			view.Due = openReviewStep(b).Due
			return err
		},
		members: func(v *visit) ([]string, string, error) {
			board, err := call[body[planReviewView]](v.r.Context(), s, v.actor, access.ReadReview, &reviewInput{reviewAt(v)})
			if err != nil {
				return nil, "", err
			}
			return board.Body.Members, board.Body.Chair, nil
		},
		tellers: func(v *visit, f evaluation.TellersFiling) (*answer, error) {
			return fileReview(v, s, access.ElectReviewTellers, f)
		},
		counted: func(v *visit) (*answer, error) { return fileReview(v, s, access.CountReviewBallot, none{}) },
		confirmed: func(v *visit) (*answer, error) {
			return fileReview(v, s, access.ConfirmReviewCount, evaluation.MinutesFiling{Text: v.field("text")})
		},
		tallies: func(v *visit) (*body[count], error) {
			return call[body[count]](v.r.Context(), s, v.actor, access.ReadReviewTallies, &reviewInput{reviewAt(v)})
		},
	})
}

// openReviewStep is the step that a review is in; a step without a name when it is in none.
func openReviewStep(b planReviewView) postgres.StepView {
	for _, step := range b.Steps {
		if step.Status == "open" {
			return step
		}
	}
	return postgres.StepView{}
}

// changeWords are those of a ballot on proposed changes, which are answered by yes and no.
func (s *server) changeWords() ballotWords {
	return ballotWords{
		where: func(v *visit) (string, error) {
			list, err := s.Store.PlanList(v.r.Context(), reviewAt(v).List)
			return v.page.T(pages.ReviewTitle, listName(v.page, list), reviewAt(v).Round), err
		},
		names: func(v *visit, _ []string) (questions, choices map[string]string, err error) {
			r, err := s.Store.Review(v.r.Context(), reviewAt(v).place().process)
			if err != nil {
				return nil, nil, err
			}
			names, err := s.reviewNames(v.r.Context(), r, nil)
			questions = map[string]string{}
			for _, x := range r.Proposals {
				questions[x.ID] = question(v.page, planProposalView{
					Proposal: x, Name: names.Officials[x.Entry.Official], PositionName: names.Positions[x.Entry.Position],
				})
			}
			return questions, map[string]string{planning.Yes: v.page.T(pages.AnswerYes), planning.No: v.page.T(pages.AnswerNo)}, err
		},
	}
}
