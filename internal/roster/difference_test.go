package roster_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"canbo/internal/roster"
)

func sheet(name string, columns []string, rows ...[]string) roster.Sheet {
	return roster.Sheet{Name: name, Columns: columns, Rows: rows}
}

func TestDifferencesOfARoster(t *testing.T) {
	t.Parallel()
	officials := []string{"code", "name", "email"}
	tenures := []string{"official", "post", "valid_from", "valid_to"}
	present := []roster.Sheet{
		sheet("officials", officials, []string{"a", "An", "a@x"}, []string{"b", "Bình", "b@x"}),
		sheet("tenures", tenures, []string{"a", "p1", "2010-01-01", ""}),
		sheet("units", []string{"code"}, []string{"u"}),
	}
	for name, c := range map[string]struct {
		wanted []roster.Sheet
		want   []roster.Difference
	}{
		"the same in another order is no difference": {
			wanted: []roster.Sheet{sheet("officials", []string{"email", "code", "name"}, []string{"b@x", "b", "Bình"}, []string{"a@x", "a", "An"})},
		},
		"what is not handed in is not compared": {
			wanted: []roster.Sheet{sheet("units", []string{"code"}, []string{"u"})},
		},
		"a line is new, one has changed, one is gone": {
			wanted: []roster.Sheet{sheet("officials", officials, []string{"c", "Chi", "c@x"}, []string{"a", "Ân", "a@x"})},
			want: []roster.Difference{
				{File: "officials", Kind: roster.New, Key: "c", Cells: []roster.CellChange{{Column: "code", New: "c"}, {Column: "name", New: "Chi"}, {Column: "email", New: "c@x"}}},
				{File: "officials", Kind: roster.Edits, Key: "a", Cells: []roster.CellChange{{Column: "name", Old: "An", New: "Ân"}}},
				{File: "officials", Kind: roster.Gone, Key: "b", Cells: []roster.CellChange{{Column: "code", Old: "b"}, {Column: "name", Old: "Bình"}, {Column: "email", Old: "b@x"}}},
			},
		},
		"a tenure is told apart by person, post and first day": {
			wanted: []roster.Sheet{sheet("tenures", tenures, []string{"a", "p1", "2010-01-01", "2018-12-31"}, []string{"a", "p2", "2019-01-01", ""})},
			want: []roster.Difference{
				{File: "tenures", Kind: roster.New, Key: "a · p2 · 2019-01-01", Cells: []roster.CellChange{
					{Column: "official", New: "a"}, {Column: "post", New: "p2"}, {Column: "valid_from", New: "2019-01-01"},
				}},
				{File: "tenures", Kind: roster.Edits, Key: "a · p1 · 2010-01-01", Cells: []roster.CellChange{{Column: "valid_to", New: "2018-12-31"}}},
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Empty(t, cmp.Diff(c.want, roster.Compare(present, c.wanted)))
		})
	}
}

// What is told as different is enough to make the one out of the other.
func TestDifferencesMakeTheOneOutOfTheOther(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.MapOfN(rapid.StringMatching(`[a-e]`), rapid.StringMatching(`[x-z]?`), 0, 5)
		before, after := rows.Draw(t, "before"), rows.Draw(t, "after")
		for _, d := range roster.Compare([]roster.Sheet{figures(before)}, []roster.Sheet{figures(after)}) {
			if d.Kind == roster.Gone {
				delete(before, d.Key)
				continue
			}
			if d.Kind == roster.New {
				before[d.Key] = ""
			}
			for _, c := range d.Cells {
				if c.Column == "source" {
					require.Equal(t, before[d.Key], c.Old)
					before[d.Key] = c.New
				}
			}
		}
		require.Equal(t, after, before)
	})
}

func TestAFingerprintTellsTwoRostersApart(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.MapOfN(rapid.StringMatching(`[a-e]`), rapid.StringMatching(`[x-z]?`), 0, 4)
		a, b := figures(rows.Draw(t, "a")), figures(rows.Draw(t, "b"))
		same := len(roster.Compare([]roster.Sheet{a}, []roster.Sheet{b})) == 0
		require.Equal(t, same, roster.Fingerprint([]roster.Sheet{a}) == roster.Fingerprint([]roster.Sheet{b}))
	})
}

// figures is a sheet with a row for each entry, in the order of a map.
func figures(rows map[string]string) roster.Sheet {
	s := sheet("baseline", []string{"figure", "source"})
	for key, source := range rows {
		s.Rows = append(s.Rows, []string{key, source})
	}
	return s
}
