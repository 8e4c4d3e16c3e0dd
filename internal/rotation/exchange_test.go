package rotation_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/rotation"
)

func TestWhoChangesPlacesWithWhom(t *testing.T) {
	t.Parallel()
	pending := []rotation.Pending{
		{Code: "an", From: "a", To: "b"}, {Code: "binh", From: "b", To: "c"}, {Code: "chi", From: "c", To: "a"},
		{Code: "dung", From: "d", To: "e"}, {Code: "giang", From: "e", To: "a2"}, {Code: "hoa", From: "x", To: "a"},
	}
	for name, c := range map[string]struct {
		code string
		want []string
	}{
		"three who close a circle, whoever is asked about first": {"binh", []string{"binh", "chi", "an"}},
		"a chain that ends in a vacant post":                     {"dung", nil},
		"somebody who would come into a circle from outside":     {"hoa", nil},
		"nobody that is known":                                   {"moon", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, p := range rotation.Exchange(pending, c.code) {
				got = append(got, p.Code)
			}
			require.Equal(t, c.want, got)
		})
	}
}
