package policy_test

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/policy"
	"canbo/seeds"
)

func TestWhatAPostAsksFor(t *testing.T) {
	t.Parallel()
	p, err := shipped(t).ByID("tc2018", 1)
	require.NoError(t, err)
	tests := []struct {
		name    string
		tier    policy.Tier
		subject policy.Subject
		want    string
	}{
		{"a district post, professional", policy.District, policy.Professional, "university"},
		{"a district post, theory", policy.District, policy.PoliticalTheory, "intermediate"},
		{"a commune post, professional", policy.Commune, policy.Professional, "university"},
		{"a commune post, theory", policy.Commune, policy.PoliticalTheory, "intermediate"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			level, ok := p.Qualification.Required(tt.tier, "any", tt.subject)
			require.True(t, ok)
			require.Equal(t, tt.want, level.Value)
			require.False(t, level.Verified)
		})
	}
	_, ok := p.Qualification.Required("province", "any", policy.Professional)
	require.False(t, ok)

	later, err := shipped(t).ByID("tc2023", 1)
	require.NoError(t, err)
	level, _ := later.Qualification.Required(policy.Commune, "commune-chair", policy.PoliticalTheory)
	require.True(t, level.Verified)
	level, _ = later.Qualification.Required(policy.Commune, "commune-secretary", policy.PoliticalTheory)
	require.False(t, level.Verified)
}

func TestALevelThatDoesNotExistIsRefused(t *testing.T) {
	t.Parallel()
	data, err := fs.ReadFile(seeds.FS, "policies/qualification/tc2018.yaml")
	require.NoError(t, err)
	for _, level := range []string{"universty", "advanced"} {
		_, err = policy.Parse("tc2018.yaml", []byte(strings.Replace(string(data), "{value: university", "{value: "+level, 1)))
		require.ErrorContains(t, err, "qualification.requirements[0].professional.value: unknown level \""+level+"\" (use one of none, elementary")
	}
}
