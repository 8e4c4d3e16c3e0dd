package rotation

import (
	"slices"

	"canbo/internal/ballot"
	"canbo/internal/calendar"
	"canbo/internal/fault"
	"canbo/internal/procedure"
)

// PlanDecided is a decision about one person.
type PlanDecided struct {
	Official string        `json:"official"`
	Decided  calendar.Date `json:"decided"`
	Months   int           `json:"months"`
}

// PlanDecision is the argument of ActDecideRotations: one decision for each pair that the ballot carried. Documents says
// that each has its number, and its purpose, in the filing.
type PlanDecision struct {
	Decisions []PlanDecided `json:"decisions"`
	Documents bool          `json:"documents"`
}

// StartRotations is the argument of EffectStartRotations.
type StartRotations struct {
	Plan      string        `json:"plan"`
	Body      string        `json:"body"`
	Organiser string        `json:"organiser"`
	Balloted  calendar.Date `json:"balloted"`
	Rotations []ToStart     `json:"rotations"`
}

// ToStart is one decided pair.
type ToStart struct {
	PlanPair
	Code     string        `json:"code"`
	Decided  calendar.Date `json:"decided"`
	Months   int           `json:"months"`
	Releaser string        `json:"releaser"`
	Receiver string        `json:"receiver"`
}

// RotationsStarted answers EffectStartRotations.
type RotationsStarted struct {
	Refused []NotStarted `json:"refused,omitempty"`
}

// NotStarted is a decision whose rotation the record could not take. Code says why: rotating_already, post_promised.
type NotStarted struct {
	Official string `json:"official"`
	Code     string `json:"code"`
}

// carried lists the pairs that the ballot carried; all of them where none is held.
func (p *Plan) carried() []PlanPair {
	if p.Step(StepBallot).Mode == procedure.Off {
		return p.Pairs
	}
	return slices.DeleteFunc(slices.Clone(p.Pairs), func(pair PlanPair) bool {
		choice, verdict := p.Vote.Verdict(pair.Official)
		return verdict != ballot.GoForward && choice != Yes
	})
}

// decider is the first in line of the body who is not decided about; the chair when everybody is.
func (p *Plan) decider() string {
	carried := p.carried()
	i := slices.IndexFunc(p.Members, func(who string) bool {
		return !slices.ContainsFunc(carried, func(x PlanPair) bool { return x.Official == who })
	})
	return p.Members[max(i, 0)]
}

// checkDecide lets the chair record the decisions.
//
// Errors by code: own_case, document_missing, being_started, not_carried, person_twice, decision_missing,
// decided_before_ballot, too_short.
func (p *Plan) checkDecide(cmd procedure.Command) error {
	if err := p.CheckTask(cmd, StepDecision, ActDecideRotations); err != nil {
		return err
	}
	args, err := procedure.DecodeStrict[PlanDecision](cmd)
	if err != nil {
		return err
	}
	if !args.Documents {
		return fault.New(fault.Invalid, "document_missing", "give each decision its number and its purpose")
	}
	carried := p.carried()
	var seen []string
	for i, d := range args.Decisions {
		switch {
		case d.Official == cmd.Actor:
			return fault.New(fault.Denied, "own_case", "nobody records the decision on their own rotation")
		case !slices.ContainsFunc(carried, func(x PlanPair) bool { return x.Official == d.Official }):
			return fault.New(fault.Invalid, "not_carried", "decisions[%d]: the ballot did not carry a rotation of %s", i, d.Official)
		case slices.Contains(seen, d.Official):
			return fault.New(fault.Invalid, "person_twice", "decisions[%d]: %s is decided about twice", i, d.Official)
		case d.Decided.Compare(p.Balloted) < 0:
			return fault.New(fault.Invalid, "decided_before_ballot",
				"decisions[%d]: the decision of %s is dated before the ballot of %s; correct the date", i, d.Decided, p.Balloted)
		case d.Months < p.Least:
			return fault.New(fault.Invalid, "too_short", "decisions[%d]: a rotation lasts at least %d months, this one %d", i, p.Least, d.Months)
		}
		seen = append(seen, d.Official)
	}
	if len(seen) < len(carried) {
		return fault.New(fault.Invalid, "decision_missing", "%d of %d carried rotations have a decision; give all", len(seen), len(carried))
	}
	return nil
}

func (p *Plan) applyDecide(cmd procedure.Command) {
	args := procedure.Decode[PlanDecision](cmd)
	p.Decisions = args.Decisions
	p.Settle(StepDecision, cmd.Kind, cmd.Actor, cmd.ReceivedAt)
	start := StartRotations{Plan: p.Code, Body: p.Body, Organiser: p.Organiser, Balloted: p.Balloted}
	for _, pair := range p.carried() {
		i := slices.IndexFunc(args.Decisions, func(d PlanDecided) bool { return d.Official == pair.Official })
		at := pair.placement()
		start.Rotations = append(start.Rotations, ToStart{
			PlanPair: pair, Code: DecidedCode(p.Code, pair.Official), Decided: args.Decisions[i].Decided, Months: args.Decisions[i].Months,
			Releaser: p.voice(PlanAnswer{Placement: at, Side: SideOrigin}), Receiver: p.voice(PlanAnswer{Placement: at, Side: SideDestination}),
		})
	}
	p.Queue(EffectStartRotations, start)
}

func (p *Plan) applyStarted(s RotationsStarted) { p.Started, p.Refused = true, s.Refused }

// DecidedCode is the code of the rotation of somebody whom a plan has decided to rotate.
func DecidedCode(plan, official string) string { return plan + "-" + official }
