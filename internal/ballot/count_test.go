package ballot_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"canbo/internal/ballot"
	"canbo/internal/fault"
)

// t12 is vector T12 of domain/regulations section 10.1, as tellers would type it in.
func t12() ballot.Count {
	heads := ballot.Heads{Convened: 21, Present: 20, Issued: 20}
	return ballot.Count{
		BallotID: "body-decision/caoloc-2018/btv-huyen/ballot",
		Heads:    heads,
		Subjects: []ballot.Tally{{
			Subject: "le-van-an", Heads: heads, Collected: 20, Valid: 19, Invalid: 1,
			Boxes: []ballot.Box{{"Excellent", 4}, {"Good", 12}, {"Completed", 3}, {"NotCompleted", 0}, {"NotRated", 0}},
		}},
	}
}

func TestCountValidate(t *testing.T) {
	t.Parallel()
	require.NoError(t, t12().Validate())
	for name, c := range map[string]struct {
		change func(*ballot.Count)
		text   string
	}{
		"the boxes of a person add up to 20 of 19 valid": {func(c *ballot.Count) { c.Subjects[0].Boxes[0].Votes++ }, "le-van-an: the boxes add up to 20, valid papers are 19"},
		"more present than convened":                     {func(c *ballot.Count) { c.Present = 22 }, "convened 21, present 22, issued 20"},
		"more issued than present":                       {func(c *ballot.Count) { c.Subjects[0].Issued = 21 }, "le-van-an: convened 21, present 20, issued 21"},
		"more collected than issued":                     {func(c *ballot.Count) { c.Subjects[0].Collected = 21 }, "le-van-an: collected 21 of 20 issued"},
		"valid and invalid do not add up":                {func(c *ballot.Count) { c.Subjects[0].Invalid = 0 }, "le-van-an: valid 19 and invalid 0 of 20 collected"},
		"a negative figure": {func(c *ballot.Count) {
			c.Subjects[0].Valid, c.Subjects[0].Invalid = 21, -1
		}, "le-van-an: valid 21 and invalid -1 of 20 collected"},
		"a negative box that makes the sum right": {func(c *ballot.Count) {
			c.Subjects[0].Boxes[3].Votes, c.Subjects[0].Boxes[0].Votes = -1, 5
		}, "le-van-an: box NotCompleted is negative or stands there twice"},
		"a subject with more convened than the meeting": {func(c *ballot.Count) { c.Subjects[0].Convened = 22 }, "le-van-an: convened 22"},
		"a person counted twice":                        {func(c *ballot.Count) { c.Subjects = append(c.Subjects, c.Subjects[0]) }, "le-van-an is counted twice"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			count := t12()
			c.change(&count)
			refused, ok := fault.As(count.Validate())
			require.True(t, ok)
			require.Equal(t, "count_contradictory", refused.Code)
			require.Contains(t, refused.Text, c.text)
		})
	}
}

func TestCountPapers(t *testing.T) {
	t.Parallel()
	spec := unitBallot()
	papers := []ballot.Marked{
		{"binh", "Good"}, {"em", "Excellent"}, // an
		{"an", "Good"}, {"em", "Excellent"}, // binh
		{"an", "Completed"}, {"binh", ballot.Blank}, // chi, who keeps the paper on em
	}
	got, err := ballot.CountPapers(spec, []string{"an", "binh", "chi"}, papers)
	require.NoError(t, err)
	require.Equal(t, ballot.Count{
		BallotID: spec.ID,
		Heads:    ballot.Heads{Convened: 4, Present: 3, Issued: 3},
		Subjects: []ballot.Tally{
			{"an", ballot.Heads{Convened: 3, Present: 2, Issued: 2}, 2, 2, 0, []ballot.Box{{"Excellent", 0}, {"Good", 1}, {"Completed", 1}}},
			{"binh", ballot.Heads{Convened: 3, Present: 2, Issued: 2}, 2, 1, 1, []ballot.Box{{"Excellent", 0}, {"Good", 1}, {"Completed", 0}}},
			{"em", ballot.Heads{Convened: 4, Present: 3, Issued: 3}, 2, 2, 0, []ballot.Box{{"Excellent", 2}, {"Good", 0}, {"Completed", 0}}},
		},
	}, got)

	tally, ok := got.Of("em")
	require.True(t, ok)
	require.Equal(t, 2, tally.Votes("Excellent"))
	require.Zero(t, tally.Votes("Splendid"))
	_, ok = got.Of("dung")
	require.False(t, ok)
}

func TestCountPapersRefuses(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		paper []ballot.Marked
		code  string
	}{
		"a paper on somebody else":          {[]ballot.Marked{{"phuc", "Good"}}, "foreign_paper"},
		"a paper with a foreign box":        {[]ballot.Marked{{"em", "Splendid"}}, "foreign_paper"},
		"more papers on one than were made": {[]ballot.Marked{{"em", "Good"}, {"em", "Good"}}, "count_contradictory"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := ballot.CountPapers(unitBallot(), []string{"an"}, c.paper)
			refused, ok := fault.As(err)
			require.True(t, ok)
			require.Equal(t, c.code, refused.Code)
			require.NotContains(t, refused.Error(), "Splendid", "errors never carry a vote")
		})
	}
}

func TestAnyElectionCountsWhole(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		people := rapid.SliceOfNDistinct(rapid.StringMatching(`[a-z][a-z0-9-]{0,6}`), 1, 12, rapid.ID).Draw(t, "people")
		spec := unitBallot()
		spec.Roll = people[:rapid.IntRange(1, len(people)).Draw(t, "roll")]
		spec.Subjects = people[rapid.IntRange(0, len(people)-1).Draw(t, "subjects"):]
		require.NoError(t, spec.Validate())
		drawn := spec.Roll[:rapid.IntRange(0, len(spec.Roll)).Draw(t, "drawn")]
		var papers []ballot.Marked
		made := 0
		for _, voter := range drawn {
			for _, subject := range spec.SubjectsFor(voter) {
				made++
				if choice := rapid.SampledFrom(append(spec.Choices, ballot.Blank, "kept")).Draw(t, "choice"); choice != "kept" {
					papers = append(papers, ballot.Marked{Subject: subject, Choice: choice})
				}
			}
		}

		count, err := ballot.CountPapers(spec, drawn, papers)
		require.NoError(t, err)
		collected, issued := 0, 0
		for _, tally := range count.Subjects {
			collected += tally.Collected
			issued += tally.Issued
		}
		require.Equal(t, len(papers), collected)
		require.Equal(t, made, issued)

		again, err := ballot.CountPapers(spec.Canonical(), drawn, rapid.Permutation(papers).Draw(t, "shuffled"))
		require.NoError(t, err)
		require.Equal(t, count.Hash(), again.Hash(), "a recount in any order has the same hash")
	})
}

func TestHashTellsEveryFigure(t *testing.T) {
	t.Parallel()
	want := t12().Hash()
	require.Equal(t, "1564e8f11b1710fd2ceff21ad652d352b3ba1eb3c209d7fbeb5b7d8601e6f87a", want, "stored hashes must stay checkable")
	reordered := t12()
	slices.Reverse(reordered.Subjects[0].Boxes)
	require.Equal(t, want, reordered.Hash())

	for name, change := range map[string]func(*ballot.Count){
		"ballot":    func(c *ballot.Count) { c.BallotID += "-2" },
		"convened":  func(c *ballot.Count) { c.Convened++ },
		"present":   func(c *ballot.Count) { c.Present-- },
		"subject":   func(c *ballot.Count) { c.Subjects[0].Subject = "le-van-anh" },
		"collected": func(c *ballot.Count) { c.Subjects[0].Collected-- },
		"box": func(c *ballot.Count) {
			c.Subjects[0].Boxes[0].Choice = "Good"
			c.Subjects[0].Boxes[1].Choice = "Excellent"
		},
		"votes": func(c *ballot.Count) { c.Subjects[0].Boxes[0].Votes--; c.Subjects[0].Boxes[1].Votes++ },
	} {
		changed := t12()
		change(&changed)
		require.NotEqual(t, want, changed.Hash(), name)
	}
}
