package web_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/calendar"
	"canbo/internal/fault"
	"canbo/internal/report"
	"canbo/internal/web"
)

// counted has standards from 2018 on.
type counted struct{}

func (counted) Figures(_ context.Context, day calendar.Date) ([]report.Figure, error) {
	if day.Year < 2018 {
		return nil, fault.New(fault.NotFound, "policy_missing", "no qualification policy is in force on %s", day)
	}
	return []report.Figure{
		{ID: "qualification.district.professional", Count: 95, Total: 98, BaselineBP: new(8960), BaselineSource: "Báo in, trang 3"},
		{ID: "qualification.commune.professional", Count: day.Day, Total: 263}, {ID: "rotation.since_2014", Count: 9, Total: 9},
	}, nil
}

func TestQualificationFiguresOfADay(t *testing.T) {
	t.Parallel()
	const key = "0123456789abcdef0123456789abcdef"
	handler := web.New(web.Deps{Qualifications: counted{}, AdminKey: key, Clock: time.Now, Logger: slog.New(slog.DiscardHandler)})
	for name, c := range map[string]struct {
		query, key string
		status     int
		want       string
	}{
		"a day with standards": {"?day=2020-06-30", key, http.StatusOK, `{"items":[` +
			`{"id":"qualification.district.professional","count":95,"total":98,"baseline_bp":8960,"baseline_source":"Báo in, trang 3"},` +
			`{"id":"qualification.commune.professional","count":30,"total":263},{"id":"rotation.since_2014","count":9,"total":9}]}`},
		"a day before all standards": {"?day=2017-12-31", key, http.StatusNotFound, `"code":"policy_missing"`},
		"no day":                     {"", key, http.StatusUnprocessableEntity, `"code":"invalid_request"`},
		"a day that does not exist":  {"?day=2020-02-30", key, http.StatusUnprocessableEntity, `"code":"`},
		"nobody":                     {"?day=2020-06-30", "", http.StatusUnauthorized, `"code":"not_signed_in"`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			asked := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/api/v1/figures"+c.query, nil)
			if c.key != "" {
				asked.Header.Set("Authorization", "Bearer "+c.key)
			}
			answer := httptest.NewRecorder()
			handler.ServeHTTP(answer, asked)
			require.Equal(t, c.status, answer.Code, answer.Body.String())
			require.Contains(t, answer.Body.String(), c.want)
		})
	}
}
