package evaluation

import (
	"slices"

	"canbo/internal/fault"
	"canbo/internal/procedure"
)

// ExternalResult is the argument of procedure.CommandRecordExternal: what a superior body proposed or decided. It is
// recorded as it stands in the document; neither cap nor suggestion binds a body that is not ours. The part that is not
// on record yet may follow, and until the step ends a slip of the pen is mended by recording the person again.
type ExternalResult struct {
	procedure.Recorded
	Marks []Mark `json:"marks,omitempty"` // of officials
	Units []Mark `json:"units,omitempty"` // of units, in a decision
}

func (u *UnitReview) external(step string) bool { return u.Step(step).Mode == procedure.External }

// checkExternal refuses a record of proposals that names somebody else's people or the recorder.
func (u *UnitReview) checkExternal(cmd procedure.Command) error {
	r, err := checkExternal(&u.State, cmd, StepProposal, u.Rules.Grades, u.Related)
	if err != nil {
		return err
	}
	if len(r.Units) > 0 {
		return fault.New(fault.Invalid, "units_not_proposed", "units are decided on by a body, not proposed here")
	}
	for _, m := range r.Marks {
		if !slices.Contains(u.Subjects, m.Subject) {
			return fault.New(fault.NotFound, "not_on_list", "%s is not evaluated in this unit", m.Subject)
		}
	}
	return nil
}

func (u *UnitReview) applyExternal(cmd procedure.Command) {
	for _, m := range procedure.Decode[ExternalResult](cmd).Marks {
		if !slices.Contains(u.Recorded, m.Subject) {
			u.Recorded = append(u.Recorded, m.Subject)
		}
	}
	if u.allRecorded() {
		u.SettleExternal(StepProposal, cmd.ReceivedAt)
	}
}

func (u *UnitReview) allRecorded() bool {
	return !slices.ContainsFunc(u.Subjects, func(s string) bool { return !slices.Contains(u.Recorded, s) })
}

func (b *BodyDecision) external(step string) bool { return b.Step(step).Mode == procedure.External }

// checkExternal refuses a record of decisions on people or units that are not before this body, or on the recorder.
func (b *BodyDecision) checkExternal(cmd procedure.Command) error {
	r, err := checkExternal(&b.State, cmd, StepDecision, b.Rules.Grades, b.Related)
	if err != nil {
		return err
	}
	for _, m := range r.Marks {
		if b.findCase(m.Subject) == nil {
			return b.notOnList(m.Subject)
		}
	}
	for _, m := range r.Units {
		if b.findUnit(m.Subject) == nil {
			return b.notOnList(m.Subject)
		}
	}
	return nil
}

func (b *BodyDecision) applyExternal(cmd procedure.Command) {
	r := procedure.Decode[ExternalResult](cmd)
	for _, m := range r.Marks {
		b.findCase(m.Subject).Decided = m.Grade
	}
	for _, m := range r.Units {
		b.findUnit(m.Subject).Decided = m.Grade
	}
	if b.allDecided() {
		b.SettleExternal(StepDecision, cmd.ReceivedAt)
	}
}

// checkExternal refuses what no record of a step carried out elsewhere may be.
func checkExternal(s *procedure.State, cmd procedure.Command, step string, grades []Grade, related Relatives) (ExternalResult, error) {
	r, err := procedure.DecodeStrict[ExternalResult](cmd)
	if err != nil {
		return r, err
	}
	if err := s.CheckExternal(cmd, r.Recorded); err != nil {
		return r, err
	}
	if r.Step != step {
		return r, fault.New(fault.Invalid, "nothing_to_record", "step %q has no result to record", r.Step)
	}
	if len(r.Marks)+len(r.Units) == 0 {
		return r, fault.New(fault.Invalid, "no_marks", "name at least one person or unit and grade")
	}
	return r, checkEach(slices.Concat(r.Marks, r.Units), grades, func(subject string) error {
		return related.Refuse(cmd.Actor, subject)
	})
}
