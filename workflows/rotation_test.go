package workflows_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/workflow"

	"canbo/activities/storetest"
	"canbo/internal/calendar"
	"canbo/internal/evaluation"
	"canbo/internal/policy"
	"canbo/internal/procedure"
	"canbo/internal/rotation"
	"canbo/seeds"
	"canbo/workflows"
)

// newRotation is a rotation under the policy of 2017, decided on the day on which the tests begin.
func newRotation(t *testing.T, store *storetest.Store) *rotation.Rotation {
	set, err := policy.Load(seeds.FS, "policies")
	require.NoError(t, err)
	p, err := set.ByID("qd98-2017", 1)
	require.NoError(t, err)
	r, err := rotation.New(rotation.Decision{
		Code: "lc-2018-01", Official: "an", From: "phong-a-pho", To: "xa-b-bi-thu", Decided: calendar.DateOf(opened), Months: 36,
	}, rotation.Parts{Organiser: "to-chuc", Releaser: "truong-a", Receiver: "pho-b"},
		p.Rotation.Life([]evaluation.Grade{evaluation.Good}), policy.Procedure(p.Rotation.Steps.Rotation))
	require.NoError(t, err)
	require.NoError(t, store.Add(procedure.NewProcess{ID: r.ID, Kind: r.Kind, Subject: r.Code, Input: r}))
	return r
}

// deed is what somebody does on a day.
type deed struct {
	day   calendar.Date
	actor string
	kind  string
	args  any
}

// years runs a rotation from run to run, and returns how many runs it took.
func years(t *testing.T, store *storetest.Store, r *rotation.Rotation, deeds []deed) (runs int) {
	at := opened
	done := map[string]bool{}
	for {
		runs++
		require.Less(t, runs, 100)
		b := newBench(t, store)
		b.env.SetStartTime(at)
		for i, d := range deeds {
			key := fmt.Sprintf("deed-%d", i)
			when := d.day.Start().Add(9*time.Hour + time.Duration(i)*time.Minute)
			if !done[key] {
				b.sendAt(when.Sub(at), key, command(key, d.kind, d.actor, when.Sub(opened), d.args))
			}
		}
		b.env.ExecuteWorkflow(rotation.KindRotation, r)
		for key, a := range b.answers {
			require.NoError(t, a.err, key)
			done[key] = true
		}
		require.LessOrEqual(t, b.timers.most, 1, "one timer at a time")
		at = b.env.Now()
		next, again := errors.AsType[*workflow.ContinueAsNewError](b.env.GetWorkflowError())
		if !again {
			require.NoError(t, b.env.GetWorkflowError())
			require.Len(t, done, len(deeds))
			return runs
		}
		r = nil
		require.NoError(t, converter.GetDefaultDataConverter().FromPayloads(next.Input, &r))
		require.Empty(t, r.Effects, "it continues at a quiet point")
	}
}

func TestFourYearsOfARotationWithTwoExtensions(t *testing.T) {
	t.Parallel()
	store := storetest.New(nil)
	r := newRotation(t, store)
	start := calendar.DateOf(opened).AddDays(14)
	month := func(n int) calendar.Date { return rotation.AddMonths(start, n) }
	on := func(d calendar.Date) rotation.On { return rotation.On{Day: d, Document: true} }
	good := rotation.Assessment{Grade: evaluation.Good, Text: true}
	deeds := []deed{
		{calendar.DateOf(opened), "to-chuc", rotation.ActAnnounce, on(calendar.DateOf(opened))},
		{start, "truong-a", rotation.ActRelease, on(start)},
		{start, "pho-b", rotation.ActReceive, on(start)},
		{start.AddDays(5), "pho-b", rotation.ActConfirmEntitlements, rotation.Entitled{Items: r.Rules.Entitlements}},
		{month(20), "admin", rotation.ActExtend, rotation.Extension{Months: 6}},
		{month(38), "admin", rotation.ActExtend, rotation.Extension{Months: 6}},
		{month(44), "to-chuc", rotation.ActPlanPlacement, rotation.IntendedPlace{Placement: rotation.PlacedHigher}},
		{month(48).AddDays(2), "an", rotation.ActReviewSelf, nil},
		{month(48).AddDays(3), "pho-b", rotation.ActAssess, good},
		{month(48).AddDays(4), "to-chuc", rotation.ActAssessForBody, good},
		{month(48).AddDays(9), "to-chuc", rotation.ActPlace, rotation.PlacedOfficial{
			Placement: rotation.PlacedHigher, Post: "phong-a-truong", On: month(48).AddDays(9),
		}},
	}
	for n := 6; n < 48; n += 6 {
		deeds = append(deeds, deed{month(n).AddDays(3), "pho-b", rotation.ActAssess, good})
	}
	began := time.Now()
	runs := years(t, store, r, deeds)
	require.Less(t, time.Since(began), 5*time.Second, "a whole life in a moment; alone it takes well under a second")

	require.GreaterOrEqual(t, runs, 19, "a run for each phase: three steps, service and checkpoint seven times, service, two steps")
	require.True(t, store.Concluded(r.ID))
	warned := 0
	for _, m := range store.Kept().Mails {
		if m.About == "unplaced" {
			warned++
		}
	}
	require.Equal(t, 2, warned, "half a year before the end as it was, and again before the one it has now")
	var seq int64
	for _, batch := range store.Kept().Batches {
		for _, e := range batch.Effects {
			seq++
			require.Equal(t, seq, e.Seq, "no effect is lost or doubled between the runs")
		}
	}
}

// A new build takes over an idle rotation when it is poked: what runs is over, and the next run begins with the state.
func TestAnIdleRotationMovesToTheNextBuild(t *testing.T) {
	t.Parallel()
	store := storetest.New(nil)
	r := newRotation(t, store)
	handed := calendar.DateOf(opened)
	r, err := rotation.Resume(rotation.Decision{
		Code: r.Code, Official: r.Official, From: r.From, To: r.To, Decided: r.Decided, Months: r.Months,
	}, handed, rotation.AddMonths(handed, 36), handed, r.Parts, r.Rules, append(r.Settings, r.Steps...))
	require.NoError(t, err)
	b := newBench(t, store)
	b.env.RegisterDelayedCallback(func() {
		b.env.SetContinueAsNewSuggested(true) // what the server says when another build is current
		b.env.SignalWorkflow(workflows.SignalPoke, nil)
	}, 30*24*time.Hour)
	b.env.ExecuteWorkflow(rotation.KindRotation, r)
	next, ok := errors.AsType[*workflow.ContinueAsNewError](b.env.GetWorkflowError())
	require.True(t, ok, b.env.GetWorkflowError())
	require.Equal(t, opened.Add(30*24*time.Hour), b.env.Now().UTC())
	var carried *rotation.Rotation
	require.NoError(t, converter.GetDefaultDataConverter().FromPayloads(next.Input, &carried))
	require.Equal(t, "service-1", carried.Current().Name)

	after := newBench(t, store)
	after.env.SetStartTime(b.env.Now())
	after.env.ExecuteWorkflow(rotation.KindRotation, carried)
	next, ok = errors.AsType[*workflow.ContinueAsNewError](after.env.GetWorkflowError())
	require.True(t, ok, after.env.GetWorkflowError())
	require.NoError(t, converter.GetDefaultDataConverter().FromPayloads(next.Input, &carried))
	require.Equal(t, "checkpoint-1", carried.Current().Name, "the next build asks for the assessment in time")
	require.Equal(t, rotation.AddMonths(handed, 6).Start(), after.env.Now().UTC())
}
