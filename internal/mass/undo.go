package mass

import (
	"encoding/json"
	"time"

	"canbo/internal/fault"
	"canbo/internal/procedure"
)

// inverse names the act that takes another back.
var inverse = map[string]string{
	procedure.CommandExtend:    procedure.CommandExtend,
	procedure.CommandPause:     procedure.CommandResume,
	procedure.CommandResume:    procedure.CommandPause,
	procedure.CommandReassign:  procedure.CommandReassign,
	procedure.CommandCloseStep: procedure.CommandReopen,
}

// Inverse returns the act that takes an act back, "" when none does.
func Inverse(act string) string { return inverse[act] }

// Undo plans what takes the done items of an act back. now holds the target of each, in their order; of a step that was
// closed its People are those whose tasks ended undone. What somebody changed since is a conflict and stays as it is. days
// is the new time, in working days, of steps that are opened again, and 0 otherwise.
//
// Errors: fault.Conflict `not_undoable` for an act that nothing takes back; fault.Invalid as of Order.Check.
func Undo(act string, done []Item, now []Target, at time.Time, days int, r Rules) ([]Item, error) {
	back := Inverse(act)
	if back == "" {
		return nil, fault.New(fault.Conflict, "not_undoable", "%q cannot be taken back: %s", act, final(act, Target{}, r).Text)
	}
	switch {
	case back == procedure.CommandReopen:
		if err := (Order{Act: back, WorkingDays: days}).Check(at); err != nil {
			return nil, err
		}
	case days != 0:
		return nil, fault.New(fault.Invalid, "due_not_wanted", "working_days belongs to the undo of close_step; leave it out")
	}
	items := make([]Item, len(done))
	for i, d := range done {
		items[i] = takeBack(back, d, now[i], at, days, r)
	}
	return items, nil
}

func takeBack(act string, d Item, t Target, at time.Time, days int, r Rules) Item {
	item := Item{Process: d.Process, Step: d.Step, Task: d.Task, People: d.People}
	if act == procedure.CommandReopen {
		item.People = t.People
	}
	held := t
	held.Has = false // whoever has the task shall give it back
	if item.Conflict = conflict(act, held, r); item.Conflict != nil {
		return item
	}
	switch act {
	case procedure.CommandExtend:
		item.unextend(d, t, at)
	case procedure.CommandReopen:
		if len(t.People) == 0 {
			item.Conflict = refuse("nothing_to_change", "all had done their part when step %q was closed", t.Step)
			return item
		}
		item.Args = encode(procedure.Reopen{Step: d.Step, Person: t.People, Days: days})
	case procedure.CommandReassign:
		if !t.Has {
			item.Conflict = refuse("changed_since", "the task was done or has gone to another since")
			return item
		}
		var moved procedure.Reassign
		if err := json.Unmarshal(d.Args, &moved); err != nil {
			panic("mass: arguments of an accepted item do not decode: " + err.Error()) // Plan wrote them
		}
		item.Args = encode(procedure.Reassign{Step: d.Step, Act: d.Task, From: moved.To, To: moved.From})
		item.People = []string{moved.To}
	}
	return item
}

func (i *Item) unextend(d Item, t Target, at time.Time) {
	switch {
	case !t.Due.Equal(d.After):
		i.Conflict = refuse("changed_since", "the due time of step %q was moved again since", t.Step)
	case !d.Before.After(at):
		i.Conflict = refuse("due_in_past", "the earlier due time of step %q has passed", t.Step)
	default:
		i.setDue(t, d.Before)
	}
}
