package calendar_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"canbo/internal/calendar"
	"canbo/internal/fault"
	"canbo/seeds"
)

func shipped(t require.TestingT) *calendar.Calendar {
	c, err := calendar.Load(seeds.FS, "calendars")
	require.NoError(t, err)
	return c
}

func date(t require.TestingT, text string) calendar.Date {
	d, err := calendar.ParseDate(text)
	require.NoError(t, err)
	return d
}

// at is an instant in Vietnam written as 2018-12-28 16:59.
func at(t require.TestingT, text string) time.Time {
	instant, err := time.ParseInLocation("2006-01-02 15:04", text, calendar.Vietnam)
	require.NoError(t, err)
	return instant
}

func TestWorkingDaysOfTheShippedYears(t *testing.T) {
	t.Parallel()
	c := shipped(t)
	tests := []struct {
		name, day string
		want      bool
	}{
		{"an ordinary Monday", "2018-12-03", true},
		{"an ordinary Saturday", "2018-12-08", false},
		{"an ordinary Sunday", "2018-12-09", false},
		{"New Year's Day", "2019-01-01", false},
		{"the Monday before it, swapped", "2018-12-31", false},
		{"the Saturday worked for it", "2019-01-05", true},
		{"the first day of the lunar year", "2018-02-16", false},
		{"the last day off after it", "2018-02-20", false},
		{"the first day at work after it", "2018-02-21", true},
		{"the day off for Hung Kings on a Sunday", "2019-04-15", false},
		{"one day of rest on National Day in 2020", "2020-09-03", true},
		{"two days of rest on National Day from 2021", "2021-09-03", false},
		{"a swapped Saturday in 2025", "2025-04-26", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := c.IsWorkingDay(date(t, tt.day))
			require.NoError(t, err)
			require.Equal(t, tt.want, got)
		})
	}
}

// The lunar holidays are not worked, by an independent computation of the lunar calendar: the last day of the old
// year, the first three of the new one, and Hung Kings' day (10th of the 3rd month).
func TestLunarHolidaysFollowTheMoon(t *testing.T) {
	t.Parallel()
	c := shipped(t)
	known := map[int]string{2018: "2018-02-16", 2020: "2020-01-25", 2023: "2023-01-22", 2025: "2025-01-29", 2026: "2026-02-17", 2027: "2027-02-06"}
	for year := 2018; year <= 2027; year++ {
		newYear := lunarDay(year, 1, 1)
		if want, ok := known[year]; ok {
			require.Equal(t, want, newYear.String())
		}
		for offset := -1; offset <= 2; offset++ {
			worked, err := c.IsWorkingDay(newYear.AddDays(offset))
			require.NoError(t, err)
			require.False(t, worked, "%s, lunar New Year %+d", newYear.AddDays(offset), offset)
		}
		hung := lunarDay(year, 3, 10)
		worked, err := c.IsWorkingDay(hung)
		require.NoError(t, err)
		require.False(t, worked, "%s, Hung Kings", hung)
		if weekday := hung.Weekday(); weekday == time.Sunday {
			worked, err = c.IsWorkingDay(hung.AddDays(1))
			require.NoError(t, err)
			require.False(t, worked, "%s, the day off for Hung Kings on a Sunday", hung.AddDays(1))
		}
	}
}

// A year of offices has 365 or 366 days, 104 to 106 days of weekend and 10 to 12 days of holidays.
func TestEachYearHasAPlausibleNumberOfWorkingDays(t *testing.T) {
	t.Parallel()
	c := shipped(t)
	for year := 2018; year <= 2027; year++ {
		require.True(t, c.Covers(year))
		worked := 0
		for day := (calendar.Date{Year: year, Month: 1, Day: 1}); day.Year == year; day = day.AddDays(1) {
			is, err := c.IsWorkingDay(day)
			require.NoError(t, err)
			if is {
				worked++
			}
		}
		require.InDelta(t, 250, worked, 2, "%d", year)
	}
}

func TestDueIsTheStartOfTheDayAfterTheLastWorkingDay(t *testing.T) {
	t.Parallel()
	c := shipped(t)
	tests := []struct {
		name, from string
		days       int
		due        string
	}{
		{"one working day from a Monday ends with Tuesday", "2018-12-03 08:00", 1, "2018-12-05 00:00"},
		{"the hour of the start does not matter", "2018-12-03 23:59", 1, "2018-12-05 00:00"},
		{"a weekend is skipped", "2018-12-07 16:00", 1, "2018-12-11 00:00"},
		{"five working days", "2018-12-03 08:00", 5, "2018-12-11 00:00"},
		{"a start on a Saturday", "2018-12-08 08:00", 1, "2018-12-11 00:00"},
		{"over New Year, with a swapped Monday", "2018-12-28 08:00", 1, "2019-01-03 00:00"},
		{"the swapped Saturday counts", "2019-01-04 08:00", 1, "2019-01-06 00:00"},
		{"over the lunar New Year", "2018-02-12 08:00", 2, "2018-02-22 00:00"},
		{"no days is the end of the same day", "2018-12-03 08:00", 0, "2018-12-04 00:00"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			due, err := c.AddWorkingDays(at(t, tt.from).UTC(), tt.days)
			require.NoError(t, err)
			require.Equal(t, at(t, tt.due).UTC(), due)
		})
	}
}

func TestRemindersGoBackInWorkingDays(t *testing.T) {
	t.Parallel()
	c := shipped(t)
	due := at(t, "2018-12-11 00:00") // the end of Monday
	for days, want := range []string{"2018-12-11 00:00", "2018-12-10 00:00", "2018-12-07 00:00", "2018-12-06 00:00"} {
		got, err := c.SubWorkingDays(due, days)
		require.NoError(t, err)
		require.Equal(t, at(t, want).UTC(), got, "%d working days before", days)
	}
}

func TestCalendarRefusesWhatItDoesNotKnow(t *testing.T) {
	t.Parallel()
	c := shipped(t)
	code := func(err error) string {
		f, ok := fault.As(err)
		require.True(t, ok)
		require.Equal(t, fault.Invalid, f.Kind)
		return f.Code
	}
	_, err := c.IsWorkingDay(date(t, "2017-12-29"))
	require.Equal(t, "calendar_missing", code(err))
	_, err = c.AddWorkingDays(at(t, "2027-12-31 08:00"), 1)
	require.Equal(t, "calendar_missing", code(err))
	require.ErrorContains(t, err, "does not cover 2028; add seeds/calendars/vn-2028.yaml")
	_, err = c.SubWorkingDays(at(t, "2018-01-02 00:00"), 1)
	require.Equal(t, "calendar_missing", code(err))
	_, err = c.AddWorkingDays(at(t, "2018-12-03 08:00"), -1)
	require.Equal(t, "days_negative", code(err))
}

// Between the day of the start and the due lie exactly n working days, the due follows one of them, later starts give
// no earlier dues, and going back the same number of days from the due never falls before the start.
func TestDuePropertiesHoldForAnyStart(t *testing.T) {
	t.Parallel()
	c := shipped(t)
	first, last := at(t, "2018-01-01 00:00").Unix(), at(t, "2026-12-31 00:00").Unix()
	rapid.Check(t, func(t *rapid.T) {
		from := time.Unix(rapid.Int64Range(first, last).Draw(t, "from"), 0)
		days := rapid.IntRange(1, 120).Draw(t, "days")
		due, err := c.AddWorkingDays(from, days)
		require.NoError(t, err)
		require.True(t, due.After(from))
		require.Equal(t, calendar.DateOf(due).Start(), due, "a due is the start of a day")

		counted, lastWorked := 0, false
		for day := calendar.DateOf(from).AddDays(1); day.Compare(calendar.DateOf(due)) < 0; day = day.AddDays(1) {
			lastWorked, err = c.IsWorkingDay(day)
			require.NoError(t, err)
			if lastWorked {
				counted++
			}
		}
		require.Equal(t, days, counted)
		require.True(t, lastWorked)

		later, err := c.AddWorkingDays(from.Add(time.Duration(rapid.Int64Range(0, 30*24).Draw(t, "hours"))*time.Hour), days)
		require.NoError(t, err)
		require.False(t, later.Before(due))

		back, err := c.SubWorkingDays(due, days)
		require.NoError(t, err)
		require.True(t, back.After(from))
	})
}

func TestDates(t *testing.T) {
	t.Parallel()
	require.Equal(t, "2018-12-29", calendar.DateOf(time.Date(2018, 12, 28, 17, 0, 0, 0, time.UTC)).String(), "a new day begins at 17:00 UTC")
	require.Equal(t, "2018-12-28", calendar.DateOf(time.Date(2018, 12, 28, 16, 59, 59, 0, time.UTC)).String())
	require.Equal(t, time.Date(2018, 12, 28, 17, 0, 0, 0, time.UTC), date(t, "2018-12-29").Start())
	require.Empty(t, calendar.Date{}.String())
	require.Negative(t, date(t, "2018-12-29").Compare(date(t, "2019-01-01")))
	for _, text := range []string{"2018-02-29", "2018-2-1", "29/12/2018", "", "2018-12-29T00:00"} {
		_, err := calendar.ParseDate(text)
		require.Error(t, err, text)
	}
	var none calendar.Date
	require.NoError(t, none.UnmarshalText(nil))
	require.True(t, none.IsZero())
}
