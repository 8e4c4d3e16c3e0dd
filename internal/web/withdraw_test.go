package web_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
)

func withdrawalOf(command any) string { return "/commands/" + command.(string) + "/withdrawal" }

func TestAFilingIsTakenBackAndAnotherCounts(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	me := o.as(t, member)
	first := me.act(t, unitPath(unit)+"/self-review", selfReview())
	require.Equal(t, http.StatusOK, first.status, first.text)
	why := map[string]any{"reason": "Bổ sung số liệu"}
	path := withdrawalOf(first.body["command"])

	require.Equal(t, http.StatusNotFound, o.as(t, head).act(t, path, why).status, "nobody else's business")
	require.Equal(t, http.StatusUnprocessableEntity, me.act(t, path, map[string]any{}).status, "without a reason")
	got := me.act(t, path, why)
	require.Equal(t, http.StatusOK, got.status, got.text)

	require.Equal(t, "self_review", me.get(t, "/inbox").items()[0]["act"], "asked for again")
	require.Equal(t, http.StatusNotFound, me.get(t, officialPath(member)+"/self-review").status, "it counts no more")
	own := me.get(t, unitPath(unit)).body["own_acts"].([]any)
	require.NotEmpty(t, own[0].(map[string]any)["withdrawn_at"])
	require.Equal(t, "not_standing", me.act(t, path, why).code(), "once")

	better := selfReview()
	better["grade"] = "Excellent"
	require.Equal(t, http.StatusOK, me.act(t, unitPath(unit)+"/self-review", better).status)
	require.Equal(t, "Excellent", me.get(t, officialPath(member)+"/self-review").body["grade"])
	versions := me.get(t, officialPath(member)+"/self-review/versions").items()
	require.Len(t, versions, 2, "both stay on record")
	require.Equal(t, "Excellent", versions[0]["grade"])
	require.Nil(t, versions[0]["withdrawn_at"])
	require.Equal(t, "Good", versions[1]["grade"])
	require.NotEmpty(t, versions[1]["withdrawn_at"])
	require.Equal(t, http.StatusNotFound, o.as(t, head).get(t, officialPath(member)+"/self-review/versions").status,
		"colleagues read what counts, not what was taken back")

	row := o.admin().get(t, actsOf(unitReview(unit))).items()
	require.Equal(t, "Bổ sung số liệu", row[len(row)-2]["reason"])
}

func TestACommentIsTakenBack(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	for _, who := range []string{head, firstTeller, secondTeller} {
		require.Equal(t, http.StatusOK, o.as(t, who).act(t, unitPath(unit)+"/self-review", selfReview()).status)
	}
	me := o.as(t, secondTeller)
	filed := me.act(t, unitPath(unit)+"/comments", map[string]any{"subject": member, "text": "Nhầm đồng chí"})
	require.Equal(t, http.StatusOK, filed.status, filed.text)
	why := map[string]any{"reason": "Nhầm người"}
	require.Equal(t, http.StatusOK, me.act(t, withdrawalOf(filed.body["command"]), why).status)
	read := me.get(t, officialPath(member)+"/comments").items()
	require.NotEmpty(t, read[0]["withdrawn_at"])
	ended := me.get(t, unitPath(unit)).body["own_acts"].([]any)[0].(map[string]any)
	require.Equal(t, "self_review", ended["kind"])
	require.Equal(t, "step_not_open", me.act(t, withdrawalOf(ended["command"]), why).code(), "its step is over")
}

func TestAnAdministratorTakesBackAnEntry(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	entry := o.admin().act(t, entries, entryFor(member, "self_review", selfReview()))
	path := withdrawalOf(entry.body["command"])
	require.Equal(t, "basis_missing", o.admin().act(t, path, map[string]any{"reason": "Nhầm người"}).code())
	why := map[string]any{"reason": "Nhầm người", "basis": "CV 08-CV/BTC"}
	require.Equal(t, http.StatusOK, o.admin().act(t, path, why).status)
	require.Equal(t, float64(1), o.as(t, member).get(t, "/inbox").body["total"])

	own := o.as(t, head).act(t, unitPath(unit)+"/self-review", selfReview())
	require.Equal(t, http.StatusNotFound, o.admin().act(t, withdrawalOf(own.body["command"]), why).status,
		"what officials file is theirs to take back")
}
