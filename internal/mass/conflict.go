package mass

import (
	"canbo/internal/fault"
	"canbo/internal/procedure"
)

func refuse(code, format string, args ...any) *fault.Error {
	return fault.New(fault.Conflict, code, format, args...)
}

// conflict says what in the record makes the process refuse; the process itself has the last word.
func conflict(act string, t Target, r Rules) *fault.Error {
	switch {
	case t.Ended:
		return refuse("process_ended", "the process has ended")
	case !t.Started:
		return refuse("not_begun", "the process has not begun")
	}
	switch act {
	case procedure.CommandPause:
		if t.Paused {
			return refuse("paused_already", "the process is paused already")
		}
		return nil
	case procedure.CommandResume:
		if !t.Paused {
			return refuse("not_paused", "the process is not paused")
		}
		return nil
	case procedure.CommandReopen:
		return reopenConflict(t, r)
	}
	if c := stepConflict(t); c != nil {
		return c
	}
	switch {
	case act == procedure.CommandExtend && t.Due.IsZero():
		return refuse("no_due", "step %q has no due time to move", t.Step)
	case act == procedure.CommandReassign && r.Personal(t.Task):
		return refuse("personal", "the task %q is personal; it cannot be given to another", t.Task)
	case act == procedure.CommandReassign && t.Has:
		return refuse("has_task_already", "the stand-in has such a task there already")
	case act == procedure.CommandRemind && t.Paused:
		return refuse("paused", "the process is paused; nobody is waited for until it has been resumed")
	case act == procedure.CommandRemind && t.Open == 0:
		return refuse("no_such_task", "nobody has an open task in step %q", t.Step)
	}
	return nil
}

func stepConflict(t Target) *fault.Error {
	switch {
	case t.Step == "":
		return refuse("step_not_open", "no step is open")
	case t.Status == procedure.Waiting:
		return refuse("step_not_open", "step %q has not begun yet", t.Step)
	case t.Status != procedure.Running:
		return refuse("step_not_open", "step %q has ended", t.Step)
	}
	return nil
}

func reopenConflict(t Target, r Rules) *fault.Error {
	switch {
	case t.Status != procedure.Ended:
		return refuse("step_not_ended", "step %q has not ended; move its due time instead", t.Step)
	case !r.Reopens(t.Kind, t.Step, t.Current):
		return standsForGood(t)
	case t.Paused:
		return refuse("paused", "the process is paused; try again when it has been resumed")
	}
	return nil
}

func standsForGood(t Target) *fault.Error {
	return refuse("stands_for_good", "step %q cannot be opened again; what came of it stands", t.Step)
}

// final says why nothing takes an act on a target back; nil when something does.
func final(act string, t Target, r Rules) *fault.Error {
	switch {
	case act == procedure.CommandRemind:
		return refuse("mail_sent", "a mail that was sent cannot be taken back")
	case act == procedure.CommandReopen:
		return refuse("filing_begun", "who is asked again may be filing already; close_step ends the step for all before its time")
	case act == procedure.CommandCloseStep && !r.Reopens(t.Kind, t.Step, ""):
		return standsForGood(t)
	}
	return nil
}
