package web_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
	"canbo/internal/mail"
)

func TestTheChairLearnsWhoIsLateWithTheSelfReview(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	require.Equal(t, http.StatusOK, o.as(t, member).act(t, unitPath(unit)+"/self-review", selfReview()).status)
	o.clock.set(dueOf(t, o, unitReview(unit), evaluation.StepSelfReview).Add(-time.Hour))
	o.engine.tick(t.Context())

	list := o.admin().get(t, "/escalations?process="+unitReview(unit)).items()
	told := map[string]any{}
	for _, item := range list {
		told[item["reader"].(string)] = item["officials"]
		require.NotContains(t, item["officials"], member, "whose self-review is filed")
	}
	require.NotContains(t, told[head], head, "the chair's own lateness goes to somebody else")
	require.NotEmpty(t, told[head])
	got := o.lastMail(t, head, mail.KindEscalation).(mail.Escalation)
	require.Len(t, got.Names, got.Late)
	require.False(t, got.Overdue)
	require.Equal(t, http.StatusForbidden, o.as(t, head).get(t, "/escalations").status)
}
