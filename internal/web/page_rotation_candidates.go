package web

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/postgres"
	"canbo/internal/rotation"
	"canbo/internal/rotation/assignment"
	"canbo/internal/web/pages"
)

// candidatePage is how many people a page lists.
const candidatePage = 100

// rotationPlanPeople lists everybody whom the assignment considers, each with the sentence on them.
func (s *server) rotationPlanPeople(v *visit) error {
	b, err := s.rotationPlanOn(v)
	if err != nil {
		return err
	}
	if err := s.explain(v, &b); err != nil {
		return err
	}
	p, at := v.page, rotationPlanAddress(b.Code)
	persons := b.persons()
	if b.people, err = s.Store.OfficialNames(v.r.Context(), persons); err != nil {
		return err
	}
	skip, _ := strconv.Atoi(v.r.URL.Query().Get("skip")) // anything else begins at the front
	skip = min(max(skip, 0), len(persons))
	end := min(skip+candidatePage, len(persons))
	posts, err := s.presentOn(v, b, persons[skip:end]...)
	if err != nil {
		return err
	}
	t := pages.Table{Caption: p.T(pages.PeopleAll), Empty: p.T(pages.RotPeopleNone), Columns: p.Columns(pages.ColPerson, pages.ColPresent, pages.ColWhy)}
	for _, code := range persons[skip:end] {
		t.Rows = append(t.Rows, []pages.Cell{
			{Text: b.who(code), Href: at + "/candidates?official=" + code}, presentCell(p, posts[code]),
			{Text: b.reasons[assignment.Limit{Kind: assignment.OfPerson, Code: code}]},
		})
	}
	if end < len(persons) {
		t.Next = at + "/people?skip=" + strconv.Itoa(end)
	}
	return s.show(v, pages.Overview(p.Titled(pages.RotPeopleHead), pages.OverviewView{
		Links: []pages.LinkView{toRotationPlan(p, b.Code)}, Sections: []pages.SectionPart{{Table: &t}},
	}))
}

// presentOn are the posts that people hold on the day of a plan.
func (s *server) presentOn(v *visit, b planOnPage, officials ...string) (map[string]postgres.PresentPost, error) {
	day, err := time.Parse(time.DateOnly, b.Day)
	if err != nil {
		return nil, fmt.Errorf("read the day of plan %s: %w", b.Code, err)
	}
	return s.Store.PresentPosts(v.r.Context(), day, officials...)
}

// presentCell says a present post and, where the name of the post does not, its unit.
func presentCell(p pages.Page, at postgres.PresentPost) pages.Cell {
	post, unit := p.L(at.PostName), p.L(at.UnitName)
	if post == "" {
		return pages.Cell{Text: p.T(pages.PresentNone)}
	}
	return pages.Cell{Text: post, Notes: note(unit)}
}

func toRotationPlan(p pages.Page, plan string) pages.LinkView {
	return pages.LinkView{Text: p.T(pages.ToRotPlan), Href: rotationPlanAddress(plan)}
}

// rotationPlanCandidates lists the pairs of a post or of a person, and by which rule the others are excluded.
func (s *server) rotationPlanCandidates(v *visit) error {
	in := &candidatesInput{
		RotationPlanPath: rotationPlanAt(v).RotationPlanPath, Official: v.r.URL.Query().Get("official"), Post: v.r.URL.Query().Get("post"),
	}
	found, err := call[body[items[rotationCandidate]]](v.r.Context(), s, v.actor, access.ListCandidates, in)
	if err != nil {
		return err
	}
	b, err := s.rotationPlanOn(v)
	if err != nil {
		return err
	}
	if err := s.explain(v, &b); err != nil {
		return err
	}
	named := assignment.Instance{People: []assignment.Person{{Official: in.Official}}, Needs: []assignment.Need{{Post: in.Post}}}
	for _, c := range found.Body.Items {
		named.People = append(named.People, assignment.Person{Official: c.Official})
		named.Needs = append(named.Needs, assignment.Need{Post: c.Post})
	}
	if b.names, err = s.Store.RotationPlanNames(v.r.Context(), named); err != nil {
		return err
	}
	people := []string{in.Official}
	for _, c := range found.Body.Items {
		people = append(people, c.Official)
	}
	posts, err := s.presentOn(v, b, people...)
	if err != nil {
		return err
	}
	p, of := v.page, assignment.Limit{Kind: assignment.OfNeed, Code: in.Post}
	page := p.Titled(pages.CandidatesFor, b.post(p, in.Post))
	if in.Official != "" {
		of = assignment.Limit{Kind: assignment.OfPerson, Code: in.Official}
		page = p.Titled(pages.CandidatesOf, b.person(p, in.Official))
	}
	view := pages.OverviewView{
		Says: b.reasons[of], Links: []pages.LinkView{toRotationPlan(p, b.Code)}, Sections: candidateSections(v, b, in, found.Body.Items, posts),
	}
	if now := posts[in.Official]; now.Post != "" {
		view.Facts = []pages.Fact{{Term: p.T(pages.ColPresent), Text: p.L(now.PostName)}, {Term: p.T(pages.PresentUnit), Text: p.L(now.UnitName)}}
	}
	return s.show(v, pages.Overview(page, view))
}

func candidateSections(v *visit, b planOnPage, in *candidatesInput, found []rotationCandidate, posts map[string]postgres.PresentPost) []pages.SectionPart {
	p, heads, at := v.page, []pages.Text{pages.ColPerson, pages.ColPresent}, rotationPlanAddress(b.Code)
	if in.Official != "" {
		heads = []pages.Text{pages.ColNeed}
	}
	fit := pages.Table{
		Caption: p.T(pages.CandidatesFitAll), Empty: p.T(pages.CandidatesNoFit),
		Columns: p.Columns(append(slices.Clone(heads), pages.ColSuitability, pages.ColStatus)...),
	}
	out := pages.Table{
		Caption: p.T(pages.CandidatesOutAll), Empty: p.T(pages.CandidatesNoOut), Columns: p.Columns(append(slices.Clone(heads), pages.ColRule)...),
	}
	for _, c := range found {
		other := []pages.Cell{{Text: b.person(p, c.Official), Href: at + "/candidates?official=" + c.Official}, presentCell(p, posts[c.Official])}
		if in.Official != "" {
			other = []pages.Cell{{Text: b.post(p, c.Post), Href: at + "/candidates?post=" + c.Post}}
		}
		if !c.Eligible {
			out.Rows = append(out.Rows, append(other, pages.Cell{Notes: excludedBy(p, c.Excluded)}))
			continue
		}
		state := pages.Cell{}
		switch {
		case c.Fixed:
			state.Text = p.T(pages.CandidateFixed)
		case c.Placed:
			state.Text = p.T(pages.CandidatePlaced)
		case preparing(v, b):
			state = pages.Cell{Text: p.T(pages.CandidateTry), Href: at + "/changes?action=" + rotation.FixPair + "&official=" + c.Official + "&post=" + c.Post}
		}
		fit.Rows = append(fit.Rows, append(other, pages.Cell{Text: strconv.FormatInt(c.Suitability, 10)}, state))
	}
	inParts(v, "fit", &fit)
	inParts(v, "out", &out)
	return []pages.SectionPart{{Title: p.T(pages.CandidatesFit), Table: &fit}, {Title: p.T(pages.CandidatesOut), Table: &out}}
}

// excludedBy says by which rules a pair is excluded, and what they compared.
func excludedBy(p pages.Page, rules []rotationBreak) []pages.Note {
	notes := make([]pages.Note, len(rules))
	for i, r := range rules {
		notes[i].Text = p.L(evaluation.Label{VI: r.VI, EN: r.EN})
		if r.Values != "" {
			notes[i].Text += " (" + p.ComparedPair(r.Values) + ")"
		}
	}
	return notes
}

// ownPlanPage shows somebody what a plan asks of them, and what it has for them.
func (s *server) ownPlanPage(v *visit) error {
	in := rotationPlanAt(v)
	own, err := call[body[ownRotation]](v.r.Context(), s, v.actor, access.ReadOwnRotationPlan, &in)
	if err != nil {
		return err
	}
	p := v.page
	view := pages.OverviewView{}
	if view.Tasks, err = s.tasksIn(v, in.place().process); err != nil {
		return err
	}
	if r := own.Body.Reason; r != nil {
		view.Sections = append(view.Sections, pages.SectionPart{Title: p.T(pages.MineReason), Text: p.L(evaluation.Label{VI: r.VI, EN: r.EN})})
	}
	asked := pages.SectionPart{Title: p.T(pages.MineAsked)}
	questions, err := s.questionsOf(v, own.Body.Asked)
	if err != nil {
		return err
	}
	for _, q := range questions {
		asked.Cards = append(asked.Cards, pages.CardView{Title: q})
	}
	if len(questions) == 0 {
		asked.Text = p.T(pages.MineNone)
	}
	view.Sections = append(view.Sections, asked)
	return s.show(v, pages.Overview(p.Titled(pages.MineTitle), view))
}

// questionsOf asks each side what it is asked.
func (s *server) questionsOf(v *visit, asked []rotation.PlanAnswer) ([]string, error) {
	named := assignment.Instance{}
	for _, a := range asked {
		named.People = append(named.People, assignment.Person{Official: a.Official})
		named.Needs = append(named.Needs, assignment.Need{Post: a.Post})
	}
	names, err := s.Store.RotationPlanNames(v.r.Context(), named)
	if err != nil {
		return nil, err
	}
	questions := make([]string, len(asked))
	for i, a := range asked {
		questions[i] = v.page.T(questionTexts[a.Side], v.page.L(names(assignment.OfPerson, a.Official)), v.page.L(names(assignment.OfNeed, a.Post)))
	}
	return questions, nil
}

var questionTexts = map[rotation.Side]pages.Text{
	rotation.SideOrigin: pages.AskOrigin, rotation.SideDestination: pages.AskDestination, rotation.SidePerson: pages.AskPerson,
}

// answerName names the field of an answer about a pair.
func answerName(a rotation.PlanAnswer) string {
	return answerField + strings.Join([]string{string(a.Side), a.Official, a.Post}, ":")
}

// optionalName names the field of the reason that only a refusal needs.
func optionalName(a rotation.PlanAnswer) string { return optionalField + answerName(a) }
