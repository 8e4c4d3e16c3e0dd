package evaluation

import (
	"slices"
	"time"

	"canbo/internal/fault"
	"canbo/internal/procedure"
)

// What administrators and authors may do to the acts of each kind of process; see procedure.Reassigner, Withdrawer and
// Reopener. Self-reviews, votes, acknowledgements and petitions are personal and never go to somebody else.

// MayTake lets other members adopt the minutes, and make proposals on those on whom they may act.
func (u *UnitReview) MayTake(step, act, holder, who string) error {
	if ok, err := u.Vote.MayTake(&u.State, step, act, holder, who); ok {
		return err
	}
	switch {
	case step == StepComments && act == ActAdoptMinutes && holder == u.Chair:
	case step == StepProposal && act == ActPropose && len(u.proposes(holder)) > 0:
		if err := u.Related.refuseAny(who, u.proposes(holder)); err != nil {
			return err
		}
		if len(u.proposes(who)) > 0 {
			return procedure.ErrHasTask(who)
		}
	default:
		return procedure.ErrPersonal(act)
	}
	return checkMember(u.Members, who)
}

// WithdrawIn lets self-reviews, comments and proposals be taken back.
func (u *UnitReview) WithdrawIn(act string) string {
	return map[string]string{ActSelfReview: StepSelfReview, ActComment: StepComments, ActPropose: StepProposal}[act]
}

// FilingWithdrawn forgets who made proposals that were taken back.
func (u *UnitReview) FilingWithdrawn(act, who string) {
	if act == ActPropose {
		u.Proposed = slices.DeleteFunc(u.Proposed, func(p Signed) bool { return p.By == who })
	}
}

// CheckReopen lets self-reviews and comments be opened again. A counted ballot stands.
func (u *UnitReview) CheckReopen(step string) error {
	return checkReopen(&u.Vote, KindUnitReview, step)
}

// StepReopened asks those outside the conference again whose task is open again.
func (u *UnitReview) StepReopened(st *procedure.Step, _ time.Time) {
	for i := range u.Asked {
		a := &u.Asked[i]
		a.Done = a.Done && !st.Asks(ActOutsideComment, a.By)
	}
}

// MayTake lets other members confirm the appraisal, record results and decisions: who may act on all the cases that the
// holder has still to do.
func (b *BodyDecision) MayTake(step, act, holder, who string) error {
	if ok, err := b.Vote.MayTake(&b.State, step, act, holder, who); ok {
		return err
	}
	if err := checkMember(b.Members, who); err != nil {
		return err
	}
	var cases, may []string
	has := false
	switch {
	case step == StepAppraisal && act == ActConfirmAppraisal:
		cases, has = b.casesOf(holder, b.appraises), len(b.casesOf(who, b.appraises)) > 0
		may = b.could(who, cases, b.appraisers)
	case step == StepDecision && act == ActDecide:
		cases, has = b.casesOf(holder, b.decides), len(b.casesOf(who, b.decides)) > 0
		may = b.could(who, cases, func(c Case) []string { return b.deciders(c, b.hands(c).Appraiser) })
	case step == StepDecision && act == ActRateUnits:
		for _, u := range b.Units {
			if b.rates(holder, u) {
				cases = append(cases, u.Unit)
			}
			has = has || b.rates(who, u)
			if b.Related.Refuse(who, b.head(u.Unit)) == nil {
				may = append(may, u.Unit)
			}
		}
	}
	if len(cases) == 0 {
		return procedure.ErrPersonal(act)
	}
	for _, c := range cases {
		if !slices.Contains(may, c) {
			for _, subject := range []string{c, b.head(c)} {
				if err := b.Related.Refuse(who, subject); err != nil {
					return err
				}
			}
			return fault.New(fault.Denied, "not_able", "%s may not act on %s: they have approved it before", who, c)
		}
	}
	if has {
		return procedure.ErrHasTask(who)
	}
	return nil
}

// casesOf lists the undecided cases in which an act falls to somebody.
func (b *BodyDecision) casesOf(who string, falls func(string, Case) bool) []string {
	var list []string
	for _, c := range b.Cases {
		if c.Decided == "" && falls(who, c) {
			list = append(list, c.Official)
		}
	}
	return list
}

// could keeps the cases in which somebody is in the line of those who could act.
func (b *BodyDecision) could(who string, cases []string, line func(Case) []string) []string {
	return slices.DeleteFunc(slices.Clone(cases), func(c string) bool { return !slices.Contains(line(*b.findCase(c)), who) })
}

// CheckReopen lets the appraisal be opened again before anything is decided, and the petition window after it.
func (b *BodyDecision) CheckReopen(step string) error {
	if step == StepAppraisal && slices.ContainsFunc(b.Cases, func(c Case) bool { return c.Decided != "" }) {
		return fault.New(fault.Conflict, "decided_already", "the body has begun to decide on this appraisal")
	}
	return checkReopen(&b.Vote, KindBodyDecision, step)
}

// StepReopened has the grades suggested, and their appraisal confirmed, anew when the appraisal is opened again.
func (b *BodyDecision) StepReopened(st *procedure.Step, _ time.Time) {
	if st.Name != StepAppraisal {
		return
	}
	for i := range b.Cases {
		if c := &b.Cases[i]; st.Asks(ActConfirmAppraisal, c.Appraiser) {
			c.Appraiser = ""
		}
	}
	b.appraise()
}

// MayTake lets another member without a conflict of interest preside.
func (p *Petition) MayTake(_, act, holder, who string) error {
	if act != ActAnswerPetition || holder != p.Presider {
		return procedure.ErrPersonal(act)
	}
	if !slices.Contains(p.Others, who) {
		return fault.New(fault.Denied, "not_impartial", "%s may not preside over this petition", who)
	}
	return nil
}

// reopens lists the steps that may be opened again once they have ended, by process kind. What a ballot or a decision
// stands on, or has led to, does not: a proposal is withdrawn while its step is open and departed from by the body after
// it; a decision is what bodies above, caps and the announcement stand on, and is corrected by a new record.
var reopens = map[string][]string{
	KindUnitReview:   {StepSelfReview, StepComments},
	KindBodyDecision: {StepAppraisal, StepPetitionWindow},
}

// Reopens reports whether a step of a process of the kind may be opened again once it has ended.
func Reopens(kind, step string) bool { return slices.Contains(reopens[kind], step) }

// handedOn are the acts of tasks that somebody else may do; see MayTake of each process.
var handedOn = []string{
	ActAdoptMinutes, ActPropose, ActConfirmAppraisal, ActDecide, ActRateUnits, ActAnswerPetition,
	procedure.CommandElectTellers, procedure.CommandCount, procedure.CommandConfirmCount,
}

// Personal reports whether nobody may do such a task in another's place.
func Personal(act string) bool { return !slices.Contains(handedOn, act) }

func checkReopen(v *procedure.Vote, kind, step string) error {
	if v.Running() {
		return fault.New(fault.Conflict, "ballot_open", "a ballot is open; wait until it is counted")
	}
	if !Reopens(kind, step) {
		return fault.New(fault.Conflict, "stands_for_good",
			"step %q cannot be opened again; what came of it stands. An announced result is corrected by a new record", step)
	}
	return nil
}

func checkMember(members []string, who string) error {
	if slices.Contains(members, who) {
		return nil
	}
	return fault.New(fault.Denied, "not_a_member", "%s is not a member here", who)
}

// refuseAny is Refuse for several subjects.
func (r Relatives) refuseAny(who string, subjects []string) error {
	for _, s := range subjects {
		if err := r.Refuse(who, s); err != nil {
			return err
		}
	}
	return nil
}
