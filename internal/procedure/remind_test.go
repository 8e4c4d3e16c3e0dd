package procedure_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/fault"
	"canbo/internal/procedure"
)

func TestThoseWhoAreWaitedForAreReminded(t *testing.T) {
	t.Parallel()
	b := newBench(t, drillSteps())
	due := b.p.Step(stepWrite).Due
	b.must(procedure.CommandRemind, "admin", procedure.RemindNow{Step: stepWrite})
	b.must("write", "an", nil)
	b.must(procedure.CommandRemind, "admin", procedure.RemindNow{Step: stepWrite, Person: procedure.Persons{"binh", "chi"}})
	sent := b.of(procedure.EffectRemind)
	require.Equal(t, procedure.Remind{Step: stepWrite, At: b.now, Due: due}, argsOf[procedure.Remind](t, sent[0]))
	require.Equal(t, procedure.Persons{"binh", "chi"}, argsOf[procedure.Remind](t, sent[1]).Only)
	require.Equal(t, procedure.CommandRemind, lastAct(b).Command.Kind)
}

func TestAReminderIsRefused(t *testing.T) {
	t.Parallel()
	now := func(step string, who ...string) procedure.RemindNow {
		return procedure.RemindNow{Step: step, Person: who}
	}
	tests := []struct {
		name    string
		prepare func(b *bench)
		actor   string
		args    any
		kind    fault.Kind
		code    string
	}{
		{"by an official", nil, "an", now(stepWrite), fault.Denied, "wrong_role"},
		{"without sense", nil, "admin", "text", fault.Invalid, "bad_arguments"},
		{"of a later step", nil, "admin", now(stepSign), fault.Conflict, "step_not_open"},
		{"of somebody who is not asked", nil, "admin", now(stepWrite, "yen"), fault.NotFound, "no_such_task"},
		{"of what is done", func(b *bench) { b.must("write", "an", nil) }, "admin", now(stepWrite, "binh", "an"), fault.NotFound, "no_such_task"},
		{"during a pause", func(b *bench) { b.must(procedure.CommandPause, "admin", nil) }, "admin", now(stepWrite), fault.Conflict, "paused"},
		{"of a vote by its voter", func(b *bench) {
			writeAll(b)
			b.must(procedure.CommandElectTellers, "an", elect("binh", "chi"))
		}, "admin", now(stepVote, "dung"), fault.NotFound, "no_such_task"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, drillSteps())
			if tt.prepare != nil {
				tt.prepare(b)
			}
			refused(t, b.do(procedure.CommandRemind, tt.actor, tt.args), tt.kind, tt.code)
			require.Zero(t, b.count(procedure.EffectRemind))
		})
	}
}

func TestAStepIsOpenedAgainForSeveralPeople(t *testing.T) {
	t.Parallel()
	b := newSigning(t)
	b.must(procedure.CommandReopen, "admin", procedure.Reopen{Step: stepWrite, Person: procedure.Persons{"binh", "dung"}, Days: 4})
	require.Equal(t, []string{"binh", "dung"}, argsOf[procedure.TasksBack](t, b.of(procedure.EffectTasksBack)[0]).Assignees)
	refused(t, b.do("remark", "chi", nil), fault.Denied, "not_reopened_for_you")
	b.must("write", "dung", nil)
	require.Equal(t, stepWrite, b.p.Current().Name, "binh is waited for")
	b.must("write", "binh", nil)
	require.Equal(t, stepSign, b.p.Current().Name)
	b.must(procedure.CommandPause, "admin", nil)
	b.must(procedure.CommandResume, "admin", nil)
	refused(t, b.do(procedure.CommandReopen, "admin", procedure.Reopen{Step: stepWrite, Person: procedure.Persons{"binh", "yen"}, Days: 4}),
		fault.NotFound, "no_such_task")
}

func TestPersonsAreReadAsTheFirstReleaseWroteThem(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]procedure.Persons{
		`"an"`: {"an"}, `""`: nil, `["an","binh"]`: {"an", "binh"}, `["an"]`: {"an"}, `[]`: {},
	} {
		var got procedure.Persons
		require.NoError(t, json.Unmarshal([]byte(raw), &got), raw)
		require.Equal(t, want, got, raw)
		again, err := json.Marshal(got)
		require.NoError(t, err)
		var back procedure.Persons
		require.NoError(t, json.Unmarshal(again, &back))
		require.ElementsMatch(t, got, back)
	}
	require.Error(t, json.Unmarshal([]byte(`7`), new(procedure.Persons)))
	raw, err := json.Marshal(procedure.Persons{"an"})
	require.NoError(t, err)
	require.Equal(t, `"an"`, string(raw))
}

// FuzzPersons checks that whatever is read as persons is written so that it is read back the same.
func FuzzPersons(f *testing.F) {
	for _, seed := range []string{`"an"`, `""`, `["an","binh"]`, `[]`, `null`, `{}`, `[1]`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		var first, again procedure.Persons
		if json.Unmarshal(raw, &first) != nil {
			return
		}
		written, err := json.Marshal(first)
		require.NoError(t, err)
		require.NoError(t, json.Unmarshal(written, &again))
		require.Len(t, again, len(first))
		for i := range first {
			require.Equal(t, first[i], again[i])
		}
	})
}
