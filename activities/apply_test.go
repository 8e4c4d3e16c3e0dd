package activities_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/activities"
	"canbo/activities/storetest"
	"canbo/internal/calendar"
	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/procedure"
	"canbo/seeds"
)

var (
	cycleID   = evaluation.CycleID(storetest.Cycle)
	reviewID  = evaluation.UnitReviewID(storetest.Cycle, "xa-na-muoi")
	sittingID = evaluation.BodyDecisionID(storetest.Cycle, "du-xa-na-muoi")
)

func newActivities(t *testing.T) (*activities.Activities, *storetest.Store) {
	days, err := calendar.Load(seeds.FS, "calendars")
	require.NoError(t, err)
	store := storetest.NewCycle(t, seeds.FS)
	return &activities.Activities{Store: store, Reader: store, Calendar: days}, store
}

func batchOf(t *testing.T, process string, kind string, args any) procedure.Batch {
	raw, err := json.Marshal(args)
	require.NoError(t, err)
	return procedure.Batch{Process: process, Version: 1, Effects: []procedure.Effect{{Seq: 1, Version: 1, Kind: kind, Args: raw}}}
}

// vietnam is an hour of a day in Vietnam.
func vietnam(day string, hour int) time.Time {
	at, err := time.ParseInLocation(time.DateOnly, day, calendar.Vietnam)
	if err != nil {
		panic(err)
	}
	return at.Add(time.Duration(hour) * time.Hour).UTC()
}

func TestDueTimesAreInWorkingDays(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		from   time.Time
		days   int
		remind []int
		due    time.Time
		at     []time.Time
	}{
		{"within a week", vietnam("2018-12-03", 9), 3, []int{1}, vietnam("2018-12-07", 0), []time.Time{vietnam("2018-12-06", 0)}},
		{"over a weekend, reminders in order", vietnam("2018-12-06", 9), 5, []int{1, 2}, vietnam("2018-12-14", 0), []time.Time{vietnam("2018-12-12", 0), vietnam("2018-12-13", 0)}},
		{"over New Year, with its swapped day", vietnam("2018-12-28", 9), 2, nil, vietnam("2019-01-04", 0), nil},
		{"the evening in UTC is the next day in Vietnam", time.Date(2018, 12, 3, 18, 0, 0, 0, time.UTC), 1, nil, vietnam("2018-12-06", 0), nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			acts, _ := newActivities(t)
			applied, err := acts.Apply(t.Context(), batchOf(t, reviewID, procedure.EffectDue, procedure.DueRequest{
				Step: "x", From: tt.from, Days: tt.days, RemindDays: tt.remind,
			}))
			require.NoError(t, err)
			require.Len(t, applied.Commands, 1)
			cmd := applied.Commands[0]
			require.Equal(t, reviewID+"#1", cmd.Key, "the effect's own key, so that a repeat is known")
			require.Equal(t, procedure.System, cmd.Role)
			require.Equal(t, procedure.DueSet{Step: "x", From: tt.from, Due: tt.due, Reminders: tt.at}, procedure.Decode[procedure.DueSet](cmd))
		})
	}
}

func TestLatenessIsEscalatedInWorkingDays(t *testing.T) {
	t.Parallel()
	acts, _ := newActivities(t)
	applied, err := acts.Apply(t.Context(), batchOf(t, reviewID, procedure.EffectDue, procedure.DueRequest{
		Step: "x", From: vietnam("2018-12-03", 9), Days: 3, EscalateDays: []int{2, -1, 1},
	}))
	require.NoError(t, err)
	set := procedure.Decode[procedure.DueSet](applied.Commands[0])
	require.Equal(t, vietnam("2018-12-07", 0), set.Due, "24:00 of Thursday")
	require.Equal(t, []time.Time{vietnam("2018-12-06", 0), vietnam("2018-12-08", 0), vietnam("2018-12-11", 0)}, set.Escalations,
		"24:00 of Wednesday, Friday and Monday")
}

func TestTheRemindersOfAMovedDueTime(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		due  time.Time
		want []time.Time
	}{
		"are counted in working days":                {vietnam("2019-01-03", 17), []time.Time{vietnam("2018-12-28", 0), vietnam("2019-01-02", 0)}},
		"beyond the calendar stay as they are known": {vietnam("2031-01-06", 17), nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			acts, _ := newActivities(t)
			applied, err := acts.Apply(t.Context(), batchOf(t, reviewID, procedure.EffectDue, procedure.DueRequest{
				Step: "x", From: vietnam("2018-12-20", 9), Due: tt.due, RemindDays: []int{1, 2},
			}))
			require.NoError(t, err)
			if tt.want == nil {
				require.Empty(t, applied.Commands)
				return
			}
			require.Equal(t, procedure.DueSet{Step: "x", From: vietnam("2018-12-20", 9), Due: tt.due, Reminders: tt.want},
				procedure.Decode[procedure.DueSet](applied.Commands[0]))
		})
	}
}

func TestADueTimeBeyondTheCalendarWaitsForIt(t *testing.T) {
	t.Parallel()
	acts, store := newActivities(t)
	_, err := acts.Apply(t.Context(), batchOf(t, reviewID, procedure.EffectDue, procedure.DueRequest{Step: "x", From: vietnam("2031-01-06", 9), Days: 1}))
	f, ok := fault.As(err)
	require.True(t, ok)
	require.Equal(t, "calendar_missing", f.Code)
	require.Empty(t, store.Kept().Batches)
}

func TestADrainBringsWhatWasReceivedInTime(t *testing.T) {
	t.Parallel()
	acts, store := newActivities(t)
	due := vietnam("2018-12-18", 0)
	file := func(key string, received time.Time) {
		store.File(reviewID, procedure.Command{Key: key, Kind: evaluation.ActSelfReview, Actor: "mini-11", ReceivedAt: received})
	}
	file("late", due)
	file("second", due.Add(-time.Second))
	file("first", due.Add(-time.Hour))
	batch := batchOf(t, reviewID, procedure.EffectDrain, procedure.Drain{Step: "x", Due: due})
	first, err := acts.Apply(t.Context(), batch)
	require.NoError(t, err)
	require.Equal(t, []string{"first", "second", reviewID + "#1"}, keysOf(first.Commands), "the expiry comes last")
	require.Equal(t, procedure.Expired{Step: "x", Due: due}, procedure.Decode[procedure.Expired](first.Commands[2]))

	file("third", due.Add(-time.Minute)) // reached the database while the first attempt was lost
	again, err := acts.Apply(t.Context(), batch)
	require.NoError(t, err)
	require.Equal(t, []string{"first", "third", "second", reviewID + "#1"}, keysOf(again.Commands), "a retry looks again")
}

func TestAppraisalByTheShippedPolicy(t *testing.T) {
	t.Parallel()
	acts, store := newActivities(t)
	store.Cases["du-xa-na-muoi"] = casesOf(t, "mini-11", "mini-12", "mini-13")
	applied, err := acts.Apply(t.Context(), batchOf(t, sittingID, evaluation.EffectAppraise, evaluation.Appraise{Cycle: storetest.Cycle, Body: "du-xa-na-muoi"}))
	require.NoError(t, err)
	require.Len(t, applied.Commands, 1)
	require.Equal(t, evaluation.CommandAppraised, applied.Commands[0].Kind)
	require.Equal(t, evaluation.Appraised{Marks: []evaluation.Mark{
		{Subject: "mini-11", Grade: evaluation.Good}, // 11 of 12 on schedule, not exemplary
		{Subject: "mini-12", Grade: evaluation.Completed},
		{Subject: "mini-13", Grade: evaluation.Good},
	}}, procedure.Decode[evaluation.Appraised](applied.Commands[0]))
}

func TestTheResultOfAUnitIsAGroundOfItsHead(t *testing.T) {
	t.Parallel()
	acts, store := newActivities(t)
	cases := casesOf(t, "mini-11", "mini-13")
	cases[0].Facts.Post.IsHead = true
	store.Cases["du-xa-na-muoi"] = cases
	applied, err := acts.Apply(t.Context(), batchOf(t, sittingID, evaluation.EffectAppraise, evaluation.Appraise{
		Cycle: storetest.Cycle, Body: "du-xa-na-muoi", Units: []evaluation.Mark{{Subject: cases[0].Unit, Grade: evaluation.Completed}},
	}))
	require.NoError(t, err)
	require.Equal(t, evaluation.Appraised{Marks: []evaluation.Mark{
		{Subject: "mini-11", Grade: evaluation.Completed}, // the head is not rated above the unit
		{Subject: "mini-13", Grade: evaluation.Good},
	}}, procedure.Decode[evaluation.Appraised](applied.Commands[0]))
}

func TestStatisticsWhenACycleCloses(t *testing.T) {
	t.Parallel()
	acts, _ := newActivities(t)
	applied, err := acts.Apply(t.Context(), batchOf(t, cycleID, evaluation.EffectCloseCycle, evaluation.CloseCycle{Cycle: storetest.Cycle}))
	require.NoError(t, err)
	require.Len(t, applied.Commands, 1)
	require.Equal(t, evaluation.CommandCycleClosed, applied.Commands[0].Kind)
}

func TestAPetitionIsPreparedWithItsPresider(t *testing.T) {
	t.Parallel()
	acts, store := newActivities(t)
	decide := procedure.Act{Command: procedure.Command{
		Key: "decide", Kind: evaluation.ActDecide, Actor: "mini-08", Role: procedure.Official,
		Args: []byte(`{"marks":[{"subject":"mini-12","grade":"Completed"}]}`),
	}}
	_, err := acts.Apply(t.Context(), batchOf(t, sittingID, procedure.EffectAct, decide))
	require.NoError(t, err)
	launch := batchOf(t, sittingID, procedure.EffectLaunch, procedure.Launch{Kind: evaluation.KindPetition, Scope: "mini-12"})
	launch.Effects[0].Seq = 2
	for range 2 { // a retry prepares the same again
		_, err = acts.Apply(t.Context(), launch)
		require.NoError(t, err)
	}
	waiting, err := store.Waiting(t.Context(), 10)
	require.NoError(t, err)
	require.Len(t, waiting, 2, "the cycle and the petition")
	require.Equal(t, "petition/mini-2018/mini-12", waiting[1].ID)
	var p evaluation.Petition
	require.NoError(t, json.Unmarshal(waiting[1].Input.(json.RawMessage), &p))
	require.Equal(t, evaluation.Completed, p.Decided)
	require.Equal(t, "mini-10", p.Presider, "08 chairs, 09 appraises")
	require.Equal(t, evaluation.StepAnswer, p.Steps[0].Name)
	require.Equal(t, 10, p.Steps[0].DueDays)
}

func TestApplyFailsWithItsReason(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		batch func(t *testing.T) procedure.Batch
		text  string
	}{
		"an appraisal in an unknown cycle": {func(t *testing.T) procedure.Batch {
			return batchOf(t, sittingID, evaluation.EffectAppraise, evaluation.Appraise{Cycle: "nowhere"})
		}, "prepare appraise of " + sittingID + ": there is no cycle nowhere"},
		"statistics of an unknown cycle": {func(t *testing.T) procedure.Batch {
			return batchOf(t, cycleID, evaluation.EffectCloseCycle, evaluation.CloseCycle{Cycle: "nowhere"})
		}, "there is no cycle nowhere"},
		"a petition without a result": {func(t *testing.T) procedure.Batch {
			return batchOf(t, sittingID, procedure.EffectLaunch, procedure.Launch{Kind: evaluation.KindPetition, Scope: "mini-12"})
		}, "there is no result of mini-12"},
		"a petition of a process without a cycle": {func(t *testing.T) procedure.Batch {
			return batchOf(t, "stray", procedure.EffectLaunch, procedure.Launch{Kind: evaluation.KindPetition, Scope: "mini-12"})
		}, "process stray belongs to no cycle"},
		"arguments that cannot be read": {func(t *testing.T) procedure.Batch {
			return batchOf(t, reviewID, procedure.EffectDue, "soon")
		}, "decode effect due 1"},
		"a process that is not in the record": {func(t *testing.T) procedure.Batch {
			return batchOf(t, "unit-review/mini-2018/nowhere", procedure.EffectConcluded, nil)
		}, "apply effects of unit-review/mini-2018/nowhere: there is no process"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			acts, _ := newActivities(t)
			_, err := acts.Apply(t.Context(), tt.batch(t))
			require.ErrorContains(t, err, tt.text)
		})
	}
	t.Run("a record that is away", func(t *testing.T) {
		t.Parallel()
		acts, store := newActivities(t)
		away := errors.New("connection refused")
		store.Fail = func(procedure.Batch) error { return away }
		_, err := acts.Apply(t.Context(), batchOf(t, reviewID, procedure.EffectConcluded, nil))
		require.ErrorIs(t, err, away)
	})
}

func keysOf(commands []procedure.Command) []string {
	out := make([]string, len(commands))
	for i, c := range commands {
		out[i] = c.Key
	}
	return out
}

// casesOf are people of the small district as their facts of 2018 have them.
func casesOf(t *testing.T, officials ...string) []evaluation.AppraisalCase {
	d := storetest.Mini(t, seeds.FS)
	var cases []evaluation.AppraisalCase
	for _, f := range d.Facts {
		for _, who := range officials {
			if f.Official != who {
				continue
			}
			own := evaluation.Targets(f.Targets)
			cases = append(cases, evaluation.AppraisalCase{
				Unit: "xa-na-muoi",
				Facts: evaluation.Facts{
					Official: who, Year: f.Year, Own: own,
					Post:   evaluation.Post{TitleGroup: "commune-officer", Rank: 4},
					Person: evaluation.Person{MonthsWorked: f.MonthsWorked, Exemplary: f.Exemplary, Initiative: f.Initiative},
					Unit:   evaluation.UnitResult{Total: 16, Done: 16, OnTime: 16, Exceeded: 9, SubunitsTotal: 8, SubunitsCompleted: 8, SubunitsGood: 7},
					Criteria: evaluation.Levels{
						Political: evaluation.Level(f.Political), Ethics: evaluation.Level(f.Ethics), Style: evaluation.Level(f.Style),
						Organisation: evaluation.Level(f.Organisation), Results: evaluation.Level(f.Results),
					},
				},
			})
		}
	}
	return cases
}
