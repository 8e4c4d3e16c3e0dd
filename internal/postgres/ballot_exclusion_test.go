package postgres_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/ballot"
)

func TestWhoIsExcludedDrawsNoPaperAndNoneIsMissed(t *testing.T) {
	t.Parallel()
	p := openPolling(t)
	p.spec.ID = "unit-review/caoloc-2018/xa-gia-cat/ballot-2"
	p.spec.Excluded = []ballot.Exclusion{{Voter: "an", Subject: "binh"}, {Voter: "binh", Subject: "an"}, {Voter: "em", Subject: "phuc"}}
	require.NoError(t, p.open(p.spec))
	require.NoError(t, p.open(p.spec), "the same again changes nothing")
	require.Equal(t, 17-3, p.progress().Expected)

	for _, voter := range p.spec.Roll {
		papers := p.mustDraw(voter)
		var subjects []string
		for _, paper := range papers {
			subjects = append(subjects, paper.Subject)
		}
		require.ElementsMatch(t, p.spec.SubjectsFor(voter), subjects, voter)
		require.NoError(t, p.cast(markAll(papers, "Good")...))
	}
	require.True(t, p.progress().Complete())
	count := p.mustCount()
	heads := map[string]int{}
	for _, tally := range count.Subjects {
		require.Equal(t, tally.Convened, tally.Collected, tally.Subject)
		heads[tally.Subject] = tally.Convened
	}
	require.Equal(t, map[string]int{"an": 3, "binh": 3, "chi": 4, "phuc": 4}, heads)
	require.Equal(t, 5, count.Convened, "who is excluded from one vote is at the meeting")
}
