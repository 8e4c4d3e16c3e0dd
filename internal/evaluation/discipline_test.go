package evaluation_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
)

func TestAViolationCountsOnce(t *testing.T) {
	t.Parallel()
	decided := func(year int, form evaluation.Form, violation string, countedIn int) evaluation.DisciplineRecord {
		return evaluation.DisciplineRecord{
			Discipline: evaluation.Discipline{Form: form}, Year: year, Violation: violation, CountedIn: countedIn,
		}
	}
	tests := []struct {
		name    string
		records []evaluation.DisciplineRecord
		want    []evaluation.Discipline
	}{
		{"a decision of the year", []evaluation.DisciplineRecord{decided(2018, evaluation.Reprimand, "", 0)},
			[]evaluation.Discipline{{Form: evaluation.Reprimand}}},
		{"a decision of another year", []evaluation.DisciplineRecord{
			decided(2017, evaluation.Warning, "", 0), decided(2019, evaluation.Warning, "", 0)}, nil},
		{"the violation brought an earlier year to NotCompleted", []evaluation.DisciplineRecord{
			decided(2018, evaluation.Warning, "", 2017)}, nil},
		{"the violation brings this very year to NotCompleted", []evaluation.DisciplineRecord{
			decided(2018, evaluation.Warning, "", 2018)}, []evaluation.Discipline{{Form: evaluation.Warning}}},
		{"the Party decided last year, the administration this year", []evaluation.DisciplineRecord{
			decided(2017, evaluation.Reprimand, "dat-dai", 0), decided(2018, evaluation.Warning, "dat-dai", 0)}, nil},
		{"the Party decides this year, the administration next year", []evaluation.DisciplineRecord{
			decided(2018, evaluation.Reprimand, "dat-dai", 0), decided(2019, evaluation.Warning, "dat-dai", 0)},
			[]evaluation.Discipline{{Form: evaluation.Reprimand}}},
		{"both decide this year: one, in the heavier form", []evaluation.DisciplineRecord{
			decided(2018, evaluation.Reprimand, "dat-dai", 0), decided(2018, evaluation.Warning, "dat-dai", 0)},
			[]evaluation.Discipline{{Form: evaluation.Warning}}},
		{"an earlier rating counted it under another decision", []evaluation.DisciplineRecord{
			decided(2018, evaluation.Reprimand, "dat-dai", 2016), decided(2018, evaluation.Warning, "dat-dai", 0)}, nil},
		{"two violations are two", []evaluation.DisciplineRecord{
			decided(2018, evaluation.Reprimand, "", 0), decided(2018, evaluation.Reprimand, "dat-dai", 0), decided(2018, evaluation.Warning, "", 0)},
			[]evaluation.Discipline{{Form: evaluation.Reprimand}, {Form: evaluation.Reprimand}, {Form: evaluation.Warning}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tt.want, evaluation.DisciplineOf(tt.records, evaluation.Period{Year: 2018}))
		})
	}
}
