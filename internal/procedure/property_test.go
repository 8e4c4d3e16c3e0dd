package procedure_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"canbo/internal/procedure"
)

var (
	anyKind = []string{
		"write", "remark", "sign", "lost", "broken", "dance",
		procedure.CommandElectTellers, procedure.CommandCount, procedure.CommandCounted, procedure.CommandConfirmCount,
		procedure.CommandDueSet, procedure.CommandExpired, procedure.CommandExtend, procedure.CommandPause,
		procedure.CommandResume, procedure.CommandCloseStep, procedure.CommandCancel,
		procedure.CommandHoldOnPaper, procedure.CommandEnterCount,
		procedure.CommandWithdraw, procedure.CommandReassign, procedure.CommandReopen,
	}
	anyActor = []string{"an", "binh", "chi", "dung", "yen", "admin", "drill/1"}
	anyStep  = []string{stepWrite, stepVote, stepSign, "dance", ""}
	anyMode  = []procedure.Mode{procedure.Internal, procedure.External, procedure.Off}
)

// Whatever people and machines send, whenever the clock ticks and wherever the state is carried on to a new run, the
// machine keeps its promises.
func TestAnyCourseOfEvents(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		steps := drillSteps()
		for i := range steps {
			steps[i].Mode = rapid.SampledFrom(anyMode).Draw(t, "mode")
			steps[i].DueDays = rapid.IntRange(0, 3).Draw(t, "due days")
			steps[i].CloseOnDue = rapid.Bool().Draw(t, "close on due")
			steps[i].CloseEarly = rapid.Bool().Draw(t, "close early")
		}
		b := newBench(t, steps)
		carried := carry(t, b.p) // lives in a new run after every event
		for range rapid.IntRange(1, 40).Draw(t, "events") {
			event(t, b, &carried)
			require.JSONEq(t, snapshot(t, b.p), snapshot(t, carried), "continuing as new changes nothing")
			carried = carry(t, carried)
			holds(t, b)
		}
	})
}

// event lets one thing happen to the bench's process and to its twin.
func event(t *rapid.T, b *bench, carried **drill) {
	switch rapid.IntRange(0, 9).Draw(t, "event") {
	case 0, 1:
		b.now = b.now.Add(time.Duration(rapid.IntRange(0, 48).Draw(t, "hours")) * time.Hour)
		version := b.p.Version
		did := procedure.Tick(b.p, b.now)
		require.Equal(t, did, procedure.Tick(*carried, b.now))
		require.Equal(t, did, b.p.Version > version)
	case 2, 3:
		b.quorum = rapid.Bool().Draw(t, "quorum")
		answers := b.take()
		(*carried).Applied((*carried).Seq)
		for _, cmd := range answers {
			feedBoth(b, *carried, cmd)
		}
	default:
		cmd := drawCommand(t, b)
		if checked(t, b.p, cmd) {
			version := b.p.Version
			_, repeat := b.p.Outcome(cmd.Key)
			out := procedure.Apply(b.p, cmd, b.now)
			require.Equal(t, out, procedure.Apply(*carried, cmd, b.now))
			if repeat {
				require.Equal(t, version, b.p.Version, "a repeat has no second effect")
			} else {
				require.Greater(t, b.p.Version, version)
			}
		}
	}
}

// checked checks a command and holds Check to changing nothing.
func checked(t *rapid.T, p *drill, cmd procedure.Command) bool {
	before := snapshot(t, p)
	err := procedure.Check(p, cmd)
	require.JSONEq(t, before, snapshot(t, p))
	return err == nil
}

func feedBoth(b *bench, carried *drill, cmd procedure.Command) {
	twin := &bench{t: b.t, p: carried, now: b.now}
	b.feed(cmd)
	twin.feed(cmd)
}

func drawCommand(t *rapid.T, b *bench) procedure.Command {
	var args any
	switch rapid.IntRange(0, 8).Draw(t, "args") {
	case 6:
		args = struct { // covers the arguments of withdraw, reassign and reopen
			procedure.Reassign
			Version int64  `json:"version"`
			Person  string `json:"person"`
			Days    int    `json:"days"`
		}{
			procedure.Reassign{
				Step: rapid.SampledFrom(anyStep).Draw(t, "step"), Act: rapid.SampledFrom(anyKind).Draw(t, "act"),
				From: rapid.SampledFrom(anyActor).Draw(t, "from"), To: rapid.SampledFrom(anyActor).Draw(t, "to"),
			},
			rapid.Int64Range(0, b.p.Version).Draw(t, "version"), rapid.SampledFrom([]string{"", "binh", "yen"}).Draw(t, "person"),
			rapid.IntRange(0, 5).Draw(t, "days"),
		}
	case 0:
		args = rapid.SampledFrom([]any{nil, 7, "text", []int{1}}).Draw(t, "odd")
	case 1:
		args = procedure.ElectTellers{
			Tellers: rapid.SliceOfN(rapid.SampledFrom(anyActor), 0, 3).Draw(t, "tellers"), OnPaper: rapid.Bool().Draw(t, "on paper"),
		}
	case 2:
		args = procedure.EnterCount{
			Ballot: procedure.BallotID("drill/1", stepVote, rapid.IntRange(1, 3).Draw(t, "round")),
			Hash:   strings.Repeat(rapid.SampledFrom([]string{"a", "b"}).Draw(t, "hash"), 64),
		}
	case 3:
		args = procedure.Counted{Ballot: procedure.BallotID("drill/1", stepVote, rapid.IntRange(1, 3).Draw(t, "round")), QuorumMet: true}
	default: // covers the arguments of due_set, expired, extend and close_step
		args = procedure.DueSet{
			Step:      rapid.SampledFrom(anyStep).Draw(t, "step"),
			Due:       b.now.Add(time.Duration(rapid.IntRange(-48, 96).Draw(t, "due")) * time.Hour),
			Reminders: []time.Time{b.now.Add(time.Hour)},
		}
	}
	cmd := b.command(rapid.SampledFrom(anyKind).Draw(t, "kind"), rapid.SampledFrom(anyActor).Draw(t, "actor"), args)
	cmd.ReceivedAt = b.now.Add(-time.Duration(rapid.IntRange(0, 72).Draw(t, "waited")) * time.Hour)
	cmd.OnBehalfOf = rapid.SampledFrom([]string{"", "", "", "binh", "yen"}).Draw(t, "on behalf of")
	if rapid.IntRange(0, 9).Draw(t, "repeat") == 0 {
		cmd.Key = "key-3"
	}
	return cmd
}

// holds checks what must be true of every state.
func holds(t *rapid.T, b *bench) {
	s := b.p.Base()
	open := 0
	for _, st := range s.Steps {
		if st.Status == procedure.Running {
			open++
		}
		if st.Status == procedure.Ended {
			require.NotEmpty(t, st.ClosedBy)
		}
		require.Equal(t, st.Status == procedure.Held, st.HeldAt != nil)
		for i, task := range st.Tasks {
			require.NotEqual(t, task.Assignee, task.For)
			for _, other := range st.Tasks[:i] {
				require.False(t, other.Act == task.Act && other.Assignee == task.Assignee, "two tasks for one act")
			}
		}
	}
	if s.Concluded {
		require.Zero(t, open)
	} else {
		require.Equal(t, 1, open, "one step is open at a time")
	}
	all := slices.Concat(b.effects, s.Effects)
	for i, e := range all {
		require.EqualValues(t, i+1, e.Seq, "effects are numbered without a gap")
		require.LessOrEqual(t, e.Version, s.Version)
	}
	if n := len(all); n > 0 {
		require.Equal(t, s.Seq, all[n-1].Seq)
	}
	if wake := procedure.Wake(b.p); !wake.IsZero() && wake.After(b.now) {
		twin := carry(t, b.p)
		require.False(t, procedure.Tick(twin, wake.Add(-1)), "nothing is due before it wants to wake")
		require.True(t, procedure.Tick(twin, wake), "something is due when it wants to wake")
	}
}

// carry continues a process as new: through JSON and back.
func carry(t require.TestingT, p *drill) *drill {
	var next drill
	require.NoError(t, json.Unmarshal([]byte(snapshot(t, p)), &next))
	return &next
}
