package procedure_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/procedure"
)

// watched is a drill whose chair watches over it.
type watched struct{ *drill }

func (w watched) Overseer(*procedure.Step) (overseer, above string) { return w.Members[0], "boss" }

// newWatched opens a drill with the times of escalation that are set, and drops the effects of the opening.
func newWatched(t *testing.T, closes bool, escalations ...time.Time) watched {
	t.Helper()
	steps := drillSteps()
	steps[0].CloseOnDue, steps[0].RemindDays, steps[0].EscalateDays = closes, nil, []int{-1, 2}
	w := watched{newDrill(steps)}
	procedure.Open(w, opened)
	args, err := json.Marshal(procedure.DueSet{Step: stepWrite, Due: due, Escalations: escalations})
	require.NoError(t, err)
	procedure.Apply(w, procedure.Command{Key: "due", Kind: procedure.CommandDueSet, Actor: w.ID, Role: procedure.System, Args: args}, opened)
	w.Effects = nil
	return w
}

func TestLatenessIsEscalatedWhenItsTimeComes(t *testing.T) {
	t.Parallel()
	before, after := due.Add(-day), due.Add(2*day)
	w := newWatched(t, false, before, after)
	require.Equal(t, before, procedure.Wake(w))
	require.False(t, procedure.Tick(w, before.Add(-1)))
	require.True(t, procedure.Tick(w, before))
	require.Len(t, w.Effects, 1)
	require.Equal(t, procedure.EffectEscalate, w.Effects[0].Kind)
	var got procedure.Escalate
	require.NoError(t, json.Unmarshal(w.Effects[0].Args, &got))
	require.Equal(t, procedure.Escalate{Step: stepWrite, At: before, Due: due, Overseer: "an", Above: "boss"}, got)

	require.Equal(t, after, procedure.Wake(w), "a step that must be carried out stays open after its due time")
	require.True(t, procedure.Tick(w, after.Add(day)), "though the workers were down")
	require.Len(t, w.Effects, 2)
	require.True(t, procedure.Wake(w).IsZero())
	require.False(t, procedure.Tick(w, after.Add(30*day)), "once for each time")
}

func TestWhatClosesNowIsNotEscalated(t *testing.T) {
	t.Parallel()
	w := newWatched(t, true, due.Add(-day))
	require.True(t, procedure.Tick(w, due))
	for _, e := range w.Effects {
		require.NotEqual(t, procedure.EffectEscalate, e.Kind)
	}
	require.Empty(t, w.Steps[0].Escalations)
}

func TestAnEscalationMovesWithTheDueTime(t *testing.T) {
	t.Parallel()
	w := newWatched(t, false, due.Add(day))
	args, err := json.Marshal(procedure.Extend{Step: stepWrite, Due: due.Add(5 * day)})
	require.NoError(t, err)
	extend := procedure.Command{Key: "x", Kind: procedure.CommandExtend, Actor: "admin", Role: procedure.Administrator, ReceivedAt: opened, Args: args}
	require.NoError(t, procedure.Check(w, extend))
	procedure.Apply(w, extend, opened)
	require.Equal(t, []time.Time{due.Add(6 * day)}, w.Steps[0].Escalations)
	last := w.Effects[len(w.Effects)-1]
	var asked procedure.DueRequest
	require.NoError(t, json.Unmarshal(last.Args, &asked))
	require.Equal(t, []int{-1, 2}, asked.EscalateDays, "and is then counted in working days")
}
