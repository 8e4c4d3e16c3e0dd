package web_test

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"canbo/internal/rotation"
	"canbo/internal/web/chrome"
)

// why writes the reason and the basis of an act of steering.
func why(t *testing.T, tab *chrome.Tab) {
	t.Helper()
	tab.Do(t, chromedp.SendKeys("#reason", "Phù hợp hơn với địa bàn"), chromedp.SendKeys("#basis", "Họp Thường trực 12/01"))
}

func TestWalkARotationPlan(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	admin := o.tabWith(t, o.admin())
	admin.Visit(t, "/app/rotation/plans/new")
	admin.Audit(t, "rotation-plan-new")
	o.openRotationPlan(t, nil)
	r := o.rotator()
	commune := r.proposals["mini-14"]
	commune.People = []rotation.PersonFiling{{Official: "mini-17", Why: "Có triển vọng"}}
	r.proposals["mini-14"] = commune
	head := o.tabAs(t, "mini-14")
	head.Visit(t, planBoard+"/proposals")
	head.Audit(t, "rotation-proposals")
	head.Close(t)
	r.stop = rotation.ActAcceptAssignment
	r.walk(t)
	admin.Visit(t, "/app/rotation/plans")
	admin.Audit(t, "rotation-plans")
	before := r.placed(t)

	organiser := o.tabAs(t, "mini-03")
	organiser.Visit(t, planBoard)
	organiser.Audit(t, "rotation-plan")
	organiser.Visit(t, planBoard+"/candidates?post="+chairKhuoi)
	organiser.Audit(t, "rotation-candidates")
	organiser.Visit(t, planBoard+"/changes")
	organiser.Do(t, chromedp.SetValue("#official", "mini-06"), chromedp.SetValue("#post", before["mini-07"]))
	organiser.Press(t, `main form[method="get"] button`)
	require.Contains(t, organiser.Text(t, "main"), "Cái giá")
	organiser.Audit(t, "rotation-change")
	why(t, organiser)
	organiser.Press(t, `main form[method="post"] .actions button`)
	require.Equal(t, planBoard, organiser.Path(t))
	o.engine.pump(t.Context())
	require.Equal(t, before["mini-07"], r.placed(t)["mini-06"])
	organiser.Visit(t, planBoard+"/needs/new")
	organiser.Audit(t, "rotation-need")

	organiser.Visit(t, planBoard+"/acceptance")
	organiser.Audit(t, "rotation-acceptance")
	organiser.Press(t, `main form[method="post"] .actions button`)
	o.engine.pump(t.Context())
	organiser.Visit(t, planBoard+"/dossiers")
	organiser.Audit(t, "rotation-dossiers")
	chrome.Eval[bool](t, organiser, `document.querySelectorAll('main input[type=checkbox]').forEach(box => { box.checked = true }) ?? true`)
	organiser.Press(t, `main form[method="post"] .actions button`)
	o.engine.pump(t.Context())
	organiser.Close(t)

	person := o.tabAs(t, "mini-06")
	person.Visit(t, planBoard+"/answers")
	person.Audit(t, "rotation-answers")
	person.Close(t)
	r.stop = rotation.ActDecideRotations
	r.walk(t)

	chair := o.tabAs(t, "mini-01")
	chair.Visit(t, planBoard+"/decisions")
	chrome.Eval[bool](t, chair, `document.querySelectorAll('main input[name^="document:"]').forEach((field, i) => { field.value = (112 + i) + "-QĐ/HU" }) ?? true`)
	chrome.Eval[bool](t, chair, `document.querySelectorAll('main input[type=date]').forEach(field => { field.value = "2019-01-10" }) ?? true`)
	chrome.Eval[bool](t, chair, `document.querySelectorAll('main select').forEach(field => { field.value = "other" }) ?? true`)
	chrome.Eval[bool](t, chair, `document.querySelectorAll('main textarea').forEach(field => { field.value = "Tăng cường cơ sở" }) ?? true`)
	chair.Audit(t, "rotation-decisions")
	chair.Press(t, `main form[method="post"] .actions button`)
	o.engine.pump(t.Context())
	chair.Visit(t, planBoard)
	require.Contains(t, chair.Text(t, "main"), "112-QĐ/HU")
	chair.Audit(t, "rotation-plan-decided")
	admin.Visit(t, "/app/rotation")
	admin.Audit(t, "rotations")
	admin.Visit(t, "/app/rotation/lookahead")
	admin.Audit(t, "rotation-lookahead")
	admin.Visit(t, "/app/rotation/rotations/new")
	admin.Audit(t, "rotation-new")
}

func TestWalkARotation(t *testing.T) {
	t.Parallel()
	r := newRotating(t)
	r.begin(t)
	organiser := r.tabAs(t, r.parts["organiser"].(string))
	organiser.Visit(t, rotationPage+"/announcement")
	organiser.Audit(t, "rotation-announcement")
	organiser.Close(t)
	r.handOver(t)
	receiver := r.tabAs(t, r.parts["receiver"].(string))
	receiver.Visit(t, rotationPage+"/entitlements")
	receiver.Do(t, chromedp.Click(`main input[type="checkbox"]`))
	receiver.Audit(t, "rotation-entitlements")
	receiver.Press(t, `main form[method="post"] .actions button`)
	require.Equal(t, rotationPage, receiver.Path(t))
	receiver.Audit(t, "rotation")
	receiver.Close(t)
	official := r.tabAs(t, r.official)
	official.Visit(t, "/app/me/plans")
	official.Audit(t, "own-plans")
	official.Close(t)
	admin := r.tabWith(t, r.admin())
	admin.Visit(t, "/app/rotation")
	admin.Audit(t, "rotations-nine")
	admin.Visit(t, rotationPage+"/extension")
	admin.Audit(t, "rotation-extension")
}

func TestWalkAPlanningListToItsPublication(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.clock.set(time.Date(2020, 6, 30, 2, 0, 0, 0, time.UTC))
	admin := o.tabWith(t, o.admin())
	admin.Visit(t, "/app/planning/reviews/new")
	admin.Do(t, chromedp.SendKeys("#round", "2020"), chromedp.Click(`main input[value="`+communeList+`"]`))
	admin.Press(t, `main form[method="post"] .actions button`)
	require.Equal(t, "/app/planning", admin.Path(t))
	o.engine.pump(t.Context())
	o.walkReview(t, "/approval", "đinh đình toàn")
	head := o.tabAs(t, "mini-01")
	head.Visit(t, communeBoard+"/approval")
	chrome.Eval[bool](t, head, `document.querySelectorAll('main textarea').forEach(field => { field.value = "Địa bàn thiếu nguồn" }) ?? true`)
	head.Do(t, chromedp.SendKeys("#document", "47-QĐ/HU"), chromedp.SetValue("#document_date", "2020-07-20"))
	head.Audit(t, "plan-approval")
	head.Press(t, `main form[method="post"] .actions button`)
	o.engine.pump(t.Context())
	head.Close(t)
	admin.Visit(t, communeBoard)
	require.Contains(t, admin.Text(t, "main"), "Đã công bố phiên bản 2.")
	admin.Audit(t, "plan-published")
	admin.Visit(t, "/app/planning/lists/"+communeList)
	require.Contains(t, admin.Text(t, "main"), "Đinh Đình Toàn")
	admin.Audit(t, "plan-list")
}
