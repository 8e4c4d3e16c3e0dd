package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestReviewsAreOpenedAndPrinted(t *testing.T) {
	t.Parallel()
	url, sent := webProgram(t, map[string]string{
		"POST /api/v1/planning/reviews":                         `{"round":"2020","processes":["planning-review/2020/bch"],"unverified":["a"]}`,
		"GET /api/v1/planning/reviews?after=&year=2020":         `{"items":[{"round":"2020","list":"bch","step":"proposals","open_tasks":3}],"next":"x"}`,
		"GET /api/v1/planning/reviews?after=x&year=2020":        `{"items":[{"round":"2020","list":"btv","published":2},{"round":"2020","list":"kp","cancelled_at":"2020-07-01T00:00:00Z"}]}`,
		"GET /api/v1/planning/lists/bch/difference?from=0&to=0": `{"from":1,"to":2,"changes":[{"kind":"removed","official":"an","position":"bch","reason":"OverAge","decision":"47-QĐ/HU","note":"Quá tuổi"}]}`,
		"GET /api/v1/planning/reviews/2020/bch": `{"reviewed":1,"conflict":2,"steps":[{"name":"approval","status":"open","tasks":1}],
			"draft":[{"official":"binh","position":"bch"}],"by_rule":[{"official":"an","position":"bch","reason":"OverAge","rule":"overAge"}],
			"proposals":[{"kind":"added","entry":{"official":"chi","position":"bch"},"status":"outvoted","conference":"NotCarried"}],"missed":["women"]}`,
	})
	out, err := run(t, "planning", "review", "open", "2020", "--root=huyen", "--day=2020-06-30", "--policy=hd15-2012@1", url, key)
	require.NoError(t, err)
	require.Contains(t, out, "1 planning lists are under review in 2020.\n1 values")
	require.JSONEq(t, `{"round":"2020","root":"huyen","day":"2020-06-30","policy":"hd15-2012@1"}`, *sent)
	_, err = run(t, "planning", "review", "open", "2020", "--root=huyen", "--lists=bch", url, key)
	require.ErrorContains(t, err, "--root")

	out, err = run(t, "planning", "review", "list", "--year=2020", url, key)
	require.NoError(t, err)
	require.Regexp(t, `2020 +bch +proposals +3 +\n2020 +btv +0 +version 2\n2020 +kp +0 +cancelled\n$`, out)

	out, err = run(t, "planning", "review", "status", "2020", "bch", url, key)
	require.NoError(t, err)
	require.Contains(t, out, "Version 2 was published meanwhile")
	require.Regexp(t, `approval +open +0 of 1\n`, out)
	require.Regexp(t, `an +bch +OverAge +overAge\n`, out)
	require.Regexp(t, `added +chi +bch +outvoted +NotCarried`, out)
	require.Contains(t, out, "missed: women")

	out, err = run(t, "planning", "review", "diff", "bch", url, key)
	require.NoError(t, err)
	require.Regexp(t, `removed +an +bch +OverAge +47-QĐ/HU +Quá tuổi\n$`, out)
}
