package roster_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/roster"
)

func TestARelationIsTheSameFromBothSides(t *testing.T) {
	t.Parallel()
	d, problems := roster.Load(folder(t, "relations.csv", "cb-002,cb-001,sibling", "cb-002,cb-001,uncle_aunt"))
	require.Empty(t, problems)
	turned, problems := roster.Load(folder(t, "relations.csv", "cb-002,cb-001,sibling", "cb-001,cb-002,nephew_niece"))
	require.Empty(t, problems)
	require.Equal(t, []roster.Relation{{Official: "cb-001", Relative: "cb-002", Kind: roster.NephewNiece}}, d.Relations)
	require.Equal(t, d.Relations, turned.Relations)
	for _, k := range roster.RelationKinds() {
		require.True(t, k.Inverse().Valid(), k)
		require.Equal(t, k, k.Inverse().Inverse())
	}
}

func TestARelationCountsUntilItsLastDay(t *testing.T) {
	t.Parallel()
	day := time.Date(2018, 6, 30, 0, 0, 0, 0, time.UTC)
	r := roster.Relation{Official: "a", Relative: "b", Kind: roster.Spouse, To: day}
	require.True(t, r.On(day))
	require.False(t, r.On(day.AddDate(0, 0, 1)))
	r.To = time.Time{}
	require.True(t, r.On(day.AddDate(50, 0, 0)))
}

func TestARelationThatCannotBeIsAProblem(t *testing.T) {
	t.Parallel()
	const line = "cb-002,cb-001,sibling,\n"
	third := []string{
		"officials.csv", "cb002@mau.example\n", "cb002@mau.example\ncb-003,Nông Văn Mẫu,male,1990-01-01,Tày,,cb003@mau.example\n",
	}
	for name, c := range map[string]struct {
		edits []string
		want  string
	}{
		"an unknown person": {[]string{"relations.csv", "cb-002,cb-001", "cb-009,cb-001"},
			`relations.csv:2: column official: officials.csv has no "cb-009"; add it there or correct the code`},
		"an unknown relative": {[]string{"relations.csv", "cb-002,cb-001", "cb-002,cb-009"},
			`relations.csv:2: column relative: officials.csv has no "cb-009"`},
		"an unknown kind": {[]string{"relations.csv", "sibling", "friend"},
			`relations.csv:2: column kind: unknown value "friend"; write one of [spouse parent child sibling`},
		"a day that does not exist": {[]string{"relations.csv", "sibling,", "sibling,2018-02-30"},
			`relations.csv:2: column valid_to: "2018-02-30" is not a day`},
		"somebody related to themself": {[]string{"relations.csv", "cb-002,cb-001", "cb-001,cb-001"},
			`relations.csv:2: column relative: somebody related to themself; name the other person, or remove the line`},
		"the same relation twice": {[]string{"relations.csv", line, line + line},
			`relations.csv:3: column relative: line 2 relates the two already; remove one`},
		"the same relation from the other side": {[]string{"relations.csv", line, line + "cb-001,cb-002,sibling,\n"},
			`relations.csv:3: column relative: line 2 relates the two already; remove one`},
		"kinds that contradict each other": {[]string{"relations.csv", line, "cb-002,cb-001,parent,\ncb-001,cb-002,sibling,\n"},
			`relations.csv:3: column kind: contradicts line 2, in which the relative is child; keep the one that is true`},
		"a parent younger than the child": {[]string{"relations.csv", line, "cb-001,cb-002,parent,\n"},
			`relations.csv:2: column kind: cb-002 cannot be parent: the elder is born later; turn the two around`},
		"a grandchild older than the grandparent": {[]string{"relations.csv", line, "cb-002,cb-001,grandchild,\n"},
			`relations.csv:2: column kind: cb-001 cannot be grandchild`},
		"two spouses at one time": {append(third, "relations.csv", line, "cb-002,cb-001,spouse,\ncb-001,cb-003,spouse,\n"),
			`relations.csv:3: column kind: cb-001 has a spouse in line 2; end one marriage with valid_to`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d, problems := roster.Load(folder(t, c.edits...))
			require.Nil(t, d)
			require.Len(t, problems, 1, "%v", problems)
			require.Contains(t, problems[0].String(), c.want)
		})
	}
}

func TestAMarriageThatEndedLeavesRoomForAnother(t *testing.T) {
	t.Parallel()
	_, problems := roster.Load(folder(t,
		"officials.csv", "cb002@mau.example\n", "cb002@mau.example\ncb-003,Nông Văn Mẫu,male,1990-01-01,Tày,,cb003@mau.example\n",
		"relations.csv", "cb-002,cb-001,sibling,\n", "cb-002,cb-001,spouse,2010-05-01\ncb-001,cb-003,spouse,\n",
	))
	require.Empty(t, problems)
}
