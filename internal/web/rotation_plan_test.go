package web_test

import (
	"bytes"
	"maps"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/calendar"
	"canbo/internal/evaluation"
	"canbo/internal/procedure"
	"canbo/internal/rotation"
	"canbo/internal/rotation/assignment"
)

const (
	rotationPlan = "/rotation/plans/mini-2019"
	chairKhuoi   = "xa-khuoi-sao-chu-tich"
	chairMuoi    = "xa-na-muoi-chu-tich"
)

// openRotationPlan opens the plan of 2019 in a district whose two communes have lost the chairs of their committees.
func (o *office) openRotationPlan(t testing.TB, more map[string]any) reply {
	t.Helper()
	_, err := o.pool.Exec(t.Context(), `UPDATE tenure SET valid_to = '2018-12-31' WHERE official IN ('mini-10', 'mini-16')`)
	require.NoError(t, err)
	request := map[string]any{"code": "mini-2019", "root": root, "body": "btv-mini", "policy": "qd65-2022@1", "day": "2019-01-07"}
	maps.Copy(request, more)
	got := o.admin().post(t, "/rotation/plans", request)
	o.engine.pump(t.Context())
	return got
}

// rotator carries out what a plan asks of people.
type rotator struct {
	*office
	proposals map[string]rotation.PlanProposalFiling // by proposer
	refuse    map[string]bool                        // who refuses when asked as the person, once
	stop      string                                 // an act that nobody does
}

func (o *office) rotator() *rotator {
	why := "Địa bàn cần tăng cường"
	return &rotator{office: o, refuse: map[string]bool{}, proposals: map[string]rotation.PlanProposalFiling{
		"mini-14": {Needs: []rotation.NeedFiling{{Post: chairKhuoi, Urgency: 60, Why: why}}},
		"mini-08": {Needs: []rotation.NeedFiling{{Post: chairMuoi, Urgency: 20, Why: why}}},
		"mini-05": {People: []rotation.PersonFiling{{Official: "mini-06", Why: why}, {Official: "mini-07", Why: why}}},
	}}
}

// walk does everything that the inboxes ask for, until they ask for nothing.
func (r *rotator) walk(t *testing.T) {
	t.Helper()
	for range 60 {
		if !r.round(t) {
			return
		}
		r.engine.pump(t.Context())
	}
	t.Fatal("the plan does not come to an end")
}

func (r *rotator) round(t *testing.T) (did bool) {
	t.Helper()
	for _, who := range officials() {
		for _, task := range r.as(t, who).get(t, "/inbox").items() {
			href := strings.TrimPrefix(task["href"].(string), "/api/v1")
			if !strings.HasPrefix(href, rotationPlan+"/") || task["act"] == r.stop {
				continue
			}
			did = r.do(t, who, task["act"].(string), href) || did
		}
	}
	return did
}

func (r *rotator) do(t *testing.T, who, act, href string) bool {
	t.Helper()
	var body any = map[string]any{}
	board := func() map[string]any { return r.admin().get(t, rotationPlan).body }
	switch act {
	case rotation.ActProposeRotation:
		body = r.proposals[who]
	case rotation.ActAcceptAssignment:
		body = rotation.AcceptedFiling{SHA256: board()["sha256"].(string)}
	case rotation.ActConfirmPapers:
		for _, p := range board()["pairs"].([]any) {
			if pair := p.(map[string]any); len(pair["missing"].([]any)) > 0 {
				body = map[string]any{"official": pair["official"], "items": pair["missing"]}
			}
		}
	case rotation.ActAnswerConsultation:
		body = r.answers(t, who)
	case procedure.CommandElectTellers:
		body = evaluation.TellersFiling{Tellers: []string{"mini-02", "mini-03"}}
	case procedure.ActVote:
		(&reviewer{office: r.office}).vote(t, who, href)
		return true
	case procedure.CommandConfirmCount:
		body = evaluation.MinutesFiling{Text: "Biên bản kiểm phiếu"}
	case rotation.ActDecideRotations:
		body = r.decisions(t, "2019-01-10")
	}
	got := r.as(t, who).act(t, href, body)
	if got.code() == "ballot_still_open" {
		return true
	}
	require.Equal(t, http.StatusOK, got.status, "%s by %s: %s", act, who, got.text)
	return true
}

func (r *rotator) answers(t *testing.T, who string) rotation.ConsultedFiling {
	t.Helper()
	var f rotation.ConsultedFiling
	for _, a := range r.as(t, who).get(t, rotationPlan+"/mine").body["asked"].([]any) {
		asked := a.(map[string]any)
		answer := rotation.ConsultAnswerFiling{
			Official: asked["official"].(string), Post: asked["post"].(string), Side: rotation.Side(asked["side"].(string)), Agrees: true,
		}
		if answer.Side == rotation.SidePerson && r.refuse[who] {
			answer.Agrees, answer.Text = false, "Hoàn cảnh gia đình"
			r.refuse[who] = false
		}
		f.Answers = append(f.Answers, answer)
	}
	return f
}

func (r *rotator) decisions(t *testing.T, on string) rotation.PlanDecisionFiling {
	t.Helper()
	date, err := calendar.ParseDate(on)
	require.NoError(t, err)
	var f rotation.PlanDecisionFiling
	for _, p := range r.admin().get(t, rotationPlan).body["pairs"].([]any) {
		if pair := p.(map[string]any); pair["carried"] == true {
			f.Decisions = append(f.Decisions, rotation.DecidedFiling{
				Official: pair["official"].(string), Document: "112-QĐ/HU", DocumentDate: date, Months: 36, Ground: "other", Purpose: "Tăng cường cơ sở",
			})
		}
	}
	return f
}

// placed is who goes where, as the board shows it.
func (o *office) placed(t *testing.T) map[string]string {
	t.Helper()
	at := map[string]string{}
	for _, p := range o.admin().get(t, rotationPlan).body["pairs"].([]any) {
		pair := p.(map[string]any)
		at[pair["official"].(string)] = pair["post"].(string)
	}
	return at
}

func TestARotationPlanGoesFromProposalsToRotationsThatBegin(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	require.Equal(t, http.StatusCreated, o.openRotationPlan(t, nil).status)
	r := o.rotator()
	r.stop = rotation.ActAcceptAssignment
	r.walk(t)
	before := o.placed(t)
	require.Len(t, before, 2, o.admin().get(t, rotationPlan+"/reasons").text)

	// The certificate that anybody can check is the one that the record has.
	text := o.as(t, "mini-03").get(t, rotationPlan+"/plan.json").text
	file, err := assignment.ReadFile(bytes.NewReader([]byte(text)))
	require.NoError(t, err)
	require.NoError(t, file.Verify())
	require.Equal(t, o.admin().get(t, rotationPlan).body["sha256"], file.SHA256)

	// Each person and each need has a sentence, and a change by hand its price before it is made.
	for _, reason := range o.as(t, "mini-02").get(t, rotationPlan+"/reasons").items() {
		require.NotEmpty(t, reason["vi"])
		require.NotContains(t, reason["vi"], "xa-khuoi-sao", "names, not codes: %v", reason)
	}
	price := o.as(t, "mini-03").get(t, rotationPlan+"/change?action=fix&official=mini-06&post="+before["mini-07"])
	require.Equal(t, http.StatusOK, price.status, price.text)
	require.Len(t, price.body["in"], 2, "the two change places: %s", price.text)
	own := o.as(t, "mini-06").get(t, rotationPlan+"/mine")
	require.Equal(t, http.StatusForbidden, own.status, "nobody is told before they are asked: %s", own.text)

	r.stop, r.refuse["mini-06"] = "", true
	r.walk(t)
	view := o.admin().get(t, rotationPlan).body
	require.Equal(t, "closed", view["steps"].([]any)[5].(map[string]any)["status"], "%v", view["steps"])
	require.Empty(t, view["refused"])
	require.Empty(t, view["record"], "an administrator reads no reasons")
	require.NotEmpty(t, o.as(t, "mini-03").get(t, rotationPlan).body["record"])
	for _, who := range []string{"mini-06", "mini-07"} {
		if post, stays := o.placed(t)[who]; stays {
			require.False(t, who == "mini-06" && post == before["mini-06"], "what was refused is not planned again")
		}
	}
	started := o.admin().get(t, "/rotation/rotations").items()
	require.Len(t, started, len(view["pairs"].([]any)))
	require.Equal(t, "112-QĐ/HU", started[0]["decision"])
	require.Equal(t, "rotation/"+started[0]["code"].(string), started[0]["process"])
	o.engine.pump(t.Context())
	require.Contains(t, o.as(t, "mini-03").get(t, "/inbox").text, "/api/v1/rotation/rotations/"+started[0]["code"].(string)+"/announcement")
}

func TestBadInputOfARotationPlanChangesNothing(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for name, c := range map[string]struct {
		request map[string]any
		code    string
	}{
		"a cap below zero":       {map[string]any{"caps": []any{map[string]any{"unit": root, "release": -1}}}, "bad_cap"},
		"a cap of another place": {map[string]any{"caps": []any{map[string]any{"unit": "moon", "release": 1}}}, "unknown_unit"},
		"an unknown body":        {map[string]any{"body": "moon"}, "unknown_body"},
		"an unknown unit":        {map[string]any{"root": "moon"}, "unknown_unit"},
		"another kind of policy": {map[string]any{"policy": "qd132-2018@1"}, "wrong_policy_kind"},
		"no day":                 {map[string]any{"day": "2019-13-01"}, ""},
	} {
		got := o.openRotationPlan(t, c.request)
		require.GreaterOrEqual(t, got.status, 400, name)
		if c.code != "" {
			require.Equal(t, c.code, got.code(), "%s: %s", name, got.text)
		}
	}
	require.Empty(t, o.admin().get(t, "/rotation/plans").items())
	require.Equal(t, http.StatusCreated, o.openRotationPlan(t, map[string]any{"caps": []any{map[string]any{"unit": "xa-khuoi-sao", "receive": 0}}}).status)
	require.Equal(t, "plan_exists", o.openRotationPlan(t, nil).code())

	propose := func(who string, f rotation.PlanProposalFiling) reply {
		return o.as(t, who).act(t, rotationPlan+"/proposals", f)
	}
	need := func(post string) rotation.PlanProposalFiling {
		return rotation.PlanProposalFiling{Needs: []rotation.NeedFiling{{Post: post, Why: "Khuyết chức danh"}}}
	}
	require.Equal(t, "post_taken", propose("mini-14", need("xa-khuoi-sao-bi-thu")).code())
	require.Equal(t, "unknown_post", propose("mini-14", need("moon")).code())
	require.Equal(t, "unknown_official", propose("mini-05", rotation.PlanProposalFiling{
		People: []rotation.PersonFiling{{Official: "moon", Why: "?"}},
	}).code())
	require.Equal(t, http.StatusForbidden, o.as(t, "mini-06").get(t, rotationPlan).status)
	require.Equal(t, http.StatusForbidden, propose("mini-06", need(chairKhuoi)).status)

	r := o.rotator()
	r.stop = rotation.ActAcceptAssignment
	r.walk(t)
	require.NotContains(t, o.placed(t), chairKhuoi)
	for _, at := range o.placed(t) {
		require.Equal(t, chairMuoi, at, "the cap of the other commune is 0")
	}
	breaks := o.admin().get(t, rotationPlan+"/change?official=mini-06&post="+chairKhuoi)
	require.Contains(t, breaks.text, "Xã Khuổi Sao", breaks.text)
	change := rotation.AssignmentChangeFiling{Official: "mini-06", Post: chairKhuoi, Action: rotation.FixPair, Reason: "Thử", Basis: "Họp"}
	require.Equal(t, http.StatusOK, o.admin().act(t, rotationPlan+"/changes", change).status)
	o.engine.pump(t.Context())
	require.Equal(t, "cap_broken", o.admin().get(t, rotationPlan).body["unsolved"])
	require.Equal(t, "unsolved", o.as(t, "mini-03").act(t, rotationPlan+"/acceptance", rotation.AcceptedFiling{SHA256: strings.Repeat("0", 64)}).code())
	change.Action = rotation.FreePair
	require.Equal(t, http.StatusOK, o.admin().act(t, rotationPlan+"/changes", change).status)

	r.stop = rotation.ActDecideRotations
	r.walk(t)
	require.Equal(t, "decided_before_ballot", o.as(t, "mini-01").act(t, rotationPlan+"/decisions", r.decisions(t, "2019-01-06")).code())
	require.Empty(t, o.admin().get(t, "/rotation/rotations").items())
}

func TestACancelledRotationPlanAsksNobodyForAnything(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.openRotationPlan(t, nil)
	require.NotEmpty(t, o.as(t, "mini-14").get(t, "/inbox").items())
	cancel := map[string]any{"reason": "Chuyển sang năm sau", "basis": "15-KL/HU"}
	require.Equal(t, http.StatusForbidden, o.as(t, "mini-01").act(t, rotationPlan+"/cancellation", cancel).status)
	got := o.admin().act(t, rotationPlan+"/cancellation", cancel)
	require.Equal(t, http.StatusOK, got.status, got.text)
	o.engine.pump(t.Context())
	require.Empty(t, o.as(t, "mini-14").get(t, "/inbox").items())
	require.NotNil(t, o.admin().get(t, "/rotation/plans").items()[0]["cancelled_at"])
	var told int
	require.NoError(t, o.pool.QueryRow(t.Context(), `SELECT count(*) FROM mail_outbox WHERE kind = 'cycle_cancelled'
		AND data ->> 'reason' = 'Chuyển sang năm sau' AND data ->> 'plan_root' <> ''`).Scan(&told))
	require.Positive(t, told)
}
