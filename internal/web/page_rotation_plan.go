package web

import (
	"cmp"
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

const rotationPages = appPath + "/rotation"

func (s *server) rotationPlanPages(r chi.Router) {
	r.Get(rotationPages+"/plans", s.signedIn(s.rotationPlanList))
	r.Get(appPath+rotationPlanPath, s.signedIn(s.rotationPlanBoard))
	r.Get(appPath+rotationPlanPath+"/people", s.signedIn(s.rotationPlanPeople))
	r.Get(appPath+rotationPlanPath+"/candidates", s.signedIn(s.rotationPlanCandidates))
	r.Get(appPath+rotationPlanPath+"/mine", s.signedIn(s.ownPlanPage))
	r.Get(appPath+rotationPlanPath+"/plan.json", s.signedIn(func(v *visit) error {
		in := rotationPlanAt(v)
		file, err := call[fileOutput](v.r.Context(), s, v.actor, access.ExportRotationPlan, &in)
		if err != nil {
			return err
		}
		return sendFile(v, file)
	}))
	s.rotationPlanOpening(r)
	s.rotationPlanChanges(r)
	s.rotationPlanForms(r)
	s.rotationPlanBallots(r)
}

// rotationPlanAt reads the plan from the address of a page.
func rotationPlanAt(v *visit) rotationPlanInput {
	return rotationPlanInput{RotationPlanPath{Plan: chi.URLParam(v.r, "plan")}}
}

// rotationPlanAddress is the page of a plan.
func rotationPlanAddress(plan string) string { return rotationPages + "/plans/" + plan }

var rotationPlanSteps = map[string]pages.Text{
	rotation.StepProposals: pages.StepRotNeeds, rotation.StepAssignment: pages.StepRotAssign, rotation.StepDossiers: pages.StepRotPapers,
	rotation.StepConsultation: pages.StepRotAsk, rotation.StepBallot: pages.StepRotVote, rotation.StepDecision: pages.StepRotDecide,
}

// yearOf is that of a day such as 2020-06-30.
func yearOf(day string) string {
	year, _, _ := strings.Cut(day, "-")
	return year
}

// rotationPlanList lists the plans.
func (s *server) rotationPlanList(v *visit) error {
	plans, err := call[body[postgres.List[postgres.RotationPlanRow]]](v.r.Context(), s, v.actor, access.ListRotationPlans, &rotationPlansInput{
		Paged: after(v, casesOnPage),
	})
	if err != nil {
		return err
	}
	p := v.page
	t := pages.Table{
		Caption: p.T(pages.RotPlansAll), Empty: p.T(pages.RotPlansNone), Why: p.T(pages.RotPlansNoneWhy),
		Columns: p.Columns(pages.ColPlan, pages.ColStep, pages.ColDue, pages.ColTasks, pages.ColPlaced),
	}
	for _, r := range plans.Body.Items {
		step := p.T(pages.ReviewWaits)
		switch {
		case r.CancelledAt != nil:
			step = p.T(pages.RotPlanCancelled)
		case r.ConcludedAt != nil:
			step = p.T(pages.RotPlanEnded)
		case r.Step != "":
			step = p.T(cmp.Or(rotationPlanSteps[r.Step], stepText(r.Step)))
		}
		due := ""
		if r.Due != nil {
			due = p.Due(*r.Due)
		}
		t.Rows = append(t.Rows, []pages.Cell{
			{Text: p.T(pages.RotPlanTitle, yearOf(r.Day), r.RootName), Href: rotationPlanAddress(r.Code)}, {Text: step}, {Text: due},
			{Text: strconv.Itoa(r.OpenTasks)}, {Text: strconv.Itoa(r.Pairs)},
		})
	}
	if plans.Body.Next != "" {
		t.Next = rotationPages + "/plans?after=" + plans.Body.Next
	}
	view := pages.OverviewView{Sections: []pages.SectionPart{{Table: &t}}}
	if access.May(v.actor, access.OpenRotationPlan, access.Subject{}) == nil {
		view.Links = append(view.Links, pages.LinkView{Text: p.T(pages.RotPlanOpen), Href: rotationPages + "/plans/new"})
	}
	view.Links = append(view.Links, toMassActs(v, rotation.KindPlan)...)
	view.Links = append(view.Links, pages.LinkView{Text: p.T(pages.NavRotation), Href: rotationPages})
	return s.show(v, pages.Overview(p.Titled(pages.RotPlansTitle), view))
}

// planOnPage is a plan with the words in which a page says it.
type planOnPage struct {
	rotationPlanView
	names   assignment.Names
	people  map[string]string // members of the body and whoever put something on record
	reasons map[assignment.Limit]string
}

// rotationPlanOn reads a plan for a page.
func (s *server) rotationPlanOn(v *visit) (planOnPage, error) {
	in := rotationPlanAt(v)
	board, err := call[body[rotationPlanView]](v.r.Context(), s, v.actor, access.ReadRotationPlan, &in)
	if err != nil {
		return planOnPage{}, err
	}
	b := planOnPage{rotationPlanView: board.Body, reasons: map[assignment.Limit]string{}}
	named := assignment.Instance{}
	codes := slices.Concat(b.Members, []string{b.Organiser})
	for _, n := range b.Needs {
		named.Needs = append(named.Needs, assignment.Need{Post: n.Post})
		codes = append(codes, n.By, n.Holder)
	}
	for _, pair := range b.Pairs {
		named.People = append(named.People, assignment.Person{Official: pair.Official})
		named.Needs = append(named.Needs, assignment.Need{Post: pair.From}, assignment.Need{Post: pair.Post})
	}
	for _, h := range b.ByHand {
		named.People = append(named.People, assignment.Person{Official: h.Official})
	}
	for _, r := range b.Record {
		named.People = append(named.People, assignment.Person{Official: r.Official})
		named.Needs = append(named.Needs, assignment.Need{Post: r.Post})
		codes = append(codes, r.Author)
	}
	if b.names, err = s.Store.RotationPlanNames(v.r.Context(), named); err != nil {
		return b, err
	}
	b.people, err = s.Store.OfficialNames(v.r.Context(), codes)
	return b, err
}

// explain adds the sentences of the assignment, when there is one.
func (s *server) explain(v *visit, b *planOnPage) error {
	in := rotationPlanAt(v)
	reasons, err := call[body[items[rotationReason]]](v.r.Context(), s, v.actor, access.ExplainRotationPlan, &in)
	if missing(err) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, r := range reasons.Body.Items {
		b.reasons[assignment.Limit{Kind: assignment.Kind(r.Kind), Code: r.Code}] = v.page.L(evaluation.Label{VI: r.VI, EN: r.EN})
	}
	return nil
}

func (b planOnPage) person(p pages.Page, code string) string {
	return p.L(b.names(assignment.OfPerson, code))
}

func (b planOnPage) post(p pages.Page, code string) string {
	return p.L(b.names(assignment.OfNeed, code))
}

func (b planOnPage) unit(p pages.Page, code string) string {
	return p.L(b.names(assignment.OfRelease, code))
}

func (b planOnPage) who(code string) string { return cmp.Or(b.people[code], code) }

// sides names the places and the person that are asked about a pair.
func sides(p pages.Page, codes []string) string {
	names := make([]string, len(codes))
	for i, code := range codes {
		names[i] = p.T(sideTexts[rotation.Side(code)])
	}
	return strings.Join(names, ", ")
}

var sideTexts = map[rotation.Side]pages.Text{
	rotation.SideOrigin: pages.SideOrigin, rotation.SideDestination: pages.SideDest, rotation.SidePerson: pages.SidePerson,
}

// rotationPlanBoard shows where a plan stands.
func (s *server) rotationPlanBoard(v *visit) error {
	b, err := s.rotationPlanOn(v)
	if err != nil {
		return err
	}
	if err := s.explain(v, &b); err != nil {
		return err
	}
	view := pages.OverviewView{Steps: stepLines(b.Steps)}
	for i, step := range b.Steps {
		view.Steps[i].Name = cmp.Or(rotationPlanSteps[step.Name], view.Steps[i].Name)
	}
	view.Says, view.Bad = planSays(v.page, b)
	if view.Tasks, err = s.tasksIn(v, b.Process.ID); err != nil {
		return err
	}
	if view.Facts, err = s.planFacts(v, b); err != nil {
		return err
	}
	view.Links = planLinks(v, b)
	view.Sections = []pages.SectionPart{
		needSection(v, b), pairSection(v, b), handSection(v, b), s.decisionSection(v, b),
	}
	inParts(v, "needs", view.Sections[0].Table)
	inParts(v, "hand", view.Sections[2].Table)
	inParts(v, "decisions", view.Sections[3].Table)
	if len(b.Record) > 0 {
		record := recordSection(v.page, b)
		inParts(v, "record", record.Table)
		view.Sections = append(view.Sections, record)
	}
	at := rotationPlanAt(v)
	if view.Minutes, err = minutesOf(v, s, access.ReadRotationPlanMinutes, &at); err != nil {
		return err
	}
	return s.show(v, pages.Overview(v.page.Titled(pages.RotPlanTitle, yearOf(b.Day), b.unit(v.page, b.Root)), view))
}

// planSays says where a plan stands when its steps do not.
func planSays(p pages.Page, b planOnPage) (says string, bad bool) {
	switch {
	case b.Process.CancelledAt != nil:
		return p.T(pages.RotPlanCancelled), true
	case b.Unsolved != "":
		return p.T(pages.RotUnsolved, p.Fault(b.Unsolved, b.Unsolved)), true
	case !b.UpToDate && stepOf(b.Steps, rotation.StepProposals).Status == "closed" && b.Process.ConcludedAt == nil:
		return p.T(pages.RotComputing), false
	case b.Process.ConcludedAt != nil:
		return p.T(pages.RotPlanEnded), false
	}
	return "", false
}

func (s *server) planFacts(v *visit, b planOnPage) ([]pages.Fact, error) {
	p := v.page
	decides, err := s.placeName(v.r.Context(), b.Body)
	if err != nil {
		return nil, err
	}
	members := make([]string, len(b.Members))
	for i, m := range b.Members {
		members[i] = b.who(m)
	}
	facts := []pages.Fact{
		{Term: p.T(pages.RotPlanBody), Text: decides},
		{Term: p.T(pages.RotPlanMembers), Text: strings.Join(members, ", ")},
		{Term: p.T(pages.RotPlanOrganiser), Text: b.who(b.Organiser)},
		{Term: p.T(pages.ScreeningPolicy), Text: s.policyTitle(v, b.Policy)},
		{Term: p.T(pages.RotPlanDay), Text: p.Day(dayOn(b.Day).Midnight())},
	}
	var caps []string
	for _, c := range b.Caps {
		caps = append(caps, p.T(pages.RotCapBoth, b.unit(p, c.Unit), capText(p, c.Release), capText(p, c.Receive)))
	}
	if len(caps) > 0 {
		facts = append(facts, pages.Fact{Term: p.T(pages.RotPlanCapFact), Text: strings.Join(caps, "; ")})
	}
	proof := p.T(pages.RotNotComputed)
	if b.SHA256 != "" {
		proof = p.T(pages.RotProved)
	}
	return append(facts, pages.Fact{Term: p.T(pages.RotCertificate), Text: proof}), nil
}

func capText(p pages.Page, most *int) string {
	if most == nil {
		return p.T(pages.RotCapAny)
	}
	return strconv.Itoa(*most)
}

// preparing reports whether the assignment can still be changed, and by the reader.
func preparing(v *visit, b planOnPage) bool {
	if stepOf(b.Steps, rotation.StepAssignment).Status != "open" {
		return false
	}
	return v.actor.Role == access.Administrator || v.actor.ID == b.Organiser
}

// choosing reports whether the reader can still strike and add needs.
func choosing(v *visit, b planOnPage) bool {
	early := stepOf(b.Steps, rotation.StepProposals).Status == "open" && (v.actor.Role == access.Administrator || v.actor.ID == b.Organiser)
	return early || preparing(v, b)
}

func planLinks(v *visit, b planOnPage) []pages.LinkView {
	p, at := v.page, rotationPlanAddress(b.Code)
	var links []pages.LinkView
	if preparing(v, b) {
		links = append(links, pages.LinkView{Text: p.T(pages.RotHand), Href: at + "/changes"})
	}
	if choosing(v, b) {
		links = append(links, pages.LinkView{Text: p.T(pages.RotNeedAdd), Href: at + "/needs/new"})
	}
	if b.SHA256 != "" {
		links = append(links,
			pages.LinkView{Text: p.T(pages.RotPeople, len(b.persons())), Href: at + "/people"},
			pages.LinkView{Text: p.T(pages.RotPlanSheet), Href: at + "/assignment.xlsx?lang=" + string(p.Lang)},
			pages.LinkView{Text: p.T(pages.RotPlanFile), Href: at + "/plan.json"})
	}
	if access.May(v.actor, access.ListRotationPlans, access.Subject{}) == nil {
		links = append(links, pages.LinkView{Text: p.T(pages.ToRotPlans), Href: rotationPages + "/plans"})
	}
	links = append(links, toPanel(v, b.Process.ID)...)
	if b.Process.ConcludedAt == nil && access.May(v.actor, access.CancelRotationPlan, access.Subject{}) == nil {
		links = append(links, pages.LinkView{Text: p.T(pages.RotCancel), Href: at + "/cancellation"})
	}
	return links
}

// persons are the people whom the assignment considers, by name.
func (b planOnPage) persons() []string {
	var codes []string
	for of := range b.reasons {
		if of.Kind == assignment.OfPerson {
			codes = append(codes, of.Code)
		}
	}
	slices.Sort(codes)
	return codes
}
