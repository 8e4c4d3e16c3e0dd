package ballot_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"canbo/internal/ballot"
	"canbo/internal/fault"
)

func paperSpec() ballot.Spec {
	return ballot.Spec{
		ID: "unit-review/c/u/ballot", Roll: []string{"an", "binh", "chi"}, Subjects: []string{"an", "dung"},
		Choices: []string{"Excellent", "Good"},
	}
}

func paperEntry() ballot.PaperEntry {
	return ballot.PaperEntry{Ballot: "unit-review/c/u/ballot", Present: 3, Issued: 3, Subjects: []ballot.PaperLine{
		{Subject: "an", Present: 2, Issued: 2, Collected: 2, Invalid: 1, Boxes: []ballot.Box{{"Excellent", 0}, {"Good", 1}}},
		{Subject: "dung", Present: 3, Issued: 3, Collected: 3, Invalid: 0, Boxes: []ballot.Box{{"Excellent", 1}, {"Good", 2}}},
	}}
}

func TestAnEntryBecomesACount(t *testing.T) {
	t.Parallel()
	got, err := paperEntry().Count(paperSpec())
	require.NoError(t, err)
	want := ballot.Count{
		BallotID: "unit-review/c/u/ballot", OnPaper: true, Heads: ballot.Heads{Convened: 3, Present: 3, Issued: 3},
		Subjects: []ballot.Tally{
			{
				Subject: "an", Heads: ballot.Heads{Convened: 2, Present: 2, Issued: 2}, Collected: 2, Valid: 1, Invalid: 1,
				Boxes: []ballot.Box{{"Excellent", 0}, {"Good", 1}},
			},
			{
				Subject: "dung", Heads: ballot.Heads{Convened: 3, Present: 3, Issued: 3}, Collected: 3, Valid: 3,
				Boxes: []ballot.Box{{"Excellent", 1}, {"Good", 2}},
			},
		},
	}
	require.Empty(t, cmp.Diff(want, got))
	electronic := got
	electronic.OnPaper = false
	require.NotEqual(t, electronic.Hash(), got.Hash(), "the record says that it was held on paper")
}

func TestAnEntryIsRefusedWithItsLine(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*ballot.PaperEntry)
		code   string
		text   string
	}{
		"of another ballot":          {func(e *ballot.PaperEntry) { e.Ballot = "x/y" }, "other_ballot", "unit-review/c/u/ballot"},
		"about somebody else":        {func(e *ballot.PaperEntry) { e.Subjects[1].Subject = "yen" }, "unknown_subject", "subjects[1] (yen)"},
		"with a line twice":          {func(e *ballot.PaperEntry) { e.Subjects[1].Subject = "an" }, "subject_repeated", "subjects[1] (an)"},
		"with a line missing":        {func(e *ballot.PaperEntry) { e.Subjects = e.Subjects[:1] }, "subject_missing", "dung"},
		"with a box that is none":    {func(e *ballot.PaperEntry) { e.Subjects[0].Boxes[0].Choice = "Poor" }, "unknown_choice", `subjects[0] (an): the paper has no box "Poor"`},
		"with a box twice":           {func(e *ballot.PaperEntry) { e.Subjects[0].Boxes[1].Choice = "Excellent" }, "choice_repeated", "subjects[0] (an)"},
		"with a box missing":         {func(e *ballot.PaperEntry) { e.Subjects[0].Boxes = e.Subjects[0].Boxes[:1] }, "choice_missing", "votes for Good"},
		"whose votes do not add up":  {func(e *ballot.PaperEntry) { e.Subjects[1].Boxes[0].Votes = 2 }, "count_contradictory", "dung: the boxes add up to 4, valid papers are 3"},
		"with more papers than came": {func(e *ballot.PaperEntry) { e.Subjects[0].Collected = 3 }, "count_contradictory", "an: collected 3 of 2 issued"},
		"with more people than roll": {func(e *ballot.PaperEntry) { e.Present = 4 }, "count_contradictory", "convened 3, present 4"},
		"with a subject's own paper": {func(e *ballot.PaperEntry) { e.Subjects[0].Present, e.Subjects[0].Issued = 3, 3 }, "count_contradictory", "an: convened 2"},
		"with a negative figure":     {func(e *ballot.PaperEntry) { e.Subjects[0].Invalid = -1 }, "count_contradictory", "invalid -1"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			entry := paperEntry()
			c.change(&entry)
			_, err := entry.Count(paperSpec())
			refused, ok := fault.As(err)
			require.True(t, ok, "%v", err)
			require.Equal(t, fault.Invalid, refused.Kind)
			require.Equal(t, c.code, refused.Code)
			require.Contains(t, refused.Text, c.text)
		})
	}
}

func TestDifferencesNameTheFigure(t *testing.T) {
	t.Parallel()
	a, b := paperEntry(), paperEntry()
	b.Issued = 2
	b.Subjects[0].Invalid = 2
	b.Subjects[1].Boxes = []ballot.Box{{"Good", 1}, {"Excellent", 2}} // another order is no difference
	require.Equal(t, []ballot.Difference{
		{Figure: "issued", First: 3, Second: 2},
		{Subject: "an", Figure: "invalid", First: 1, Second: 2},
		{Subject: "dung", Figure: "votes", Choice: "Excellent", First: 1, Second: 2},
		{Subject: "dung", Figure: "votes", Choice: "Good", First: 2, Second: 1},
	}, a.Differences(b))
}

// Two entries of one ballot have the same hash exactly when no figure differs, in whatever order they were typed.
func TestEqualHashesAreEqualFigures(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) ballot.PaperEntry {
			e := paperEntry()
			e.Issued = rapid.IntRange(2, 3).Draw(t, name+" issued")
			e.Subjects[0].Invalid = rapid.IntRange(0, 1).Draw(t, name+" invalid")
			e.Subjects[1].Boxes[rapid.IntRange(0, 1).Draw(t, name+" box")].Votes = rapid.IntRange(0, 2).Draw(t, name+" votes")
			if rapid.Bool().Draw(t, name+" turned") {
				slices.Reverse(e.Subjects)
				slices.Reverse(e.Subjects[0].Boxes)
			}
			return e
		}
		a, b := draw("a"), draw("b")
		require.Equal(t, a.Hash() == b.Hash(), len(a.Differences(b)) == 0)
		require.Len(t, b.Differences(a), len(a.Differences(b)))
	})
}
