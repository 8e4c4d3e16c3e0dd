package web

import (
	"strconv"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/ballot"
	"canbo/internal/evaluation"
	"canbo/internal/rotation"
	"canbo/internal/rotation/assignment"
	"canbo/internal/web/pages"
)

// rotationPlanBallots are the pages of the ballot of a plan.
func (s *server) rotationPlanBallots(r chi.Router) {
	in := func(v *visit) *rotationPlanInput { at := rotationPlanAt(v); return &at }
	ballotOf[rotationPlanInput](s, r, rotationPlanPath, access.ReadRotationBallot, access.DrawRotationPapers, s.rotationWords(), in)
	countEntryOf(s, r, rotationPlanPath, access.ReadRotationEntries, access.EnterRotationCount, s.rotationWords(), in,
		func(v *visit, e ballot.PaperEntry) *rotationPlanFiling[ballot.PaperEntry] {
			return &rotationPlanFiling[ballot.PaperEntry]{RotationPlanPath: rotationPlanAt(v).RotationPlanPath, Idempotent: keyOf(v), Body: e}
		})
	s.voteForms(r, voteForms{
		path: rotationPlanPath, words: s.rotationWords(), at: func(v *visit) place { return rotationPlanAt(v).place() },
		elect: access.ElectRotationTellers, count: access.CountRotationBallot, confirm: access.ConfirmRotationCount,
		load: func(v *visit, view *pages.ActView) error {
			b, err := s.rotationPlanOn(v)
			if err != nil {
				return err
			}
			view.Where, view.Due = b.unit(v.page, b.Root), dueOf(b.Steps, rotation.StepBallot)
			return nil
		},
		members: func(v *visit) ([]string, string, error) {
			b, err := s.rotationPlanOn(v)
			if err != nil {
				return nil, "", err
			}
			return b.Members, b.Members[0], nil // the chair is the first
		},
		tellers: func(v *visit, f evaluation.TellersFiling) (*answer, error) {
			return filePlan(v, s, access.ElectRotationTellers, f)
		},
		counted: func(v *visit) (*answer, error) { return filePlan(v, s, access.CountRotationBallot, none{}) },
		confirmed: func(v *visit) (*answer, error) {
			return filePlan(v, s, access.ConfirmRotationCount, evaluation.MinutesFiling{Text: v.field("text")})
		},
		tallies: func(v *visit) (*body[count], error) {
			return call[body[count]](v.r.Context(), s, v.actor, access.ReadRotationTallies, in(v))
		},
	})
}

// rotationWords are those of a ballot on people who are to be rotated, which is answered by yes and no.
func (s *server) rotationWords() ballotWords {
	return ballotWords{
		where: func(v *visit) (string, error) {
			plan, err := s.Store.RotationPlan(v.r.Context(), rotationPlanAt(v).place().process)
			if err != nil {
				return "", err
			}
			_, day, err := s.Store.RotationPlanPolicyRef(v.r.Context(), plan.ID)
			if err != nil {
				return "", err
			}
			root, err := s.placeName(v.r.Context(), plan.Root)
			return v.page.T(pages.RotPlanTitle, strconv.Itoa(day.Year()), root), err
		},
		names: func(v *visit, _ []string) (questions, choices map[string]string, err error) {
			plan, err := s.Store.RotationPlan(v.r.Context(), rotationPlanAt(v).place().process)
			if err != nil {
				return nil, nil, err
			}
			named := assignment.Instance{}
			for _, pair := range plan.Pairs {
				named.People = append(named.People, assignment.Person{Official: pair.Official})
				named.Needs = append(named.Needs, assignment.Need{Post: pair.Post})
			}
			names, err := s.Store.RotationPlanNames(v.r.Context(), named)
			if err != nil {
				return nil, nil, err
			}
			questions = map[string]string{}
			for _, pair := range plan.Pairs {
				questions[pair.Official] = v.page.T(pages.QuestionRotate,
					v.page.L(names(assignment.OfPerson, pair.Official)), v.page.L(names(assignment.OfNeed, pair.Post)))
			}
			return questions, map[string]string{rotation.Yes: v.page.T(pages.AnswerYes), rotation.No: v.page.T(pages.AnswerNo)}, nil
		},
	}
}
