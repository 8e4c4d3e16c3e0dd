package mass_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"canbo/internal/fault"
	"canbo/internal/mass"
	"canbo/internal/procedure"
)

var (
	now   = time.Date(2018, 12, 10, 3, 0, 0, 0, time.UTC)
	dueOn = time.Date(2018, 12, 14, 17, 0, 0, 0, time.UTC)
)

// aWeekLater stands for a calendar: n days are n weeks.
func aWeekLater(from time.Time, n int) (time.Time, error) {
	return from.AddDate(0, 0, 7*n).Truncate(24 * time.Hour), nil
}

var rules = mass.Rules{
	Later:    aWeekLater,
	Personal: func(act string) bool { return act == "self_review" },
	Reopens: func(kind, step, current string) bool {
		return kind == "unit_review" && step == "self_review" && current != "decision"
	},
}

func open(change ...func(*mass.Target)) mass.Target {
	t := mass.Target{Process: "unit-review/c/u", Kind: "unit_review", Step: "self_review", Status: procedure.Running, Due: dueOn, Started: true, Open: 2}
	for _, c := range change {
		c(&t)
	}
	return t
}

// task is a task of an that others may do.
func task(change ...func(*mass.Target)) mass.Target {
	return open(append([]func(*mass.Target){func(t *mass.Target) { t.Task, t.People = "adopt_minutes", []string{"an"} }}, change...)...)
}

// ended is a step that may be opened again.
func ended(change ...func(*mass.Target)) mass.Target {
	return open(append([]func(*mass.Target){func(t *mass.Target) { t.Status, t.Due = procedure.Ended, time.Time{} }}, change...)...)
}

func extend(days int) mass.Order { return mass.Order{Act: procedure.CommandExtend, WorkingDays: days} }

func TestAnOrderThatMakesNoSenseIsRefused(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		order mass.Order
		want  string
	}{
		{"an act that nobody knows", mass.Order{Act: "decide"}, "unknown_act"},
		{"an extension to nowhere", mass.Order{Act: procedure.CommandExtend}, "one_of_due_and_days"},
		{"an extension in two ways", mass.Order{Act: procedure.CommandExtend, Due: dueOn, WorkingDays: 1}, "one_of_due_and_days"},
		{"an extension backwards", extend(-1), "days_out_of_range"},
		{"an extension of more than a year", extend(251), "days_out_of_range"},
		{"an extension into the past", mass.Order{Act: procedure.CommandExtend, Due: now}, "due_in_past"},
		{"a reassignment to nobody", mass.Order{Act: procedure.CommandReassign}, "stand_in_missing"},
		{"a reassignment with a due time", mass.Order{Act: procedure.CommandReassign, StandIn: "an", Due: dueOn}, "due_not_wanted"},
		{"a stand-in for an extension", mass.Order{Act: procedure.CommandExtend, WorkingDays: 1, StandIn: "an"}, "stand_in_not_wanted"},
		{"a reopening without time", mass.Order{Act: procedure.CommandReopen}, "days_out_of_range"},
		{"a reopening for ever", mass.Order{Act: procedure.CommandReopen, WorkingDays: 61}, "days_out_of_range"},
		{"a reopening until a day", mass.Order{Act: procedure.CommandReopen, Due: dueOn}, "due_not_wanted"},
		{"a reminder with days", mass.Order{Act: procedure.CommandRemind, WorkingDays: 1}, "due_not_wanted"},
		{"a pause with a due time", mass.Order{Act: procedure.CommandPause, Due: dueOn}, "due_not_wanted"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f, ok := fault.As(tt.order.Check(now))
			require.True(t, ok)
			require.Equal(t, tt.want, f.Code)
		})
	}
	for _, o := range []mass.Order{extend(1), {Act: procedure.CommandExtend, Due: dueOn}, {Act: procedure.CommandPause}, {Act: procedure.CommandResume}, {Act: procedure.CommandCloseStep},
		{Act: procedure.CommandReassign, StandIn: "an"}, {Act: procedure.CommandReopen, WorkingDays: 60}, {Act: procedure.CommandRemind}} {
		require.NoError(t, o.Check(now))
	}
}

func TestWhatIsBoundToBeRefusedIsAConflict(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		act    string
		target mass.Target
		want   string // "" for none
	}{
		{"an open step is extended", procedure.CommandExtend, open(), ""},
		{"a process that has ended", procedure.CommandExtend, open(func(t *mass.Target) { t.Ended = true }), "process_ended"},
		{"a process that has not begun", procedure.CommandPause, open(func(t *mass.Target) { t.Started = false }), "not_begun"},
		{"no open step", procedure.CommandExtend, open(func(t *mass.Target) { t.Step, t.Status = "", "" }), "step_not_open"},
		{"a step to come", procedure.CommandCloseStep, open(func(t *mass.Target) { t.Status = procedure.Waiting }), "step_not_open"},
		{"a step that is over", procedure.CommandExtend, open(func(t *mass.Target) { t.Status = procedure.Ended }), "step_not_open"},
		{"a step without a due time", procedure.CommandExtend, open(func(t *mass.Target) { t.Due = time.Time{} }), "no_due"},
		{"a step without a due time is closed", procedure.CommandCloseStep, open(func(t *mass.Target) { t.Due = time.Time{} }), ""},
		{"a pause of what is paused", procedure.CommandPause, open(func(t *mass.Target) { t.Paused = true }), "paused_already"},
		{"a resumption of what runs", procedure.CommandResume, open(), "not_paused"},
		{"a resumption of what is paused", procedure.CommandResume, open(func(t *mass.Target) { t.Paused = true }), ""},
		{"a task that others may do", procedure.CommandReassign, task(), ""},
		{"a personal task", procedure.CommandReassign, task(func(t *mass.Target) { t.Task = "self_review" }), "personal"},
		{"a task that the stand-in has too", procedure.CommandReassign, task(func(t *mass.Target) { t.Has = true }), "has_task_already"},
		{"a task of a pause", procedure.CommandReassign, task(func(t *mass.Target) { t.Paused = true }), ""},
		{"a step that has ended is opened again", procedure.CommandReopen, ended(), ""},
		{"an open step is not", procedure.CommandReopen, open(), "step_not_ended"},
		{"nor one that others stand on", procedure.CommandReopen, ended(func(t *mass.Target) { t.Step = "ballot" }), "stands_for_good"},
		{"nor one that the open step stands on", procedure.CommandReopen, ended(func(t *mass.Target) { t.Current = "decision" }), "stands_for_good"},
		{"nor one of a process that has ended", procedure.CommandReopen, ended(func(t *mass.Target) { t.Ended = true }), "process_ended"},
		{"nor one during a pause", procedure.CommandReopen, ended(func(t *mass.Target) { t.Paused = true }), "paused"},
		{"a reminder of what is open", procedure.CommandRemind, open(), ""},
		{"a reminder of nobody", procedure.CommandRemind, open(func(t *mass.Target) { t.Open = 0 }), "no_such_task"},
		{"a reminder during a pause", procedure.CommandRemind, open(func(t *mass.Target) { t.Paused = true }), "paused"},
		{"a pause between two steps", procedure.CommandPause, open(func(t *mass.Target) { t.Step = "" }), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			order := mass.Order{Act: tt.act}
			switch tt.act {
			case procedure.CommandExtend, procedure.CommandReopen:
				order.WorkingDays = 1
			case procedure.CommandReassign:
				order.StandIn = "binh"
			}
			items, err := mass.Plan(order, []mass.Target{tt.target}, now, rules)
			require.NoError(t, err)
			require.Len(t, items, 1)
			if tt.want == "" {
				require.Nil(t, items[0].Conflict)
				return
			}
			require.Equal(t, tt.want, items[0].Conflict.Code)
			require.Nil(t, items[0].Args)
		})
	}
}

func TestAnExtensionByDaysCountsFromTheDueTimeOrFromNow(t *testing.T) {
	t.Parallel()
	late := open(func(t *mass.Target) { t.Due = now.AddDate(0, 0, -3) })
	items, err := mass.Plan(extend(1), []mass.Target{open(), late}, now, rules)
	require.NoError(t, err)
	require.Equal(t, time.Date(2018, 12, 21, 0, 0, 0, 0, time.UTC), items[0].After)
	require.Equal(t, dueOn, items[0].Before)
	require.Equal(t, time.Date(2018, 12, 17, 0, 0, 0, 0, time.UTC), items[1].After)
	require.JSONEq(t, `{"step":"self_review","due":"2018-12-17T00:00:00Z"}`, string(items[1].Args))
}

func TestADueTimeThatIsThereAlreadyIsNotSetAgain(t *testing.T) {
	t.Parallel()
	items, err := mass.Plan(mass.Order{Act: procedure.CommandExtend, Due: dueOn}, []mass.Target{open()}, now, rules)
	require.NoError(t, err)
	require.Equal(t, "nothing_to_change", items[0].Conflict.Code)
}

func TestAYearWithoutCalendarStopsThePlan(t *testing.T) {
	t.Parallel()
	missing := fault.New(fault.Invalid, "calendar_missing", "no calendar")
	_, err := mass.Plan(extend(1), []mass.Target{open()}, now, mass.Rules{
		Later: func(time.Time, int) (time.Time, error) { return time.Time{}, missing },
	})
	require.ErrorIs(t, err, missing)
}

func TestWhatAnItemSaysToItsProcess(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		order  mass.Order
		target mass.Target
		args   string
		final  string // code
	}{
		{"a task goes to the stand-in", mass.Order{Act: procedure.CommandReassign, StandIn: "binh"}, task(), `{"step":"self_review","act":"adopt_minutes","from":"an","to":"binh"}`, ""},
		{"a step is opened again for some", mass.Order{Act: procedure.CommandReopen, WorkingDays: 3}, ended(func(t *mass.Target) { t.People = []string{"an", "binh"} }), `{"step":"self_review","person":["an","binh"],"days":3}`, "filing_begun"},
		{"a step is opened again for one", mass.Order{Act: procedure.CommandReopen, WorkingDays: 3}, ended(func(t *mass.Target) { t.People = []string{"an"} }), `{"step":"self_review","person":"an","days":3}`, "filing_begun"},
		{"a step is opened again for all", mass.Order{Act: procedure.CommandReopen, WorkingDays: 3}, ended(), `{"step":"self_review","days":3}`, "filing_begun"},
		{"some are reminded", mass.Order{Act: procedure.CommandRemind}, open(func(t *mass.Target) { t.People = []string{"an"} }), `{"step":"self_review","person":"an"}`, "mail_sent"},
		{"a step that opens again is closed", mass.Order{Act: procedure.CommandCloseStep}, open(), `{"step":"self_review"}`, ""},
		{"a step that stands is closed", mass.Order{Act: procedure.CommandCloseStep}, open(func(t *mass.Target) { t.Step = "petition_window" }), `{"step":"petition_window"}`, "stands_for_good"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			items, err := mass.Plan(tt.order, []mass.Target{tt.target}, now, rules)
			require.NoError(t, err)
			require.Nil(t, items[0].Conflict)
			require.JSONEq(t, tt.args, string(items[0].Args))
			require.Equal(t, tt.target.People, items[0].People)
			if tt.final == "" {
				require.Nil(t, items[0].Final)
				return
			}
			require.Equal(t, tt.final, items[0].Final.Code)
		})
	}
}

func TestUndo(t *testing.T) {
	t.Parallel()
	extended := mass.Item{Process: "p", Step: "self_review", Before: dueOn, After: dueOn.AddDate(0, 0, 7)}
	moved := mass.Item{Process: "p", Step: "self_review", Task: "adopt_minutes", People: []string{"an"}, Args: []byte(`{"step":"self_review","act":"adopt_minutes","from":"an","to":"binh"}`)}
	closed := mass.Item{Process: "p", Step: "self_review"}
	undone := func(t *mass.Target) { t.People = []string{"an", "chi"} }
	tests := []struct {
		name string
		act  string
		done mass.Item
		now  mass.Target
		want string // conflict
		args string
	}{
		{"an extension goes back to the due time before", procedure.CommandExtend, extended, open(func(t *mass.Target) { t.Due = extended.After }), "", `{"step":"self_review","due":"2018-12-14T17:00:00Z"}`},
		{"an extension that was moved again stays", procedure.CommandExtend, extended, open(func(t *mass.Target) { t.Due = dueOn.AddDate(0, 0, 9) }), "changed_since", ""},
		{"an extension whose earlier due time has passed stays", procedure.CommandExtend, mass.Item{Before: now, After: dueOn}, open(), "due_in_past", ""},
		{"an extension of a step that has ended stays", procedure.CommandExtend, extended, open(func(t *mass.Target) { t.Status = procedure.Ended }), "step_not_open", ""},
		{"a pause is resumed", procedure.CommandPause, mass.Item{}, open(func(t *mass.Target) { t.Paused = true }), "", ""},
		{"a pause that somebody has ended stays ended", procedure.CommandPause, mass.Item{}, open(), "not_paused", ""},
		{"a resumption is paused again", procedure.CommandResume, mass.Item{}, open(), "", ""},
		{"a task goes back", procedure.CommandReassign, moved, task(func(t *mass.Target) { t.Has = true }), "", `{"step":"self_review","act":"adopt_minutes","from":"binh","to":"an"}`},
		{"a task that was done stays done", procedure.CommandReassign, moved, task(), "changed_since", ""},
		{"a task of a step that has ended stays", procedure.CommandReassign, moved, task(func(t *mass.Target) { t.Status = procedure.Ended }), "step_not_open", ""},
		{"a closed step is opened again for who had not filed", procedure.CommandCloseStep, closed, ended(undone), "", `{"step":"self_review","person":["an","chi"],"days":3}`},
		{"a closed step in which all had filed stays closed", procedure.CommandCloseStep, closed, ended(), "nothing_to_change", ""},
		{"a closed step that others stand on stays closed", procedure.CommandCloseStep, closed, ended(undone, func(t *mass.Target) { t.Step = "ballot" }), "stands_for_good", ""},
		{"a closed step that somebody opened stays open", procedure.CommandCloseStep, closed, open(undone), "step_not_ended", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			days := 0
			if tt.act == procedure.CommandCloseStep {
				days = 3
			}
			items, err := mass.Undo(tt.act, []mass.Item{tt.done}, []mass.Target{tt.now}, now, days, rules)
			require.NoError(t, err)
			switch {
			case tt.want != "":
				require.Equal(t, tt.want, items[0].Conflict.Code)
				require.Nil(t, items[0].Args)
			case tt.args != "":
				require.JSONEq(t, tt.args, string(items[0].Args))
			default:
				require.Nil(t, items[0].Conflict)
			}
		})
	}
}

func TestAnUndoIsRefused(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		act  string
		days int
		want string
	}{
		{"of a mail", procedure.CommandRemind, 0, "not_undoable"},
		{"of a reopening", procedure.CommandReopen, 0, "not_undoable"},
		{"of a closing without a new time", procedure.CommandCloseStep, 0, "days_out_of_range"},
		{"of a pause with a new time", procedure.CommandPause, 3, "due_not_wanted"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := mass.Undo(tt.act, nil, nil, now, tt.days, rules)
			f, ok := fault.As(err)
			require.True(t, ok)
			require.Equal(t, tt.want, f.Code)
		})
	}
}

// Whatever a plan extends, its undo brings back, and never more than once.
func TestAnUndoBringsBackWhatAPlanChanged(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var targets []mass.Target
		for range rapid.IntRange(0, 20).Draw(t, "targets") {
			targets = append(targets, open(func(target *mass.Target) {
				target.Due = now.Add(time.Duration(rapid.IntRange(-100, 1000).Draw(t, "hours")) * time.Hour)
				target.Ended = rapid.Bool().Draw(t, "ended")
			}))
		}
		items, err := mass.Plan(extend(rapid.IntRange(1, 250).Draw(t, "days")), targets, now, rules)
		require.NoError(t, err)
		var done []mass.Item
		var after []mass.Target
		for i, item := range items {
			if item.Conflict == nil {
				target := targets[i]
				target.Due = item.After
				done, after = append(done, item), append(after, target)
			}
		}
		back, err := mass.Undo(procedure.CommandExtend, done, after, now, 0, rules)
		require.NoError(t, err)
		for i, item := range back {
			if done[i].Before.After(now) {
				require.Nil(t, item.Conflict)
				require.Equal(t, done[i].Before, item.After)
			} else {
				require.Equal(t, "due_in_past", item.Conflict.Code)
			}
		}
	})
}
