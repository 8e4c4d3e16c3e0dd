package planning

import (
	"slices"
	"time"

	"canbo/internal/fault"
	"canbo/internal/procedure"
)

// Publication asks for the version that follows the one that was reviewed. It must be the current one still.
type Publication struct {
	List    string   `json:"list"`
	Version int      `json:"version"` // that was reviewed
	Sheet   Sheet    `json:"sheet"`
	Why     []Why    `json:"why,omitempty"` // of every change
	Publish []string `json:"publish"`       // who learns of one that concerns them
}

// Why says what a change rests on: a rule, or a proposal; its words are in the record.
type Why struct {
	Seat
	Reason   Reason `json:"reason,omitempty"` // of a removal
	Rule     string `json:"rule,omitempty"`
	Proposal string `json:"proposal,omitempty"`
}

// Published answers Publication: the new version, or the one that somebody else has published meanwhile.
type Published struct {
	Version int    `json:"version,omitempty"`
	Stale   *Stale `json:"stale,omitempty"`
}

// The ways out of a conflict with another review.
const (
	Rebase  = "rebase"  // make the same changes on the version that was published meanwhile, and have it approved anew
	Abandon = "abandon" // leave that version as it is
)

// Settlement is the argument of ActSettle; the words of the reason stay in the filing.
type Settlement struct {
	Action string `json:"action"`
	Reason bool   `json:"reason"`
}

// publish asks for the next version.
func (r *Review) publish() {
	r.Queue(EffectPublish, Publication{
		List: r.List, Version: r.Reviewed, Sheet: r.final(), Why: r.why(), Publish: r.Publish,
	})
}

// why lists the grounds of the changes: what a rule finds goes before what people propose.
func (r *Review) why() []Why {
	var out []Why
	said := func(s Seat) bool { return slices.ContainsFunc(out, func(w Why) bool { return w.Seat == s }) }
	for _, g := range r.Blocked {
		listed := slices.ContainsFunc(r.Entries, func(e Entry) bool { return e.Seat() == g.Seat })
		if listed && !said(g.Seat) {
			out = append(out, Why{Seat: g.Seat, Reason: g.Reason, Rule: g.Rule})
		}
	}
	for _, p := range r.Proposals {
		if p.Status == Standing && !r.blocks(p.Entry.Seat()) {
			out = append(out, Why{Seat: p.Entry.Seat(), Reason: p.Reason, Proposal: p.ID})
		}
	}
	return out
}

// applyPublished ends the review, or leaves the conflict to a person.
func (r *Review) applyPublished(p Published, at time.Time) {
	if !r.Approved {
		return
	}
	if p.Stale == nil {
		r.Published = p.Version
		r.show()
		return
	}
	r.Approved, r.Explained, r.Stale = false, nil, p.Stale
	r.Hand(r.Step(StepApproval), ActSettle, at, r.Chair)
	r.show()
}

func (r *Review) checkSettle(cmd procedure.Command) error {
	if err := r.CheckTask(cmd, StepApproval, ActSettle); err != nil {
		return err
	}
	args, err := procedure.DecodeStrict[Settlement](cmd)
	switch {
	case err != nil:
		return err
	case args.Action != Rebase && args.Action != Abandon:
		return fault.New(fault.Invalid, "unknown_action", "a conflict is settled by %q or %q", Rebase, Abandon)
	case !args.Reason:
		return fault.New(fault.Invalid, "reason_missing", "say why")
	default:
		return nil
	}
}

// applySettle makes the changes on the newer version, as far as it does not have them yet, or ends the review.
func (r *Review) applySettle(cmd procedure.Command) {
	r.Settle(StepApproval, ActSettle, cmd.Actor, cmd.ReceivedAt)
	if procedure.Decode[Settlement](cmd).Action == Abandon {
		r.Abandoned = true
		r.show()
		return
	}
	r.Reviewed, r.Entries, r.Stale = r.Stale.Version, r.Stale.Entries, nil
	for i := range r.Proposals {
		p := &r.Proposals[i]
		at := slices.IndexFunc(r.Entries, func(e Entry) bool { return e.Seat() == p.Entry.Seat() })
		if p.Status == Standing && (at < 0) == (p.Kind == Removed) {
			p.Status = Moot
		}
	}
	r.Queue(procedure.EffectSeats, map[string]any{"reviewed": r.Reviewed, "entries": r.Entries})
	r.changed()
}
