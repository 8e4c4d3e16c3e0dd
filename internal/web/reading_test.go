package web_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/web"
)

func TestListsArePagedInAStableOrder(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	all := codes(o.admin().get(t, "/cycles/"+cycle+"/officials").items(), "official")
	require.IsIncreasing(t, all)
	var paged []string
	for after := ""; ; {
		page := o.admin().get(t, "/cycles/"+cycle+"/officials?limit=4&after="+url.QueryEscape(after))
		require.Equal(t, http.StatusOK, page.status, page.text)
		paged = append(paged, codes(page.items(), "official")...)
		next, more := page.body["next"].(string)
		if !more {
			break
		}
		after = next
	}
	require.Equal(t, all, paged)
	require.Len(t, o.admin().get(t, "/cycles/"+cycle+"/units").items(), 3)
	require.Len(t, o.admin().get(t, "/cycles").items(), 1)
	require.Equal(t, http.StatusUnprocessableEntity, o.admin().get(t, "/cycles?limit=0").status)
	require.Equal(t, http.StatusUnprocessableEntity, o.admin().get(t, "/cycles?limit=501").status)
	require.Equal(t, "bad_cursor", o.as(t, head).get(t, "/inbox?after=first").code())
}

func TestTheInboxSaysWhereToPost(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	got := o.as(t, member).get(t, "/inbox")
	require.Equal(t, float64(1), got.body["total"])
	task := got.items()[0]
	require.Equal(t, "/api/v1"+unitPath(unit)+"/self-review", task["href"])
	require.Equal(t, "Phòng Nội vụ", task["subject_name"])
	require.NotEmpty(t, task["due"])
	done := o.as(t, member).act(t, strings.TrimPrefix(task["href"].(string), "/api/v1"), selfReview())
	require.Equal(t, http.StatusOK, done.status, done.text)
	require.Equal(t, float64(0), o.as(t, member).get(t, "/inbox").body["total"], "a recorded act shows at once")
}

func TestADraftIsKeptForItsOwner(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	path := "/drafts?act=self_review&process=" + url.QueryEscape(unitReview(unit))
	me := o.as(t, member)
	require.Equal(t, "no_draft", me.get(t, path).code())
	draft := map[string]any{"body": map[string]any{"grade": "Good", "texts": map[string]any{"limits": "chưa xong"}}}
	require.Equal(t, http.StatusNoContent, me.send(t, http.MethodPut, path, "", draft).status)
	require.Equal(t, draft["body"], me.get(t, path).body["body"])
	require.Equal(t, "no_draft", o.as(t, head).get(t, path).code(), "another member has a draft of their own")
	require.Equal(t, http.StatusForbidden, o.as(t, outsider).send(t, http.MethodPut, path, "", draft).status)
	require.Equal(t, http.StatusForbidden, me.send(t, http.MethodPut, "/drafts?act=self_review&process=none", "", draft).status)

	require.Equal(t, http.StatusOK, me.act(t, unitPath(unit)+"/self-review", selfReview()).status)
	require.Equal(t, "no_draft", me.get(t, path).code(), "filing uses the draft up")
}

func TestEachSeesWhatIsTheirs(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	o.toBallot(t)
	comment := map[string]any{"subject": member, "text": "Tận tụy với công việc"}
	require.Equal(t, "step_not_open", o.as(t, head).act(t, unitPath(unit)+"/comments", comment).code())
	made := o.admin().post(t, "/api-keys", keyRequest("audit", "inspector"))
	asks := map[string]client{
		"nobody": o.nobody(), "administrator": o.admin(), "inspector": {base: o.server.URL, token: made.body["key"].(string)},
		"member": o.as(t, secondTeller), "owner": o.as(t, member), "outsider": o.as(t, outsider), "decider": o.as(t, "mini-04"),
	}
	list := "/cycles/" + cycle + "/officials"
	for path, may := range map[string]string{
		list:                                  "administrator inspector",
		list + "?unit=" + unit:                "administrator inspector member owner decider",
		list + "?body=btv-mini":               "administrator inspector decider",
		unitPath(unit):                        "administrator inspector member owner decider",
		unitPath(unit) + "/ballot":            "administrator inspector member owner",
		unitPath(unit) + "/proposals":         "inspector member owner decider",
		unitPath(unit) + "/minutes":           "inspector member owner decider",
		bodyPath("btv-mini"):                  "administrator inspector decider",
		bodyPath("btv-mini") + "/appraisals":  "inspector decider",
		officialPath(member) + "/self-review": "inspector member owner decider",
		officialPath(member) + "/comments":    "inspector member decider",
		"/cycles/" + cycle:                    "administrator inspector member owner outsider decider",
		"/cycles/" + cycle + "/units":         "administrator inspector",
		"/cycles/" + cycle + "/figures":       "administrator inspector member owner outsider decider",
	} {
		for name, c := range asks {
			got := c.get(t, path)
			allowed := strings.Contains(" "+may+" ", " "+name+" ")
			require.Equal(t, allowed, got.status == http.StatusOK, "%s reads %s: %s", name, path, got.text)
		}
	}
	board := asks["member"].get(t, unitPath(unit))
	require.Equal(t, head, board.body["chair"])
	require.Len(t, board.body["own_acts"], 1)
	require.Equal(t, "not_announced", asks["owner"].get(t, officialPath(member)+"/result").code())
	require.Equal(t, "not_found", asks["member"].get(t, officialPath(member)+"/result").code())
	require.Equal(t, http.StatusNotFound, asks["administrator"].get(t, "/cycles/none").status)
	require.Equal(t, http.StatusNotFound, asks["administrator"].get(t, unitPath("none")).status)
}

func TestTheLogHasNoPersonInIt(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	marker := "xyzzy-plugh"
	me := o.as(t, member)
	me.act(t, unitPath(unit)+"/self-review", map[string]any{"grade": "Good", "texts": map[string]any{"strengths": marker}})
	me.act(t, unitPath(unit)+"/comments", map[string]any{"subject": head, "text": marker})
	o.nobody().post(t, "/sign-in", map[string]any{"email": marker + "@mini.example"})
	me.get(t, officialPath(member)+"/result")
	me.get(t, "/"+marker)
	log := o.log.String()
	require.Contains(t, log, "/api/v1/cycles/{cycle}/units/{unit}/self-review")
	for _, secret := range []string{marker, "mini06@", "La Đình Thụ", me.token, member} {
		require.NotContains(t, log, secret)
	}
}

func TestHealthAndReadiness(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	probe := func(path string) reply {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, o.server.URL+path, nil)
		require.NoError(t, err)
		return do(t, r)
	}
	require.Equal(t, http.StatusNoContent, probe("/healthz").status)
	require.Equal(t, http.StatusNoContent, probe("/readyz").status)
	o.engine.setDown(true)
	require.Equal(t, "engine_unavailable", probe("/readyz").code())
	require.Equal(t, http.StatusServiceUnavailable, probe("/readyz").status)
	require.Equal(t, http.StatusNoContent, probe("/healthz").status, "a restart would not mend the engine")

	o.pool.Close()
	require.Equal(t, "database_unavailable", probe("/readyz").code())
	got := o.nobody().post(t, "/sign-in", map[string]any{"email": "a@mini.example"})
	require.Equal(t, http.StatusServiceUnavailable, got.status, got.text)
	require.Equal(t, "no_such_address", o.nobody().get(t, "/nowhere").code())
	require.Equal(t, "method_not_allowed", o.nobody().post(t, "/me", nil).code())
}

func TestAnActOfAProcessThatHasNotStartedWaits(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	require.Equal(t, http.StatusCreated, o.admin().post(t, "/cycles", openRequest()).status)
	got := o.admin().act(t, "/cycles/"+cycle+"/announcement", map[string]any{})
	require.Equal(t, http.StatusAccepted, got.status, got.text)

	o.engine.pump(t.Context())
	refused := o.admin().get(t, strings.TrimPrefix(got.header.Get("Location"), "/api/v1"))
	require.Equal(t, "refused", refused.body["status"])
	require.Equal(t, "step_not_open", refused.body["problem"].(map[string]any)["code"])
}

func TestAPanicIsAProblemAndInTheLog(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	broken := httptest.NewServer(web.New(web.Deps{ // without an engine
		Store: o.store, Clock: o.clock.Now, Logger: slog.New(slog.NewJSONHandler(o.log, nil)), SessionKey: "test-session-key",
	}))
	t.Cleanup(broken.Close)
	got := client{base: broken.URL, token: o.as(t, member).token}.act(t, unitPath(unit)+"/self-review", selfReview())
	require.Equal(t, http.StatusInternalServerError, got.status)
	require.Equal(t, "internal", got.code())
	require.Contains(t, o.log.String(), `"msg":"panic"`)
}

func codes(items []map[string]any, key string) []string {
	list := make([]string, len(items))
	for i, item := range items {
		list[i] = item[key].(string)
	}
	return list
}

func TestCommentsOnAnotherAreReadAfterGivingOnesOwn(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	for _, who := range []string{head, firstTeller, secondTeller} {
		require.Equal(t, http.StatusOK, o.as(t, who).act(t, unitPath(unit)+"/self-review", selfReview()).status)
	}
	comments, me := officialPath(member)+"/comments", o.as(t, secondTeller)
	comment := func(on string) map[string]any {
		return map[string]any{"subject": on, "text": "Tận tụy với công việc"}
	}
	require.Equal(t, http.StatusOK, o.as(t, head).act(t, unitPath(unit)+"/comments", comment(member)).status)
	require.Equal(t, "own_case", me.act(t, unitPath(unit)+"/comments", comment(secondTeller)).code())
	require.Equal(t, http.StatusNotFound, me.get(t, comments).status, "another's opinion must not lead one's own")

	require.Equal(t, http.StatusOK, me.act(t, unitPath(unit)+"/comments", comment(member)).status)
	require.Len(t, me.get(t, comments).items(), 2)
	require.Equal(t, http.StatusNotFound, o.as(t, member).get(t, comments).status, "not by the one they are on")
}
