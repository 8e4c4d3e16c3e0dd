package rotation

import (
	"slices"
	"time"

	"canbo/internal/ballot"
	"canbo/internal/calendar"
	"canbo/internal/fault"
	"canbo/internal/procedure"
	"canbo/internal/rotation/assignment"
)

// Plan is a year's plan of rotations (kế hoạch luân chuyển cán bộ) of one root unit: units propose needs and people, an
// assignment is computed and changed by hand, dossiers are completed, the places and the people are asked, the body votes and
// decides. Each decision starts a Rotation.
type Plan struct {
	procedure.State
	PlanParts
	Code  string         `json:"code"`
	Root  string         `json:"root"`
	Caps  []Cap          `json:"caps,omitempty"`
	Seed  uint64         `json:"seed"` // draws the lots
	Items []string       `json:"items"`
	Least int            `json:"least"` // months of a rotation
	Vote  procedure.Vote `json:"vote"`

	Needs  []PlanNeed   `json:"needs,omitempty"`
	People []PlanPerson `json:"people,omitempty"` // proposed; the planning lists add to them

	Fixed    []assignment.Placement `json:"fixed,omitempty"`
	Excluded []assignment.Exclusion `json:"excluded,omitempty"` // by people; those by rules are in the record
	Revision int                    `json:"revision,omitempty"` // of what the assignment is computed from
	Computed int                    `json:"computed,omitempty"` // the revision that Pairs are of
	Pairs    []PlanPair             `json:"pairs,omitempty"`
	Score    assignment.Score       `json:"score"`
	SHA256   string                 `json:"sha256,omitempty"` // of the instance; the plan file in the record has it
	Unsolved string                 `json:"unsolved,omitempty"`

	Papers    []PlanPapers  `json:"papers,omitempty"`
	Answers   []PlanAnswer  `json:"answers,omitempty"`
	Stands    bool          `json:"stands,omitempty"` // the pairs change no more
	Balloted  calendar.Date `json:"balloted,omitzero"`
	Decisions []PlanDecided `json:"decisions,omitempty"`
	Started   bool          `json:"started,omitempty"`
	Refused   []NotStarted  `json:"refused,omitempty"`
}

// PlanParts are the people who have a part in a plan.
type PlanParts struct {
	Body      string     `json:"body"`
	Chair     string     `json:"chair"`     // of Body
	Members   []string   `json:"members"`   // of Body, in the order in which duties fall to them
	Organiser string     `json:"organiser"` // the member of Body who prepares
	Heads     []UnitHead `json:"heads"`     // who propose, and answer for their units
}

// UnitHead is who speaks for a unit.
type UnitHead struct {
	Unit     string `json:"unit"`
	Official string `json:"official"`
}

// Cap is how many people a unit, with all units below it, may release and receive; nil is any number.
type Cap struct {
	Unit    string `json:"unit"`
	Release *int   `json:"release,omitempty"`
	Receive *int   `json:"receive,omitempty"`
}

// PlanNeed is a post to be filled.
type PlanNeed struct {
	Post    string `json:"post"`
	Urgency int64  `json:"urgency"`
	By      string `json:"by" doc:"Who asked for it; empty when the look-ahead found it and nobody has proposed it"`

	From   calendar.Date `json:"from,omitzero" doc:"The day on which the post falls vacant; absent when it is vacant now"`
	Why    EventKind     `json:"why,omitempty" enum:"two_terms,local_head,rotation_end,retirement,chain" doc:"What the look-ahead found about the holder"`
	Holder string        `json:"holder,omitempty" doc:"Who leaves the post"`

	Prefers []string `json:"prefers,omitempty"` // officials whom the place would like
}

// PlanPerson is somebody whom a unit proposes for rotation.
type PlanPerson struct {
	Official string `json:"official"`
	By       string `json:"by"`

	Prefers []string `json:"prefers,omitempty"` // units where the person would like to go
}

// PlanPair is a person and the post that the plan has for them.
type PlanPair struct {
	Official    string `json:"official"`
	From        string `json:"from"` // the post that they hold
	Origin      string `json:"origin"`
	Post        string `json:"post"`
	Destination string `json:"destination"`
}

func (p PlanPair) placement() assignment.Placement {
	return assignment.Placement{Official: p.Official, Post: p.Post}
}

// The choices of the ballot on a pair.
const (
	Yes = "yes"
	No  = "no"
)

// PlanBallot is how the body votes.
type PlanBallot struct {
	Quorum    ballot.Quorum
	Threshold ballot.Threshold
}

// NewPlan prepares a plan. items are the papers of a dossier, least the months of a rotation.
//
// Errors: fault.Invalid `nobody_acts` when the body has no chair and two more members or nobody prepares, `bad_cap` for a cap
// below zero or twice.
func NewPlan(code, root string, parts PlanParts, caps []Cap, seed uint64, items []string, least int, steps []procedure.Step, how PlanBallot) (*Plan, error) {
	if len(parts.Members) < 3 || parts.Chair == "" || parts.Organiser == "" {
		return nil, fault.New(fault.Invalid, "nobody_acts", "%s needs a chair, two tellers and somebody who prepares; complete body_members.csv", parts.Body)
	}
	var units []string
	for i, c := range caps {
		if c.Release != nil && *c.Release < 0 || c.Receive != nil && *c.Receive < 0 {
			return nil, fault.New(fault.Invalid, "bad_cap", "caps[%d]: a cap of %s is below zero; write 0 or more, or leave it out", i, c.Unit)
		}
		if slices.Contains(units, c.Unit) {
			return nil, fault.New(fault.Invalid, "bad_cap", "caps[%d]: %s has caps already; give each unit its caps once", i, c.Unit)
		}
		units = append(units, c.Unit)
	}
	p := &Plan{
		State:     procedure.NewState(PlanID(code), KindPlan, steps),
		PlanParts: parts, Code: code, Root: root, Caps: caps, Seed: seed, Items: items, Least: least,
	}
	p.Vote = procedure.Vote{
		Step: StepBallot, Chair: parts.Chair, Roll: parts.Members, Choices: []string{Yes, No}, Quorum: how.Quorum, Threshold: &how.Threshold,
	}
	return p, nil
}

// Base returns the shared part of the state.
func (p *Plan) Base() *procedure.State { return &p.State }

// StepOpened gives the step its tasks.
func (p *Plan) StepOpened(st *procedure.Step, now time.Time) {
	switch st.Name {
	case StepProposals:
		var heads []string
		for _, h := range p.Heads {
			if !slices.Contains(heads, h.Official) {
				heads = append(heads, h.Official)
			}
		}
		p.Assign(st, ActProposeRotation, now, heads...)
	case StepAssignment:
		p.changed()
		p.Hand(st, ActAcceptAssignment, now, p.Organiser)
	case StepDossiers, StepConsultation:
		p.ask(st, now)
	case StepBallot:
		p.stand()
		questions := make([]string, len(p.Pairs))
		for i, pair := range p.Pairs {
			questions[i] = pair.Official
		}
		p.Vote.Reseat(p.Vote.Chair, p.Vote.Roll, questions, nil)
		p.Vote.Open(&p.State, st, now)
	case StepDecision:
		if !p.Stands {
			p.stand() // no ballot is held
		}
		if len(p.carried()) > 0 {
			p.Assign(st, ActDecideRotations, now, p.decider())
		}
	}
	p.show()
}

// StepDone reports whether everything that the step waits for has happened.
func (p *Plan) StepDone(st *procedure.Step) bool {
	switch st.Name {
	case StepDossiers:
		return p.upToDate() && len(p.lacking()) == 0
	case StepConsultation:
		return p.upToDate() && len(p.lacking()) == 0 && len(p.unanswered()) == 0
	case StepBallot:
		return p.Vote.Done()
	case StepDecision:
		return len(p.carried()) == 0 || p.Started
	default:
		return st.AllDone() || len(st.Tasks) == 0
	}
}

// CheckAct refuses what a plan may not do.
//
// Errors by code: those of the acts, and of procedure.CheckTask.
func (p *Plan) CheckAct(cmd procedure.Command) error {
	if st := p.Current(); st != nil && st.Name == StepBallot {
		if ok, err := p.Vote.Check(&p.State, cmd); ok {
			return err
		}
	}
	switch cmd.Kind {
	case ActProposeRotation:
		return p.checkPropose(cmd)
	case ActChangeAssignment:
		return p.checkChange(cmd)
	case ActChangeNeeds:
		return p.checkNeedChange(cmd)
	case ActAcceptAssignment:
		return p.checkAccept(cmd)
	case CommandAssigned:
		return procedure.CheckSystem[Assigned](cmd)
	case ActConfirmPapers:
		return p.checkPapers(cmd)
	case ActAnswerConsultation:
		return p.checkAnswers(cmd)
	case ActDecideRotations:
		return p.checkDecide(cmd)
	case CommandRotationsStarted:
		return procedure.CheckSystem[RotationsStarted](cmd)
	case procedure.CommandCancel:
		return procedure.CheckAdministrator(cmd)
	case procedure.CommandElectTellers, procedure.CommandCount, procedure.CommandConfirmCount, procedure.CommandEnterCount,
		procedure.CommandBreakTie, procedure.CommandCounted, procedure.CommandHoldOnPaper:
		return fault.New(fault.Conflict, "step_not_open", "the ballot of this plan is not open")
	default:
		return fault.New(fault.Invalid, "unknown_act", "this process has no act %q", cmd.Kind)
	}
}

// ApplyAct carries out an accepted act.
func (p *Plan) ApplyAct(cmd procedure.Command) {
	if st := p.Current(); st != nil && st.Name == StepBallot && p.Vote.Apply(&p.State, cmd) {
		if p.Vote.Confirmed && p.Balloted.IsZero() {
			p.Balloted = calendar.DateOf(cmd.ReceivedAt)
		}
		p.show()
		return
	}
	switch cmd.Kind {
	case ActProposeRotation:
		p.applyPropose(cmd)
	case ActChangeAssignment:
		p.applyChange(procedure.Decode[AssignmentChange](cmd))
	case ActChangeNeeds:
		p.applyNeedChange(cmd)
	case ActAcceptAssignment:
		p.Settle(StepAssignment, cmd.Kind, cmd.Actor, cmd.ReceivedAt)
	case CommandAssigned:
		p.applyAssigned(procedure.Decode[Assigned](cmd), cmd.ReceivedAt)
	case ActConfirmPapers:
		p.applyPapers(procedure.Decode[PlanPapers](cmd), cmd.ReceivedAt)
	case ActAnswerConsultation:
		p.applyAnswers(cmd)
	case ActDecideRotations:
		p.applyDecide(cmd)
	case CommandRotationsStarted:
		p.applyStarted(procedure.Decode[RotationsStarted](cmd))
	}
	p.show()
}

// StepClosed leaves nothing to do: what follows from a step is asked for when the next one opens.
func (p *Plan) StepClosed(*procedure.Step, time.Time) {}

// stand leaves the pairs that the body can vote on: nobody refused them, and their dossiers are complete. From here on the
// assignment stands.
func (p *Plan) stand() {
	p.Pairs = slices.DeleteFunc(p.Pairs, func(pair PlanPair) bool {
		refused := func(e assignment.Exclusion) bool { return e.Official == pair.Official && e.Post == pair.Post }
		return slices.ContainsFunc(p.Excluded, refused) || len(p.Missing(pair.Official)) > 0
	})
	p.Stands = true
}

// show tells the readers how the plan stands.
func (p *Plan) show() {
	p.Queue(procedure.EffectSeats, map[string]any{
		"needs": append([]PlanNeed{}, p.Needs...), "people": append([]PlanPerson{}, p.People...),
		"fixed": append([]assignment.Placement{}, p.Fixed...), "excluded": append([]assignment.Exclusion{}, p.Excluded...),
		"revision": p.Revision, "computed": p.Computed, "pairs": append([]PlanPair{}, p.Pairs...), "score": p.Score, "sha256": p.SHA256,
		"unsolved": p.Unsolved, "papers": append([]PlanPapers{}, p.Papers...), "answers": append([]PlanAnswer{}, p.Answers...),
		"vote": p.Vote, "balloted": p.Balloted, "decisions": append([]PlanDecided{}, p.Decisions...),
		"started": p.Started, "refused": append([]NotStarted{}, p.Refused...),
	})
}
