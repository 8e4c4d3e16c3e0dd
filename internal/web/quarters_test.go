package web_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/schedule"
)

func TestAQuarterIsOpenedBesideItsYear(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	request := func(code string, quarter int) map[string]any {
		r := map[string]any{"id": code, "root": root, "year": 2026, "reference_date": "2026-03-31"}
		if quarter != 0 {
			r["quarter"] = quarter
		}
		return r
	}
	opened := o.admin().post(t, "/cycles", request("mini-2026-q1", 1))
	require.Equal(t, http.StatusCreated, opened.status, opened.text)
	require.Equal(t, http.StatusCreated, o.admin().post(t, "/cycles", request("mini-2026", 0)).status)

	for name, c := range map[string]struct {
		request map[string]any
		status  int
		code    string
	}{
		"the same quarter under another code":      {request("again", 1), http.StatusConflict, "cycle_exists"},
		"the quarter that is merged into the year": {request("mini-2026-q4", 4), http.StatusUnprocessableEntity, "period_not_rated"},
		"a quarter that no year has":               {request("mini-2026-q5", 5), http.StatusUnprocessableEntity, "invalid_request"},
		"a quarter under a policy that rates none": {with2018(request("mini-2018-q1", 1)), http.StatusUnprocessableEntity, "period_not_rated"},
	} {
		got := o.admin().post(t, "/cycles", c.request)
		require.Equal(t, c.status, got.status, "%s: %s", name, got.text)
		require.Equal(t, c.code, got.code(), name)
	}
	listed := o.admin().get(t, "/cycles").items()
	require.Len(t, listed, 2)
	require.NotContains(t, listed[0], "quarter", "the whole year")
	require.EqualValues(t, 1, listed[1]["quarter"])
}

func with2018(r map[string]any) map[string]any {
	r["year"], r["reference_date"] = 2018, "2018-03-31"
	return r
}

func TestWhatCameOfALaunchIsReadByTheAdministrator(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	require.NoError(t, o.store.RecordLaunch(t.Context(), schedule.Report{
		Schedule: "yearly", Code: "mini-2026", ScheduledAt: time.Date(2026, 10, 14, 23, 0, 0, 0, time.UTC), Outcome: schedule.Failed,
		FaultCode: "not_ready", FaultText: "1 finding(s) stand in the way: x has no head", LaunchedAt: o.clock.Now(),
	}))
	got := o.admin().get(t, "/launches").items()
	require.Len(t, got, 1)
	require.Equal(t, "failed", got[0]["outcome"])
	require.Equal(t, "1 finding(s) stand in the way: x has no head", got[0]["fault_text"])
	require.Equal(t, http.StatusUnauthorized, o.nobody().get(t, "/launches").status)

	waits := o.admin().get(t, "/concerns").items()
	require.Len(t, waits, 1)
	require.Equal(t, "launch_failed", waits[0]["kind"])
	require.Equal(t, "mini-2026", waits[0]["about"])
	require.Equal(t, http.StatusForbidden, o.as(t, head).get(t, "/concerns").status)
	require.NoError(t, o.store.RecordLaunch(t.Context(), schedule.Report{
		Schedule: "yearly", Code: "mini-2026", ScheduledAt: o.clock.Now(), Outcome: schedule.Opened, LaunchedAt: o.clock.Now(),
	}))
	require.Empty(t, o.admin().get(t, "/concerns").items(), "it was mended")
}
