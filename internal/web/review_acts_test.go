package web_test

import (
	"maps"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/planning"
	"canbo/internal/procedure"
)

func TestOpeningReviewsIsRefused(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for name, c := range map[string]struct {
		body map[string]any
		code string
	}{
		"neither lists nor a unit":      {map[string]any{"round": "2020"}, "which_lists"},
		"both":                          {map[string]any{"round": "2020", "root": root, "lists": []string{"btv-mini-2020"}}, "which_lists"},
		"an unknown list":               {map[string]any{"round": "2020", "lists": []string{"none"}}, "not_found"},
		"a unit without lists":          {map[string]any{"round": "2020", "root": "phong-noi-vu"}, "no_lists"},
		"after the term":                {map[string]any{"round": "2025", "root": root}, "no_lists"},
		"a policy without its version":  {map[string]any{"round": "2020", "root": root, "policy": "hd15-2012"}, "bad_policy"},
		"a policy about something else": {map[string]any{"round": "2020", "root": root, "policy": "qd132-2018@1"}, "wrong_policy_kind"},
		"a day without members":         {map[string]any{"round": "2020", "root": root, "day": "2010-01-01"}, "not_ready"},
	} {
		got := o.admin().post(t, "/planning/reviews", c.body)
		require.Equal(t, c.code, got.code(), "%s: %s", name, got.text)
	}
	require.Empty(t, o.admin().get(t, "/planning/reviews").items(), "nothing was opened")
	o.openReviews(t, "bch-xa-na-muoi-2020")
	got := o.admin().post(t, "/planning/reviews", map[string]any{"round": "2020", "root": root})
	require.Equal(t, "review_exists", got.code())
	require.Len(t, o.admin().get(t, "/planning/reviews?year=2020").items(), 1, "all or none")
	require.Equal(t, http.StatusForbidden, o.as(t, "mini-01").post(t, "/planning/reviews", map[string]any{"round": "2020", "root": root}).status)
}

func TestNomineesAreScreenedAtOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.openReviews(t, "bch-xa-na-muoi-2020")
	secretary := o.as(t, "mini-08")
	for name, c := range map[string]struct {
		nominee planning.NominationFiling
		code    string
	}{
		"a person who is not in the roster": {nomination("mini-99", "du-xa-na-muoi"), "unknown_official"},
		"a post that does not exist":        {nomination("mini-18", "xa-na-muoi-vua"), "unknown_position"},
		"somebody on the list already":      {nomination("mini-12", "du-xa-na-muoi"), "entry_twice"},
		"a member of the committee":         {nomination("mini-10", "du-xa-na-muoi"), "breaks_rule"},
		"oneself":                           {nomination("mini-08", "du-xa-na-muoi"), "breaks_rule"},
	} {
		got := secretary.act(t, communeReview+"/proposals", planning.ProposedFiling{Add: []planning.NominationFiling{c.nominee}})
		require.Equal(t, c.code, got.code(), "%s: %s", name, got.text)
	}
	refused := secretary.act(t, communeReview+"/proposals", planning.ProposedFiling{Add: []planning.NominationFiling{nomination("mini-10", "du-xa-na-muoi")}})
	require.Contains(t, refused.text, "alreadyHolds", "the rule")
	require.Contains(t, refused.text, "position.held = true", "the value")
	require.Contains(t, refused.text, "Đưa ra khỏi quy hoạch chức danh đó", "the cure")
	require.Equal(t, http.StatusUnprocessableEntity, secretary.act(t, communeReview+"/proposals", map[string]any{
		"add": []any{map[string]any{"official": "mini-18", "position": "du-xa-na-muoi", "tier": 3, "source": "internal"}},
	}).status, "a tier that does not exist")
	above := planning.AboveFiling{NominationFiling: nomination("mini-10", "du-xa-na-muoi"), Reason: "x", Basis: "y"}
	require.Equal(t, "breaks_rule", o.admin().act(t, communeReview+"/additions", above).code(), "not even a superior body")
}

func TestASuperiorBodysApprovalIsRecordedWithItsDocument(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.openReviews(t, "btv-mini-2020")
	above := planning.AboveFiling{NominationFiling: nomination("mini-07", "btv-mini"), Reason: "Nguồn kế cận", Basis: "Công văn số 88-CV/BTCTU"}
	require.Equal(t, http.StatusForbidden, o.as(t, "mini-01").act(t, districtReview+"/additions", above).status)
	require.Equal(t, http.StatusOK, o.admin().act(t, districtReview+"/additions", above).status)
	r := o.reviewer(districtReview)
	r.nominate["mini-05"] = planning.ProposedFiling{Remove: []planning.RemovalFiling{{
		Official: "mini-06", Position: "btv-mini", Reason: planning.WeakCapacity, Evidence: "Kết quả công tác hai năm liền hạn chế",
	}}}
	r.approval.Document = "1310-QĐ/TU"
	r.walk(t)
	require.Equal(t, 1, r.performed[procedure.CommandRecordExternal], "by who appraises")
	version := o.admin().get(t, plan+"/versions").items()[1]
	require.Equal(t, []any{"1310-QĐ/TU", "planning-review/2020/btv-mini-2020"}, []any{version["decision"], version["process"]})
	reasons := map[string]string{}
	for _, c := range o.admin().get(t, plan+"/changes?version=2").items() {
		reasons[c["official"].(string)], _ = c["note"].(string)
	}
	require.Equal(t, "Kết quả công tác hai năm liền hạn chế", reasons["mini-06"])
	require.Equal(t, "Nguồn kế cận (Công văn số 88-CV/BTCTU)", reasons["mini-07"])
	require.Contains(t, reasons["mini-04"], "Không đủ tuổi")
	acts := o.admin().get(t, "/processes/acts?process=planning-review/2020/btv-mini-2020").items()
	found := false
	for _, a := range acts {
		found = found || a["kind"] == planning.ActAddFromAbove && a["reason"] == "Nguồn kế cận" && a["basis"] == "Công văn số 88-CV/BTCTU"
	}
	require.True(t, found, "the act has reason and basis")
}

func TestTwoReviewsOfAListEndOneAfterTheOther(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.openReviews(t, "bch-xa-na-muoi-2020")
	got := o.admin().post(t, "/planning/reviews", map[string]any{"round": "2021", "lists": []string{"bch-xa-na-muoi-2020"}, "day": "2020-06-30"})
	require.Equal(t, http.StatusCreated, got.status, got.text)
	o.engine.pump(t.Context())
	const next = "/planning/reviews/2021/bch-xa-na-muoi-2020"
	second := o.reviewer(next)
	second.nominate["mini-08"] = planning.ProposedFiling{Add: []planning.NominationFiling{nomination("mini-06", "du-xa-na-muoi")}}
	second.stop = planning.ActApprove
	second.walk(t)
	first := o.reviewer(communeReview)
	first.nominate["mini-08"] = planning.ProposedFiling{Add: []planning.NominationFiling{nomination("mini-18", "du-xa-na-muoi")}}
	first.walk(t)
	second.stop = planning.ActSettle
	second.walk(t)
	board := o.admin().get(t, next)
	require.InDelta(t, 2, board.body["conflict"], 0, board.text)
	require.Len(t, o.admin().get(t, reviewedList+"/versions").items(), 2, "nothing is overwritten")
	second.stop = ""
	second.walk(t)
	require.Equal(t, 1, second.performed[planning.ActSettle])
	require.Equal(t, 2, second.performed[planning.ActApprove], "what is published was approved")
	var on []any
	for _, e := range o.admin().get(t, reviewedList+"/entries").items() {
		on = append(on, e["official"])
	}
	require.Equal(t, []any{"mini-12", "mini-18", "mini-06"}, on)
}

func TestAReviewIsSteeredLikeEveryProcess(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.openReviews(t, "bch-xa-na-muoi-2020")
	const process = "planning-review/2020/bch-xa-na-muoi-2020"
	why := func(more map[string]any) map[string]any {
		body := map[string]any{"process": process, "reason": "Nghỉ phép", "basis": "Công văn số 5"}
		maps.Copy(body, more)
		return body
	}
	admin := o.admin()
	require.Equal(t, http.StatusOK, admin.act(t, "/processes/pause", why(nil)).status)
	require.Equal(t, "paused", o.as(t, "mini-08").act(t, communeReview+"/proposals", planning.ProposedFiling{}).code())
	require.Equal(t, http.StatusOK, admin.act(t, "/processes/resumption", why(nil)).status)
	got := admin.act(t, "/processes/extension", why(map[string]any{"step": planning.StepProposals, "due": "2027-03-01T10:00:00Z"}))
	require.Equal(t, http.StatusOK, got.status, got.text)
	got = admin.act(t, "/processes/reassignment", why(map[string]any{
		"step": planning.StepProposals, "act": planning.ActPropose, "from": "mini-08", "to": "mini-10",
	}))
	require.Equal(t, http.StatusOK, got.status, got.text)
	require.Equal(t, "not_your_task", o.as(t, "mini-08").act(t, communeReview+"/proposals", planning.ProposedFiling{}).code())
	filed := o.as(t, "mini-10").act(t, communeReview+"/proposals", planning.ProposedFiling{Add: []planning.NominationFiling{nomination("mini-18", "du-xa-na-muoi")}})
	require.Equal(t, http.StatusOK, filed.status, filed.text)
	require.Equal(t, planning.StepConference, openStep(admin.get(t, communeReview)))
	got = admin.act(t, "/processes/reopening", why(map[string]any{"step": planning.StepProposals, "days": 2}))
	require.Equal(t, http.StatusOK, got.status, got.text)
	got = admin.act(t, communeReview+"/rescreening", map[string]any{"reason": "Hồ sơ thay đổi", "basis": "Quyết định số 9"})
	require.Equal(t, http.StatusOK, got.status, got.text)

	got = admin.act(t, communeReview+"/cancellation", map[string]any{"reason": "Sắp xếp lại danh sách", "basis": "Công văn số 15"})
	require.Equal(t, http.StatusOK, got.status, got.text)
	require.InDelta(t, 1, admin.get(t, reviewedList).body["version"], 0)
	require.Empty(t, o.as(t, "mini-10").get(t, "/inbox").items())
	var list, reason string
	require.NoError(t, o.pool.QueryRow(t.Context(), `SELECT data ->> 'list_name', data ->> 'reason' FROM mail_outbox WHERE kind = 'cycle_cancelled'`).Scan(&list, &reason))
	require.Contains(t, list, "Nà Mười")
	require.Equal(t, "Sắp xếp lại danh sách", reason)
	require.Equal(t, "round_taken", admin.post(t, "/planning/reviews", map[string]any{"round": "2020", "root": root, "day": "2020-06-30"}).code())
	require.Equal(t, http.StatusCreated, admin.post(t, "/planning/reviews", map[string]any{"round": "2020-2", "root": root, "day": "2020-06-30"}).status)
}

func TestAProposalIsTakenBackThroughTheAPI(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.openReviews(t, "btv-mini-2020")
	head := o.as(t, "mini-05")
	filed := head.act(t, districtReview+"/proposals", planning.ProposedFiling{Add: []planning.NominationFiling{nomination("mini-07", "btv-mini")}})
	require.Equal(t, http.StatusOK, filed.status, filed.text)
	require.Len(t, o.admin().get(t, districtReview).body["draft"], 3)
	got := head.act(t, "/commands/"+filed.body["command"].(string)+"/withdrawal", map[string]any{"reason": "Nhầm danh sách"})
	require.Equal(t, http.StatusOK, got.status, got.text)
	board := o.admin().get(t, districtReview)
	require.Len(t, board.body["draft"], 2)
	require.Equal(t, string(planning.Retracted), board.body["proposals"].([]any)[0].(map[string]any)["status"], "it stays on record")
	require.NotEmpty(t, head.get(t, "/inbox").items(), "the task is open again")
}

func TestWhoSeesWhatOfAReview(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.openReviews(t, "bch-xa-na-muoi-2020")
	r := o.reviewer(communeReview)
	r.nominate["mini-08"] = planning.ProposedFiling{Add: []planning.NominationFiling{nomination("mini-18", "du-xa-na-muoi")}}
	r.stop = procedure.CommandElectTellers
	r.walk(t)
	require.Equal(t, http.StatusForbidden, o.as(t, "mini-16").get(t, communeReview).status, "a stranger")
	decides := o.as(t, "mini-09").get(t, communeReview)
	require.Len(t, decides.body["by_rule"], 1)
	require.Equal(t, "Trẻ, có triển vọng", decides.body["proposals"].([]any)[0].(map[string]any)["text"])
	require.Equal(t, http.StatusOK, o.as(t, "mini-01").get(t, communeReview+"/screening").status, "of the body that approves")
	r.stop = procedure.ActVote
	r.walk(t)
	convened := o.as(t, "mini-12").get(t, communeReview)
	require.Equal(t, http.StatusOK, convened.status, convened.text)
	require.Empty(t, convened.body["by_rule"], "what is found about others is for those who decide")
	require.Nil(t, convened.body["proposals"].([]any)[0].(map[string]any)["text"])
	require.Equal(t, http.StatusForbidden, o.as(t, "mini-12").get(t, communeReview+"/screening").status)
}
