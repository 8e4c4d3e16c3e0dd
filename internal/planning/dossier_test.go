package planning_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/planning"
	"canbo/internal/roster"
)

var (
	secretary  = planning.Post{Code: "bi-thu", Unit: "huyen", Rank: 1, ManagedAt: 3, Tier: roster.TierDistrict}
	headOfHome = planning.Post{Code: "truong-phong", Unit: "phong", Rank: 1, ManagedAt: 2, Tier: roster.TierDistrict}
	deputy     = planning.Post{Code: "pho-phong", Unit: "phong", Rank: 2, ManagedAt: 2, Tier: roster.TierDistrict}
	headOfLand = planning.Post{Code: "truong-dia-chinh", Unit: "dia-chinh", Rank: 1, ManagedAt: 2, Tier: roster.TierDistrict}
	ofCommune  = planning.Post{Code: "bi-thu-xa", Unit: "xa", Rank: 1, ManagedAt: 2, Tier: roster.TierCommune}
)

func keyPosts(sameLevelOnly bool) planning.Screened {
	posts := map[string]planning.Post{}
	for _, p := range []planning.Post{secretary, headOfHome, deputy, headOfLand, ofCommune} {
		posts[p.Code] = p
	}
	return planning.Screened{
		List: roster.PlanList{Code: "chu-chot", Kind: roster.PlanKeyPosts}, Tier: roster.TierDistrict, Posts: posts,
		SameLevelOnly: sameLevelOnly,
	}
}

func TestWhetherAPostIsHigher(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name                string
		planned             planning.Post
		holds               []planning.Post
		held, above, higher bool
	}{
		{"a head above a deputy in the same place", headOfHome, []planning.Post{deputy}, false, false, true},
		{"a head above a deputy elsewhere", headOfLand, []planning.Post{deputy}, false, false, true},
		{"a post that the province manages above one that the district does", secretary, []planning.Post{headOfHome}, false, false, true},
		{"a head of the district above one of a commune", headOfHome, []planning.Post{ofCommune}, false, false, true},
		{"one head is not above another", headOfLand, []planning.Post{headOfHome}, false, false, false},
		{"a commune is not above the district", ofCommune, []planning.Post{headOfHome}, false, false, false},
		{"of several posts the highest counts", headOfLand, []planning.Post{deputy, headOfHome}, false, false, false},
		{"who holds a higher one in the same place", deputy, []planning.Post{headOfHome}, false, true, false},
		{"who holds it", deputy, []planning.Post{deputy}, true, false, false},
		{"every post is above none", deputy, nil, false, false, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f := keyPosts(false).Facts(tt.planned.Code, planning.Dossier{Posts: tt.holds}).Position
			require.Equal(t, []bool{tt.held, tt.above, tt.higher}, []bool{f.Held, f.HoldsHigher, f.Higher})
		})
	}
}

func TestWhichPositionsOfAPersonCount(t *testing.T) {
	t.Parallel()
	commune := planning.Planned{List: "bch-xa", Position: "du-xa", Tier: roster.TierCommune}
	seat := planning.Planned{List: "bch-huyen", Position: "bch-huyen", Tier: roster.TierDistrict}
	head := planning.Planned{List: "chu-chot", Position: "truong-phong", Tier: roster.TierDistrict}
	recorded := planning.Dossier{Positions: []planning.Planned{commune, head, seat}}
	both := []planning.Entry{entry("an", "truong-phong", 2), entry("an", "bi-thu", 1)}

	all := keyPosts(false)
	d := all.With(recorded, both)
	require.Equal(t, []planning.Planned{commune, head, seat, {List: "chu-chot", Position: "bi-thu", Tier: roster.TierDistrict}}, d.Positions,
		"a nomination comes after what is on record")
	require.Equal(t, []int{4, 4}, []int{all.Facts("bi-thu", d).Person.Positions, all.Facts("bi-thu", d).Position.Rank})
	require.Equal(t, 2, all.Facts("truong-phong", d).Position.Rank)
	require.Equal(t, 2, all.Measured(d).Elsewhere)

	level := keyPosts(true)
	require.Equal(t, []int{3, 3}, []int{level.Facts("bi-thu", d).Person.Positions, level.Facts("bi-thu", d).Position.Rank},
		"a seat in a commune is of another level")
	require.Equal(t, 1, level.Measured(d).Elsewhere)

	dropped := all.With(recorded, both[1:])
	require.NotContains(t, dropped.Positions, head, "what the entries do not have is gone")
	require.Len(t, recorded.Positions, 3, "the record is as it was")
}
