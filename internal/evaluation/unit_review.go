package evaluation

import (
	"cmp"
	"slices"
	"time"

	"canbo/internal/fault"
	"canbo/internal/procedure"
)

// The steps of a unit's review conference.
const (
	StepSelfReview = "self_review"
	StepComments   = "comments"
	StepBallot     = "ballot"
	StepProposal   = "proposal"
)

// The acts of a unit's review conference, besides those of its ballot.
const (
	ActSelfReview   = "self_review"   // each subject: SelfReview
	ActComment      = "comment"       // any member on another: Comment
	ActAdoptMinutes = "adopt_minutes" // the chair
	ActPropose      = "propose"       // the chair; on whom the chair may not, the next in line: Marks
)

// UnitReview is the review conference of one unit in a cycle: all its officials together, because the real acts are
// collective: one meeting, one ballot, one list of proposals (Regulation 132-QĐ/TW, steps 1 and 2).
type UnitReview struct {
	procedure.State
	Cycle    string         `json:"cycle"`
	Unit     string         `json:"unit"`
	Chair    string         `json:"chair"`
	Deputy   string         `json:"deputy"` // acts where the chair may not
	Members  []string       `json:"members"`
	Subjects []string       `json:"subjects"`
	Rules    Rules          `json:"rules"`
	Vote     procedure.Vote `json:"vote"`
	Asked    []Asked        `json:"asked,omitempty"`
	Related  Relatives      `json:"related,omitempty"`
	Proposed []Signed       `json:"proposed,omitempty"` // on whom a proposal has been made
	Changing *ListChange    `json:"changing,omitempty"` // prepared, not carried out yet
	Recorded []string       `json:"recorded,omitempty"` // subjects of an external proposal that is on record
	Points   []NamedPoints  `json:"points,omitempty"`   // that officials have to answer in their self-reviews
}

// SelfReview is the part of a self-review that the process knows; levels, points and words stay in the filing.
type SelfReview struct {
	Grade   Grade `json:"grade"`
	Answers []int `json:"answers,omitempty"` // numbers of the points that it answers
}

// Comment names whom a comment is about.
type Comment struct {
	Subject string `json:"subject"`
}

// UnitReviewed tells the cycle that a unit's review has ended.
type UnitReviewed struct {
	Unit string `json:"unit"`
}

// NewUnitReview prepares the review of a unit: c gives its people, steps and rules come from the pinned policy.
func NewUnitReview(cycle string, c Conference, steps []procedure.Step, rules Rules) *UnitReview {
	procedure.RecordedBy(steps, c.Chair, c.Deputy) // nobody records their own case
	related := rules.Conflicts.relatives(c.Relations)
	return &UnitReview{
		State:    procedure.NewState(UnitReviewID(cycle, c.Unit), KindUnitReview, steps),
		Cycle:    cycle,
		Unit:     c.Unit,
		Chair:    c.Chair,
		Deputy:   c.Deputy,
		Members:  c.Members,
		Subjects: c.Subjects,
		Rules:    rules,
		Asked:    related.unrelated(c.Asked),
		Vote: procedure.Vote{
			Step: StepBallot, Chair: c.Chair, Roll: c.Members, Questions: c.Subjects,
			Choices: rules.choices(), Quorum: rules.Quorum, Excluded: rules.Conflicts.exclusions(related, c.Members, c.Subjects),
		},
		Related: related,
	}
}

// Base returns the shared part of the state.
func (u *UnitReview) Base() *procedure.State { return &u.State }

// StepOpened gives the step its tasks.
func (u *UnitReview) StepOpened(st *procedure.Step, now time.Time) {
	switch st.Name {
	case StepSelfReview:
		u.Assign(st, ActSelfReview, now, u.Subjects...)
	case StepComments:
		u.Assign(st, ActAdoptMinutes, now, u.Chair)
	case StepBallot:
		u.Vote.Open(&u.State, st, now)
	case StepProposal:
		if !u.external(StepProposal) {
			u.handProposals(st, now)
		}
	}
	u.askOutside(st, now)
}

// handProposals asks everybody for the proposals that fall to them.
func (u *UnitReview) handProposals(st *procedure.Step, now time.Time) {
	who := slices.DeleteFunc(u.line(), func(m string) bool { return len(u.proposes(m)) == 0 })
	u.Hand(st, ActPropose, now, who...)
	u.Queue(procedure.EffectDuties, duties(ActPropose, u.Subjects, u.proposer))
}

// StepDone reports whether everything that the step waits for has happened.
func (u *UnitReview) StepDone(st *procedure.Step) bool {
	switch {
	case u.Changing != nil:
		return false
	case st.Name == StepBallot:
		return u.Vote.Done()
	default:
		return u.stepDone(st)
	}
}

// CheckAct refuses what the conference may not do.
//
// Errors by code: own_case, related_case, tellers_related, not_on_list, not_a_member, wrong_list, unknown_grade, not_asked,
// review_filed_already, points_out_of_number, unknown_point, answered_twice, points_unanswered, those of an ActRelate (not_concerned, related_already, no_conflict_rules, nobody_left), and those of procedure.CheckTask.
func (u *UnitReview) CheckAct(cmd procedure.Command) error {
	if ok, err := u.checkListChange(cmd); ok || err != nil {
		return err
	}
	if ok, err := u.Vote.Check(&u.State, cmd); ok {
		return cmp.Or(err, checkTellers(u.Related, cmd))
	}
	switch cmd.Kind {
	case ActSelfReview:
		return u.checkSelfReview(cmd)
	case ActComment:
		return u.checkComment(cmd)
	case ActAdoptMinutes:
		return u.CheckTask(cmd, StepComments, ActAdoptMinutes)
	case ActOutsideComment:
		return u.checkOutside(cmd)
	case ActPropose:
		return u.checkPropose(cmd)
	case procedure.CommandRecordExternal:
		return u.checkExternal(cmd)
	case ActRelate:
		return u.checkRelate(cmd)
	case ActNamePoints:
		return u.checkNamePoints(cmd)
	case procedure.CommandCancel: // with its cycle
		return procedure.CheckSystem[struct{}](cmd)
	default:
		return notThisProcess(cmd)
	}
}

// ApplyAct carries out an accepted act.
func (u *UnitReview) ApplyAct(cmd procedure.Command) {
	if u.applyListChange(cmd) {
		return
	}
	if u.Vote.Apply(&u.State, cmd) {
		return
	}
	switch cmd.Kind {
	case ActSelfReview:
		u.Settle(u.Current().Name, ActSelfReview, cmd.Actor, cmd.ReceivedAt)
	case ActAdoptMinutes:
		u.Settle(StepComments, ActAdoptMinutes, cmd.Actor, cmd.ReceivedAt)
	case ActPropose:
		for _, m := range procedure.Decode[Marks](cmd).Marks {
			u.Proposed = append(u.Proposed, Signed{Subject: m.Subject, By: cmd.Actor})
		}
		u.Settle(StepProposal, ActPropose, cmd.Actor, cmd.ReceivedAt)
	case ActOutsideComment:
		u.applyOutside(cmd)
	case procedure.CommandRecordExternal:
		u.applyExternal(cmd)
	case ActRelate:
		u.applyRelate(cmd)
	case ActNamePoints:
		u.applyNamePoints(cmd)
	case ActComment: // its record is all there is to it
	}
}

// StepClosed tells the cycle when the last step is over.
func (u *UnitReview) StepClosed(st *procedure.Step, _ time.Time) {
	if st.Name == StepProposal {
		u.Queue(procedure.EffectSend, procedure.Send{
			To: CycleID(u.Cycle), Kind: CommandUnitReviewed, Args: UnitReviewed{Unit: u.Unit},
		})
	}
}

func (u *UnitReview) checkSelfReview(cmd procedure.Command) error {
	if err := u.CheckTask(cmd, u.reviewStep(cmd.Actor), ActSelfReview); err != nil {
		return err
	}
	args, err := procedure.DecodeStrict[SelfReview](cmd)
	if err != nil {
		return err
	}
	return cmp.Or(checkGrade(u.Rules.Grades, args.Grade), u.checkAnswers(cmd.Actor, args.Answers))
}

func (u *UnitReview) checkComment(cmd procedure.Command) error {
	if err := u.CheckOpen(cmd, StepComments); err != nil {
		return err
	}
	args, err := procedure.DecodeStrict[Comment](cmd)
	if err != nil {
		return err
	}
	if !slices.Contains(u.Members, cmd.Actor) {
		return fault.New(fault.Denied, "not_a_member", "only members of this unit's conference comment here")
	}
	if err := u.Related.Refuse(cmd.Actor, args.Subject); err != nil {
		return err
	}
	if !slices.Contains(u.Subjects, args.Subject) {
		return fault.New(fault.NotFound, "not_on_list", "%s is not evaluated in this unit", args.Subject)
	}
	return nil
}

func (u *UnitReview) checkPropose(cmd procedure.Command) error {
	if err := u.CheckTask(cmd, StepProposal, ActPropose); err != nil {
		return err
	}
	marks, err := checkMarks(cmd, u.Rules.Grades, func(s string) error { return u.Related.Refuse(cmd.Actor, s) })
	if err != nil {
		return err
	}
	list := u.proposes(cmd.Actor)
	if holder := u.Holder(StepProposal, ActPropose, cmd.Actor); holder != cmd.Actor {
		list = append(list, u.proposes(holder)...)
	}
	for _, m := range marks {
		if !slices.Contains(list, m.Subject) {
			return fault.New(fault.NotFound, "not_on_list", "%s is not on your list of proposals", m.Subject)
		}
	}
	if len(marks) != len(list) {
		return fault.New(fault.Invalid, "wrong_list", "the list must name all %d persons; it names %d", len(list), len(marks))
	}
	return nil
}
