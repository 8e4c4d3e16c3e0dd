package opening

import (
	"context"
	"slices"
	"strings"

	"canbo/internal/fault"
)

// CyclePreview is what opening a cycle would do.
type CyclePreview struct {
	Enrolled       int         `json:"enrolled"`
	Units          int         `json:"units"`
	Bodies         int         `json:"bodies"`
	PolicyID       string      `json:"policy_id"`
	Version        int         `json:"policy_version"`
	Unverified     []string    `json:"unverified" doc:"Values of the policy that were not checked against their source"`
	Findings       []NotReady  `json:"findings" doc:"What stands in the way; opening is refused while there is any"`
	Infeasible     string      `json:"infeasible,omitempty" doc:"Why the cap cannot be kept"`
	InfeasibleCode string      `json:"infeasible_code,omitempty"`
	Groups         []GroupSize `json:"groups" doc:"How many are rated together under the cap"`
	CapSource      string      `json:"cap_source"`
	CapVerified    bool        `json:"cap_verified"`
}

// NotReady is one thing that stands in the way, and how it is mended.
type NotReady struct {
	Where  string `json:"where"`
	What   string `json:"what"`
	Remedy string `json:"remedy"`

	WhatVI   string   `json:"what_vi"`
	RemedyVI string   `json:"remedy_vi"`
	About    []string `json:"about,omitempty" doc:"Codes of the people and units that the text names"`
}

// GroupSize is how many officials a body rates in one group.
type GroupSize struct {
	Body  string `json:"body"`
	Group string `json:"group"`
	Count int    `json:"count"`
}

// Preview says what Open would do with the same request, and lists everything that stands in its way; nothing is written.
// Errors: as of Open, but for `not_ready` and an infeasible cap, which are part of the answer.
func (o *Opener) Preview(ctx context.Context, r Request) (CyclePreview, error) {
	plan, err := o.plan(ctx, r)
	if err != nil {
		return CyclePreview{}, err
	}
	share := plan.policy.Evaluation.Cap.RatioBP
	p := CyclePreview{
		Enrolled: len(plan.enrolment.Enrolled), Units: len(plan.enrolment.Conferences), Bodies: len(plan.enrolment.Sittings),
		PolicyID: plan.policy.ID, Version: plan.policy.Version, Unverified: plan.policy.Unverified(), Findings: []NotReady{},
		Groups: []GroupSize{}, CapSource: share.Source, CapVerified: share.Verified,
	}
	for _, f := range plan.findings {
		p.Findings = append(p.Findings, NotReady{
			Where: f.Where, What: f.What.EN, Remedy: f.Remedy.EN, WhatVI: f.What.VI, RemedyVI: f.Remedy.VI, About: f.About,
		})
	}
	if err := feasible(plan.policy, plan.enrolment); err != nil {
		p.Infeasible = fault.TextOf(err)
		if f, ok := fault.As(err); ok {
			p.InfeasibleCode = f.Code
		}
	}
	for _, s := range plan.enrolment.Sittings {
		sizes := map[string]int{}
		for _, c := range s.Cases {
			sizes[c.Group]++
		}
		for group, count := range sizes {
			p.Groups = append(p.Groups, GroupSize{Body: s.Body, Group: group, Count: count})
		}
	}
	slices.SortFunc(p.Groups, func(a, b GroupSize) int {
		return strings.Compare(a.Body+" "+a.Group, b.Body+" "+b.Group)
	})
	return p, nil
}
