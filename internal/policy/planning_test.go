package policy_test

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/planning"
	"canbo/internal/policy"
	"canbo/seeds"
)

// planningText is the shipped planning policy of 2012 with one part replaced.
func planningText(t *testing.T, old, with string) []byte {
	t.Helper()
	data, err := fs.ReadFile(seeds.FS, "policies/planning/hd15-2012.yaml")
	require.NoError(t, err)
	require.Contains(t, string(data), old)
	return []byte(strings.Replace(string(data), old, with, 1))
}

func TestEveryPlanningPolicyNamesItsReasonsWithTheirSources(t *testing.T) {
	t.Parallel()
	for _, p := range shipped(t).All() {
		if p.Kind != policy.KindPlanning {
			continue
		}
		require.ElementsMatch(t, planning.Reasons, p.Planning.Reasons(), p.Name())
		for _, r := range p.Planning.Removals {
			require.NotEmpty(t, r.Source, "%s %s", p.Name(), r.Reason)
		}
		for _, id := range []string{"women", "young", "minority", "external", "people_per_post", "posts_per_person", "people_for_seats", "band-1"} {
			require.NotEmpty(t, p.Planning.Citation(id).Source, "%s %s", p.Name(), id)
			require.NotEmpty(t, p.Planning.Citation(id).CureVI, "%s %s", p.Name(), id)
		}
	}
}

func TestAPlanningPolicyThatCannotBeMeantIsRefusedWithPlaceAndRemedy(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ old, with, want string }{
		"a reason that is none":           {"{reason: LowPrestige,", "{reason: Boring,", `unknown reason "Boring"`},
		"a reason twice":                  {"{reason: LowPrestige,", "{reason: OverAge,", `duplicate reason "OverAge"`},
		"a rule for no reason of its own": {"    - {reason: Disciplined, source: NA217, verified: true}\n", "", `does not remove people for "Disciplined"`},
		"a leaf without a source":         {"people_per_post: {value: 4, source: choice,", "people_per_post: {value: 4,", "source"},
		"a leaf without verified":         {"posts_per_person: {value: 3, source: NA217, verified: true}", "posts_per_person: {value: 3, source: NA217}", "verified"},
		"a source that is not listed":     {"posts_per_person: {value: 3, source: NA217", "posts_per_person: {value: 3, source: NA999", "NA999"},
		"a month that is none":            {`month: {value: "2020-06"`, `month: {value: "2020-16"`, `"2020-16" is no month`},
		"a threshold over one":            {"ratio_bp: 5000, strict: true", "ratio_bp: 10001, strict: true", "ratio_bp"},
		"a base of votes that is none":    {"base: Convened, tie: HeadDecides", "base: Everybody, tie: HeadDecides", "value must be one of 'Convened'"},
		"age bands out of order":          {"age_bands: {value: [40, 50]", "age_bands: {value: [50, 40]", "not in ascending order"},
		"shares for other bands":          {"band_bp: {value: []", "band_bp: {value: [1000]", "1 shares for 3 bands"},
		"a reader that is none":           {`["person", "unit_head"]`, `["person", "press"]`, "value must be one of 'person'"},
		"a retirement table for men only": {", {sex: female, born_from: \"1900-01\", years: 55, months: 0}]", "]", "planning.retirement"},
		"two references for one level":    {"- {tier: commune, month", "- {tier: district, month", `duplicate reference "district"`},
		"a key that nobody reads":         {"same_level_only:", "same_levels_only:", "same_levels_only"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := policy.Parse("hd15-2012.yaml", planningText(t, tt.old, tt.with))
			require.ErrorContains(t, err, tt.want)
			require.ErrorContains(t, err, "hd15-2012.yaml:")
		})
	}
}
