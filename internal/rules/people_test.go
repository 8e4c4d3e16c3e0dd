package rules_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
)

// What Regulation 124 says of the collective is put before the body that rates its head, and binds no grade.
func TestTheBodyIsAskedToConsiderWhatHappenedInTheUnitOfAHead(t *testing.T) {
	t.Parallel()
	compiled := compile(t, "qd124-2023")
	for name, c := range map[string]struct {
		change func(*evaluation.Facts)
		advice []string
	}{
		"nothing happened":                 {func(*evaluation.Facts) {}, nil},
		"a member was disciplined":         {func(f *evaluation.Facts) { f.Unit.MembersDisciplined = 1 }, []string{"membersDisciplined"}},
		"disunity was concluded":           {func(f *evaluation.Facts) { f.Unit.Disunity = true }, []string{"disunity"}},
		"both, of somebody who heads none": {func(f *evaluation.Facts) { f.Unit.MembersDisciplined, f.Unit.Disunity, f.Post.IsHead = 1, true, false }, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			facts := excellent()
			c.change(&facts)
			judgement, err := compiled.Judge(facts)
			require.NoError(t, err)
			require.Equal(t, evaluation.Excellent, judgement.Highest())
			var rules []string
			for _, a := range judgement.Advice {
				rules = append(rules, a.Rule)
			}
			require.Equal(t, c.advice, rules)
		})
	}
}

// The exceptions of people (Decree 90/2020 Art. 2, Guide 21-HD/BTCTW II.6, Decree 48/2023), the same under each policy.
func TestExceptionsOfPeople(t *testing.T) {
	t.Parallel()
	person := func(p evaluation.Person) func(*evaluation.Facts) {
		p.Exemplary, p.Initiative = true, true
		return func(f *evaluation.Facts) { f.Person = p }
	}
	disciplined := func(year, countedIn int) func(*evaluation.Facts) {
		return func(f *evaluation.Facts) {
			f.Discipline = evaluation.DisciplineOf([]evaluation.DisciplineRecord{{
				Discipline: evaluation.Discipline{Form: evaluation.Warning, DutyRelated: true}, Year: year, CountedIn: countedIn,
			}}, evaluation.Period{Year: f.Year})
		}
	}
	tests := []struct {
		name   string
		change func(*evaluation.Facts)
		grade  evaluation.Grade
		rules  []string // the ceilings that are named
	}{
		{"a whole year worked", person(evaluation.Person{MonthsWorked: 12}), evaluation.Excellent, nil},
		{"six months worked", person(evaluation.Person{MonthsWorked: 6}), evaluation.Excellent, nil},
		{"under six months worked", person(evaluation.Person{MonthsWorked: 5}), evaluation.NotRated, []string{"workedUnderSixMonths"}},
		{"under six months worked because of maternity leave: the time worked is rated",
			person(evaluation.Person{MonthsWorked: 5, MaternityLeave: true, AbsenceMonths: 6}), evaluation.Excellent, nil},
		{"maternity leave of five months is no absence", person(evaluation.Person{MonthsWorked: 7, MaternityLeave: true, AbsenceMonths: 5}),
			evaluation.Excellent, nil},
		{"under three months absent", person(evaluation.Person{MonthsWorked: 10, AbsenceMonths: 2}), evaluation.Excellent, nil},
		{"three months absent", person(evaluation.Person{MonthsWorked: 9, AbsenceMonths: 3}), evaluation.Completed, []string{"absence3to6"}},
		{"five months absent", person(evaluation.Person{MonthsWorked: 7, AbsenceMonths: 5}), evaluation.Completed, []string{"absence3to6"}},
		{"under three months sick", person(evaluation.Person{MonthsWorked: 12, SickMonths: 2}), evaluation.Excellent, nil},
		{"three months sick", person(evaluation.Person{MonthsWorked: 12, SickMonths: 3}), evaluation.Completed, []string{"sickLeave3"}},
		{"sick and under six months worked", person(evaluation.Person{MonthsWorked: 4, SickMonths: 7}), evaluation.NotRated,
			[]string{"workedUnderSixMonths", "sickLeave3"}},
		{"disciplined in the year", disciplined(2018, 0), evaluation.NotCompleted, []string{"discipline"}},
		{"disciplined in the year for what an earlier year counted", disciplined(2018, 2017), evaluation.Excellent, nil},
		{"disciplined the year before", disciplined(2017, 0), evaluation.Excellent, nil},
	}
	for policy, discipline := range map[string]string{
		"qd132-2018": "disciplineInYear", "qd124-2023": "disciplineInYear", "qd366-2025": "disciplineDutyRelated",
	} {
		compiled := compile(t, policy)
		for _, tt := range tests {
			t.Run(policy+": "+tt.name, func(t *testing.T) {
				t.Parallel()
				facts := excellent()
				tt.change(&facts)
				judgement, err := compiled.Judge(facts)
				require.NoError(t, err)
				require.Equal(t, tt.grade, judgement.Highest())
				var named []string
				for _, c := range judgement.Ceilings {
					if c.Rule == discipline {
						c.Rule = "discipline"
					}
					named = append(named, c.Rule)
				}
				require.Equal(t, tt.rules, named)
				unrated, err := compiled.Unrated(facts)
				require.NoError(t, err)
				require.NotEmpty(t, unrated)
				require.Equal(t, tt.grade == evaluation.NotRated, slices.ContainsFunc(unrated, func(c evaluation.Condition) bool {
					return c.State == evaluation.ConditionMet
				}))
			})
		}
	}
}
