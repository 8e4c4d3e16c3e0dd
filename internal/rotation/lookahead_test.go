package rotation_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"canbo/internal/planning"
	"canbo/internal/roster"
	"canbo/internal/rotation"
)

func someone(code, born string, tenures ...rotation.Tenure) rotation.Dossier {
	d := dossier(tenures...)
	d.Official, d.Person.Born, d.Home = code, day(born), ""
	return d
}

func TestWhatComesInThreeYears(t *testing.T) {
	t.Parallel()
	local := someone("dung", "1980-01-01", head("d", "2018-05-01", ""))
	local.Home = "d"
	people := []rotation.Dossier{
		someone("an", "1975-04-10", head("a", "2012-03-31", "")),
		someone("binh", "1980-04-10", deputy("b", "2015-01-01", "")),
		someone("chi", "1962-09-10", head("c", "2016-01-01", "")),
		local,
		someone("em", "1978-04-10", deputy("e", "2018-02-01", "")),
		someone("giang", "1970-04-10", head("g", "2005-01-01", "")),
		someone("left", "1970-04-10", head("h", "2005-01-01", "2019-01-01")),
	}
	planned := map[string][]string{"a-head": {"giang", "binh"}, "b-deputy": {"em"}, "c-head": {"binh"}}
	running := []rotation.Running{{Code: "lc-1", Official: "em", Post: "e-deputy", End: day("2021-02-01")}, {Code: "lc-2", Official: "an", Post: "old", End: day("2021-02-01")}}
	got := rotation.LookAhead(day("2020-08-09"), 36, people, planned, running, terms())
	want := []rotation.Event{
		{Day: day("2015-01-01"), Kind: rotation.ReachesTerms, Official: "giang", Post: "g-head", Unit: "g", Overdue: true, Vacates: true},
		{Day: day("2018-05-01"), Kind: rotation.LocalHead, Official: "dung", Post: "d-head", Unit: "d", Overdue: true, Vacates: true},
		{Day: day("2021-02-01"), Kind: rotation.RotationEnds, Official: "em", Post: "e-deputy", Unit: "e", Rotation: "lc-1", Vacates: true},
		{Day: day("2022-03-31"), Kind: rotation.ReachesTerms, Official: "an", Post: "a-head", Unit: "a", Vacates: true,
			Chain: []rotation.Link{{Official: "binh", Post: "b-deputy", Unit: "b"}}},
		{Day: day("2022-09-01"), Kind: rotation.Retires, Official: "chi", Post: "c-head", Unit: "c", Vacates: true},
	}
	require.Empty(t, cmp.Diff(want, got))
}

func TestAChainGoesOnUntilNobodyIsPlanned(t *testing.T) {
	t.Parallel()
	var people []rotation.Dossier
	planned := map[string][]string{}
	for i := range 8 {
		unit := fmt.Sprintf("u%d", i)
		people = append(people, someone(fmt.Sprintf("o%d", i), "1980-01-01", deputy(unit, "2019-01-01", "")))
		planned[unit+"-deputy"] = []string{fmt.Sprintf("o%d", i+1)}
	}
	people[0] = someone("o0", "1961-01-01", deputy("u0", "2019-01-01", ""))
	got := rotation.LookAhead(day("2020-08-09"), 36, people, planned, nil, terms())
	require.Len(t, got, 1)
	require.Len(t, got[0].Chain, 4)
	require.Equal(t, rotation.Link{Official: "o4", Post: "u4-deputy", Unit: "u4"}, got[0].Chain[3])
}

// Nobody leaves a post twice, nothing lies beyond the horizon, and each event is of who holds the post.
func TestPropertiesOfTheLookAhead(t *testing.T) {
	t.Parallel()
	from := day("2020-08-09")
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "people")
		var people []rotation.Dossier
		planned := map[string][]string{}
		holder := map[string]string{}
		for i := range n {
			unit, code := fmt.Sprintf("u%d", i), fmt.Sprintf("o%d", i)
			began := from.AddDate(0, -rapid.IntRange(1, 200).Draw(t, "months"), 0)
			d := dossier(rotation.Tenure{Post: unit, Unit: unit, Head: rapid.Bool().Draw(t, "head"), Principal: true, Period: roster.Period{From: began}})
			d.Official = code
			d.Person = planning.Person{Sex: roster.Male, Born: from.AddDate(-rapid.IntRange(30, 60).Draw(t, "age"), 0, 0)}
			people, holder[code] = append(people, d), unit
			for range rapid.IntRange(0, 3).Draw(t, "choices") {
				planned[unit] = append(planned[unit], fmt.Sprintf("o%d", rapid.IntRange(0, n-1).Draw(t, "choice")))
			}
		}
		moved := map[string]bool{}
		last := time.Time{}
		for _, e := range rotation.LookAhead(from, 36, people, planned, nil, terms()) {
			require.Equal(t, holder[e.Official], e.Post)
			require.False(t, e.Day.Before(last))
			require.True(t, e.Day.Before(day("2023-08-09")))
			last = e.Day
			if !e.Vacates {
				require.Empty(t, e.Chain)
				continue
			}
			for _, who := range append([]rotation.Link{{Official: e.Official, Post: e.Post}}, e.Chain...) {
				require.False(t, moved[who.Official], "%s moves twice", who.Official)
				require.Equal(t, holder[who.Official], who.Post)
				moved[who.Official] = true
			}
		}
	})
}
