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

func open(change ...func(*mass.Target)) mass.Target {
	t := mass.Target{Process: "unit-review/c/u", Step: "self_review", Status: procedure.Running, Due: dueOn, Started: true}
	for _, c := range change {
		c(&t)
	}
	return t
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
	for _, o := range []mass.Order{extend(1), {Act: procedure.CommandExtend, Due: dueOn}, {Act: procedure.CommandPause}, {Act: procedure.CommandResume}, {Act: procedure.CommandCloseStep}} {
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
		{"a pause between two steps", procedure.CommandPause, open(func(t *mass.Target) { t.Step = "" }), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			order := mass.Order{Act: tt.act}
			if tt.act == procedure.CommandExtend {
				order.WorkingDays = 1
			}
			items, err := mass.Plan(order, []mass.Target{tt.target}, now, aWeekLater)
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
	items, err := mass.Plan(extend(1), []mass.Target{open(), late}, now, aWeekLater)
	require.NoError(t, err)
	require.Equal(t, time.Date(2018, 12, 21, 0, 0, 0, 0, time.UTC), items[0].After)
	require.Equal(t, dueOn, items[0].Before)
	require.Equal(t, time.Date(2018, 12, 17, 0, 0, 0, 0, time.UTC), items[1].After)
	require.JSONEq(t, `{"step":"self_review","due":"2018-12-17T00:00:00Z"}`, string(items[1].Args))
}

func TestADueTimeThatIsThereAlreadyIsNotSetAgain(t *testing.T) {
	t.Parallel()
	items, err := mass.Plan(mass.Order{Act: procedure.CommandExtend, Due: dueOn}, []mass.Target{open()}, now, aWeekLater)
	require.NoError(t, err)
	require.Equal(t, "nothing_to_change", items[0].Conflict.Code)
}

func TestAYearWithoutCalendarStopsThePlan(t *testing.T) {
	t.Parallel()
	missing := fault.New(fault.Invalid, "calendar_missing", "no calendar")
	_, err := mass.Plan(extend(1), []mass.Target{open()}, now, func(time.Time, int) (time.Time, error) { return time.Time{}, missing })
	require.ErrorIs(t, err, missing)
}

func TestUndo(t *testing.T) {
	t.Parallel()
	extended := mass.Item{Process: "p", Step: "self_review", Before: dueOn, After: dueOn.AddDate(0, 0, 7)}
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
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			items, err := mass.Undo(tt.act, []mass.Item{tt.done}, []mass.Target{tt.now}, now)
			require.NoError(t, err)
			switch {
			case tt.want != "":
				require.Equal(t, tt.want, items[0].Conflict.Code)
			case tt.args != "":
				require.JSONEq(t, tt.args, string(items[0].Args))
			default:
				require.Nil(t, items[0].Conflict)
			}
		})
	}
	_, err := mass.Undo(procedure.CommandCloseStep, nil, nil, now)
	require.Equal(t, fault.Conflict, fault.KindOf(err))
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
		items, err := mass.Plan(extend(rapid.IntRange(1, 250).Draw(t, "days")), targets, now, aWeekLater)
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
		back, err := mass.Undo(procedure.CommandExtend, done, after, now)
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
