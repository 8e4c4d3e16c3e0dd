package evaluation_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
	"canbo/internal/roster"
)

// Who holds several posts is decided on once, by the highest body, and the place of each other post has its say.
func TestSeveralPosts(t *testing.T) {
	t.Parallel()
	also := func(official string, p roster.Post) func(*roster.District) {
		return func(d *roster.District) {
			p.Code = "second"
			d.Posts = append(d.Posts, p)
			d.Tenures = append(d.Tenures, roster.Tenure{Official: official, Post: p.Code, Period: d.Tenures[0].Period})
		}
	}
	// Another unit of the district with its own conference: the officer's second post may be there.
	second := func(change func(*roster.District)) func(*roster.District) {
		return func(d *roster.District) {
			d.Units[2].Parent = "huyen"
			for i, who := range []string{"head-2", "deputy-2", "officer-2"} {
				d.Posts = append(d.Posts, roster.Post{Code: "post-" + who, Unit: "xa-khac", TitleGroup: "leader", Rank: i + 1, IsHead: i == 0, ManagedBy: "btv"})
				d.Tenures = append(d.Tenures, roster.Tenure{Official: who, Post: "post-" + who, Principal: true, Period: d.Tenures[0].Period})
			}
			change(d)
		}
	}
	tests := []struct {
		name   string
		who    string
		change func(*roster.District)
		body   string // "" when not evaluated in this cycle
		group  string
		asked  []evaluation.Asked
	}{
		{"another post in the same unit under the same body asks nobody", "officer",
			also("officer", roster.Post{Unit: "xa", TitleGroup: "mass", Rank: 9, ManagedBy: "du"}), "du", "officer", nil},
		{"the higher body decides, in the group of the post that it manages", "officer",
			also("officer", roster.Post{Unit: "xa", TitleGroup: "council", Rank: 9, ManagedBy: "btv"}), "btv", "council", nil},
		{"the body of the lower post has its say", "deputy",
			also("deputy", roster.Post{Unit: "xa", TitleGroup: "officer", Rank: 9, ManagedBy: "du"}), "btv", "leader",
			[]evaluation.Asked{{Subject: "deputy", By: "secretary"}}},
		{"its deputy speaks about its chair", "secretary",
			also("secretary", roster.Post{Unit: "xa", TitleGroup: "officer", Rank: 9, ManagedBy: "du"}), "btv", "leader",
			[]evaluation.Asked{{Subject: "secretary", By: "deputy"}}},
		{"the head of another unit has their say", "officer",
			second(also("officer", roster.Post{Unit: "xa-khac", TitleGroup: "officer", Rank: 9, ManagedBy: "du"})), "du", "officer",
			[]evaluation.Asked{{Subject: "officer", By: "head-2"}}},
		{"a post of the province takes the case to the province", "officer",
			also("officer", roster.Post{Unit: "xa", TitleGroup: "council", Rank: 9, ManagedBy: "tinh"}), "", "", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			e, findings := evaluation.Enrol(town(tt.change), "huyen", endOf2018)
			require.Empty(t, findings)
			of := func(p evaluation.Enrolled) bool { return p.Official == tt.who }
			var body, group string
			if i := slices.IndexFunc(e.Enrolled, of); i >= 0 {
				body, group = e.Enrolled[i].Body, e.Enrolled[i].Group
				require.False(t, slices.ContainsFunc(e.Enrolled[i+1:], of), "counted once")
			}
			require.Equal(t, tt.body, body)
			require.Equal(t, tt.group, group)
			require.Equal(t, tt.asked, e.Conferences[0].Asked)
			var sits []string
			for _, s := range e.Sittings {
				if slices.ContainsFunc(s.Cases, func(c evaluation.Case) bool { return c.Official == tt.who }) {
					sits = append(sits, s.Body)
				}
			}
			if tt.body == "" {
				require.Empty(t, sits)
				return
			}
			require.Equal(t, []string{tt.body}, sits)
		})
	}
}
