package planning

import (
	"slices"
	"strings"
	"time"

	"canbo/internal/fault"
	"canbo/internal/procedure"
)

// Approval is the argument of ActApprove: the draft as it stands, without the proposals that are rejected. Number and date
// of the decision and the words of the reasons stay in the filing.
type Approval struct {
	Document  bool     `json:"document"`
	Rejected  []string `json:"rejected,omitempty"`  // proposals
	Explained []string `json:"explained,omitempty"` // what the draft misses and why: Review.Missed
}

// ExternalApproval is the argument of procedure.CommandRecordExternal: the approval of a superior body.
type ExternalApproval struct {
	procedure.Recorded
	Rejected  []string `json:"rejected,omitempty"`
	Explained []string `json:"explained,omitempty"`
}

// handApproval asks the body for its approval: who records it, or where a superior body approves, who records that.
func (r *Review) handApproval(st *procedure.Step, now time.Time) {
	if st.Mode == procedure.External {
		r.Hand(st, procedure.CommandRecordExternal, now, st.Recorders...)
		return
	}
	if who := r.approver(); who != "" {
		r.Hand(st, ActApprove, now, who)
	}
}

// approver is the first in line of the approving body who is not concerned; "" when everybody is.
func (r *Review) approver() string {
	i := slices.IndexFunc(r.Approvers, func(who string) bool { return !r.concerns(who) })
	if i < 0 {
		return ""
	}
	return r.Approvers[i]
}

// concerns reports whether a change is about somebody.
func (r *Review) concerns(who string) bool {
	return slices.ContainsFunc(r.Proposals, func(p Proposal) bool { return p.Status == Standing && p.Entry.Official == who }) ||
		slices.ContainsFunc(r.Blocked, func(g Ground) bool { return g.Official == who })
}

// checkApprove lets whom it falls to approve the draft; an administrator when everybody in the body is concerned.
//
// Errors by code: own_case, document_missing, being_screened, being_published, stale_version, no_such_proposal,
// target_unexplained.
func (r *Review) checkApprove(cmd procedure.Command) error {
	if cmd.Role == procedure.Administrator && r.approver() == "" {
		if err := r.CheckOpen(cmd, StepApproval); err != nil {
			return err
		}
	} else if err := r.CheckTask(cmd, StepApproval, ActApprove); err != nil {
		return err
	}
	args, err := procedure.DecodeStrict[Approval](cmd)
	if err != nil {
		return err
	}
	if r.concerns(cmd.Actor) {
		return ownCase()
	}
	return r.mayApprove(args)
}

func (r *Review) checkExternal(cmd procedure.Command) error {
	args, err := procedure.DecodeStrict[ExternalApproval](cmd)
	if err != nil {
		return err
	}
	if err := r.CheckExternal(cmd, args.Recorded); err != nil {
		return err
	}
	return r.mayApprove(args.approval())
}

func (a ExternalApproval) approval() Approval {
	return Approval{Document: a.Document, Rejected: a.Rejected, Explained: a.Explained}
}

func (r *Review) mayApprove(a Approval) error {
	switch {
	case !a.Document:
		return fault.New(fault.Invalid, "document_missing", "name the decision: its number and its date")
	case r.Stale != nil:
		return fault.New(fault.Conflict, "stale_version", "version %d of this list was published meanwhile; settle that first", r.Stale.Version)
	case r.Approved:
		return beingPublished()
	case !r.upToDate():
		return fault.New(fault.Conflict, "being_screened", "the draft is being screened; try again in a moment")
	}
	for _, id := range a.Rejected {
		if !slices.ContainsFunc(r.Proposals, func(p Proposal) bool { return p.ID == id && p.Status == Standing }) {
			return fault.New(fault.NotFound, "no_such_proposal", "there is no proposal %q on the table", id)
		}
	}
	if missing := without(r.Missed, a.Explained); len(a.Rejected) == 0 && len(missing) > 0 {
		return fault.New(fault.Invalid, "target_unexplained", "give the reason for what the draft misses: %s", strings.Join(missing, ", "))
	}
	return nil
}

func without(list, taken []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return slices.Contains(taken, s) })
}

// unexplained lists what the draft misses for no reason given.
func (r *Review) unexplained() []string { return without(r.Missed, r.Explained) }

// approve takes the approval. The draft is screened once more before it is published: it must be the one that was seen.
func (r *Review) approve(a Approval) {
	for i := range r.Proposals {
		if slices.Contains(a.Rejected, r.Proposals[i].ID) {
			r.Proposals[i].Status = Rejected
		}
	}
	r.Approved, r.Explained = true, a.Explained
	r.changed()
}
