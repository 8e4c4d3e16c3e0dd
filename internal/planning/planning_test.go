package planning_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"canbo/internal/fault"
	"canbo/internal/planning"
	"canbo/internal/roster"
)

func monthOf(t require.TestingT, text string) time.Time {
	at, err := time.Parse(planning.MonthFormat, text)
	require.NoError(t, err)
	return at
}

var before2021 = planning.Retirement{
	{Sex: roster.Male, BornFrom: "1900-01", Years: 60}, {Sex: roster.Female, BornFrom: "1900-01", Years: 55},
}

var since2021 = planning.Retirement{
	{Sex: roster.Male, BornFrom: "1900-01", Years: 60}, {Sex: roster.Male, BornFrom: "1961-01", Years: 60, Months: 3},
	{Sex: roster.Male, BornFrom: "1966-04", Years: 62}, {Sex: roster.Female, BornFrom: "1900-01", Years: 55},
}

func TestServiceLeftAtTheReferenceMonth(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		table    planning.Retirement
		sex      roster.Sex
		born, at string
		want     int
	}{
		{"a man born in May 1964 has no full term left in June 2020", before2021, roster.Male, "1964-05", "2020-06", 47},
		{"a man born in June 1965 has exactly one", before2021, roster.Male, "1965-06", "2020-06", 60},
		{"a woman born in June 1970 too", before2021, roster.Female, "1970-06", "2020-06", 60},
		{"a man of before the change retires at sixty", since2021, roster.Male, "1960-12", "2020-06", 6},
		{"one of the first row of the change three months later", since2021, roster.Male, "1961-01", "2020-06", 10},
		{"one of the last row at sixty-two", since2021, roster.Male, "1970-01", "2025-06", 79},
		{"who has retired has less than nothing", before2021, roster.Male, "1955-01", "2020-06", -65},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			left, ok := tt.table.Left(tt.sex, monthOf(t, tt.born), monthOf(t, tt.at))
			require.True(t, ok)
			require.Equal(t, tt.want, left)
		})
	}
	_, ok := since2021[:3].Left(roster.Female, monthOf(t, "1970-01"), monthOf(t, "2020-06"))
	require.False(t, ok, "the table has no row for women")
}

func TestARetirementTableIsChecked(t *testing.T) {
	t.Parallel()
	require.NoError(t, since2021.Validate())
	for name, row := range map[string]planning.RetirementRow{
		"a month that is none": {Sex: roster.Male, BornFrom: "1970-13", Years: 60},
		"a sex that is none":   {Sex: "x", BornFrom: "1970-01", Years: 60},
		"an age of a child":    {Sex: roster.Male, BornFrom: "1970-01", Years: 6},
		"thirteen months":      {Sex: roster.Male, BornFrom: "1970-01", Years: 60, Months: 13},
		"a row out of order":   {Sex: roster.Male, BornFrom: "1960-01", Years: 60},
	} {
		require.Equal(t, fault.Invalid, fault.KindOf(append(since2021[:4:4], row).Validate()), name)
	}
}

func entry(official, position string, order int) planning.Entry {
	return planning.Entry{Official: official, Position: position, Order: order, Tier: 1, Source: roster.PlanInternal, Since: 1}
}

func TestCompare(t *testing.T) {
	t.Parallel()
	before := []planning.Entry{entry("an", "bch", 1), entry("binh", "bch", 2), entry("chi", "bch", 3)}
	moved := entry("chi", "bch", 2)
	after := []planning.Entry{entry("an", "bch", 1), moved, entry("dung", "bch", 3)}
	require.Equal(t, []planning.Change{
		{Kind: planning.Removed, Before: &before[1]},
		{Kind: planning.Moved, Before: &before[2], After: &moved},
		{Kind: planning.Added, After: &after[2]},
	}, planning.Compare(before, after))
	require.Empty(t, planning.Compare(before, before))
}

func TestEntriesThatNoVersionMayHave(t *testing.T) {
	t.Parallel()
	tests := map[string][]planning.Entry{
		"":            {entry("an", "bch", 1), entry("binh", "bch", 2), entry("an", "chu-tich", 1)},
		"entry_twice": {entry("an", "bch", 1), entry("an", "bch", 2)},
		"order_twice": {entry("an", "bch", 1), entry("binh", "bch", 1)},
		"bad_order":   {entry("an", "bch", 0)},
		"bad_tier":    {{Official: "an", Position: "bch", Order: 1, Tier: 3}},
	}
	for want, entries := range tests {
		err := planning.Check(entries)
		if want == "" {
			require.NoError(t, err)
			continue
		}
		f, ok := fault.As(err)
		require.True(t, ok, want)
		require.Equal(t, want, f.Code)
	}
}

var wanted = planning.Targets{
	WomenBP: 1500, YoungBP: 1000, YoungUnder: 40, AgeBands: []int{40, 50}, PeoplePerPost: 2, PostsPerPerson: 3, CoefficientX10: 20,
}

func people(t require.TestingT) map[string]planning.Person {
	return map[string]planning.Person{
		"an":   {Sex: roster.Female, Born: monthOf(t, "1985-06"), EthnicGroup: "Tày"},
		"binh": {Sex: roster.Male, Born: monthOf(t, "1975-06"), EthnicGroup: "Kinh"},
		"chi":  {Sex: roster.Male, Born: monthOf(t, "1965-06"), EthnicGroup: "Nùng", Elsewhere: 3},
	}
}

func TestMeasure(t *testing.T) {
	t.Parallel()
	s := planning.Measure([]planning.Entry{
		entry("an", "bi-thu", 1), entry("binh", "bi-thu", 2), entry("chi", "bi-thu", 3), entry("binh", "chu-tich", 1),
	}, people(t), 0, monthOf(t, "2020-06"), wanted)
	require.Equal(t, 3, s.People)
	require.Equal(t, 4, s.Entries)
	require.Equal(t, 450, s.AverageAgeTenths, "35, 45 and 55 years")
	require.Equal(t, []planning.Share{
		{ID: "women", Count: 1, Total: 3, WantBP: 1500, Met: true}, {ID: "young", Count: 1, Total: 3, WantBP: 1000, Met: true},
		{ID: "minority", Count: 2, Total: 3, Met: true}, {ID: "external", Count: 0, Total: 3, Met: true},
		{ID: "band-1", Count: 1, Total: 3, Met: true}, {ID: "band-2", Count: 1, Total: 3, Met: true}, {ID: "band-3", Count: 1, Total: 3, Met: true},
	}, s.Shares)
	require.Equal(t, []planning.Excess{
		{ID: "people_per_post", Of: "bi-thu", Count: 3, Limit: 2}, {ID: "posts_per_person", Of: "chi", Count: 4, Limit: 3},
	}, s.Excesses)
	require.False(t, s.Met())

	committee := planning.Measure([]planning.Entry{entry("binh", "bch", 1), entry("chi", "bch", 2), entry("an", "bch", 3)},
		people(t), 1, monthOf(t, "2020-06"), wanted)
	require.Contains(t, committee.Excesses, planning.Excess{ID: "people_for_seats", Of: "bch", Count: 3, Limit: 2})
	alone := planning.Measure([]planning.Entry{entry("binh", "bch", 1)}, people(t), 1, monthOf(t, "2020-06"), wanted)
	require.Len(t, alone.Missed(), 2, "no woman and nobody young")
	require.True(t, planning.Measure(nil, nil, 5, monthOf(t, "2020-06"), wanted).Met(), "an empty list misses nothing")
}

// The meter equals a recount by somebody who goes through the rows one by one.
func TestTheMeterIsARecount(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		everybody := map[string]planning.Person{}
		var entries []planning.Entry
		for i := range rapid.IntRange(0, 30).Draw(t, "people") {
			code := fmt.Sprintf("p%d", i)
			everybody[code] = planning.Person{
				Sex:         rapid.SampledFrom([]roster.Sex{roster.Male, roster.Female}).Draw(t, "sex"),
				Born:        time.Date(rapid.IntRange(1960, 1995).Draw(t, "year"), 3, 1, 0, 0, 0, 0, time.UTC),
				EthnicGroup: rapid.SampledFrom([]string{"Kinh", "Tày"}).Draw(t, "group"),
			}
			for p := range rapid.IntRange(0, 3).Draw(t, "positions") {
				entries = append(entries, entry(code, fmt.Sprintf("post-%d", p), len(entries)+1))
			}
		}
		s := planning.Measure(entries, everybody, 0, monthOf(t, "2020-06"), wanted)
		on := map[string]bool{}
		for _, e := range entries {
			on[e.Official] = true
		}
		women, young, minority := 0, 0, 0
		for code := range on {
			p := everybody[code]
			if p.Sex == roster.Female {
				women++
			}
			if p.Born.Year() > 1980 || p.Born.Year() == 1980 && p.Born.Month() > 6 {
				young++
			}
			if p.EthnicGroup == "Tày" {
				minority++
			}
		}
		require.Equal(t, []int{len(on), women, young, minority}, []int{s.People, s.Shares[0].Count, s.Shares[1].Count, s.Shares[2].Count})
		require.Equal(t, len(on), s.Shares[4].Count+s.Shares[5].Count+s.Shares[6].Count, "everybody is in one age band")
	})
}
