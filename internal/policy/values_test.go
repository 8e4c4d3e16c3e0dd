package policy_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/policy"
	"canbo/seeds"
)

func TestEveryValueThatWasNotVerifiedIsAmongTheValues(t *testing.T) {
	t.Parallel()
	set, err := policy.Load(seeds.FS, "policies")
	require.NoError(t, err)
	for _, p := range set.All() {
		values := p.Values()
		require.NotEmpty(t, values, p.Name())
		seen := map[string]bool{}
		for _, v := range values {
			require.False(t, seen[v.Path], "%s has %s twice", p.Name(), v.Path)
			seen[v.Path] = true
			require.NotEmpty(t, v.JSON)
		}
	}
}

func TestDifferencesOfTwoPolicies(t *testing.T) {
	t.Parallel()
	set, err := policy.Load(seeds.FS, "policies")
	require.NoError(t, err)
	old, err := set.ByID("qd132-2018", 1)
	require.NoError(t, err)
	later, err := set.ByID("qd124-2023", 1)
	require.NoError(t, err)
	require.Empty(t, old.Differences(old), "nothing changes from a policy to itself")
	there, back := old.Differences(later), later.Differences(old)
	require.NotEmpty(t, there)
	require.Len(t, back, len(there), "both ways see the same places")
	for _, d := range there {
		require.NotEqual(t, string(d.From), string(d.To), d.Path)
	}
}
