package rules_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
	"canbo/internal/policy"
	"canbo/internal/rules"
)

// What the year makes of its quarters (HD 03-HD/TVĐU 2026), under the policy of points.
func TestTheYearReadsItsQuarters(t *testing.T) {
	t.Parallel()
	const good, bad, none = evaluation.Good, evaluation.NotCompleted, evaluation.Grade("")
	tests := []struct {
		name    string
		decided [3]evaluation.Grade
		grade   evaluation.Grade
		values  string // of the ceiling
		advised bool
	}{
		{"good quarters leave the year as it is", [3]evaluation.Grade{good, evaluation.Excellent, good}, evaluation.Excellent, "", false},
		{"one quarter not completed bars Excellent", [3]evaluation.Grade{good, bad, good}, good, "quarters = [1:Good 2:NotCompleted 3:Good]", false},
		{"the last rated quarter counts as well", [3]evaluation.Grade{good, good, bad}, good, "quarters = [1:Good 2:Good 3:NotCompleted]", false},
		{"two that do not follow each other are no case for replacement", [3]evaluation.Grade{bad, good, bad}, good, "quarters = [1:NotCompleted 2:Good 3:NotCompleted]", false},
		{"two consecutive ones are", [3]evaluation.Grade{good, bad, bad}, good, "quarters = [1:Good 2:NotCompleted 3:NotCompleted]", true},
		{"all three are", [3]evaluation.Grade{bad, bad, bad}, good, "quarters = [1:NotCompleted 2:NotCompleted 3:NotCompleted]", true},
		{"a quarter that was not rated is none that failed", [3]evaluation.Grade{bad, evaluation.NotRated, bad}, good, "quarters = [1:NotCompleted 2:NotRated 3:NotCompleted]", false},
		{"quarters without a decision bar nothing", [3]evaluation.Grade{none, none, none}, evaluation.Excellent, "", false},
		{"a quarter without a decision is named", [3]evaluation.Grade{bad, none, good}, good, "quarters = [1:NotCompleted 2:? 3:Good]", false},
	}
	compiled := compile(t, "qd366-2025")
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			facts := excellent()
			for i, grade := range tt.decided {
				facts.Quarters = append(facts.Quarters, evaluation.QuarterGrade{Quarter: i + 1, Grade: grade})
			}
			judgement, err := compiled.Judge(facts)
			require.NoError(t, err)
			require.Equal(t, tt.grade, judgement.Highest())
			values := ""
			for _, c := range judgement.Ceilings {
				values = c.Values
			}
			require.Equal(t, tt.values, values)
			require.Equal(t, tt.advised, len(judgement.Advice) == 1, judgement.Advice)
		})
	}
}

func TestTheSentenceNamesTheQuarterAndItsGrade(t *testing.T) {
	t.Parallel()
	facts := excellent()
	facts.Quarters = []evaluation.QuarterGrade{
		{Quarter: 1, Grade: evaluation.Good}, {Quarter: 2, Grade: evaluation.NotCompleted}, {Quarter: 3, Grade: evaluation.NotCompleted},
	}
	judgement, err := compile(t, "qd366-2025").Judge(facts)
	require.NoError(t, err)
	require.Equal(t, "Có quý không hoàn thành nhiệm vụ, không xếp loại xuất sắc cả năm (kết quả các quý: quý I Hoàn thành tốt nhiệm vụ, "+
		"quý II Không hoàn thành nhiệm vụ, quý III Không hoàn thành nhiệm vụ)", judgement.Ceilings[0].VI)
	require.Contains(t, judgement.Ceilings[0].EN, "(results of the quarters: quarter 1 Good, quarter 2 Not completed, quarter 3 Not completed)")
	require.Contains(t, judgement.Advice[0].VI, "xem xét thay thế")
	require.Contains(t, judgement.Advice[0].EN, "quarter 2 Not completed, quarter 3 Not completed")
	require.False(t, judgement.Advice[0].Verified, "nobody has checked the rule against its text")
}

// The exceptions of a quarter (HD 03-HD/TVĐU 2026) and those of a year do not mix.
func TestAQuarterHasExceptionsOfItsOwn(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		quarter int
		person  evaluation.Person
		grade   evaluation.Grade
		rule    string
	}{
		{"three months worked are a whole quarter", 1, evaluation.Person{MonthsWorked: 3}, evaluation.Excellent, ""},
		{"one month absent is rated", 1, evaluation.Person{MonthsWorked: 2, AbsenceMonths: 1}, evaluation.Excellent, ""},
		{"two months absent are not", 1, evaluation.Person{MonthsWorked: 1, AbsenceMonths: 2}, evaluation.NotRated, "quarterAbsent2"},
		{"two months of maternity leave are not", 2, evaluation.Person{MonthsWorked: 1, AbsenceMonths: 2, MaternityLeave: true}, evaluation.NotRated, "quarterAbsent2"},
		{"two months sick are not", 3, evaluation.Person{MonthsWorked: 3, SickMonths: 2}, evaluation.NotRated, "quarterAbsent2"},
		{"less than a month is not", 3, evaluation.Person{}, evaluation.NotRated, "quarterUnderOneMonth"},
		{"two months absent in a year are rated", 0, evaluation.Person{MonthsWorked: 10, AbsenceMonths: 2}, evaluation.Excellent, ""},
		{"three months worked in a year are not", 0, evaluation.Person{MonthsWorked: 3}, evaluation.NotRated, "workedUnderSixMonths"},
	}
	compiled := compile(t, "qd366-2025")
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			facts := excellent()
			facts.Quarter, facts.Person = tt.quarter, tt.person
			judgement, err := compiled.Judge(facts)
			require.NoError(t, err)
			require.Equal(t, tt.grade, judgement.Highest())
			rule := ""
			for _, c := range judgement.Ceilings {
				rule = c.Rule
			}
			require.Equal(t, tt.rule, rule)
		})
	}
}

func TestAMisspeltGradeIsRefused(t *testing.T) {
	t.Parallel()
	p := *shipped(t, "qd366-2025")
	e := *p.Evaluation
	e.Advice = []policy.AdviceRule{{ID: "typo", When: "quarters.exists(q, q.grade == 'NotComplete')"}}
	p.Evaluation = &e
	_, err := rules.Compile(&p)
	require.ErrorContains(t, err, `rule typo: "NotComplete" is no known grade`)
}
