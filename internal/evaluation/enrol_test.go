package evaluation_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
	"canbo/internal/roster"
)

// town is a district of one commune: its committee (level 1) decides on the officers, the district's (level 2) on the
// leaders, and the province's (level 3) on the district's own. Each line of people is
// {official, post, unit, group, rank, head, managed by}.
func town(change func(*roster.District)) *roster.District {
	since := roster.Period{From: time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC)}
	d := &roster.District{
		Units: []roster.Unit{{Code: "huyen", Period: since}, {Code: "xa", Parent: "huyen", Period: since}, {Code: "xa-khac", Period: since}},
		Bodies: []roster.Body{
			{Code: "tinh", Level: roster.LevelProvince}, {Code: "btv", Level: roster.LevelDistrict}, {Code: "du", Level: roster.LevelGrassroots},
		},
	}
	post := func(official, unit, group string, rank int, head bool, body string) {
		code := "post-" + official
		d.Posts = append(d.Posts, roster.Post{Code: code, Unit: unit, TitleGroup: group, Rank: rank, IsHead: head, ManagedBy: body})
		d.Tenures = append(d.Tenures, roster.Tenure{Official: official, Post: code, Principal: true, Period: since})
	}
	post("huyen-1", "huyen", "district", 1, true, "tinh")
	post("huyen-2", "huyen", "district", 2, false, "tinh")
	post("secretary", "xa", "leader", 1, true, "btv")
	post("deputy", "xa", "leader", 2, false, "btv")
	post("cadre", "xa", "leader", 3, false, "tinh")
	post("officer", "xa", "officer", 4, false, "du")
	member := func(body, official string, role roster.Role) {
		d.Members = append(d.Members, roster.BodyMember{Body: body, Official: official, Role: role, Period: since})
	}
	member("btv", "huyen-2", roster.RoleOrganisation)
	member("btv", "huyen-1", roster.RoleChair)
	member("btv", "huyen-3", roster.RoleDeputy)
	member("btv", "huyen-4", roster.RoleMember)
	member("du", "secretary", roster.RoleChair)
	member("du", "deputy", roster.RoleOrganisation)
	member("du", "member-1", roster.RoleMember)
	member("du", "member-2", roster.RoleMember)
	if change != nil {
		change(d)
	}
	return d
}

func TestEnrolTakesTheSnapshot(t *testing.T) {
	t.Parallel()
	e, findings := evaluation.Enrol(town(nil), "huyen", endOf2018)
	require.Empty(t, findings)
	require.Equal(t, evaluation.Enrolment{
		Enrolled: []evaluation.Enrolled{
			{Official: "deputy", Unit: "xa", Post: "post-deputy", Group: "leader", Body: "btv"},
			{Official: "officer", Unit: "xa", Post: "post-officer", Group: "officer", Body: "du"},
			{Official: "secretary", Unit: "xa", Post: "post-secretary", Group: "leader", Head: true, Body: "btv"},
		},
		Conferences: []evaluation.Conference{{
			Unit: "xa", Chair: "secretary", Deputy: "deputy",
			Members: []string{"secretary", "deputy", "cadre", "officer"}, Subjects: []string{"secretary", "deputy", "officer"},
		}},
		Sittings: []evaluation.Sitting{
			{
				Body: "du", Level: 1, Chair: "secretary", Deputy: "deputy", Appraiser: "deputy",
				Members: []string{"secretary", "deputy", "member-1", "member-2"},
				Cases:   []evaluation.Case{{Official: "officer", Unit: "xa", Group: "officer"}},
			},
			{
				Body: "btv", Level: 2, Chair: "huyen-1", Deputy: "huyen-3", Appraiser: "huyen-2",
				Members: []string{"huyen-1", "huyen-2", "huyen-3", "huyen-4"},
				Cases: []evaluation.Case{
					{Official: "deputy", Unit: "xa", Group: "leader"},
					{Official: "secretary", Unit: "xa", Group: "leader", Head: true},
				},
				Units: []evaluation.UnitCase{{Unit: "xa"}},
			},
		},
	}, e)
}

func TestWhoIsEnrolled(t *testing.T) {
	t.Parallel()
	tenure := func(d *roster.District, official string) *roster.Tenure {
		return &d.Tenures[slices.IndexFunc(d.Tenures, func(t roster.Tenure) bool { return t.Official == official })]
	}
	everybody := []string{"deputy", "officer", "secretary"}
	tests := []struct {
		name   string
		change func(*roster.District)
		want   []string
	}{
		{"those managed by the district or below", nil, everybody},
		{"who leaves on the reference date still is", func(d *roster.District) { tenure(d, "officer").Period.To = endOf2018 }, everybody},
		{"who left the day before is not", func(d *roster.District) { tenure(d, "officer").Period.To = endOf2018.AddDate(0, 0, -1) }, []string{"deputy", "secretary"}},
		{"who comes the day after is not", func(d *roster.District) { tenure(d, "officer").Period.From = endOf2018.AddDate(0, 0, 1) }, []string{"deputy", "secretary"}},
		{"a second post does not count a second time", func(d *roster.District) {
			d.Tenures = append(d.Tenures, roster.Tenure{Official: "secretary", Post: "post-officer", Period: tenure(d, "officer").Period})
		}, everybody},
		{"people outside the root are not", func(d *roster.District) {
			d.Posts[slices.IndexFunc(d.Posts, func(p roster.Post) bool { return p.Code == "post-officer" })].Unit = "xa-khac"
		}, []string{"deputy", "secretary"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			e, findings := evaluation.Enrol(town(tt.change), "huyen", endOf2018)
			require.Empty(t, findings)
			var got []string
			for _, p := range e.Enrolled {
				got = append(got, p.Official)
			}
			require.Equal(t, tt.want, got)
		})
	}
}

func TestAConferenceWithoutAHeadIsChairedByTheHighestInRank(t *testing.T) {
	t.Parallel()
	e, findings := evaluation.Enrol(town(func(d *roster.District) {
		for i := range d.Posts {
			d.Posts[i].IsHead = false
		}
	}), "huyen", endOf2018)
	require.Empty(t, findings)
	require.Equal(t, "secretary", e.Conferences[0].Chair)
	require.Equal(t, "deputy", e.Conferences[0].Deputy)
	require.Empty(t, e.Sittings[1].Units, "a unit is decided before its head, so there is none to decide")
}

func TestTheReadinessCheckFindsDeadEnds(t *testing.T) {
	t.Parallel()
	without := func(body, official string) func(*roster.District) {
		return func(d *roster.District) {
			d.Members = slices.DeleteFunc(d.Members, func(m roster.BodyMember) bool {
				return m.Body == body && (official == "" || m.Official == official)
			})
		}
	}
	tests := []struct {
		name   string
		change []func(*roster.District)
		want   []string
	}{
		{"a body with no members", []func(*roster.District){without("du", "")}, []string{"du: the body has no members on the reference date"}},
		{"a body of two", []func(*roster.District){without("du", "member-1"), without("du", "member-2")}, []string{"du: the body has 2 member(s)"}},
		{"a body without a chair", []func(*roster.District){without("btv", "huyen-1")}, []string{"btv: the body has no chair"}},
		{"a body where nobody appraises", []func(*roster.District){without("btv", "huyen-2")}, []string{"btv: no member appraises"}},
		{"a conference of two", []func(*roster.District){func(d *roster.District) {
			d.Tenures = slices.DeleteFunc(d.Tenures, func(t roster.Tenure) bool { return t.Official == "cadre" || t.Official == "officer" })
		}}, []string{"xa: the conference has 2 member(s)"}},
		{"members who left", []func(*roster.District){func(d *roster.District) {
			for i := range d.Members {
				d.Members[i].Period.To = endOf2018.AddDate(0, 0, -1)
			}
		}}, []string{"du: the body has no members", "btv: the body has no members"}},
		{"nobody at all", []func(*roster.District){func(d *roster.District) { d.Tenures = nil }}, []string{"huyen: nobody is to be evaluated on 2018-12-31"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, findings := evaluation.Enrol(town(func(d *roster.District) {
				for _, change := range tt.change {
					change(d)
				}
			}), "huyen", endOf2018)
			require.Len(t, findings, len(tt.want), findings)
			for i, want := range tt.want {
				require.Contains(t, findings[i].String(), want)
				require.NotEmpty(t, findings[i].Remedy)
			}
		})
	}
}

func TestEnrolTheDemonstrationDistrict(t *testing.T) {
	t.Parallel()
	e, findings := evaluation.Enrol(district(t, "caoloc"), "huyen-cao-loc", endOf2018)
	require.Empty(t, findings)
	require.Len(t, e.Enrolled, 361)
	require.Len(t, e.Conferences, 24+22, "the district's divisions and the communes")
	require.Len(t, e.Sittings, 23, "the Standing Committee and the grassroots committees")
	cases := map[int]int{}
	for _, s := range e.Sittings {
		cases[s.Level] += len(s.Cases)
	}
	require.Equal(t, map[int]int{1: 182, 2: 179}, cases)

	members, subjects := 0, 0
	for _, c := range e.Conferences {
		members += len(c.Members)
		subjects += len(c.Subjects)
		require.Contains(t, c.Members, c.Chair, c.Unit)
		require.Contains(t, c.Members, c.Deputy, c.Unit)
		require.NotEqual(t, c.Chair, c.Deputy, c.Unit)
	}
	require.Equal(t, 361, subjects)
	require.Greater(t, members, subjects, "members of the Standing Committee head divisions and vote there")
	for _, s := range e.Sittings {
		for _, u := range s.Units {
			require.True(t, slices.ContainsFunc(s.Cases, func(c evaluation.Case) bool { return c.Head && c.Unit == u.Unit }), u.Unit)
		}
	}
}
