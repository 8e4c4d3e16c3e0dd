package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
)

func TestAFormSaysWhenNothingIsTaken(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	const comments = "/app/cycles/" + cycle + "/units/" + unit + "/comments"
	v := o.visitorAs(t, member)
	shows := func(page, says string, button bool) {
		t.Helper()
		got := v.get(t, page)
		require.Equal(t, http.StatusOK, got.status)
		if says != "" {
			require.Contains(t, got.text, says)
		} else {
			require.NotContains(t, got.text, "hệ thống chưa nhận")
			require.NotContains(t, got.text, "hệ thống không nhận thêm")
		}
		require.Equal(t, button, strings.Contains(got.text, `<div class="actions">`))
	}
	shows(selfReviewPage, "", true)
	shows(comments, "Bước này chưa bắt đầu nên hệ thống chưa nhận", false)

	o.clock.set(dueOf(t, o, unitReview(unit), evaluation.StepSelfReview).Add(time.Hour))
	o.engine.tick(t.Context())
	v = o.visitorAs(t, member) // the session has ended meanwhile
	shows(selfReviewPage, "Bước này đã kết thúc lúc", false)
	shows(comments, "", true)
}
