package evaluation

import (
	"cmp"
	"slices"
	"time"

	"canbo/internal/fault"
	"canbo/internal/procedure"
)

// The steps of a body's sitting, besides StepBallot.
const (
	StepAppraisal      = "appraisal"
	StepDecision       = "decision"
	StepAnnouncement   = "announcement"
	StepPetitionWindow = "petition_window"
	StepPetitions      = "petitions"
)

// The acts of a body's sitting, besides those of its ballot.
const (
	CommandAppraised        = "appraised"         // System: Appraised, answers EffectAppraise
	ActConfirmAppraisal     = "confirm_appraisal" // the member who appraises; where they may not, the next in line
	ActRateUnits            = "rate_units"        // the chair, else the next in line: Marks of units
	ActDecide               = "decide"            // the chair, else the next in line: Marks
	CommandPublish          = "publish"           // System: the cycle announces the results
	ActAcknowledge          = "acknowledge"       // each subject has read the result
	ActPetition             = "petition"          // a subject asks for re-examination
	CommandPetitionAnswered = "petition_answered" // System: PetitionAnswered
)

// The effects of a body's sitting.
const (
	EffectAppraise = "appraise" // Appraise: compute conditions, gaps, caps; answered by CommandAppraised
	EffectPublish  = "publish"  // Publish: results become visible to the persons concerned and are mailed
)

// Case is one official before a body.
type Case struct {
	Official  string `json:"official"`
	Unit      string `json:"unit"`
	Group     string `json:"group"` // title group, for the cap
	Head      bool   `json:"head,omitempty"`
	Suggested Grade  `json:"suggested,omitempty"`
	Decided   Grade  `json:"decided,omitempty"`

	Petitioned bool `json:"petitioned,omitempty"` // the official has petitioned against the result
	Left       bool `json:"left,omitempty"`       // the official left after the decision, which stands

	Proposer  string `json:"proposer,omitempty"`  // who made the unit's proposal
	Appraiser string `json:"appraiser,omitempty"` // who has confirmed the appraisal
	Decider   string `json:"decider,omitempty"`   // who has recorded the decision
}

// UnitCase is a unit whose own result the body decides, before that of its head.
type UnitCase struct {
	Unit    string `json:"unit"`
	Decided Grade  `json:"decided,omitempty"`
}

// BodyDecision is the sitting of one competent body in a cycle: appraisal, ballot and a decision on each official it
// manages, then the announcement to them and the petition window (Regulation 132-QĐ/TW, step 3).
type BodyDecision struct {
	procedure.State
	Cycle     string         `json:"cycle"`
	Body      string         `json:"body"`
	Level     int            `json:"level"`
	Chair     string         `json:"chair"`
	Deputy    string         `json:"deputy"`
	Appraiser string         `json:"appraiser"`
	Members   []string       `json:"members"`
	Cases     []Case         `json:"cases"`
	Units     []UnitCase     `json:"units,omitempty"`
	Rules     Rules          `json:"rules"`
	Vote      procedure.Vote `json:"vote"`
	Appraised bool           `json:"appraised,omitempty"`
	Extended  bool           `json:"extended,omitempty"` // the body uses the extended cap and has said why
	Published bool           `json:"published,omitempty"`
	Petitions []string       `json:"petitions,omitempty"` // officials whose petition is not answered yet
	Related   Relatives      `json:"related,omitempty"`
	Changing  *ListChange    `json:"changing,omitempty"` // prepared, not carried out yet
}

// Appraise asks for the appraisal of all cases of a body.
type Appraise struct {
	Cycle string `json:"cycle"`
	Body  string `json:"body"`
	Units []Mark `json:"units,omitempty"` // the results of units that bind the grades of their heads
}

// Appraised answers Appraise: the grade that the rules suggest for each case, and who proposed one.
type Appraised struct {
	Marks    []Mark   `json:"marks"`
	Proposed []Signed `json:"proposed,omitempty"` // who made the proposals
}

// Publish is the argument of EffectPublish.
type Publish struct {
	Cycle string    `json:"cycle"`
	Body  string    `json:"body"`
	At    time.Time `json:"at"`
}

// BodyReport tells the cycle that a body has decided, or has answered everything that followed.
type BodyReport struct {
	Body string `json:"body"`
}

// NewBodyDecision prepares the sitting of a body.
func NewBodyDecision(cycle string, s Sitting, steps []procedure.Step, rules Rules) *BodyDecision {
	procedure.RecordedBy(steps, s.Appraiser)
	questions := officials(s.Cases)
	related := rules.Conflicts.relatives(s.Relations)
	return &BodyDecision{
		State:     procedure.NewState(BodyDecisionID(cycle, s.Body), KindBodyDecision, steps),
		Cycle:     cycle,
		Body:      s.Body,
		Level:     s.Level,
		Chair:     s.Chair,
		Deputy:    s.Deputy,
		Appraiser: s.Appraiser,
		Members:   s.Members,
		Cases:     s.Cases,
		Units:     s.Units,
		Rules:     rules,
		Vote: procedure.Vote{
			Step: StepBallot, Chair: s.Chair, Roll: s.Members, Questions: questions,
			Choices: rules.choices(), Quorum: rules.Quorum, Excluded: rules.Conflicts.exclusions(related, s.Members, questions),
		},
		Related: related,
	}
}

// Base returns the shared part of the state.
func (b *BodyDecision) Base() *procedure.State { return &b.State }

// StepOpened gives the step its tasks.
func (b *BodyDecision) StepOpened(st *procedure.Step, now time.Time) {
	switch st.Name {
	case StepAppraisal:
		b.appraise()
	case StepBallot:
		b.Vote.Open(&b.State, st, now)
	case StepDecision:
		if !b.external(StepDecision) {
			b.handDecision(st, now)
		}
	case StepPetitionWindow:
		b.Queue(EffectPublish, Publish{Cycle: b.Cycle, Body: b.Body, At: now})
		b.Assign(st, ActAcknowledge, now, b.present()...)
	}
}

// StepDone reports whether everything that the step waits for has happened.
func (b *BodyDecision) StepDone(st *procedure.Step) bool {
	if b.Changing != nil {
		return false
	}
	switch st.Name {
	case StepBallot:
		return b.Vote.Done()
	case StepDecision:
		// Who leaves may take a seat for Excellent along; a superior body is not bound by our cap.
		return b.allDecided() && (b.external(StepDecision) || b.checkCap(b.Cases) == nil)
	case StepAnnouncement:
		return b.Published
	case StepPetitions:
		return len(b.Petitions) == 0
	default:
		return st.AllDone()
	}
}

// CheckAct refuses what the body may not do.
//
// Errors by code: own_case, related_case, tellers_related, not_on_list, unit_before_head, head_above_unit, reason_missing,
// cap_exceeded, unknown_grade, no_presider, those of an ActRelate as in a UnitReview, and those of procedure.CheckTask.
func (b *BodyDecision) CheckAct(cmd procedure.Command) error {
	if ok, err := b.checkListChange(cmd); ok || err != nil {
		return err
	}
	if ok, err := b.Vote.Check(&b.State, cmd); ok {
		return cmp.Or(err, checkTellers(b.Related, cmd))
	}
	switch cmd.Kind {
	case CommandAppraised:
		return procedure.CheckSystem[Appraised](cmd)
	case CommandPublish, procedure.CommandCancel:
		return procedure.CheckSystem[struct{}](cmd)
	case CommandPetitionAnswered:
		return procedure.CheckSystem[PetitionAnswered](cmd)
	case procedure.CommandRecordExternal:
		return b.checkExternal(cmd)
	case ActConfirmAppraisal:
		return b.CheckTask(cmd, StepAppraisal, ActConfirmAppraisal)
	case ActRateUnits:
		return b.checkRateUnits(cmd)
	case ActDecide:
		return b.checkDecide(cmd)
	case ActPetition:
		return b.checkPetition(cmd)
	case ActAcknowledge:
		return b.CheckTask(cmd, StepPetitionWindow, ActAcknowledge)
	case ActRelate:
		return b.checkRelate(cmd)
	default:
		return notThisProcess(cmd)
	}
}

// ApplyAct carries out an accepted act.
func (b *BodyDecision) ApplyAct(cmd procedure.Command) {
	if b.applyListChange(cmd) {
		return
	}
	if b.Vote.Apply(&b.State, cmd) {
		return
	}
	switch cmd.Kind {
	case CommandAppraised:
		b.applyAppraised(procedure.Decode[Appraised](cmd), cmd.ReceivedAt)
	case ActConfirmAppraisal:
		b.applyConfirmAppraisal(cmd)
	case ActRateUnits:
		b.applyRateUnits(cmd)
	case ActDecide:
		b.applyDecide(cmd)
	case procedure.CommandRecordExternal:
		b.applyExternal(cmd)
	case CommandPublish:
		b.Published = true
	case ActAcknowledge:
		b.Settle(StepPetitionWindow, ActAcknowledge, cmd.Actor, cmd.ReceivedAt)
	case ActPetition:
		b.applyPetition(cmd)
	case ActRelate:
		b.applyRelate(cmd)
	case CommandPetitionAnswered:
		b.applyPetitionAnswered(procedure.Decode[PetitionAnswered](cmd))
	}
}

// StepClosed reports to the cycle: once when everything is decided, once when nothing is left to answer.
func (b *BodyDecision) StepClosed(st *procedure.Step, _ time.Time) {
	report := map[string]string{StepDecision: CommandBodyDecided, StepPetitions: CommandBodyClosed}[st.Name]
	if report != "" {
		b.Queue(procedure.EffectSend, procedure.Send{To: CycleID(b.Cycle), Kind: report, Args: BodyReport{Body: b.Body}})
	}
}

// checkPetition lets everybody petition once while the window is open, also who has acknowledged the result before.
func (b *BodyDecision) checkPetition(cmd procedure.Command) error {
	if err := b.CheckOpen(cmd, StepPetitionWindow); err != nil {
		return err
	}
	switch c := b.findCase(cmd.Actor); {
	case c == nil:
		return fault.New(fault.Denied, "not_your_task", "only those whom the body decided on may petition")
	case c.Petitioned:
		return fault.New(fault.Conflict, "done_already", "you have petitioned against this result already")
	case len(b.petitionPresiders(*c)) == 0:
		return b.noPresider(c.Official)
	default:
		return nil
	}
}

// appraise has the grades suggested that the rules lead to, as things stand now.
func (b *BodyDecision) appraise() {
	args := Appraise{Cycle: b.Cycle, Body: b.Body}
	for _, u := range b.Units {
		if b.Rules.HeadNotAboveUnit && u.Decided != "" {
			args.Units = append(args.Units, Mark{Subject: u.Unit, Grade: u.Decided})
		}
	}
	b.Queue(EffectAppraise, args)
}

// applyAppraised takes the suggestions for the cases not decided yet, and asks the appraiser, a person, to confirm the
// first ones.
func (b *BodyDecision) applyAppraised(a Appraised, at time.Time) {
	for _, m := range a.Marks {
		if c := b.findCase(m.Subject); c != nil && c.Decided == "" {
			c.Suggested = m.Grade
		}
	}
	b.takeProposers(a.Proposed)
	switch st := b.Current(); {
	case st == nil:
	case st.Name == StepAppraisal && !b.Appraised:
		b.Appraised = true
		b.handAppraisal(st, at)
	case st.Name == StepDecision:
		b.handDecision(st, at) // who proposed the grade of a latecomer is known now
	}
}

func (b *BodyDecision) applyPetitionAnswered(a PetitionAnswered) {
	b.Petitions = slices.DeleteFunc(b.Petitions, func(o string) bool { return o == a.Official })
	if c := b.findCase(a.Official); c != nil && a.Outcome == PetitionChanged {
		c.Decided = a.Grade
	}
}

func (b *BodyDecision) findCase(official string) *Case {
	for i := range b.Cases {
		if b.Cases[i].Official == official {
			return &b.Cases[i]
		}
	}
	return nil
}

func (b *BodyDecision) findUnit(unit string) *UnitCase {
	for i := range b.Units {
		if b.Units[i].Unit == unit {
			return &b.Units[i]
		}
	}
	return nil
}

func (b *BodyDecision) notOnList(subject string) error {
	return fault.New(fault.NotFound, "not_on_list", "%s is not decided by this body", subject)
}
