package rotation

import (
	"slices"

	"canbo/internal/calendar"
	"canbo/internal/fault"
	"canbo/internal/procedure"
	"canbo/internal/rotation/assignment"
)

// Chain is why a post falls vacant whose holder is planned for one that does.
const Chain EventKind = "chain"

// Foreseen are the needs that a plan begins with: the posts that fall vacant by a look-ahead, each once, with its first day
// and why. within tells the posts that the plan is about.
func Foreseen(events []Event, within func(post string) bool) []PlanNeed {
	var needs []PlanNeed
	add := func(n PlanNeed) {
		if within(n.Post) && !slices.ContainsFunc(needs, func(x PlanNeed) bool { return x.Post == n.Post }) {
			needs = append(needs, n)
		}
	}
	for _, e := range events {
		if !e.Vacates {
			continue
		}
		from := calendar.Date{Year: e.Day.Year(), Month: e.Day.Month(), Day: e.Day.Day()}
		add(PlanNeed{Post: e.Post, From: from, Why: e.Kind, Holder: e.Official})
		for _, link := range e.Chain {
			add(PlanNeed{Post: link.Post, From: from, Why: Chain, Holder: link.Official})
		}
	}
	return needs
}

// Leaving lists who must leave a needed post though they stay in service: they are candidates without being proposed.
func (a AssignmentAsked) Leaving() []string {
	var who []string
	for _, n := range a.Needs {
		if n.Why == ReachesTerms || n.Why == LocalHead {
			who = append(who, n.Holder)
		}
	}
	return who
}

// NeedChange is the argument of ActChangeNeeds: strike a need, or add one.
type NeedChange struct {
	ProposedNeed
	Action string `json:"action"`
}

// The actions of a NeedChange.
const (
	StrikeNeed = "strike"
	AddNeed    = "add"
)

// needed is the place of a post among the needs, -1 when it is none.
func (p *Plan) needed(post string) int {
	return slices.IndexFunc(p.Needs, func(n PlanNeed) bool { return n.Post == post })
}

// need takes up a need that somebody asks for; of one that the look-ahead found they say how urgent it is.
func (p *Plan) need(n ProposedNeed, by string) {
	i := p.needed(n.Post)
	if i < 0 {
		p.Needs = append(p.Needs, PlanNeed{Post: n.Post, From: n.From})
		i = len(p.Needs) - 1
	}
	p.Needs[i].Urgency, p.Needs[i].By, p.Needs[i].Prefers = n.Urgency, by, n.Prefers
	if !n.From.IsZero() {
		p.Needs[i].From = n.From
	}
}

// checkNeedChange lets the organiser and administrators strike and add needs until the assignment is accepted.
//
// Errors by code: step_not_open, not_your_task, unknown_action, not_a_need, need_twice, bad_urgency.
func (p *Plan) checkNeedChange(cmd procedure.Command) error {
	step := StepAssignment
	if st := p.Current(); st != nil && st.Name == StepProposals {
		step = StepProposals
	}
	if err := p.CheckOpen(cmd, step); err != nil {
		return err
	}
	if cmd.Role != procedure.Administrator && cmd.Actor != p.Organiser && !p.Step(step).Asks(ActAcceptAssignment, cmd.Actor) {
		return fault.New(fault.Denied, "not_your_task", "whoever prepares the plan changes its needs")
	}
	args, err := procedure.DecodeStrict[NeedChange](cmd)
	if err != nil {
		return err
	}
	i := p.needed(args.Post)
	switch {
	case args.Action == StrikeNeed && i < 0:
		return fault.New(fault.Invalid, "not_a_need", "%s is no need of this plan", args.Post)
	case args.Action == StrikeNeed:
		return nil
	case args.Action != AddNeed:
		return fault.New(fault.Invalid, "unknown_action", "%q is no change of needs; use strike or add", args.Action)
	case i >= 0:
		return fault.New(fault.Conflict, "need_twice", "%s is a need of this plan already", args.Post)
	case args.Urgency < 0 || args.Urgency > MaxUrgency:
		return fault.New(fault.Invalid, "bad_urgency", "the urgency of %s must be 0 to %d", args.Post, MaxUrgency)
	default:
		return nil
	}
}

// applyNeedChange strikes or adds a need. Nobody stays fixed in a post that is needed no more; who refused it has refused.
func (p *Plan) applyNeedChange(cmd procedure.Command) {
	args := procedure.Decode[NeedChange](cmd)
	if args.Action == AddNeed {
		p.need(args.ProposedNeed, cmd.Actor)
	} else {
		p.Needs = slices.DeleteFunc(p.Needs, func(n PlanNeed) bool { return n.Post == args.Post })
		p.Fixed = slices.DeleteFunc(p.Fixed, func(f assignment.Placement) bool { return f.Post == args.Post })
		p.Excluded = slices.DeleteFunc(p.Excluded, func(e assignment.Exclusion) bool { return e.Post == args.Post && e.Rule == RuleForbidden })
	}
	if p.Revision > 0 {
		p.changed()
	}
}
