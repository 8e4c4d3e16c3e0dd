package web_test

import (
	"net/url"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"canbo/internal/web/chrome"
)

// tabWith is a browser in which the holder of an API key has signed in.
func (o *office) tabWith(t *testing.T, key client) *chrome.Tab {
	t.Helper()
	tab := chrome.Open(t, o.server.URL)
	tab.Visit(t, "/sign-in?token="+url.QueryEscape(o.drawn(t, key)))
	tab.Press(t, "main button")
	require.Equal(t, "/app/admin/cycles", tab.Path(t))
	return tab
}

func TestWalkOpeningAndWatchingACycle(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	tab := o.tabWith(t, o.admin())
	tab.Audit(t, "admin-cycles-empty")
	tab.Press(t, "main .actions a")
	tab.Do(t, chromedp.SendKeys("#code", "Mini"), chromedp.SendKeys("#root", root), chromedp.SetValue("#day", "2018-12-31"))
	tab.Press(t, `main button[value="check"]`)
	require.Equal(t, "problem", chrome.Eval[string](t, tab, "document.activeElement.id"))
	tab.Audit(t, "admin-cycle-problem")
	tab.Do(t, chromedp.SetValue("#code", cycle))
	tab.Press(t, `main button[value="check"]`)
	tab.Audit(t, "admin-cycle-checked")
	tab.Press(t, `main button[value="open"]`)
	require.Equal(t, "/app/admin/cycles/"+cycle, tab.Path(t))
	o.engine.pump(t.Context())
	tab.Visit(t, "/app/admin/cycles/"+cycle)
	tab.Audit(t, "admin-board-begun")

	o.as(t, member).act(t, unitPath("phong-noi-vu")+"/self-review", selfReview())
	tab.Await(t, `document.body.innerText.includes("Hoàn thành tốt nhiệm vụ")`) // without reloading
	tab.Visit(t, "/app/admin/cycles")
	tab.Audit(t, "admin-cycles")

	o.runToTheEnd(t)
	tab.Visit(t, "/app/admin/cycles/"+cycle)
	tab.Audit(t, "admin-board-ended")
}

func TestWalkExtendingManyAndTakingItBack(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	before := openDue(t, o, unitReview("phong-noi-vu"))
	tab := o.tabWith(t, o.admin())
	tab.Visit(t, "/app/admin/cycles/"+cycle+"/mass-acts")
	tab.Audit(t, "admin-mass-empty")
	tab.Press(t, "main .actions a")
	tab.Press(t, "main .actions button")
	tab.Audit(t, "admin-mass-problem")
	tab.Do(t, chromedp.SendKeys("#reason", "Mưa lũ kéo dài"), chromedp.SendKeys("#basis", "12-CV/HU ngày 07/01/2019"))
	tab.Press(t, "main .actions button")
	tab.Audit(t, "admin-mass-preview")
	tab.Press(t, "main .actions button")
	tab.Audit(t, "admin-mass-pending")
	o.engine.pump(t.Context())
	tab.Await(t, `document.body.innerText.includes("Đã xong")`) // without reloading
	require.True(t, openDue(t, o, unitReview("phong-noi-vu")).After(before))
	tab.Visit(t, tab.Path(t))
	tab.Do(t, chromedp.Click("details summary"), chromedp.SendKeys("#reason", "Ban hành nhầm"), chromedp.SendKeys("#basis", "13-CV/HU"))
	tab.Audit(t, "admin-mass-undo")
	tab.Press(t, "details button")
	o.engine.pump(t.Context())
	tab.Visit(t, tab.Path(t))
	tab.Audit(t, "admin-mass-undone")
	require.Equal(t, before, openDue(t, o, unitReview("phong-noi-vu")))
	tab.Visit(t, "/app/admin/cycles/"+cycle+"/mass-acts")
	tab.Audit(t, "admin-mass-list")
}

func TestWalkLookingThingsUp(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	tab := o.tabWith(t, o.admin())
	for name, path := range map[string]string{
		"admin-panel": panelPath(unitReview("phong-noi-vu")), "admin-panel-waiting": panelPath("body-decision/" + cycle + "/btv-mini"),
		"admin-people-none": "/app/admin/people?q=khong+ai", "admin-person": "/app/admin/people/" + member, "admin-mail": "/app/admin/mail",
		"admin-mail-one": "/app/admin/mail/1", "admin-mail-kinds": "/app/admin/mail-kinds", "admin-launches": "/app/admin/schedules/launches",
		"admin-concerns": "/app/admin/concerns",
		"admin-paper":    "/app/admin" + unitPath("phong-noi-vu") + "/entries/" + member + "/self_review", "admin-policies": "/app/admin/policies",
		"admin-policy": "/app/admin/policies/qd132-2018/1?to=qd124-2023%401",
	} {
		tab.Visit(t, path)
		tab.Audit(t, name)
	}
	mine := o.tabAs(t, member)
	mine.Visit(t, "/app/account/mail")
	mine.Audit(t, "own-mail")
	tab.Visit(t, "/app/admin/people")
	tab.Do(t, chromedp.SendKeys("#q", "la dinh thu"))
	tab.Press(t, "form.search button")
	tab.Audit(t, "admin-people")
}
