package planning

import (
	"slices"
	"time"

	"canbo/internal/ballot"
	"canbo/internal/fault"
	"canbo/internal/procedure"
)

// The acts of a review, besides those of its ballots and procedure.CommandRecordExternal.
const (
	CommandScreened  = "screened"        // System: Screening, answers EffectScreen
	ActPropose       = "propose_changes" // the head of a unit: Proposed
	ActAddFromAbove  = "add_from_above"  // Administrator, for a superior body: Nomination
	ActRescreen      = "rescreen"        // Administrator, System: the record has changed
	ActApprove       = "approve_list"    // the chair of the approving body, else the next in line: Approval
	CommandPublished = "plan_published"  // System: Published, answers EffectPublish
	ActSettle        = "settle_conflict" // the chair of the committee: Settlement
)

// The effects of a review.
const (
	EffectScreen  = "plan_screen"  // Screen: hold the sheet against the rules and measure it; answered by CommandScreened
	EffectPublish = "plan_publish" // Publication: insert the next version; answered by CommandPublished
)

// The choices of a ballot on a proposal.
const (
	Yes = "yes"
	No  = "no"
)

// Review is the yearly review of one planning list (rà soát, bổ sung quy hoạch): screening, proposals of the units, two
// ballots on what is proposed, approval by the competent body, and the next version of the list.
//
// What the rules find keeps a person off the next version as long as they find it; it needs no ballot, and the approving
// body decides on the version as a whole.
type Review struct {
	procedure.State
	List      string   `json:"list"`
	Round     string   `json:"round"`
	Reviewed  int      `json:"reviewed"`          // the version that is reviewed; 0 when there is none yet
	Entries   []Entry  `json:"entries"`           // of that version
	Positions []string `json:"positions"`         // what the list prepares for
	Publish   []string `json:"publish"`           // who learns of a change, by the policy
	Reasons   []Reason `json:"reasons,omitempty"` // for which the policy removes people; none for every reason there is

	Keeper    string     `json:"keeper"`              // the committee that keeps the list
	Chair     string     `json:"chair"`               // of Keeper
	Committee []string   `json:"committee"`           // the members of Keeper, in the order in which duties fall to them
	Convened  []string   `json:"convened"`            // to the conference
	Proposers []Proposer `json:"proposers"`           // the heads of units
	Approver  string     `json:"approver"`            // the body that approves
	Approvers []string   `json:"approvers,omitempty"` // its members, as of Committee; none when it is a superior body
	Members   []string   `json:"members"`             // of Keeper and Approver: who may see everything

	Conference procedure.Vote `json:"conference"`
	Election   procedure.Vote `json:"election"` // of the committee

	Proposals []Proposal `json:"proposals,omitempty"`
	Revision  int        `json:"revision,omitempty"` // of the sheet
	Screened  int        `json:"screened,omitempty"` // the revision that Blocked and Missed are about
	Blocked   []Ground   `json:"blocked,omitempty"`  // what the rules do not allow
	Missed    []string   `json:"missed,omitempty"`   // targets and limits of the structure that the draft misses
	Approved  bool       `json:"approved,omitempty"` // the draft is, and is about to be published
	Explained []string   `json:"explained,omitempty"`
	Stale     *Stale     `json:"stale,omitempty"` // somebody else has published meanwhile
	Published int        `json:"published,omitempty"`
	Abandoned bool       `json:"abandoned,omitempty"`
}

// Proposer is the head of a unit, who makes its proposals.
type Proposer struct {
	Unit     string `json:"unit"`
	Official string `json:"official"`
}

// Ground is a finding that keeps somebody off the next version.
type Ground struct {
	Seat
	Rule   string `json:"rule"`
	Reason Reason `json:"reason"`
}

// Stale is the version that was published while a review of the one before was under way.
type Stale struct {
	Version int     `json:"version"`
	Entries []Entry `json:"entries"`
}

// Parts are the people who have a part in the review of a list.
type Parts struct {
	Keeper    string
	Committee []string // the chair first
	Convened  []string
	Proposers []Proposer
	Approver  string
	Approvers []string // none when a superior body approves
	Recorders []string // of the approval of a superior body
	Positions []string
}

// Ballot is how a ballot of a review is held.
type Ballot struct {
	Step      string
	Quorum    ballot.Quorum
	Threshold ballot.Threshold
}

// NewReview prepares the review of a version in a round such as 2020. publish are the recipients of the policy.
//
// Errors: fault.Invalid `roll_empty` when nobody would vote in a ballot.
func NewReview(round string, plan Plan, parts Parts, steps []procedure.Step, ballots []Ballot, publish []string) (*Review, error) {
	if len(parts.Approvers) == 0 {
		outside(steps, StepApproval)
	}
	procedure.RecordedBy(steps, parts.Recorders...)
	r := &Review{
		State: procedure.NewState(ReviewID(round, plan.List.Code), KindReview, steps),
		List:  plan.List.Code, Round: round, Reviewed: plan.Version, Entries: plan.Entries, Positions: parts.Positions, Publish: publish,
		Keeper: parts.Keeper, Committee: parts.Committee, Convened: parts.Convened, Proposers: parts.Proposers,
		Approver: parts.Approver, Approvers: parts.Approvers, Members: union(parts.Committee, parts.Approvers),
	}
	if len(parts.Committee) > 0 {
		r.Chair = parts.Committee[0]
	}
	for _, b := range ballots {
		vote, roll := r.vote(b.Step), r.Convened
		if b.Step == StepCommittee {
			roll = r.Committee
		}
		st := r.Step(b.Step)
		if st.Mode == procedure.Off {
			continue
		}
		if len(roll) == 0 {
			return nil, procedure.ErrNoRoll(b.Step)
		}
		*vote = procedure.Vote{
			Step: b.Step, Chair: r.Chair, Roll: roll, Choices: []string{Yes, No}, Quorum: b.Quorum, Threshold: new(b.Threshold),
		}
	}
	return r, nil
}

// outside has a step carried out elsewhere.
func outside(steps []procedure.Step, name string) {
	for i := range steps {
		if steps[i].Name == name {
			steps[i].Mode = procedure.External
		}
	}
}

// union puts lists behind each other, everybody once.
func union(lists ...[]string) []string {
	var out []string
	for _, who := range slices.Concat(lists...) {
		if !slices.Contains(out, who) {
			out = append(out, who)
		}
	}
	return out
}

// vote is the ballot of a step; nil for another step.
func (r *Review) vote(step string) *procedure.Vote {
	switch step {
	case StepConference:
		return &r.Conference
	case StepCommittee:
		return &r.Election
	default:
		return nil
	}
}

// Base returns the shared part of the state.
func (r *Review) Base() *procedure.State { return &r.State }

// StepOpened gives the step its tasks.
func (r *Review) StepOpened(st *procedure.Step, now time.Time) {
	switch st.Name {
	case StepScreening:
		r.changed()
	case StepProposals:
		heads := make([]string, len(r.Proposers))
		for i, p := range r.Proposers {
			heads[i] = p.Official
		}
		r.Assign(st, ActPropose, now, union(heads)...)
	case StepConference, StepCommittee:
		vote := r.vote(st.Name)
		r.seat(vote)
		vote.Open(&r.State, st, now)
	case StepApproval:
		r.changed() // what was decided since the last look counts
		r.handApproval(st, now)
	}
}

// StepDone reports whether everything that the step waits for has happened.
func (r *Review) StepDone(st *procedure.Step) bool {
	switch st.Name {
	case StepScreening:
		return r.upToDate()
	case StepProposals:
		return r.upToDate() && (st.AllDone() || len(st.Tasks) == 0)
	case StepConference, StepCommittee:
		return r.vote(st.Name).Done()
	default:
		return r.Published > 0 || r.Abandoned
	}
}

// upToDate reports whether the last screening is about the sheet as it is.
func (r *Review) upToDate() bool { return r.Screened == r.Revision }

// CheckAct refuses what a review may not do.
//
// Errors by code: those of the acts, and of procedure.CheckTask.
func (r *Review) CheckAct(cmd procedure.Command) error {
	if st := r.Current(); st != nil && r.vote(st.Name) != nil {
		if ok, err := r.vote(st.Name).Check(&r.State, cmd); ok {
			return err
		}
	}
	switch cmd.Kind {
	case CommandScreened:
		return procedure.CheckSystem[Screening](cmd)
	case CommandPublished:
		return procedure.CheckSystem[Published](cmd)
	case procedure.CommandCancel:
		return procedure.CheckAdministrator(cmd)
	case ActRescreen:
		return r.checkRescreen(cmd)
	case ActPropose:
		return r.checkPropose(cmd)
	case ActAddFromAbove:
		return r.checkAddFromAbove(cmd)
	case ActApprove:
		return r.checkApprove(cmd)
	case procedure.CommandRecordExternal:
		return r.checkExternal(cmd)
	case ActSettle:
		return r.checkSettle(cmd)
	case procedure.CommandElectTellers, procedure.CommandCount, procedure.CommandConfirmCount, procedure.CommandEnterCount,
		procedure.CommandBreakTie, procedure.CommandCounted, procedure.CommandHoldOnPaper:
		return fault.New(fault.Conflict, "step_not_open", "no ballot of this review is open")
	default:
		return fault.New(fault.Invalid, "unknown_act", "this process has no act %q", cmd.Kind)
	}
}

// ApplyAct carries out an accepted act.
func (r *Review) ApplyAct(cmd procedure.Command) {
	if st := r.Current(); st != nil && r.vote(st.Name) != nil && r.vote(st.Name).Apply(&r.State, cmd) {
		return
	}
	switch cmd.Kind {
	case CommandScreened:
		r.applyScreened(procedure.Decode[Screening](cmd), cmd.ReceivedAt)
	case CommandPublished:
		r.applyPublished(procedure.Decode[Published](cmd), cmd.ReceivedAt)
	case ActRescreen:
		r.changed()
	case ActPropose:
		r.applyPropose(cmd)
	case ActAddFromAbove:
		r.applyAddFromAbove(cmd)
	case ActApprove:
		r.Settle(StepApproval, ActApprove, cmd.Actor, cmd.ReceivedAt)
		r.approve(procedure.Decode[Approval](cmd))
	case procedure.CommandRecordExternal:
		r.SettleExternal(StepApproval, cmd.ReceivedAt)
		r.approve(procedure.Decode[ExternalApproval](cmd).approval())
	case ActSettle:
		r.applySettle(cmd)
	}
}

// StepClosed takes what was not carried in a ballot off the table.
func (r *Review) StepClosed(st *procedure.Step, _ time.Time) {
	vote := r.vote(st.Name)
	if vote == nil || !vote.Confirmed {
		return
	}
	for i := range r.Proposals {
		p := &r.Proposals[i]
		choice, verdict := vote.Verdict(p.ID)
		if p.Status == Standing && verdict != "" && verdict != ballot.GoForward && choice != Yes {
			p.Status = Outvoted
		}
	}
	r.changed()
}
