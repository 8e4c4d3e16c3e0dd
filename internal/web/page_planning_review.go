package web

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/ballot"
	"canbo/internal/planning"
	"canbo/internal/postgres"
	"canbo/internal/roster"
	"canbo/internal/web/pages"
)

func (s *server) reviewPages(r chi.Router) {
	r.Get(planningPath+"/reviews/new", s.signedIn(s.newReview))
	r.Post(planningPath+"/reviews/new", s.signedIn(s.postReview))
	r.Get(appPath+reviewPath, s.signedIn(s.reviewBoard))
	r.Get(appPath+reviewPath+"/screening", s.signedIn(s.reviewScreening))
	s.editorPages(r)
	s.reviewForms(r)
	s.reviewBallots(r)
}

func reviewAt(v *visit) ReviewPath {
	return ReviewPath{Round: chi.URLParam(v.r, "round"), List: chi.URLParam(v.r, "list")}
}

var reviewSteps = map[string]pages.Text{
	planning.StepScreening: pages.StepNameScreening, planning.StepProposals: pages.StepNamePropose,
	planning.StepConference: pages.StepNameConference, planning.StepCommittee: pages.StepNameCommittee,
	planning.StepApproval: pages.StepNameApproval,
}

func reviewStepLines(steps []postgres.StepView) []pages.StepLine {
	lines := stepLines(steps)
	for i, step := range steps {
		lines[i].Name = cmp.Or(reviewSteps[step.Name], lines[i].Name)
	}
	return lines
}

// reviewTable lists the reviews of all rounds, newest round first.
func (s *server) reviewTable(v *visit) (pages.Table, error) {
	reviews, err := call[body[postgres.List[postgres.ReviewRow]]](v.r.Context(), s, v.actor, access.ListReviews, &reviewsInput{
		Paged: Paged{Limit: postgres.MaxPage},
	})
	if err != nil {
		return pages.Table{}, err
	}
	p := v.page
	t := pages.Table{
		Caption: p.T(pages.PlanReviewsAll), Empty: p.T(pages.PlanNoReviews), Why: p.T(pages.PlanNoReviewsWhy),
		Columns: p.Columns(pages.ColList, pages.ColRound, pages.ColStep, pages.ColDue, pages.ColTasks),
	}
	for _, r := range reviews.Body.Items {
		step := p.T(pages.ReviewWaits)
		switch {
		case r.CancelledAt != nil:
			step = p.T(pages.ReviewCancelled)
		case r.Published > 0:
			step = p.T(pages.ReviewOutcome, r.Published)
		case r.ConcludedAt != nil:
			step = p.T(pages.ReviewAbandoned)
		case r.Step != "":
			step = p.T(cmp.Or(reviewSteps[r.Step], stepText(r.Step)))
		}
		due := ""
		if r.Due != nil {
			due = p.Due(*r.Due)
		}
		t.Rows = append(t.Rows, []pages.Cell{
			{Text: r.Name, Href: reviewAddress(r.Round, r.List)}, {Text: r.Round}, {Text: step}, {Text: due}, {Text: strconv.Itoa(r.OpenTasks)},
		})
	}
	inParts(v, "reviews", &t)
	return t, nil
}

// reviewBoard shows where a review stands.
func (s *server) reviewBoard(v *visit) error {
	ctx, at := v.r.Context(), reviewAt(v)
	board, err := call[body[planReviewView]](ctx, s, v.actor, access.ReadReview, &reviewInput{at})
	if err != nil {
		return err
	}
	b := board.Body
	view := pages.PlanReviewView{Steps: reviewStepLines(b.Steps)}
	view.Says, view.Bad = reviewSays(v.page, b)
	if view.Tasks, err = s.tasksIn(v, b.Process.ID); err != nil {
		return err
	}
	if view.Facts, err = s.reviewFacts(v, b); err != nil {
		return err
	}
	standing, err := s.standing(ctx, v.actor, at.place())
	if err != nil {
		return err
	}
	view.Decides = access.May(v.actor, access.ReadReviewFindings, standing) == nil
	view.Links = s.reviewLinks(v, b, view.Decides)
	if !b.UpToDate && b.Process.ConcludedAt == nil {
		view.Stale = v.page.T(pages.ReviewStale)
	}
	view.Meter.Problem = v.page.T(pages.MeterNone)
	if b.Structure != nil {
		if view.Meter, err = s.meter(v, b.Policy, *b.Structure, entriesOf(b)); err != nil {
			return err
		}
	}
	people, err := s.Store.OfficialNames(ctx, proposers(b.Proposals))
	if err != nil {
		return err
	}
	view.Draft, view.Proposals = draftTable(v.page, b.Draft), proposalTable(v.page, b, people)
	view.ByRule, view.Taken = byRuleTable(v.page, b.ByRule), concernTable(v.page, b.Taken)
	inParts(v, "draft", &view.Draft)
	inParts(v, "proposed", &view.Proposals)
	inParts(v, "ruled", &view.ByRule)
	inParts(v, "taken", &view.Taken)
	if view.Minutes, err = minutesOf(v, s, access.ReadReviewMinutes, &reviewInput{at}); err != nil {
		return err
	}
	return s.show(v, pages.PlanReview(v.page.Titled(pages.ReviewTitle, listName(v.page, b.List), b.Round), view))
}

func entriesOf(b planReviewView) []planning.Entry {
	entries := make([]planning.Entry, len(b.Draft))
	for i, e := range b.Draft {
		entries[i] = e.Entry
	}
	return entries
}

func proposers(proposals []planProposalView) []string {
	codes := make([]string, len(proposals))
	for i, p := range proposals {
		codes[i] = p.By
	}
	return codes
}

// reviewSays says where a review stands when its steps do not.
func reviewSays(p pages.Page, b planReviewView) (says string, bad bool) {
	switch {
	case b.Process.CancelledAt != nil:
		return p.T(pages.ReviewCancelled), true
	case b.Published > 0:
		return p.T(pages.ReviewPublished, b.Published), false
	case b.Abandoned:
		return p.T(pages.ReviewAbandoned), true
	case b.Conflict > 0:
		return p.T(pages.ReviewConflict, b.Conflict), true
	case b.Approved:
		return p.T(pages.ReviewApproved), false
	case b.Process.StartedAt == nil:
		return p.T(pages.ReviewWaits), false
	}
	return "", false
}

func (s *server) reviewFacts(v *visit, b planReviewView) ([]pages.Fact, error) {
	places, err := s.Store.PlaceNames(v.r.Context(), b.Keeper, b.Approver)
	if err != nil {
		return nil, err
	}
	people, err := s.Store.OfficialNames(v.r.Context(), []string{b.Chair})
	if err != nil {
		return nil, err
	}
	approves := cmp.Or(places[b.Approver], b.Approver)
	if b.Superior {
		approves = v.page.T(pages.ReviewSuperior)
	}
	list := listAddress(b.List.Code)
	if access.May(v.actor, access.ReadPlan, access.Subject{}) != nil {
		list = ""
	}
	return []pages.Fact{
		{Term: v.page.T(pages.ReviewVersion), Text: v.page.T(pages.ListVersion, b.Reviewed), Href: list},
		{Term: v.page.T(pages.ReviewKeeper), Text: cmp.Or(places[b.Keeper], b.Keeper)},
		{Term: v.page.T(pages.ReviewChair), Text: cmp.Or(people[b.Chair], b.Chair)},
		{Term: v.page.T(pages.ReviewApprover), Text: approves},
		{Term: v.page.T(pages.ScreeningPolicy), Text: s.policyTitle(v, b.Policy)},
	}, nil
}

// tasksIn are the reader's open tasks in a process.
func (s *server) tasksIn(v *visit, process string) ([]pages.LinkView, error) {
	tasks, _, err := s.Store.TasksByDue(v.r.Context(), v.actor.ID, 0, postgres.MaxPage)
	var links []pages.LinkView
	for _, t := range tasks {
		if t.Process == process {
			links = append(links, pages.LinkView{Text: v.page.L(postgres.ActLabel(t.Kind, t.Act)), Href: s.taskPage(t.Task, v.actor.ID)})
		}
	}
	return links, err
}

// reviewLinks lead to what the reader may see and do besides their tasks.
func (s *server) reviewLinks(v *visit, b planReviewView, decides bool) []pages.LinkView {
	base := reviewAddress(b.Round, b.List.Code)
	var links []pages.LinkView
	if decides {
		links = append(links, pages.LinkView{Text: v.page.T(pages.ReviewFindings), Href: base + "/screening"})
	}
	if access.May(v.actor, access.ListPlans, access.Subject{}) == nil {
		links = append(links, toPlanning(v.page))
	}
	links = append(links, toPanel(v, b.Process.ID)...)
	if b.Process.ConcludedAt != nil || access.May(v.actor, access.CancelReview, access.Subject{}) != nil {
		return links
	}
	return append(links,
		pages.LinkView{Text: v.page.T(pages.ReviewAddAbove), Href: base + "/additions"},
		pages.LinkView{Text: v.page.T(pages.ReviewRescreen), Href: base + "/rescreening"},
		pages.LinkView{Text: v.page.T(pages.ReviewCancel), Href: base + "/cancellation"},
	)
}

func draftTable(p pages.Page, draft []planDraftEntry) pages.Table {
	t := pages.Table{
		Caption: p.T(pages.ReviewDraftAll), Empty: p.T(pages.ListEmpty),
		Columns: p.Columns(pages.ColPerson, pages.ColPosition, pages.ColOrder, pages.ColTier),
	}
	for _, e := range draft {
		who := pages.Cell{Text: e.Name}
		if e.New {
			who.Notes = note(p.T(pages.ReviewNew))
		}
		t.Rows = append(t.Rows, []pages.Cell{
			who, {Text: e.PositionName}, {Text: strconv.Itoa(e.Order)}, {Text: strconv.Itoa(e.Tier), Notes: note(p.T(sourceTexts[e.Source]))},
		})
	}
	return t
}

var proposalTexts = map[planning.ProposalStatus]pages.Text{
	planning.Standing: pages.ProposalStanding, planning.Retracted: pages.ProposalWithdrawn, planning.Outvoted: pages.ProposalOutvoted,
	planning.Rejected: pages.ProposalRejected, planning.Moot: pages.ProposalMoot,
}

var verdictTexts = map[ballot.Verdict]pages.Text{
	ballot.Carried: pages.VerdictCarried, ballot.NotCarried: pages.VerdictRejected, ballot.LeftToHead: pages.VerdictHead,
}

func proposalTable(p pages.Page, b planReviewView, people map[string]string) pages.Table {
	t := pages.Table{
		Caption: p.T(pages.ReviewPropAll), Empty: p.T(pages.ReviewNothing),
		Columns: p.Columns(pages.ColPerson, pages.ColChange, pages.ColReason, pages.ColBy, pages.ColBallots, pages.ColStatus),
	}
	for _, x := range b.Proposals {
		status := pages.Cell{Text: p.T(proposalTexts[x.Status])}
		if b.Published > 0 && x.Status == planning.Standing && !x.Barred {
			status.Text = p.T(pages.ProposalTaken)
		}
		if x.Barred {
			status.Notes = []pages.Note{{Text: p.T(pages.ReviewBarred), Bad: true}}
		}
		by := cmp.Or(people[x.By], x.By)
		if x.Above {
			by = p.T(pages.ReviewAbove)
		}
		t.Rows = append(t.Rows, []pages.Cell{
			{Text: x.Name, Notes: note(x.PositionName)}, {Text: p.T(changeTexts[x.Kind])}, reasonCell(p, x), {Text: by}, ballotsCell(p, x), status,
		})
	}
	return t
}

func reasonCell(p pages.Page, x planProposalView) pages.Cell {
	if x.Reason == "" {
		return pages.Cell{Text: x.Text}
	}
	return pages.Cell{Text: p.L(planning.ReasonLabel(x.Reason)), Notes: note(x.Text)}
}

// ballotsCell says how a proposal has fared in the two ballots.
func ballotsCell(p pages.Page, x planProposalView) pages.Cell {
	var c pages.Cell
	for _, b := range []struct {
		where   pages.Text
		verdict ballot.Verdict
	}{{pages.StepNameConference, x.Conference}, {pages.StepNameCommittee, x.Committee}} {
		if b.verdict != "" {
			c.Notes = append(c.Notes, pages.Note{Text: p.T(pages.BallotOf, p.T(b.where), p.T(verdictTexts[b.verdict]))})
		}
	}
	if len(c.Notes) == 0 {
		c.Text = "–"
	}
	return c
}

func byRuleTable(p pages.Page, grounds []planGroundView) pages.Table {
	t := pages.Table{
		Caption: p.T(pages.ReviewRuleAll), Empty: p.T(pages.ReviewNoRule), Columns: p.Columns(pages.ColPerson, pages.ColReason),
	}
	for _, g := range grounds {
		t.Rows = append(t.Rows, []pages.Cell{{Text: g.Name}, {Text: p.L(planning.ReasonLabel(g.Reason))}})
	}
	return t
}

// reviewScreening shows what every rule says about everybody in a review.
func (s *server) reviewScreening(v *visit) error {
	at := reviewAt(v)
	out, err := call[body[postgres.ReviewScreeningView]](v.r.Context(), s, v.actor, access.ReadReviewFindings, &reviewInput{at})
	if err != nil {
		return err
	}
	policy, err := s.Store.ReviewPolicy(v.r.Context(), at.place().process)
	if err != nil {
		return err
	}
	view := pages.ScreeningView{
		Back: pages.LinkView{Text: v.page.T(pages.ToReview), Href: reviewAddress(at.Round, at.List)},
		Facts: []pages.Fact{
			{Term: v.page.T(pages.ScreeningPolicy), Text: s.policyTitle(v, policy)}, {Term: v.page.T(pages.ColDate), Text: v.page.Date(out.Body.Day)},
		},
	}
	if view.Findings, err = s.ruleFindings(v, policy, out.Body.Findings); err != nil {
		return err
	}
	view.Findings, view.Part = some(v, "finding", view.Findings, casesOnPage)
	list, err := s.Store.PlanList(v.r.Context(), at.List)
	if err != nil {
		return err
	}
	return s.show(v, pages.Screening(v.page.Titled(pages.ScreeningTitle, listName(v.page, list)), view))
}

// newReview asks which lists are reviewed.
func (s *server) newReview(v *visit) error {
	return s.showOpening(v, nil, http.StatusOK)
}

func (s *server) showOpening(v *visit, problem *pages.Problem, status int) error {
	if err := access.May(v.actor, access.OpenReviews, access.Subject{}); err != nil {
		return err
	}
	lists, err := call[body[postgres.List[postgres.PlanListView]]](v.r.Context(), s, v.actor, access.ListPlans, &planListInput{
		Paged: Paged{Limit: postgres.MaxPage},
	})
	if err != nil {
		return err
	}
	view := pages.ReviewOpenView{Form: s.newForm(v), Back: toPlanning(v.page), Round: v.field("round"), Chosen: map[string]bool{}}
	view.Problem = problem
	for _, chosen := range v.r.PostForm["list"] {
		view.Chosen[chosen] = true
	}
	for _, l := range lists.Body.Items {
		if l.Version > 0 {
			view.Lists = append(view.Lists, pages.Choice{Value: l.Code, Label: listName(v.page, l)})
		}
	}
	return s.showAs(v, status, pages.ReviewOpen(v.page.Titled(pages.OpenTitle), view))
}

func (s *server) postReview(v *visit) error {
	in := &openReviewsInput{}
	in.Body.Round, in.Body.Lists = strings.TrimSpace(v.field("round")), slices.Clone(v.r.PostForm["list"])
	wrong := map[string]string{}
	if in.Body.Round == "" {
		wrong["round"] = v.page.T(pages.OpenNoRound)
	}
	if len(in.Body.Lists) == 0 {
		wrong["lists"] = v.page.T(pages.OpenNoLists)
	}
	if len(wrong) > 0 {
		return s.showOpening(v, &pages.Problem{Text: v.page.T(pages.CheckForm), Fields: wrong}, http.StatusUnprocessableEntity)
	}
	if _, err := call[body[openedReviews]](v.r.Context(), s, v.actor, access.OpenReviews, in); err != nil {
		problem, status, err := s.refused(v, access.OpenReviews, err)
		if err != nil {
			return err
		}
		return s.showOpening(v, problem, status)
	}
	return s.redirect(v, planningPath, "reviews_opened")
}

// sourceChoice is where a nominee comes from; anything else than elsewhere is here.
func sourceChoice(text string) roster.PlanSource {
	if roster.PlanSource(text) == roster.PlanExternal {
		return roster.PlanExternal
	}
	return roster.PlanInternal
}
