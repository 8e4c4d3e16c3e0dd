package web

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/planning"
	"canbo/internal/postgres"
	"canbo/internal/web/pages"
)

const concernsPath = planningPath + "/findings"

var concernTexts = map[planning.FindingState]pages.Text{
	planning.FindingOpen: pages.ConcernOpen, planning.FindingTaken: pages.ConcernTaken, planning.FindingDismissed: pages.ConcernDismissed,
	planning.FindingWithdrawn: pages.ConcernWithdrawn, planning.FindingReviewed: pages.ConcernReviewed, planning.FindingLeft: pages.ConcernLeft,
}

// concernStates are the states in the order of a choice.
var concernStates = []planning.FindingState{
	planning.FindingOpen, planning.FindingTaken, planning.FindingDismissed, planning.FindingWithdrawn, planning.FindingReviewed,
	planning.FindingLeft,
}

// What happened to somebody between two reviews is called a finding in the API; here it is a concern, because a screening
// has findings as well.
func (s *server) concernPages(r chi.Router) {
	r.Get(concernsPath, s.signedIn(s.concerns))
	r.Get(concernsPath+"/{finding}", s.signedIn(func(v *visit) error { return s.concern(v, nil, http.StatusOK) }))
	r.Post(concernsPath+"/{finding}", s.signedIn(s.decideConcern))
}

func (s *server) concerns(v *visit) error {
	state := planning.FindingState(v.r.URL.Query().Get("state"))
	found, err := call[body[postgres.List[postgres.PlanFinding]]](v.r.Context(), s, v.actor, access.ListPlanFindings, &findingListInput{
		Paged: after(v, casesOnPage), State: state,
	})
	if err != nil {
		return err
	}
	view := pages.ConcernsView{
		Back: toPlanning(v.page), State: string(state), Results: concernTable(v.page, found.Body.Items),
		States: []pages.Choice{{Label: v.page.T(pages.ConcernAny)}},
	}
	if found.Body.Next != "" {
		view.Results.Next = fmt.Sprintf("%s?state=%s&after=%s", concernsPath, state, found.Body.Next)
	}
	for _, st := range concernStates {
		view.States = append(view.States, pages.Choice{Value: string(st), Label: v.page.T(concernTexts[st])})
	}
	return s.show(v, pages.Concerns(v.page.Titled(pages.ConcernsTitle), view))
}

func concernTable(p pages.Page, found []postgres.PlanFinding) pages.Table {
	t := pages.Table{
		Caption: p.T(pages.ConcernsAll), Empty: p.T(pages.ConcernsNone),
		Columns: p.Columns(pages.ColPerson, pages.ConcernWhat, pages.ColList, pages.ColStatus),
	}
	for _, f := range found {
		t.Rows = append(t.Rows, []pages.Cell{
			{Text: f.OfficialName, Href: concernsPath + "/" + strconv.FormatInt(f.ID, 10)},
			{Text: p.L(f.Text), Notes: note(p.Day(f.OpenedAt))},
			{Text: p.L(evaluation.Label{VI: f.ListName, EN: f.ListNameEn}), Href: listAddress(f.List)}, {Text: p.T(concernTexts[f.State])},
		})
	}
	return t
}

// concernAt reads the number of a finding; one that is none is 0, which no finding has.
func concernAt(v *visit) int64 {
	id, _ := strconv.ParseInt(chi.URLParam(v.r, "finding"), 10, 64)
	return id
}

func (s *server) concern(v *visit, problem *pages.Problem, status int) error {
	f, err := call[body[findingView]](v.r.Context(), s, v.actor, access.ReadPlanFinding, &findingInput{Finding: concernAt(v)})
	if err != nil {
		return err
	}
	c := f.Body
	may := access.May(v.actor, access.DismissPlanFinding, access.Subject{}) == nil
	view := pages.ConcernView{
		Form: pages.Form{Problem: problem}, Back: pages.LinkView{Text: v.page.T(pages.ToConcerns), Href: concernsPath},
		Facts: []pages.Fact{
			{Term: v.page.T(pages.ConcernWhat), Text: v.page.L(c.Text)},
			{Term: v.page.T(pages.ColList), Text: v.page.L(evaluation.Label{VI: c.ListName, EN: c.ListNameEn}), Href: listAddress(c.List)},
			{Term: v.page.T(pages.ColReason), Text: v.page.L(planning.ReasonLabel(c.Reason))},
			{Term: v.page.T(pages.ConcernSince), Text: v.page.Day(c.OpenedAt)},
			{Term: v.page.T(pages.ColStatus), Text: v.page.T(concernTexts[c.State])},
		},
		Take:    may && planning.TakeFinding.Check(c.State) == nil,
		Dismiss: may && planning.DismissFinding.Check(c.State) == nil,
		Reason:  v.field("reason"), Basis: v.field("basis"),
		Acts: pages.Table{
			Caption: v.page.T(pages.ConcernsAll), Empty: v.page.T(pages.ConcernNoActs),
			Columns: v.page.Columns(pages.ColDate, pages.ColStatus, pages.ColWho, pages.ColReason),
		},
	}
	for _, r := range c.Rules {
		view.Rules = append(view.Rules, pages.RuleFinding{
			Who: c.OfficialName, What: v.page.L(evaluation.Label(r.Text)), Blocking: r.Blocking,
			Cure: v.page.L(evaluation.Label(r.Cure)), Source: v.page.Source(s.sourceName(*c.Policy, r.Source), r.Verified),
		})
	}
	for _, a := range c.Acts {
		text := pages.ConcernRenewed
		if known, ok := concernTexts[planning.FindingState(a.Kind)]; ok {
			text = known
		}
		view.Acts.Rows = append(view.Acts.Rows, []pages.Cell{
			{Text: v.page.Moment(a.At)}, {Text: v.page.T(text)}, {Text: a.Actor}, {Text: a.Reason, Notes: note(a.Basis)},
		})
	}
	page := v.page
	page.Title = c.OfficialName
	return s.showAs(v, status, pages.Concern(page, view))
}

func (s *server) decideConcern(v *visit) error {
	act := access.DismissPlanFinding
	if v.field("decision") == "take" {
		act = access.TakePlanFinding
	}
	in := &findingActInput{Finding: concernAt(v)}
	in.Body.Reason, in.Body.Basis = strings.TrimSpace(v.field("reason")), strings.TrimSpace(v.field("basis"))
	if problem := v.page.ReasonAndBasis(in.Body.Reason, in.Body.Basis); problem != nil {
		return s.concern(v, problem, http.StatusUnprocessableEntity)
	}
	if _, err := call[body[findingView]](v.r.Context(), s, v.actor, act, in); err != nil {
		problem, status, err := s.refused(v, act, err)
		if err != nil {
			return err
		}
		return s.concern(v, problem, status)
	}
	return s.redirect(v, v.r.URL.Path, "filed")
}
