package evaluation_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"canbo/internal/evaluation"
)

// meets is the judgement of an official who meets the conditions of a grade and of all below it.
func meets(best evaluation.Grade, ceilings ...evaluation.Ceiling) evaluation.Judgement {
	j := evaluation.Judgement{Ceilings: ceilings}
	for _, g := range []evaluation.Grade{evaluation.Excellent, evaluation.Good, evaluation.Completed} {
		j.Grades = append(j.Grades, evaluation.GradeJudgement{Grade: g, Met: !g.Better(best)})
	}
	return j
}

func candidate(code string, best evaluation.Grade) evaluation.Candidate {
	return evaluation.Candidate{Official: code, Unit: "x", Group: "deputy", Judgement: meets(best)}
}

func TestSuggestionForOnePerson(t *testing.T) {
	t.Parallel()
	short := evaluation.Ceiling{Rule: "short", Grade: evaluation.NotRated}
	absent := evaluation.Ceiling{Rule: "absent", Grade: evaluation.Completed}
	disciplined := evaluation.Ceiling{Rule: "disciplined", Grade: evaluation.NotCompleted}
	missing := evaluation.Ceiling{Rule: "missing", Grade: evaluation.NotCompleted, Unknown: true}
	tests := []struct {
		name    string
		from    evaluation.Candidate
		grade   evaluation.Grade
		reasons []evaluation.Reason
	}{
		{
			"the best grade met", candidate("a", evaluation.Good), evaluation.Good,
			[]evaluation.Reason{{Code: evaluation.ReasonConditions}},
		},
		{
			"no condition met is NotCompleted", candidate("a", evaluation.NotCompleted), evaluation.NotCompleted,
			[]evaluation.Reason{{Code: evaluation.ReasonConditions}},
		},
		{
			"a ceiling lowers it and is named",
			evaluation.Candidate{Official: "a", Judgement: meets(evaluation.Good, absent)}, evaluation.Completed,
			[]evaluation.Reason{{Code: evaluation.ReasonCeiling, Rule: "absent"}},
		},
		{
			"a ceiling above the grade says nothing",
			evaluation.Candidate{Official: "a", Judgement: meets(evaluation.Completed, absent)}, evaluation.Completed,
			[]evaluation.Reason{{Code: evaluation.ReasonConditions}},
		},
		{
			"the lowest ceiling counts",
			evaluation.Candidate{Official: "a", Judgement: meets(evaluation.Good, absent, disciplined)}, evaluation.NotCompleted,
			[]evaluation.Reason{{Code: evaluation.ReasonCeiling, Rule: "absent"}, {Code: evaluation.ReasonCeiling, Rule: "disciplined"}},
		},
		{
			"who is not rated is not failed either",
			evaluation.Candidate{Official: "a", Judgement: meets(evaluation.NotCompleted, disciplined, short)}, evaluation.NotRated,
			[]evaluation.Reason{{Code: evaluation.ReasonCeiling, Rule: "short"}},
		},
		{
			"a ceiling that could not be judged does not bind",
			evaluation.Candidate{Official: "a", Judgement: meets(evaluation.Good, missing)}, evaluation.Good,
			[]evaluation.Reason{{Code: evaluation.ReasonConditions}},
		},
		{
			"a head is not above the unit",
			evaluation.Candidate{Official: "a", Head: true, Judgement: meets(evaluation.Good), UnitGrade: evaluation.Completed},
			evaluation.Completed,
			[]evaluation.Reason{{Code: evaluation.ReasonConditions}, {Code: evaluation.ReasonUnit}},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := evaluation.Suggest([]evaluation.Candidate{tt.from}, yearlyCap())
			require.Len(t, got, 1)
			require.Equal(t, tt.grade, got[0].Grade)
			require.Equal(t, tt.reasons, got[0].Reasons)
		})
	}
}

func TestAGapBetweenSelfReviewAndProposalIsFlagged(t *testing.T) {
	t.Parallel()
	gap := func(self, proposed evaluation.Grade) bool {
		c := candidate("a", evaluation.Good)
		c.Self, c.Proposed = self, proposed
		return evaluation.Suggest([]evaluation.Candidate{c}, yearlyCap())[0].Gap
	}
	require.True(t, gap(evaluation.Excellent, evaluation.Good))
	require.False(t, gap(evaluation.Good, evaluation.Good))
	require.False(t, gap("", evaluation.Good), "nothing was said, so nothing differs")
}

// Ten people meet Excellent, two seats: the larger share of exceeded tasks first, then the ballot, then the code.
func TestSeatsGoByTheNamedPriorities(t *testing.T) {
	t.Parallel()
	var people []evaluation.Candidate
	for i := range 10 {
		c := candidate(fmt.Sprintf("p%d", i), evaluation.Excellent)
		c.Own = evaluation.Targets{Total: 10, Exceeded: 2}
		c.Ballot = evaluation.Share{Part: 5, Whole: 10}
		people = append(people, c)
	}
	excellent := func() []string {
		var codes []string
		for _, s := range evaluation.Suggest(people, yearlyCap()) {
			if s.Grade == evaluation.Excellent {
				codes = append(codes, s.Official)
				continue
			}
			require.Equal(t, evaluation.Good, s.Grade)
			require.Equal(t, evaluation.Excellent, s.Conditions)
			require.Equal(t, evaluation.Reason{Code: evaluation.ReasonCap, Rule: "deputy"}, s.Reasons[len(s.Reasons)-1])
		}
		return codes
	}
	require.Equal(t, []string{"p0", "p1"}, excellent(), "all equal: by code")
	people[7].Ballot.Part = 6
	require.Equal(t, []string{"p0", "p7"}, excellent(), "the ballot decides among equals")
	people[8].Own = evaluation.Targets{Total: 4, Exceeded: 1}
	people[9].Own = evaluation.Targets{Total: 3, Exceeded: 1}
	require.Equal(t, []string{"p8", "p9"}, excellent(), "1 of 4 and 1 of 3 are more than 2 of 10, whatever the ballot")
	people[9].Own = evaluation.Targets{}
	require.Equal(t, []string{"p7", "p8"}, excellent(), "who had no task exceeded none")
}

func TestAnExcludedHeadTakesNoSeat(t *testing.T) {
	t.Parallel()
	limit := yearlyCap()
	limit.ExcludeHead = true
	head := candidate("head", evaluation.Excellent)
	head.Head = true
	got := evaluation.Suggest([]evaluation.Candidate{head}, limit)
	require.Equal(t, evaluation.Excellent, got[0].Grade, "a group of one would have no seat")
}

func drawCandidates(t *rapid.T) []evaluation.Candidate {
	grades := []evaluation.Grade{evaluation.Excellent, evaluation.Good, evaluation.Completed, evaluation.NotCompleted}
	return rapid.Custom(func(t *rapid.T) []evaluation.Candidate {
		people := make([]evaluation.Candidate, rapid.IntRange(0, 60).Draw(t, "people"))
		for i := range people {
			total := rapid.IntRange(0, 5).Draw(t, "total")
			people[i] = evaluation.Candidate{
				Official:  fmt.Sprintf("p%02d", i),
				Unit:      rapid.SampledFrom([]string{"x", "y"}).Draw(t, "unit"),
				Group:     rapid.SampledFrom([]string{"head", "deputy"}).Draw(t, "group"),
				Head:      rapid.Bool().Draw(t, "head"),
				Judgement: meets(rapid.SampledFrom(grades).Draw(t, "best")),
				Own:       evaluation.Targets{Total: total, Exceeded: rapid.IntRange(0, total).Draw(t, "exceeded")},
				Ballot:    evaluation.Share{Part: rapid.IntRange(0, 9).Draw(t, "votes"), Whole: 9},
			}
		}
		return people
	}).Draw(t, "candidates")
}

func membersOf(people []evaluation.Candidate, suggestions []evaluation.Suggestion) []evaluation.Member {
	byCode := map[string]evaluation.Candidate{}
	for _, p := range people {
		byCode[p.Official] = p
	}
	members := make([]evaluation.Member, len(suggestions))
	for i, s := range suggestions {
		p := byCode[s.Official]
		members[i] = evaluation.Member{Official: p.Official, Unit: p.Unit, Group: p.Group, Head: p.Head, Grade: s.Grade}
	}
	return members
}

// For any people and cap: the suggestions keep the cap, nobody could be added to Excellent without breaking it, nobody
// is above their conditions, and the order in which people are listed changes nothing.
func TestSuggestionsKeepTheCapAndWasteNoSeat(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		people, limit := drawCandidates(t), drawCap(t)
		got := evaluation.Suggest(people, limit)
		members := membersOf(people, got)
		require.Empty(t, limit.Breaches(members))
		for i, s := range got {
			require.False(t, s.Grade.Better(s.Conditions))
			if s.Grade == s.Conditions {
				continue
			}
			require.Equal(t, evaluation.Good, s.Grade, "the cap moves people from Excellent to Good only")
			members[i].Grade = evaluation.Excellent
			require.NotEmpty(t, limit.Breaches(members), "%s could have had a seat", s.Official)
			members[i].Grade = evaluation.Good
		}

		shuffled := append([]evaluation.Candidate(nil), people...)
		seed := rapid.Uint64().Draw(t, "seed")
		rand.New(rand.NewPCG(seed, seed)).Shuffle(len(shuffled), func(i, j int) {
			shuffled[i], shuffled[j] = shuffled[j], shuffled[i]
		})
		require.Equal(t, got, evaluation.Suggest(shuffled, limit))
	})
}

// Better facts never cost anybody their grade: who exceeds one task more keeps Excellent if they had it.
func TestExceedingMoreNeverCostsASeat(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		people, limit := drawCandidates(t), drawCap(t)
		if len(people) == 0 {
			return
		}
		who := rapid.IntRange(0, len(people)-1).Draw(t, "who")
		before := evaluation.Suggest(people, limit)[who].Grade
		people[who].Own.Exceeded = people[who].Own.Total
		after := evaluation.Suggest(people, limit)[who].Grade
		require.False(t, before.Better(after))
	})
}
