package evaluation

import (
	"cmp"
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
// conflict of interest presides: neither the petitioner or a relative nor who had a part in the result.
type Petition struct {
	procedure.State
	Cycle    string   `json:"cycle"`
	Official string   `json:"official"`
	Body     string   `json:"body"`
	Presider string   `json:"presider"`
	Others   []string `json:"others,omitempty"` // who could preside instead, in line
	Decided  Grade    `json:"decided"`          // the result under petition
	Grades   []Grade  `json:"grades"`
	Answer   *Answer  `json:"answer,omitempty"`
	Asker    string   `json:"asker,omitempty"` // the process that it was filed in; "" for the sitting
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

// NewPetition prepares a petition against a result, a decided grade, of the body that b is the sitting of as it was
// opened. presiders are those whom the sitting found to have had no part in the result, in line; a sitting of a version
// that did not look for them gives none.
//
// Errors: fault.Conflict `no_presider` when the body has nobody without a conflict of interest.
func NewPetition(b *BodyDecision, official string, presiders []string, decided Grade, steps []procedure.Step) (*Petition, error) {
	if len(presiders) == 0 {
		c := b.findCase(official)
		if c == nil {
			return nil, b.notOnList(official)
		}
		presiders = b.petitionPresiders(*c)
	}
	if len(presiders) == 0 {
		return nil, b.noPresider(official)
	}
	return &Petition{
		State:    procedure.NewState(PetitionID(b.Cycle, official), KindPetition, steps),
		Cycle:    b.Cycle,
		Official: official,
		Body:     b.Body,
		Presider: presiders[0],
		Others:   presiders[1:],
		Decided:  decided,
		Grades:   b.Rules.Grades,
	}, nil
}

// applyPetition starts the petition with those who may preside over it.
func (b *BodyDecision) applyPetition(cmd procedure.Command) {
	c := b.findCase(cmd.Actor)
	b.Petitions = append(b.Petitions, cmd.Actor)
	c.Petitioned = true
	b.Settle(StepPetitionWindow, ActAcknowledge, cmd.Actor, cmd.ReceivedAt)
	b.Queue(procedure.EffectLaunch, procedure.Launch{Kind: KindPetition, Scope: cmd.Actor, People: b.petitionPresiders(*c)})
}

// caseOf is the case of an official; of one who came after the sitting was opened, what is known of everybody.
func (b *BodyDecision) caseOf(official string) Case {
	if c := b.findCase(official); c != nil {
		return *c
	}
	return Case{Official: official}
}

// petitionPresiders are those who could preside over a petition against the result of a case, in line.
func (b *BodyDecision) petitionPresiders(c Case) []string {
	h := b.hands(c)
	return b.presiders(c, h.Appraiser, h.Decider)
}

func (b *BodyDecision) noPresider(official string) error {
	return fault.New(fault.Conflict, "no_presider",
		"nobody in %s may preside over the petition of %s without a conflict of interest", b.Body, official)
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
	case CommandPreside:
		return procedure.CheckSystem[Preside](cmd)
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

// ApplyAct takes the answer, or hands the petition on.
func (p *Petition) ApplyAct(cmd procedure.Command) {
	switch cmd.Kind {
	case ActAnswerPetition:
		p.applyAnswer(cmd)
	case CommandPreside:
		p.applyPreside(cmd)
	}
}

func (p *Petition) applyAnswer(cmd procedure.Command) {
	a := procedure.Decode[Answer](cmd)
	p.Answer = &a
	p.Settle(StepAnswer, ActAnswerPetition, cmd.Actor, cmd.ReceivedAt)
}

// StepClosed reports the answer to where the petition was filed.
func (p *Petition) StepClosed(*procedure.Step, time.Time) {
	p.Queue(procedure.EffectSend, procedure.Send{
		To: cmp.Or(p.Asker, BodyDecisionID(p.Cycle, p.Body)), Kind: CommandPetitionAnswered,
		Args: PetitionAnswered{Official: p.Official, Outcome: p.Answer.Outcome, Grade: p.Answer.Grade},
	})
}
