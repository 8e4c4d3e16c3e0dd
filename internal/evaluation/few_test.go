package evaluation_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"canbo/internal/evaluation"
)

func TestSmallGroupsAreKeptBack(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		people map[string]int
		few    map[string]bool
	}{
		"nobody":                                {map[string]int{}, map[string]bool{}},
		"an empty group tells nothing":          {map[string]int{"a": 0, "b": 9}, map[string]bool{}},
		"groups of five and more":               {map[string]int{"a": 5, "b": 6}, map[string]bool{}},
		"one group alone":                       {map[string]int{"a": 2}, map[string]bool{"a": true}},
		"the next smallest hides with one":      {map[string]int{"a": 1, "b": 9, "c": 6}, map[string]bool{"a": true, "c": true}},
		"small ones hide each other":            {map[string]int{"a": 3, "b": 2, "c": 9}, map[string]bool{"a": true, "b": true}},
		"all small ones, also when one is left": {map[string]int{"a": 4, "b": 4, "c": 4}, map[string]bool{"a": true, "b": true, "c": true}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, c.few, evaluation.TooFew(c.people))
		})
	}
}

// Nobody is left over whom the groups that are shown and their sum would tell.
func TestWhatIsKeptBackIsNeverAFew(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		people := rapid.MapOf(rapid.IntRange(1, 20), rapid.IntRange(0, 12)).Draw(t, "people")
		few := evaluation.TooFew(people)
		hidden, all := 0, 0
		for key, n := range people {
			all += n
			if few[key] {
				hidden += n
			} else if n > 0 {
				require.GreaterOrEqual(t, n, evaluation.FewPeople)
			}
		}
		if hidden > 0 && hidden < all {
			require.GreaterOrEqual(t, hidden, evaluation.FewPeople)
		}
	})
}
