package policy_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/policy"
	"canbo/seeds"
)

func TestShippedPoliciesLoad(t *testing.T) {
	t.Parallel()
	set, err := policy.Load(seeds.FS, "policies")
	require.NoError(t, err)
	for _, p := range set.All() {
		t.Log(p.Name(), p.SHA256, p.Unverified())
	}
}
