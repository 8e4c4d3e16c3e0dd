package web_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
)

func TestASelfReviewIsOpenedAgain(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	for _, who := range []string{head, firstTeller, secondTeller} {
		require.Equal(t, http.StatusOK, o.as(t, who).act(t, unitPath(unit)+"/self-review", selfReview()).status)
	}
	waiting := dueOf(t, o, unitReview(unit), evaluation.StepComments)
	again := map[string]any{
		"process": unitReview(unit), "step": evaluation.StepSelfReview, "people": []string{member}, "days": 3,
		"reason": "Kê khai thiếu chỉ tiêu", "basis": "KL 05-KL/UBKT",
	}
	require.Equal(t, http.StatusForbidden, o.as(t, head).act(t, "/processes/reopening", again).status)
	got := o.admin().act(t, "/processes/reopening", again)
	require.Equal(t, http.StatusOK, got.status, got.text)

	board := o.as(t, member).get(t, unitPath(unit)).body["steps"].([]any)
	require.Equal(t, "open", board[0].(map[string]any)["status"])
	require.Equal(t, "held", board[1].(map[string]any)["status"])
	require.True(t, dueOf(t, o, unitReview(unit), evaluation.StepSelfReview).After(o.clock.Now()), "a time of its own")
	require.Equal(t, float64(0), o.as(t, head).get(t, "/inbox").body["total"], "the later step waits")
	require.Equal(t, "step_held", o.as(t, head).act(t, unitPath(unit)+"/minutes", map[string]any{"text": "x"}).code())
	require.Equal(t, "self_review", o.as(t, member).get(t, "/inbox").items()[0]["act"])
	require.Equal(t, 2, rows(t, o, "SELECT count(*) FROM mail_outbox WHERE kind = 'task_opened' AND official = 'mini-06'"))
	require.Equal(t, "done_already", o.as(t, secondTeller).act(t, unitPath(unit)+"/self-review", selfReview()).code(), "for one person")

	o.clock.set(o.clock.Now().Add(10 * time.Hour))
	o.sessions = map[string]string{} // nobody has used them for hours
	better := selfReview()
	better["grade"] = "Excellent"
	require.Equal(t, http.StatusOK, o.as(t, member).act(t, unitPath(unit)+"/self-review", better).status)
	require.Equal(t, "Excellent", o.as(t, head).get(t, officialPath(member)+"/self-review").body["grade"], "the newest counts")
	require.Len(t, o.as(t, member).get(t, officialPath(member)+"/self-review/versions").items(), 2)
	require.Equal(t, waiting.Add(10*time.Hour), dueOf(t, o, unitReview(unit), evaluation.StepComments), "its clock stood still")
	require.Equal(t, http.StatusOK, o.as(t, head).act(t, unitPath(unit)+"/minutes", map[string]any{"text": "Thống nhất"}).status)
}

func TestNothingIsOpenedAgainUnderAnOpenBallot(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	o.toBallot(t)
	again := map[string]any{
		"process": unitReview(unit), "step": evaluation.StepSelfReview, "days": 3, "reason": "x", "basis": "y",
	}
	require.Equal(t, "ballot_open", o.admin().act(t, "/processes/reopening", again).code())
	again["step"] = evaluation.StepBallot
	require.Equal(t, http.StatusConflict, o.admin().act(t, "/processes/reopening", again).status)
}
