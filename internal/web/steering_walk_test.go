package web_test

import (
	"maps"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
)

// One conference in which everything goes off the main road, through the API alone.
func TestAConferenceIsSteeredFromOneTroubleToTheNext(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	process, review := unitReview(unit), unitPath(unit)+"/self-review"
	steer := func(act string, args map[string]any) {
		t.Helper()
		body := map[string]any{"process": process, "reason": "Bão lũ", "basis": "CV 12-CV/HU"}
		maps.Copy(body, args)
		got := o.admin().act(t, "/processes/"+act, body)
		require.Equal(t, http.StatusOK, got.status, "%s: %s", act, got.text)
	}
	must := func(got reply) reply {
		t.Helper()
		require.Less(t, got.status, 300, got.text)
		return got
	}
	better := selfReview()
	better["grade"] = "Excellent"

	// More time, given while the clock stands still, stands; a filing on paper is entered; one is taken back.
	later := dueOf(t, o, process, evaluation.StepSelfReview).Add(72 * time.Hour)
	steer("pause", nil)
	steer("extension", map[string]any{"step": evaluation.StepSelfReview, "due": later})
	steer("resumption", nil)
	require.Equal(t, later, dueOf(t, o, process, evaluation.StepSelfReview))
	must(o.admin().act(t, entries, entryFor(head, "self_review", selfReview())))
	filed := must(o.as(t, member).act(t, review, selfReview()))
	must(o.as(t, member).act(t, withdrawalOf(filed.body["command"]), map[string]any{"reason": "Nhầm số liệu"}))
	must(o.as(t, member).act(t, review, better))
	must(o.as(t, secondTeller).act(t, review, selfReview()))

	// The chair is away: the minutes go to a member, and what opens meanwhile to the deputy of the absence.
	steer("reassignment", map[string]any{
		"step": evaluation.StepComments, "act": evaluation.ActAdoptMinutes, "from": head, "to": secondTeller,
	})
	away := absence(member)
	away["from"] = "2019-01-07"
	must(o.as(t, head).act(t, "/delegations", away))

	// A self-review is opened again; the conference waits and goes on.
	steer("reopening", map[string]any{"step": evaluation.StepSelfReview, "people": []string{secondTeller}, "days": 2})
	must(o.as(t, secondTeller).act(t, review, better))
	must(o.as(t, secondTeller).act(t, unitPath(unit)+"/minutes", map[string]any{"text": "Hội nghị thống nhất"}))
	o.engine.pump(t.Context())
	require.Equal(t, "elect_tellers", o.as(t, member).get(t, "/inbox").items()[0]["act"])

	require.Len(t, o.as(t, member).get(t, officialPath(member)+"/self-review/versions").items(), 2)
	require.Len(t, o.as(t, secondTeller).get(t, officialPath(secondTeller)+"/self-review/versions").items(), 2)
	var steered []any
	for _, a := range o.admin().get(t, actsOf(process)).items() {
		if a["reason"] != nil {
			steered = append(steered, a["kind"])
		}
	}
	require.Equal(t, []any{
		"pause", "extend", "resume", "self_review", "withdraw", "reassign", "reopen", "reassign",
	}, steered, "each with its reason in the record")
}
