package mass

import (
	"time"

	"canbo/internal/fault"
	"canbo/internal/procedure"
)

// inverse names the act that takes another back.
var inverse = map[string]string{
	procedure.CommandExtend: procedure.CommandExtend,
	procedure.CommandPause:  procedure.CommandResume,
	procedure.CommandResume: procedure.CommandPause,
}

// Inverse returns the act that takes an act back. Error: fault.Conflict `not_undoable` for one that nothing takes back.
func Inverse(act string) (string, error) {
	back, ok := inverse[act]
	if !ok {
		return "", fault.New(fault.Conflict, "not_undoable", "%q cannot be taken back together; reopen the steps one by one", act)
	}
	return back, nil
}

// Undo plans what takes the done items of an act back. now holds the target of each, in their order. What somebody
// changed since is a conflict and stays as it is.
func Undo(act string, done []Item, now []Target, at time.Time) ([]Item, error) {
	back, err := Inverse(act)
	if err != nil {
		return nil, err
	}
	items := make([]Item, len(done))
	for i, d := range done {
		t := now[i]
		items[i] = Item{Process: d.Process, Step: d.Step, Conflict: conflict(back, t)}
		if items[i].Conflict != nil || back != procedure.CommandExtend {
			continue
		}
		switch {
		case !t.Due.Equal(d.After):
			items[i].Conflict = fault.New(fault.Conflict, "changed_since", "the due time of step %q was moved again since", t.Step)
		case !d.Before.After(at):
			items[i].Conflict = fault.New(fault.Conflict, "due_in_past", "the earlier due time of step %q has passed", t.Step)
		default:
			items[i].setDue(t, d.Before)
		}
	}
	return items, nil
}
