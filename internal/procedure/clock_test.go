package procedure_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/fault"
	"canbo/internal/procedure"
)

// due is when the first step of a drill is over, 17:00 in Vietnam.
var due = time.Date(2018, 12, 7, 10, 0, 0, 0, time.UTC)

// newClockedBench is a bench whose first step is due at that hour.
func newClockedBench(t *testing.T) *bench {
	b := newBench(t, drillSteps())
	b.must(procedure.CommandExtend, "admin", procedure.Extend{Step: stepWrite, Due: due})
	return b
}

func TestFilingsAreJudgedByWhenTheyWereReceived(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		received time.Time
		code     string // "" when it counts
	}{
		{"16:59 is in time", due.Add(-time.Minute), ""},
		{"the last nanosecond is in time", due.Add(-1), ""},
		{"17:00 sharp is late", due, "after_due"},
		{"17:01 is late", due.Add(time.Minute), "after_due"},
	}
	for _, tt := range tests {
		t.Run(tt.name+" when it is processed at once", func(t *testing.T) {
			t.Parallel()
			b := newClockedBench(t)
			b.now = tt.received
			err := b.do("write", "binh", nil)
			if tt.code == "" {
				require.NoError(t, err)
				return
			}
			refused(t, err, fault.TooLate, tt.code)
		})
		t.Run(tt.name+" when the workers were down until 18:30", func(t *testing.T) {
			t.Parallel()
			b := newClockedBench(t)
			b.now = tt.received
			b.late = []procedure.Command{b.command("write", "binh", nil)}

			b.now = due.Add(90 * time.Minute)
			require.True(t, procedure.Tick(b.p, b.now))
			b.settle()
			require.Equal(t, "due", b.p.Step(stepWrite).ClosedBy)
			if tt.code == "" {
				require.Equal(t, []string{"binh"}, b.p.Written)
				return
			}
			require.Empty(t, b.p.Written)
			refused(t, b.send(b.late[0]), fault.TooLate, tt.code)
		})
	}
}

func TestAFilingInTimeCountsWhileTheStepIsDrained(t *testing.T) {
	t.Parallel()
	b := newClockedBench(t)
	b.now = due.Add(time.Hour)
	require.True(t, procedure.Tick(b.p, b.now))
	require.Len(t, b.p.Effects, 1)
	require.Equal(t, procedure.EffectDrain, b.p.Effects[0].Kind)
	require.False(t, procedure.Tick(b.p, b.now), "it is drained once")
	require.Zero(t, procedure.Wake(b.p))

	cmd := b.command("write", "binh", nil)
	cmd.ReceivedAt = due.Add(-time.Second)
	require.NoError(t, procedure.Check(b.p, cmd))
	procedure.Apply(b.p, cmd, b.now) // the relay is faster than the drain
	b.late = []procedure.Command{cmd}
	b.settle()
	require.Equal(t, []string{"binh"}, b.p.Written, "once, though the drain brought it again")
	require.Zero(t, b.count(procedure.EffectRefused))
}

func TestADrainedStepClosesEarlyWhenTheLastFilingWasInIt(t *testing.T) {
	t.Parallel()
	b := newClockedBench(t)
	b.now = due.Add(-time.Minute)
	for _, who := range b.p.Members {
		b.late = append(b.late, b.command("write", who, nil))
	}
	b.now = due.Add(time.Hour)
	procedure.Tick(b.p, b.now)
	b.settle()
	require.Equal(t, "complete", b.p.Step(stepWrite).ClosedBy)
	require.Equal(t, stepVote, b.p.Current().Name)
}

func TestAnExtensionWhileDrainingKeepsTheStepOpen(t *testing.T) {
	t.Parallel()
	b := newClockedBench(t)
	b.now = due.Add(time.Hour)
	procedure.Tick(b.p, b.now)
	answers := b.take() // the drain is under way
	b.must(procedure.CommandExtend, "admin", procedure.Extend{Step: stepWrite, Due: due.Add(day)})
	for _, cmd := range answers {
		b.feed(cmd)
	}
	b.settle()
	require.Equal(t, stepWrite, b.p.Current().Name, "the old due time no longer counts")
	b.must("write", "binh", nil)
	b.moveTo(due.Add(day))
	require.Equal(t, "due", b.p.Step(stepWrite).ClosedBy)
	require.Equal(t, 2, b.count(procedure.EffectDrain))
}

func TestExtend(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		step string
		due  time.Time
		kind fault.Kind
		code string
	}{
		{"later", stepWrite, due.Add(3 * day), "", ""},
		{"earlier, but not yet over", stepWrite, due.Add(-day), "", ""},
		{"into the past", stepWrite, opened.Add(-time.Second), fault.Invalid, "due_in_past"},
		{"to this moment", stepWrite, opened, fault.Invalid, "due_in_past"},
		{"a step to come", stepSign, due, fault.Conflict, "step_not_open"},
		{"an unknown step", "dance", due, fault.NotFound, "no_such_step"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			b := newClockedBench(t)
			err := b.do(procedure.CommandExtend, "admin", procedure.Extend{Step: tt.step, Due: tt.due})
			if tt.code != "" {
				refused(t, err, tt.kind, tt.code)
				return
			}
			require.NoError(t, err)
			st := b.p.Step(stepWrite)
			require.Equal(t, tt.due, st.Due)
			require.Equal(t, []time.Time{tt.due.Add(-2 * day), tt.due.Add(-day)}, st.Reminders, "reminders move along")
			require.Equal(t, st.Reminders[0], procedure.Wake(b.p))
			b.moveTo(tt.due.Add(-1))
			require.Equal(t, stepWrite, b.p.Current().Name)
			b.moveTo(tt.due)
			require.Equal(t, "due", st.ClosedBy)
		})
	}
	t.Run("a step without a due time", func(t *testing.T) {
		t.Parallel()
		b := newBench(t, drillSteps())
		writeAll(b)
		err := b.do(procedure.CommandExtend, "admin", procedure.Extend{Step: stepVote, Due: due})
		refused(t, err, fault.Conflict, "no_due")
	})
}

func TestAnExtensionBringsItsOwnReminders(t *testing.T) {
	t.Parallel()
	b := newClockedBench(t)
	b.moveTo(due.Add(-time.Hour))
	require.Equal(t, 2, b.count(procedure.EffectRemind), "all reminders have fired")
	b.must(procedure.CommandExtend, "admin", procedure.Extend{Step: stepWrite, Due: due.Add(7 * day)})
	st := b.p.Step(stepWrite)
	require.Equal(t, []time.Time{due.Add(5 * day), due.Add(6 * day)}, st.Reminders)
	b.moveTo(due.Add(7*day - 1))
	require.Equal(t, 4, b.count(procedure.EffectRemind))

	b.must(procedure.CommandExtend, "admin", procedure.Extend{Step: stepWrite, Due: due.Add(8 * day)})
	require.Equal(t, []time.Time{due.Add(7 * day)}, st.Reminders, "one that would have been before now is left out")
}

func TestRemindersOfADueTimeThatHasMovedAgainAreDropped(t *testing.T) {
	t.Parallel()
	b := newClockedBench(t)
	for _, days := range []time.Duration{1, 4} { // both before the first answer
		cmd := b.command(procedure.CommandExtend, "admin", procedure.Extend{Step: stepWrite, Due: due.Add(days * day)})
		require.NoError(t, procedure.Check(b.p, cmd))
		procedure.Apply(b.p, cmd, b.now)
	}
	b.settle()
	st := b.p.Step(stepWrite)
	require.Equal(t, due.Add(4*day), st.Due)
	require.Equal(t, []time.Time{due.Add(2 * day), due.Add(3 * day)}, st.Reminders)
}

func TestADueTimeGivenDuringAPauseStands(t *testing.T) {
	t.Parallel()
	b := newClockedBench(t)
	b.must(procedure.CommandPause, "admin", nil)
	b.moveTo(b.now.Add(2 * day))
	given := due.Add(10 * day)
	b.must(procedure.CommandExtend, "admin", procedure.Extend{Step: stepWrite, Due: given})
	b.moveTo(b.now.Add(3 * day))
	b.must(procedure.CommandResume, "admin", nil)
	st := b.p.Step(stepWrite)
	require.Equal(t, given, st.Due, "not moved once more by the pause")
	require.Equal(t, []time.Time{given.Add(-2 * day), given.Add(-day)}, st.Reminders)

	b.must(procedure.CommandPause, "admin", nil)
	b.moveTo(b.now.Add(day))
	b.must(procedure.CommandResume, "admin", nil)
	require.Equal(t, given.Add(day), st.Due, "a later pause stops the clock as always")
}

func TestTheClockDoesNotRunOnOverADueTimeThatPassedDuringThePause(t *testing.T) {
	t.Parallel()
	b := newClockedBench(t)
	b.must(procedure.CommandPause, "admin", nil)
	b.must(procedure.CommandExtend, "admin", procedure.Extend{Step: stepWrite, Due: due.Add(day)})
	b.moveTo(due.Add(2 * day))
	refused(t, b.do(procedure.CommandResume, "admin", nil), fault.Conflict, "due_has_passed")
	b.must(procedure.CommandExtend, "admin", procedure.Extend{Step: stepWrite, Due: due.Add(5 * day)})
	b.must(procedure.CommandResume, "admin", nil)
	b.must("write", "binh", nil)
	require.Equal(t, due.Add(5*day), b.p.Step(stepWrite).Due)
}

func TestAnAdministratorClosesAStepThatMayEndWithoutEverybody(t *testing.T) {
	t.Parallel()
	b := newClockedBench(t)
	b.must("write", "binh", nil)
	b.must(procedure.CommandCloseStep, "admin", procedure.CloseStep{Step: stepWrite})
	require.Equal(t, "administrator", b.p.Step(stepWrite).ClosedBy)
	require.Equal(t, stepVote, b.p.Current().Name)
	refused(t, b.do("write", "chi", nil), fault.Conflict, "step_not_open")
}

func TestTheClockStopsDuringAPause(t *testing.T) {
	t.Parallel()
	b := newClockedBench(t)
	b.moveTo(due.Add(-36 * time.Hour))
	require.Equal(t, 1, b.count(procedure.EffectRemind))
	b.must(procedure.CommandPause, "admin", nil)
	require.Zero(t, procedure.Wake(b.p))
	b.moveTo(due.Add(10 * day))
	require.Equal(t, stepWrite, b.p.Current().Name, "nothing expires during a pause")
	require.Equal(t, 1, b.count(procedure.EffectRemind))

	b.must(procedure.CommandResume, "admin", nil)
	paused := 10*day + 36*time.Hour
	st := b.p.Step(stepWrite)
	require.Equal(t, due.Add(paused), st.Due)
	require.Equal(t, []time.Time{due.Add(paused - day)}, st.Reminders)
	b.must("write", "binh", nil)
	b.moveTo(st.Due)
	require.Equal(t, "due", b.p.Step(stepWrite).ClosedBy)
	require.Equal(t, 2, b.count(procedure.EffectRemind))
}

func TestAPauseDuringAStepWithoutDueTime(t *testing.T) {
	t.Parallel()
	b := newBench(t, drillSteps())
	writeAll(b)
	b.must(procedure.CommandPause, "admin", nil)
	b.must(procedure.CommandResume, "admin", nil)
	require.Zero(t, b.p.Current().Due)
	vote(b)
	require.Equal(t, stepSign, b.p.Current().Name)
}

// A pause that comes while the last filings are drained must not cost anybody their filing.
func TestAPauseWhileDrainingLosesNoFiling(t *testing.T) {
	t.Parallel()
	b := newClockedBench(t)
	b.now = due.Add(-time.Minute)
	b.late = []procedure.Command{b.command("write", "binh", nil)}
	b.now = due.Add(time.Hour)
	procedure.Tick(b.p, b.now)
	answers := b.take()
	b.must(procedure.CommandPause, "admin", nil)
	for _, cmd := range answers {
		b.feed(cmd)
	}
	b.settle()
	require.Equal(t, []string{"binh"}, b.p.Written)
	require.Equal(t, stepWrite, b.p.Current().Name, "a paused step does not end")

	refused(t, b.do("write", "chi", nil), fault.Conflict, "paused")
	b.now = b.now.Add(time.Hour)
	b.must(procedure.CommandResume, "admin", nil)
	b.moveTo(b.now)
	require.Equal(t, "due", b.p.Step(stepWrite).ClosedBy, "it was over before the pause")
}

func TestReminders(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		awake []time.Time // when a worker looks
		want  []time.Time // the reminders that go out, by the time they were meant for
	}{
		{
			"each at its time", []time.Time{due.Add(-2 * day), due.Add(-day)},
			[]time.Time{due.Add(-2 * day), due.Add(-day)},
		},
		{"several missed ones are one", []time.Time{due.Add(-time.Hour)}, []time.Time{due.Add(-day)}},
		{"none after the due time", []time.Time{due.Add(time.Hour)}, nil},
		{"none before its time", []time.Time{due.Add(-2*day - 1)}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			b := newClockedBench(t)
			for _, at := range tt.awake {
				b.now = at
				procedure.Tick(b.p, at)
				b.settle()
			}
			var got []time.Time
			for _, e := range b.of(procedure.EffectRemind) {
				r := argsOf[procedure.Remind](t, e)
				require.Equal(t, stepWrite, r.Step)
				require.Equal(t, due, r.Due)
				got = append(got, r.At)
			}
			require.Equal(t, tt.want, got)
		})
	}
}

func TestAMandatoryStepStaysOpenAndTakesLateFilings(t *testing.T) {
	t.Parallel()
	b := newBench(t, drillSteps())
	writeAll(b)
	vote(b)
	st := b.p.Current()
	require.Equal(t, opened.Add(3*day), st.Due)
	b.moveTo(st.Due.Add(30 * day))
	require.Equal(t, 1, b.count(procedure.EffectRemind))
	require.Zero(t, procedure.Wake(b.p), "nothing more to wake for")
	b.must("sign", "an", nil)
	require.True(t, procedure.Done(b.p))
}

func TestADueTimeForAStepThatIsOverIsDropped(t *testing.T) {
	t.Parallel()
	b := newBench(t, drillSteps())
	writeAll(b)
	before := b.count(procedure.EffectStep)
	b.must(procedure.CommandDueSet, "drill/1", procedure.DueSet{Step: stepWrite, Due: due})
	require.Equal(t, opened.Add(5*day), b.p.Step(stepWrite).Due)
	require.Equal(t, before, b.count(procedure.EffectStep))
}
