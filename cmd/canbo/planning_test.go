package main

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestPlanningListsArePrinted(t *testing.T) {
	t.Parallel()
	url, _ := webProgram(t, map[string]string{
		"GET /api/v1/planning/lists?after=&term_from=2020": `{"items":[{"code":"bch","name":"Ban Chấp hành","kind":"executive_committee","term_from":2020,"term_to":2025,"version":2}]}`,
	})
	out, err := run(t, "planning", "list", "--term=2020", url, key)
	require.NoError(t, err)
	require.Regexp(t, `bch +2020-2025 +executive_committee +2 +Ban Chấp hành\n$`, out)
}

func TestAPlanningListIsExportedAsItComes(t *testing.T) {
	t.Parallel()
	url, _ := webProgram(t, map[string]string{"GET /api/v1/planning/lists/bch/entries.csv?version=0": "list,version\nbch,2\n"})
	out, err := run(t, "planning", "export", "bch", url, key)
	require.NoError(t, err)
	require.Equal(t, "list,version\nbch,2\n", out)
	_, err = run(t, "planning", "export", "other", url, key)
	require.ErrorContains(t, err, "There is no such cycle.")
}

func TestFindingsArePrintedWithWhatBlocks(t *testing.T) {
	t.Parallel()
	url, _ := webProgram(t, map[string]string{
		"GET /api/v1/planning/lists/bch/screening?day=2020-06-30&nominees=an%3Abch%2Cbinh%3Abch&policy=hd15-2012%401": `{"version":1,"policy":{"id":"hd15-2012","version":1},"findings":[
			{"official":"an","position":"bch","reason":"OverAge","blocking":true,"en":"Too old","verified":true},
			{"official":"binh","position":"bch","reason":"PoliticalStandardNotMet","en":"No theory"}]}`,
	})
	out, err := run(t, "planning", "screen", "bch", "--policy=hd15-2012@1", "--day=2020-06-30", "--nominee=an:bch", "--nominee=binh:bch", url, key)
	require.NoError(t, err)
	require.Regexp(t, `2 findings\n\n! an +bch +OverAge +Too old +\n  binh +bch +PoliticalStandardNotMet +No theory +unverified\n$`, out)
}

func TestFindingsBetweenReviewsArePrintedAndSettled(t *testing.T) {
	t.Parallel()
	const finding = `{"id":17,"state":"%s","list":"bch","official":"an","reason":"OverAge","text":{"en":"Too little service left from 03/2022 on"}}`
	url, _ := webProgram(t, map[string]string{
		"GET /api/v1/planning/findings?after=&list=bch&state=open":   `{"items":[` + fmt.Sprintf(finding, "open") + `],"next":"17"}`,
		"GET /api/v1/planning/findings?after=17&list=bch&state=open": `{"items":[]}`,
		"POST /api/v1/planning/findings/17/review":                   fmt.Sprintf(finding, "taken"),
		"POST /api/v1/planning/findings/17/dismissal":                fmt.Sprintf(finding, "dismissed"),
	})
	out, err := run(t, "planning", "findings", "--list=bch", url, key)
	require.NoError(t, err)
	require.Regexp(t, `17 +open +bch +an +OverAge +Too little service left from 03/2022 on\n$`, out)
	for act, state := range map[string]string{"take": "taken", "dismiss": "dismissed"} {
		out, err := run(t, "planning", act, "17", "--reason=seen", "--basis=22-TB/HU", url, key)
		require.NoError(t, err)
		require.Regexp(t, `^17 +`+state, out)
	}
	_, err = run(t, "planning", "dismiss", "17", "--reason=seen", url, key)
	require.ErrorContains(t, err, "--basis")
}
