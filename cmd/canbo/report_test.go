package main

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/postgres/pgtest"
)

func TestReportFiguresCountsTheQualificationsOfADay(t *testing.T) {
	t.Parallel()
	database := "--database-url=" + pgtest.New(t).Config().ConnString()
	out, err := run(t, "import", "../../seeds/caoloc", database)
	require.NoError(t, err)
	require.Regexp(t, `^\d+ rows added or changed`, out)
	out, err = run(t, "import", "../../seeds/caoloc", database)
	require.NoError(t, err)
	require.Equal(t, "0 rows added or changed.\n", out, "importing again changes nothing")

	out, err = run(t, "report", "figures", "--day=2020-06-30", "--json", database)
	require.NoError(t, err)
	var figures map[string]struct{ Count, Total int }
	require.NoError(t, json.Unmarshal([]byte(out), &figures))
	require.Equal(t, struct{ Count, Total int }{95, 98}, figures["qualification.district.professional"])
	require.Equal(t, struct{ Count, Total int }{244, 263}, figures["qualification.commune.political_theory"])

	out, err = run(t, "report", "figures", "--day=2020-06-30", database)
	require.NoError(t, err)
	require.Contains(t, out, "95")

	_, err = run(t, "report", "figures", "no-such-cycle", "--day=2020-06-30", database)
	require.ErrorContains(t, err, "no-such-cycle")
}
