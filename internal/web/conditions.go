package web

import (
	"context"
	"net/http"
	"slices"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/policy"
	"canbo/internal/postgres"
	"canbo/internal/rules"
)

type (
	// unitConditions is what the rules say of the people of a unit before anything is proposed, and how the other people
	// of the same bodies stand, with whom they share the cap.
	unitConditions struct {
		People      []personConditions `json:"people" doc:"Those on whom you may act"`
		Sources     []policy.Source    `json:"sources" doc:"Those that the conditions name"`
		Cap         evaluation.Cap     `json:"cap"`
		CapVerified bool               `json:"cap_verified"`
		Elsewhere   []elsewhere        `json:"elsewhere" doc:"The people of other units, as they are proposed so far"`
	}
	personConditions struct {
		Official   string                `json:"official"`
		Body       string                `json:"body" doc:"Which decides"`
		Suggestion evaluation.Suggestion `json:"suggestion" doc:"What the conditions lead to, before any cap"`
		Judgement  evaluation.Judgement  `json:"judgement"`
	}
	elsewhere struct {
		Body string `json:"body"`
		evaluation.GroupCount
	}
)

func (s *server) registerConditions() {
	add(s, route[unitInput, body[unitConditions]]{
		act: access.ReadConditions, method: http.MethodGet, path: unitPath + "/conditions", tag: "units",
		summary: "Which conditions of each grade the people of the unit meet, and how full the groups of the cap are",
		subject: at[unitInput](s),
		do: func(ctx context.Context, actor access.Actor, in *unitInput) (*body[unitConditions], error) {
			return show(s.conditions(ctx, actor, in.UnitPath))
		},
	})
}

// conditions judges the people of a unit by the pinned policy, as the appraisal will.
func (s *server) conditions(ctx context.Context, actor access.Actor, at UnitPath) (unitConditions, error) {
	var found unitConditions
	pol, err := s.cyclePolicy(ctx, at.Cycle)
	if err != nil {
		return found, err
	}
	compiled, err := rules.Compile(pol)
	if err != nil {
		return found, err
	}
	list, err := s.Store.Officials(ctx, at.Cycle, at.Unit, "", postgres.Page{Limit: postgres.MaxPage})
	if err != nil {
		return found, err
	}
	barred, err := s.barredFrom(ctx, actor, at, list.Items)
	if err != nil {
		return found, err
	}
	found.Cap, found.CapVerified = pol.Evaluation.Cap.Values(), pol.Evaluation.Cap.RatioBP.Verified
	found.People, found.Elsewhere = []personConditions{}, []elsewhere{}
	var bodies []string
	for _, o := range list.Items {
		if !slices.Contains(bodies, o.Body) {
			bodies = append(bodies, o.Body)
		}
	}
	for _, body := range bodies {
		cases, err := s.Store.AppraisalCases(ctx, at.Cycle, body)
		if err != nil {
			return found, err
		}
		var here []evaluation.AppraisalCase
		var others []evaluation.Member
		for _, c := range cases {
			switch {
			case c.Unit != at.Unit:
				others = append(others, evaluation.Member{
					Official: c.Facts.Official, Unit: c.Unit, Group: c.Facts.Post.TitleGroup, Head: c.Facts.Post.IsHead, Grade: c.Proposed,
				})
			case !barred[c.Facts.Official]:
				here = append(here, c)
			}
		}
		candidates, err := compiled.Candidates(here, nil)
		if err != nil {
			return found, err
		}
		for _, c := range candidates {
			found.People = append(found.People, personConditions{
				Official: c.Official, Body: body, Suggestion: evaluation.SuggestAlone(c), Judgement: c.Judgement,
			})
		}
		for _, g := range byTitleGroup(found.Cap).Groups(others) {
			found.Elsewhere = append(found.Elsewhere, elsewhere{Body: body, GroupCount: g})
		}
	}
	for _, p := range found.People {
		found.Sources = addSources(found.Sources, pol, p.Judgement)
	}
	return found, nil
}

// byTitleGroup counts the people of a body by post group alone.
func byTitleGroup(c evaluation.Cap) evaluation.Cap {
	c.Group = evaluation.ByTitleGroup
	return c
}

// barredFrom are those on whom the reader may not act; a reader who does not act here may look at everybody.
func (s *server) barredFrom(ctx context.Context, actor access.Actor, at UnitPath, people []postgres.OfficialRow) (map[string]bool, error) {
	codes := make([]string, len(people))
	for i, o := range people {
		codes[i] = o.Official
	}
	list, err := s.barred(ctx, actor, at.place().process, codes)
	barred := map[string]bool{}
	for _, b := range list {
		barred[b.Subject] = true
	}
	return barred, err
}

// cyclePolicy is the policy that a cycle is pinned to.
func (s *server) cyclePolicy(ctx context.Context, cycle string) (*policy.Policy, error) {
	name, text, err := s.Store.CyclePolicy(ctx, cycle)
	if err != nil {
		return nil, err
	}
	return policy.Parse(name, text)
}

// addSources adds the sources that a judgement names, each once.
func addSources(sources []policy.Source, pol *policy.Policy, j evaluation.Judgement) []policy.Source {
	add := func(id string) {
		known := slices.ContainsFunc(sources, func(s policy.Source) bool { return s.ID == id })
		if source, ok := pol.Source(id); ok && !known {
			sources = append(sources, source)
		}
	}
	for _, g := range j.Grades {
		for _, c := range g.Conditions {
			add(c.Source)
		}
	}
	for _, c := range j.Ceilings {
		add(c.Source)
	}
	return sources
}
