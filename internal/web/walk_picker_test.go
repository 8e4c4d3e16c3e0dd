package web_test

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// People are found while a name is typed, and by a button where scripts do not run.
func TestWalkChoosingPeople(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	tab := o.tabWith(t, o.admin())
	form := "/app/admin/cycles/" + cycle + "/mass-acts/new"
	tab.Visit(t, form)
	tab.Do(t, chromedp.SendKeys(`[id="stand_in-find"]`, "phong noi vu"), chromedp.WaitVisible(`[id="stand_in"] .choice`))
	tab.Do(t, chromedp.Click(`[id="stand_in"] input[value="`+member+`"]`), chromedp.SendKeys(`[id="people-find"]`, "la dinh"))
	tab.Do(t, chromedp.WaitVisible(`[id="people"] .choice`))
	tab.Audit(t, "admin-picker-typing")
	tab.Visit(t, form)
	tab.Do(t, chromedp.SendKeys(`[id="people-find"]`, "khong ai ca"))
	tab.Press(t, `[id="people"] button`)
	tab.Audit(t, "admin-picker-nobody")
	tab.Visit(t, panelPath(unitReview("phong-noi-vu")))
	tab.Do(t, chromedp.Click(`summary:has(+ form [id="relate.official"])`), chromedp.SendKeys(`[id="relate.official-find"]`, "noi vu"))
	tab.Press(t, `[id="relate.official"] button`)
	tab.Audit(t, "admin-picker-relate")
	tab.Do(t, chromedp.WaitVisible(`[id="relate.official"] .choice:nth-of-type(2)`))
	tab.Visit(t, "/app/admin/mail?official-find=la+dinh+thu")
	tab.Audit(t, "admin-picker-mail")
	tab.Visit(t, "/app/admin/audit?person-find=noi+vu")
	tab.Audit(t, "admin-picker-audit")
}
