package web_test

import (
	"maps"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/planning"
	"canbo/internal/rotation"
)

// Reviews of planning lists, rotation plans and rotations belong to no cycle, and are steered together all the same.
func TestAMassActReachesProcessesOfNoCycle(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	require.Equal(t, http.StatusCreated, o.openRotationPlan(t, nil).status)
	reviews := o.admin().post(t, "/planning/reviews", map[string]any{"round": "2019", "root": root, "day": "2019-01-07"})
	require.Equal(t, http.StatusCreated, reviews.status, reviews.text)
	o.engine.pump(t.Context())
	plan := rotation.PlanID("mini-2019")
	before := openDue(t, o, plan)
	admin := o.admin()
	mass := func(more map[string]any) (id string, body map[string]any) {
		request := map[string]any{"act": "extend", "working_days": 3, "reason": "Bão", "basis": "12-CV/HU", "filter": map[string]any{}}
		maps.Copy(request, more)
		planned := admin.act(t, "/mass-acts", request)
		require.Equal(t, http.StatusCreated, planned.status, planned.text)
		return planned.body["id"].(string), planned.body
	}
	apply := func(id string) map[string]any {
		require.Equal(t, http.StatusOK, admin.post(t, "/mass-acts/"+id+"/application", nil).status)
		o.clock.set(o.clock.Now().Add(time.Minute))
		o.engine.pump(t.Context())
		return admin.get(t, "/mass-acts/"+id).body
	}

	id, planned := mass(nil)
	kinds := map[string]bool{}
	for _, item := range admin.get(t, "/mass-acts/"+id+"/items").items() {
		var kind string
		require.NoError(t, o.pool.QueryRow(t.Context(), `SELECT kind FROM process WHERE id = $1`, item["process"]).Scan(&kind))
		kinds[kind] = true
	}
	require.Equal(t, map[string]bool{planning.KindReview: true, rotation.KindPlan: true}, kinds, "nothing of the cycle that runs")
	done := apply(id)
	require.Equal(t, planned["items"], done["accepted"], "%v", done)
	require.True(t, openDue(t, o, plan).After(before))
	undone := admin.act(t, "/mass-acts/"+id+"/undo", map[string]any{"reason": "Nhầm", "basis": "13-CV/HU"})
	require.Equal(t, http.StatusCreated, undone.status, undone.text)
	o.clock.set(o.clock.Now().Add(time.Minute))
	o.engine.pump(t.Context())
	require.Equal(t, before, openDue(t, o, plan))

	only := map[string]any{"kinds": []string{rotation.KindPlan}}
	for _, act := range []string{"pause", "resume", "remind"} {
		id, planned := mass(map[string]any{"act": act, "working_days": nil, "filter": only})
		require.InDelta(t, 1, planned["items"], 0)
		require.InDelta(t, 1, apply(id)["accepted"], 0, act)
	}
	listed := admin.get(t, "/mass-acts").items()
	require.Len(t, listed, 5)
	require.Empty(t, admin.get(t, "/mass-acts?cycle="+cycle).items())
	require.NotContains(t, listed[0], "cycle")
}
