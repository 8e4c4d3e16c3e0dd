package rotation

import (
	"slices"
	"time"

	"canbo/internal/fault"
	"canbo/internal/procedure"
	"canbo/internal/rotation/assignment"
)

// Side is who is asked about a pair.
type Side string

// The sides.
const (
	SideOrigin      Side = "origin"
	SideDestination Side = "destination"
	SidePerson      Side = "person"
)

// Sides are all sides.
var Sides = []Side{SideOrigin, SideDestination, SidePerson}

// refusal is the rule by which a refusal of a side excludes the pair.
func (s Side) refusal() string {
	switch s {
	case SideOrigin:
		return RuleRefusedOrigin
	case SideDestination:
		return RuleRefusedDestination
	default:
		return RuleRefusedPerson
	}
}

// PlanPapers are the papers of somebody's dossier that are there.
type PlanPapers struct {
	Official string   `json:"official"`
	Items    []string `json:"items"`
}

// PlanAnswer is what one side says about a pair.
type PlanAnswer struct {
	assignment.Placement
	Side   Side `json:"side"`
	Agrees bool `json:"agrees"`
}

// Consulted is the argument of ActAnswerConsultation. Reasons says that each refusal has one in the filing.
type Consulted struct {
	Answers []PlanAnswer `json:"answers"`
	Reasons bool         `json:"reasons"`
}

// ask hands out what is still open about the present pairs: papers to the organiser and, in the consultation, questions to
// those who speak for a side.
func (p *Plan) ask(st *procedure.Step, now time.Time) {
	var organiser []string
	if len(p.lacking()) > 0 {
		organiser = []string{p.Organiser}
	}
	p.Hand(st, ActConfirmPapers, now, organiser...)
	if st.Name != StepConsultation {
		return
	}
	var asked []string
	for _, a := range p.unanswered() {
		if who := p.voice(a); !slices.Contains(asked, who) {
			asked = append(asked, who)
		}
	}
	p.Hand(st, ActAnswerConsultation, now, asked...)
}

// lacking lists the officials of the present pairs whose dossiers are not complete.
func (p *Plan) lacking() []string {
	var lacking []string
	for _, pair := range p.Pairs {
		if len(p.Missing(pair.Official)) > 0 {
			lacking = append(lacking, pair.Official)
		}
	}
	return lacking
}

// Missing lists the papers that somebody's dossier lacks.
func (p *Plan) Missing(official string) []string {
	i := slices.IndexFunc(p.Papers, func(x PlanPapers) bool { return x.Official == official })
	return slices.DeleteFunc(slices.Clone(p.Items), func(item string) bool {
		return i >= 0 && slices.Contains(p.Papers[i].Items, item)
	})
}

// unanswered lists what is still to be answered about the present pairs; Agrees means nothing in them.
func (p *Plan) unanswered() []PlanAnswer {
	var open []PlanAnswer
	for _, pair := range p.Pairs {
		for _, side := range Sides {
			a := PlanAnswer{Placement: pair.placement(), Side: side}
			if !slices.ContainsFunc(p.Answers, func(x PlanAnswer) bool { return x.Placement == a.Placement && x.Side == a.Side }) {
				open = append(open, a)
			}
		}
	}
	return open
}

// OpenAnswers lists what somebody is still asked about the present pairs.
func (p *Plan) OpenAnswers(who string) []PlanAnswer {
	return slices.DeleteFunc(p.unanswered(), func(a PlanAnswer) bool { return p.voice(a) != who })
}

// voice is who speaks for a side of a pair: the person; for a unit its head, and the organiser where the unit has none or
// the head is the one who moves.
func (p *Plan) voice(a PlanAnswer) string {
	if a.Side == SidePerson {
		return a.Official
	}
	pair := p.pair(a.Placement)
	unit := pair.Origin
	if a.Side == SideDestination {
		unit = pair.Destination
	}
	i := slices.IndexFunc(p.Heads, func(h UnitHead) bool { return h.Unit == unit })
	if i < 0 || p.Heads[i].Official == a.Official {
		return p.Organiser
	}
	return p.Heads[i].Official
}

// checkPapers lets the organiser say which papers are there.
//
// Errors by code: not_placed, unknown_paper.
func (p *Plan) checkPapers(cmd procedure.Command) error {
	step := StepDossiers
	if st := p.Current(); st != nil && st.Name == StepConsultation {
		step = StepConsultation
	}
	if err := p.CheckTask(cmd, step, ActConfirmPapers); err != nil {
		return err
	}
	args, err := procedure.DecodeStrict[PlanPapers](cmd)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(p.Pairs, func(x PlanPair) bool { return x.Official == args.Official }) {
		return fault.New(fault.Invalid, "not_placed", "%s is not placed by this plan", args.Official)
	}
	for i, item := range args.Items {
		if !slices.Contains(p.Items, item) {
			return fault.New(fault.Invalid, "unknown_paper", "items[%d]: %q is no paper of the dossier; use %v", i, item, p.Items)
		}
	}
	return nil
}

func (p *Plan) applyPapers(args PlanPapers, at time.Time) {
	i := slices.IndexFunc(p.Papers, func(x PlanPapers) bool { return x.Official == args.Official })
	if i < 0 {
		p.Papers = append(p.Papers, PlanPapers{Official: args.Official})
		i = len(p.Papers) - 1
	}
	for _, item := range args.Items {
		if !slices.Contains(p.Papers[i].Items, item) {
			p.Papers[i].Items = append(p.Papers[i].Items, item)
		}
	}
	if st := p.Current(); len(p.lacking()) == 0 {
		p.Settle(st.Name, ActConfirmPapers, assigned(st, ActConfirmPapers), at)
	}
}

// assigned is who has the open task of an act; "" for nobody.
func assigned(st *procedure.Step, act string) string {
	i := slices.IndexFunc(st.Tasks, func(t procedure.Task) bool { return t.Act == act && !t.Done })
	if i < 0 {
		return ""
	}
	return st.Tasks[i].Assignee
}

// checkAnswers lets each side answer for the pairs that it is asked about.
//
// Errors by code: nothing_answered, not_asked, reason_missing.
func (p *Plan) checkAnswers(cmd procedure.Command) error {
	if err := p.CheckTask(cmd, StepConsultation, ActAnswerConsultation); err != nil {
		return err
	}
	args, err := procedure.DecodeStrict[Consulted](cmd)
	if err != nil {
		return err
	}
	if len(args.Answers) == 0 {
		return fault.New(fault.Invalid, "nothing_answered", "answer for at least one pair")
	}
	var seen []PlanAnswer
	for i, a := range args.Answers {
		agrees := a.Agrees
		a.Agrees = false
		if !slices.Contains(p.OpenAnswers(p.holder(cmd.Actor)), a) || slices.Contains(seen, a) {
			return fault.New(fault.Denied, "not_asked", "answers[%d]: you are not asked as %s about %s and %s", i, a.Side, a.Official, a.Post)
		}
		if !agrees && !args.Reasons {
			return fault.New(fault.Invalid, "reason_missing", "answers[%d]: say why", i)
		}
		seen = append(seen, a)
	}
	return nil
}

// holder is whose task of the consultation somebody does.
func (p *Plan) holder(who string) string {
	for _, t := range p.Step(StepConsultation).Tasks {
		if t.Act == ActAnswerConsultation && t.Assignee == who && !t.Done && t.For != "" {
			return t.For
		}
	}
	return who
}

// applyAnswers takes the answers. A refusal excludes the pair, and the assignment is computed anew.
func (p *Plan) applyAnswers(cmd procedure.Command) {
	holder, refused := p.holder(cmd.Actor), false
	for _, a := range procedure.Decode[Consulted](cmd).Answers {
		p.Answers = append(p.Answers, a)
		if !a.Agrees {
			p.exclude(a.Placement, a.Side.refusal())
			refused = true
		}
	}
	if len(p.OpenAnswers(holder)) == 0 {
		p.Settle(StepConsultation, ActAnswerConsultation, cmd.Actor, cmd.ReceivedAt)
	}
	if refused {
		p.changed()
	}
}

// Unanswered lists the sides that have not answered about a pair, for people to see.
func (p *Plan) Unanswered(pair PlanPair) []string {
	open := []string{}
	for _, a := range p.unanswered() {
		if a.Placement == pair.placement() {
			open = append(open, string(a.Side))
		}
	}
	return open
}

// Agreed lists the sides that have agreed to a pair, for people to see.
func (p *Plan) Agreed(pair PlanPair) []string {
	agreed := []string{}
	for _, a := range p.Answers {
		if a.Placement == pair.placement() && a.Agrees {
			agreed = append(agreed, string(a.Side))
		}
	}
	return agreed
}
