package web_test

import (
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
