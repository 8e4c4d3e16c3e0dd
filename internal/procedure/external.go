package procedure

import (
	"slices"
	"time"

	"canbo/internal/fault"
)

// CommandRecordExternal records the result of a step that a superior body carried out elsewhere, with the document it is
// found in. Each process has arguments of its own, which embed Recorded.
const CommandRecordExternal = "record_external"

// Recorded is what every record of a step carried out elsewhere says; the document itself stays in the filing.
type Recorded struct {
	Step     string `json:"step"`
	Document bool   `json:"document"` // its number, its date and who decided are in the filing
}

// RecordedBy names who records the results of those of the steps that are carried out elsewhere, besides administrators.
func RecordedBy(steps []Step, recorders ...string) {
	for i := range steps {
		if steps[i].Mode == External {
			steps[i].Recorders = slices.DeleteFunc(slices.Clone(recorders), func(who string) bool { return who == "" })
		}
	}
}

// CheckExternal refuses the record of a step unless the step is open and carried out elsewhere, the document is named,
// and the actor is an administrator or one of the step's recorders.
//
// Errors: fault.Conflict `step_not_external`; fault.Invalid `document_missing`; those of CheckTask.
func (s *State) CheckExternal(cmd Command, r Recorded) error {
	st, err := s.openStep(r.Step)
	if err != nil {
		return err
	}
	if st.Mode != External {
		return fault.New(fault.Conflict, "step_not_external", "step %q is carried out here, not elsewhere", r.Step)
	}
	if !r.Document {
		return fault.New(fault.Invalid, "document_missing", "name the document: its number, its date and who decided")
	}
	if cmd.Role == Administrator {
		return st.inTime(cmd)
	}
	return s.CheckTask(cmd, r.Step, CommandRecordExternal)
}

// SettleExternal marks the recorders' tasks as done, when the whole result is on record.
func (s *State) SettleExternal(step string, at time.Time) {
	for _, who := range s.Step(step).Recorders {
		s.Settle(step, CommandRecordExternal, who, at)
	}
}
