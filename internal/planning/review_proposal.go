package planning

import (
	"fmt"
	"slices"

	"canbo/internal/ballot"
	"canbo/internal/fault"
	"canbo/internal/procedure"
	"canbo/internal/roster"
)

const maxItems = 200 // of one filing

// Proposal is a change that somebody wants.
type Proposal struct {
	ID     string         `json:"id"`
	Kind   ChangeKind     `json:"kind"` // added or removed
	Entry  Entry          `json:"entry"`
	Reason Reason         `json:"reason,omitempty"` // of a removal
	By     string         `json:"by"`
	Above  bool           `json:"above,omitempty"` // by a superior body: no ballot is held on it
	Status ProposalStatus `json:"status"`
}

// ProposalStatus is what has become of a proposal.
type ProposalStatus string

// The states of a proposal.
const (
	Standing  ProposalStatus = "standing"
	Retracted ProposalStatus = "withdrawn" // by who made it
	Outvoted  ProposalStatus = "outvoted"  // not carried in a ballot
	Rejected  ProposalStatus = "rejected"  // by the approving body
	Moot      ProposalStatus = "moot"      // another review has done it meanwhile
)

// Proposed is the argument of ActPropose: all that one unit proposes; nothing at all is an answer too.
type Proposed struct {
	Remove []Removal    `json:"remove,omitempty"`
	Add    []Nomination `json:"add,omitempty"`
}

// Removal asks to take somebody off the list; the words of the evidence stay in the filing.
type Removal struct {
	Seat
	Reason   Reason `json:"reason"`
	Evidence bool   `json:"evidence"`
}

// Nomination asks to put somebody onto the list.
type Nomination struct {
	Seat
	Order  int               `json:"order,omitempty"` // 0: after everybody else for the position
	Tier   int               `json:"tier"`
	Source roster.PlanSource `json:"source"`
}

// Entry is the entry that the nomination asks for.
func (n Nomination) Entry() Entry {
	return Entry{Official: n.Official, Position: n.Position, Order: n.Order, Tier: n.Tier, Source: n.Source}
}

// ProposalID names the n-th item, from 1, of the filing that made a version of the process: first the removals, then the
// nominations.
func ProposalID(version int64, n int) string { return fmt.Sprintf("p%d-%d", version, n) }

// checkPropose refuses what no unit may propose.
//
// Errors by code: own_case, unknown_reason, evidence_missing, too_many_items, proposed_already, not_on_list,
// unknown_position, unknown_source, entry_twice, bad_order, bad_tier.
func (r *Review) checkPropose(cmd procedure.Command) error {
	if err := r.CheckTask(cmd, StepProposals, ActPropose); err != nil {
		return err
	}
	args, err := procedure.DecodeStrict[Proposed](cmd)
	if err != nil {
		return err
	}
	if len(args.Remove)+len(args.Add) > maxItems {
		return fault.New(fault.Invalid, "too_many_items", "propose at most %d changes at once", maxItems)
	}
	var seen []Seat
	for _, x := range args.Remove {
		if err := r.checkRemoval(cmd.Actor, x, seen); err != nil {
			return err
		}
		seen = append(seen, x.Seat)
	}
	for _, n := range args.Add {
		if err := r.checkNomination(cmd.Actor, n, seen); err != nil {
			return err
		}
		seen = append(seen, n.Seat)
	}
	return nil
}

func (r *Review) checkRemoval(actor string, x Removal, seen []Seat) error {
	switch {
	case x.Official == actor:
		return ownCase()
	case !slices.ContainsFunc(r.Entries, func(e Entry) bool { return e.Seat() == x.Seat }):
		return ErrNotOnList(x.Seat)
	case !slices.Contains(r.reasons(), x.Reason):
		return fault.New(fault.Invalid, "unknown_reason", "%q is no reason for a removal; use one of %v", string(x.Reason), r.reasons())
	case !x.Evidence:
		return fault.New(fault.Invalid, "evidence_missing", "say what the removal of %s rests on", x.Official)
	default:
		return r.checkNew(x.Seat, seen)
	}
}

func (r *Review) reasons() []Reason {
	if len(r.Reasons) == 0 {
		return Reasons
	}
	return r.Reasons
}

func (r *Review) checkNomination(actor string, n Nomination, seen []Seat) error {
	switch {
	case n.Official == "" || n.Official == actor:
		return ownCase()
	case !slices.Contains(r.Positions, n.Position):
		return fault.New(fault.Invalid, "unknown_position", "this list does not prepare for %.70q; it does for %v", n.Position, r.Positions)
	case n.Source != roster.PlanInternal && n.Source != roster.PlanExternal:
		return fault.New(fault.Invalid, "unknown_source", "the source of %s must be %s or %s", n.Official, roster.PlanInternal, roster.PlanExternal)
	case slices.ContainsFunc(r.Entries, func(e Entry) bool { return e.Seat() == n.Seat }):
		return fault.New(fault.Invalid, "entry_twice", "%s is on the list for %s already", n.Official, n.Position)
	case n.Order < 0:
		return fault.New(fault.Invalid, "bad_order", "the order of %s for %s must be 1 or more, or 0 for the end", n.Official, n.Position)
	case n.Tier != 1 && n.Tier != 2:
		return fault.New(fault.Invalid, "bad_tier", "the tier of %s for %s must be 1 or 2", n.Official, n.Position)
	default:
		return r.checkNew(n.Seat, seen)
	}
}

// checkNew refuses to propose the same twice.
func (r *Review) checkNew(s Seat, seen []Seat) error {
	before := func(p Proposal) bool { return p.Status == Standing && p.Entry.Seat() == s }
	if slices.Contains(seen, s) || slices.ContainsFunc(r.Proposals, before) {
		return fault.New(fault.Conflict, "proposed_already", "a change of %s for %s has been proposed already", s.Official, s.Position)
	}
	return nil
}

func ownCase() error {
	return fault.New(fault.Denied, "own_case", "nobody proposes or approves a change of their own planning")
}

func (r *Review) applyPropose(cmd procedure.Command) {
	args := procedure.Decode[Proposed](cmd)
	n := 0
	for _, x := range args.Remove {
		i := slices.IndexFunc(r.Entries, func(e Entry) bool { return e.Seat() == x.Seat })
		n++
		r.Proposals = append(r.Proposals, Proposal{
			ID: ProposalID(r.Version, n), Kind: Removed, Entry: r.Entries[i], Reason: x.Reason, By: cmd.Actor, Status: Standing,
		})
	}
	for _, nomination := range args.Add {
		n++
		r.add(ProposalID(r.Version, n), nomination, cmd.Actor, false)
	}
	r.Settle(StepProposals, ActPropose, cmd.Actor, cmd.ReceivedAt)
	if n > 0 {
		r.changed()
	}
}

func (r *Review) add(id string, n Nomination, by string, above bool) {
	r.Proposals = append(r.Proposals, Proposal{ID: id, Kind: Added, Entry: n.Entry(), By: by, Above: above, Status: Standing})
}

// checkAddFromAbove lets a superior body put somebody onto the list until the draft is approved.
func (r *Review) checkAddFromAbove(cmd procedure.Command) error {
	if err := procedure.CheckAdministrator(cmd); err != nil {
		return err
	}
	n, err := procedure.DecodeStrict[Nomination](cmd)
	if err != nil {
		return err
	}
	if r.Approved {
		return beingPublished()
	}
	return r.checkNomination("", n, nil)
}

func (r *Review) applyAddFromAbove(cmd procedure.Command) {
	r.add(ProposalID(r.Version, 1), procedure.Decode[Nomination](cmd), cmd.Actor, true)
	r.changed()
}

// seat gives a ballot that is not open yet its questions: what the units propose and no rule forbids. Nobody votes on
// themself.
func (r *Review) seat(vote *procedure.Vote) {
	var questions []string
	var excluded []ballot.Exclusion
	for _, p := range r.Proposals {
		if p.Status != Standing || p.Above || r.blocks(p.Entry.Seat()) {
			continue
		}
		questions = append(questions, p.ID)
		if slices.Contains(vote.Roll, p.Entry.Official) {
			excluded = append(excluded, ballot.Exclusion{Voter: p.Entry.Official, Subject: p.ID})
		}
	}
	vote.Reseat(vote.Chair, vote.Roll, questions, excluded)
}

// blocks reports whether a rule keeps somebody off the next version.
func (r *Review) blocks(s Seat) bool {
	return slices.ContainsFunc(r.Blocked, func(g Ground) bool { return g.Seat == s })
}
