package rules_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
	"canbo/internal/policy"
	"canbo/internal/rules"
	"canbo/seeds"
)

// shipped returns one of the policies that the binary carries.
func shipped(t testing.TB, id string) *policy.Policy {
	t.Helper()
	set, err := policy.Load(seeds.FS, "policies")
	require.NoError(t, err)
	p, err := set.ByID(id, 1)
	require.NoError(t, err)
	return p
}

func compile(t testing.TB, id string) *rules.Rules {
	t.Helper()
	compiled, err := rules.Compile(shipped(t, id))
	require.NoError(t, err)
	return compiled
}

// excellent returns facts that meet the conditions of Excellent under each policy that ships.
func excellent() evaluation.Facts {
	return evaluation.Facts{
		Official: "cb-001",
		Year:     2018,
		Post:     evaluation.Post{TitleGroup: "district-head", Track: "government", Rank: 4, IsHead: true},
		Person:   evaluation.Person{MonthsWorked: 12, Exemplary: true, Initiative: true},
		Own:      evaluation.Targets{Total: 10, Done: 10, OnTime: 10, Exceeded: 6},
		Unit: evaluation.UnitResult{
			Total: 20, Done: 20, OnTime: 20, Exceeded: 10, SubunitsTotal: 10, SubunitsCompleted: 10, SubunitsGood: 7,
		},
		Criteria: evaluation.Levels{
			Political: evaluation.LevelGood, Ethics: evaluation.LevelGood, Style: evaluation.LevelGood,
			Organisation: evaluation.LevelGood, Results: evaluation.LevelExcellent,
		},
		Score: evaluation.Points{Given: true, GeneralTenths: 290, ResultsTenths: 650},
	}
}

func TestEveryShippedPolicyCompilesAndKnowsExcellentFacts(t *testing.T) {
	t.Parallel()
	set, err := policy.Load(seeds.FS, "policies")
	require.NoError(t, err)
	for _, p := range set.All() {
		if p.Kind != policy.KindEvaluation {
			_, err := rules.Compile(p)
			require.EqualError(t, err, "compile rules of "+p.Name()+": not an evaluation policy")
			continue
		}
		compiled, err := rules.Compile(p)
		require.NoError(t, err)
		judgement, err := compiled.Judge(excellent())
		require.NoError(t, err)
		require.Equal(t, evaluation.Excellent, judgement.Highest(), "%s: %+v", p.Name(), judgement)

		nothing, err := compiled.Judge(evaluation.Facts{})
		require.NoError(t, err)
		for _, g := range nothing.Grades {
			require.False(t, g.Met, "%s: nothing on record must not meet %s", p.Name(), g.Grade)
		}
	}
}

// Under Regulation 132: what a changed fact makes of the grade, and the clause that is named.
func TestJudgeByTheRulesOf2018(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		change func(*evaluation.Facts)
		grade  evaluation.Grade
		rule   string // named among the failures of Excellent, or as a ceiling
		values string
	}{
		{"not exemplary", func(f *evaluation.Facts) { f.Person.Exemplary = false }, evaluation.Good,
			"excellentExemplary", "person.exemplary = false"},
		{"one own task late", func(f *evaluation.Facts) { f.Own.OnTime = 9 }, evaluation.Good,
			"excellentOwnTargets", "own.on_time = 9, own.total = 10"},
		{"three own tasks late", func(f *evaluation.Facts) { f.Own.OnTime = 7 }, evaluation.Completed,
			"excellentOwnTargets", "own.on_time = 7, own.total = 10"},
		{"exactly 80 % on time is Good", func(f *evaluation.Facts) { f.Own.OnTime = 8 }, evaluation.Good,
			"excellentOwnTargets", "own.on_time = 8, own.total = 10"},
		{"less than half of the unit's targets exceeded", func(f *evaluation.Facts) { f.Unit.Exceeded = 9 }, evaluation.Good,
			"excellentUnitTargets", "unit.exceeded = 9, unit.total = 20"},
		{"one sub-unit not completed", func(f *evaluation.Facts) { f.Unit.SubunitsCompleted = 9 }, evaluation.Completed,
			"excellentSubunits", "unit.subunits_completed = 9, unit.subunits_total = 10"},
		{"too few good sub-units", func(f *evaluation.Facts) { f.Unit.SubunitsGood = 6 }, evaluation.Good,
			"excellentSubunits", "unit.subunits_good = 6, unit.subunits_total = 10"},
		{"one criterion Average", func(f *evaluation.Facts) { f.Criteria.Style = evaluation.LevelAverage }, evaluation.Good,
			"excellentCriteria", "criteria.style = Average"},
		{"results only Good", func(f *evaluation.Facts) { f.Criteria.Results = evaluation.LevelGood }, evaluation.Good,
			"excellentCriteria", "criteria.results = Good"},
		{"20 % of own tasks not done", func(f *evaluation.Facts) { f.Own.Done = 8 }, evaluation.Completed,
			"excellentOwnTargets", "own.done = 8, own.total = 10"},
		{"30 % of own tasks not done", func(f *evaluation.Facts) { f.Own.Done = 7 }, evaluation.NotCompleted,
			"excellentOwnTargets", "own.done = 7, own.total = 10"},
		{"the unit at exactly 70 %", func(f *evaluation.Facts) { f.Unit.Done = 14 }, evaluation.NotCompleted,
			"excellentUnitTargets", "unit.done = 14, unit.total = 20"},
		{"the unit just above 70 %", func(f *evaluation.Facts) { f.Unit.Done = 15 }, evaluation.Completed,
			"excellentUnitTargets", "unit.done = 15, unit.total = 20"},
		{"five months worked", func(f *evaluation.Facts) { f.Person.MonthsWorked = 5 }, evaluation.NotRated,
			"workedUnderSixMonths", "person.months_worked = 5, person.maternity_leave = false"},
		{"five months worked, the rest on maternity leave", func(f *evaluation.Facts) {
			f.Person.MonthsWorked, f.Person.MaternityLeave = 5, true
		}, evaluation.Excellent, "", ""},
		{"a warning in the year", func(f *evaluation.Facts) {
			f.Discipline = []evaluation.Discipline{{Form: evaluation.Warning, DutyRelated: true}}
		}, evaluation.NotCompleted, "disciplineInYear", "discipline = [warning]"},
		{"three months absent", func(f *evaluation.Facts) { f.Person.AbsenceMonths = 3 }, evaluation.Completed,
			"absence3to6", "person.absence_months = 3, person.maternity_leave = false"},
		{"no sub-units at all", func(f *evaluation.Facts) {
			f.Unit.SubunitsTotal, f.Unit.SubunitsCompleted, f.Unit.SubunitsGood = 0, 0, 0
		}, evaluation.Excellent, "", ""},
	}
	compiled := compile(t, "qd132-2018")
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			facts := excellent()
			tt.change(&facts)
			judgement, err := compiled.Judge(facts)
			require.NoError(t, err)
			require.Equal(t, tt.grade, judgement.Highest())
			if tt.rule != "" {
				require.Contains(t, reasons(judgement), tt.rule+": "+tt.values)
			}
		})
	}
}

// reasons lists the failed clauses of the best grade and the ceilings.
func reasons(j evaluation.Judgement) []string {
	var out []string
	for _, c := range j.Grades[0].Failed {
		out = append(out, c.Rule+": "+c.Values)
	}
	for _, c := range j.Ceilings {
		out = append(out, c.Rule+": "+c.Values)
	}
	return out
}

func TestAFailedClauseIsSaidInBothLanguages(t *testing.T) {
	t.Parallel()
	facts := excellent()
	facts.Unit.Exceeded = 3
	facts.Criteria.Style = evaluation.LevelPoor
	facts.Discipline = []evaluation.Discipline{{Form: evaluation.Reprimand}, {Form: evaluation.Warning}}
	judgement, err := compile(t, "qd132-2018").Judge(facts)
	require.NoError(t, err)
	require.Equal(t, []evaluation.Clause{
		{
			Rule:       "excellentUnitTargets",
			Expression: "unit.exceeded * 10000 >= unit.total * 5000",
			Values:     "unit.exceeded = 3, unit.total = 20",
			VI: "Đơn vị hoàn thành tất cả chỉ tiêu, ít nhất 50 % chỉ tiêu cơ bản vượt mức" +
				" (chỉ tiêu đơn vị vượt mức: 3; chỉ tiêu của đơn vị: 20)",
			EN: "The unit completes all targets, at least 50 % of the basic ones exceeded" +
				" (targets of the unit exceeded: 3; targets of the unit: 20)",
			Source:   "QD89",
			Verified: true,
		},
		{
			Rule:       "excellentCriteria",
			Expression: `level(criteria.style) >= level("Good")`,
			Values:     "criteria.style = Poor",
			VI: "Các tiêu chí đạt mức tốt trở lên, kết quả thực hiện nhiệm vụ đạt xuất sắc" +
				" (tác phong, lề lối làm việc: Kém)",
			EN:       "Every criterion Good or better, the results Excellent (working style: Poor)",
			Source:   "QD132",
			Verified: false,
		},
	}, judgement.Grades[0].Failed)
	require.Len(t, judgement.Ceilings, 1)
	require.Equal(t, "Bị kỷ luật trong năm (kỷ luật trong kỳ đánh giá: khiển trách, cảnh cáo)", judgement.Ceilings[0].VI)
	require.Equal(t, "Disciplined in the year (discipline in the period: reprimand, warning)", judgement.Ceilings[0].EN)
}

func TestAMissingFactIsNamedAsMissing(t *testing.T) {
	t.Parallel()
	facts := excellent()
	facts.Criteria.Ethics = ""
	judgement, err := compile(t, "qd132-2018").Judge(facts)
	require.NoError(t, err)
	require.Len(t, judgement.Grades[0].Failed, 1)
	clause := judgement.Grades[0].Failed[0]
	require.True(t, clause.Unknown)
	require.Equal(t, "criteria.ethics = ?", clause.Values)
	require.Contains(t, clause.VI, "(đạo đức, lối sống: chưa có)")
	require.Equal(t, evaluation.Completed, judgement.Highest(), "Completed does not ask for levels")
}

// withRule is a policy that ships, with one expression replaced.
func withRule(t testing.TB, when string) *policy.Policy {
	t.Helper()
	p := *shipped(t, "qd132-2018")
	body := *p.Evaluation
	body.Conditions = append([]policy.Condition(nil), body.Conditions...)
	body.Conditions[0].When = when
	p.Evaluation = &body
	return &p
}

func TestCompileRefuses(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, when string
		want       []string
	}{
		{"a fact that does not exist", "own.totl > 0", []string{"undefined field 'totl'", "| own.totl > 0", "| ...^"}},
		{"a name that does not exist", "owm.total > 0", []string{"undeclared reference to 'owm'"}},
		{"a comparison of a number with a text", "own.total == 'many'", []string{"no matching overload for '_==_' applied to '(int, string)'"}},
		{"a number as a condition", "own.total", []string{"must be true or false, it is of type int"}},
		{"texts in alphabetical order", "criteria.style >= 'Good'", []string{"no matching overload for '_>=_'"}},
		{"a division", "own.done / own.total > 0", []string{"undeclared reference to '_/_'"}},
		{"a fraction", "own.done * 0.5 > 1.0", []string{"no matching overload"}},
		{"a misspelt level", "level(criteria.style) >= level('Godo')", []string{`level("Godo") is no known code`}},
		{"a misspelt form", "discipline.exists(d, form(d.form) >= form('Warning'))", []string{`form("Warning") is no known code`}},
		{"broken syntax", "own.total >", []string{"Syntax error"}},
		{"deep nesting", strings.Repeat("(", 100) + "true" + strings.Repeat(")", 100), []string{"expression recursion limit exceeded"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := withRule(t, tt.when)
			_, err := rules.Compile(p)
			require.Error(t, err)
			place := fmt.Sprintf("%s: rule excellentExemplary: ", p.Place("excellentExemplary"))
			require.Regexp(t, `^policies/evaluation/qd132-2018\.yaml:\d+: rule`, place)
			for _, want := range append(tt.want, place) {
				require.Contains(t, err.Error(), want)
			}
		})
	}
}

func TestAllWrongExpressionsAreReportedAtOnce(t *testing.T) {
	t.Parallel()
	p := withRule(t, "own.totl > 0")
	p.Evaluation.Conditions[1].When = "own.total"
	_, err := rules.Compile(p)
	require.ErrorContains(t, err, "rule excellentExemplary")
	require.ErrorContains(t, err, "rule excellentInitiative")
}

func TestARuleThatCostsTooMuchIsAnError(t *testing.T) {
	t.Parallel()
	compiled, err := rules.Compile(withRule(t,
		"discipline.all(a, discipline.all(b, discipline.all(c, a.form == b.form && b.form == c.form)))"))
	require.NoError(t, err)
	facts := excellent()
	for range 60 {
		facts.Discipline = append(facts.Discipline, evaluation.Discipline{Form: evaluation.Reprimand})
	}
	_, err = compiled.Judge(facts)
	require.ErrorContains(t, err, "judge cb-001 by rule excellentExemplary: operation cancelled: actual cost limit exceeded")
}

// Whatever a policy holds as an expression, compiling and judging answer without a panic.
func FuzzCompile(f *testing.F) {
	for _, seed := range []string{
		"own.total > 0", "discipline.exists(d, d.duty_related)", "level(criteria.style) > 1", "own.total * own.total > 0",
		"own == own", "size(discipline) == 0 || true", "[1, 2].all(x, x > 0)", "{'a': own}", "has(own.total)", "-own.total < 1",
	} {
		f.Add(seed)
	}
	p := shipped(f, "qd132-2018")
	f.Fuzz(func(t *testing.T, when string) {
		changed := *p
		body := *p.Evaluation
		body.Conditions = []policy.Condition{{ID: "a", Grade: evaluation.Excellent, When: when}}
		body.Blocking = []policy.BlockingRule{{ID: "b", Ceiling: evaluation.Good, When: when}}
		changed.Evaluation = &body
		compiled, err := rules.Compile(&changed)
		if err != nil {
			return
		}
		judgement, err := compiled.Judge(excellent())
		if err == nil && !judgement.Highest().Valid() {
			t.Fatal("a judgement must lead to a grade")
		}
	})
}

func BenchmarkJudge(b *testing.B) {
	compiled := compile(b, "qd132-2018")
	facts := excellent()
	for b.Loop() {
		if _, err := compiled.Judge(facts); err != nil {
			b.Fatal(err)
		}
	}
}

func TestEachConditionIsMetOrNotWithThePersonsOwnValues(t *testing.T) {
	t.Parallel()
	facts := excellent()
	facts.Own.OnTime, facts.Criteria.Style = 7, ""
	judgement, err := compile(t, "qd132-2018").Judge(facts)
	require.NoError(t, err)
	byRule := map[string]evaluation.Condition{}
	for _, g := range judgement.Grades {
		for _, c := range g.Conditions {
			byRule[c.Rule] = c
			require.NotEmpty(t, c.Source, c.Rule)
		}
		require.Equal(t, g.Met, g.CountMet() == len(g.Conditions), g.Grade)
	}
	require.Equal(t, evaluation.ConditionMet, byRule["excellentExemplary"].State)
	late := byRule["excellentOwnTargets"]
	require.Equal(t, evaluation.ConditionNotMet, late.State)
	require.Equal(t, "Hoàn thành tất cả nhiệm vụ được giao, đúng tiến độ", late.VI, "the words without the values")
	require.Contains(t, late.ValuesVI, ": 7")
	require.Contains(t, late.ValuesEN, ": 10")
	require.Equal(t, evaluation.ConditionUnknown, byRule["excellentCriteria"].State, "a criterion is not on record")
}
