package evaluation

import (
	"slices"
	"strings"
	"time"

	"canbo/internal/fault"
	"canbo/internal/procedure"
)

// openDecision asks the chair to have the units rated, then the chair (and the deputy for the chair's own case) to
// record the decision on each person.
func (b *BodyDecision) openDecision(st *procedure.Step, now time.Time) {
	if len(b.Units) > 0 {
		b.Assign(st, ActRateUnits, now, b.Chair)
	}
	for _, who := range []string{b.Chair, b.Deputy} {
		if slices.ContainsFunc(b.Cases, func(c Case) bool { return b.decides(who, c) }) {
			b.Assign(st, ActDecide, now, who)
		}
	}
}

// decides reports whether it is who that records the decision on a case.
func (b *BodyDecision) decides(who string, c Case) bool {
	if c.Official == b.Chair {
		return who == b.Deputy
	}
	return who == b.Chair
}

func (b *BodyDecision) checkRateUnits(cmd procedure.Command) error {
	if err := b.CheckTask(cmd, StepDecision, ActRateUnits); err != nil {
		return err
	}
	marks, err := checkMarks(cmd, b.Rules.Grades)
	if err != nil {
		return err
	}
	for _, m := range marks {
		if b.findUnit(m.Subject) == nil {
			return b.notOnList(m.Subject)
		}
		for _, c := range b.Cases {
			if c.Head && c.Unit == m.Subject && b.Rules.HeadNotAboveUnit && c.Decided.Better(m.Grade) {
				return headAboveUnit(c, m.Grade)
			}
		}
	}
	return nil
}

func headAboveUnit(c Case, unit Grade) error {
	return fault.New(fault.Conflict, "head_above_unit",
		"%s heads unit %s, which is %s; the head's grade may not be above it", c.Official, c.Unit, unit)
}

func (b *BodyDecision) applyRateUnits(cmd procedure.Command) {
	for _, m := range procedure.Decode[Marks](cmd).Marks {
		b.findUnit(m.Subject).Decided = m.Grade
	}
	if !slices.ContainsFunc(b.Units, func(u UnitCase) bool { return u.Decided == "" }) {
		b.Settle(StepDecision, ActRateUnits, cmd.Actor, cmd.ReceivedAt)
	}
	if b.Rules.HeadNotAboveUnit {
		b.appraise()
	}
}

func (b *BodyDecision) checkDecide(cmd procedure.Command) error {
	if err := b.CheckTask(cmd, StepDecision, ActDecide); err != nil {
		return err
	}
	marks, err := checkMarks(cmd, b.Rules.Grades)
	if err != nil {
		return err
	}
	after := slices.Clone(b.Cases)
	for _, m := range marks {
		i := slices.IndexFunc(after, func(c Case) bool { return c.Official == m.Subject })
		if i < 0 || !b.decides(cmd.Actor, after[i]) {
			return b.notOnList(m.Subject)
		}
		if err := b.checkDecision(after[i], m); err != nil {
			return err
		}
		after[i].Decided = m.Grade
	}
	if slices.ContainsFunc(after, func(c Case) bool { return c.Decided == "" }) {
		return nil // the cap is judged over all cases, when the last one is decided
	}
	return b.checkCap(after)
}

// checkDecision holds one decision against the order of the procedure and the rules that bind the decider.
func (b *BodyDecision) checkDecision(c Case, m Mark) error {
	if c.Head {
		u := b.findUnit(c.Unit)
		if u != nil && u.Decided == "" {
			return fault.New(fault.Conflict, "unit_before_head",
				"decide unit %s before its head %s (Regulation 124-QĐ/TW Art. 11)", c.Unit, c.Official)
		}
		if u != nil && b.Rules.HeadNotAboveUnit && m.Grade.Better(u.Decided) {
			return headAboveUnit(c, u.Decided)
		}
	}
	if suggested := b.suggested(c); m.Grade != suggested && !m.Reason {
		return fault.New(fault.Invalid, "reason_missing",
			"the decision on %s departs from the suggestion %s; give the reason", c.Official, suggested)
	}
	return nil
}

// suggested is the suggestion for a case: that for a head gives way to the unit's result at once.
func (b *BodyDecision) suggested(c Case) Grade {
	u := b.findUnit(c.Unit)
	if c.Head && u != nil && b.Rules.HeadNotAboveUnit && c.Suggested.Better(u.Decided) {
		return u.Decided
	}
	return c.Suggested
}

func (b *BodyDecision) checkCap(cases []Case) error {
	members := make([]Member, len(cases))
	for i, c := range cases {
		members[i] = Member{Official: c.Official, Unit: c.Unit, Group: c.Group, Head: c.Head, Grade: c.Decided}
	}
	breaches := b.Rules.Cap.Breaches(members)
	if len(breaches) == 0 || b.Rules.Cap.Enforcement == Warn {
		return nil
	}
	texts := make([]string, len(breaches))
	for i, br := range breaches {
		texts[i] = br.String()
	}
	return fault.New(fault.Conflict, "cap_exceeded", "too many Excellent: %s", strings.Join(texts, "; "))
}

func (b *BodyDecision) applyDecide(cmd procedure.Command) {
	for _, m := range procedure.Decode[Marks](cmd).Marks {
		b.findCase(m.Subject).Decided = m.Grade
	}
	if slices.ContainsFunc(b.Cases, func(c Case) bool { return c.Decided == "" }) {
		return // both keep their task until the last case: the cap is judged then, and either may have to give way
	}
	for _, who := range []string{b.Chair, b.Deputy} {
		b.Settle(StepDecision, ActDecide, who, cmd.ReceivedAt)
	}
}

func (b *BodyDecision) allDecided() bool {
	return !slices.ContainsFunc(b.Cases, func(c Case) bool { return c.Decided == "" }) &&
		!slices.ContainsFunc(b.Units, func(u UnitCase) bool { return u.Decided == "" })
}
