package policy_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"canbo/internal/calendar"
	"canbo/internal/evaluation"
	"canbo/internal/policy"
	"canbo/seeds"
)

func termPolicy(t require.TestingT) *policy.Policy {
	set, err := policy.Load(seeds.FS, "policies")
	require.NoError(t, err)
	p, err := set.For(policy.KindTerm, calendar.Date{Year: 2020, Month: 12, Day: 31})
	require.NoError(t, err)
	return p
}

var termGrades = map[string]evaluation.Grade{
	"E": evaluation.Excellent, "G": evaluation.Good, "C": evaluation.Completed, "L": evaluation.CompletedLimited,
	"N": evaluation.NotCompleted, "0": evaluation.NotRated, "-": "",
}

// years reads one letter for each year from 2016 on.
func years(letters string) []evaluation.TermYear {
	var out []evaluation.TermYear
	for i, letter := range strings.Split(letters, "") {
		if grade := termGrades[letter]; grade != "" {
			out = append(out, evaluation.TermYear{Year: 2016 + i, Cycle: "c", Grade: grade})
		}
	}
	return out
}

// The rating of a term under Regulation 89-QĐ/TW of 2017.
func TestTheRatingOfATerm(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, years string
		want        evaluation.Grade
		says        string // in English, of the years that do not count
	}{
		{"four years Excellent", "EEEEG", evaluation.Excellent, ""},
		{"four years Excellent, one not completed", "EEEEN", evaluation.Excellent, ""},
		{"three years Excellent are Good", "EEEGC", evaluation.Good, ""},
		{"three years Good or better", "EGGCC", evaluation.Good, ""},
		{"three years Good, but one not completed", "GGGCN", evaluation.Completed, ""},
		{"two years Good", "GGCCC", evaluation.Completed, ""},
		{"two years not completed", "GGGNN", evaluation.NotCompleted, ""},
		{"two years not completed among four Excellent of six", "EEEENN", evaluation.NotCompleted, ""},
		{"a year that was not rated counts for nothing", "EEE0G", evaluation.Good, "2019: not rated, counted for no grade"},
		{"a year without a result counts for nothing", "GG-C-", evaluation.Completed, "2018, 2020: no result, counted for no grade"},
		{"both are named", "GG0C-", evaluation.Completed, "2018: not rated, counted for no grade; 2020: no result, counted for no grade"},
		{"too few years for any grade", "GG0-N", "", "2018: not rated, counted for no grade; 2019: no result, counted for no grade"},
		{"no year at all", "-----", "", "2016, 2017, 2018, 2019, 2020: no result, counted for no grade"},
		{"limited in capacity is none of the Regulation's grades", "GGLLL", "", ""},
	}
	pol := termPolicy(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := evaluation.RateTerm(pol.Term.Ordered(), 2016, 2015+len(tt.years), years(tt.years))
			require.Equal(t, tt.want, r.Grade)
			require.Len(t, r.Years, len(tt.years))
			_, uncounted, _ := strings.Cut(r.EN, "; ")
			require.Equal(t, tt.says, uncounted)
			require.Equal(t, strings.Count(tt.years, "0"), len(r.NotRated))
			require.Equal(t, strings.Count(tt.years, "-"), len(r.Missing))
			require.Equal(t, tt.want != "", r.Verified && r.Source == "QD89")
		})
	}
}

func TestTheRatingOfATermIsSaidInVietnamese(t *testing.T) {
	t.Parallel()
	r := evaluation.RateTerm(termPolicy(t).Term.Ordered(), 2016, 2020, years("GG0G-"))
	require.Equal(t, "Có ít nhất 3 năm được xếp loại hoàn thành tốt nhiệm vụ trở lên và không có năm nào không hoàn thành nhiệm vụ; "+
		"năm 2018 chưa xếp loại, không được tính vào mức nào; năm 2020 chưa có kết quả, không được tính vào mức nào", r.VI)
}

func TestOnlyTheYearsOfTheTermCountAndTheirOrderDoesNot(t *testing.T) {
	t.Parallel()
	rules := termPolicy(t).Term.Ordered()
	rapid.Check(t, func(t *rapid.T) {
		letters := rapid.StringOfN(rapid.RuneFrom([]rune("EGCN0-")), 5, 5, -1).Draw(t, "years")
		want := evaluation.RateTerm(rules, 2016, 2020, years(letters))

		shuffled := rapid.Permutation([]rune(letters)).Draw(t, "shuffled")
		require.Equal(t, want.Grade, evaluation.RateTerm(rules, 2016, 2020, years(string(shuffled))).Grade)

		around := append(years(letters), evaluation.TermYear{Year: 2015, Grade: evaluation.NotCompleted}, evaluation.TermYear{Year: 2021, Grade: evaluation.NotCompleted})
		slices.Reverse(around)
		require.Equal(t, want, evaluation.RateTerm(rules, 2016, 2020, around))

		unrated := evaluation.RateTerm(rules, 2016, 2020, years(strings.ReplaceAll(letters, "-", "0")))
		require.Equal(t, want.Grade, unrated.Grade, "not rated and without a result are the same to the rules")
	})
}

func TestATermPolicyIsChecked(t *testing.T) {
	t.Parallel()
	text, err := seeds.FS.ReadFile("policies/term/qd89-2017.yaml")
	require.NoError(t, err)
	for name, c := range map[string]struct{ old, replacement, want string }{
		"a grade without a place":  {"value: [NotCompleted, Excellent, Good, Completed]", "value: [NotCompleted, Excellent, Good]", "term.rules[2].grade: grade Completed has no place in the order (add it to order)"},
		"a place without a rule":   {"value: [NotCompleted, Excellent", "value: [NotRated, NotCompleted, Excellent", "term.order.value[0]: grade NotRated has no rule (remove it, or add a rule for it)"},
		"two rules for one grade":  {"grade: Good\n", "grade: Excellent\n", `term.rules[1].grade: duplicate grade "Excellent" (keep one of them)`},
		"a body of another kind":   {"kind: term", "kind: evaluation", "kind evaluation and body term do not fit"},
		"a source that is unknown": {"source: QD89\n      verified: true\n    - id: termGood", "source: QD98\n      verified: true\n    - id: termGood", `term.rules[0].source: unknown source "QD98"`},
	} {
		changed := strings.Replace(string(text), c.old, c.replacement, 1)
		require.NotEqual(t, string(text), changed, name)
		_, err := policy.Parse("qd89-2017.yaml", []byte(changed))
		require.ErrorContains(t, err, c.want, name)
	}
}
