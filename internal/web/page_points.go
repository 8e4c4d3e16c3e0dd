package web

import (
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/postgres"
	"canbo/internal/web/pages"
)

// pointPages adds the page on which the chair, the deputy or the appraiser of a body names points to those on whom it decides.
func (s *server) pointPages(r chi.Router) {
	s.addForm(r, formAct{
		act: access.NamePoints, path: bodyPath + "/named-points", done: "points_named",
		title: pages.NamePointsTitle, explain: pages.NamePointsExplain, button: pages.NamePointsButton,
		fields: []pages.InputView{{Kind: pages.ChoiceInput, Name: "official", Long: true}, textField},
		texts:  []pages.Text{pages.NamePointsOfficial, pages.NamePointsLabel},
		load: func(v *visit, view *pages.ActView) error {
			people, err := s.decidedBy(v)
			if err != nil {
				return err
			}
			for _, o := range people {
				view.Fields[0].Choices = append(view.Fields[0].Choices, pages.Choice{Value: o.Official, Label: o.Name})
			}
			pages.SortByName(view.Fields[0].Choices)
			view.Fields[0].Value = v.r.URL.Query().Get("official")
			view.Where, err = s.placeName(v.r.Context(), bodyAt(v).Code)
			return err
		},
		file: func(v *visit) (*answer, error) {
			people, err := s.decidedBy(v)
			if err != nil {
				return nil, err
			}
			in := &pointsFiling{UnitPath: UnitPath{Cycle: bodyAt(v).Cycle}, Idempotent: keyOf(v)}
			in.Body.Official, in.Body.Points = v.field("official"), lines(v.field("text"))
			for _, o := range people {
				if o.Official == in.Body.Official {
					in.Unit = o.Unit
				}
			}
			return call[answer](v.r.Context(), s, v.actor, access.NamePoints, in)
		},
	})
}

// decidedBy are all officials on whom the body of a page decides.
func (s *server) decidedBy(v *visit) ([]postgres.OfficialRow, error) {
	at := bodyAt(v)
	var all []postgres.OfficialRow
	for after := ""; ; {
		people, err := call[body[postgres.List[postgres.OfficialRow]]](v.r.Context(), s, v.actor, access.ListOfficials, &officialsInput{
			CyclePath: CyclePath{Cycle: at.Cycle}, Code: at.Code, Paged: Paged{After: after, Limit: postgres.MaxPage},
		})
		if err != nil {
			return nil, err
		}
		all = append(all, people.Body.Items...)
		if after = people.Body.Next; after == "" {
			return all, nil
		}
	}
}

// lines are the lines of a text that are not empty.
func lines(text string) []string {
	var found []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			found = append(found, line)
		}
	}
	return found
}

func pointField(point int) string { return "answer-" + strconv.Itoa(point) }

// askPoints adds the points that the reader has to answer in this conference.
func (s *server) askPoints(v *visit, view *pages.SelfReviewView) error {
	return s.askPointsOf(v, v.actor.ID, view)
}

// askPointsOf adds the points that an official was asked to answer.
func (s *server) askPointsOf(v *visit, official string, view *pages.SelfReviewView) error {
	points, err := s.Store.NamedPoints(v.r.Context(), unitAt(v).Cycle, official)
	for _, point := range points {
		if point.Process == unitAt(v).place().process {
			view.Asked = append(view.Asked, pages.SectionView{
				Name: pointField(point.Number), Label: v.page.T(pages.AnswerPoint, point.Number), Hint: point.Text,
			})
		}
	}
	return err
}

// texts are all fields of a self-review in which something is written.
func texts(view *pages.SelfReviewView) []*pages.SectionView {
	var all []*pages.SectionView
	for i := range view.Sections {
		all = append(all, &view.Sections[i])
	}
	for i := range view.Asked {
		all = append(all, &view.Asked[i])
	}
	return all
}

// casePoints shows what somebody was asked to answer, with the answers of their self-review.
func (s *server) casePoints(v *visit, view *pages.CaseView) error {
	points, err := call[body[items[postgres.NamedPoint]]](v.r.Context(), s, v.actor, access.ReadPoints, &officialInput{officialAt(v)})
	if err != nil {
		return err
	}
	for _, point := range points.Body.Items {
		view.Points = append(view.Points, pages.PointView{Number: point.Number, Text: point.Text, Answer: view.Answers[point.Number]})
	}
	return nil
}

// mayName reports whether the reader names points for a body.
func mayName(v *visit, sitting bodyView) bool {
	seats := access.Seat{
		Chair: v.actor.ID == sitting.Chair, Deputy: v.actor.ID == sitting.Deputy, Appraiser: v.actor.ID == sitting.Appraiser,
	}
	return access.May(v.actor, access.NamePoints, access.Subject{Sitting: seats}) == nil
}
