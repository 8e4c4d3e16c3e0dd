package ballot_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"canbo/internal/ballot"
	"canbo/internal/fault"
)

func TestQuorum(t *testing.T) {
	t.Parallel()
	twoThirds := ballot.Quorum{Num: 2, Den: 3, Base: ballot.BasePresent}
	for name, c := range map[string]struct {
		quorum ballot.Quorum
		heads  ballot.Heads
		want   bool
	}{
		"exactly two thirds are enough":             {twoThirds, ballot.Heads{Convened: 21, Present: 14, Issued: 14}, true},
		"one less is not":                           {twoThirds, ballot.Heads{Convened: 21, Present: 13, Issued: 13}, false},
		"two thirds of 20 are 14, not 13.3":         {twoThirds, ballot.Heads{Convened: 20, Present: 13, Issued: 13}, false},
		"people who came without drawing may count": {twoThirds, ballot.Heads{Convened: 21, Present: 14, Issued: 2}, true},
		"or not count":                              {ballot.Quorum{Num: 2, Den: 3, Base: ballot.BaseIssued}, ballot.Heads{Convened: 21, Present: 14, Issued: 13}, false},
		"a policy without a quorum asks for nobody": {ballot.Quorum{}, ballot.Heads{Convened: 21}, true},
		"nobody came":                               {twoThirds, ballot.Heads{Convened: 1}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.NoError(t, c.quorum.Validate())
			require.Equal(t, c.want, c.quorum.Met(c.heads))
		})
	}
	for name, quorum := range map[string]ballot.Quorum{
		"more than all":        {Num: 4, Den: 3, Base: ballot.BasePresent},
		"a zero denominator":   {Num: 1, Den: 0, Base: ballot.BasePresent},
		"no base":              {Num: 2, Den: 3},
		"measured by validity": {Num: 2, Den: 3, Base: ballot.BaseValid},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, fault.Invalid, fault.KindOf(quorum.Validate()))
		})
	}
}

func tally(convened, present, issued, invalid int, boxes ...ballot.Box) ballot.Tally {
	valid := 0
	for _, box := range boxes {
		valid += box.Votes
	}
	return ballot.Tally{
		Subject: "le-van-an", Heads: ballot.Heads{Convened: convened, Present: present, Issued: issued},
		Collected: valid + invalid, Valid: valid, Invalid: invalid, Boxes: boxes,
	}
}

func TestJudge(t *testing.T) {
	t.Parallel()
	overHalf := func(base ballot.Base, tie ballot.TieRule, topN int) ballot.Threshold {
		return ballot.Threshold{RatioBP: 5000, Strict: true, Base: base, Tie: tie, TopN: topN}
	}
	grades := func(excellent, good, completed int) []ballot.Box {
		return []ballot.Box{{"Excellent", excellent}, {"Good", good}, {"Completed", completed}, {"NotCompleted", 0}}
	}
	halfOfConvened := tally(20, 20, 20, 0, ballot.Box{Choice: "yes", Votes: 10}, ballot.Box{Choice: "no", Votes: 9})
	for name, c := range map[string]struct {
		threshold ballot.Threshold
		tally     ballot.Tally
		verdict   ballot.Verdict
		choices   []string
	}{
		"over half of the valid is not over half of the convened": {
			overHalf(ballot.BaseConvened, ballot.TieFail, 0), tally(24, 20, 20, 1, grades(12, 7, 0)...), ballot.NotCarried, nil},
		"the same papers carry when the valid are the base": {
			overHalf(ballot.BaseValid, ballot.TieFail, 0), tally(24, 20, 20, 1, grades(12, 7, 0)...), ballot.Carried, []string{"Excellent"}},
		"present is a base of its own": {
			overHalf(ballot.BasePresent, ballot.TieFail, 0), tally(24, 23, 20, 1, grades(12, 7, 0)...), ballot.Carried, []string{"Excellent"}},
		"issued is a base of its own": {
			overHalf(ballot.BaseIssued, ballot.TieFail, 0), tally(26, 25, 22, 1, grades(12, 7, 0)...), ballot.Carried, []string{"Excellent"}},
		"exactly half of the convened is left to the head": {
			overHalf(ballot.BaseConvened, ballot.TieHeadDecides, 0), halfOfConvened, ballot.LeftToHead, []string{"yes"}},
		"exactly half fails where the rule says so": {
			overHalf(ballot.BaseConvened, ballot.TieFail, 0), halfOfConvened, ballot.NotCarried, nil},
		"exactly half carries when the threshold is not strict": {
			ballot.Threshold{RatioBP: 5000, Base: ballot.BaseConvened, Tie: ballot.TieFail}, halfOfConvened, ballot.Carried, []string{"yes"}},
		"two halves are left to the head": {
			overHalf(ballot.BaseValid, ballot.TieHeadDecides, 0), tally(20, 20, 20, 0, grades(0, 10, 10)...), ballot.LeftToHead, []string{"Good", "Completed"}},
		"two equal leaders with the ratio do not both carry": {
			ballot.Threshold{RatioBP: 4000, Base: ballot.BaseValid, Tie: ballot.TieFail}, tally(20, 20, 20, 0, grades(8, 8, 4)...), ballot.NotCarried, nil},
		"below the ratio the head has nothing to decide": {
			overHalf(ballot.BaseValid, ballot.TieHeadDecides, 0), tally(20, 20, 20, 0, grades(8, 8, 4)...), ballot.NotCarried, nil},
		"below the ratio the first two go forward": {
			overHalf(ballot.BaseValid, ballot.TieTopN, 2), tally(20, 20, 20, 0, grades(6, 9, 5)...), ballot.GoForward, []string{"Good", "Excellent"}},
		"who equals the last of them goes forward too": {
			overHalf(ballot.BaseValid, ballot.TieTopN, 2), tally(20, 20, 20, 0, grades(5, 9, 5)...), ballot.GoForward, []string{"Good", "Excellent", "Completed"}},
		"a choice without votes does not go forward": {
			overHalf(ballot.BaseConvened, ballot.TieTopN, 2), tally(20, 5, 5, 0, grades(0, 5, 0)...), ballot.GoForward, []string{"Good"}},
		"over half is carried under the top-two rule as well": {
			overHalf(ballot.BaseValid, ballot.TieTopN, 2), tally(20, 20, 20, 0, grades(11, 9, 0)...), ballot.Carried, []string{"Excellent"}},
		"only blank papers carry nothing": {
			overHalf(ballot.BaseValid, ballot.TieTopN, 2), tally(20, 20, 20, 20, grades(0, 0, 0)...), ballot.NotCarried, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := c.threshold.Judge(c.tally)
			require.NoError(t, err)
			require.Equal(t, ballot.Outcome{Subject: "le-van-an", Verdict: c.verdict, Choices: c.choices}, got)
		})
	}
}

func TestJudgeRefusesAMalformedThreshold(t *testing.T) {
	t.Parallel()
	for name, threshold := range map[string]ballot.Threshold{
		"the zero value":           {},
		"a ratio over 100 %":       {RatioBP: 10001, Base: ballot.BaseValid, Tie: ballot.TieFail},
		"an unknown base":          {RatioBP: 5000, Base: "Collected", Tie: ballot.TieFail},
		"an unknown tie rule":      {RatioBP: 5000, Base: ballot.BaseValid, Tie: "DrawLots"},
		"top of none":              {RatioBP: 5000, Base: ballot.BaseValid, Tie: ballot.TieTopN},
		"a top under another rule": {RatioBP: 5000, Base: ballot.BaseValid, Tie: ballot.TieFail, TopN: 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := threshold.Judge(tally(3, 3, 3, 0, ballot.Box{Choice: "yes", Votes: 3}))
			require.Equal(t, fault.Invalid, fault.KindOf(err))
		})
	}
}

func TestACarriedChoiceHasItsShare(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		votes := rapid.IntRange(0, 30)
		counted := tally(100, 95, 90, 0, ballot.Box{Choice: "Excellent", Votes: votes.Draw(t, "excellent")},
			ballot.Box{Choice: "Good", Votes: votes.Draw(t, "good")}, ballot.Box{Choice: "Completed", Votes: votes.Draw(t, "completed")})
		threshold := ballot.Threshold{
			RatioBP: rapid.IntRange(0, 10000).Draw(t, "ratio"), Strict: rapid.Bool().Draw(t, "strict"), Base: ballot.BaseValid, Tie: ballot.TieFail,
		}
		outcome, err := threshold.Judge(counted)
		require.NoError(t, err)
		if outcome.Verdict != ballot.Carried {
			require.Empty(t, outcome.Choices)
			return
		}
		require.Len(t, outcome.Choices, 1)
		won := counted.Votes(outcome.Choices[0])
		require.GreaterOrEqual(t, won*10000, threshold.RatioBP*counted.Valid)
		for _, box := range counted.Boxes {
			require.True(t, box.Choice == outcome.Choices[0] || box.Votes < won)
		}
	})
}
