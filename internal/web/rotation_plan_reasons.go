package web

import (
	"context"
	"fmt"
	"slices"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/policy"
	"canbo/internal/rotation"
	"canbo/internal/rotation/assignment"
)

// rotationReason is a sentence about a person or a need.
type rotationReason struct {
	Kind string `json:"kind" enum:"person,need"`
	Code string `json:"code" doc:"Of the official or the post"`
	Says string `json:"says" enum:"placed,fixed,unplaced,impossible"`
	With string `json:"with,omitempty" doc:"The post or the official"`
	VI   string `json:"vi"`
	EN   string `json:"en"`
}

// rotationChange is what a change by hand costs.
type rotationChange struct {
	Needs       int64               `json:"needs" doc:"Fewer needs filled"`
	Urgency     int64               `json:"urgency" doc:"Less urgency of those filled; may be negative where needs are lost"`
	Suitability int64               `json:"suitability" doc:"Less suitability; may be negative where something before is lost"`
	VI          string              `json:"vi" doc:"The weightiest loss"`
	EN          string              `json:"en"`
	In          []rotationPlacement `json:"in"`
	Out         []rotationPlacement `json:"out"`
	Breaks      []rotationBreak     `json:"breaks" doc:"What forbids the change; without any it can be made"`
}

type rotationPlacement struct {
	Official string `json:"official"`
	Post     string `json:"post"`
}

type rotationBreak struct {
	Rule   string `json:"rule"`
	Values string `json:"values,omitempty" doc:"What the rule compared"`
	VI     string `json:"vi"`
	EN     string `json:"en"`
}

// ownRotation is what a plan has for who asks.
type ownRotation struct {
	Asked  []rotation.PlanAnswer `json:"asked" doc:"What you are still asked about; agrees means nothing here"`
	Reason *rotationReason       `json:"reason,omitempty" doc:"Why the plan places you as it does; absent when it does not consider you"`
}

// analysed is the last assignment of a plan, ready to be asked about.
func (s *server) analysed(ctx context.Context, process string) (assignment.File, *assignment.Analysis, error) {
	file, err := s.Store.RotationPlanFile(ctx, process)
	if err != nil {
		return file, nil, err
	}
	a, err := assignment.Analyse(file.Instance, file.Plan)
	if err != nil {
		return file, nil, fmt.Errorf("the stored assignment of %s is not proved: %w", process, err)
	}
	return file, a, nil
}

// assignmentNames says what the people, posts and units of an assignment are called, and the rules of the plan's policy.
func (s *server) assignmentNames(ctx context.Context, process string, in assignment.Instance) (assignment.Names, error) {
	names, err := s.Store.RotationPlanNames(ctx, in)
	if err != nil {
		return nil, err
	}
	pol, err := s.pinned(ctx, process)
	if err != nil {
		return nil, err
	}
	return func(kind assignment.Kind, code string) evaluation.Label {
		if kind != assignment.OfRule {
			return names(kind, code)
		}
		return ruleName(pol, code)
	}, nil
}

// explained is why an assignment places everybody in it as it does.
type explained struct {
	seq     int64               // of the assignment
	named   assignment.Instance // the people and the needs alone
	reasons []assignment.Reason // of the people, then of the needs
}

// explained returns the reasons of the last assignment of a plan. They follow from it alone, and are kept until there is another.
func (s *server) explained(ctx context.Context, process string) (explained, error) {
	seq, err := s.Store.RotationPlanFileSeq(ctx, process)
	if err != nil {
		return explained{}, err
	}
	if kept, ok := s.reasons.Load(process); ok && kept.(explained).seq == seq {
		return kept.(explained), nil
	}
	file, a, err := s.analysed(ctx, process)
	if err != nil {
		return explained{}, err
	}
	e := explained{seq: seq, named: assignment.Instance{People: file.Instance.People, Needs: file.Instance.Needs}}
	for _, p := range e.named.People {
		reason, err := a.Person(p.Official)
		if err != nil {
			return explained{}, err
		}
		e.reasons = append(e.reasons, reason)
	}
	for _, n := range e.named.Needs {
		reason, err := a.Need(n.Post)
		if err != nil {
			return explained{}, err
		}
		e.reasons = append(e.reasons, reason)
	}
	s.reasons.Store(process, e)
	return e, nil
}

// ruleName says what a rule that excludes a pair is about.
func ruleName(pol *policy.Policy, rule string) evaluation.Label {
	if l, ok := rotation.RuleLabel(rule); ok {
		return l
	}
	if text, ok := pol.Rotation.RuleText(rule); ok {
		return evaluation.Label(text)
	}
	return assignment.Codes(assignment.OfRule, rule)
}

func (s *server) rotationReasons(ctx context.Context, _ access.Actor, in *rotationPlanInput) (*body[items[rotationReason]], error) {
	process := in.place().process
	e, err := s.explained(ctx, process)
	if err != nil {
		return nil, err
	}
	names, err := s.assignmentNames(ctx, process, e.named)
	if err != nil {
		return nil, err
	}
	all := make([]rotationReason, len(e.reasons))
	for i, reason := range e.reasons {
		all[i] = reasonView(reason, names)
	}
	return show(items[rotationReason]{all}, nil)
}

func reasonView(r assignment.Reason, names assignment.Names) rotationReason {
	says := r.Sentences(names)
	return rotationReason{Kind: string(r.Of.Kind), Code: r.Of.Code, Says: string(r.Code), With: r.With, VI: says.VI, EN: says.EN}
}

func (s *server) rotationChange(ctx context.Context, _ access.Actor, in *changeAskedInput) (*body[rotationChange], error) {
	process := in.place().process
	file, a, err := s.analysed(ctx, process)
	if err != nil {
		return nil, err
	}
	names, err := s.assignmentNames(ctx, process, file.Instance)
	if err != nil {
		return nil, err
	}
	ask := a.Force
	if in.Action == rotation.ForbidPair {
		ask = a.Forbid
	}
	c, err := ask(assignment.Placement{Official: in.Official, Post: in.Post})
	if err != nil {
		return nil, err
	}
	phrase := c.Loss.Phrase()
	v := rotationChange{
		Needs: c.Loss.Needs, Urgency: c.Loss.Urgency, Suitability: c.Loss.Suitability, VI: phrase.VI, EN: phrase.EN,
		In: []rotationPlacement{}, Out: []rotationPlacement{}, Breaks: []rotationBreak{},
	}
	for _, at := range c.In {
		v.In = append(v.In, rotationPlacement(at))
	}
	for _, at := range c.Out {
		v.Out = append(v.Out, rotationPlacement(at))
	}
	for _, b := range c.Breaks {
		says := b.Phrase(names)
		v.Breaks = append(v.Breaks, rotationBreak{Rule: b.Rule, Values: b.Values, VI: says.VI, EN: says.EN})
	}
	return show(v, nil)
}

func (s *server) ownRotation(ctx context.Context, actor access.Actor, in *rotationPlanInput) (*body[ownRotation], error) {
	process := in.place().process
	p, err := s.Store.RotationPlan(ctx, process)
	if err != nil {
		return nil, err
	}
	v := ownRotation{Asked: append([]rotation.PlanAnswer{}, p.OpenAnswers(actor.ID)...)}
	e, err := s.explained(ctx, process)
	if fault.KindOf(err) == fault.NotFound {
		return show(v, nil) // nothing has been computed yet
	}
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(e.reasons, func(r assignment.Reason) bool {
		return r.Of == assignment.Limit{Kind: assignment.OfPerson, Code: actor.ID}
	})
	if i < 0 {
		return show(v, nil)
	}
	names, err := s.assignmentNames(ctx, process, e.named)
	if err != nil {
		return nil, err
	}
	reason := e.reasons[i]
	reason.Next = nil // it names who is placed elsewhere
	v.Reason = new(reasonView(reason, names))
	return show(v, nil)
}
