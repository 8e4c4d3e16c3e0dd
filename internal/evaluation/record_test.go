package evaluation_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
	"canbo/internal/procedure"
)

// What reaches a process lands in its history for ever: codes may, words and levels may not.
func TestArgumentsCarryNoWords(t *testing.T) {
	t.Parallel()
	const secret = "thẳng thắn"
	tests := map[string]struct {
		args any
		want string
	}{
		"a self-review": {evaluation.SelfReviewFiling{
			Grade: evaluation.Good, Levels: map[evaluation.Criterion]evaluation.Level{evaluation.Ethics: "Good"},
			Texts: map[string]string{"strengths": secret},
		}.Args(), `{"grade":"Good"}`},
		"a comment":        {evaluation.CommentFiling{Subject: "an", Text: secret}.Args(), `{"subject":"an"}`},
		"marks":            {evaluation.MarksFiling{Marks: []evaluation.MarkFiling{{Subject: "an", Grade: evaluation.Good, Reason: secret}, {Subject: "binh", Grade: evaluation.Good}}}.Args(), `{"marks":[{"subject":"an","grade":"Good","reason":true},{"subject":"binh","grade":"Good"}]}`},
		"an answer":        {evaluation.AnswerFiling{Outcome: evaluation.PetitionUpheld, Grounds: secret}.Args(), `{"outcome":"upheld","grounds":true}`},
		"an answer of air": {evaluation.AnswerFiling{Outcome: evaluation.PetitionChanged, Grade: evaluation.Good}.Args(), `{"outcome":"changed","grade":"Good","grounds":false}`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			raw, err := json.Marshal(tt.args)
			require.NoError(t, err)
			require.JSONEq(t, tt.want, string(raw))
		})
	}
}

// Every task that the processes give has a name in both languages.
func TestEveryTaskHasALabel(t *testing.T) {
	t.Parallel()
	o, _ := newMiniCycle(t)
	o.petitions["mini-12"] = evaluation.Answer{Outcome: evaluation.PetitionUpheld, Grounds: true}
	o.begin("cycle/mini-2018")
	o.workAll()
	seen := map[string]bool{procedure.ActVote: true}
	for _, p := range o.processes {
		for _, st := range p.Base().Steps {
			for _, task := range st.Tasks {
				seen[task.Act] = true
			}
		}
	}
	require.Len(t, seen, 13)
	for act := range seen {
		label := evaluation.ActLabel(act)
		require.NotEqual(t, act, label.VI, act)
		require.NotEqual(t, act, label.EN, act)
	}
	require.Equal(t, evaluation.Label{VI: "dance", EN: "dance"}, evaluation.ActLabel("dance"))
	require.Equal(t, "Đánh giá, xếp loại chất lượng cán bộ năm 2018", evaluation.CycleLabel(evaluation.Period{Year: 2018}).VI)
	require.Equal(t, evaluation.Label{
		VI: "Đánh giá, xếp loại chất lượng cán bộ quý I năm 2026", EN: "Evaluation of officials, quarter 1 of 2026",
	}, evaluation.CycleLabel(evaluation.Period{Year: 2026, Quarter: 1}))
}

// groundsOf suggests grades under a cap of 20 % of the Good that leaves heads out, and explains them.
func groundsOf(t *testing.T, candidates ...evaluation.Candidate) map[string]evaluation.Grounds {
	limit := evaluation.Cap{
		RatioBP: 2000, Denominator: evaluation.GoodOnly, Group: evaluation.ByTitleGroup, Rounding: evaluation.HalfUp,
		SmallGroup: evaluation.AllowZero, Enforcement: evaluation.Block, ExcludeHead: true,
	}
	require.NoError(t, limit.Validate())
	byOfficial := map[string]evaluation.Grounds{}
	for _, g := range evaluation.NewGrounds(candidates, evaluation.Suggest(candidates, limit), limit) {
		byOfficial[g.Suggestion.Official] = g
	}
	return byOfficial
}

func TestGroundsSayWhatKeptSomebodyFromABetterGrade(t *testing.T) {
	t.Parallel()
	clause := evaluation.Clause{Rule: "onTime", VI: "Đúng tiến độ 7/9 nhiệm vụ", EN: "7 of 9 tasks on schedule", Verified: true}
	late := evaluation.Judgement{Grades: []evaluation.GradeJudgement{
		{Grade: evaluation.Excellent, Failed: []evaluation.Clause{{Rule: "other", VI: "khác", EN: "other"}}},
		{Grade: evaluation.Good, Failed: []evaluation.Clause{clause}}, {Grade: evaluation.Completed, Met: true},
	}}
	sick := meets(evaluation.Good, evaluation.Ceiling{Rule: "sick", Grade: evaluation.Completed, VI: "Nghỉ ốm 4 tháng", EN: "Sick for 4 months"})
	candidates := []evaluation.Candidate{
		{Official: "a-excellent", Group: "deputy", Judgement: meets(evaluation.Excellent), Self: evaluation.Excellent, Proposed: evaluation.Good, Ballot: evaluation.Share{Part: 3, Whole: 9}},
		{Official: "b-capped", Group: "deputy", Judgement: meets(evaluation.Excellent)},
		{Official: "c-good", Group: "deputy", Judgement: meets(evaluation.Good)},
		{Official: "d-good", Group: "deputy", Judgement: meets(evaluation.Good)},
		{Official: "e-late", Group: "deputy", Judgement: late},
		{Official: "f-sick", Group: "deputy", Judgement: sick},
		{Official: "g-head", Group: "deputy", Head: true, Judgement: meets(evaluation.Excellent), UnitGrade: evaluation.Good},
	}
	grounds := groundsOf(t, candidates...)

	first := grounds["a-excellent"]
	require.Equal(t, evaluation.Excellent, first.Suggestion.Grade)
	require.Equal(t, "deputy", first.Group)
	require.Equal(t, 1, first.Seats)
	require.Equal(t, 2, first.Qualified)
	require.Equal(t, evaluation.Share{Part: 3, Whole: 9}, first.Ballot)
	require.True(t, first.Suggestion.Gap)

	sentences := map[string][]string{
		"a-excellent": nil,
		"b-capped":    {"The conditions of Excellent are met, but the group holds 1 for the 2 who qualify. [this rule was not checked against its source]"},
		"e-late":      {"Condition of “Good” not met: 7 of 9 tasks on schedule"},
		"f-sick":      {"Sick for 4 months [this rule was not checked against its source]"},
		"g-head":      {"The grade of a head is not above that of the unit."},
	}
	labels := map[evaluation.Grade]evaluation.Label{}
	for _, g := range testRules().Grades {
		labels[g] = evaluation.Label{VI: string(g), EN: string(g)}
	}
	for who, want := range sentences {
		vi, en := grounds[who].Sentences(labels)
		require.Equal(t, want, en, who)
		require.Len(t, vi, len(en), who)
	}
	require.Empty(t, grounds["g-head"].Group, "an excluded head counts in no group")
}

func TestStatistics(t *testing.T) {
	t.Parallel()
	graded := func(level int, body, group string, grade evaluation.Grade) evaluation.Graded {
		return evaluation.Graded{Member: evaluation.Member{Unit: "u", Group: group, Grade: grade}, Body: body, Level: level}
	}
	results := []evaluation.Graded{
		graded(2, "btv", "leader", evaluation.Excellent), graded(2, "btv", "leader", evaluation.Good),
		graded(2, "btv", "leader", evaluation.Good), graded(2, "btv", "officer", evaluation.NotRated),
		graded(1, "du", "officer", evaluation.Completed), graded(1, "du", "officer", ""),
	}
	rules := testRules()
	figures := map[string]evaluation.Figure{}
	for _, f := range evaluation.Statistics(results, rules.Cap, rules.Grades) {
		require.NotContains(t, figures, f.ID)
		figures[f.ID] = f
	}
	want := map[string][2]int{ // count, total
		"evaluation.standing_committee.total":                          {4, 4},
		"evaluation.standing_committee.good_or_better":                 {3, 4},
		"evaluation.standing_committee.excellent_among_good_or_better": {1, 3},
		"evaluation.standing_committee.excellent":                      {1, 4},
		"evaluation.standing_committee.good":                           {2, 4},
		"evaluation.standing_committee.not_completed":                  {0, 4},
		"evaluation.standing_committee.not_rated":                      {1, 4},
		"evaluation.grassroots.total":                                  {1, 2}, // one is not decided
		"evaluation.grassroots.completed":                              {1, 2},
		"evaluation.cap":                                               {3, 3},
	}
	for id, w := range want {
		require.Equal(t, w, [2]int{figures[id].Count, figures[id].Total}, id)
	}
	require.Len(t, figures, 2*(3+5)+1, "no figures of the province, where nobody was decided")
	require.Equal(t, []evaluation.GroupFigure{
		{Body: "btv", GroupCount: evaluation.GroupCount{Key: "leader", All: 3, Excellent: 1, Good: 2}, AgainstGood: evaluation.Share{Part: 1, Whole: 2}, AmongGoodOrBetter: evaluation.Share{Part: 1, Whole: 3}, Within: true},
		{Body: "btv", GroupCount: evaluation.GroupCount{Key: "officer", All: 1}, Within: true},
		{Body: "du", GroupCount: evaluation.GroupCount{Key: "officer", All: 2}, Within: true},
	}, figures["evaluation.cap"].Detail)

	results[1].Grade = evaluation.Excellent
	for _, f := range evaluation.Statistics(results, rules.Cap, rules.Grades) {
		if f.ID == "evaluation.cap" {
			require.Equal(t, [2]int{2, 3}, [2]int{f.Count, f.Total}, "two of three leaders are too many")
		}
	}
}
