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
		Elsewhere   []elsewhere        `json:"elsewhere" doc:"The people of other units, as they are proposed so far: by group, and all of a body together"`
	}
	personConditions struct {
		Official   string                `json:"official"`
		Body       string                `json:"body" doc:"Which decides"`
		Suggestion evaluation.Suggestion `json:"suggestion" doc:"What the conditions lead to, before any cap"`
		Judgement  evaluation.Judgement  `json:"judgement"`
	}
	elsewhere struct {
		Body  string `json:"body"`
		Whole bool   `json:"whole,omitempty" doc:"All groups together"`
		Few   bool   `json:"few,omitempty" doc:"Too few people for their grades to be shown to you"`
		Over  bool   `json:"over,omitempty" doc:"With what this unit has filed there are more Excellent than there may be"`
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
		var own, others []evaluation.Member
		for _, c := range cases {
			member := evaluation.Member{
				Official: c.Facts.Official, Unit: c.Unit, Group: c.Facts.Post.TitleGroup, Head: c.Facts.Post.IsHead, Grade: c.Proposed,
			}
			if c.Unit != at.Unit {
				others = append(others, member)
				continue
			}
			own = append(own, member)
			if !barred[c.Facts.Official] {
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
		each, err := s.readsCases(ctx, actor, BodyPath{Cycle: at.Cycle, Code: body})
		if err != nil {
			return found, err
		}
		found.Elsewhere = append(found.Elsewhere, groupsElsewhere(found.Cap, body, own, others, each)...)
	}
	for _, p := range found.People {
		found.Sources = addSources(found.Sources, pol, p.Judgement)
	}
	return found, nil
}

// readsCases reports whether somebody may read the cases of a body one by one.
func (s *server) readsCases(ctx context.Context, actor access.Actor, at BodyPath) (bool, error) {
	subject, err := s.standing(ctx, actor, at.place())
	return access.May(actor, access.ReadAppraisals, subject) == nil, err
}

// groupsElsewhere counts the people of other units before a body, by group and all together. Counts of few people are kept
// back from a reader who may not read each case (decision 39); whether a cap is exceeded is told all the same, of what is
// filed: an answer that followed each choice on the page would tell the count to who tries one after another.
func groupsElsewhere(limit evaluation.Cap, body string, own, others []evaluation.Member, each bool) []elsewhere {
	limit = byTitleGroup(limit)
	inUnit, people := map[string]evaluation.GroupCount{}, map[string]int{}
	whole, ownWhole := elsewhere{Body: body, Whole: true}, evaluation.GroupCount{}
	for _, g := range limit.Groups(own) {
		inUnit[g.Key] = g
		ownWhole = ownWhole.Plus(g)
	}
	groups := limit.Groups(others)
	for _, g := range groups {
		people[g.Key] = g.All
		whole.GroupCount = whole.Plus(g)
	}
	few := evaluation.TooFew(people)
	counted := func(e elsewhere, with evaluation.GroupCount, few bool) elsewhere {
		if sum := e.Plus(with); few && !each {
			e.Few, e.Over = true, sum.Excellent > limit.AllowedIn(sum)
			e.GroupCount = evaluation.GroupCount{Key: e.Key, All: e.All}
		}
		return e
	}
	var out []elsewhere
	for _, g := range groups {
		out = append(out, counted(elsewhere{Body: body, GroupCount: g}, inUnit[g.Key], few[g.Key]))
	}
	return append(out, counted(whole, ownWhole, whole.All > 0 && whole.All < evaluation.FewPeople))
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
