package schedule_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/schedule"
)

func TestCompare(t *testing.T) {
	t.Parallel()
	now := vietnam("2026-05-05 10:00")
	later := yearly()
	later.Fire.Day = 15
	server := func(change func(*schedule.Found)) []schedule.Found {
		f := schedule.Found{ID: yearly().ID, Ours: true, Schedule: yearly()}
		change(&f)
		return []schedule.Found{f}
	}
	tests := []struct {
		name    string
		file    []schedule.Schedule
		server  []schedule.Found
		now     time.Time
		want    schedule.Step
		differs bool
	}{
		{"what the server does not have is created", []schedule.Schedule{yearly()}, nil, now, schedule.Create, true},
		{"what is as in the file is unchanged", []schedule.Schedule{yearly()}, server(func(*schedule.Found) {}), now, schedule.Unchanged, false},
		{"another day is an update", []schedule.Schedule{later}, server(func(*schedule.Found) {}), now, schedule.Update, true},
		{"what somebody has changed on the server is put right", []schedule.Schedule{yearly()}, server(func(f *schedule.Found) { f.Edited = true }), now, schedule.Update, true},
		{"what cannot be read is written anew", []schedule.Schedule{yearly()}, server(func(f *schedule.Found) { f.Schedule = schedule.Schedule{} }), now, schedule.Update, true},
		{"a paused one is left alone", []schedule.Schedule{yearly()}, server(func(f *schedule.Found) { f.Paused = true }), now, schedule.Held, false},
		{"a paused one is left alone though the file differs", []schedule.Schedule{later}, server(func(f *schedule.Found) { f.Paused = true }), now, schedule.Held, true},
		{"another program's is left alone", []schedule.Schedule{yearly()}, []schedule.Found{{ID: yearly().ID}}, now, schedule.Foreign, true},
		{"what is not in the file is left alone", nil, server(func(*schedule.Found) {}), now, schedule.Unlisted, false},
		{"an update waits while the old time is near", []schedule.Schedule{later}, server(func(*schedule.Found) {}), vietnam("2026-11-01 06:30"), schedule.Postponed, true},
		{"an update waits while the new time is near", []schedule.Schedule{later}, server(func(*schedule.Found) {}), vietnam("2026-11-15 05:30"), schedule.Postponed, true},
		{"nothing waits when nothing differs", []schedule.Schedule{yearly()}, server(func(*schedule.Found) {}), vietnam("2026-11-01 06:00"), schedule.Unchanged, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			changes := schedule.Compare(tt.file, tt.server, tt.now)
			require.Len(t, changes, 1)
			require.Equal(t, tt.want, changes[0].Step)
			require.Equal(t, tt.differs, changes[0].Differs)
		})
	}
}

func TestCompareKeepsTheOrderOfTheFile(t *testing.T) {
	t.Parallel()
	changes := schedule.Compare([]schedule.Schedule{yearly(), Quarterly()},
		[]schedule.Found{{ID: "z", Note: "of another program"}, {ID: "a"}, {ID: Quarterly().ID, Ours: true, Schedule: Quarterly(), Paused: true, Note: "not this year"}},
		vietnam("2026-05-05 10:00"))
	var ids []string
	notes := map[string]string{}
	for _, c := range changes {
		ids = append(ids, c.ID)
		notes[c.ID] = c.Note
	}
	require.Equal(t, []string{yearly().ID, Quarterly().ID, "a", "z"}, ids)
	require.Equal(t, "not this year", notes[Quarterly().ID])
}
