package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/schedule"
)

func TestThePlanShowsTheDifferenceAndTheNextTimesInVietnam(t *testing.T) {
	t.Parallel()
	wanted := schedule.Schedule{Fire: schedule.Fire{Months: []time.Month{10}, Day: 15, Time: schedule.TimeOfDay{Hour: 6}}}
	var out bytes.Buffer
	require.NoError(t, printChanges(&out, []schedule.Change{
		{ID: "yearly", Step: schedule.Create, Wanted: &wanted},
		{ID: "quarterly", Step: schedule.Held, Wanted: &wanted, Differs: true, Note: "not this year"},
		{ID: "other", Step: schedule.Unlisted},
	}, time.Date(2026, 10, 14, 23, 0, 0, 0, time.UTC)))
	require.Regexp(t, `yearly +create +2027-10-15 06:00, 2028-10-15 06:00, 2029-10-15 06:00 *\n`, out.String())
	require.Regexp(t, `quarterly +paused by hand: left alone, differs from the file .* not this year\n`, out.String())
	require.Regexp(t, `other +not in the file: left alone *\n`, out.String())
}

func TestLaunchesAreListedWithTheReasonOfAFailure(t *testing.T) {
	t.Parallel()
	url, _ := webProgram(t, map[string]string{
		"GET /api/v1/launches?after=": `{"items":[{"schedule":"yearly","code":"caoloc-2026","scheduled_at":"2026-10-14T23:00:00Z",
			"outcome":"failed","fault_text":"1 finding(s) stand in the way: x has no head"}],"next":"a b"}`,
		"GET /api/v1/launches?after=a+b": `{"items":[{"schedule":"yearly","code":"caoloc-2027","outcome":"opened"}]}`,
	})
	out, err := run(t, "schedules", "launches", url, key)
	require.NoError(t, err)
	require.Regexp(t, `caoloc-2026 +2026-10-15 06:00 +failed +1 finding`, out)
	require.Regexp(t, `caoloc-2027 .* opened`, out)
}

func TestSchedulesAreSteeredThroughTheAPI(t *testing.T) {
	t.Parallel()
	url, body := webProgram(t, map[string]string{
		"POST /api/v1/schedules/yearly/trigger": "", "POST /api/v1/schedules/yearly/pause": "", "POST /api/v1/schedules/yearly/resumption": "",
		"POST /api/v1/schedules/yearly/backfill": "",
	})
	for _, args := range [][]string{
		{"trigger", "yearly"}, {"pause", "yearly"}, {"resume", "yearly"}, {"backfill", "yearly", "--from=2026-01-01", "--to=2026-09-30"},
	} {
		_, err := run(t, append([]string{"schedules"}, append(args, "--reason=mended", "--basis=letter 12", url, key)...)...)
		require.NoError(t, err, args)
	}
	require.JSONEq(t, `{"reason":"mended","basis":"letter 12","from":"2026-01-01","to":"2026-09-30"}`, *body)
}

func TestScheduleCommandsSayWhatIsWrong(t *testing.T) {
	t.Parallel()
	broken := filepath.Join(t.TempDir(), "s.yaml")
	require.NoError(t, os.WriteFile(broken, []byte("schedules:\n  - {idd: a}\n"), 0o600))
	database := "--database-url=postgres://nobody@127.0.0.1:1/none"
	tests := []struct {
		name, want string
		args       []string
	}{
		{"a plan needs the database", "CANBO_DATABASE_URL", []string{"plan"}},
		{"a wrong file is named with the place", `s.yaml:2:6: schedules[0].idd: unknown key "idd"`, []string{"apply", "--file=" + broken, database}},
		{"an act has a basis", "missing flags: --basis", []string{"trigger", "yearly", "--reason=r"}},
		{"days are days", "--from", []string{"backfill", "yearly", "--from=2026-13-01", "--to=2026-01-01", "--reason=r", "--basis=b"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := run(t, append([]string{"schedules"}, tt.args...)...)
			require.ErrorContains(t, err, tt.want)
		})
	}
}
