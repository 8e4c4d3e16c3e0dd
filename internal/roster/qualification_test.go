package roster_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/roster"
)

func TestALevelReachesTheStandardOfItsKind(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		kind            roster.QualificationKind
		level, required roster.Level
		want            bool
	}{
		"the level itself":                           {roster.Professional, "university", "university", true},
		"a higher one":                               {roster.Professional, "master", "university", true},
		"a lower one":                                {roster.Professional, "college", "university", false},
		"none where none is required":                {roster.PoliticalTheory, "none", "none", true},
		"a bachelor of theory is above advanced":     {roster.PoliticalTheory, "bachelor", "advanced", true},
		"no level at all":                            {roster.PoliticalTheory, "", "none", false},
		"a level of the other kind":                  {roster.PoliticalTheory, "university", "intermediate", false},
		"a standard nobody knows is reached by none": {roster.Professional, "doctor", "professor", false},
		"an unknown kind":                            {"languages", "university", "university", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, c.want, c.kind.Qualified(c.level, c.required))
		})
	}
}

func TestQualificationsAreCountedAsOfADay(t *testing.T) {
	t.Parallel()
	d, problems := roster.Load(folder(t))
	require.Empty(t, problems)
	standard := roster.Standard{roster.Professional: "university", roster.PoliticalTheory: "intermediate"}
	count := func(year int) []roster.QualificationCount {
		return roster.CountQualified(d.Holders(time.Date(year, time.June, 30, 0, 0, 0, 0, time.UTC)), standard)
	}

	require.Equal(t, []roster.QualificationCount{
		{Tier: roster.TierDistrict, Kind: roster.Professional, Count: 1, Total: 2},
		{Tier: roster.TierDistrict, Kind: roster.PoliticalTheory, Count: 1, Total: 2},
		{Tier: roster.TierCommune, Kind: roster.Professional},
		{Tier: roster.TierCommune, Kind: roster.PoliticalTheory},
	}, count(2019))
	require.Equal(t, 0, count(2018)[1].Count, "theory was awarded in 2019")
	require.Equal(t, 1, count(2014)[0].Total, "one of the two came in 2015")
	require.Equal(t, "qualification.district.political_theory", count(2019)[1].Figure())
}

func TestPostsManagedAboveTheDistrictAreCountedByNobody(t *testing.T) {
	t.Parallel()
	require.Equal(t, roster.TierDistrict, roster.TierOf(roster.KindDistrictBody, roster.LevelDistrict))
	require.Equal(t, roster.TierCommune, roster.TierOf(roster.KindTown, roster.LevelGrassroots))
	require.Equal(t, roster.TierCommune, roster.TierOf(roster.KindCommune, roster.LevelDistrict))
	require.Empty(t, roster.TierOf(roster.KindDistrictBody, roster.LevelProvince))
	require.Empty(t, roster.TierOf(roster.KindDistrict, roster.LevelDistrict))
}
