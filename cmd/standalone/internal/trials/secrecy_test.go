package trials_test

import (
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/cmd/standalone/internal/office"
	"canbo/internal/evaluation"
	"canbo/internal/roster"
)

// somebody is evaluated.
const somebody = "mini-05"

// TestPersonalDataStaysInTheRecord carries out a cycle in which every personal field carries a marker, and looks for
// the markers everywhere but in the product's own database and its mail.
func TestPersonalDataStaysInTheRecord(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	district := markedDistrict(t, mini(t))
	o := startOffice(t, dir, district)
	g := openGateway(t, &gateway{target: o.Config.PublicURL, between: marked})
	misuse(t, g.url, o)
	require.NoError(t, evaluate(t.Context(), g.url, o.MailboxURL, o.Config.AdminKey, district))

	words := []string{marker}
	loaded, problems := roster.Load(district)
	require.Empty(t, problems)
	for _, official := range loaded.Officials {
		words = append(words, official.Born.Format("2006-01-02"))
	}
	personal, process := find(words...), find(evaluation.CycleID(cycleCode))
	record := connect(t, o.Config.DatabaseURL, "canbo")

	t.Run("the record and the mailbox have the markers, or this test could not fail", func(t *testing.T) {
		checkPlanted(t, o, record)
	})
	t.Run("no history, memo, search attribute or workflow id has one", func(t *testing.T) {
		n := openNamespace(t, o.Config)
		runs := n.workflows(len(record.texts(t, `SELECT id FROM process`)))
		pieces, seen := 0, false
		for _, w := range runs {
			n.pieces(w, func(what string, text []byte) {
				pieces++
				seen = seen || process.in(text) != ""
				require.Empty(t, personal.in(text), what)
			})
		}
		require.Greater(t, pieces, 20*len(runs), "the histories were read")
		require.True(t, seen, "the id of a process is found in them")
	})
	for name, known := range map[string]string{
		"temporal": "public.history_node", "temporal_visibility": "public.executions_visibility",
	} {
		t.Run("no row of the database "+name+" has one", func(t *testing.T) {
			seen := false
			connect(t, o.Config.DatabaseURL, name).rows(t, func(table, row string) {
				seen = seen || table == known && process.in([]byte(row)) != ""
				require.Empty(t, personal.in([]byte(row)), table)
			})
			require.True(t, seen, "the id of a process is found in %s", known)
		})
	}
	t.Run("no log has one", func(t *testing.T) {
		logs := 0
		require.NoError(t, filepath.WalkDir(filepath.Join(dir, "logs"), func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			logs++
			text, err := os.ReadFile(path)
			require.NotEmpty(t, text, path)
			for line := range strings.Lines(string(text)) {
				require.Empty(t, personal.in([]byte(line)), path)
			}
			return err
		}))
		require.Equal(t, 3, logs)
	})
}

// checkPlanted requires that every marker arrived where it belongs.
func checkPlanted(t *testing.T, o *office.Office, record database) {
	var planted []string
	for _, columns := range personal {
		for _, column := range columns {
			planted = append(planted, mark(column))
		}
	}
	for _, filed := range []string{
		"self-review-strengths", "self-review-limits", "comments-text", "minutes-text", "count-confirmation-text",
		"proposals-reason", "appraisal-confirmation-text", "unit-grades-reason", "decisions-reason", "petition-ground",
		"answer-grounds", "extension-reason", "extension-basis", "pause-reason", "resumption-basis",
	} {
		planted = append(planted, mark(filed))
	}
	record.rows(t, func(_, row string) {
		planted = slices.DeleteFunc(planted, func(m string) bool { return find(m).in([]byte(row)) != "" })
	})
	require.Empty(t, planted, "nobody has planted these")

	results := letters(t, o.MailboxURL, url.Values{"kind": {"result"}})
	require.NotEmpty(t, results)
	require.Contains(t, results[0].To, mark("email"))
	require.Contains(t, results[0].Text, mark("name"))
}

// misuse steers a process with words, and has words put where they do not belong. It is over before the robots come.
func misuse(t *testing.T, api string, o *office.Office) {
	t.Helper()
	admin, nobody := person{api, o.Config.AdminKey}, person{api: api}
	admin.openCycle(t)
	const unit = "/units/phong-noi-vu"
	due := admin.awaitDue(t, "phong-noi-vu", evaluation.StepSelfReview)
	for _, act := range []string{"extension", "pause", "resumption"} {
		filing := map[string]any{"process": evaluation.UnitReviewID(cycleCode, "phong-noi-vu"), "reason": "?", "basis": "?"}
		if act == "extension" {
			filing["step"], filing["due"] = evaluation.StepSelfReview, due.Add(time.Hour)
		}
		steered := admin.call(t, http.MethodPost, "/api/v1/processes/"+act, filing)
		require.Equal(t, http.StatusOK, steered.status, "%s: %s", act, steered.Detail)
	}
	official := signIn(t, api, o.MailboxURL, mark("email")+".mini05@mini.example")
	cycle, secret := "/api/v1/cycles/"+cycleCode, mark("misplaced")
	for name, answer := range map[string]answer{
		"a grade":         official.call(t, http.MethodPost, cycle+unit+"/self-review", map[string]any{"grade": secret}),
		"a section":       official.call(t, http.MethodPost, cycle+unit+"/self-review", map[string]any{"grade": "Good", secret: secret}),
		"a subject":       official.call(t, http.MethodPost, cycle+unit+"/comments", map[string]any{"subject": secret, "text": "?"}),
		"no JSON":         official.call(t, http.MethodPost, cycle+unit+"/comments", "{"+secret),
		"a unit":          official.call(t, http.MethodPost, cycle+"/units/"+secret+"/comments", map[string]any{"subject": somebody, "text": "?"}),
		"a query":         official.call(t, http.MethodGet, "/api/v1/inbox?"+secret+"=1", nil),
		"an address":      official.call(t, http.MethodGet, "/"+secret, nil),
		"a bearer":        person{api, secret}.call(t, http.MethodGet, "/api/v1/me", nil),
		"a link":          nobody.call(t, http.MethodPost, "/api/v1/sign-in/confirm", map[string]any{"token": secret}),
		"no mail address": nobody.call(t, http.MethodPost, "/api/v1/sign-in", map[string]any{"email": secret}),
		"a paper": nobody.call(t, http.MethodPost, "/api/v1/ballots/cast", map[string]any{
			"ballot": secret, "casts": []any{map[string]any{"token": secret, "choice": secret}},
		}),
		"a step": admin.call(t, http.MethodPost, "/api/v1/processes/step-closure", map[string]any{
			"process": evaluation.UnitReviewID(cycleCode, "phong-noi-vu"), "step": secret, "reason": "?", "basis": "?",
		}),
	} {
		require.GreaterOrEqual(t, answer.status, 400, name)
		require.Less(t, answer.status, 500, name)
	}
	stranger := nobody.call(t, http.MethodPost, "/api/v1/sign-in", map[string]any{"email": secret + "@mini.example"})
	require.Equal(t, http.StatusAccepted, stranger.status)
}
