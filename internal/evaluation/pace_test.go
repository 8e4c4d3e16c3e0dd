package evaluation_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
)

func TestPaceSaysWhenAStepIsThrough(t *testing.T) {
	t.Parallel()
	now := time.Date(2019, 1, 10, 2, 0, 0, 0, time.UTC)
	tests := []struct {
		name string
		pace evaluation.Pace
		days int
		ok   bool
	}{
		{"ten a day for twenty that are left", evaluation.Pace{Open: 20, Done: 50, Days: 5}, 2, true},
		{"a part of a day counts as a day", evaluation.Pace{Open: 21, Done: 50, Days: 5}, 3, true},
		{"one day of one", evaluation.Pace{Open: 7, Done: 1, Days: 1}, 7, true},
		{"nothing is left", evaluation.Pace{Open: 0, Done: 0, Days: 5}, 0, true},
		{"nobody has done anything", evaluation.Pace{Open: 3, Done: 0, Days: 5}, 0, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			ends, ok := tt.pace.Ends(now)
			require.Equal(t, tt.ok, ok)
			if ok {
				require.Equal(t, now.AddDate(0, 0, tt.days), ends)
			}
		})
	}
}

func TestPaceIsMeasuredOverTheLastDays(t *testing.T) {
	t.Parallel()
	now := time.Date(2019, 1, 10, 2, 0, 0, 0, time.UTC)
	require.Equal(t, 1, evaluation.PaceOver(now.Add(-time.Hour), now), "on the first day")
	require.Equal(t, 3, evaluation.PaceOver(now.Add(-80*time.Hour), now))
	require.Equal(t, 5, evaluation.PaceOver(now.AddDate(0, -1, 0), now))
}
