package evaluation

import (
	"slices"
	"time"

	"canbo/internal/fault"
	"canbo/internal/procedure"
)

// checkListChange answers for the commands that change the lists of a sitting, and refuses what must wait while a
// change is prepared. ok means that the command was one of them.
//
// Errors, all fault.Conflict: ballot_open, not_on_list, on_list_already, decision_ended, decided_already, seat_empty,
// list_changing.
func (b *BodyDecision) checkListChange(cmd procedure.Command) (ok bool, err error) {
	switch cmd.Kind {
	case CommandPrepareChange:
		l, err := checkList(cmd)
		if err != nil || b.Changing != nil && b.Changing.Change > l.Change {
			return true, err // one that was abandoned comes late
		}
		return true, b.checkPrepare(l)
	case CommandCommitChange:
		return true, procedure.CheckSystem[CommitChange](cmd)
	case CommandAbandonChange:
		return true, procedure.CheckSystem[ChangeDone](cmd)
	case procedure.CommandElectTellers, ActRateUnits, ActDecide:
		if b.Changing != nil {
			return false, listChanging()
		}
	}
	return false, nil
}

func (b *BodyDecision) checkPrepare(l ListChange) error {
	decided := b.Step(StepDecision) != nil && b.Step(StepDecision).Status == procedure.Ended
	for _, who := range l.Out {
		switch c := b.findCase(who); {
		case l.Leaving:
		case c == nil:
			return fault.New(fault.Conflict, "not_on_list", "%s is not decided by body %s", who, b.Body)
		case c.Decided != "":
			return fault.New(fault.Conflict, "decided_already", "body %s has decided on %s already; the decision stands", b.Body, who)
		}
	}
	for _, a := range l.In {
		if decided {
			return fault.New(fault.Conflict, "decision_ended", "body %s has made its decisions; they stand", b.Body)
		}
		if b.findCase(a.Official) != nil && !l.out(a.Official) {
			return fault.New(fault.Conflict, "on_list_already", "body %s decides on %s already", b.Body, a.Official)
		}
	}
	if b.Vote.UnderWay() {
		return ballotOpen(b.ID)
	}
	after := *b
	after.relist(l)
	return after.checkSeats()
}

// checkSeats refuses a sitting in which a step that is still to come could be carried out by nobody, as the readiness
// check of the opening does.
func (b *BodyDecision) checkSeats() error {
	ahead := func(step string) bool { st := b.Step(step); return st != nil && st.Status != procedure.Ended }
	present := b.present()
	switch {
	case len(present) == 0:
		return nil
	case ahead(StepBallot) && (len(b.Members) < 3 || !tellers(b.Vote, b.Related)):
		return b.seatEmpty("a chair and two tellers would be missing")
	}
	for _, u := range b.Units {
		if ahead(StepDecision) && b.rater(u.Unit) == "" {
			return b.seatEmpty("nobody could record the result of " + u.Unit)
		}
	}
	for _, who := range present {
		h := b.hands(*b.findCase(who))
		switch {
		case ahead(StepAppraisal) && h.Appraiser == "":
			return b.seatEmpty("nobody could confirm the appraisal of " + who)
		case ahead(StepDecision) && h.Decider == "":
			return b.seatEmpty("nobody could decide on " + who)
		case ahead(StepPetitionWindow) && h.Presider == "":
			return b.seatEmpty("nobody without a conflict of interest could preside over a petition of " + who)
		}
	}
	return nil
}

func (b *BodyDecision) seatEmpty(what string) error {
	return fault.New(fault.Conflict, "seat_empty",
		"body %s: %s; name a successor who takes the seats, or wait until that step is over", b.Body, what)
}

// applyListChange carries out a command that changes the lists, and reports whether it was one.
func (b *BodyDecision) applyListChange(cmd procedure.Command) bool {
	switch cmd.Kind {
	case CommandPrepareChange:
		b.prepare(procedure.Decode[ListChange](cmd))
	case CommandCommitChange:
		c := procedure.Decode[CommitChange](cmd)
		if b.Changing != nil && b.Changing.Change == c.Change {
			l := *b.Changing
			b.Changing = nil
			b.change(l, cmd.ReceivedAt)
		}
		b.Queue(procedure.EffectSend, procedure.Send{
			To: CycleID(b.Cycle), Kind: CommandChangeDone, Args: ChangeDone{Change: c.Change, Process: b.ID},
		})
	case CommandAbandonChange:
		if b.Changing != nil && b.Changing.Change == procedure.Decode[ChangeDone](cmd).Change {
			b.Changing = nil
		}
	default:
		return false
	}
	return true
}

func (b *BodyDecision) prepare(l ListChange) {
	if b.Changing == nil || b.Changing.Change < l.Change {
		b.Changing = &l
	}
	after := *b
	after.relist(l)
	b.Queue(procedure.EffectSend, procedure.Send{To: CycleID(b.Cycle), Kind: CommandChangePrepared, Args: ChangePrepared{
		Change: l.Change, Process: b.ID, Appraiser: after.Appraiser,
	}})
}

// relist changes whom the sitting decides on and who sits in it; it makes new lists and leaves the old ones as they
// were. A mover keeps a seat in the body, which is not tied to the post.
func (b *BodyDecision) relist(l ListChange) {
	cases := make([]Case, 0, len(b.Cases)+len(l.In))
	for _, c := range b.Cases {
		if l.out(c.Official) {
			if c.Decided == "" {
				continue
			}
			c.Left = true
		}
		cases = append(cases, c)
	}
	units := slices.DeleteFunc(slices.Clone(b.Units), func(u UnitCase) bool { return u.Unit == l.Unit && u.Decided == "" })
	for _, a := range l.In {
		cases = append(cases, Case{Official: a.Official, Unit: a.Unit, Group: a.Group, Head: a.Head})
		if a.Head && !slices.ContainsFunc(units, func(u UnitCase) bool { return u.Unit == a.Unit }) {
			units = append(units, UnitCase{Unit: a.Unit})
		}
	}
	b.Cases, b.Units = cases, units
	if l.Leaving {
		b.reseatLeavers(l)
	}
	b.Related = b.Related.join(l.Related)
	b.Vote.Reseat(b.Chair, b.Members, b.present(), b.Rules.Conflicts.exclusions(b.Related, b.Members, b.present()))
}

// reseatLeavers fills the seats of who leaves. A successor takes all of them; else the deputy takes the chair, the next
// member the deputy's seat, and a member on whom another body decides appraises.
func (b *BodyDecision) reseatLeavers(l ListChange) {
	if slices.ContainsFunc(b.Members, l.out) && l.Successor != "" && !slices.Contains(b.Members, l.Successor) {
		b.Members = append(slices.Clone(b.Members), l.Successor)
	}
	b.Members = without(b.Members, l.out)
	if l.Successor != "" {
		for _, seat := range []*string{&b.Chair, &b.Deputy, &b.Appraiser} {
			if l.out(*seat) {
				*seat = l.Successor
			}
		}
	}
	next := func(taken ...string) string {
		for _, who := range b.Members {
			if !slices.Contains(taken, who) {
				return who
			}
		}
		return ""
	}
	if l.out(b.Chair) {
		b.Chair = b.Deputy
		if l.out(b.Chair) || b.Chair == "" {
			b.Chair = next(b.Appraiser)
		}
		b.Deputy = ""
	}
	if l.out(b.Appraiser) || b.Appraiser == b.Chair {
		free := without(b.Members, func(who string) bool { return who == b.Chair || b.findCase(who) != nil })
		others := without(free, func(who string) bool { return who == b.Deputy })
		switch {
		case len(others) > 0:
			b.Appraiser = others[0]
		case len(free) > 0:
			b.Appraiser = free[0]
		case l.out(b.Appraiser):
			b.Appraiser = ""
		}
	}
	if l.out(b.Deputy) || b.Deputy == "" {
		b.Deputy = next(b.Chair, b.Appraiser)
		if b.Deputy == "" {
			b.Deputy = next(b.Chair)
		}
	}
}

// change carries a prepared change out: the lists, the seats, the tasks of the open step, and the suggestions, which
// depend on who else is in a group.
func (b *BodyDecision) change(l ListChange, at time.Time) {
	b.relist(l)
	b.Queue(procedure.EffectSeats, map[string]any{
		"chair": b.Chair, "deputy": b.Deputy, "appraiser": b.Appraiser, "members": b.Members,
		"cases": b.Cases, "units": append([]UnitCase{}, b.Units...), "related": append(Relatives{}, b.Related...),
	})
	if len(b.Cases) == 0 {
		b.Dissolve()
		return
	}
	if l.Leaving {
		for _, who := range l.Out {
			b.Dismiss(who, at)
		}
	}
	st := b.Current()
	if st == nil {
		return
	}
	switch st.Name {
	case StepAppraisal:
		b.appraise()
		if b.Appraised && !doneIn(st, ActConfirmAppraisal) {
			b.handAppraisal(st, at)
		}
	case StepBallot:
		b.appraise()
		if len(b.Vote.Tellers) == 0 {
			b.Hand(st, procedure.CommandElectTellers, at, b.Chair)
		}
	case StepDecision:
		b.appraise()
		b.handDecision(st, at)
	}
}

// present lists those before the body who have not left.
func (b *BodyDecision) present() []string {
	var who []string
	for _, c := range b.Cases {
		if !c.Left {
			who = append(who, c.Official)
		}
	}
	return who
}
