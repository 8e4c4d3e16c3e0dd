package web_test

import (
	"maps"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
)

func massExtension(change func(map[string]any)) map[string]any {
	request := map[string]any{
		"cycle": cycle, "act": "extend", "filter": map[string]any{"kinds": []string{evaluation.KindUnitReview}},
		"working_days": 3, "reason": "Bão", "basis": "Công văn 12-CV/HU",
	}
	if change != nil {
		change(request)
	}
	return request
}

func openDue(t *testing.T, o *office, process string) (due time.Time) {
	t.Helper()
	require.NoError(t, o.pool.QueryRow(t.Context(), "SELECT due FROM step WHERE process = $1 AND status = 'open'", process).Scan(&due))
	return due.UTC()
}

func TestAMassActIsLookedAtAppliedAndUndone(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	admin := o.admin()
	one, other := unitReview("phong-noi-vu"), unitReview("xa-na-muoi")
	before := openDue(t, o, one)

	planned := admin.act(t, "/mass-acts", massExtension(nil))
	require.Equal(t, http.StatusCreated, planned.status, planned.text)
	require.Equal(t, before, openDue(t, o, one), "nothing is sent yet")
	require.Zero(t, planned.body["conflicts"])
	path := "/mass-acts/" + planned.body["id"].(string)
	items := admin.get(t, path+"/items?limit=1")
	require.Len(t, items.items(), 1)
	require.Equal(t, "planned", items.items()[0]["state"])
	require.NotEmpty(t, items.body["next"])

	// One process goes another way before the act is applied.
	paused := admin.act(t, "/processes/step-closure", map[string]any{"process": other, "step": evaluation.StepSelfReview, "reason": "x", "basis": "y"})
	require.Equal(t, http.StatusOK, paused.status, paused.text)

	applied := admin.post(t, path+"/application", nil)
	require.Equal(t, http.StatusOK, applied.status, applied.text)
	require.Equal(t, applied.body["items"], applied.body["pending"])
	o.clock.set(o.clock.Now().Add(time.Minute))
	o.engine.pump(t.Context())
	again := admin.post(t, path+"/application", nil)
	require.Equal(t, http.StatusOK, again.status)
	require.Zero(t, again.body["pending"], again.text)
	require.InDelta(t, 1, again.body["refused"], 0, "one bad record does not stop the others")
	require.Equal(t, again.body["items"].(float64)-1, again.body["accepted"])
	refused := admin.get(t, path+"/items?state=refused").items()
	require.Equal(t, other, refused[0]["process"])
	require.Equal(t, "step_not_open", refused[0]["code"])
	later := openDue(t, o, one)
	require.True(t, later.After(before))

	var reason, basis, actor string
	require.NoError(t, o.pool.QueryRow(t.Context(), `SELECT c.payload ->> 'reason', c.payload ->> 'basis', a.actor
		FROM act a JOIN command c ON c.key = a.command WHERE a.process = $1 AND a.kind = 'extend'`, one).Scan(&reason, &basis, &actor))
	require.Equal(t, []string{"Bão", "Công văn 12-CV/HU", "key:bootstrap"}, []string{reason, basis, actor})

	undo := map[string]any{"reason": "Nhầm", "basis": "Công văn 13-CV/HU"}
	undone := admin.act(t, path+"/undo", undo)
	require.Equal(t, http.StatusCreated, undone.status, undone.text)
	require.Equal(t, again.body["accepted"], undone.body["items"])
	o.engine.pump(t.Context())
	require.Equal(t, before, openDue(t, o, one))
	require.Equal(t, undone.body["id"], admin.get(t, path).body["undone_by"])
	second := admin.act(t, path+"/undo", undo)
	require.Equal(t, "undone_already", second.code(), second.text)
	list := admin.get(t, "/mass-acts?cycle="+cycle).items()
	require.Len(t, list, 2)
	require.Equal(t, path, "/mass-acts/"+list[0]["undoes"].(string), "the newest comes first")
}

func TestAMassActNarrowsToItsFilter(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	one := unitReview("phong-noi-vu")
	due := openDue(t, o, one)
	tests := []struct {
		name   string
		filter map[string]any
		want   []string // processes; nil for none
	}{
		{"one unit", map[string]any{"subjects": []string{"phong-noi-vu"}}, []string{one}},
		{"where somebody has something to do", map[string]any{"people": []string{"mini-06"}}, []string{one}},
		{"where nobody has", map[string]any{"people": []string{"nobody"}}, nil},
		{"due too late", map[string]any{"subjects": []string{"phong-noi-vu"}, "due_before": due}, nil},
		{"due in time", map[string]any{"subjects": []string{"phong-noi-vu"}, "due_from": due, "step": "self_review"}, []string{one}},
		{"another kind", map[string]any{"kinds": []string{evaluation.KindBodyDecision}}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			planned := o.admin().act(t, "/mass-acts", massExtension(func(r map[string]any) { r["filter"] = tt.filter }))
			require.Equal(t, http.StatusCreated, planned.status, planned.text)
			var got []string
			for _, item := range o.admin().get(t, "/mass-acts/"+planned.body["id"].(string)+"/items").items() {
				got = append(got, item["process"].(string))
			}
			require.Equal(t, tt.want, got)
		})
	}
	closed := o.admin().act(t, "/processes/step-closure", map[string]any{"process": one, "step": evaluation.StepSelfReview, "reason": "x", "basis": "y"})
	require.Equal(t, http.StatusOK, closed.status, closed.text)
	over := o.admin().act(t, "/mass-acts", massExtension(func(r map[string]any) {
		r["filter"] = map[string]any{"subjects": []string{"phong-noi-vu"}, "step": evaluation.StepSelfReview}
	}))
	require.InDelta(t, 1, over.body["conflicts"], 0, "a named step that is over is shown as a conflict: %s", over.text)
}

func TestAMassActIsRefused(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	admin := o.admin()
	tests := []struct {
		name   string
		change func(map[string]any)
		want   string
	}{
		{"a cycle that is not there", func(r map[string]any) { r["cycle"] = "no-cycle" }, "not_found"},
		{"neither due nor days", func(r map[string]any) { delete(r, "working_days") }, "one_of_due_and_days"},
		{"a due time in the past", func(r map[string]any) { delete(r, "working_days"); r["due"] = "2018-01-01T00:00:00Z" }, "due_in_past"},
		{"no reason", func(r map[string]any) { r["reason"] = "" }, "invalid_request"},
		{"an act that is none", func(r map[string]any) { r["act"] = "decide" }, "invalid_request"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := admin.act(t, "/mass-acts", massExtension(tt.change))
			require.GreaterOrEqual(t, got.status, 400)
			require.Equal(t, tt.want, got.code(), got.text)
		})
	}
	planned := admin.send(t, http.MethodPost, "/mass-acts", "one", massExtension(nil))
	repeated := admin.send(t, http.MethodPost, "/mass-acts", "one", massExtension(nil))
	require.Equal(t, planned.body["id"], repeated.body["id"], "a repeat is the same act")
	other := admin.send(t, http.MethodPost, "/mass-acts", "one", massExtension(func(r map[string]any) { r["working_days"] = 4 }))
	require.Equal(t, "idempotency_key_reused", other.code(), other.text)
	undo := admin.act(t, "/mass-acts/"+planned.body["id"].(string)+"/undo", map[string]any{"reason": "x", "basis": "y"})
	require.Equal(t, "not_applied", undo.code(), undo.text)
	require.Equal(t, "not_found", admin.get(t, "/mass-acts/none").code())
	require.Equal(t, "bad_cursor", admin.get(t, "/mass-acts/"+planned.body["id"].(string)+"/items?after=x").code())
}

func massAct(act string, change map[string]any) map[string]any {
	request := map[string]any{"cycle": cycle, "act": act, "filter": map[string]any{}, "reason": "Bão", "basis": "Công văn 12-CV/HU"}
	maps.Copy(request, change)
	return request
}

// carryOut plans a mass act, applies it and lets the processes answer; it returns the act's path, plan and outcome.
func carryOut(t *testing.T, o *office, request map[string]any) (path string, plan, outcome reply) {
	t.Helper()
	plan = o.admin().act(t, "/mass-acts", request)
	require.Equal(t, http.StatusCreated, plan.status, plan.text)
	path = "/mass-acts/" + plan.body["id"].(string)
	require.Equal(t, http.StatusOK, o.admin().post(t, path+"/application", nil).status)
	o.clock.set(o.clock.Now().Add(time.Minute))
	o.engine.pump(t.Context())
	return path, plan, o.admin().get(t, path)
}

func TestAllTasksOfOnePersonGoToAStandInAndBack(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	for _, who := range []string{head, secondTeller, member} {
		require.Equal(t, http.StatusOK, o.as(t, who).act(t, unitPath(unit)+"/self-review", selfReview()).status)
	}
	has := func(who string) (acts []string) {
		for _, task := range o.as(t, who).get(t, "/inbox").items() {
			acts = append(acts, task["act"].(string))
		}
		return acts
	}
	require.Contains(t, has(head), evaluation.ActAdoptMinutes)
	request := massAct("reassign", map[string]any{"stand_in": secondTeller, "filter": map[string]any{"people": []string{head, member}}})
	path, plan, outcome := carryOut(t, o, request)
	require.Equal(t, "reassign", plan.body["undo"])
	require.Zero(t, plan.body["final"])
	items := o.admin().get(t, path+"/items").items()
	require.Len(t, items, 1, "one task is open in the unit")
	require.Equal(t, []any{head}, items[0]["people"])
	require.Equal(t, evaluation.ActAdoptMinutes, items[0]["task"])
	require.InDelta(t, 1, outcome.body["accepted"], 0, outcome.text)
	require.NotContains(t, has(head), evaluation.ActAdoptMinutes)
	require.Contains(t, has(secondTeller), evaluation.ActAdoptMinutes)

	undone := o.admin().act(t, path+"/undo", map[string]any{"reason": "Đã về", "basis": "QĐ 2"})
	require.Equal(t, http.StatusCreated, undone.status, undone.text)
	o.engine.pump(t.Context())
	require.Contains(t, has(head), evaluation.ActAdoptMinutes)
	require.NotContains(t, has(secondTeller), evaluation.ActAdoptMinutes)

	nobody := o.admin().act(t, "/mass-acts", massAct("reassign", map[string]any{"stand_in": "nobody"}))
	require.Equal(t, http.StatusNotFound, nobody.status, nobody.text)
}

func TestAPersonalTaskStaysInAMassReassignment(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	path, plan, outcome := carryOut(t, o, massAct("reassign", map[string]any{"stand_in": head, "filter": map[string]any{"people": []string{member}}}))
	require.InDelta(t, 1, plan.body["conflicts"], 0)
	require.Zero(t, outcome.body["accepted"])
	require.Equal(t, "personal", o.admin().get(t, path+"/items").items()[0]["code"])
}

func TestPeopleAreRemindedTogether(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	reminded := func() int { return rows(t, o, "SELECT count(*) FROM mail_outbox WHERE kind = 'reminder'") }
	path, plan, outcome := carryOut(t, o, massAct("remind", map[string]any{"filter": map[string]any{"people": []string{member, head}}}))
	require.InDelta(t, 1, plan.body["final"], 0, "a mail is not taken back")
	require.NotContains(t, plan.body, "undo")
	require.InDelta(t, 1, outcome.body["accepted"], 0)
	item := o.admin().get(t, path+"/items").items()[0]
	require.ElementsMatch(t, []any{member, head}, item["people"])
	require.Contains(t, item["final"], "taken back")
	require.Equal(t, 2, reminded())
	undo := o.admin().act(t, path+"/undo", map[string]any{"reason": "x", "basis": "y"})
	require.Equal(t, "not_undoable", undo.code(), undo.text)

	open := rows(t, o, "SELECT count(*) FROM task WHERE done_at IS NULL AND ended_at IS NULL")
	_, _, outcome = carryOut(t, o, massAct("remind", nil))
	require.Zero(t, outcome.body["refused"], outcome.text)
	require.Equal(t, 2+open, reminded(), "all who are waited for")
	one := o.admin().act(t, "/processes/reminder", map[string]any{
		"process": unitReview(unit), "step": evaluation.StepSelfReview, "people": []string{member}, "reason": "x", "basis": "y",
	})
	require.Equal(t, http.StatusOK, one.status, one.text)
	require.Equal(t, 3+open, reminded())
}

func TestNoMassActFindsOutWhoHasNotVoted(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	o.toBallot(t)
	require.Positive(t, rows(t, o, "SELECT count(*) FROM task WHERE act = 'vote' AND assignee = '"+head+"' AND done_at IS NULL AND ended_at IS NULL"))
	filter := map[string]any{"subjects": []string{unit}, "people": []string{head}}
	for act, change := range map[string]map[string]any{
		"remind": {}, "pause": {}, "extend": {"working_days": 1}, "reassign": {"stand_in": secondTeller},
	} {
		change["filter"] = filter
		planned := o.admin().act(t, "/mass-acts", massAct(act, change))
		require.Equal(t, http.StatusCreated, planned.status, planned.text)
		require.Zero(t, planned.body["items"], act)
	}
	_, _, outcome := carryOut(t, o, massAct("remind", map[string]any{"filter": map[string]any{"subjects": []string{unit}}}))
	require.InDelta(t, 1, outcome.body["accepted"], 0, "all of them together are reminded")
}

func TestClosedStepsAreOpenedAgainForWhoHadNotFiled(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	require.Equal(t, http.StatusOK, o.as(t, head).act(t, unitPath(unit)+"/self-review", selfReview()).status)
	filter := map[string]any{"subjects": []string{unit}, "step": evaluation.StepSelfReview}
	path, plan, outcome := carryOut(t, o, massAct("close_step", map[string]any{"filter": filter}))
	require.Equal(t, "reopen", plan.body["undo"])
	require.Zero(t, plan.body["final"])
	require.InDelta(t, 1, outcome.body["accepted"], 0, outcome.text)
	undo := map[string]any{"reason": "Nhầm", "basis": "Công văn 13"}
	require.Equal(t, "days_out_of_range", o.admin().act(t, path+"/undo", undo).code())
	undo["working_days"] = 2
	undone := o.admin().act(t, path+"/undo", undo)
	require.Equal(t, http.StatusCreated, undone.status, undone.text)
	o.engine.pump(t.Context())
	item := o.admin().get(t, "/mass-acts/"+undone.body["id"].(string)+"/items").items()[0]
	require.Equal(t, "accepted", item["state"], item)
	require.ElementsMatch(t, []any{secondTeller, member}, item["people"], "who had filed is not asked again")
	require.True(t, openDue(t, o, unitReview(unit)).After(o.clock.Now()))
	require.Equal(t, http.StatusOK, o.as(t, member).act(t, unitPath(unit)+"/self-review", selfReview()).status)
}

func TestAStepIsOpenedAgainForPeopleOfAFilter(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	for _, who := range []string{head, secondTeller, member} {
		require.Equal(t, http.StatusOK, o.as(t, who).act(t, unitPath(unit)+"/self-review", selfReview()).status)
	}
	again := massAct("reopen", map[string]any{
		"working_days": 3, "filter": map[string]any{"step": evaluation.StepSelfReview, "people": []string{member, secondTeller}},
	})
	path, plan, outcome := carryOut(t, o, again)
	require.InDelta(t, 1, plan.body["final"], 0)
	require.InDelta(t, 1, outcome.body["accepted"], 0, outcome.text)
	require.ElementsMatch(t, []any{member, secondTeller}, o.admin().get(t, path+"/items").items()[0]["people"])
	require.Equal(t, http.StatusOK, o.as(t, member).act(t, unitPath(unit)+"/self-review", selfReview()).status)
	require.Equal(t, "held", o.as(t, head).get(t, unitPath(unit)).body["steps"].([]any)[1].(map[string]any)["status"], "the other is waited for")
	require.Equal(t, http.StatusOK, o.as(t, secondTeller).act(t, unitPath(unit)+"/self-review", selfReview()).status)
	require.Equal(t, "open", o.as(t, head).get(t, unitPath(unit)).body["steps"].([]any)[1].(map[string]any)["status"])

	elsewhere := o.admin().act(t, "/mass-acts", massAct("reopen", map[string]any{"working_days": 3, "filter": map[string]any{"step": evaluation.StepSelfReview}}))
	require.Positive(t, elsewhere.body["conflicts"], "where the step is open still")
	nowhere := o.admin().act(t, "/mass-acts", massAct("reopen", map[string]any{"working_days": 3}))
	require.Equal(t, "step_missing", nowhere.code(), nowhere.text)
}
