package web_test

import (
	"maps"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/seeds"
)

// rotating is an office in which somebody is to be rotated to a commune whose Secretary has left.
type rotating struct {
	*office
	official string
	parts    map[string]any
}

const (
	rotated     = "/rotation/rotations/lc-2019-01"
	vacated     = "xa-cong-son-bi-thu"
	rotatedTo   = "xa-cong-son"
	rotatedFrom = "district"
)

func decided() map[string]any {
	return map[string]any{
		"code": "lc-2019-01", "to_post": vacated, "body": "btv-huyen", "decision": "12-QĐ/HU", "decided": "2019-01-04", "balloted": "2019-01-03",
		"months": 36, "ground": "planned", "purpose": "Rèn luyện thực tiễn ở cơ sở",
	}
}

func newRotating(t *testing.T) *rotating {
	t.Helper()
	r := &rotating{office: newOfficeOf(t, seeds.FS, "caoloc")}
	_, err := r.pool.Exec(t.Context(), `UPDATE tenure SET valid_to = '2018-12-31' WHERE post = $1 AND valid_to IS NULL`, vacated)
	require.NoError(t, err)
	for _, o := range r.admin().get(t, "/rotation/eligibility?post="+vacated+"&day=2019-01-04&eligible=true").items() {
		r.official = o["official"].(string)
		return r
	}
	t.Fatal("nobody is eligible")
	return nil
}

func (r *rotating) request(change map[string]any) map[string]any {
	body := decided()
	body["official"] = r.official
	maps.Copy(body, change)
	return body
}

// begin records the decision and starts the process.
func (r *rotating) begin(t *testing.T) {
	t.Helper()
	got := r.admin().post(t, "/rotation/rotations", r.request(nil))
	require.Equal(t, http.StatusCreated, got.status, got.text)
	r.parts = got.body["parts"].(map[string]any)
	r.engine.pump(t.Context())
}

// until lets time pass; sessions do not last as long as a rotation.
func (r *rotating) until(t *testing.T, day string) {
	t.Helper()
	at, err := time.Parse(time.DateOnly, day)
	require.NoError(t, err)
	r.clock.set(at.Add(3 * time.Hour))
	for range 3 {
		r.engine.tick(t.Context())
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	clear(r.sessions)
}

func (r *rotating) by(t *testing.T, part, path string, body map[string]any) reply {
	t.Helper()
	who := r.official
	if part != "official" {
		who = r.parts[part].(string)
	}
	return r.as(t, who).act(t, rotated+path, body)
}

func (r *rotating) ok(t *testing.T, part, path string, body map[string]any) {
	t.Helper()
	got := r.by(t, part, path, body)
	require.Equal(t, http.StatusOK, got.status, "%s %s", path, got.text)
}

func (r *rotating) handOver(t *testing.T) {
	t.Helper()
	held := map[string]any{"day": "2019-01-07", "minutes": "Bàn giao hồ sơ, công việc"}
	r.ok(t, "organiser", "/announcement", held)
	r.ok(t, "releaser", "/release", held)
	r.ok(t, "receiver", "/receipt", held)
}

func (r *rotating) tenures(t *testing.T) map[string]string {
	t.Helper()
	rows, err := r.pool.Query(t.Context(), `SELECT post, valid_from::text || '..' || coalesce(valid_to::text, '') FROM tenure WHERE official = $1 AND principal`, r.official)
	require.NoError(t, err)
	defer rows.Close()
	out := map[string]string{}
	for rows.Next() {
		var post, period string
		require.NoError(t, rows.Scan(&post, &period))
		out[post] = period
	}
	require.NoError(t, rows.Err())
	return out
}

func TestARotationFromItsDecisionToThePlacement(t *testing.T) {
	t.Parallel()
	r := newRotating(t)
	r.begin(t)
	task := r.as(t, r.parts["organiser"].(string)).get(t, "/inbox").items()[0]
	require.Equal(t, "/api/v1"+rotated+"/announcement", task["href"])
	require.Equal(t, "Xã Công Sơn", task["subject_name"])
	r.handOver(t)
	require.Equal(t, "2019-01-07..", r.tenures(t)[vacated], "the roster has it")
	view := r.admin().get(t, rotated)
	require.Equal(t, "2019-01-07", view.body["started"])
	require.Equal(t, "2022-01-07", view.body["ends"])
	require.Len(t, view.body["records"], 3)
	r.ok(t, "receiver", "/entitlements", map[string]any{"items": []string{"housing", "travel", "living", "position-allowance"}})

	assessed := map[string]any{"grade": "Good", "text": "Hoàn thành tốt nhiệm vụ"}
	for _, day := range []string{"2019-07-08", "2020-01-08", "2020-07-08", "2021-01-08"} {
		r.until(t, day)
		r.ok(t, "receiver", "/assessment", assessed)
	}
	r.until(t, "2021-07-08")
	require.NotEmpty(t, r.mailed(t, "placement_missing"), "month 30, and no placement is planned")
	r.ok(t, "receiver", "/assessment", assessed)
	r.ok(t, "organiser", "/placement-plan", map[string]any{"placement": "stay", "text": "Phù hợp với địa phương"})
	r.until(t, "2022-01-10")
	r.ok(t, "official", "/self-review", map[string]any{"text": "Tự đánh giá"})
	r.ok(t, "receiver", "/assessment", assessed)
	r.ok(t, "organiser", "/body-assessment", assessed)
	r.ok(t, "organiser", "/placement", map[string]any{"placement": "stay", "day": "2022-01-10", "document": "3-TB/HU"})

	view = r.admin().get(t, rotated)
	for field, want := range map[string]any{
		"placement": "stay", "placed": "2022-01-10", "placed_post": vacated, "grade_after": "Good", "direction": "down", "intended": "stay",
	} {
		require.Equal(t, want, view.body[field], field)
	}
	require.InDelta(t, 3, view.body["days_to_placement"], 0)
	require.InDelta(t, 6, view.body["reviews"], 0)
	require.Equal(t, "process_ended", r.by(t, "organiser", "/placement", map[string]any{"placement": "stay", "day": "2022-01-10", "document": "4-TB/HU"}).code())
}

func (r *rotating) mailed(t *testing.T, kind string) []map[string]any {
	t.Helper()
	return r.admin().get(t, "/mail?kind="+kind).items()
}

func TestDecisionsToRotateThatAreRefused(t *testing.T) {
	t.Parallel()
	r := newRotating(t)
	for name, c := range map[string]struct {
		change map[string]any
		code   string
	}{
		"dated before the ballot":      {map[string]any{"decided": "2019-01-02", "balloted": "2019-01-03"}, "decided_before_ballot"},
		"dated tomorrow":               {map[string]any{"decided": "2019-01-08", "balloted": "2019-01-03"}, "decided_in_future"},
		"a post that is held":          {map[string]any{"to_post": "xa-gia-cat-bi-thu"}, "not_eligible"},
		"too short":                    {map[string]any{"months": 24}, "too_short"},
		"a body that is not there":     {map[string]any{"body": "btv-khac"}, "nobody_acts"},
		"an official who is not there": {map[string]any{"official": "cb-999"}, "no_post"},
		"a post that is not there":     {map[string]any{"to_post": "xa-khac-bi-thu"}, "not_found"},
		"a day before all policies":    {map[string]any{"decided": "2016-01-05", "balloted": "2016-01-04"}, "policy_missing"},
	} {
		got := r.admin().post(t, "/rotation/rotations", r.request(c.change))
		require.Equal(t, c.code, got.code(), "%s: %s", name, got.text)
	}
	require.Equal(t, "not_yours", r.as(t, r.official).post(t, "/rotation/rotations", r.request(nil)).code())
	r.begin(t)
	require.Equal(t, "rotation_exists", r.admin().post(t, "/rotation/rotations", r.request(map[string]any{"exception": "x"})).code())
	require.Equal(t, "not_eligible", r.admin().post(t, "/rotation/rotations", r.request(map[string]any{"code": "lc-2019-02"})).code(), "person twice")
	require.Equal(t, "on_rotation", r.admin().post(t, "/rotation/rotations", r.request(map[string]any{"code": "lc-2019-02", "exception": "x"})).code())
	require.Equal(t, "post_taken", r.admin().post(t, "/rotation/rotations", r.request(map[string]any{"code": "lc-2019-02", "official": "cb-024", "exception": "x"})).code())
}

func TestHandoversThatTheRosterCannotTake(t *testing.T) {
	t.Parallel()
	r := newRotating(t)
	r.begin(t)
	held := map[string]any{"day": "2019-01-07", "minutes": "Bàn giao"}
	r.ok(t, "organiser", "/announcement", held)
	require.Equal(t, "before_decision", r.by(t, "releaser", "/release", map[string]any{"day": "2019-01-03", "minutes": "x"}).code())
	require.Equal(t, "not_your_task", r.by(t, "organiser", "/release", held).code())
	_, err := r.pool.Exec(t.Context(), `UPDATE tenure SET valid_to = NULL WHERE post = $1 AND valid_to = '2018-12-31'`, vacated)
	require.NoError(t, err)
	require.Equal(t, "post_taken", r.by(t, "releaser", "/release", held).code(), "at the door")
	require.Equal(t, http.StatusOK, r.admin().act(t, rotated+"/revocation", map[string]any{"reason": "Chức danh chưa khuyết", "basis": "13-QĐ/HU"}).status)
	require.Equal(t, true, r.admin().get(t, rotated).body["revoked"])
	require.Empty(t, r.as(t, r.parts["releaser"].(string)).get(t, "/inbox").items())
}

func TestARosterThatChangesBetweenTheTwoSides(t *testing.T) {
	t.Parallel()
	r := newRotating(t)
	r.begin(t)
	held := map[string]any{"day": "2019-01-07", "minutes": "Bàn giao"}
	r.ok(t, "organiser", "/announcement", held)
	r.ok(t, "releaser", "/release", held)
	before := r.tenures(t)
	r.engine.setDown(true) // the filing passes the door and waits
	require.Equal(t, http.StatusAccepted, r.by(t, "receiver", "/receipt", held).status)
	_, err := r.pool.Exec(t.Context(), `UPDATE tenure SET valid_to = NULL WHERE post = $1 AND valid_to = '2018-12-31'`, vacated)
	require.NoError(t, err)
	r.engine.setDown(false)
	_, err = r.pool.Exec(t.Context(), `UPDATE command SET next_try_at = '2000-01-01' WHERE settled_at IS NULL`)
	require.NoError(t, err)
	r.engine.pump(t.Context())
	require.Equal(t, before, r.tenures(t), "nothing of it is done")
	require.NotEmpty(t, r.as(t, r.parts["receiver"].(string)).get(t, "/inbox").items(), "both sides are asked again")
	require.Empty(t, r.admin().get(t, rotated).body["started"])
}

func TestAnExtensionAndAnEarlyEndHaveTheirReason(t *testing.T) {
	t.Parallel()
	r := newRotating(t)
	r.begin(t)
	r.handOver(t)
	why := map[string]any{"reason": "Hoàn thành nhiệm vụ đang dở", "basis": "20-QĐ/HU"}
	longer := maps.Clone(why)
	longer["months"] = 12
	require.Equal(t, http.StatusOK, r.admin().act(t, rotated+"/extension", longer).status)
	require.Equal(t, "2023-01-07", r.admin().get(t, rotated).body["ends"])
	early := maps.Clone(why)
	early["day"] = "2019-03-01"
	require.Equal(t, http.StatusOK, r.admin().act(t, rotated+"/early-end", early).status)
	require.Equal(t, "2019-03-01", r.admin().get(t, rotated).body["ends"])
	require.Equal(t, "ends_early", r.admin().act(t, rotated+"/extension", longer).code())
	acts := r.admin().get(t, "/processes/acts?process=rotation/lc-2019-01").items()
	require.Equal(t, "20-QĐ/HU", acts[len(acts)-1]["basis"])
	delete(early, "reason")
	require.Equal(t, http.StatusUnprocessableEntity, r.admin().act(t, rotated+"/early-end", early).status)
}

func TestARotationFromThePapersGoesOnHere(t *testing.T) {
	t.Parallel()
	r := &rotating{office: newOfficeOf(t, seeds.FS, "caoloc")}
	const path = "/rotation/rotations/lc-2017-01/process"
	require.Empty(t, r.admin().get(t, "/rotation/reconciliation").body["gaps"], "nobody has looked")
	require.Len(t, r.admin().post(t, "/rotation/reconciliation", nil).body["gaps"], 2, "two of the nine go on")
	got := r.admin().post(t, path, nil)
	require.Equal(t, http.StatusCreated, got.status, got.text)
	r.engine.pump(t.Context())
	require.Equal(t, "rotation/lc-2017-01", r.admin().get(t, "/rotation/rotations/lc-2017-01").body["process"])
	gaps := r.admin().post(t, "/rotation/reconciliation", nil).body["gaps"].([]any)
	require.Equal(t, []any{map[string]any{"rotation": "lc-2017-02", "why": "no_process"}}, gaps)
	require.Equal(t, "has_process", r.admin().post(t, path, nil).code())
	require.Equal(t, "rotation_over", r.admin().post(t, "/rotation/rotations/lc-2015-01/process", nil).code())
	r.until(t, "2019-03-15")
	receiver := got.body["parts"].(map[string]any)["receiver"].(string)
	require.Equal(t, "assess_rotation", r.as(t, receiver).get(t, "/inbox").items()[0]["act"])
}
