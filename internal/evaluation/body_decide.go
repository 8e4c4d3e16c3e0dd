package evaluation

import (
	"slices"
	"strings"
	"time"

	"canbo/internal/fault"
	"canbo/internal/procedure"
)

// handDecision asks for the results of the units and then for the decision on each person, from those to whom they fall.
func (b *BodyDecision) handDecision(st *procedure.Step, now time.Time) {
	if slices.ContainsFunc(b.Units, func(u UnitCase) bool { return u.Decided == "" }) {
		b.hand(st, ActRateUnits, now, func(who string) bool {
			return slices.ContainsFunc(b.Units, func(u UnitCase) bool { return u.Decided == "" && b.rates(who, u) })
		})
		units := make([]string, len(b.Units))
		for i, u := range b.Units {
			units[i] = u.Unit
		}
		b.Queue(procedure.EffectDuties, duties(ActRateUnits, units, b.rater))
	}
	open := slices.ContainsFunc(b.Cases, func(c Case) bool { return c.Decided == "" }) || b.checkCap(b.Cases) != nil
	b.hand(st, ActDecide, now, func(who string) bool {
		return open && slices.ContainsFunc(b.Cases, func(c Case) bool { return b.decides(who, c) })
	})
	b.Queue(procedure.EffectDuties, duties(ActDecide, officials(b.Cases), func(official string) string {
		return b.hands(*b.findCase(official)).Decider
	}))
}

func (b *BodyDecision) checkRateUnits(cmd procedure.Command) error {
	if err := b.CheckTask(cmd, StepDecision, ActRateUnits); err != nil {
		return err
	}
	marks, err := checkMarks(cmd, b.Rules.Grades, func(unit string) error { return b.refuseRating(cmd.Actor, unit) })
	if err != nil {
		return err
	}
	for _, m := range marks {
		u := b.findUnit(m.Subject)
		if u == nil || !b.rates(cmd.Actor, *u) && !b.rates(b.Holder(StepDecision, ActRateUnits, cmd.Actor), *u) {
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

// refuseRating keeps people from rating a unit which they or a relative head.
func (b *BodyDecision) refuseRating(actor, unit string) error {
	if b.Rules.Conflicts == nil {
		return nil
	}
	return b.Related.Refuse(actor, b.head(unit))
}

func headAboveUnit(c Case, unit Grade) error {
	return fault.New(fault.Conflict, "head_above_unit",
		"%s heads unit %s, which is %s; the head's grade may not be above it", c.Official, c.Unit, unit)
}

func (b *BodyDecision) applyRateUnits(cmd procedure.Command) {
	for _, m := range procedure.Decode[Marks](cmd).Marks {
		b.findUnit(m.Subject).Decided = m.Grade
	}
	if slices.ContainsFunc(b.Units, func(u UnitCase) bool { return u.Decided == "" }) {
		return
	}
	for _, who := range b.seats() {
		b.Settle(StepDecision, ActRateUnits, who, cmd.ReceivedAt)
	}
	if b.Rules.HeadNotAboveUnit {
		b.appraise()
	}
}

func (b *BodyDecision) checkDecide(cmd procedure.Command) error {
	if err := b.CheckTask(cmd, StepDecision, ActDecide); err != nil {
		return err
	}
	marks, err := checkMarks(cmd, b.Rules.Grades, func(s string) error { return b.Related.Refuse(cmd.Actor, s) })
	if err != nil {
		return err
	}
	limit, err := b.limit(cmd)
	if err != nil {
		return err
	}
	after := slices.Clone(b.Cases)
	for _, m := range marks {
		i := slices.IndexFunc(after, func(c Case) bool { return c.Official == m.Subject })
		if i < 0 || !b.decides(cmd.Actor, after[i]) && !b.decides(b.Holder(StepDecision, ActDecide, cmd.Actor), after[i]) {
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
	return checkCap(after, limit)
}

// limit is the cap that a decision is held against: the extended one when the body says why, now or before.
func (b *BodyDecision) limit(cmd procedure.Command) (Cap, error) {
	limit := b.Rules.Cap
	args, err := procedure.DecodeStrict[Decisions](cmd)
	if err != nil {
		return limit, err
	}
	if args.Extended && limit.ExtendedBP == 0 {
		return limit, fault.New(fault.Invalid, "no_extended_cap", "this cycle's policy has no extended cap; leave its reason out")
	}
	if args.Extended || b.Extended {
		limit = limit.Extended()
	}
	return limit, nil
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

// checkCap holds the cases against the cap that the sitting uses.
func (b *BodyDecision) checkCap(cases []Case) error {
	limit := b.Rules.Cap
	if b.Extended {
		limit = limit.Extended()
	}
	return checkCap(cases, limit)
}

func checkCap(cases []Case, limit Cap) error {
	members := make([]Member, len(cases))
	for i, c := range cases {
		members[i] = Member{Official: c.Official, Unit: c.Unit, Group: c.Group, Head: c.Head, Grade: c.Decided}
	}
	breaches := limit.Breaches(members)
	if len(breaches) == 0 || limit.Enforcement == Warn {
		return nil
	}
	texts := make([]string, len(breaches))
	for i, br := range breaches {
		texts[i] = br.String()
	}
	return fault.New(fault.Conflict, "cap_exceeded", "too many Excellent: %s", strings.Join(texts, "; "))
}

func (b *BodyDecision) applyDecide(cmd procedure.Command) {
	decisions := procedure.Decode[Decisions](cmd)
	b.Extended = b.Extended || decisions.Extended
	for _, m := range decisions.Marks.Marks {
		c := b.findCase(m.Subject)
		c.Decided, c.Decider = m.Grade, cmd.Actor
	}
	if slices.ContainsFunc(b.Cases, func(c Case) bool { return c.Decided == "" }) {
		return // all keep their task until the last case: the cap is judged then, and any of them may have to give way
	}
	for _, who := range b.seats() {
		b.Settle(StepDecision, ActDecide, who, cmd.ReceivedAt)
	}
}

func (b *BodyDecision) allDecided() bool {
	return !slices.ContainsFunc(b.Cases, func(c Case) bool { return c.Decided == "" }) &&
		!slices.ContainsFunc(b.Units, func(u UnitCase) bool { return u.Decided == "" })
}
