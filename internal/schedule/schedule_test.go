package schedule_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"canbo/internal/calendar"
	"canbo/internal/evaluation"
	"canbo/internal/schedule"
)

func yearly() schedule.Schedule {
	return schedule.Schedule{
		ID: "evaluation-yearly", Kind: schedule.KindEvaluation, CatchupDays: 30, Period: schedule.ThisYear,
		Fire:       schedule.Fire{Months: []time.Month{11}, Day: 1, Time: schedule.TimeOfDay{Hour: 6}},
		Evaluation: &schedule.Evaluation{Root: "huyen-cao-loc", Cycle: "caoloc", ReferenceDate: schedule.PeriodEnd},
	}
}

func Quarterly() schedule.Schedule {
	s := yearly()
	s.ID, s.Period, s.Fire.Months = "evaluation-quarterly", schedule.ThisQuarter, []time.Month{3, 6, 9}
	return s
}

func vietnam(text string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", text, calendar.Vietnam)
	if err != nil {
		panic(err)
	}
	return t.UTC()
}

func TestLaunchAt(t *testing.T) {
	t.Parallel()
	with := func(s schedule.Schedule, change func(*schedule.Schedule)) schedule.Schedule {
		change(&s)
		return s
	}
	tests := []struct {
		name     string
		schedule schedule.Schedule
		at       string
		cycle    string
		period   evaluation.Period
		day      string
		fired    string
	}{
		{"a fire time is for its year", yearly(), "2026-11-01 06:00", "caoloc-2026", evaluation.Period{Year: 2026}, "2026-12-31", "2026-11-01 06:00"},
		{"by hand after the fire time repeats it", yearly(), "2026-12-24 10:11", "caoloc-2026", evaluation.Period{Year: 2026}, "2026-12-31", "2026-11-01 06:00"},
		{"by hand in the next year is still for the last fire time", yearly(), "2027-02-01 00:00", "caoloc-2026", evaluation.Period{Year: 2026}, "2026-12-31", "2026-11-01 06:00"},
		{"a minute before the fire time is for the year before", yearly(), "2026-11-01 05:59", "caoloc-2025", evaluation.Period{Year: 2025}, "2025-12-31", "2025-11-01 06:00"},
		{"a quarter is named after its year", Quarterly(), "2026-03-01 06:00", "caoloc-2026-q1", evaluation.Period{Year: 2026, Quarter: 1}, "2026-03-31", "2026-03-01 06:00"},
		{"the third quarter ends in September", Quarterly(), "2026-09-01 06:00", "caoloc-2026-q3", evaluation.Period{Year: 2026, Quarter: 3}, "2026-09-30", "2026-09-01 06:00"},
		{"by hand in January is for the quarter of the last fire time", Quarterly(), "2027-01-15 06:00", "caoloc-2026-q3", evaluation.Period{Year: 2026, Quarter: 3}, "2026-09-30", "2026-09-01 06:00"},
		{"the last quarter, seen from January, is that of the year before", with(Quarterly(), func(s *schedule.Schedule) {
			s.Period, s.Fire.Months = schedule.LastQuarter, []time.Month{1, 4}
		}), "2027-01-01 06:00", "caoloc-2026-q4", evaluation.Period{Year: 2026, Quarter: 4}, "2026-12-31", "2027-01-01 06:00"},
		{"the last quarter, seen from April, is the first", with(Quarterly(), func(s *schedule.Schedule) {
			s.Period, s.Fire.Months = schedule.LastQuarter, []time.Month{1, 4}
		}), "2027-04-01 06:00", "caoloc-2027-q1", evaluation.Period{Year: 2027, Quarter: 1}, "2027-03-31", "2027-04-01 06:00"},
		{"the last year", with(yearly(), func(s *schedule.Schedule) {
			s.Period, s.Fire.Months = schedule.LastYear, []time.Month{1}
		}), "2027-01-01 06:00", "caoloc-2026", evaluation.Period{Year: 2026}, "2026-12-31", "2027-01-01 06:00"},
		{"the day of the fire time may be the reference date", with(yearly(), func(s *schedule.Schedule) {
			s.Evaluation.ReferenceDate = schedule.FireDay
		}), "2026-11-20 06:00", "caoloc-2026", evaluation.Period{Year: 2026}, "2026-11-01", "2026-11-01 06:00"},
		{"the fire time is one in Vietnam, also where UTC is a day behind", with(yearly(), func(s *schedule.Schedule) {
			s.Fire = schedule.Fire{Months: []time.Month{1}, Day: 1}
		}), "2027-01-01 00:00", "caoloc-2027", evaluation.Period{Year: 2027}, "2027-12-31", "2027-01-01 00:00"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			l := tt.schedule.LaunchAt(vietnam(tt.at))
			require.Equal(t, tt.schedule.ID, l.Schedule)
			require.Equal(t, tt.period, l.Period)
			require.Equal(t, vietnam(tt.fired), l.ScheduledAt)
			require.Equal(t, tt.cycle, l.Evaluation.Cycle)
			require.Equal(t, tt.day, l.Evaluation.ReferenceDate.String())
		})
	}
}

func TestNext(t *testing.T) {
	t.Parallel()
	require.Equal(t, []time.Time{vietnam("2026-11-01 06:00"), vietnam("2027-11-01 06:00"), vietnam("2028-11-01 06:00")},
		yearly().Fire.Next(vietnam("2026-11-01 05:59"), 3))
	require.Equal(t, []time.Time{vietnam("2026-09-01 06:00"), vietnam("2027-03-01 06:00"), vietnam("2027-06-01 06:00")},
		Quarterly().Fire.Next(vietnam("2026-06-01 06:00"), 3), "a fire time is not its own next")
}

func TestTheLastFireTimeOfTheNextIsItself(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		fire := schedule.Fire{
			Months: rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) time.Month {
				return time.Month(rapid.IntRange(1, 12).Draw(t, "month"))
			}), 1, 1, rapid.ID).Draw(t, "months"),
			Day:  rapid.IntRange(1, 28).Draw(t, "day"),
			Time: schedule.TimeOfDay{Hour: rapid.IntRange(0, 23).Draw(t, "hour"), Minute: rapid.IntRange(0, 59).Draw(t, "minute")},
		}
		now := time.Unix(rapid.Int64Range(1.2e9, 3e9).Draw(t, "now"), 0).UTC()
		next := fire.Next(now, 3)
		require.True(t, next[0].After(now))
		require.False(t, fire.Last(now).After(now))
		for i, at := range next {
			require.Equal(t, at, fire.Last(at))
			if i > 0 {
				require.Equal(t, next[i-1], fire.Last(at.Add(-time.Nanosecond)))
			}
		}
	})
}

func TestAScheduleSurvivesTheEnginesKeeping(t *testing.T) {
	t.Parallel()
	text, err := json.Marshal(Quarterly())
	require.NoError(t, err)
	var kept schedule.Schedule
	require.NoError(t, json.Unmarshal(text, &kept))
	require.Equal(t, Quarterly(), kept)
	require.Error(t, json.Unmarshal([]byte(`{"fire":{"time":"25:00"}}`), &kept))
}

func TestTheFireTimesBetweenTwoMomentsIncludeBoth(t *testing.T) {
	t.Parallel()
	f := schedule.Fire{Months: []time.Month{2, 8}, Day: 20, Time: schedule.TimeOfDay{Hour: 6}}
	first, last := f.Next(time.Date(2019, 1, 1, 0, 0, 0, 0, time.UTC), 1)[0], f.Next(time.Date(2020, 3, 1, 0, 0, 0, 0, time.UTC), 1)[0]
	require.Len(t, f.Between(first, last, 10), 4)
	require.Len(t, f.Between(first.Add(1), last.Add(-1), 10), 2)
	require.Len(t, f.Between(first, last, 2), 3, "one more than was asked for shows that there are more")
	require.Empty(t, f.Between(first.Add(1), first.Add(2), 10))
}
