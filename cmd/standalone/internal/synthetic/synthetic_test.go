package synthetic_test

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"canbo/cmd/standalone/internal/synthetic"
	"canbo/internal/roster"
)

func load(t *testing.T, files synthetic.Files) *roster.District {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, files.Write(dir))
	district, problems := roster.Load(os.DirFS(dir))
	require.Empty(t, problems)
	return district
}

func TestADistrictIsSoundAtEverySize(t *testing.T) {
	t.Parallel()
	for _, officials := range []int{8, 39, 41, 49, 300, 2000} {
		district := load(t, synthetic.District(officials, 7))
		require.Len(t, district.Facts, officials, "each of %d has a year to answer for", officials)
		people := map[string]int{}
		for _, p := range district.Posts {
			people[p.Unit]++
		}
		delete(people, synthetic.Root)
		for unit, n := range people {
			require.GreaterOrEqual(t, n, synthetic.SmallestUnit, unit)
			require.LessOrEqual(t, n, synthetic.LargestUnit, unit)
		}
	}
}

func TestTheSameSeedMakesTheSameDistrict(t *testing.T) {
	t.Parallel()
	require.Empty(t, cmp.Diff(synthetic.District(500, 3), synthetic.District(500, 3)))
	require.NotEqual(t, synthetic.District(500, 3), synthetic.District(500, 4))
}
