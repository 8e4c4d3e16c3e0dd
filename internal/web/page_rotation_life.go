package web

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/postgres"
	"canbo/internal/rotation"
	"canbo/internal/rotation/assignment"
	"canbo/internal/web/pages"
)

// rotationAt reads the rotation from the address of a page.
func rotationAt(v *visit) RotationPath { return RotationPath{Rotation: chi.URLParam(v.r, "rotation")} }

var lifeSteps = map[string]pages.Text{
	rotation.StepAnnouncement: pages.StepLifeAnnounce, rotation.StepHandover: pages.StepLifeHandover,
	rotation.StepEntitlements: pages.StepLifeDue, rotation.StepEndReview: pages.StepLifeEnd, rotation.StepPlacement: pages.StepLifePlace,
}

// lifeStep names a step of a rotation; service-2 and checkpoint-2 by their number.
func lifeStep(name string) pages.Text {
	if text, ok := lifeSteps[name]; ok {
		return text
	}
	kind, number, _ := strings.Cut(name, "-")
	text := pages.StepLifeService
	if kind == rotation.StepCheckpoint {
		text = pages.StepLifeCheck
	}
	n, _ := strconv.Atoi(number) // 0 for a name that has none
	return pages.Text(fmt.Sprintf(string(text), n, n))
}

func (s *server) rotationOn(v *visit) (rotationDetail, error) {
	read, err := call[body[rotationDetail]](v.r.Context(), s, v.actor, access.ReadRotation, &rotationInput{rotationAt(v)})
	if err != nil {
		return rotationDetail{}, err
	}
	return read.Body, nil
}

// rotationPage shows the life of a rotation, and what the reader can do in it.
func (s *server) rotationPage(v *visit) error {
	r, err := s.rotationOn(v)
	if err != nil {
		return err
	}
	p := v.page
	view := pages.OverviewView{Steps: stepLines(r.Steps), Links: lifeLinks(v, r)}
	for i, step := range r.Steps {
		view.Steps[i].Name = lifeStep(step.Name)
	}
	if r.Revoked {
		view.Says, view.Bad = p.T(pages.LifeRevoked), true
	}
	if r.Process != "" {
		if view.Tasks, err = s.tasksIn(v, r.Process); err != nil {
			return err
		}
	}
	if view.Facts, err = s.lifeFacts(v, r); err != nil {
		return err
	}
	timeline, err := s.timeline(v, r)
	if err != nil {
		return err
	}
	if len(r.Entitlements) > 0 {
		view.Sections = append(view.Sections, entitlementSection(p, r))
	}
	view.Sections = append(view.Sections, timeline)
	return s.show(v, pages.Overview(p.Titled(pages.LifeTitle, r.OfficialName), view))
}

func (s *server) lifeFacts(v *visit, r rotationDetail) ([]pages.Fact, error) {
	p := v.page
	decides, err := s.placeName(v.r.Context(), r.Body)
	if err != nil {
		return nil, err
	}
	facts := []pages.Fact{
		{Term: p.T(pages.ColBorn), Text: day(p, r.Born)},
		{Term: p.T(pages.ColOldPost), Text: r.FromName}, {Term: p.T(pages.ColNewPost), Text: r.ToName},
		{Term: p.T(pages.ColNumber), Text: r.Decision + " " + p.T(pages.DecidedOn, day(p, r.Decided)) + ", " + decides},
		{Term: p.T(pages.DecideGround), Text: p.T(groundTexts[r.Ground])}, {Term: p.T(pages.DecidePurpose), Text: r.Purpose},
		{Term: p.T(pages.ColWay), Text: p.T(wayTexts[r.Direction])},
		{Term: p.T(pages.ColMonths), Text: strconv.Itoa(r.Months)},
	}
	add := func(term pages.Text, text string) {
		if text != "" {
			facts = append(facts, pages.Fact{Term: p.T(term), Text: text})
		}
	}
	add(pages.ColPlannedFor, r.PlannedFor)
	if r.Started != "" {
		add(pages.ColPeriod, p.T(pages.PeriodFrom, day(p, r.Started))+" "+p.T(pages.PeriodTo, day(p, r.Ends)))
	}
	add(pages.LifeGradeBefore, p.GradeName(evaluation.Grade(r.GradeBefore)))
	add(pages.LifeGradeAfter, p.GradeName(evaluation.Grade(r.GradeAfter)))
	add(pages.LifeIntended, p.T(placedTexts[r.Intended]))
	if placed := placementCell(p, r.RotationView); r.Placement != "" {
		var text strings.Builder
		text.WriteString(placed.Text + ", " + r.PlacementPaper)
		for _, n := range placed.Notes {
			text.WriteString(", " + n.Text)
		}
		add(pages.ColPlacement, text.String())
	}
	if r.Parts == nil {
		return facts, nil
	}
	names, err := s.Store.OfficialNames(v.r.Context(), []string{r.Parts.Organiser, r.Parts.Releaser, r.Parts.Receiver})
	for _, part := range []struct {
		term pages.Text
		code string
	}{{pages.PartOrganiser, r.Parts.Organiser}, {pages.PartReleaser, r.Parts.Releaser}, {pages.PartReceiver, r.Parts.Receiver}} {
		add(part.term, cmp.Or(names[part.code], part.code))
	}
	return facts, err
}

func entitlementSection(p pages.Page, r rotationDetail) pages.SectionPart {
	t := pages.Table{Caption: p.T(pages.DueAll), Columns: p.Columns(pages.DueWhat, pages.ColStatus)}
	for _, e := range r.Entitlements {
		state := pages.DueWaits
		if e.Confirmed {
			state = pages.DueGiven
		}
		t.Rows = append(t.Rows, []pages.Cell{{Text: p.L(evaluation.Label{VI: e.VI, EN: e.EN})}, {Text: p.T(state)}})
	}
	return pages.SectionPart{Title: p.T(pages.DueTitle), Table: &t}
}

// timeline is what people have put on record, oldest first.
func (s *server) timeline(v *visit, r rotationDetail) (pages.SectionPart, error) {
	p, named, codes := v.page, assignment.Instance{}, []string{}
	for _, x := range r.Records {
		codes = append(codes, x.Author)
		named.Needs = append(named.Needs, assignment.Need{Post: x.Post})
	}
	section := pages.SectionPart{Title: p.T(pages.LifeTimeline)}
	people, err := s.Store.OfficialNames(v.r.Context(), codes)
	if err != nil {
		return section, err
	}
	names, err := s.Store.RotationPlanNames(v.r.Context(), named)
	if err != nil {
		return section, err
	}
	if len(r.Records) == 0 {
		section.Text = p.T(pages.LifeNothing)
	}
	for _, x := range r.Records {
		post := ""
		if x.Post != "" {
			post = p.L(names(assignment.OfNeed, x.Post))
		}
		section.Cards = append(section.Cards, recordCard(p, r, x, cmp.Or(people[x.Author], x.Author), post))
	}
	return section, nil
}

func recordCard(p pages.Page, r rotationDetail, x postgres.RotationRecord, author, post string) pages.CardView {
	card := pages.CardView{Title: p.L(rotation.ActLabel(x.Act)), Under: p.T(pages.LifeFiled, author, p.Moment(x.FiledAt))}
	if x.Text != "" {
		card.Lines = []pages.Note{{Text: x.Text}}
	}
	add := func(term pages.Text, text string) {
		if text != "" {
			card.Facts = append(card.Facts, pages.Fact{Term: p.T(term), Text: text})
		}
	}
	add(pages.ColDate, day(p, x.Day))
	add(pages.LifeGrade, p.GradeName(evaluation.Grade(x.Grade)))
	var items []string
	for _, e := range r.Entitlements {
		if slices.Contains(x.Items, e.ID) {
			items = append(items, p.L(evaluation.Label{VI: e.VI, EN: e.EN}))
		}
	}
	add(pages.DueTitle, strings.Join(items, "; "))
	add(pages.ColPlacement, p.T(placedTexts[x.Placement]))
	add(pages.ColNewPost, post)
	if x.Months > 0 {
		add(pages.LifeMonthsMore, strconv.Itoa(x.Months))
	}
	add(pages.BasisLabel, x.Document)
	return card
}

// lifeLinks lead to what an administrator may do besides their tasks.
func lifeLinks(v *visit, r rotationDetail) []pages.LinkView {
	p, at := v.page, rotationAddress(r.Code)
	links := []pages.LinkView{{Text: p.T(pages.RotPaper), Href: at + "/decision.pdf"}}
	if access.May(v.actor, access.ListRotations, access.Subject{}) == nil {
		links = append(links, pages.LinkView{Text: p.T(pages.ToRotations), Href: rotationPages})
	}
	links = append(links, toPanel(v, r.Process)...)
	over := r.Placement != "" || r.Revoked
	if over || access.May(v.actor, access.ExtendRotation, access.Subject{}) != nil {
		return links
	}
	switch {
	case r.Process == "":
		return append(links, pages.LinkView{Text: p.T(pages.RotAdopt), Href: at + "/process"})
	case r.Started == "":
		return append(links, pages.LinkView{Text: p.T(pages.LifeRevoke), Href: at + "/revocation"})
	}
	for _, act := range []struct {
		text pages.Text
		path string
	}{
		{pages.LifeExtend, "/extension"}, {pages.LifeEndEarly, "/early-end"}, {pages.LifePlan, "/placement-plan"},
		{pages.LifePlace, "/placement"}, {pages.LifeDue, "/entitlements"},
	} {
		links = append(links, pages.LinkView{Text: p.T(act.text), Href: at + act.path})
	}
	return links
}
