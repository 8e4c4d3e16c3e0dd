package procedure

import "time"

// CommandCancel ends a process before its time. Who may give it is for the process to say: its CheckAct sees it, also
// while the process is paused. Its ApplyAct recalls what the process has launched.
const CommandCancel = "cancel"

// The effects of a cancellation.
const (
	EffectCancelled = "cancelled" // Cancelled: the process has ended; open tasks and ballots with it
	EffectRecall    = "recall"    // nothing: what belongs to this process and has not ended is cancelled too
)

// Cancelled is the argument of EffectCancelled.
type Cancelled struct {
	At time.Time `json:"at"`
}

// CheckAdministrator refuses a command that is not an administrator's.
func CheckAdministrator(cmd Command) error { return cmd.mustBe(Administrator) }

// cancel ends the process where it stands. What was filed stays; steps that have not begun never will. StepClosed is not
// called: nothing follows from a step that was cut off.
func cancel(p Process, cmd Command, now time.Time) {
	s := p.Base()
	p.ApplyAct(cmd)
	s.Queue(EffectCancelled, Cancelled{At: cmd.ReceivedAt}) // before its steps end: it tells whose tasks are open
	for i := range s.Steps {
		if st := &s.Steps[i]; st.Status == Running || st.Status == Held {
			st.Status, st.ClosedAt, st.ClosedBy, st.Reminders, st.Expiring = Ended, now, "cancelled", nil, false
			s.queueStep(st)
		}
	}
	s.Concluded, s.Cancelled = true, true
}
