package postgres_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/activities/storetest"
	"canbo/internal/evaluation"
	"canbo/internal/mail"
	"canbo/internal/postgres"
	"canbo/internal/schedule"
)

func TestALaunchIsKeptUntilItHasSucceeded(t *testing.T) {
	t.Parallel()
	r := openRecord(t)
	at := time.Date(2026, 10, 14, 23, 0, 0, 0, time.UTC)
	report := schedule.Report{
		Schedule: "yearly", Code: "mini-2026", ScheduledAt: at, Outcome: schedule.Failed,
		FaultCode: "not_ready", FaultText: "no head", LaunchedAt: at.Add(time.Second),
	}
	require.NoError(t, r.RecordLaunch(t.Context(), report))
	report.Outcome, report.FaultCode, report.FaultText = schedule.Opened, "", ""
	require.NoError(t, r.RecordLaunch(t.Context(), report), "by hand, when the roster is mended")
	again := report
	again.Outcome = schedule.AlreadyOpen
	require.NoError(t, r.RecordLaunch(t.Context(), again))
	again.Code = "mini-2027"
	require.NoError(t, r.RecordLaunch(t.Context(), again))

	first, err := r.Launches(t.Context(), postgres.Page{Limit: 1})
	require.NoError(t, err)
	require.Equal(t, []postgres.LaunchView{{
		Schedule: "yearly", Code: "mini-2026", ScheduledAt: at, Outcome: "opened", LaunchedAt: at.Add(time.Second),
	}}, utc(first.Items))
	rest, err := r.Launches(t.Context(), postgres.Page{After: first.Next, Limit: 5})
	require.NoError(t, err)
	require.Len(t, rest.Items, 1)
	require.Equal(t, "mini-2027", rest.Items[0].Code)
	require.Empty(t, rest.Next)
}

func TestTheAdministratorsAreToldOfALaunchThatFailed(t *testing.T) {
	t.Parallel()
	r := openRecord(t)
	r.Administrators = []mail.Correspondent{
		{Name: "Ban Tổ chức", Address: "ban-to-chuc@caoloc.example"}, {Address: "it@caoloc.example"},
	}
	at := time.Date(2026, 10, 14, 23, 0, 0, 0, time.UTC)
	failed := schedule.Report{
		Schedule: "yearly", Code: "mini-2026", ScheduledAt: at, Outcome: schedule.Failed,
		FaultCode: "database_unavailable", FaultText: "the database does not answer", Again: true, LaunchedAt: at,
	}
	require.NoError(t, r.RecordLaunch(t.Context(), failed))
	require.NoError(t, r.RecordLaunch(t.Context(), failed), "the same cause is told once")
	failed.FaultCode, failed.FaultText, failed.Again = "not_ready", "xa-na-muoi has no head", false
	require.NoError(t, r.RecordLaunch(t.Context(), failed))
	waits, err := r.Concerns(t.Context(), postgres.Page{Limit: 5})
	require.NoError(t, err)
	require.Len(t, waits.Items, 1)
	require.Equal(t, "xa-na-muoi has no head", waits.Items[0].Text)
	failed.Outcome, failed.FaultCode, failed.FaultText = schedule.Opened, "", ""
	require.NoError(t, r.RecordLaunch(t.Context(), failed))

	mailbox, smtp := mailServer(t)
	runDispatcher(t, r.pool, smtp, mail.DispatcherOptions{})
	eventually(t, func(t require.TestingT) {
		require.Len(t, mailbox.Messages("ban-to-chuc@caoloc.example"), 2)
		require.Len(t, mailbox.Messages("it@caoloc.example"), 2)
	})
	var again, final int
	for _, m := range mailbox.Messages("it@caoloc.example") {
		require.Equal(t, mail.KindLaunchFailed, m.Kind)
		require.Contains(t, m.Text, "mini-2026")
		if strings.Contains(m.Text, "hệ thống sẽ tự thử lại") {
			again++
			require.Contains(t, m.Text, "the database does not answer")
			continue
		}
		final++
		require.Contains(t, m.Text, "xa-na-muoi has no head")
	}
	require.Equal(t, []int{1, 1}, []int{again, final})
	waits, err = r.Concerns(t.Context(), postgres.Page{Limit: 5})
	require.NoError(t, err)
	require.Empty(t, waits.Items, "it was mended")
}

func utc(launches []postgres.LaunchView) []postgres.LaunchView {
	for i := range launches {
		launches[i].ScheduledAt, launches[i].LaunchedAt = launches[i].ScheduledAt.UTC(), launches[i].LaunchedAt.UTC()
	}
	return launches
}

func TestACycleIsFoundByItsPeriod(t *testing.T) {
	t.Parallel()
	r := openRecord(t)
	for period, want := range map[evaluation.Period]string{
		{Year: 2018}: storetest.Cycle, {Year: 2018, Quarter: 1}: "", {Year: 2019}: "",
	} {
		code, err := r.CycleOf(t.Context(), storetest.Root, period)
		require.NoError(t, err)
		require.Equal(t, want, code, period.Code())
	}
	known, err := r.KnownUnits(t.Context(), []string{"nowhere", storetest.Root})
	require.NoError(t, err)
	require.Equal(t, []string{storetest.Root}, known)
}
