package web

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/postgres"
	"canbo/internal/web/pages"
)

// marksPage is a page on which several people or units get grades.
type marksPage struct {
	act   access.Act
	path  string
	title pages.Text
	// view is the list with what is known of each, before anything is chosen, and who counts in the cap.
	view func(v *visit) (pages.MarksView, caps, error)
	// explain adds the grounds to those whom the page shows of a long list; nil where the list has them already.
	explain func(v *visit, rows []pages.MarkRow) error
	all     bool // everybody on the list must get a grade
	file    func(v *visit, marks []evaluation.MarkFiling) (*answer, error)
	done    string
}

func (s *server) addMarks(r chi.Router, m marksPage) {
	path := appPath + m.path
	r.Get(path, s.signedIn(func(v *visit) error {
		view, c, err := m.view(v)
		if err != nil {
			return err
		}
		return s.showMarks(v, m, &view, c, http.StatusOK)
	}))
	r.Post(path, s.signedIn(func(v *visit) error { return s.postMarks(v, m) }))
	r.Post(path+"/check", s.signedIn(func(v *visit) error {
		view, c, err := m.view(v)
		if err != nil {
			return err
		}
		view.Action = strings.TrimSuffix(view.Action, "/check")
		fillMarks(v, &view, v.r.URL.Query().Get("fill") == "suggested")
		if v.r.Header.Get("HX-Request") == "true" {
			c.show(v, &view)
			return s.show(v, pages.CapsChanged(v.page, view.Caps))
		}
		return s.showMarks(v, m, &view, c, http.StatusOK)
	}))
}

// showMarks counts everybody on the list, and shows the part of it that was asked for.
func (s *server) showMarks(v *visit, m marksPage, view *pages.MarksView, c caps, status int) error {
	c.show(v, view)
	narrow(v, view)
	if m.explain != nil {
		if err := m.explain(v, view.Rows); err != nil {
			return err
		}
	}
	return s.showAs(v, status, pages.Marks(v.page.Titled(m.title), *view))
}

func (s *server) postMarks(v *visit, m marksPage) error {
	view, c, err := m.view(v)
	if err != nil {
		return err
	}
	fillMarks(v, &view, false)
	status := http.StatusUnprocessableEntity
	var marks []evaluation.MarkFiling
	if marks, view.Problem = readMarks(v.page, &view, m.all); view.Problem == nil {
		filed, err := m.file(v, marks)
		if err == nil {
			return s.filed(v, filed, m.done)
		}
		if view.Problem, status, err = s.refused(v, m.act, err); err != nil {
			return err
		}
		showReasons(&view) // a head's suggestion gives way to the unit's result, which this page does not foresee
	}
	return s.showMarks(v, m, &view, c, status)
}

// showReasons shows the field for a reason wherever a grade is chosen.
func showReasons(view *pages.MarksView) {
	for i := range view.Rows {
		view.Rows[i].ShowWhy = view.Rows[i].ShowWhy || view.Rows[i].Grade != ""
	}
}

// fillMarks writes what was chosen into the list; suggested grades are taken where nothing was and it was asked for, also
// for those whom the page does not show.
func fillMarks(v *visit, view *pages.MarksView, suggested bool) {
	for i := range view.Rows {
		row := &view.Rows[i]
		row.Grade, row.Reason = v.field("grade-"+row.Code), v.field("reason-"+row.Code)
		if row.Grade == "" && suggested {
			row.Grade = row.Advice
		}
		row.ShowWhy = !view.Reasoned || row.Reason != "" || row.Departs()
	}
	if view.Extended != nil {
		view.Extended.Value = v.field(view.Extended.Name)
	}
}

// readMarks makes a filing of what was chosen, or says line by line what is missing.
func readMarks(p pages.Page, view *pages.MarksView, all bool) ([]evaluation.MarkFiling, *pages.Problem) {
	wrong := map[string]string{}
	var marks []evaluation.MarkFiling
	var order []string
	for _, row := range view.Rows {
		order = append(order, "grade-"+row.Code, "reason-"+row.Code)
		switch {
		case row.Grade == "" && all:
			wrong["grade-"+row.Code] = p.T(pages.ChooseGrade) + ": " + row.Name
		case row.Grade == "":
			continue
		case view.Reasoned && row.Departs() && strings.TrimSpace(row.Reason) == "":
			wrong["reason-"+row.Code] = p.T(pages.ReasonNeeded) + ": " + row.Name
		}
		marks = append(marks, evaluation.MarkFiling{Subject: row.Code, Grade: evaluation.Grade(row.Grade), Reason: strings.TrimSpace(row.Reason)})
	}
	if len(marks) == 0 {
		return nil, &pages.Problem{Text: p.Fault("no_marks", "Name at least one person and grade.")}
	}
	if len(wrong) > 0 {
		return nil, &pages.Problem{Text: p.T(pages.CheckForm), Fields: wrong, Order: order}
	}
	return marks, nil
}

// ownMarks fills in what every list of marks says of its meeting, and returns whose mark in a step falls to the reader.
func (s *server) ownMarks(v *visit, view *pages.MarksView, m Meeting, step, act string) (list map[string]bool, err error) {
	view.Due = dueOf(m.Steps, step)
	if view.Where, err = s.placeName(v.r.Context(), m.Code); err != nil {
		return nil, err
	}
	if view.Grades, err = s.gradeChoices(v, m.Cycle); err != nil {
		return nil, err
	}
	return s.fallingTo(v, m, act)
}

// fallingTo are the subjects that fall to the reader, or to whom they stand in for, in an act.
func (s *server) fallingTo(v *visit, m Meeting, act string) (map[string]bool, error) {
	tasks, _, err := s.Store.TasksByDue(v.r.Context(), v.actor.ID, 0, postgres.MaxPage)
	if err != nil {
		return nil, err
	}
	mine := map[string]bool{}
	for _, t := range tasks {
		if t.Process == m.Process.ID && t.Act == act {
			mine[cmp.Or(t.Holder, v.actor.ID)] = true
			mine[v.actor.ID] = true
		}
	}
	list := map[string]bool{}
	for _, d := range m.Duties {
		if d.Act == act && mine[d.Assignee] {
			list[d.Subject] = true
		}
	}
	return list, nil
}

// ballotShares are the votes for the best grade on each subject, such as 5/7; empty before the count.
func ballotShares(c *body[count], best evaluation.Grade) map[string]string {
	shares := map[string]string{}
	for _, subject := range c.Body.Subjects {
		for _, box := range subject.Boxes {
			if box.Choice == string(best) {
				shares[subject.Subject] = fmt.Sprintf("%d/%d", box.Votes, subject.Valid)
			}
		}
	}
	return shares
}

func labelsOf(choices []pages.Choice) map[string]string {
	labels := make(map[string]string, len(choices))
	for _, c := range choices {
		labels[c.Value] = c.Label
	}
	return labels
}

// groundsOf reads grounds and says them in sentences; they are zero where there are none.
func groundsOf(p pages.Page, raw json.RawMessage, labels map[string]string) (evaluation.Grounds, []string, error) {
	var g evaluation.Grounds
	if len(raw) == 0 {
		return g, nil, nil
	}
	if err := json.Unmarshal(raw, &g); err != nil {
		return g, nil, fmt.Errorf("read grounds: %w", err)
	}
	return g, groundSentences(p, g, labels), nil
}

// groundSentences say what kept somebody from a better grade, and what the policy asks to be considered.
func groundSentences(p pages.Page, g evaluation.Grounds, labels map[string]string) []string {
	inBoth := map[evaluation.Grade]evaluation.Label{} // the page shows one language
	for grade, label := range labels {
		inBoth[evaluation.Grade(grade)] = evaluation.Label{VI: label, EN: label}
	}
	var sentences []string
	vi, en := g.Sentences(inBoth)
	for i := range vi {
		sentences = append(sentences, p.L(evaluation.Label{VI: vi[i], EN: en[i]}))
	}
	for _, a := range g.Judgement.Advice {
		sentences = append(sentences, p.L(evaluation.Label{VI: a.VI, EN: a.EN}))
	}
	return sentences
}
