package web_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
)

func reassignment(step, act, from, to string) map[string]any {
	return map[string]any{
		"process": unitReview(unit), "step": step, "act": act, "from": from, "to": to,
		"reason": "Đồng chí đi công tác", "basis": "TB 21-TB/HU",
	}
}

func TestATaskIsGivenToSomebodyElse(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	for _, who := range []string{head, firstTeller, secondTeller} {
		require.Equal(t, http.StatusOK, o.as(t, who).act(t, unitPath(unit)+"/self-review", selfReview()).status)
	}
	minutes := map[string]any{"text": "Hội nghị thống nhất"}
	require.Equal(t, http.StatusForbidden, o.as(t, member).act(t, unitPath(unit)+"/minutes", minutes).status)
	move := reassignment(evaluation.StepComments, evaluation.ActAdoptMinutes, head, member)
	require.Equal(t, http.StatusForbidden, o.as(t, head).act(t, "/processes/reassignment", move).status)
	got := o.admin().act(t, "/processes/reassignment", move)
	require.Equal(t, http.StatusOK, got.status, got.text)

	require.Equal(t, float64(0), o.as(t, head).get(t, "/inbox").body["total"])
	task := o.as(t, member).get(t, "/inbox").items()[0]
	require.Equal(t, "adopt_minutes", task["act"])
	require.Equal(t, head, task["holder"])
	require.Equal(t, 1, rows(t, o, "SELECT count(*) FROM mail_outbox WHERE kind = 'task_moved' AND official = 'mini-05'"))
	require.Equal(t, 1, rows(t, o, "SELECT count(*) FROM mail_outbox WHERE kind = 'task_opened' AND official = 'mini-06' AND data ->> 'step_en' LIKE 'Adopt%'"))

	require.Equal(t, "not_your_task", o.as(t, head).act(t, unitPath(unit)+"/minutes", minutes).code())
	require.Equal(t, http.StatusOK, o.as(t, member).act(t, unitPath(unit)+"/minutes", minutes).status)
	kept := o.as(t, head).get(t, unitPath(unit)+"/minutes").items()[0]
	require.Equal(t, member, kept["author"])
	require.Equal(t, map[string]any{"by": member, "for": head}, kept["on_behalf"], "the record shows X for Y")
}

func TestWhatCannotBeGivenToSomebodyElse(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	for name, c := range map[string]struct {
		move map[string]any
		code string
	}{
		"a self-review":          {reassignment(evaluation.StepSelfReview, evaluation.ActSelfReview, member, outsider), "personal"},
		"a vote":                 {reassignment(evaluation.StepBallot, "vote", member, head), "personal"},
		"a task of another unit": {reassignment(evaluation.StepComments, evaluation.ActAdoptMinutes, head, outsider), "not_a_member"},
		"one's own case":         {reassignment(evaluation.StepProposal, evaluation.ActPropose, head, secondTeller), "own_case"},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, c.code, o.admin().act(t, "/processes/reassignment", c.move).code())
		})
	}
}
