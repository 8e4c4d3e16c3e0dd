package mass

import (
	"encoding/json"
	"time"

	"canbo/internal/fault"
	"canbo/internal/procedure"
)

// Limit is the most items that one mass act has.
const Limit = 20_000

// Order is what shall happen to every target.
type Order struct {
	// Act is the kind of the command: procedure.CommandExtend, CommandPause, CommandResume or CommandCloseStep.
	Act string
	// Due is the new due time of an extension, the same for all; zero when WorkingDays counts.
	Due time.Time
	// WorkingDays is by how many working days an extension moves each due time; one that has passed is counted from now.
	WorkingDays int
}

// Target is a process, with one of its steps where the act is on a step, as the record shows it.
type Target struct {
	Process string
	Step    string // "" for a process that has no step of the wanted name, or none open
	Status  procedure.Status
	Due     time.Time // zero for a step without one
	Started bool
	Ended   bool
	Paused  bool
}

// Item is one command of a mass act.
type Item struct {
	Process  string
	Step     string          // "" when the act is on the whole process
	Args     json.RawMessage // of the command; nil when it has none
	Before   time.Time       // due time before an extension, to return to
	After    time.Time       // due time that an extension sets
	Conflict *fault.Error    // the item is bound to be refused and is not sent
}

// Later returns the due time that lies n working days behind another; calendar.Calendar.AddWorkingDays is one.
type Later func(from time.Time, n int) (time.Time, error)

// Check refuses an order that makes no sense for any target.
//
// Errors: fault.Invalid `unknown_act`; `one_of_due_and_days` for an extension with neither or both; `days_out_of_range`;
// `due_in_past`; `due_not_wanted` for another act with either.
func (o Order) Check(now time.Time) error {
	switch o.Act {
	case procedure.CommandExtend:
	case procedure.CommandPause, procedure.CommandResume, procedure.CommandCloseStep:
		if !o.Due.IsZero() || o.WorkingDays != 0 {
			return fault.New(fault.Invalid, "due_not_wanted", "due and working_days belong to an extension; leave them out")
		}
		return nil
	default:
		return fault.New(fault.Invalid, "unknown_act", "there is no mass act %q", o.Act)
	}
	switch {
	case o.Due.IsZero() == (o.WorkingDays == 0):
		return fault.New(fault.Invalid, "one_of_due_and_days", "give either due or working_days")
	case o.WorkingDays < 0 || o.WorkingDays > 250:
		return fault.New(fault.Invalid, "days_out_of_range", "working_days must be from 1 to 250")
	case !o.Due.IsZero() && !o.Due.After(now):
		return fault.New(fault.Invalid, "due_in_past", "the new due time has passed already; give a later one")
	}
	return nil
}

// OnStep reports whether the act is on a step, and not on the whole process.
func (o Order) OnStep() bool {
	return o.Act == procedure.CommandExtend || o.Act == procedure.CommandCloseStep
}

// Plan makes one item of each target. An error is that of later.
func Plan(o Order, targets []Target, now time.Time, later Later) ([]Item, error) {
	items := make([]Item, len(targets))
	for i, t := range targets {
		item := Item{Process: t.Process, Conflict: conflict(o.Act, t)}
		if o.OnStep() {
			item.Step = t.Step
		}
		var err error
		switch {
		case item.Conflict != nil:
		case o.Act == procedure.CommandExtend:
			err = item.extend(o, t, now, later)
		case o.Act == procedure.CommandCloseStep:
			item.Args = encode(procedure.CloseStep{Step: t.Step})
		}
		if err != nil {
			return nil, err
		}
		items[i] = item
	}
	return items, nil
}

func (i *Item) extend(o Order, t Target, now time.Time, later Later) (err error) {
	due := o.Due
	if due.IsZero() {
		from := t.Due.Add(-time.Nanosecond) // a due time is the end of its last day
		if from.Before(now) {
			from = now
		}
		if due, err = later(from, o.WorkingDays); err != nil {
			return err
		}
	}
	i.setDue(t, due)
	return nil
}

func (i *Item) setDue(t Target, due time.Time) {
	if due.Equal(t.Due) {
		i.Conflict = fault.New(fault.Conflict, "nothing_to_change", "step %q has that due time already", t.Step)
		return
	}
	i.Before, i.After = t.Due, due
	i.Args = encode(procedure.Extend{Step: t.Step, Due: due})
}

// conflict says what in the record makes the process refuse; the process itself has the last word.
func conflict(act string, t Target) *fault.Error {
	refuse := func(code, format string, args ...any) *fault.Error {
		return fault.New(fault.Conflict, code, format, args...)
	}
	onStep := Order{Act: act}.OnStep()
	switch {
	case t.Ended:
		return refuse("process_ended", "the process has ended")
	case !t.Started:
		return refuse("not_begun", "the process has not begun")
	case onStep && t.Step == "":
		return refuse("step_not_open", "no step is open")
	case onStep && t.Status == procedure.Waiting:
		return refuse("step_not_open", "step %q has not begun yet", t.Step)
	case onStep && t.Status != procedure.Running:
		return refuse("step_not_open", "step %q has ended", t.Step)
	case act == procedure.CommandExtend && t.Due.IsZero():
		return refuse("no_due", "step %q has no due time to move", t.Step)
	case act == procedure.CommandPause && t.Paused:
		return refuse("paused_already", "the process is paused already")
	case act == procedure.CommandResume && !t.Paused:
		return refuse("not_paused", "the process is not paused")
	}
	return nil
}

func encode(args any) json.RawMessage {
	raw, err := json.Marshal(args)
	if err != nil {
		panic("mass: arguments do not encode: " + err.Error()) // plain structs always do
	}
	return raw
}
