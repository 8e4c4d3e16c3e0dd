package web

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
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
	all  bool // everybody on the list must get a grade
	file func(v *visit, marks []evaluation.MarkFiling) (*answer, error)
	done string
}

// caps is the cap on Excellent with the people that it counts; those whose grade is chosen on the page take that.
type caps struct {
	limit   evaluation.Cap
	members []evaluation.Member
	note    pages.Text
}

func (s *server) addMarks(r chi.Router, m marksPage) {
	path := appPath + m.path
	r.Get(path, s.signedIn(func(v *visit) error {
		view, c, err := m.view(v)
		if err != nil {
			return err
		}
		c.show(v, &view)
		return s.show(v, pages.Marks(v.page.Titled(m.title), view))
	}))
	r.Post(path, s.signedIn(func(v *visit) error { return s.postMarks(v, m) }))
	r.Post(path+"/check", s.signedIn(func(v *visit) error {
		view, c, err := m.view(v)
		if err != nil {
			return err
		}
		view.Action = strings.TrimSuffix(view.Action, "/check")
		fillMarks(v, &view, v.r.URL.Query().Get("fill") == "suggested")
		c.show(v, &view)
		if v.r.Header.Get("HX-Request") == "true" {
			return s.show(v, pages.Caps(v.page, view.Caps, view.CapNote))
		}
		return s.show(v, pages.Marks(v.page.Titled(m.title), view))
	}))
}

func (s *server) postMarks(v *visit, m marksPage) error {
	view, c, err := m.view(v)
	if err != nil {
		return err
	}
	fillMarks(v, &view, false)
	c.show(v, &view)
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
	return s.showAs(v, status, pages.Marks(v.page.Titled(m.title), view))
}

// showReasons shows the field for a reason wherever a grade is chosen.
func showReasons(view *pages.MarksView) {
	for i := range view.Rows {
		view.Rows[i].ShowWhy = view.Rows[i].ShowWhy || view.Rows[i].Grade != ""
	}
}

// fillMarks writes what was chosen into the list; suggested grades are taken where nothing was and it was asked for.
func fillMarks(v *visit, view *pages.MarksView, suggested bool) {
	for i := range view.Rows {
		row := &view.Rows[i]
		row.Grade, row.Reason = v.field("grade-"+row.Code), v.field("reason-"+row.Code)
		if row.Grade == "" && suggested {
			row.Grade = row.Advice
		}
		row.ShowWhy = row.Reason != "" || row.Advice != "" && row.Grade != "" && row.Grade != row.Advice
	}
	if view.Extended != nil {
		view.Extended.Value = v.field(view.Extended.Name)
	}
}

// readMarks makes a filing of what was chosen, or says line by line what is missing.
func readMarks(p pages.Page, view *pages.MarksView, all bool) ([]evaluation.MarkFiling, *pages.Problem) {
	wrong := map[string]string{}
	var marks []evaluation.MarkFiling
	for _, row := range view.Rows {
		switch {
		case row.Grade == "" && all:
			wrong["grade-"+row.Code] = p.T(pages.ChooseGrade) + ": " + row.Name
		case row.Grade == "":
			continue
		case row.Advice != "" && row.Grade != row.Advice && strings.TrimSpace(row.Reason) == "":
			wrong["reason-"+row.Code] = p.T(pages.ReasonNeeded) + ": " + row.Name
		}
		marks = append(marks, evaluation.MarkFiling{Subject: row.Code, Grade: evaluation.Grade(row.Grade), Reason: strings.TrimSpace(row.Reason)})
	}
	if len(marks) == 0 {
		return nil, &pages.Problem{Text: p.Fault("no_marks", "Name at least one person and grade.")}
	}
	if len(wrong) > 0 {
		return nil, &pages.Problem{Text: p.T(pages.CheckForm), Fields: wrong}
	}
	return marks, nil
}

// show counts the groups with what is chosen on the page.
func (c caps) show(v *visit, view *pages.MarksView) {
	chosen := map[string]evaluation.Grade{}
	for _, row := range view.Rows {
		if row.Grade != "" {
			chosen[row.Code] = evaluation.Grade(row.Grade)
		}
	}
	view.Caps, view.CapNote = c.lines(v.page, chosen)
}

func (c caps) lines(p pages.Page, chosen map[string]evaluation.Grade) ([]pages.CapLine, string) {
	if c.limit.RatioBP == 0 {
		return nil, ""
	}
	members := slices.Clone(c.members)
	for i := range members {
		if grade, ok := chosen[members[i].Official]; ok {
			members[i].Grade = grade
		}
	}
	var lines []pages.CapLine
	for _, g := range c.limit.Groups(members) {
		denominator := g.Good
		if c.limit.Denominator == evaluation.AllStaff {
			denominator = g.All
		}
		allowed := c.limit.Allowed(denominator)
		lines = append(lines, pages.CapLine{
			Group: p.Group(g.Key), Excellent: g.Excellent, Good: g.Good, Allowed: allowed, Over: g.Excellent > allowed,
		})
	}
	note := c.note
	if c.limit.Denominator == evaluation.AllStaff {
		note = pages.CapNoteAll
	}
	return lines, p.T(note, p.Percent(c.limit.RatioBP))
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

func (s *server) proposalPages(r chi.Router) {
	s.addMarks(r, marksPage{
		act: access.Propose, path: unitPath + "/proposals", title: pages.ProposalsTitle, all: true, view: s.proposalsView,
		file: func(v *visit, marks []evaluation.MarkFiling) (*answer, error) {
			return call[answer](v.r.Context(), s, v.actor, access.Propose, &unitFiling[evaluation.MarksFiling]{
				UnitPath: unitAt(v), Idempotent: keyOf(v), Body: evaluation.MarksFiling{Marks: marks},
			})
		},
	})
}

func (s *server) proposalsView(v *visit) (pages.MarksView, caps, error) {
	ctx, at := v.r.Context(), unitAt(v)
	view := pages.MarksView{Form: s.newForm(v), Explain: v.page.T(pages.ProposalsExplain), Button: v.page.T(pages.ProposalsButton), Self: true}
	board, err := call[body[unitView]](ctx, s, v.actor, access.ReadUnit, &unitInput{at})
	if err != nil {
		return view, caps{}, err
	}
	view.Due = stepOf(board.Body.Steps, evaluation.StepProposal).Due
	if view.Where, err = s.placeName(ctx, at.Unit); err != nil {
		return view, caps{}, err
	}
	if view.Grades, err = s.gradeChoices(v, at.Cycle); err != nil {
		return view, caps{}, err
	}
	list, err := s.fallingTo(v, board.Body.Meeting, evaluation.ActPropose)
	if err != nil {
		return view, caps{}, err
	}
	review, err := s.Store.UnitReview(ctx, at.Cycle, at.Unit)
	if err != nil {
		return view, caps{}, err
	}
	shares := map[string]string{}
	if c, err := call[body[count]](ctx, s, v.actor, access.ReadUnitTallies, &unitInput{at}); err == nil {
		shares = ballotShares(c, evaluation.Excellent)
	} else if !missing(err) {
		return view, caps{}, err
	}
	people, err := call[body[postgres.List[postgres.OfficialRow]]](ctx, s, v.actor, access.ListOfficials, &officialsInput{
		CyclePath: CyclePath{Cycle: at.Cycle}, Unit: at.Unit, Paged: Paged{Limit: postgres.MaxPage},
	})
	if err != nil {
		return view, caps{}, err
	}
	labels := labelsOf(view.Grades)
	c := caps{limit: review.Rules.Cap, note: pages.CapNoteUnit}
	for _, o := range people.Body.Items {
		c.members = append(c.members, evaluation.Member{
			Official: o.Official, Unit: o.Unit, Group: o.Group, Head: o.Head, Grade: evaluation.Grade(o.ProposedGrade),
		})
		if list[o.Official] {
			view.Rows = append(view.Rows, pages.MarkRow{
				Code: o.Official, Name: o.Name, Detail: v.page.Group(o.Group), Self: labels[o.SelfGrade], Tally: shares[o.Official],
				Decided: labels[o.ProposedGrade], ShowWhy: true,
			})
		}
	}
	return view, c, nil
}

func labelsOf(choices []pages.Choice) map[string]string {
	labels := make(map[string]string, len(choices))
	for _, c := range choices {
		labels[c.Value] = c.Label
	}
	return labels
}

// groundsOf says in sentences what kept somebody from a better grade, and what the policy asks to be considered.
func groundsOf(p pages.Page, raw json.RawMessage, grades []evaluation.GradeLabel) (sentences []string, gap bool, err error) {
	if len(raw) == 0 {
		return nil, false, nil
	}
	var g evaluation.Grounds
	if err := json.Unmarshal(raw, &g); err != nil {
		return nil, false, fmt.Errorf("read grounds: %w", err)
	}
	labels := map[evaluation.Grade]evaluation.Label{}
	for _, grade := range grades {
		labels[grade.Grade] = grade.Label
	}
	vi, en := g.Sentences(labels)
	for i := range vi {
		sentences = append(sentences, p.L(evaluation.Label{VI: vi[i], EN: en[i]}))
	}
	for _, a := range g.Judgement.Advice {
		sentences = append(sentences, p.L(evaluation.Label{VI: a.VI, EN: a.EN}))
	}
	return sentences, g.Suggestion.Gap, nil
}
