package access_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/access"
)

func TestARefusalNamesWhoMay(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		act  access.Act
		want []access.Who
	}{
		"an act of those who decide":          {access.Decide, []access.Who{access.Deciders}},
		"an act of the office":                {access.GrantRole, []access.Who{access.Offices}},
		"what is also somebody's own":         {access.ReadTermRating, []access.Who{access.Owners, access.Steerers, access.Inspectors}},
		"a program's act is nobody's":         {access.CreateKey, nil},
		"everybody's needs no naming":         {access.CastPapers, nil},
		"one that nobody knows is for nobody": {"drop-tables", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, c.want, access.WhoMay(c.act))
		})
	}
}
