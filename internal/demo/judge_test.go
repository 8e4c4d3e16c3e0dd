package demo

import (
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
	"canbo/internal/roster"
)

// outstanding is a year in which everything went well.
func outstanding(change func(*roster.Fact)) roster.Fact {
	f := roster.Fact{
		Official: "an", Year: 2018, MonthsWorked: 12, Exemplary: true, Initiative: true,
		Targets:   roster.Targets{Total: 10, Done: 10, OnTime: 10, Exceeded: 6},
		Political: "Good", Ethics: "Excellent", Style: "Good", Organisation: "Good", Results: "Excellent",
	}
	if change != nil {
		change(&f)
	}
	return f
}

func TestAnOfficialAnswersForTheOwnYear(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*roster.Fact)
		want   evaluation.Grade
	}{
		"everything went well":            {nil, evaluation.Excellent},
		"one task late":                   {func(f *roster.Fact) { f.Targets.OnTime = 9 }, evaluation.Good},
		"not exemplary":                   {func(f *roster.Fact) { f.Exemplary = false }, evaluation.Good},
		"no initiative":                   {func(f *roster.Fact) { f.Initiative = false }, evaluation.Good},
		"one criterion average":           {func(f *roster.Fact) { f.Style = "Average" }, evaluation.Good},
		"results good":                    {func(f *roster.Fact) { f.Results = "Good" }, evaluation.Good},
		"just 80 % on time":               {func(f *roster.Fact) { f.Targets.OnTime = 8 }, evaluation.Good},
		"less than 80 % on time":          {func(f *roster.Fact) { f.Targets.OnTime = 7 }, evaluation.Completed},
		"results average":                 {func(f *roster.Fact) { f.Results = "Average" }, evaluation.Completed},
		"one criterion poor":              {func(f *roster.Fact) { f.Ethics = "Poor" }, evaluation.Completed},
		"one task not done":               {func(f *roster.Fact) { f.Targets.Done = 9 }, evaluation.Completed},
		"just 80 % done":                  {func(f *roster.Fact) { f.Targets.Done = 8 }, evaluation.Completed},
		"less than 80 % done":             {func(f *roster.Fact) { f.Targets.Done = 7 }, evaluation.NotCompleted},
		"no tasks at all":                 {func(f *roster.Fact) { f.Targets = roster.Targets{} }, evaluation.NotCompleted},
		"five months worked":              {func(f *roster.Fact) { f.MonthsWorked = 5 }, evaluation.NotRated},
		"five months and maternity leave": {func(f *roster.Fact) { f.MonthsWorked, f.MaternityLeave = 5, true }, evaluation.Excellent},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, c.want, selfGrade(outstanding(c.change)))
		})
	}
}

func TestColleaguesWeighDisciplineAndAbsence(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change      func(*roster.Fact)
		disciplined bool
		want        evaluation.Grade
	}{
		"nothing to weigh":             {nil, false, evaluation.Excellent},
		"disciplined in the year":      {nil, true, evaluation.NotCompleted},
		"five months worked":           {func(f *roster.Fact) { f.MonthsWorked = 5 }, true, evaluation.NotRated},
		"five months, maternity leave": {func(f *roster.Fact) { f.MonthsWorked, f.MaternityLeave = 5, true }, false, evaluation.Excellent},
		"three months absent":          {func(f *roster.Fact) { f.AbsenceMonths = 3 }, false, evaluation.Completed},
		"two months absent":            {func(f *roster.Fact) { f.AbsenceMonths = 2 }, false, evaluation.Excellent},
		"sick, and too little done":    {func(f *roster.Fact) { f.SickMonths, f.Targets.Done = 4, 5 }, false, evaluation.NotCompleted},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, c.want, merit(outstanding(c.change), c.disciplined))
		})
	}
}

func TestVotersAgreeMostlyAndAlwaysWithThemselves(t *testing.T) {
	t.Parallel()
	choices := []string{"Excellent", "Good", "Completed", "NotCompleted", "NotRated"}
	papers := map[string]int{}
	for _, voter := range []string{"an", "binh", "chi", "dung", "em", "giang", "ha", "khanh"} {
		for _, subject := range []string{"lan", "minh", "nga", "oanh", "phuc", "quy", "son", "tam", "uyen", "vinh"} {
			choice := opinion(voter, subject, evaluation.Good, choices)
			require.Equal(t, choice, opinion(voter, subject, evaluation.Good, choices))
			papers[choice]++
		}
	}
	require.Greater(t, papers["Good"], 60, "most mark the merit: %v", papers)
	require.Positive(t, papers["Completed"], "some are stricter")
	require.Positive(t, papers[""], "some leave the paper blank")
	require.Len(t, papers, 3)
	for _, voter := range []string{"an", "binh", "chi", "dung", "em", "giang", "ha", "khanh", "lan", "minh", "nga", "oanh"} {
		require.Contains(t, []string{"NotCompleted", ""}, opinion(voter, "vinh", evaluation.NotCompleted, choices),
			"nobody is stricter than the last grade")
	}
	require.Empty(t, opinion("an", "binh", evaluation.CompletedLimited, choices), "a box that is not there cannot be marked")
}

func TestTheProposalHasMoreThanHalfBehindIt(t *testing.T) {
	t.Parallel()
	boxes := func(excellent, good, completed int) []box {
		return []box{{"Excellent", excellent}, {"Good", good}, {"Completed", completed}}
	}
	for name, c := range map[string]struct {
		boxes []box
		want  evaluation.Grade
	}{
		"more than half for the best grade":     {boxes(4, 3, 0), evaluation.Excellent},
		"half is not enough":                    {boxes(3, 3, 0), evaluation.Good},
		"votes for better grades stand behind":  {boxes(2, 2, 3), evaluation.Good},
		"the strict ones are the majority":      {boxes(1, 1, 3), evaluation.Completed},
		"without a valid paper the facts speak": {boxes(0, 0, 0), evaluation.NotRated},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, c.want, proposal(c.boxes, evaluation.NotRated))
		})
	}
}

func TestAUnitIsRatedByItsResults(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		targets roster.Targets
		want    evaluation.Grade
	}{
		"all done and half exceeded":       {roster.Targets{Total: 10, Done: 10, OnTime: 10, Exceeded: 5}, evaluation.Excellent},
		"all done and fewer exceeded":      {roster.Targets{Total: 10, Done: 10, OnTime: 8, Exceeded: 4}, evaluation.Good},
		"all done but late":                {roster.Targets{Total: 10, Done: 10, OnTime: 7, Exceeded: 4}, evaluation.Completed},
		"more than 70 % done":              {roster.Targets{Total: 10, Done: 8, OnTime: 8}, evaluation.Completed},
		"just 70 % done is not completed":  {roster.Targets{Total: 10, Done: 7, OnTime: 7}, evaluation.NotCompleted},
		"without targets nothing was done": {roster.Targets{}, evaluation.NotCompleted},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, c.want, unitGrade(roster.UnitResult{Targets: c.targets}))
		})
	}
}

func TestACommitteeFollowsTheSuggestionButKeepsHeadsBelowTheirUnit(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		head    bool
		unit    evaluation.Grade
		want    evaluation.Grade
		departs bool
	}{
		"not a head":                     {false, evaluation.Completed, evaluation.Good, false},
		"a head of a better unit":        {true, evaluation.Excellent, evaluation.Good, false},
		"a head of a unit as good":       {true, evaluation.Good, evaluation.Good, false},
		"a head above the unit":          {true, evaluation.Completed, evaluation.Completed, true},
		"a head of a unit without grade": {true, "", evaluation.Good, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			grade, departs := decision(evaluation.Good, c.head, c.unit)
			require.Equal(t, c.want, grade)
			require.Equal(t, c.departs, departs)
		})
	}
}

func TestAPetitionIsAnsweredAsPlannedUnlessThereIsNothingToChange(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		planned roster.Petition
		outcome string
		grade   evaluation.Grade
	}{
		"changed to a better grade":      {roster.Petition{Answer: roster.Changed, Grade: "Excellent"}, "changed", "Excellent"},
		"changed to what it is already":  {roster.Petition{Answer: roster.Changed, Grade: "Good"}, "upheld", ""},
		"upheld":                         {roster.Petition{Answer: roster.Upheld}, "upheld", ""},
		"a petition that nobody planned": {roster.Petition{}, "upheld", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			outcome, grade := answer(c.planned, evaluation.Good)
			require.Equal(t, c.outcome, outcome)
			require.Equal(t, c.grade, grade)
		})
	}
}
