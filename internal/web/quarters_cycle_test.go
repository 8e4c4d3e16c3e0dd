package web_test

import (
	"fmt"
	"io/fs"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/postgres"
	"canbo/internal/roster"
	"canbo/seeds"
)

const (
	steadyHead = "mini-05" // of phong-noi-vu
	fallenHead = "mini-08" // of xa-na-muoi: not completed in quarter 2
	twiceBad   = "mini-11" // not completed in quarters 2 and 3
)

// with2026 gives everybody a good year, and good quarters of it, on record.
func with2026(t *testing.T, o *office) {
	t.Helper()
	files, err := fs.Sub(seeds.FS, "mini")
	require.NoError(t, err)
	district, problems := roster.Load(files)
	require.Empty(t, problems)
	facts, results := district.Facts, district.UnitResults
	for quarter := range 4 {
		months := 12
		if quarter > 0 {
			months = 3
		}
		for _, f := range facts {
			f.Year, f.Quarter, f.MonthsWorked, f.AbsenceMonths, f.SickMonths = 2026, quarter, months, 0, 0
			f.Targets = roster.Targets{Total: 10, Done: 10, OnTime: 10, Exceeded: 5}
			district.Facts = append(district.Facts, f)
		}
		for _, r := range results {
			r.Year, r.Quarter = 2026, quarter
			r.Targets = roster.Targets{Total: 10, Done: 10, OnTime: 10, Exceeded: 5}
			district.UnitResults = append(district.UnitResults, r)
		}
	}
	_, err = postgres.New(o.pool).ImportDistrict(t.Context(), district)
	require.NoError(t, err)
}

// runPeriod opens a cycle of 2026 and lets everybody do what is asked of them until it is closed.
func (o *office) runPeriod(t *testing.T, quarter int, points func(who string) int) (code string) {
	t.Helper()
	code, day := "mini-2026", "2026-12-31"
	request := map[string]any{"root": root, "year": 2026}
	if quarter > 0 {
		code, day = fmt.Sprintf("mini-2026-q%d", quarter), fmt.Sprintf("2026-%02d-28", 3*quarter)
		request["quarter"] = quarter
	}
	request["id"], request["reference_date"] = code, day
	opened := o.admin().post(t, "/cycles", request)
	require.Equal(t, http.StatusCreated, opened.status, opened.text)
	o.engine.pump(t.Context())
	people := everybody(t, o)
	for round := 0; ; round++ {
		require.Less(t, round, 60, "the cycle does not end")
		done := 0
		for _, who := range people {
			for _, task := range o.as(t, who).get(t, "/inbox").items() {
				if o.settleByPoints(t, who, task, points(who)) {
					done++
				}
			}
		}
		if done == 0 {
			break
		}
	}
	closed := o.admin().get(t, "/cycles/"+code)
	require.NotNil(t, closed.body["closed_at"], "%s", closed.text)
	return code
}

func (o *office) settleByPoints(t *testing.T, who string, task map[string]any, tenths int) bool {
	t.Helper()
	if task["act"] == "acknowledge" {
		return o.as(t, who).act(t, strings.TrimPrefix(task["href"].(string), "/api/v1"), map[string]any{}).status == http.StatusOK
	}
	if task["act"] != "self_review" {
		return settle(t, o, who, task)
	}
	general := min(tenths, 290)
	got := o.as(t, who).act(t, strings.TrimPrefix(task["href"].(string), "/api/v1"), map[string]any{
		"grade": "Good", "points": map[string]any{"general_tenths": general, "results_tenths": tenths - general},
	})
	require.Equal(t, http.StatusOK, got.status, got.text)
	return true
}

// The year of the policy of points: quarters 1 to 3 are rated by themselves, the fourth is merged into the year.
func TestAYearReadsTheQuartersThatWereRunToTheirEnd(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	with2026(t, o)
	const good, bad, best = 750, 300, 960
	for quarter := 1; quarter <= 3; quarter++ {
		code := o.runPeriod(t, quarter, func(who string) int {
			if quarter == 2 && who == fallenHead || quarter > 1 && who == twiceBad {
				return bad
			}
			return good
		})
		want := "Good"
		if quarter == 2 {
			want = "NotCompleted"
		}
		result := o.as(t, fallenHead).get(t, "/cycles/"+code+"/officials/"+fallenHead+"/result")
		require.Equal(t, want, result.body["grade"], result.text)
	}
	fourth := o.admin().post(t, "/cycles", map[string]any{"id": "mini-2026-q4", "root": root, "year": 2026, "quarter": 4, "reference_date": "2026-12-31"})
	require.Equal(t, "period_not_rated", fourth.code(), "the fourth quarter is rated with the year: %s", fourth.text)

	year := o.runPeriod(t, 0, func(who string) int {
		if slices.Contains([]string{steadyHead, fallenHead, twiceBad}, who) {
			return best
		}
		return good
	})
	result := func(who string) reply { return o.as(t, who).get(t, "/cycles/"+year+"/officials/"+who+"/result") }
	require.Equal(t, "Excellent", result(steadyHead).body["grade"], result(steadyHead).text)
	fallen := result(fallenHead)
	require.Equal(t, "Good", fallen.body["grade"], fallen.text)
	require.Contains(t, fallen.text, "Có quý không hoàn thành nhiệm vụ", "the grounds name the rule")
	require.Contains(t, result(twiceBad).text, "từ hai quý liên tiếp", "the advice is shown")
}
