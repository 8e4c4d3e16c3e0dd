package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const (
	firstTeller  = "mini-06"
	secondTeller = "mini-07"
)

// toBallot takes the unit to its ballot.
func (o *office) toBallot(t *testing.T) {
	t.Helper()
	o.toMinutes(t)
	tellers := map[string]any{"tellers": []string{firstTeller, secondTeller}}
	require.Equal(t, http.StatusOK, o.as(t, head).act(t, unitPath(unit)+"/tellers", tellers).status)
}

// toMinutes takes the unit to the election of its tellers.
func (o *office) toMinutes(t *testing.T) {
	t.Helper()
	for _, who := range []string{head, firstTeller, secondTeller} {
		require.Equal(t, http.StatusOK, o.as(t, who).act(t, unitPath(unit)+"/self-review", selfReview()).status)
	}
	require.Equal(t, http.StatusOK, o.as(t, head).act(t, unitPath(unit)+"/minutes", map[string]any{"text": "Thông qua"}).status)
}

func TestASecretBallot(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	require.Equal(t, "ballot_not_found", o.as(t, head).get(t, unitPath(unit)+"/ballot").code())
	o.toBallot(t)
	ballot := o.as(t, head).get(t, unitPath(unit)+"/ballot")
	require.Equal(t, float64(3), ballot.body["roll"])
	require.Equal(t, float64(6), ballot.body["expected"])

	drawn := o.as(t, head).post(t, unitPath(unit)+"/papers", nil)
	require.Equal(t, http.StatusOK, drawn.status, drawn.text)
	papers := drawn.body["papers"].([]any)
	require.Len(t, papers, 2, "nobody votes on themself")
	cast := func(choices ...string) reply {
		casts := []map[string]any{}
		for i, choice := range choices {
			casts = append(casts, map[string]any{"token": papers[i].(map[string]any)["token"], "choice": choice})
		}
		return o.nobody().post(t, "/ballots/cast", map[string]any{"ballot": drawn.body["ballot"], "casts": casts})
	}

	t.Run("gives papers once, to those on the roll", func(t *testing.T) {
		require.Equal(t, "papers_already_drawn", o.as(t, head).post(t, unitPath(unit)+"/papers", nil).code())
		require.Equal(t, http.StatusForbidden, o.as(t, outsider).post(t, unitPath(unit)+"/papers", nil).status)
		require.Equal(t, http.StatusUnauthorized, o.nobody().post(t, unitPath(unit)+"/papers", nil).status)
		require.Equal(t, http.StatusForbidden, o.admin().post(t, unitPath(unit)+"/papers", nil).status)
	})
	t.Run("finishes the voter's task with the drawing", func(t *testing.T) {
		require.Empty(t, o.as(t, head).get(t, "/inbox").items())
		require.NotEmpty(t, o.as(t, firstTeller).get(t, "/inbox").items())
	})
	t.Run("takes each paper once, all or none", func(t *testing.T) {
		require.Equal(t, "unknown_choice", cast("Good", "Splendid").code())
		require.Equal(t, http.StatusNoContent, cast("Good", "").status)
		require.Equal(t, http.StatusNoContent, cast("Good", "").status, "a repeat is the same answer")
		require.Equal(t, "paper_already_cast", cast("Excellent", "").code())
		forged := o.nobody().post(t, "/ballots/cast", map[string]any{
			"ballot": drawn.body["ballot"], "casts": []map[string]any{{"token": "mini-06.AAAA", "choice": "Good"}},
		})
		require.Equal(t, "bad_token", forged.code())
		require.Equal(t, float64(2), o.as(t, head).get(t, unitPath(unit)+"/ballot").body["collected"])
	})
	t.Run("is not counted while papers are missing, and tells nothing before", func(t *testing.T) {
		require.Equal(t, "ballot_still_open", o.as(t, firstTeller).act(t, unitPath(unit)+"/count", map[string]any{}).code())
		require.Equal(t, "count_not_found", o.as(t, head).get(t, unitPath(unit)+"/tallies").code())
	})
	t.Run("is counted when all papers are in", func(t *testing.T) {
		for _, who := range []string{firstTeller, secondTeller} {
			voteFor(t, o, o.as(t, who), unitPath(unit)+"/papers", "Excellent")
		}
		require.Equal(t, "not_your_task", o.as(t, secondTeller).act(t, unitPath(unit)+"/count", map[string]any{}).code())
		got := o.as(t, firstTeller).act(t, unitPath(unit)+"/count", map[string]any{})
		require.Equal(t, http.StatusOK, got.status, got.text)
		tallies := o.as(t, head).get(t, unitPath(unit)+"/tallies")
		require.Equal(t, http.StatusOK, tallies.status, tallies.text)
		require.Len(t, tallies.body["subjects"], 3)
		require.Equal(t, http.StatusForbidden, o.admin().get(t, unitPath(unit)+"/tallies").status)
		require.Equal(t, http.StatusForbidden, o.as(t, outsider).get(t, unitPath(unit)+"/tallies").status)
		require.Equal(t, http.StatusOK, o.as(t, "mini-01").get(t, unitPath(unit)+"/tallies").status, "the deciding body sees them")
		require.Equal(t, "ballot_closed", cast("Good", "").code())
	})
	t.Run("leaves no trace of casting in the log or the measurements", func(t *testing.T) {
		require.Contains(t, o.log.String(), "measured GET /api/v1/inbox 200\n")
		require.NotContains(t, o.log.String(), "cast")
		for _, paper := range papers {
			require.NotContains(t, o.log.String(), paper.(map[string]any)["token"])
		}
	})
}

func TestABallotThatIsDueIsCountedWithoutTheMissingPapers(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	o.toBallot(t)
	for _, who := range []string{head, firstTeller} {
		voteFor(t, o, o.as(t, who), unitPath(unit)+"/papers", "Good")
	}
	o.clock.set(dueOf(t, o, unitReview(unit), "ballot").Add(time.Second))
	o.forget()
	got := o.as(t, firstTeller).act(t, unitPath(unit)+"/count", map[string]any{})
	require.Equal(t, http.StatusOK, got.status, got.text)
}

// forget drops the sessions, when the clock has gone past them.
func (o *office) forget() {
	o.mu.Lock()
	defer o.mu.Unlock()
	clear(o.sessions)
}

func TestCastingIsNotToldWhoCasts(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	broken := client{base: o.server.URL, token: "canbo_s_" + strings.Repeat("x", 43)}
	body := map[string]any{"ballot": "none", "casts": []map[string]any{{"token": "x", "choice": ""}}}
	require.Equal(t, "ballot_not_found", broken.post(t, "/ballots/cast", body).code(), "the session is not even looked at")
}
