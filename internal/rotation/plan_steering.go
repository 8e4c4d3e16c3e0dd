package rotation

import (
	"slices"

	"canbo/internal/fault"
	"canbo/internal/procedure"
)

// MayTake lets other members of the body prepare the plan and record its decisions. What a side says is handed on within
// the body only when the organiser speaks for it; a person's own word never is.
func (p *Plan) MayTake(step, act, holder, who string) error {
	if ok, err := p.Vote.MayTake(&p.State, step, act, holder, who); ok {
		return err
	}
	prepares := (act == ActAcceptAssignment || act == ActConfirmPapers) && holder == p.Organiser
	decides := act == ActDecideRotations && holder == p.decider()
	if !prepares && !decides {
		return procedure.ErrPersonal(act)
	}
	if !slices.Contains(p.Members, who) {
		return fault.New(fault.Denied, "not_a_member", "%s is not a member of %s", who, p.Body)
	}
	if act != ActConfirmPapers && slices.ContainsFunc(p.Pairs, func(x PlanPair) bool { return x.Official == who }) {
		return fault.New(fault.Denied, "own_case", "%s is placed by this plan", who)
	}
	return nil
}

// Overseer returns the chair of the body; the chair's own lateness is told to the administrators.
func (p *Plan) Overseer(*procedure.Step) (overseer, above string) { return p.Vote.Chair, "" }
