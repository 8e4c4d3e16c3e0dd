package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTheTermIsPrintedWithItsYearsAndReason(t *testing.T) {
	t.Parallel()
	url, _ := webProgram(t, map[string]string{
		"GET /api/v1/officials/cb-001/term-rating?first=2016&last=2018": `{"policy":"qd89-2017@1","order_verified":false,"verified":true,
			"grade":"Good","rule":"termGood","vi":"Có ít nhất 3 năm","en":"At least 3 years; 2017: no result, counted for no grade",
			"years":[{"year":2016,"cycle":"caoloc-2016","grade":"Good"},{"year":2017},{"year":2018,"cycle":"caoloc-2018","grade":"Excellent"}]}`,
	})
	out, err := run(t, "report", "term", "cb-001", "--first=2016", "--last=2018", url, key)
	require.NoError(t, err)
	require.Regexp(t, `2016 +Good +caoloc-2016\n2017 +none *\n2018 +Excellent`, out)
	require.Contains(t, out, "Term 2016-2018 under qd89-2017@1: Good\nCó ít nhất 3 năm\nAt least 3 years; 2017: no result")
	require.Contains(t, out, "was not checked against its source")
}
