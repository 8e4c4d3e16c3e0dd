package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestRotationsArePrinted(t *testing.T) {
	t.Parallel()
	url, _ := webProgram(t, map[string]string{
		"GET /api/v1/rotation/rotations?after=&decided_from=2014-01-01": `{"items":[{"code":"lc-2015-01","official_name":"Lý Văn An","to_post_name":"Bí thư","direction":"down","decision":"827-QĐ/HU",
			"started":"2015-04-20","ends":"2018-04-20","reviews":6,"grade_before":"Good","grade_after":"Excellent","placement":"stay","days_to_placement":20}]}`,
		"GET /api/v1/rotation/rotations.csv?":                                                "STT\n1\n",
		"GET /api/v1/rotation/rotations.csv?direction=down&state=placed&unit=xa-a&year=2016": "STT\n",
	})
	out, err := run(t, "rotation", "list", "--from=2014-01-01", url, key)
	require.NoError(t, err)
	require.Regexp(t, `lc-2015-01 +Lý Văn An +Bí thư +down +827-QĐ/HU +2015-04-20 +2018-04-20 +6 +Good +Excellent +stay after 20 days\n$`, out)
	out, err = run(t, "rotation", "export", url, key)
	require.NoError(t, err)
	require.Equal(t, "STT\n1\n", out)
	out, err = run(t, "rotation", "export", "--year=2016", "--unit=xa-a", "--direction=down", "--state=placed", url, key)
	require.NoError(t, err)
	require.Equal(t, "STT\n", out)
}

func TestEligibilityIsPrintedWithTheRules(t *testing.T) {
	t.Parallel()
	url, _ := webProgram(t, map[string]string{
		"GET /api/v1/rotation/eligibility?day=2020-06-30&post=xa-a-bi-thu": `{"policy":{"id":"qd98-2017","version":1},"items":[
			{"official":"an","eligible":true,"findings":[]},
			{"official":"binh","eligible":false,"findings":[{"rule":"homePlace","excludes":true,"en":"The unit is the home place","cure_en":"Choose another place","source":"DN2018"}]}]}`,
	})
	out, err := run(t, "rotation", "eligible", "xa-a-bi-thu", "--day=2020-06-30", "--all", url, key)
	require.NoError(t, err)
	require.Regexp(t, `2 officials\n\nan +eligible +\nbinh +excluded +\n! homePlace +The unit is the home place +Choose another place +DN2018\n$`, out)
}

func TestTheLookAheadIsPrinted(t *testing.T) {
	t.Parallel()
	url, _ := webProgram(t, map[string]string{
		"GET /api/v1/rotation/lookahead?months=12": `{"policy":{"id":"qd98-2017","version":1},"from":"2020-08-09","events":[
			{"day":"2019-01-01","kind":"two_terms","official":"an","post":"a","overdue":true,"vacates":true},
			{"day":"2021-01-01","kind":"retirement","official":"binh","post":"b","vacates":true,"chain":[{"official":"chi","post":"c"}]},
			{"day":"2021-05-01","kind":"retirement","official":"an","post":"a"}]}`,
	})
	out, err := run(t, "rotation", "lookahead", "--months=12", url, key)
	require.NoError(t, err)
	require.Regexp(t, `3 events\n\n2019-01-01 +two_terms +an +a +overdue\n2021-01-01 +retirement +binh +b + > chi leaves c\n2021-05-01 +retirement +an +a +has left by then\n$`, out)
}

func TestRotationsWithoutTheirProcessAreNamed(t *testing.T) {
	t.Parallel()
	url, _ := webProgram(t, map[string]string{
		"POST /api/v1/rotation/reconciliation": `{"rotations":2,"gaps":[{"rotation":"lc-2017-01","why":"no_process"}]}`,
	})
	out, err := run(t, "rotation", "reconcile", url, key)
	require.NoError(t, err)
	require.Equal(t, "2 rotations go on, 1 without their process\nlc-2017-01\tno_process\t\n", out)
}
