package procedure

import (
	"encoding/json"
	"slices"
	"time"

	"canbo/internal/fault"
)

// The command kinds that every process understands.
const (
	CommandDueSet    = "due_set"    // System: answers EffectDue
	CommandExpired   = "expired"    // System: Expired, the last answer to EffectDrain
	CommandExtend    = "extend"     // Administrator: Extend
	CommandPause     = "pause"      // Administrator: the clock stops
	CommandResume    = "resume"     // Administrator: dues move by the time paused
	CommandCloseStep = "close_step" // Administrator: CloseStep
)

// Extend moves the due time of an open step. Earlier or later, but not into the past.
type Extend struct {
	Step string    `json:"step"`
	Due  time.Time `json:"due"`
}

// CloseStep ends an open step that may end without everybody (CloseOnDue) before its due time.
type CloseStep struct {
	Step string `json:"step"`
}

// Process is a procedure of one kind. Its methods are called with the state consistent and must not block, read a
// clock or depend on map order.
type Process interface {
	// Base returns the shared part of the state.
	Base() *State
	// StepOpened gives the step its tasks and queues the effects of its opening. In an external step the recorders have
	// theirs already.
	StepOpened(st *Step, now time.Time)
	// StepDone reports whether everything the step waits for has happened.
	StepDone(st *Step) bool
	// CheckAct refuses a command of the process's own kinds, changing nothing.
	CheckAct(cmd Command) error
	// ApplyAct carries out a command that CheckAct accepted.
	ApplyAct(cmd Command)
	// StepClosed queues the effects of a step's end.
	StepClosed(st *Step, now time.Time)
}

// Open begins a process that has not begun: it opens the first step. Calling it again does nothing.
func Open(p Process, now time.Time) {
	s := p.Base()
	if s.Begun {
		return
	}
	s.Begun = true
	s.Version++
	openNext(p, now)
}

// Check says whether a command would be accepted, and changes nothing. A command handled before is accepted again. A
// pause refuses what was filed during it; what was received earlier and waited for a worker is taken.
//
// Errors: fault.Conflict when the process has ended, is paused or is in another step; fault.Denied, fault.Invalid and
// fault.TooLate as the act demands.
func Check(p Process, cmd Command) error {
	s := p.Base()
	if _, ok := s.Outcome(cmd.Key); ok {
		return nil
	}
	if s.Cancelled {
		return fault.New(fault.Conflict, "process_cancelled", "this process was cancelled")
	}
	if s.Concluded {
		return fault.New(fault.Conflict, "process_ended", "this process has ended")
	}
	switch cmd.Kind {
	case CommandDueSet:
		return CheckSystem[DueSet](cmd)
	case CommandExpired:
		return CheckSystem[Expired](cmd)
	case CommandExtend:
		return s.checkExtend(cmd)
	case CommandCloseStep:
		return s.checkCloseStep(cmd)
	case CommandPause:
		if s.PausedAt != nil {
			return fault.New(fault.Conflict, "paused_already", "the process is paused already")
		}
		return cmd.mustBe(Administrator)
	case CommandResume:
		return s.checkResume(cmd)
	case CommandCancel:
		return p.CheckAct(cmd)
	case CommandReassign:
		return checkReassign(p, cmd)
	case CommandReopen:
		return checkReopen(p, cmd)
	case CommandRemind:
		return s.checkRemind(cmd)
	}
	if s.PausedAt != nil && cmd.Role != System && !cmd.ReceivedAt.Before(*s.PausedAt) {
		return fault.New(fault.Conflict, "paused", "the process is paused; try again when it has been resumed")
	}
	if err := cmd.checkBehalf(); err != nil {
		return err
	}
	if cmd.Kind == CommandWithdraw {
		return checkWithdraw(p, cmd.As())
	}
	return p.CheckAct(cmd.As())
}

// Apply carries out a command and queues its effects. It must only be given commands that Check accepts; a repeat
// returns the first outcome. now is the time of processing, which may be later than the command's ReceivedAt.
func Apply(p Process, cmd Command, now time.Time) Outcome {
	s := p.Base()
	if out, ok := s.Outcome(cmd.Key); ok {
		return out
	}
	s.Version++
	s.Queue(EffectAct, Act{Command: cmd, For: s.inPlaceOf(cmd.As())})
	switch cmd.Kind {
	case CommandDueSet:
		s.applyDueSet(Decode[DueSet](cmd), now)
	case CommandExpired:
		expire(p, Decode[Expired](cmd), now)
	case CommandExtend:
		s.applyExtend(Decode[Extend](cmd), now)
	case CommandCloseStep:
		closeStep(p, s.Step(Decode[CloseStep](cmd).Step), "administrator", now)
	case CommandPause:
		s.PausedAt = &now
	case CommandResume:
		s.resume(now)
	case CommandCancel:
		cancel(p, cmd, now)
	case CommandReassign:
		s.applyReassign(cmd)
	case CommandReopen:
		reopen(p, Decode[Reopen](cmd), now)
	case CommandRemind:
		s.remind(cmd)
	case CommandWithdraw:
		applyWithdraw(p, cmd.As())
	default:
		p.ApplyAct(cmd.As())
	}
	advance(p, now)
	out := Outcome{Version: s.Version}
	s.Handled = append(s.Handled, Handled{Key: cmd.Key, Outcome: out})
	if extra := len(s.Handled) - handledLimit; extra > 0 {
		s.Handled = slices.Clone(s.Handled[extra:])
	}
	return out
}

// Wake returns when the process next wants to be ticked; zero for never.
func Wake(p Process) time.Time {
	s := p.Base()
	st := s.Current()
	if st == nil || s.PausedAt != nil {
		return time.Time{}
	}
	var expiry time.Time
	if st.CloseOnDue && !st.Expiring {
		expiry = st.Due
	}
	return earliest(expiry, next(st.Reminders), next(st.Escalations), ownTime(p))
}

// Tick does what the clock demands: reminders and escalations that have come, the expiry of a step whose due time has
// passed, and what a Timekeeper does by itself. An expiring step closes when the filings received in time have been
// drained. It reports whether anything happened.
func Tick(p Process, now time.Time) bool {
	s := p.Base()
	st := s.Current()
	if st == nil || s.PausedAt != nil {
		return false
	}
	reminded, escalated := past(st.Reminders, now), past(st.Escalations, now)
	expired := st.CloseOnDue && !st.Expiring && !st.Due.IsZero() && !now.Before(st.Due)
	own := ownTime(p)
	came := !own.IsZero() && !now.Before(own)
	if reminded == 0 && escalated == 0 && !expired && !came {
		return false
	}
	s.Version++
	if reminded > 0 {
		if !expired { // several missed reminders are one mail
			s.Queue(EffectRemind, Remind{Step: st.Name, At: st.Reminders[reminded-1], Due: st.Due})
		}
		st.Reminders = st.Reminders[reminded:]
	}
	if escalated > 0 {
		if !expired { // what closes now cannot be hurried
			escalate(p, st, st.Escalations[escalated-1])
		}
		st.Escalations = st.Escalations[escalated:]
	}
	if expired {
		st.Expiring = true
		s.Queue(EffectDrain, Drain{Step: st.Name, Due: st.Due})
	}
	if came {
		p.(Timekeeper).TimeCame(now)
		advance(p, now)
	}
	return true
}

// Refuse records that a drained command was not accepted, so that its sender is answered.
func Refuse(p Process, cmd Command, err error) {
	r := Refusal{Key: cmd.Key, Kind: string(fault.Invalid), Code: "refused", Text: fault.TextOf(err)}
	if f, ok := fault.As(err); ok {
		r.Kind, r.Code = string(f.Kind), f.Code
	}
	p.Base().Queue(EffectRefused, r)
}

// Done reports whether the process has ended; its effects may still wait to be applied.
func Done(p Process) bool { return p.Base().Concluded }

// Decode reads a command's arguments, which its sender has encoded from the same type.
func Decode[T any](cmd Command) T {
	var args T
	if len(cmd.Args) > 0 {
		if err := json.Unmarshal(cmd.Args, &args); err != nil {
			panic("procedure: arguments of " + cmd.Kind + ": " + err.Error()) // Check must have refused them
		}
	}
	return args
}

// DecodeStrict is Decode for checks: arguments that do not decode are fault.Invalid.
func DecodeStrict[T any](cmd Command) (T, error) {
	var args T
	if len(cmd.Args) == 0 {
		return args, nil
	}
	if err := json.Unmarshal(cmd.Args, &args); err != nil {
		return args, fault.New(fault.Invalid, "bad_arguments", "the arguments of %q cannot be read", cmd.Kind).Because(err)
	}
	return args, nil
}

// CheckSystem refuses a command that does not come from a process, and arguments of it that do not decode as T.
func CheckSystem[T any](cmd Command) error {
	if err := cmd.mustBe(System); err != nil {
		return err
	}
	_, err := DecodeStrict[T](cmd)
	return err
}

func openNext(p Process, now time.Time) {
	s := p.Base()
	for i := range s.Steps {
		st := &s.Steps[i]
		if st.Status == Ended || st.Status == Running {
			continue
		}
		if st.Status == Held {
			s.release(st, now)
			return
		}
		if st.Mode == Off {
			closeStep(p, st, "off", now)
			continue
		}
		if s.Dissolved {
			closeStep(p, st, "dissolved", now)
			continue
		}
		st.Status, st.OpenedAt = Running, now
		s.queueStep(st)
		if st.DueDays > 0 {
			s.Queue(EffectDue, DueRequest{
				Step: st.Name, From: now, Days: st.DueDays, RemindDays: st.RemindDays, EscalateDays: st.EscalateDays,
			})
		}
		if st.Mode == External && len(st.Recorders) > 0 {
			s.Assign(st, CommandRecordExternal, now, st.Recorders...)
		}
		p.StepOpened(st, now)
		return
	}
	s.Concluded = true
	s.Queue(EffectConcluded, struct{}{})
}

// advance closes what is complete and opens what follows, until something has to be waited for.
func advance(p Process, now time.Time) {
	s := p.Base()
	for s.Begun && !s.Concluded {
		st := s.Current()
		switch {
		case st == nil:
		case s.Dissolved:
			closeStep(p, st, "dissolved", now)
		default:
			if st.CloseOnDue && !st.CloseEarly || !p.StepDone(st) {
				return
			}
			closeStep(p, st, "complete", now)
		}
		openNext(p, now)
	}
}

func closeStep(p Process, st *Step, by string, now time.Time) {
	st.Status, st.ClosedAt, st.ClosedBy, st.Reminders, st.Expiring, st.DueFixed = Ended, now, by, nil, false, false
	st.Only, st.Escalations = nil, nil
	p.Base().queueStep(st)
	p.StepClosed(st, now)
}

// expire ends the step that a Drain was asked for, unless it has been extended, paused or closed meanwhile. A paused
// step drains again after it has been resumed.
func expire(p Process, args Expired, now time.Time) {
	st := p.Base().Step(args.Step)
	if st == nil || p.Base().PausedAt != nil || st.Status != Running || !st.Expiring || !st.Due.Equal(args.Due) {
		return
	}
	closeStep(p, st, "due", now)
}

func (s *State) queueStep(st *Step) {
	position := slices.IndexFunc(s.Steps, func(x Step) bool { return x.Name == st.Name })
	s.Queue(EffectStep, StepChange{
		Name: st.Name, Position: position, Mode: st.Mode, Status: st.Status,
		OpenedAt: st.OpenedAt, Due: st.Due, ClosedAt: st.ClosedAt, ClosedBy: st.ClosedBy,
	})
}
