package web_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestTheBoardOfAUnitMarksCommentsThatComeLate(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	for _, who := range []string{head, firstTeller, secondTeller} {
		require.Equal(t, http.StatusOK, o.as(t, who).act(t, unitPath(unit)+"/self-review", selfReview()).status)
	}
	comment := func(who, on string) {
		got := o.as(t, who).act(t, unitPath(unit)+"/comments", map[string]any{"subject": on, "text": "Tận tụy với công việc"})
		require.Equal(t, http.StatusOK, got.status, got.text)
	}
	board := func() string { return mainOf(o.visitorAs(t, head).get(t, "/app"+unitPath(unit))) }
	comment(head, member)
	require.Contains(t, board(), "1 ý kiến")
	require.NotContains(t, board(), "quá hạn")

	o.clock.set(openDue(t, o, unitReview(unit)).Add(time.Hour))
	clear(o.sessions)
	clear(o.visitors)
	require.Contains(t, board(), "chưa có, quá hạn")
	comment(secondTeller, member)
	require.Contains(t, board(), "2 ý kiến")
	require.Contains(t, board(), "1 góp sau hạn")
	read := o.as(t, head).get(t, unitPath(unit))
	require.Equal(t, []any{map[string]any{"official": member, "comments": 2.0, "late": 1.0}}, read.body["comments"])

	act := o.admin().act(t, "/processes/extension", map[string]any{
		"process": unitReview(unit), "step": "comments", "due": o.clock.Now().AddDate(0, 0, 3).Format(time.RFC3339), "reason": "Bão lũ", "basis": "CV 9",
	})
	require.Equal(t, http.StatusOK, act.status, act.text)
	require.NotContains(t, board(), "sau hạn", "what came within the extended time is not late")
}
