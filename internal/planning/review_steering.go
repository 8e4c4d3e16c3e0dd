package planning

import (
	"slices"
	"time"

	"canbo/internal/fault"
	"canbo/internal/procedure"
)

// MayTake lets other convened people make a unit's proposals, other members of the approving body approve, and other
// members of the committee record what a superior body approved or settle a conflict. Nobody acts on their own case.
func (r *Review) MayTake(step, act, holder, who string) error {
	if vote := r.vote(step); vote != nil {
		if ok, err := vote.MayTake(&r.State, step, act, holder, who); ok {
			return err
		}
	}
	var may []string
	switch {
	case step == StepProposals && act == ActPropose && slices.ContainsFunc(r.Proposers, func(p Proposer) bool { return p.Official == holder }):
		may = r.Convened
	case step == StepApproval && act == ActApprove && holder == r.approver():
		may = r.Approvers
	case step == StepApproval && act == procedure.CommandRecordExternal && slices.Contains(r.Step(step).Recorders, holder),
		step == StepApproval && act == ActSettle && holder == r.Chair:
		may = r.Committee
	default:
		return procedure.ErrPersonal(act)
	}
	if !slices.Contains(may, who) {
		return fault.New(fault.Denied, "not_a_member", "%s is not a member here", who)
	}
	if act == ActApprove && r.concerns(who) {
		return ownCase()
	}
	return nil
}

// WithdrawIn lets proposals be taken back while units make theirs.
func (r *Review) WithdrawIn(act string) string {
	if act == ActPropose {
		return StepProposals
	}
	return ""
}

// FilingWithdrawn takes everything off the table that a proposer has filed.
func (r *Review) FilingWithdrawn(_, who string) {
	for i := range r.Proposals {
		if p := &r.Proposals[i]; p.By == who && !p.Above && p.Status == Standing {
			p.Status = Retracted
		}
	}
	r.changed()
}

// Reopens reports whether a step of a review may be opened again once it has ended, while the current step is open; "" for
// the one that follows it. The proposals may, until the ballot on them begins.
func Reopens(step, current string) bool {
	return step == StepProposals && (current == "" || current == StepConference)
}

// CheckReopen lets the proposals be opened again until the ballot on them begins.
func (r *Review) CheckReopen(step string) error {
	if Reopens(step, r.Current().Name) && len(r.Conference.Tellers) == 0 {
		return nil
	}
	return fault.New(fault.Conflict, "stands_for_good", "step %q cannot be opened again; what came of it stands", step)
}

// StepReopened keeps what was proposed before; the units may add to it.
func (r *Review) StepReopened(*procedure.Step, time.Time) {}

// Overseer returns the chair of the committee; the chair's own lateness is told to the administrators.
func (r *Review) Overseer(*procedure.Step) (overseer, above string) { return r.Chair, "" }

// handedOn are the acts of tasks that somebody else may do; see MayTake.
var handedOn = []string{ActPropose, ActApprove, procedure.CommandRecordExternal, ActSettle}

// Personal reports whether nobody may do such a task of a review in another's place.
func Personal(act string) bool { return !slices.Contains(handedOn, act) }
