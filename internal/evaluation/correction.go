package evaluation

import (
	"fmt"
	"strings"
	"time"

	"canbo/internal/fault"
	"canbo/internal/procedure"
)

// KindCorrection is the process kind of a correction, and its Temporal workflow type.
const KindCorrection = "Correction"

const (
	correctionPrefix = "correction/"
	petitionPrefix   = "petition/"
)

// CorrectionID is the process id of the n-th correction, counted from 1, of an official's result in a cycle.
func CorrectionID(cycle, official string, n int) string {
	return fmt.Sprintf("%s%s/%s/%d", correctionPrefix, cycle, official, n)
}

// PetitionIn is the process id of the petition that an official files in a process: the sitting of a body, or a
// correction, against which there is a petition of its own.
func PetitionIn(process, cycle, official string) string {
	if rest, ok := strings.CutPrefix(process, correctionPrefix); ok {
		return petitionPrefix + rest
	}
	return PetitionID(cycle, official)
}

// StepCorrection is the first step of a correction; StepPetitionWindow and StepPetitions follow.
const StepCorrection = "correction"

// The commands of a correction, besides those of its petition window.
const (
	ActCorrect       = "correct"   // Administrator: Correct
	CommandRecount   = "recount"   // System, from itself: the new result is on record
	CommandRecounted = "recounted" // System: answers EffectRecount
)

// EffectRecount counts the results of a cycle anew; answered by CommandRecounted. Its argument is CloseCycle.
const EffectRecount = "recount"

// Correction replaces the announced result of one official by a new record and gives the official a petition window. It
// is a process of its own because sitting and cycle may have ended long before.
type Correction struct {
	procedure.State
	Cycle      string   `json:"cycle"`
	Official   string   `json:"official"`
	Body       string   `json:"body"`
	Former     Grade    `json:"former"`
	Grades     []Grade  `json:"grades"`
	Presiders  []string `json:"presiders"` // who could preside over a petition against it, in line
	Corrected  bool     `json:"corrected,omitempty"`
	Petitioned bool     `json:"petitioned,omitempty"`
	Answered   bool     `json:"answered,omitempty"` // the petition is
	Counted    bool     `json:"counted,omitempty"`  // the figures follow the newest result
}

// Correct is the argument of ActCorrect; reason and basis stay in the filing.
type Correct struct {
	Grade  Grade `json:"grade"`
	Reason bool  `json:"reason"` // reason and basis are in the filing
}

// NewCorrection prepares the n-th correction of the result former of an official before the body that b is the sitting
// of as it was opened. The petition window is that of the sitting's policy.
//
// Errors: fault.Conflict `no_presider` when the body has nobody who could examine a petition against it.
func NewCorrection(b *BodyDecision, official string, n int, former Grade) (*Correction, error) {
	presiders := b.petitionPresiders(b.caseOf(official))
	if len(presiders) == 0 {
		return nil, b.noPresider(official)
	}
	steps := []procedure.Step{{Name: StepCorrection, Mode: procedure.Internal, CloseEarly: true}}
	for _, name := range []string{StepPetitionWindow, StepPetitions} {
		s := b.Step(name)
		steps = append(steps, procedure.Step{
			Name: s.Name, Mode: s.Mode, DueDays: s.DueDays, RemindDays: s.RemindDays, CloseEarly: s.CloseEarly, CloseOnDue: s.CloseOnDue,
		})
	}
	return &Correction{
		State: procedure.NewState(CorrectionID(b.Cycle, official, n), KindCorrection, steps),
		Cycle: b.Cycle, Official: official, Body: b.Body, Former: former, Grades: b.Rules.Grades,
		Presiders: presiders,
	}, nil
}

// Base returns the shared part of the state.
func (c *Correction) Base() *procedure.State { return &c.State }

// StepOpened tells the official, and asks for their acknowledgement.
func (c *Correction) StepOpened(st *procedure.Step, now time.Time) {
	if st.Name == StepPetitionWindow {
		c.Queue(EffectPublish, Publish{Cycle: c.Cycle, Body: c.Body, At: now})
		c.Assign(st, ActAcknowledge, now, c.Official)
	}
}

// StepDone reports whether everything that the step waits for has happened.
func (c *Correction) StepDone(st *procedure.Step) bool {
	switch st.Name {
	case StepCorrection:
		return c.Corrected
	case StepPetitions:
		return c.Counted && (!c.Petitioned || c.Answered)
	default:
		return st.AllDone()
	}
}

// CheckAct refuses what a correction may not do.
//
// Errors by code: unknown_grade, nothing_changed, reason_missing, and those of procedure.CheckTask.
func (c *Correction) CheckAct(cmd procedure.Command) error {
	switch cmd.Kind {
	case ActCorrect:
		return c.checkCorrect(cmd)
	case ActAcknowledge:
		return c.CheckTask(cmd, StepPetitionWindow, ActAcknowledge)
	case ActPetition:
		return c.checkPetition(cmd)
	case CommandPetitionAnswered:
		return procedure.CheckSystem[PetitionAnswered](cmd)
	case CommandRecount, CommandRecounted, procedure.CommandCancel:
		return procedure.CheckSystem[struct{}](cmd)
	default:
		return notThisProcess(cmd)
	}
}

// CheckGrade refuses a grade that is none of the cycle's, or that the result has already.
func (c *Correction) CheckGrade(g Grade) error {
	if g == c.Former {
		return fault.New(fault.Invalid, "nothing_changed", "the grade is %s already", g)
	}
	return checkGrade(c.Grades, g)
}

func (c *Correction) checkCorrect(cmd procedure.Command) error {
	if err := procedure.CheckAdministrator(cmd); err != nil {
		return err
	}
	args, err := procedure.DecodeStrict[Correct](cmd)
	if err != nil {
		return err
	}
	if err := c.CheckOpen(cmd, StepCorrection); err != nil {
		return err
	}
	if !args.Reason {
		return fault.New(fault.Invalid, "reason_missing", "a correction states its reason and its basis")
	}
	return c.CheckGrade(args.Grade)
}

func (c *Correction) checkPetition(cmd procedure.Command) error {
	if err := c.CheckOpen(cmd, StepPetitionWindow); err != nil {
		return err
	}
	switch {
	case cmd.Actor != c.Official:
		return fault.New(fault.Denied, "not_your_task", "only the official whose result was corrected may petition")
	case c.Petitioned:
		return fault.New(fault.Conflict, "done_already", "you have petitioned against this result already")
	default:
		return nil
	}
}

// ApplyAct carries out an accepted act.
func (c *Correction) ApplyAct(cmd procedure.Command) {
	switch cmd.Kind {
	case ActCorrect:
		c.Corrected = true
		// The count needs the new result on record, so it is asked for by a command that comes after it.
		c.Queue(procedure.EffectSend, procedure.Send{To: c.ID, Kind: CommandRecount})
	case CommandRecount:
		c.Queue(EffectRecount, CloseCycle{Cycle: c.Cycle})
	case CommandRecounted:
		c.Counted = true
	case ActAcknowledge:
		c.Settle(StepPetitionWindow, ActAcknowledge, cmd.Actor, cmd.ReceivedAt)
	case ActPetition:
		c.Petitioned = true
		c.Settle(StepPetitionWindow, ActAcknowledge, cmd.Actor, cmd.ReceivedAt)
		c.Queue(procedure.EffectLaunch, procedure.Launch{Kind: KindPetition, Scope: c.Official, People: c.Presiders})
	case CommandPetitionAnswered:
		c.Answered = true
		if procedure.Decode[PetitionAnswered](cmd).Outcome == PetitionChanged {
			c.Counted = false
			c.Queue(EffectRecount, CloseCycle{Cycle: c.Cycle})
		}
	}
}

// StepClosed has nothing to report to anybody.
func (c *Correction) StepClosed(*procedure.Step, time.Time) {}

// AgainstCorrection makes the petition one against a correction, to which its answer goes.
func (p *Petition) AgainstCorrection(correction string) {
	p.ID, p.Asker = PetitionIn(correction, p.Cycle, p.Official), correction
}

// CorrectionFiling replaces an announced result.
type CorrectionFiling struct {
	Grade     Grade  `json:"grade"`
	Reason    string `json:"reason" minLength:"1" maxLength:"1000" pattern:"\\S"`
	Basis     string `json:"basis" minLength:"1" maxLength:"200" pattern:"\\S" doc:"Number of the decision, such as 15-QĐ/HU"`
	BasisDate string `json:"basis_date" format:"date" doc:"Date of the decision"`
}

// Args is what the process may see.
func (f CorrectionFiling) Args() Correct {
	return Correct{Grade: f.Grade, Reason: f.Reason != "" && f.Basis != ""}
}
