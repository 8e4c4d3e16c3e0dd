package rotation

import (
	"slices"
	"time"

	"canbo/internal/calendar"
	"canbo/internal/fault"
	"canbo/internal/procedure"
	"canbo/internal/rotation/assignment"
)

// The acts of a plan, besides those of its ballot.
const (
	ActProposeRotation      = "propose_rotation"    // the head of a unit: PlanProposal
	ActChangeAssignment     = "change_assignment"   // the organiser, an administrator: AssignmentChange
	ActChangeNeeds          = "change_needs"        // the organiser, an administrator: NeedChange
	ActAcceptAssignment     = "accept_assignment"   // the organiser: Accepted
	ActConfirmPapers        = "confirm_papers"      // the organiser: PlanPapers
	ActAnswerConsultation   = "answer_consultation" // origin, destination and the person: Consulted
	ActDecideRotations      = "decide_rotations"    // the chair, else the next in line: PlanDecision
	CommandAssigned         = "assigned"            // System: Assigned, answers EffectAssign
	CommandRotationsStarted = "rotations_started"   // System: RotationsStarted, answers EffectStartRotations
)

// The effects of a plan.
const (
	EffectAssign         = "rotation_assign" // AssignmentAsked: compute the assignment; answered by CommandAssigned
	EffectStartRotations = "rotations_start" // StartRotations: open a rotation for each decision; answered
)

// The rules by which people exclude a pair.
const (
	RuleForbidden          = "forbidden"              // by whoever prepares the plan
	RuleRefusedOrigin      = "refused_by_origin"      // by the unit that would release
	RuleRefusedDestination = "refused_by_destination" // by the unit that would receive
	RuleRefusedPerson      = "refused_by_person"
)

// PlanProposal is the argument of ActProposeRotation. What they rest on stays in the filing.
type PlanProposal struct {
	Needs  []ProposedNeed   `json:"needs,omitempty"`
	People []ProposedPerson `json:"people,omitempty"`
}

// ProposedNeed is a post that a unit wants filled.
type ProposedNeed struct {
	Post    string `json:"post"`
	Urgency int64  `json:"urgency"` // 0..MaxUrgency

	From calendar.Date `json:"from,omitzero"` // of a post that is held: the day on which it falls vacant

	Prefers []string `json:"prefers,omitempty"` // officials
}

// ProposedPerson is somebody whom a unit would release.
type ProposedPerson struct {
	Official string   `json:"official"`
	Prefers  []string `json:"prefers,omitempty"` // units
}

// MaxUrgency is the highest urgency of a need.
const MaxUrgency = 100

// AssignmentAsked is the argument of EffectAssign.
type AssignmentAsked struct {
	Revision int                    `json:"revision"`
	Seed     uint64                 `json:"seed"`
	Needs    []PlanNeed             `json:"needs"`
	People   []PlanPerson           `json:"people"`
	Caps     []Cap                  `json:"caps"`
	Fixed    []assignment.Placement `json:"fixed"`
	Excluded []assignment.Exclusion `json:"excluded"`
	Previous []assignment.Placement `json:"previous"`
}

// Assigned answers EffectAssign. The plan file with its prices is in the record. Unsolved is a code: no assignment keeps
// what people fixed.
type Assigned struct {
	Revision int              `json:"revision"`
	Pairs    []PlanPair       `json:"pairs,omitempty"`
	Score    assignment.Score `json:"score"`
	SHA256   string           `json:"sha256,omitempty"`
	Unsolved string           `json:"unsolved,omitempty"`
}

// AssignmentChange is the argument of ActChangeAssignment: fix a pair, forbid it, or undo either.
type AssignmentChange struct {
	assignment.Placement
	Action string `json:"action"`
}

// The actions of an AssignmentChange.
const (
	FixPair    = "fix"
	ForbidPair = "forbid"
	FreePair   = "free"
)

// Accepted is the argument of ActAcceptAssignment: the assignment that was seen.
type Accepted struct {
	SHA256 string `json:"sha256"`
}

// checkPropose refuses what no unit may propose.
//
// Errors by code: need_twice, person_twice, bad_urgency.
func (p *Plan) checkPropose(cmd procedure.Command) error {
	if err := p.CheckTask(cmd, StepProposals, ActProposeRotation); err != nil {
		return err
	}
	args, err := procedure.DecodeStrict[PlanProposal](cmd)
	if err != nil {
		return err
	}
	var posts, people []string
	for i, n := range args.Needs {
		if slices.Contains(posts, n.Post) || slices.ContainsFunc(p.Needs, func(x PlanNeed) bool { return x.Post == n.Post && x.By != "" }) {
			return fault.New(fault.Conflict, "need_twice", "needs[%d]: %s is a need of this plan already", i, n.Post)
		}
		if n.Urgency < 0 || n.Urgency > MaxUrgency {
			return fault.New(fault.Invalid, "bad_urgency", "needs[%d]: the urgency of %s must be 0 to %d", i, n.Post, MaxUrgency)
		}
		posts = append(posts, n.Post)
	}
	for i, person := range args.People {
		who := person.Official
		if slices.Contains(people, who) || slices.ContainsFunc(p.People, func(x PlanPerson) bool { return x.Official == who }) {
			return fault.New(fault.Conflict, "person_twice", "people[%d]: %s is proposed already", i, who)
		}
		people = append(people, who)
	}
	return nil
}

func (p *Plan) applyPropose(cmd procedure.Command) {
	args := procedure.Decode[PlanProposal](cmd)
	for _, n := range args.Needs {
		p.need(n, cmd.Actor)
	}
	for _, person := range args.People {
		p.People = append(p.People, PlanPerson{person.Official, cmd.Actor, person.Prefers})
	}
	p.Settle(StepProposals, cmd.Kind, cmd.Actor, cmd.ReceivedAt)
}

// changed has the assignment computed anew; between equal ones that which keeps more of the present pairs wins.
func (p *Plan) changed() {
	p.Revision++
	asked := AssignmentAsked{
		Revision: p.Revision, Seed: p.Seed, Needs: p.Needs, People: p.People, Caps: p.Caps, Fixed: p.Fixed, Excluded: p.Excluded,
	}
	for _, pair := range p.Pairs {
		if p.needed(pair.Post) >= 0 {
			asked.Previous = append(asked.Previous, pair.placement())
		}
	}
	p.Queue(EffectAssign, asked)
}

// upToDate reports whether the pairs are those of what people want now.
func (p *Plan) upToDate() bool { return p.Computed == p.Revision && p.Unsolved == "" }

// applyAssigned takes the assignment; an answer about an earlier revision is dropped.
func (p *Plan) applyAssigned(a Assigned, at time.Time) {
	if a.Revision != p.Revision || p.Stands {
		return
	}
	p.Computed, p.Unsolved = a.Revision, a.Unsolved
	if a.Unsolved != "" {
		return
	}
	p.Pairs, p.Score, p.SHA256 = a.Pairs, a.Score, a.SHA256
	p.Answers = slices.DeleteFunc(p.Answers, func(x PlanAnswer) bool { return p.pair(x.Placement) == nil })
	if st := p.Current(); st != nil && (st.Name == StepDossiers || st.Name == StepConsultation) {
		p.ask(st, at)
	}
}

// pair is the pair of the present assignment with that person and that post, or nil.
func (p *Plan) pair(at assignment.Placement) *PlanPair {
	i := slices.IndexFunc(p.Pairs, func(x PlanPair) bool { return x.placement() == at })
	if i < 0 {
		return nil
	}
	return &p.Pairs[i]
}

// checkChange lets the organiser and administrators change the assignment until it is accepted.
//
// Errors by code: own_case, unknown_action, not_a_need, taken, person_taken, not_changed.
func (p *Plan) checkChange(cmd procedure.Command) error {
	if cmd.Role == procedure.Administrator {
		if err := p.CheckOpen(cmd, StepAssignment); err != nil {
			return err
		}
	} else if err := p.CheckTask(cmd, StepAssignment, ActAcceptAssignment); err != nil {
		return err
	}
	args, err := procedure.DecodeStrict[AssignmentChange](cmd)
	if err != nil {
		return err
	}
	fixed := func(f assignment.Placement) bool { return f == args.Placement }
	forbidden := func(e assignment.Exclusion) bool { return e.Official == args.Official && e.Post == args.Post }
	switch {
	case args.Official == cmd.Actor:
		return fault.New(fault.Denied, "own_case", "nobody places themself")
	case p.needed(args.Post) < 0:
		return fault.New(fault.Invalid, "not_a_need", "%s is no need of this plan", args.Post)
	case args.Action == FreePair:
		if !slices.ContainsFunc(p.Fixed, fixed) && !slices.ContainsFunc(p.Excluded, forbidden) {
			return fault.New(fault.Conflict, "not_changed", "%s and %s are neither fixed nor forbidden", args.Official, args.Post)
		}
		return nil
	case args.Action != FixPair && args.Action != ForbidPair:
		return fault.New(fault.Invalid, "unknown_action", "%q is no change; use fix, forbid or free", args.Action)
	case slices.ContainsFunc(p.Fixed, fixed) || slices.ContainsFunc(p.Excluded, forbidden):
		return fault.New(fault.Conflict, "changed_already", "%s and %s are fixed or forbidden already; free them first", args.Official, args.Post)
	case args.Action == ForbidPair:
		return nil
	case slices.ContainsFunc(p.Fixed, func(f assignment.Placement) bool { return f.Post == args.Post }):
		return fault.New(fault.Conflict, "taken", "%s is fixed for somebody else; free that first", args.Post)
	case slices.ContainsFunc(p.Fixed, func(f assignment.Placement) bool { return f.Official == args.Official }):
		return fault.New(fault.Conflict, "person_taken", "%s is fixed for another post; free that first", args.Official)
	default:
		return nil
	}
}

func (p *Plan) applyChange(c AssignmentChange) {
	switch c.Action {
	case FixPair:
		p.Fixed = append(p.Fixed, c.Placement)
	case ForbidPair:
		p.exclude(c.Placement, RuleForbidden)
	default:
		p.Fixed = slices.DeleteFunc(p.Fixed, func(f assignment.Placement) bool { return f == c.Placement })
		p.Excluded = slices.DeleteFunc(p.Excluded, func(e assignment.Exclusion) bool { return e.Official == c.Official && e.Post == c.Post })
	}
	p.changed()
}

// exclude keeps a pair out of the assignment.
func (p *Plan) exclude(at assignment.Placement, rule string) {
	p.Fixed = slices.DeleteFunc(p.Fixed, func(f assignment.Placement) bool { return f == at })
	p.Excluded = append(p.Excluded, assignment.Exclusion{Official: at.Official, Post: at.Post, Rule: rule})
}

// checkAccept lets the organiser accept the assignment that was seen.
//
// Errors by code: being_computed, unsolved, another_assignment, own_case.
func (p *Plan) checkAccept(cmd procedure.Command) error {
	if err := p.CheckTask(cmd, StepAssignment, ActAcceptAssignment); err != nil {
		return err
	}
	args, err := procedure.DecodeStrict[Accepted](cmd)
	if err != nil {
		return err
	}
	switch {
	case p.Computed != p.Revision:
		return fault.New(fault.Conflict, "being_computed", "the assignment is being computed; try again in a moment")
	case p.Unsolved != "":
		return fault.New(fault.Conflict, "unsolved", "no assignment keeps what was fixed (%s); free a pair", p.Unsolved)
	case args.SHA256 != p.SHA256:
		return fault.New(fault.Conflict, "another_assignment", "the assignment has changed since; look at it again")
	case slices.ContainsFunc(p.Pairs, func(x PlanPair) bool { return x.Official == cmd.Actor }):
		return fault.New(fault.Denied, "own_case", "whoever is placed does not accept the assignment; have the task reassigned")
	default:
		return nil
	}
}
