package evaluation

import (
	"slices"
	"time"

	"canbo/internal/procedure"
)

// Who carries out an act on whom is one rule: the first in the line of those who could, the one whose office it is
// first, who may act on the subject and has not given the approval before it. The lines end with the other members, so
// that a duty falls to somebody as long as anybody may. Readiness asks the same functions before a cycle is opened.

// Hands are the people through whose hands a case goes; "" where there is nobody.
type Hands struct {
	Proposer, Appraiser, Decider, Presider string
}

// line puts the given people in order, each once.
func line(first []string, members []string) []string {
	var out []string
	for _, who := range slices.Concat(first, members) {
		if who != "" && !slices.Contains(out, who) {
			out = append(out, who)
		}
	}
	return out
}

// able keeps those who may act on a subject and are none of the barred.
func able(line []string, related Relatives, subject string, barred ...string) []string {
	return slices.DeleteFunc(line, func(who string) bool {
		return related.Refuse(who, subject) != nil || slices.Contains(barred, who)
	})
}

// known is the person who has done it already, else those who could.
func known(done string, could []string) []string {
	if done != "" {
		return []string{done}
	}
	return could
}

func first(people []string) string {
	if len(people) == 0 {
		return ""
	}
	return people[0]
}

// line is the order in which the duty to propose falls to the members of a conference.
func (u *UnitReview) line() []string { return line([]string{u.Chair, u.Deputy}, u.Members) }

// proposer is who proposes, or has proposed, the grade of a subject.
func (u *UnitReview) proposer(subject string) string {
	i := slices.IndexFunc(u.Proposed, func(s Signed) bool { return s.Subject == subject })
	if i >= 0 {
		return u.Proposed[i].By
	}
	return first(able(u.line(), u.Related, subject))
}

// Signed notes who has acted on a subject.
type Signed struct {
	Subject string `json:"subject"`
	By      string `json:"by"`
}

// proposes lists whom somebody still has to make the proposal on.
func (u *UnitReview) proposes(who string) []string {
	var list []string
	for _, s := range u.Subjects {
		proposed := slices.ContainsFunc(u.Proposed, func(p Signed) bool { return p.Subject == s })
		if !proposed && u.proposer(s) == who {
			list = append(list, s)
		}
	}
	return list
}

// hands finds through whose hands a case goes: every earlier act as it was done, and for the others the first in line.
func (b *BodyDecision) hands(c Case) Hands {
	h := Hands{Proposer: c.Proposer, Appraiser: first(b.appraisers(c))}
	h.Decider = first(b.deciders(c, h.Appraiser))
	h.Presider = first(b.presiders(c, h.Appraiser, h.Decider))
	return h
}

// appraisers are those who could confirm the appraisal of a case: the chair last, who decides.
func (b *BodyDecision) appraisers(c Case) []string {
	others := slices.DeleteFunc(slices.Clone(b.Members), func(m string) bool { return m == b.Chair })
	var barred []string
	if b.Rules.Conflicts.apart(StepProposal, StepAppraisal) {
		barred = append(barred, c.Proposer)
	}
	return known(c.Appraiser, able(line([]string{b.Appraiser, b.Deputy}, append(others, b.Chair)), b.Related, c.Official, barred...))
}

// deciders are those who could record the decision on a case that appraiser has appraised.
func (b *BodyDecision) deciders(c Case, appraiser string) []string {
	var barred []string
	if b.Rules.Conflicts.apart(StepAppraisal, StepDecision) {
		barred = append(barred, appraiser)
	}
	if b.Rules.Conflicts.apart(StepProposal, StepDecision) {
		barred = append(barred, c.Proposer)
	}
	return known(c.Decider, able(line([]string{b.Chair, b.Deputy}, b.Members), b.Related, c.Official, barred...))
}

// presiders are those who could preside over a petition against a result: nobody who had a part in it. Who proposed
// stands last in line where proposals count as approvals.
func (b *BodyDecision) presiders(c Case, appraiser, decider string) []string {
	could := able(line([]string{b.Deputy}, b.Members), b.Related, c.Official, appraiser, decider)
	if i := slices.Index(could, c.Proposer); i >= 0 && b.Rules.Conflicts.counts(StepProposal) {
		could = append(slices.Delete(could, i, i+1), c.Proposer)
	}
	return could
}

// rater is who records the result of a unit: nobody that of a unit which they or a relative head.
func (b *BodyDecision) rater(unit string) string {
	if b.Rules.Conflicts == nil {
		return b.Chair
	}
	return first(able(line([]string{b.Chair, b.Deputy}, b.Members), b.Related, b.head(unit)))
}

// head is who heads a unit whose result the body decides.
func (b *BodyDecision) head(unit string) string {
	for _, c := range b.Cases {
		if c.Head && c.Unit == unit {
			return c.Official
		}
	}
	return ""
}

// seats are the members of the body in the order in which duties fall to them.
func (b *BodyDecision) seats() []string {
	return line([]string{b.Chair, b.Deputy, b.Appraiser}, b.Members)
}

// decides reports whether it is who that records the decision on a case.
func (b *BodyDecision) decides(who string, c Case) bool { return b.hands(c).Decider == who }

// rates reports whether it is who that records the result of a unit.
func (b *BodyDecision) rates(who string, u UnitCase) bool { return b.rater(u.Unit) == who }

// appraises reports whether who still has to confirm the appraisal of a case.
func (b *BodyDecision) appraises(who string, c Case) bool {
	return c.Appraiser == "" && b.hands(c).Appraiser == who
}

// takeProposers notes who made the proposals of the units.
func (b *BodyDecision) takeProposers(proposed []Signed) {
	for _, p := range proposed {
		if c := b.findCase(p.Subject); c != nil && c.Decided == "" {
			c.Proposer = p.By
		}
	}
}

// handAppraisal asks everybody to confirm the appraisal of the cases that fall to them.
func (b *BodyDecision) handAppraisal(st *procedure.Step, at time.Time) {
	b.hand(st, ActConfirmAppraisal, at, func(who string) bool {
		return slices.ContainsFunc(b.Cases, func(c Case) bool { return b.appraises(who, c) })
	})
	b.Queue(procedure.EffectDuties, duties(ActConfirmAppraisal, officials(b.Cases), func(official string) string {
		return b.hands(*b.findCase(official)).Appraiser
	}))
}

// hand gives the tasks of an act to the members to whom it falls.
func (b *BodyDecision) hand(st *procedure.Step, act string, at time.Time, falls func(who string) bool) {
	b.Hand(st, act, at, slices.DeleteFunc(b.seats(), func(who string) bool { return !falls(who) })...)
}

func (b *BodyDecision) applyConfirmAppraisal(cmd procedure.Command) {
	holder := b.Holder(StepAppraisal, ActConfirmAppraisal, cmd.Actor)
	for i, c := range b.Cases {
		if b.appraises(cmd.Actor, c) || b.appraises(holder, c) {
			b.Cases[i].Appraiser = cmd.Actor
		}
	}
	b.Settle(StepAppraisal, ActConfirmAppraisal, cmd.Actor, cmd.ReceivedAt)
}

// duties says who does an act on each subject.
func duties(act string, subjects []string, who func(subject string) string) procedure.DutiesSet {
	set := procedure.DutiesSet{Act: act}
	for _, s := range subjects {
		set.Duties = append(set.Duties, procedure.Duty{Subject: s, Assignee: who(s)})
	}
	return set
}
