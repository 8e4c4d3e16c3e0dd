package mass

import (
	"encoding/json"
	"time"

	"canbo/internal/fault"
	"canbo/internal/procedure"
)

// Limit is the most items that one mass act has.
const Limit = 20_000

// maxReopenDays bounds the new time of what is opened again, as each process does.
const maxReopenDays = 60

// Order is what shall happen to every target.
type Order struct {
	// Act is the kind of the command: CommandExtend, CommandPause, CommandResume, CommandCloseStep, CommandReassign,
	// CommandReopen or CommandRemind of procedure.
	Act string
	// Due is the new due time of an extension, the same for all; zero when WorkingDays counts.
	Due time.Time
	// WorkingDays is by how many working days an extension moves each due time, one that has passed counted from now, or
	// the new time of what is opened again, from now.
	WorkingDays int
	// StandIn is who gets the tasks of a reassignment.
	StandIn string
}

// Target is a process, one of its steps or one task in it, as the act demands and as the record shows it.
type Target struct {
	Process string
	Kind    string // of the process
	Step    string // "" for a process that has no step of the wanted name, or none open
	Status  procedure.Status
	Due     time.Time // zero for a step without one
	Started bool
	Ended   bool
	Paused  bool
	Current string // the step that is open, "" for none

	Task   string   // of a reassignment: the act of the task
	People []string // who is meant; of a reassignment who has the task, else none for everybody
	Open   int      // open tasks in the step
	Has    bool     // the stand-in has such a task in the step
}

// Item is one command of a mass act.
type Item struct {
	Process  string
	Step     string // "" when the act is on the whole process
	Task     string
	People   []string
	Args     json.RawMessage // of the command; nil when it has none
	Before   time.Time       // due time before an extension, to return to
	After    time.Time       // due time that an extension sets
	Conflict *fault.Error    // the item is bound to be refused and is not sent
	Final    *fault.Error    // what the item does cannot be taken back together with the others
}

// Rules is what a plan needs to know beside the record.
type Rules struct {
	// Later returns the due time that lies n working days behind another; calendar.Calendar.AddWorkingDays is one.
	Later func(from time.Time, n int) (time.Time, error)
	// Personal reports whether nobody may do such a task for another.
	Personal func(act string) bool
	// Reopens reports whether a step of such a process may be opened again once it has ended, while the current step is
	// open; "" for the one that follows it.
	Reopens func(kind, step, current string) bool
}

// Check refuses an order that makes no sense for any target.
//
// Errors: fault.Invalid `unknown_act`; `one_of_due_and_days` for an extension with neither or both; `days_out_of_range`;
// `due_in_past`; `stand_in_missing`; `due_not_wanted` and `stand_in_not_wanted` for an act that has no use for them.
func (o Order) Check(now time.Time) error {
	invalid := func(code, text string, args ...any) error { return fault.New(fault.Invalid, code, text, args...) }
	if o.StandIn != "" && o.Act != procedure.CommandReassign {
		return invalid("stand_in_not_wanted", "stand_in belongs to a reassignment; leave it out")
	}
	switch o.Act {
	case procedure.CommandExtend:
		return o.checkExtension(now)
	case procedure.CommandReopen:
		if !o.Due.IsZero() {
			return invalid("due_not_wanted", "give the new time of what is opened again in working_days")
		}
		if o.WorkingDays < 1 || o.WorkingDays > maxReopenDays {
			return invalid("days_out_of_range", "working_days must be from 1 to %d for what is opened again", maxReopenDays)
		}
		return nil
	case procedure.CommandReassign:
		if o.StandIn == "" {
			return invalid("stand_in_missing", "name in stand_in who gets the tasks")
		}
	case procedure.CommandPause, procedure.CommandResume, procedure.CommandCloseStep, procedure.CommandRemind:
	default:
		return invalid("unknown_act", "there is no mass act %q", o.Act)
	}
	if !o.Due.IsZero() || o.WorkingDays != 0 {
		return invalid("due_not_wanted", "due and working_days belong to an extension; leave them out")
	}
	return nil
}

func (o Order) checkExtension(now time.Time) error {
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

// Plan makes one item of each target. An error is that of the calendar.
func Plan(o Order, targets []Target, now time.Time, r Rules) ([]Item, error) {
	items := make([]Item, len(targets))
	for i, t := range targets {
		item := Item{Process: t.Process, Step: t.Step, Task: t.Task, People: t.People, Conflict: conflict(o.Act, t, r)}
		if o.Act == procedure.CommandPause || o.Act == procedure.CommandResume {
			item.Step = ""
		}
		if item.Conflict == nil {
			if err := item.send(o, t, now, r); err != nil {
				return nil, err
			}
		}
		if item.Conflict == nil {
			item.Final = final(o.Act, t, r)
		}
		items[i] = item
	}
	return items, nil
}

// send fills in what the item's command says.
func (i *Item) send(o Order, t Target, now time.Time, r Rules) error {
	switch o.Act {
	case procedure.CommandExtend:
		return i.extend(o, t, now, r)
	case procedure.CommandCloseStep:
		i.Args = encode(procedure.CloseStep{Step: t.Step})
	case procedure.CommandReassign:
		i.Args = encode(procedure.Reassign{Step: t.Step, Act: t.Task, From: t.People[0], To: o.StandIn})
	case procedure.CommandReopen:
		i.Args = encode(procedure.Reopen{Step: t.Step, Person: t.People, Days: o.WorkingDays})
	case procedure.CommandRemind:
		i.Args = encode(procedure.RemindNow{Step: t.Step, Person: t.People})
	}
	return nil
}

func (i *Item) extend(o Order, t Target, now time.Time, r Rules) (err error) {
	due := o.Due
	if due.IsZero() {
		from := t.Due.Add(-time.Nanosecond) // a due time is the end of its last day
		if from.Before(now) {
			from = now
		}
		if due, err = r.Later(from, o.WorkingDays); err != nil {
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

func encode(args any) json.RawMessage {
	raw, err := json.Marshal(args)
	if err != nil {
		panic("mass: arguments do not encode: " + err.Error()) // plain structs always do
	}
	return raw
}
