package main_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"io/fs"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"canbo/cmd/standalone/internal/office"
	"canbo/internal/demo"
	"canbo/seeds"
)

// figure is a figure of the JSON report.
type figure struct {
	Count    int      `json:"count"`
	Total    int      `json:"total"`
	Percent  *float64 `json:"percent"`
	ChangePP *float64 `json:"change_pp"`
}

// opened starts an office with the district and returns what a demonstration needs to run in it.
func opened(t *testing.T, district fs.FS) demo.Options {
	t.Helper()
	dir := folder(t)
	o, err := office.Start(t.Context(), office.Options{Dir: dir, District: district, Fast: true})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, o.Stop()) })
	return demo.Options{
		BaseURL: o.Config.PublicURL, MailboxURL: o.MailboxURL, AdminKey: o.Config.AdminKey, Seeds: district,
		Cycle: "year-2018", Year: 2018, ReferenceDate: time.Date(2018, 12, 31, 0, 0, 0, 0, time.UTC),
		ArticleDay: time.Date(2020, 8, 9, 0, 0, 0, 0, time.UTC), ReviewDay: time.Date(2020, 6, 30, 0, 0, 0, 0, time.UTC), Round: "2020", Report: filepath.Join(dir, "report.json"), Out: io.Discard,
	}
}

// folder is an empty data folder that PostgreSQL's user can reach.
func folder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, os.Chmod(dir, 0o755))
	return dir
}

// evaluated carries out the demonstration and returns the figures of its JSON report.
func evaluated(t *testing.T, o demo.Options) map[string]figure {
	t.Helper()
	_, err := demo.Run(t.Context(), o)
	require.NoError(t, err)
	raw, err := os.ReadFile(o.Report)
	require.NoError(t, err)
	var figures map[string]figure
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	require.NoError(t, decoder.Decode(&figures))
	return figures
}

// digests counts the mails about several tasks.
func digests(t *testing.T, mailbox string) int {
	t.Helper()
	answer, err := http.Get(mailbox + "/api/messages?kind=digest")
	require.NoError(t, err)
	defer answer.Body.Close()
	var found []struct{}
	require.NoError(t, json.NewDecoder(answer.Body).Decode(&found))
	return len(found)
}

// changed is the small district with one line of a file in the place of another.
func changed(t *testing.T, file, line, replacement string) fs.FS {
	t.Helper()
	files := fstest.MapFS{}
	names, err := fs.Glob(seeds.FS, "mini/*.csv")
	require.NoError(t, err)
	for _, name := range names {
		text, err := fs.ReadFile(seeds.FS, name)
		require.NoError(t, err)
		if filepath.Base(name) == file {
			require.Equal(t, 1, strings.Count(string(text), line+"\n"))
			text = []byte(strings.Replace(string(text), line+"\n", replacement+"\n", 1))
		}
		files[filepath.Base(name)] = &fstest.MapFile{Data: text}
	}
	return files
}

func district(t *testing.T, name string) fs.FS {
	t.Helper()
	files, err := fs.Sub(seeds.FS, name)
	require.NoError(t, err)
	return files
}

func TestTheFiguresFollowFromTheFacts(t *testing.T) {
	t.Parallel()
	const fact = "mini-06,2018,12,no,0,0,10,10,10,1,yes,no,,Good,Good,Average,Good,Good"
	for name, c := range map[string]struct {
		files        fs.FS
		goodOrBetter int
	}{
		"as the facts are":                         {district(t, "mini"), 8},
		"an official who did not finish two tasks": {changed(t, "facts.csv", fact, strings.Replace(fact, "10,10,10", "10,8,8", 1)), 7},
		"a commune that did not finish a target": {
			changed(t, "unit_results.csv", "xa-na-muoi,2018,16,16,16,9,8,8,7,0,no", "xa-na-muoi,2018,16,15,15,8,8,8,7,0,no"), 5,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want := expected(t, c.files)
			require.Equal(t, c.goodOrBetter, want["evaluation.standing_committee.good_or_better"].Count, "the case is what its name says")
			o := opened(t, c.files)
			require.Empty(t, cmp.Diff(want, evaluated(t, o)))
			require.Positive(t, digests(t, o.MailboxURL), "somebody had several tasks and got one mail")
		})
	}
}

func TestAnInterruptedDemonstrationGoesOn(t *testing.T) {
	t.Parallel()
	files := district(t, "mini")
	o := opened(t, files)
	ctx, interrupt := context.WithCancel(t.Context())
	defer interrupt()
	once := o
	once.Out = writer(func(line string) {
		if strings.Contains(line, "Self-reviews") {
			interrupt()
		}
	})
	_, err := demo.Run(ctx, once)
	require.ErrorIs(t, err, context.Canceled)

	want := expected(t, files)
	require.Empty(t, cmp.Diff(want, evaluated(t, o)), "nothing was lost or doubled")
	require.Empty(t, cmp.Diff(want, evaluated(t, o)), "of a closed cycle the figures are read again")
}

type writer func(line string)

func (w writer) Write(p []byte) (int, error) { w(string(p)); return len(p), nil }

// The product's main acceptance test: the demonstration district from opening to closing.
func TestTheDemonstrationDistrictArrivesAtTheFiguresOfTheArticle(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("takes more than a minute")
	}
	o := opened(t, district(t, "caoloc"))
	o.Plan = "caoloc-2020"
	got := evaluated(t, o)
	for id, want := range map[string]figure{
		"evaluation.standing_committee.total":          {179, 179, new(100.0), nil},
		"evaluation.standing_committee.good_or_better": {176, 179, new(98.32), nil},
		"evaluation.standing_committee.not_completed":  {0, 179, new(0.0), nil},
		"evaluation.grassroots.total":                  {182, 182, new(100.0), nil},
		"rotation.since_2014":                          {9, 9, new(100.0), nil},
		"rotation.to_commune_key_posts":                {7, 9, new(77.78), nil},
		"rotation.plan.needs":                          {12, 12, new(100.0), nil},
		"rotation.plan.filled":                         {4, 12, new(33.33), nil}, // whoever is sent to a post changes places with its holder
		"rotation.plan.refused":                        {1, 1, new(100.0), nil},
		"rotation.plan.decided":                        {4, 4, new(100.0), nil},
		"rotation.plan.handed_over":                    {4, 4, new(100.0), nil},
		"rotation.plan.entitled":                       {4, 4, new(100.0), nil},
		"planning.executive_committee":                 {48, 48, new(100.0), nil},
		"planning.standing_committee":                  {14, 14, new(100.0), nil},
		"planning.key_posts":                           {25, 25, new(100.0), nil},
		"planning.commune_executive_committees":        {226, 226, new(100.0), nil},
		"qualification.district.professional":          {95, 98, new(96.94), new(7.34)},
		"qualification.district.political_theory":      {89, 98, new(90.82), new(12.95)},
		"qualification.commune.professional":           {238, 263, new(90.49), new(31.86)},
		"qualification.commune.political_theory":       {244, 263, new(92.78), new(15.58)},
	} {
		require.Empty(t, cmp.Diff(want, got[id]), id)
	}
	limit := got["evaluation.cap"]
	require.Positive(t, limit.Total)
	require.Equal(t, limit.Total, limit.Count, "every group is within the cap")
	require.Positive(t, got["evaluation.standing_committee.excellent_against_good"].Count)
	require.Positive(t, got["evaluation.grassroots.excellent_against_good"].Count)
	maps.DeleteFunc(got, func(id string, _ figure) bool { return strings.HasPrefix(id, "rotation.plan.") })
	require.Empty(t, cmp.Diff(expected(t, district(t, "caoloc")), got), "the same by another way of counting")
}
