package evaluation

import (
	"time"

	"canbo/internal/fault"
	"canbo/internal/procedure"
)

// StepAnswer is the only step of a petition.
const StepAnswer = "answer"

// ActAnswerPetition is the act of the one who presides over a petition: Answer.
const ActAnswerPetition = "answer_petition"

// The outcomes of a petition.
const (
	PetitionUpheld  = "upheld"  // the result stands
	PetitionChanged = "changed" // a new record replaces the result; the earlier one stays
)

// Petition is one official's request to re-examine a result (kiến nghị, Decree 90/2020 Art. 24). Somebody without a
// conflict of interest presides: neither the petitioner nor who recorded the decision.
type Petition struct {
	procedure.State
	Cycle    string  `json:"cycle"`
	Official string  `json:"official"`
	Body     string  `json:"body"`
	Presider string  `json:"presider"`
	Decided  Grade   `json:"decided"` // the result under petition
	Grades   []Grade `json:"grades"`
	Answer   *Answer `json:"answer,omitempty"`
}

// Answer is the argument of ActAnswerPetition; the grounds stay in the filing.
type Answer struct {
	Outcome string `json:"outcome"`
	Grade   Grade  `json:"grade,omitempty"` // the new grade when changed
	Grounds bool   `json:"grounds"`         // a text of grounds is in the filing
}

// PetitionAnswered tells the body how a petition ended.
type PetitionAnswered struct {
	Official string `json:"official"`
	Outcome  string `json:"outcome"`
	Grade    Grade  `json:"grade,omitempty"`
}

// NewPetition prepares a petition against a result, a decided grade, of the body that b is the sitting of.
//
// Errors: fault.Conflict `no_presider` when the body has nobody without a conflict of interest.
func NewPetition(b *BodyDecision, official string, decided Grade, steps []procedure.Step) (*Petition, error) {
	if b.findCase(official) == nil {
		return nil, b.notOnList(official)
	}
	presider := presider(b, official)
	if presider == "" {
		return nil, fault.New(fault.Conflict, "no_presider",
			"nobody in %s may preside over the petition of %s without a conflict of interest", b.Body, official)
	}
	return &Petition{
		State:    procedure.NewState(PetitionID(b.Cycle, official), KindPetition, steps),
		Cycle:    b.Cycle,
		Official: official,
		Body:     b.Body,
		Presider: presider,
		Decided:  decided,
		Grades:   b.Rules.Grades,
	}, nil
}

// presider picks the deputy, else the first member who neither petitions nor decided nor appraised.
func presider(b *BodyDecision, official string) string {
	for _, who := range append([]string{b.Deputy}, b.Members...) {
		if who != "" && who != official && who != b.Appraiser && !b.decides(who, Case{Official: official}) {
			return who
		}
	}
	return ""
}

// Base returns the shared part of the state.
func (p *Petition) Base() *procedure.State { return &p.State }

// StepOpened asks the presider for the answer.
func (p *Petition) StepOpened(st *procedure.Step, now time.Time) {
	p.Assign(st, ActAnswerPetition, now, p.Presider)
}

// StepDone reports whether the petition is answered.
func (p *Petition) StepDone(st *procedure.Step) bool { return st.AllDone() }

// CheckAct refuses an answer by somebody else, without grounds, or that changes nothing while saying so.
func (p *Petition) CheckAct(cmd procedure.Command) error {
	switch cmd.Kind {
	case ActAnswerPetition:
		return p.checkAnswer(cmd)
	case procedure.CommandCancel: // with its cycle
		return procedure.CheckSystem[struct{}](cmd)
	default:
		return notThisProcess(cmd)
	}
}

func (p *Petition) checkAnswer(cmd procedure.Command) error {
	if err := p.CheckTask(cmd, StepAnswer, ActAnswerPetition); err != nil {
		return err
	}
	a, err := procedure.DecodeStrict[Answer](cmd)
	if err != nil {
		return err
	}
	if !a.Grounds {
		return fault.New(fault.Invalid, "reason_missing", "the answer to a petition states its grounds")
	}
	switch a.Outcome {
	case PetitionUpheld:
		return nil
	case PetitionChanged:
		if a.Grade == p.Decided {
			return fault.New(fault.Invalid, "nothing_changed", "the grade is %s already; uphold the result instead", a.Grade)
		}
		return checkGrade(p.Grades, a.Grade)
	default:
		return fault.New(fault.Invalid, "unknown_outcome", "a petition is answered %q or %q", PetitionUpheld, PetitionChanged)
	}
}

// ApplyAct takes the answer.
func (p *Petition) ApplyAct(cmd procedure.Command) {
	if cmd.Kind != ActAnswerPetition {
		return
	}
	a := procedure.Decode[Answer](cmd)
	p.Answer = &a
	p.Settle(StepAnswer, ActAnswerPetition, cmd.Actor, cmd.ReceivedAt)
}

// StepClosed reports the answer to the body.
func (p *Petition) StepClosed(*procedure.Step, time.Time) {
	p.Queue(procedure.EffectSend, procedure.Send{
		To: BodyDecisionID(p.Cycle, p.Body), Kind: CommandPetitionAnswered,
		Args: PetitionAnswered{Official: p.Official, Outcome: p.Answer.Outcome, Grade: p.Answer.Grade},
	})
}
