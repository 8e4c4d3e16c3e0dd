package pages_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"canbo/internal/web/pages"
)

func TestDifferenceOfTwoTexts(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, before, after string
		want                []pages.Run
	}{
		{"two empty texts", "", "", nil},
		{"the same text", "Tận tụy với dân", "Tận tụy với dân", []pages.Run{{Kind: pages.Kept, Text: "Tận tụy với dân"}}},
		{"a text that is new", "", "Tận tụy", []pages.Run{{Kind: pages.Put, Text: "Tận tụy"}}},
		{"a word in the middle", "Còn hai hạn chế.", "Còn một hạn chế.", []pages.Run{
			{Kind: pages.Kept, Text: "Còn "}, {Kind: pages.Taken, Text: "hai "}, {Kind: pages.Put, Text: "một "}, {Kind: pages.Kept, Text: "hạn chế."},
		}},
	}
	for _, tt := range cases {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			require.Empty(t, cmp.Diff(tt.want, pages.Difference(tt.before, tt.after)))
		})
	}
	before, after := strings.Repeat("a ", 3000), strings.Repeat("b\n", 3000)
	require.True(t, cmp.Equal([]pages.Run{{Kind: pages.Taken, Text: before}, {Kind: pages.Put, Text: after}}, pages.Difference(before, after)),
		"long texts with nothing in common are given as a whole")
}

// Both texts can be read out of their difference.
func TestADifferenceHoldsBothTexts(t *testing.T) {
	t.Parallel()
	text := rapid.StringMatching(`([ab] ?\n?){0,30}`)
	rapid.Check(t, func(t *rapid.T) {
		before, after := text.Draw(t, "before"), text.Draw(t, "after")
		var old, now strings.Builder
		var last pages.RunKind
		for _, run := range pages.Difference(before, after) {
			require.NotEqual(t, last, run.Kind, "runs of one kind are one")
			if last = run.Kind; run.Kind != pages.Put {
				old.WriteString(run.Text)
			}
			if run.Kind != pages.Taken {
				now.WriteString(run.Text)
			}
		}
		require.Equal(t, before, old.String())
		require.Equal(t, after, now.String())
	})
}
