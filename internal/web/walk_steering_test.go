package web_test

import (
	"net/http"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"canbo/internal/rotation"
)

// Rotations are chosen, looked at, steered together and steered back, from the list of rotations on.
func TestWalkSteeringRotations(t *testing.T) {
	t.Parallel()
	r := newRotating(t)
	r.begin(t)
	opened := r.admin().post(t, "/planning/reviews", map[string]any{"round": "2019", "lists": []string{"bch-huyen-2020"}, "day": "2019-01-07"})
	require.Equal(t, http.StatusCreated, opened.status, opened.text)
	r.engine.pump(t.Context())
	process := rotation.ProcessID("lc-2019-01")
	before := openDue(t, r.office, process)
	tab := r.tabWith(t, r.admin())
	tab.Visit(t, "/app/rotation")
	tab.Audit(t, "rotation-list")
	tab.Visit(t, "/app/rotation?year=2016")
	tab.Audit(t, "rotation-list-of-a-year")
	tab.Press(t, `main a[href$="kind=Rotation"]`)
	tab.Audit(t, "admin-mass-outside-form")
	tab.Do(t, chromedp.SendKeys("#reason", "Mưa lũ kéo dài"), chromedp.SendKeys("#basis", "12-CV/HU ngày 07/01/2019"))
	tab.Press(t, "main .actions button")
	tab.Audit(t, "admin-mass-outside-preview")
	tab.Press(t, "main .actions button")
	r.engine.pump(t.Context())
	tab.Visit(t, tab.Path(t))
	tab.Audit(t, "admin-mass-outside-done")
	require.True(t, openDue(t, r.office, process).After(before))
	tab.Do(t, chromedp.Click("details summary"), chromedp.SendKeys("#reason", "Ban hành nhầm"), chromedp.SendKeys("#basis", "13-CV/HU"))
	tab.Press(t, "details button")
	r.engine.pump(t.Context())
	require.Equal(t, before, openDue(t, r.office, process))
	tab.Visit(t, "/app/admin/mass-acts")
	tab.Audit(t, "admin-mass-outside-list")
	tab.Visit(t, panelPath("planning-review/2019/bch-huyen-2020"))
	tab.Audit(t, "admin-panel-review")
	tab.Visit(t, panelPath(process))
	tab.Audit(t, "admin-panel-rotation")
}
