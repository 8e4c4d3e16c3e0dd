package web_test

import (
	"maps"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/planning"
	"canbo/internal/rotation"
)

// onRotations is a mass act on rotations.
func onRotations(act string, change map[string]any) map[string]any {
	request := map[string]any{
		"act": act, "filter": map[string]any{"kinds": []string{rotation.KindRotation}}, "reason": "Bão", "basis": "12-CV/HU",
	}
	maps.Copy(request, change)
	return request
}

func TestRotationsAreSteeredTogether(t *testing.T) {
	t.Parallel()
	r := newRotating(t)
	r.begin(t)
	process := rotation.ProcessID("lc-2019-01")
	before := openDue(t, r.office, process)
	path, _, outcome := carryOut(t, r.office, onRotations("extend", map[string]any{"working_days": 3}))
	require.InDelta(t, 1, outcome.body["accepted"], 0, outcome.text)
	require.True(t, openDue(t, r.office, process).After(before))
	undone := r.admin().act(t, path+"/undo", map[string]any{"reason": "Nhầm", "basis": "13-CV/HU"})
	require.Equal(t, http.StatusCreated, undone.status, undone.text)
	r.engine.pump(t.Context())
	require.Equal(t, before, openDue(t, r.office, process))

	organiser, standIn := r.parts["organiser"].(string), r.parts["receiver"].(string)
	for _, act := range []map[string]any{
		onRotations("remind", nil), onRotations("pause", nil), onRotations("resume", nil),
		onRotations("reassign", map[string]any{"stand_in": standIn, "filter": map[string]any{"people": []string{organiser}, "step": rotation.StepAnnouncement}}),
	} {
		_, _, outcome := carryOut(t, r.office, act)
		require.InDelta(t, 1, outcome.body["accepted"], 0, "%v: %s", act, outcome.text)
	}
	require.Equal(t, http.StatusOK, r.as(t, standIn).act(t, rotated+"/announcement", map[string]any{"day": "2019-01-07", "minutes": "Công bố tại hội nghị"}).status)
	closed := r.admin().act(t, "/mass-acts", onRotations("close_step", map[string]any{"filter": map[string]any{"step": rotation.StepHandover}}))
	require.InDelta(t, 1, closed.body["final"], 0, "no step of a rotation opens again: %s", closed.text)
}

func TestAnAssessmentIsMeantByTheNameOfItsRow(t *testing.T) {
	t.Parallel()
	r := newRotating(t)
	r.begin(t)
	r.handOver(t)
	r.until(t, "2019-07-08")
	require.Equal(t, 1, rows(t, r.office, `SELECT count(*) FROM step WHERE name = 'checkpoint-1' AND status = 'open'`))
	for name, filter := range map[string]map[string]any{
		"of the row": {"step": rotation.StepCheckpoint}, "of this one": {"step": "checkpoint-1"}, "the unit that is joined": {"units": []string{rotatedTo}},
	} {
		planned := r.admin().act(t, "/mass-acts", onRotations("remind", map[string]any{"filter": filter}))
		require.InDelta(t, 1, planned.body["items"], 0, "%s: %s", name, planned.text)
		require.Zero(t, planned.body["conflicts"], name)
	}
	for name, filter := range map[string]map[string]any{
		"another row": {"step": rotation.StepService}, "another unit": {"units": []string{"xa-hai-yen"}}, "what is overdue": {"late": true},
	} {
		planned := r.admin().act(t, "/mass-acts", onRotations("pause", map[string]any{"filter": filter}))
		require.Zero(t, planned.body["items"], "%s: %s", name, planned.text)
	}
	r.clock.set(openDue(t, r.office, rotation.ProcessID("lc-2019-01")).Add(time.Hour))
	late := r.admin().act(t, "/mass-acts", onRotations("extend", map[string]any{"working_days": 2, "filter": map[string]any{"late": true}}))
	require.InDelta(t, 1, late.body["items"], 0, late.text)
}

func TestProposalsOfPlanningReviewsAreOpenedAgainTogether(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.openReviews(t, "btv-mini-2020")
	removal := planning.ProposedFiling{Remove: []planning.RemovalFiling{{
		Official: "mini-06", Position: "btv-mini", Reason: planning.WeakCapacity, Evidence: "Kết quả công tác hai năm liền hạn chế",
	}}}
	require.Equal(t, http.StatusOK, o.as(t, "mini-05").act(t, districtReview+"/proposals", removal).status)
	filter := map[string]any{"kinds": []string{planning.KindReview}, "step": planning.StepProposals}
	close := map[string]any{"act": "close_step", "filter": filter, "reason": "Đã đủ", "basis": "12-CV/HU"}
	path, plan, outcome := carryOut(t, o, close)
	require.Positive(t, plan.body["items"])
	require.Zero(t, plan.body["final"], "until the ballot begins it can be taken back")
	require.Equal(t, plan.body["items"], outcome.body["accepted"], outcome.text)
	undone := o.admin().act(t, path+"/undo", map[string]any{"working_days": 2, "reason": "Còn đề xuất", "basis": "13-CV/HU"})
	require.Equal(t, http.StatusCreated, undone.status, undone.text)
	require.Zero(t, undone.body["conflicts"], o.admin().get(t, "/mass-acts/"+undone.body["id"].(string)+"/items").text)
	o.engine.pump(t.Context())
	require.Equal(t, undone.body["items"], o.admin().get(t, "/mass-acts/"+undone.body["id"].(string)).body["accepted"])
	require.Positive(t, rows(t, o, `SELECT count(*) FROM step s JOIN process p ON p.id = s.process WHERE p.kind = 'PlanningReview' AND s.name = 'proposals' AND s.status = 'open'`))
}

func TestProcessesOutsideACycleAreSteeredInTheBrowser(t *testing.T) {
	t.Parallel()
	r := newRotating(t)
	r.begin(t)
	opened := r.admin().post(t, "/planning/reviews", map[string]any{"round": "2019", "lists": []string{"bch-huyen-2020"}, "day": "2019-01-07"})
	require.Equal(t, http.StatusCreated, opened.status, opened.text)
	r.engine.pump(t.Context())
	v := r.visitorWith(t, r.admin())
	const list = "/app/admin/mass-acts"
	for page, kind := range map[string]string{
		"/app/planning": planning.KindReview, "/app/rotation": rotation.KindRotation, "/app/rotation/plans": rotation.KindPlan,
	} {
		require.Contains(t, v.get(t, page).text, list+"/new?kind="+kind, page)
	}
	form := v.get(t, list+"/new?kind="+rotation.KindRotation)
	require.Contains(t, form.text, `<option value="Rotation" selected>Luân chuyển cán bộ`)
	require.Contains(t, form.text, "Đánh giá định kỳ")
	require.NotContains(t, form.text, "Tự kiểm điểm", "the steps are those of these processes")
	filled := url.Values{
		"key": {"k1"}, "act": {"extend"}, "days": {"3"}, "kind": {rotation.KindRotation}, "unit": {rotatedTo}, "step": {rotation.StepAnnouncement},
		"reason": {"Mưa lũ kéo dài"}, "basis": {"12-CV/HU"},
	}
	planned := v.post(t, list+"/new", filled)
	require.Contains(t, planned.text, "Áp dụng cho 1 quy trình", mainOf(planned))
	require.Contains(t, planned.text, "Luân chuyển cán bộ · ")
	require.Empty(t, rawCode.FindAllString(shown(t, planned.text), -1))
	before := openDue(t, r.office, rotation.ProcessID("lc-2019-01"))
	require.Contains(t, v.post(t, planned.at+"/apply", nil).text, "đang chờ xác nhận")
	r.engine.pump(t.Context())
	require.Contains(t, v.get(t, planned.at).text, "Đã thực hiện 1 trên 1")
	require.True(t, openDue(t, r.office, rotation.ProcessID("lc-2019-01")).After(before))
	v.post(t, planned.at+"/undo", url.Values{"key": {"u1"}, "reason": {"Nhầm"}, "basis": {"13-CV/HU"}})
	r.engine.pump(t.Context())
	require.Equal(t, before, openDue(t, r.office, rotation.ProcessID("lc-2019-01")))
	require.Contains(t, v.get(t, list).text, "Điều hành rà soát quy hoạch, luân chuyển")

	filled.Set("key", "k2")
	filled.Set("kind", planning.KindReview)
	filled.Set("unit", "huyen-cao-loc")
	filled.Set("step", planning.StepProposals)
	reviews := v.post(t, list+"/new", filled)
	require.Contains(t, reviews.text, "Rà soát quy hoạch · ")
	require.Contains(t, reviews.text, "(2019)")
	require.Empty(t, rawCode.FindAllString(shown(t, reviews.text), -1))
	filled.Set("late", "yes")
	filled.Set("key", "k3")
	require.Contains(t, v.post(t, list+"/new", filled).text, "Không có quy trình nào", "nothing is overdue")

	for _, page := range []string{panelPath(rotation.ProcessID("lc-2019-01")), panelPath(planning.ReviewID("2019", "bch-huyen-2020"))} {
		got := v.get(t, page)
		require.Equal(t, http.StatusOK, got.status, page)
		require.Contains(t, got.text, "Gia hạn")
		require.Empty(t, rawCode.FindAllString(shown(t, got.text), -1), page)
	}
	require.Contains(t, v.get(t, rotationPage).text, "/app/admin/process?id=")
	watcher := r.visitorWith(t, r.inspector(t))
	require.NotContains(t, watcher.get(t, "/app/rotation").text, list+"/new")
	require.Contains(t, watcher.get(t, "/app/rotation").text, list)
}
