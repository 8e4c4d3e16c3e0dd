package web_test

import (
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
)

const (
	unit     = "phong-noi-vu" // mini-05 heads it; mini-06 and mini-07 are its deputies
	head     = "mini-05"
	member   = "mini-06"
	outsider = "mini-12"
)

const allGood = `"levels":{"political":"Good","ethics":"Good","style":"Good","organisation":"Good","results":"Good"}`

func selfReview() map[string]any { return map[string]any{"grade": "Good", "levels": levels()} }

func TestAnAct(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	path := unitPath(unit) + "/self-review"
	me := o.as(t, member)

	first := me.send(t, http.MethodPost, path, "one", selfReview())
	require.Equal(t, http.StatusOK, first.status, first.text)
	require.Equal(t, "accepted", first.body["status"])
	require.Equal(t, "/api/v1/commands/"+first.body["command"].(string), first.header.Get("Location"))

	t.Run("with the same key and body gives the same answer", func(t *testing.T) {
		again := me.send(t, http.MethodPost, path, "one", selfReview())
		require.Equal(t, first.body, again.body)
		require.Equal(t, 1, rows(t, o, "SELECT count(*) FROM self_review"))
	})
	t.Run("with the same key and another body is a conflict", func(t *testing.T) {
		got := me.send(t, http.MethodPost, path, "one", map[string]any{"grade": "Excellent", "levels": levels()})
		require.Equal(t, http.StatusConflict, got.status)
		require.Equal(t, "idempotency_key_reused", got.code())
	})
	t.Run("with another's key is another's act", func(t *testing.T) {
		got := o.as(t, head).send(t, http.MethodPost, path, "one", selfReview())
		require.Equal(t, http.StatusOK, got.status, got.text)
		require.NotEqual(t, first.body["command"], got.body["command"])
	})
	t.Run("done before is refused, and again with the same words", func(t *testing.T) {
		got := me.send(t, http.MethodPost, path, "two", selfReview())
		require.Equal(t, http.StatusConflict, got.status)
		require.Equal(t, "done_already", got.code())
		require.Equal(t, "application/problem+json", got.header.Get("Content-Type"))
		require.Equal(t, got.body, me.send(t, http.MethodPost, path, "two", selfReview()).body)
	})
	t.Run("is found by its command, by nobody else", func(t *testing.T) {
		command := "/commands/" + first.body["command"].(string)
		got := me.get(t, command)
		require.Equal(t, "accepted", got.body["status"])
		require.Equal(t, first.body["version"], got.body["version"])
		require.Equal(t, http.StatusNotFound, o.as(t, head).get(t, command).status)
		require.Equal(t, http.StatusNotFound, o.admin().get(t, command).status)
	})
}

func TestAnActIsRefused(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	review, comments := unitPath(unit)+"/self-review", unitPath(unit)+"/comments"
	for _, c := range []struct {
		name   string
		who    string
		path   string
		body   any
		status int
		code   string
	}{
		{"by nobody", "", review, selfReview(), http.StatusUnauthorized, "not_signed_in"},
		{"by an administrator, who is nobody's deputy", "admin", review, selfReview(), http.StatusForbidden, "not_yours"},
		{"by somebody of another unit", outsider, review, selfReview(), http.StatusForbidden, "not_yours"},
		{"in a unit that does not exist", member, unitPath("nowhere") + "/self-review", selfReview(), http.StatusForbidden, "not_yours"},
		{"with a grade that the policy does not know", member, review, map[string]any{"grade": "Superb", "levels": levels()}, http.StatusUnprocessableEntity, "unknown_grade"},
		{"with a level that does not exist", member, review, map[string]any{"grade": "Good", "levels": map[string]any{"political": "Superb"}}, http.StatusUnprocessableEntity, "unknown_level"},
		{"with a criterion that does not exist", member, review, map[string]any{"grade": "Good", "levels": map[string]any{"looks": "Good"}}, http.StatusUnprocessableEntity, "unknown_criterion"},
		{"without a level", member, review, map[string]any{"grade": "Good", "levels": map[string]any{"political": "Good"}}, http.StatusUnprocessableEntity, "levels_missing"},
		{"with points where criteria count", member, review, map[string]any{"grade": "Good", "points": map[string]any{"general_tenths": 1, "results_tenths": 1}}, http.StatusUnprocessableEntity, "wrong_shape"},
		{"with an unknown field", member, review, map[string]any{"grade": "Good", "rank": 1}, http.StatusUnprocessableEntity, "invalid_request"},
		{"without a required field", member, review, map[string]any{}, http.StatusUnprocessableEntity, "invalid_request"},
		{"with an unknown query", member, review + "?force=1", selfReview(), http.StatusUnprocessableEntity, "invalid_request"},
		{"before its step", member, comments, map[string]any{"subject": head, "text": "Tốt"}, http.StatusConflict, "step_not_open"},
		{"with an empty text", member, comments, map[string]any{"subject": head, "text": " "}, http.StatusUnprocessableEntity, "text_missing"},
		{"by a member for the chair", member, unitPath(unit) + "/minutes", map[string]any{"text": "x"}, http.StatusForbidden, "not_yours"},
		{"before its process", "mini-03", bodyPath("btv-mini") + "/appraisal-confirmation", map[string]any{"text": "x"}, http.StatusConflict, "not_begun"},
		{"with a body of 5 MB", member, review, []byte(`{"grade":"` + strings.Repeat("x", 5<<20) + `"}`), http.StatusRequestEntityTooLarge, "body_too_large"},
		{"with invalid UTF-8", member, review, []byte("{\"grade\":\"\xff\"}"), http.StatusUnprocessableEntity, "bad_utf8"},
		{"with a NUL", member, review, []byte(`{"grade":"Good\u0000"}`), http.StatusUnprocessableEntity, "bad_text"},
		{"with what is no JSON", member, review, []byte(`grade=Good`), http.StatusUnprocessableEntity, "bad_json"},
		{"with two documents", member, review, []byte(`{"grade":"Good"} {}`), http.StatusUnprocessableEntity, "bad_json"},
		{"without a body", member, review, nil, http.StatusUnprocessableEntity, "invalid_request"},
	} {
		t.Run(c.name, func(t *testing.T) {
			asks := o.admin()
			switch c.who {
			case "":
				asks = o.nobody()
			case "admin":
			default:
				asks = o.as(t, c.who)
			}
			got := asks.act(t, c.path, c.body)
			require.Equal(t, c.status, got.status, got.text)
			require.Equal(t, c.code, got.code(), got.text)
		})
	}
	t.Run("without or with a wrong Idempotency-Key", func(t *testing.T) {
		me := o.as(t, member)
		for _, key := range []string{"", strings.Repeat("k", 129), "tab\tbed"} {
			got := me.send(t, http.MethodPost, review, key, selfReview())
			require.Equal(t, http.StatusUnprocessableEntity, got.status, "key %q: %s", key, got.text)
		}
	})
	require.Zero(t, rows(t, o, "SELECT count(*) FROM self_review"))
}

func TestTextIsStoredComposedHoweverItWasWritten(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	decomposed := "ha\u0323nh đo\u0323\u0302ng" // hạnh động
	for who, body := range map[string]string{
		member: `{"grade":"Good",` + allGood + `,"texts":{"strengths":"` + decomposed + `"}}`,
		head:   `{"grade":"Good",` + allGood + `,"texts":{"strengths":"ha\u0323nh \u0111o\u0323\u0302ng"}}`,
	} {
		got := o.as(t, who).act(t, unitPath(unit)+"/self-review", []byte(body))
		require.Equal(t, http.StatusOK, got.status, got.text)
		read := o.as(t, who).get(t, officialPath(who)+"/self-review")
		require.Equal(t, "hạnh động", read.body["content"].(map[string]any)["texts"].(map[string]any)["strengths"])
	}
}

func TestWhatIsFiledWhileTheEngineIsDownIsSafe(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	me, path := o.as(t, member), unitPath(unit)+"/self-review"
	o.engine.setDown(true)

	got := me.send(t, http.MethodPost, path, "one", selfReview())
	require.Equal(t, http.StatusAccepted, got.status, got.text)
	require.Equal(t, "received", got.body["status"])
	location := strings.TrimPrefix(got.header.Get("Location"), "/api/v1")
	require.Equal(t, "received", me.get(t, location).body["status"])
	require.Equal(t, 1, rows(t, o, "SELECT count(*) FROM command WHERE settled_at IS NULL"))
	require.Equal(t, http.StatusConflict,
		me.send(t, http.MethodPost, path, "one", map[string]any{"grade": "Poor", "levels": levels()}).status, "the key is taken already")

	o.engine.setDown(false)
	o.engine.pump(t.Context())
	require.Equal(t, "accepted", me.get(t, location).body["status"])
	again := me.send(t, http.MethodPost, path, "one", selfReview())
	require.Equal(t, http.StatusOK, again.status, again.text)
	require.Equal(t, 1, rows(t, o, "SELECT count(*) FROM self_review"))
}

func TestADeadlineLooksAtWhenAFilingWasReceived(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	path := unitPath(unit) + "/self-review"
	due := dueOf(t, o, unitReview(unit), evaluation.StepSelfReview)

	o.engine.setDown(true)
	o.clock.set(due.Add(-time.Minute))
	early, late := o.as(t, member), o.as(t, head)
	require.Equal(t, http.StatusAccepted, early.send(t, http.MethodPost, path, "in time", selfReview()).status)
	o.engine.setDown(false)

	o.clock.set(due)
	got := late.act(t, path, selfReview())
	require.Equal(t, http.StatusConflict, got.status, got.text)
	require.Equal(t, "after_due", got.code())

	o.clock.set(due.Add(time.Hour))
	o.engine.tick(t.Context())
	require.Equal(t, http.StatusOK, early.send(t, http.MethodPost, path, "in time", selfReview()).status,
		"received in time, processed late: it counts")
	require.Equal(t, 1, rows(t, o, "SELECT count(*) FROM self_review WHERE official = 'mini-06'"))
}

func TestSteering(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	process := unitReview(unit)
	due := dueOf(t, o, process, evaluation.StepSelfReview)
	later := due.Add(48 * time.Hour)
	extension := map[string]any{
		"process": process, "step": evaluation.StepSelfReview, "due": later, "reason": "Bão lũ", "basis": "CV 12/2019",
	}
	require.Equal(t, http.StatusForbidden, o.as(t, head).act(t, "/processes/extension", extension).status)
	got := o.admin().act(t, "/processes/extension", extension)
	require.Equal(t, http.StatusOK, got.status, got.text)
	require.Equal(t, later, dueOf(t, o, process, evaluation.StepSelfReview))

	why := map[string]any{"process": process, "reason": "Kiểm tra", "basis": "QĐ 1"}
	require.Equal(t, http.StatusOK, o.admin().act(t, "/processes/pause", why).status)
	require.Equal(t, "paused", o.as(t, head).act(t, unitPath(unit)+"/self-review", selfReview()).code())
	require.Equal(t, "paused_already", o.admin().act(t, "/processes/pause", why).code())
	require.Equal(t, http.StatusOK, o.admin().act(t, "/processes/resumption", why).status)
	require.Equal(t, http.StatusOK, o.as(t, head).act(t, unitPath(unit)+"/self-review", selfReview()).status)

	closure := map[string]any{"process": process, "step": evaluation.StepSelfReview, "reason": "Đủ", "basis": "QĐ 2"}
	require.Equal(t, http.StatusOK, o.admin().act(t, "/processes/step-closure", closure).status)

	require.Equal(t, http.StatusUnprocessableEntity, o.admin().act(t, "/processes/pause", map[string]any{"process": process}).status,
		"steering needs a reason and a basis")
	got = o.admin().act(t, "/processes/pause", map[string]any{"process": "cycle/none", "reason": "x", "basis": "y"})
	require.Equal(t, http.StatusNotFound, got.status, got.text)
}

func TestOpeningACycleIsRefused(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	with := func(key string, value any) map[string]any {
		r := openRequest()
		r[key] = value
		return r
	}
	require.Equal(t, http.StatusForbidden, o.as(t, head).post(t, "/cycles", openRequest()).status)
	require.Equal(t, http.StatusUnauthorized, o.nobody().post(t, "/cycles", openRequest()).status)
	require.Equal(t, http.StatusUnprocessableEntity, o.admin().post(t, "/cycles", with("id", "Mini 2018")).status)
	require.Equal(t, http.StatusUnprocessableEntity, o.admin().post(t, "/cycles", with("reference_date", "2018-02-30")).status)
	got := o.admin().post(t, "/cycles", with("root", "nowhere"))
	require.Equal(t, http.StatusUnprocessableEntity, got.status, got.text)
	require.NotEmpty(t, got.body["detail"])

	o.open(t)
	got = o.admin().post(t, "/cycles", openRequest())
	require.Equal(t, http.StatusConflict, got.status)
	require.Equal(t, "cycle_exists", got.code())
}

func rows(t *testing.T, o *office, query string) int {
	t.Helper()
	var n int
	require.NoError(t, o.pool.QueryRow(t.Context(), query).Scan(&n))
	return n
}

func dueOf(t *testing.T, o *office, process, step string) time.Time {
	t.Helper()
	var due time.Time
	require.NoError(t, o.pool.QueryRow(t.Context(),
		"SELECT due FROM step WHERE process = $1 AND name = $2", process, step).Scan(&due))
	return due.UTC()
}

func TestOneActSentManyTimesAtOnceIsDoneOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	me := o.as(t, member)
	replies := make([]reply, 10)
	var senders sync.WaitGroup
	for i := range replies {
		senders.Go(func() {
			replies[i] = me.send(t, http.MethodPost, unitPath(unit)+"/self-review", "one", selfReview())
		})
	}
	senders.Wait()
	for _, r := range replies {
		require.Equal(t, http.StatusOK, r.status, r.text)
		require.Equal(t, replies[0].body, r.body)
	}
	require.Equal(t, 1, rows(t, o, "SELECT count(*) FROM self_review"))
	require.Equal(t, 1, rows(t, o, "SELECT count(*) FROM command WHERE actor = 'mini-06'"))
}
