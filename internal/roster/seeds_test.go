package roster_test

import (
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/roster"
)

func TestTheDemonstrationDistrictHasThePublishedHeadCounts(t *testing.T) {
	t.Parallel()
	d, problems := roster.Load(os.DirFS("../../seeds/caoloc"))
	require.Empty(t, problems)

	for _, day := range []time.Time{
		time.Date(2018, time.January, 1, 0, 0, 0, 0, time.UTC),
		time.Date(2018, time.December, 31, 0, 0, 0, 0, time.UTC),
		time.Date(2020, time.June, 30, 0, 0, 0, 0, time.UTC),
	} {
		levels, tiers := headCounts(d, day)
		require.Equal(t, map[int]int{roster.LevelGrassroots: 182, roster.LevelDistrict: 179, roster.LevelProvince: 11}, levels, day)
		require.Equal(t, map[roster.Tier]int{roster.TierDistrict: 98, roster.TierCommune: 263, "": 11}, tiers, day)
	}
	require.Len(t, d.Facts, 361, "everybody who is evaluated has a year on record")
	require.Len(t, d.UnitResults, 24+22)
	require.Len(t, d.Petitions, 3)
}

func TestTheDemonstrationDistrictReachesThePublishedQualifications(t *testing.T) {
	t.Parallel()
	d, problems := roster.Load(os.DirFS("../../seeds/caoloc"))
	require.Empty(t, problems)
	standard := roster.Standard{roster.Professional: "university", roster.PoliticalTheory: "intermediate"}

	// Báo Lạng Sơn, 9 August 2020: 96.9 %, 90.82 %, 90.5 %, 92.8 %.
	require.Equal(t, []roster.QualificationCount{
		{Tier: roster.TierDistrict, Kind: roster.Professional, Count: 95, Total: 98},
		{Tier: roster.TierDistrict, Kind: roster.PoliticalTheory, Count: 89, Total: 98},
		{Tier: roster.TierCommune, Kind: roster.Professional, Count: 238, Total: 263},
		{Tier: roster.TierCommune, Kind: roster.PoliticalTheory, Count: 244, Total: 263},
	}, roster.CountQualified(d.Holders(time.Date(2020, time.June, 30, 0, 0, 0, 0, time.UTC)), standard))
	for _, c := range roster.CountQualified(d.Holders(time.Date(2014, time.January, 1, 0, 0, 0, 0, time.UTC)), standard) {
		require.Less(t, c.Count*10, c.Total*9, "%s was lower before", c.Figure())
	}
}

func TestTheSmallDistrictLoads(t *testing.T) {
	t.Parallel()
	d, problems := roster.Load(os.DirFS("../../seeds/mini"))
	require.Empty(t, problems)

	levels, _ := headCounts(d, time.Date(2018, time.December, 31, 0, 0, 0, 0, time.UTC))

	require.Equal(t, map[int]int{roster.LevelGrassroots: 5, roster.LevelDistrict: 9, roster.LevelProvince: 4}, levels)
	require.Len(t, d.Facts, 14)
}

// headCounts counts the holders of principal posts on a day by the level of the managing body and by tier.
func headCounts(d *roster.District, day time.Time) (map[int]int, map[roster.Tier]int) {
	bodies, posts := map[string]int{}, map[string]int{}
	for _, b := range d.Bodies {
		bodies[b.Code] = b.Level
	}
	for _, p := range d.Posts {
		posts[p.Code] = bodies[p.ManagedBy]
	}
	levels, tiers := map[int]int{}, map[roster.Tier]int{}
	for _, t := range d.Tenures {
		if t.Principal && t.Period.Covers(day) {
			levels[posts[t.Post]]++
		}
	}
	for _, h := range d.Holders(day) {
		tiers[h.Tier]++
	}
	return levels, tiers
}
