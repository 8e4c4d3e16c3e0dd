package web_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// absence is a delegation from the chair of the unit's conference, from the second day of the cycle on.
func absence(deputy string) map[string]any {
	return map[string]any{"deputy": deputy, "from": "2019-01-08", "until": "2019-01-20", "reason": "Nghỉ phép"}
}

func TestTasksGoToTheDeputyDuringAnAbsence(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	chair := o.as(t, head)
	got := chair.act(t, "/delegations", absence(member))
	require.Equal(t, http.StatusCreated, got.status, got.text)
	id := got.body["id"].(string)

	for _, who := range []string{head, firstTeller, secondTeller} {
		require.Equal(t, http.StatusOK, o.as(t, who).act(t, unitPath(unit)+"/self-review", selfReview()).status)
	}
	require.Equal(t, "adopt_minutes", chair.get(t, "/inbox").items()[0]["act"], "the absence has not begun")

	o.clock.set(time.Date(2019, 1, 7, 13, 0, 0, 0, time.UTC)) // 20:00 in Viet Nam
	o.engine.pump(t.Context())
	o.sessions = map[string]string{} // nobody has used them for hours
	require.Equal(t, float64(1), o.as(t, head).get(t, "/inbox").body["total"])
	o.sessions = map[string]string{}
	o.clock.set(time.Date(2019, 1, 8, 2, 0, 0, 0, time.UTC))
	o.engine.pump(t.Context())
	chair = o.as(t, head)
	deputy := o.as(t, member)
	require.Equal(t, float64(0), chair.get(t, "/inbox").body["total"], "a task that was open before moves too")
	task := deputy.get(t, "/inbox").items()[0]
	require.Equal(t, "adopt_minutes", task["act"])
	require.Equal(t, head, task["holder"])

	minutes := map[string]any{"text": "Hội nghị thống nhất"}
	require.Equal(t, http.StatusOK, deputy.act(t, unitPath(unit)+"/minutes", minutes).status)
	o.engine.pump(t.Context())
	require.Equal(t, "elect_tellers", deputy.get(t, "/inbox").items()[0]["act"], "and so does one that opens meanwhile")
	kept := deputy.get(t, unitPath(unit)+"/minutes").items()[0]
	require.Equal(t, map[string]any{"by": member, "for": head}, kept["on_behalf"])

	why := map[string]any{"reason": "Về sớm"}
	require.Equal(t, http.StatusForbidden, deputy.act(t, "/delegations/"+id+"/revocation", why).status)
	require.Equal(t, http.StatusNoContent, chair.act(t, "/delegations/"+id+"/revocation", why).status)
	require.Equal(t, "delegation_over", chair.act(t, "/delegations/"+id+"/revocation", why).code())
	o.engine.pump(t.Context())
	require.Equal(t, "elect_tellers", chair.get(t, "/inbox").items()[0]["act"], "what is still to be done goes back")
	require.Equal(t, float64(0), deputy.get(t, "/inbox").body["total"])

	tellers := map[string]any{"tellers": []string{firstTeller, secondTeller}}
	require.Equal(t, http.StatusOK, chair.act(t, unitPath(unit)+"/tellers", tellers).status)
	o.engine.pump(t.Context())
	mine := deputy.get(t, "/delegations").items()
	require.Equal(t, float64(2), mine[0]["moved"], "the deputy sees it too")
	require.NotEmpty(t, mine[0]["revoked_at"])
	acts := o.admin().get(t, actsOf(unitReview(unit))).items()
	var reasons []any
	for _, a := range acts {
		if a["kind"] == "reassign" {
			require.Equal(t, "system", a["role"])
			require.Equal(t, "delegation/"+id, a["actor"])
			reasons = append(reasons, a["reason"])
		}
	}
	require.Equal(t, []any{"Nghỉ phép", "Nghỉ phép", "Về sớm"}, reasons)
}

func TestPersonalTasksStayDuringAnAbsence(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	away := absence(secondTeller)
	away["person"], away["from"], away["basis"] = member, "2019-01-07", "QĐ 15-QĐ/HU"
	require.Equal(t, http.StatusCreated, o.admin().act(t, "/delegations", away).status)
	o.engine.pump(t.Context())
	require.Equal(t, "self_review", o.as(t, member).get(t, "/inbox").items()[0]["act"])
	stays := o.admin().get(t, "/delegations?person="+member).items()[0]["stays"].([]any)
	require.Len(t, stays, 1)
	require.Equal(t, "has_task_already", stays[0].(map[string]any)["code"])
	require.Equal(t, 1, rows(t, o, "SELECT count(*) FROM command WHERE kind = 'reassign'"))
	o.engine.pump(t.Context())
	require.Equal(t, 1, rows(t, o, "SELECT count(*) FROM command WHERE kind = 'reassign'"), "a task is offered once")
}

func TestADelegationIsRefused(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	with := func(deputy, key string, value any) map[string]any {
		d := absence(deputy)
		d[key] = value
		return d
	}
	me := o.as(t, head)
	require.Equal(t, http.StatusCreated, o.as(t, outsider).act(t, "/delegations", absence(secondTeller)).status)
	for name, c := range map[string]struct {
		delegation map[string]any
		status     int
		code       string
	}{
		"to oneself":                     {absence(head), http.StatusUnprocessableEntity, "same_person"},
		"to nobody":                      {absence("nobody"), http.StatusNotFound, "not_found"},
		"for somebody else":              {with(member, "person", secondTeller), http.StatusForbidden, "not_yours"},
		"that ends before it begins":     {with(member, "until", "2019-01-07"), http.StatusUnprocessableEntity, "bad_period"},
		"without end":                    {with(member, "until", "2029-01-07"), http.StatusUnprocessableEntity, "bad_period"},
		"with a day that does not exist": {with(member, "from", "2019-02-30"), http.StatusUnprocessableEntity, "invalid_request"},
		"to somebody who is absent too":  {absence(outsider), http.StatusConflict, "deputy_absent"},
	} {
		t.Run(name, func(t *testing.T) {
			got := me.act(t, "/delegations", c.delegation)
			require.Equal(t, c.status, got.status, got.text)
			require.Equal(t, c.code, got.code(), got.text)
		})
	}
	over := with(member, "from", "2019-01-01")
	over["until"] = "2019-01-05"
	require.Equal(t, "period_over", me.act(t, "/delegations", over).code())
	first := me.send(t, http.MethodPost, "/delegations", "one", absence(member))
	require.Equal(t, http.StatusCreated, first.status, first.text)
	require.Equal(t, first.body, me.send(t, http.MethodPost, "/delegations", "one", absence(member)).body, "a repeat is the same")
	require.Equal(t, "delegated_already", me.act(t, "/delegations", absence(member)).code())
	absent := with(head, "person", member)
	require.Equal(t, "basis_missing", o.admin().act(t, "/delegations", absent).code())
}
