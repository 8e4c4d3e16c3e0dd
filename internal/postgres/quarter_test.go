package postgres_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/activities/storetest"
	"canbo/internal/evaluation"
	"canbo/internal/postgres"
	"canbo/seeds"
)

func TestTheYearReadsTheResultsOfItsQuartersAndAQuarterItsOwnFacts(t *testing.T) {
	t.Parallel()
	r := openRecord(t)
	district := storetest.Mini(t, seeds.FS)
	for i, f := range district.Facts {
		if f.Official == "mini-12" && f.Year == 2018 {
			f.Quarter, f.MonthsWorked, f.Targets.Total, f.Targets.Done = 2, 2, 40, 39
			district.Facts = append(district.Facts[:i:i], f)
			break
		}
	}
	_, err := postgres.New(r.pool).ImportDistrict(t.Context(), district)
	require.NoError(t, err)
	for quarter, cancelled := range map[int]bool{1: true, 2: false, 3: false} {
		opening := storetest.Opening(t, seeds.FS)
		opening.Period.Quarter = quarter
		opening.Code = storetest.Cycle + "-" + opening.Period.Code()
		opening.Processes = nil
		require.NoError(t, r.OpenCycle(t.Context(), opening))
		r.exec(`INSERT INTO result (cycle, official, body, grade, process, version, decided_at)
			VALUES ($1, 'mini-12', 'du-xa-na-muoi', 'NotCompleted', 'p', 1, now())`, opening.Code)
		if cancelled {
			r.exec(`UPDATE cycle SET cancelled_at = now(), cancelled_by = 'x', cancel_reason = 'x', cancel_basis = 'x' WHERE code = $1`, opening.Code)
		}
	}

	year, err := r.AppraisalCases(t.Context(), storetest.Cycle, "du-xa-na-muoi")
	require.NoError(t, err)
	require.Equal(t, "mini-12", year[1].Facts.Official)
	require.Equal(t, []evaluation.QuarterGrade{{Quarter: 2, Grade: evaluation.NotCompleted}, {Quarter: 3, Grade: evaluation.NotCompleted}}, year[1].Quarters)
	require.Empty(t, year[0].Quarters)
	require.Equal(t, 12, year[1].Facts.Person.MonthsWorked, "the facts of the whole year")

	quarter, err := r.AppraisalCases(t.Context(), storetest.Cycle+"-2018-q2", "du-xa-na-muoi")
	require.NoError(t, err)
	require.Empty(t, quarter[1].Quarters)
	require.Equal(t, 2, quarter[1].Facts.Quarter)
	require.Equal(t, 2, quarter[1].Facts.Person.MonthsWorked)
	require.Equal(t, 39, quarter[1].Facts.Own.Done)
}

func (r *record) exec(sql string, args ...any) {
	r.Helper()
	_, err := r.pool.Exec(r.Context(), sql, args...)
	require.NoError(r, err)
}
