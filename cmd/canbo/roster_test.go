package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestRosterDiffShowsWhatIsWrongOrWhatWouldChange(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "officials.csv")
	require.NoError(t, os.WriteFile(file, []byte("code\n"), 0o600))

	at, body := webProgram(t, map[string]string{"POST /api/v1/roster/imports": `{"problems":[
		{"file":"officials.csv","line":2,"column":"born","text":"no value","remedy":"fill it in"}]}`})
	out, err := run(t, "roster", "diff", file, at, key)
	require.ErrorContains(t, err, "1 things to correct")
	require.Equal(t, "officials.csv:2: column born: no value; fill it in\n", out)
	require.JSONEq(t, `{"files":[{"name":"officials.csv","content":"Y29kZQo="}]}`, *body)

	at, _ = webProgram(t, map[string]string{
		"POST /api/v1/roster/imports":                     `{"problems":[],"import":{"id":"i","differences":[{"file":"officials","new":1,"changed":1,"gone":0}]}}`,
		"GET /api/v1/roster/imports/i/differences?after=": `{"items":[{"file":"officials","kind":"new","key":"a"}],"next":"1"}`,
		"GET /api/v1/roster/imports/i/differences?after=1": `{"items":[{"file":"officials","kind":"changed","key":"b",
			"cells":[{"column":"name","old":"An","new":"Ân"}]}]}`,
	})
	out, err = run(t, "roster", "diff", file, at, key)
	require.NoError(t, err)
	require.Regexp(t, `officials +1 +1 +0`, out)
	require.Contains(t, out, "new officials: a\nchanged officials: b\n  name: \"An\" -> \"Ân\"\n")
	require.Contains(t, out, "canbo roster apply i --reason")
}

func TestRosterApplySendsReasonAndBasis(t *testing.T) {
	t.Parallel()
	at, body := webProgram(t, map[string]string{"POST /api/v1/roster/imports/i/application": `{"id":"i","changes":3}`})
	out, err := run(t, "roster", "apply", "i", "--reason=r", "--basis=b", at, key)
	require.NoError(t, err)
	require.JSONEq(t, `{"reason":"r","basis":"b"}`, *body)
	require.Equal(t, "3 rows added or changed.\n", out)
}

func TestRosterExportWritesAFileForTheOwnerAlone(t *testing.T) {
	t.Parallel()
	at, _ := webProgram(t, map[string]string{"GET /api/v1/roster/roster.xlsx?empty=true": "PK"})
	file := filepath.Join(t.TempDir(), "roster.xlsx")
	_, err := run(t, "roster", "export", file, "--template", at, key)
	require.NoError(t, err)
	info, err := os.Stat(file)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm())
}
