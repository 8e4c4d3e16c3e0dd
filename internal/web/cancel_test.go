package web_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
)

func cancelBody() map[string]any {
	return map[string]any{"reason": "Mở nhầm năm đánh giá", "basis": "Công văn số 12-CV/BTCHU"}
}

func TestACycleIsCancelledInOrder(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	o.toBallot(t)
	voteFor(t, o, o.as(t, head), unitPath(unit)+"/papers", "Good")
	ballot := o.as(t, head).get(t, unitPath(unit)+"/ballot").body["ballot"]
	drawn := o.as(t, firstTeller).post(t, unitPath(unit)+"/papers", nil)
	require.Equal(t, http.StatusOK, drawn.status)
	path := "/cycles/" + cycle + "/cancellation"

	require.Equal(t, http.StatusForbidden, o.as(t, head).act(t, path, cancelBody()).status)
	require.Equal(t, http.StatusUnprocessableEntity, o.admin().act(t, path, map[string]any{"reason": " ", "basis": "x"}).status)
	require.Nil(t, o.admin().get(t, "/cycles/"+cycle).body["cancelled_at"])

	first := o.admin().send(t, http.MethodPost, path, "cancel", cancelBody())
	require.Equal(t, http.StatusOK, first.status, first.text)

	t.Run("once, however often it is asked for", func(t *testing.T) {
		require.Equal(t, first.body, o.admin().send(t, http.MethodPost, path, "cancel", cancelBody()).body)
		require.Equal(t, "process_cancelled", o.admin().act(t, path, cancelBody()).code())
		require.Equal(t, 1, rows(t, o, "SELECT count(*) FROM act WHERE kind = 'cancel' AND role = 'administrator'"))
		require.Equal(t, 1, rows(t, o, "SELECT count(*) FROM cycle WHERE cancelled_by = 'key:bootstrap' AND cancel_basis LIKE 'Công văn%'"))
	})
	t.Run("and every process of it ends, begun or not", func(t *testing.T) {
		got := o.admin().get(t, "/cycles/"+cycle)
		require.NotEmpty(t, got.body["cancelled_at"])
		require.Nil(t, got.body["closed_at"])
		require.NotEmpty(t, o.admin().get(t, "/cycles").items()[0]["cancelled_at"])
		for _, list := range []string{"/units", "/bodies"} {
			for _, p := range o.admin().get(t, "/cycles/"+cycle+list).items() {
				require.NotEmpty(t, p["cancelled_at"], p["process"])
				require.Equal(t, float64(0), p["open_tasks"], p["process"])
			}
		}
		require.Zero(t, rows(t, o, "SELECT count(*) FROM process WHERE concluded_at IS NULL OR cancelled_at IS NULL"))
	})
	t.Run("and the inboxes are empty", func(t *testing.T) {
		for _, who := range everybody(t, o) {
			require.Empty(t, o.as(t, who).get(t, "/inbox").items(), who)
		}
	})
	t.Run("and everybody who had something to do is told once", func(t *testing.T) {
		require.Zero(t, rows(t, o, `SELECT count(*) FROM
			(SELECT DISTINCT assignee FROM task WHERE ended_at IS NOT NULL AND done_at IS NULL) a
			FULL JOIN (SELECT official FROM mail_outbox WHERE kind = 'cycle_cancelled') m ON m.official = a.assignee
			WHERE a.assignee IS NULL OR m.official IS NULL`))
		require.Equal(t, rows(t, o, "SELECT count(DISTINCT official) FROM mail_outbox WHERE kind = 'cycle_cancelled'"),
			rows(t, o, "SELECT count(*) FROM mail_outbox WHERE kind = 'cycle_cancelled'"))
	})
	t.Run("and the open ballot is void", func(t *testing.T) {
		view := o.as(t, head).get(t, unitPath(unit)+"/ballot")
		require.Equal(t, true, view.body["void"], view.text)
		require.Equal(t, false, view.body["counted"])
		require.Zero(t, rows(t, o, "SELECT count(*) FROM ballot.box"))
		require.Zero(t, rows(t, o, "SELECT count(*) FROM ballot.ballot WHERE key IS NOT NULL"))
		require.Equal(t, "count_not_found", o.as(t, head).get(t, unitPath(unit)+"/tallies").code())
		casts := []map[string]any{{"token": drawn.body["papers"].([]any)[0].(map[string]any)["token"], "choice": "Good"}}
		require.Equal(t, "ballot_closed", o.nobody().post(t, "/ballots/cast", map[string]any{"ballot": ballot, "casts": casts}).code())
		require.Equal(t, "ballot_closed", o.as(t, secondTeller).post(t, unitPath(unit)+"/papers", nil).code())
	})
	t.Run("and what was filed stays, and nothing is added", func(t *testing.T) {
		require.Equal(t, http.StatusOK, o.as(t, head).get(t, officialPath(head)+"/self-review").status)
		require.Equal(t, "process_cancelled", o.as(t, "mini-11").act(t, unitPath("xa-na-muoi")+"/self-review", selfReview()).code())
		require.Equal(t, "process_cancelled", o.as(t, "mini-03").act(t, bodyPath("btv-mini")+"/appraisal-confirmation", map[string]any{"text": "x"}).code())
	})
	t.Run("and the year is opened anew under another code only", func(t *testing.T) {
		again := openRequest()
		require.Equal(t, "cycle_exists", o.admin().post(t, "/cycles", again).code())
		again["id"] = "mini-2018-lai"
		got := o.admin().post(t, "/cycles", again)
		require.Equal(t, http.StatusCreated, got.status, got.text)
		again["id"] = "mini-2018-nua"
		require.Equal(t, "cycle_exists", o.admin().post(t, "/cycles", again).code())
	})
}

// The cancellation reaches processes through the relay: what was filed to one of them before that is taken, what comes
// later is refused, and nothing is left in the inbox of commands.
func TestACancellationMeetsCommandsInFlight(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	o.engine.setDown(true)
	early := o.as(t, member).act(t, unitPath(unit)+"/self-review", selfReview())
	require.Equal(t, http.StatusAccepted, early.status, early.text)
	require.Equal(t, http.StatusAccepted, o.admin().act(t, "/cycles/"+cycle+"/cancellation", cancelBody()).status)
	late := o.as(t, head).act(t, unitPath(unit)+"/self-review", selfReview())
	require.Equal(t, http.StatusAccepted, late.status, late.text)
	o.engine.setDown(false)
	due(t, o)
	o.engine.pump(t.Context())

	require.Zero(t, rows(t, o, "SELECT count(*) FROM command WHERE settled_at IS NULL"))
	require.Equal(t, 1, rows(t, o, "SELECT count(*) FROM cycle WHERE cancelled_at IS NOT NULL"))
	status := func(who string, r reply) any {
		return o.as(t, who).get(t, "/commands/"+r.body["command"].(string)).body["status"]
	}
	require.Contains(t, []any{"accepted", "refused"}, status(member, early))
	require.Contains(t, []any{"accepted", "refused"}, status(head, late))
	accepted := rows(t, o, "SELECT count(*) FROM command WHERE kind = 'self_review' AND version IS NOT NULL")
	require.Equal(t, accepted, rows(t, o, "SELECT count(*) FROM self_review"), "what was accepted is on record, and nothing else")
}

// due lets the relay try at once what it would leave alone for some seconds.
func due(t *testing.T, o *office) {
	t.Helper()
	_, err := o.pool.Exec(t.Context(), "UPDATE command SET next_try_at = received_at WHERE settled_at IS NULL")
	require.NoError(t, err)
}
