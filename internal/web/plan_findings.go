package web

import (
	"context"
	"net/http"
	"time"

	"canbo/internal/access"
	"canbo/internal/calendar"
	"canbo/internal/fault"
	"canbo/internal/planning"
	"canbo/internal/policy"
	"canbo/internal/postgres"
)

const findingPath = "/planning/findings/{finding}"

// findingView is a finding with its rule and what became of it.
type findingView struct {
	postgres.PlanFinding
	Policy *postgres.PolicyRef       `json:"policy,omitempty" doc:"In force when the list's term begins"`
	Rules  []findingRule             `json:"rules" doc:"Rules of that policy with the same reason; none when it has none"`
	Ground *policy.Removal           `json:"ground,omitempty" doc:"Where that policy takes the reason from; absent when it removes nobody for it"`
	Acts   []postgres.PlanFindingAct `json:"acts" doc:"Oldest first"`
}

// findingRule is a rule that a finding would be held against in a screening.
type findingRule struct {
	Rule     string      `json:"rule"`
	Blocking bool        `json:"blocking"`
	When     string      `json:"when"`
	Text     policy.Text `json:"text"`
	Cure     policy.Text `json:"cure"`
	Source   string      `json:"source"`
	Verified bool        `json:"verified"`
}

type (
	findingListInput struct {
		Paged
		List     string                `query:"list" maxLength:"63"`
		Official string                `query:"official" maxLength:"63"`
		Cause    planning.Cause        `query:"cause" enum:"grade,discipline,ballot,age"`
		State    planning.FindingState `query:"state" enum:"open,taken,dismissed,withdrawn,reviewed,left"`
	}
	findingInput struct {
		Finding int64 `path:"finding" minimum:"1"`
	}
	findingActInput struct {
		Finding int64 `path:"finding" minimum:"1"`
		Body    struct {
			Reason string `json:"reason" minLength:"1" maxLength:"2000" pattern:"\\S"`
			Basis  string `json:"basis" minLength:"1" maxLength:"500" pattern:"\\S" doc:"Document or decision that allows it"`
		}
	}
)

func (s *server) registerPlanFindings() {
	add(s, route[findingListInput, body[postgres.List[postgres.PlanFinding]]]{
		act: access.ListPlanFindings, method: http.MethodGet, path: "/planning/findings", tag: "planning",
		summary: "What happened to people on planning lists since their versions were approved, oldest first",
		do: func(ctx context.Context, _ access.Actor, in *findingListInput) (*body[postgres.List[postgres.PlanFinding]], error) {
			return show(s.Store.PlanFindings(ctx, postgres.PlanFindingFilter{
				List: in.List, Official: in.Official, Cause: in.Cause, State: in.State,
			}, in.page()))
		},
	})
	add(s, route[findingInput, body[findingView]]{
		act: access.ReadPlanFinding, method: http.MethodGet, path: findingPath, tag: "planning",
		summary: "A finding, the rule behind it with its source and cure, and what became of it",
		do: func(ctx context.Context, _ access.Actor, in *findingInput) (*body[findingView], error) {
			return show(s.finding(ctx, in.Finding))
		},
	})
	s.addFindingAct(access.TakePlanFinding, "/review", planning.TakeFinding, "Take a finding into the next review of its list")
	s.addFindingAct(access.DismissPlanFinding, "/dismissal", planning.DismissFinding,
		"Dismiss a finding; the same record does not come again")
}

func (s *server) addFindingAct(act access.Act, path string, as planning.FindingAct, summary string) {
	add(s, route[findingActInput, body[findingView]]{
		act: act, method: http.MethodPost, path: findingPath + path, tag: "planning", summary: summary,
		do: func(ctx context.Context, actor access.Actor, in *findingActInput) (*body[findingView], error) {
			err := s.Store.DecidePlanFinding(ctx, in.Finding, as, postgres.PlanFindingAct{
				Actor: actor.ID, Reason: in.Body.Reason, Basis: in.Body.Basis, At: s.now(),
			})
			if err != nil {
				return nil, err
			}
			return show(s.finding(ctx, in.Finding))
		},
	})
}

func (s *server) finding(ctx context.Context, id int64) (findingView, error) {
	finding, acts, err := s.Store.PlanFinding(ctx, id)
	if err != nil {
		return findingView{}, err
	}
	view := findingView{PlanFinding: finding, Acts: acts, Rules: []findingRule{}}
	p, err := s.Policies.For(policy.KindPlanning, calendar.Date{Year: finding.TermFrom, Month: time.January, Day: 1})
	if fault.KindOf(err) == fault.NotFound {
		return view, nil
	}
	if err != nil {
		return findingView{}, err
	}
	view.Policy = &postgres.PolicyRef{ID: p.ID, Version: p.Version, SHA256: p.SHA256}
	for _, r := range p.Planning.Removals {
		if r.Reason == finding.Reason {
			view.Ground = &r
		}
	}
	for _, r := range p.Planning.Rules {
		if r.Reason == finding.Reason {
			view.Rules = append(view.Rules, findingRule{
				Rule: r.ID, Blocking: r.Blocking, When: r.When, Text: r.Text, Cure: r.Cure, Source: r.Source, Verified: r.Verified,
			})
		}
	}
	return view, nil
}

// takenInto lists the findings that the next review of a list looks at; none for who does not decide there.
func (s *server) takenInto(ctx context.Context, list string, decides bool) ([]postgres.PlanFinding, error) {
	if !decides {
		return []postgres.PlanFinding{}, nil
	}
	taken, err := s.Store.PlanFindings(ctx, postgres.PlanFindingFilter{List: list, State: planning.FindingTaken}, postgres.Page{Limit: postgres.MaxPage})
	return taken.Items, err
}
