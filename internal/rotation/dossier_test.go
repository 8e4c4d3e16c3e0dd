package rotation_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/planning"
	"canbo/internal/roster"
	"canbo/internal/rotation"
)

func day(text string) time.Time {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return t
}

func period(from, to string) roster.Period {
	p := roster.Period{From: day(from)}
	if to != "" {
		p.To = day(to)
	}
	return p
}

func terms() rotation.Terms {
	return rotation.Terms{
		Limits:     rotation.Limits{MonthsLeft: 120, MonthsLeftObliged: 60, MaxTerms: 2, LocalMonths: 240},
		TermMonths: 60, ServiceMonths: 36,
		Standing:   map[string]int{"head": 30, "deputy": 20},
		Retirement: planning.Retirement{{Sex: roster.Male, BornFrom: "1900-01", Years: 60}, {Sex: roster.Female, BornFrom: "1900-01", Years: 55}},
	}
}

// dossier is of a man of 1975 who deputises in unit a and comes from unit c.
func dossier(tenures ...rotation.Tenure) rotation.Dossier {
	d := rotation.Dossier{Home: "c", Tenures: tenures}
	d.Official, d.PartyMember = "an", true
	d.Person = planning.Person{Sex: roster.Male, Born: day("1975-04-10")}
	return d
}

func head(unit, from, to string) rotation.Tenure {
	return rotation.Tenure{Post: unit + "-head", Unit: unit, TitleGroup: "head", Head: true, Principal: true, Period: period(from, to)}
}

func deputy(unit, from, to string) rotation.Tenure {
	return rotation.Tenure{Post: unit + "-deputy", Unit: unit, TitleGroup: "deputy", Principal: true, Period: period(from, to)}
}

func place(unit string) rotation.Place {
	return rotation.Place{
		Post:   roster.Post{Code: unit + "-head", Unit: unit, TitleGroup: "head", IsHead: true, Track: roster.TrackParty},
		Vacant: true, Standard: roster.Standard{roster.PoliticalTheory: "advanced"},
	}
}

func TestFactsOfAnOfficialAndAPost(t *testing.T) {
	t.Parallel()
	d := dossier(deputy("a", "2016-01-15", ""), deputy("b", "2010-01-01", "2015-12-31"))
	f := terms().Facts(day("2020-06-30"), d, place("b"))
	require.Equal(t, rotation.PersonFacts{
		InService: true, PartyMember: true, MonthsInPost: 53, MonthsLeft: 178, Standing: 20, Professional: true,
	}, f.Person)
	require.Equal(t, rotation.PostFacts{Vacant: true, Head: true, Party: true, LocalMonths: 71, Standing: 30}, f.Post)
	require.True(t, terms().Facts(day("2020-06-30"), d, place("a")).Post.OwnUnit)
	require.True(t, terms().Facts(day("2020-06-30"), d, place("c")).Post.Home)
	require.False(t, terms().Facts(day("2030-06-30"), dossier(deputy("a", "2016-01-15", "2019-01-01")), place("b")).Person.InService)
}

func TestWhoMustLeaveTheirPost(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		tenures []rotation.Tenure
		want    bool
	}{
		{"a head of one term and a half", []rotation.Tenure{head("a", "2013-01-01", "")}, false},
		{"a head of two terms in two decisions", []rotation.Tenure{head("a", "2015-07-01", ""), head("a", "2010-06-01", "2015-06-30")}, true},
		{"a head of two terms with a year elsewhere between them", []rotation.Tenure{
			head("a", "2015-06-01", ""), deputy("b", "2014-06-01", "2015-05-31"), head("a", "2009-06-01", "2014-05-31"),
		}, false},
		{"a deputy of two terms", []rotation.Tenure{deputy("a", "2009-01-01", "")}, false},
		{"a head at home", []rotation.Tenure{head("c", "2019-01-01", "")}, true},
		{"a head who has worked there for twenty years", []rotation.Tenure{head("a", "2018-01-01", ""), deputy("a", "1999-01-01", "2017-12-31")}, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tt.want, terms().Facts(day("2020-06-30"), dossier(tt.tenures...), place("b")).Person.Obliged)
		})
	}
}
