package ballot_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/ballot"
	"canbo/internal/fault"
)

func unitBallot() ballot.Spec {
	return ballot.Spec{
		ID:       "unit-review/caoloc-2018/xa-gia-cat/ballot",
		Roll:     []string{"an", "binh", "chi", "dung"},
		Subjects: []string{"an", "binh", "em"},
		Choices:  []string{"Excellent", "Good", "Completed"},
	}
}

func TestSpecValidate(t *testing.T) {
	t.Parallel()
	require.NoError(t, unitBallot().Validate())
	for name, c := range map[string]struct {
		change func(*ballot.Spec)
		code   string
	}{
		"a body with no members":                     {func(s *ballot.Spec) { s.Roll = nil }, "roll_empty"},
		"nobody to vote on":                          {func(s *ballot.Spec) { s.Subjects = nil }, "subjects_empty"},
		"no box on the paper":                        {func(s *ballot.Spec) { s.Choices = nil }, "choices_empty"},
		"a voter twice on the roll":                  {func(s *ballot.Spec) { s.Roll = append(s.Roll, "an") }, "roll_repeated"},
		"a subject twice":                            {func(s *ballot.Spec) { s.Subjects = append(s.Subjects, "em") }, "subjects_repeated"},
		"a box twice":                                {func(s *ballot.Spec) { s.Choices = append(s.Choices, "Good") }, "choices_repeated"},
		"blank as a box":                             {func(s *ballot.Spec) { s.Choices = append(s.Choices, ballot.Blank) }, "choices_malformed"},
		"an exclusion of somebody who does not vote": {func(s *ballot.Spec) { s.Excluded = []ballot.Exclusion{{Voter: "em", Subject: "an"}} }, "exclusion_malformed"},
		"an exclusion from nobody":                   {func(s *ballot.Spec) { s.Excluded = []ballot.Exclusion{{Voter: "an", Subject: "chi"}} }, "exclusion_malformed"},
		"an exclusion of somebody from themself":     {func(s *ballot.Spec) { s.Excluded = []ballot.Exclusion{{Voter: "an", Subject: "an"}} }, "exclusion_malformed"},
		"an exclusion twice": {func(s *ballot.Spec) {
			s.Excluded = []ballot.Exclusion{{Voter: "an", Subject: "em"}, {Voter: "an", Subject: "em"}}
		}, "exclusion_repeated"},
		"a dot in a subject's code":   {func(s *ballot.Spec) { s.Subjects = []string{"an.binh"} }, "subjects_malformed"},
		"an id without a process":     {func(s *ballot.Spec) { s.ID = "ballot" }, "ballot_id_malformed"},
		"an id with an empty segment": {func(s *ballot.Spec) { s.ID = "unit-review//ballot" }, "ballot_id_malformed"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			spec := unitBallot()
			c.change(&spec)
			refused, ok := fault.As(spec.Validate())
			require.True(t, ok)
			require.Equal(t, fault.Invalid, refused.Kind)
			require.Equal(t, c.code, refused.Code)
		})
	}
}

func TestSpecEqual(t *testing.T) {
	t.Parallel()
	spec, other := unitBallot(), unitBallot()
	other.Roll = []string{"dung", "chi", "binh", "an"}
	other.Subjects = []string{"em", "an", "binh"}
	require.True(t, spec.Equal(other), "the order of roll and subjects says nothing")
	other.Choices = []string{"Good", "Excellent", "Completed"}
	require.False(t, spec.Equal(other), "the order of the boxes is what people see")
}

func TestNobodyHasAPaperOnThemself(t *testing.T) {
	t.Parallel()
	spec := unitBallot()
	require.Equal(t, []string{"binh", "em"}, spec.SubjectsFor("an"))
	require.Equal(t, []string{"an", "binh", "em"}, spec.SubjectsFor("chi"))
	require.Equal(t, []string{"an", "binh", "em"}, spec.Subjects, "the spec itself must not change")
}

func TestWhoIsExcludedHasNoPaperAndIsNotConvened(t *testing.T) {
	t.Parallel()
	spec := unitBallot()
	spec.Excluded = []ballot.Exclusion{{Voter: "binh", Subject: "an"}, {Voter: "dung", Subject: "em"}}
	require.NoError(t, spec.Validate())
	require.Equal(t, []string{"em"}, spec.SubjectsFor("binh"))
	require.Equal(t, []string{"an", "binh"}, spec.SubjectsFor("dung"))

	count, err := ballot.CountPapers(spec, []string{"an", "binh", "chi"}, []ballot.Marked{{"an", "Good"}})
	require.NoError(t, err)
	require.Equal(t, ballot.Heads{Convened: 4, Present: 3, Issued: 3}, count.Heads)
	require.Equal(t, ballot.Heads{Convened: 2, Present: 1, Issued: 1}, count.Subjects[0].Heads, "an themself and binh do not vote on an")
	require.Equal(t, ballot.Heads{Convened: 3, Present: 3, Issued: 3}, count.Subjects[2].Heads, "dung, who did not come, would not have voted on em")
	_, err = ballot.CountPapers(spec, []string{"an", "binh", "chi"}, []ballot.Marked{{"an", "Good"}, {"an", "Good"}})
	require.Error(t, err, "more papers than people who may vote")
}

func TestProgressComplete(t *testing.T) {
	t.Parallel()
	require.True(t, ballot.Progress{Roll: 4, Drawn: 4, Collected: 10, Expected: 10}.Complete())
	require.False(t, ballot.Progress{Roll: 4, Drawn: 4, Collected: 9, Expected: 10}.Complete(), "a paper is still out")
	require.False(t, ballot.Progress{Roll: 1, Drawn: 0}.Complete(), "the only voter, with no paper to cast, has not come")
}
