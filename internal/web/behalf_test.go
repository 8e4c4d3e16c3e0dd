package web_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
)

// entryFor is an act that the administrator files for somebody in the conference of the unit.
func entryFor(official, act string, filing map[string]any) map[string]any {
	return map[string]any{
		"process": unitReview(unit), "act": act, "official": official, "filing": filing,
		"reason": "Đồng chí nộp bản giấy", "basis": "CV 07-CV/BTC", "document": "Bản tự kiểm điểm ký ngày 05/01/2019",
	}
}

const entries = "/processes/entries"

func actsOf(process string) string { return "/processes/acts?process=" + url.QueryEscape(process) }

func TestAnAdministratorEntersASelfReviewFromPaper(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	me := o.as(t, member)
	draft := "/drafts?act=self_review&process=" + url.QueryEscape(unitReview(unit))
	typed := map[string]any{"body": map[string]any{"grade": "Good"}}
	require.Equal(t, http.StatusNoContent, me.send(t, http.MethodPut, draft, "", typed).status)

	got := o.admin().act(t, entries, entryFor(member, "self_review", selfReview()))
	require.Equal(t, http.StatusOK, got.status, got.text)

	review := me.get(t, officialPath(member)+"/self-review")
	require.Equal(t, "Good", review.body["grade"])
	require.Equal(t, selfReview()["levels"], review.body["content"].(map[string]any)["levels"], "as the official would have filed it")
	require.NotContains(t, review.body["content"], "reason")
	require.Equal(t, map[string]any{
		"by": "key:bootstrap", "for": member, "basis": "CV 07-CV/BTC", "document": "Bản tự kiểm điểm ký ngày 05/01/2019",
	}, review.body["on_behalf"])
	require.Equal(t, float64(0), me.get(t, "/inbox").body["total"], "the task is done")
	require.Equal(t, typed["body"], me.get(t, draft).body["body"], "what the official has typed stays theirs")
	require.Equal(t, 1, rows(t, o, "SELECT count(*) FROM mail_outbox WHERE kind = 'filed_for' AND official = 'mini-06'"))
	require.Equal(t, "done_already", me.act(t, unitPath(unit)+"/self-review", selfReview()).code())

	own := me.get(t, unitPath(unit)).body["own_acts"].([]any)
	require.Len(t, own, 1)
	require.Equal(t, "key:bootstrap", own[0].(map[string]any)["on_behalf"].(map[string]any)["by"])

	acts := o.admin().get(t, actsOf(unitReview(unit)))
	last := acts.items()[len(acts.items())-1]
	for key, want := range map[string]any{
		"kind": "self_review", "actor": "key:bootstrap", "role": "administrator", "on_behalf_of": member,
		"reason": "Đồng chí nộp bản giấy", "basis": "CV 07-CV/BTC",
	} {
		require.Equal(t, want, last[key], key)
	}
	require.Equal(t, http.StatusForbidden, me.get(t, actsOf(unitReview(unit))).status)
}

func TestAnEntryOnBehalfIsRefused(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	for name, c := range map[string]struct {
		who    string
		entry  map[string]any
		status int
		code   string
	}{
		"by an official":          {head, entryFor(member, "self_review", selfReview()), http.StatusForbidden, "not_yours"},
		"for a stranger":          {"", entryFor(outsider, "self_review", selfReview()), http.StatusForbidden, "not_your_task"},
		"of an act that is none":  {"", entryFor(member, "dance", selfReview()), http.StatusUnprocessableEntity, "unknown_act"},
		"of a vote":               {"", entryFor(member, "vote", selfReview()), http.StatusUnprocessableEntity, "unknown_act"},
		"of a count":              {"", entryFor(member, "count_ballot", map[string]any{}), http.StatusForbidden, "personal"},
		"of an act of steering":   {"", entryFor(member, "pause", map[string]any{}), http.StatusUnprocessableEntity, "unknown_act"},
		"with another's filing":   {"", entryFor(member, "self_review", map[string]any{"text": "x"}), http.StatusUnprocessableEntity, "invalid_request"},
		"with a filing too small": {"", entryFor(member, "self_review", map[string]any{"grade": "Good"}), http.StatusUnprocessableEntity, "levels_missing"},
		"without a basis": {"", map[string]any{
			"process": unitReview(unit), "act": "self_review", "official": member, "filing": selfReview(), "reason": "x",
		}, http.StatusUnprocessableEntity, "invalid_request"},
	} {
		t.Run(name, func(t *testing.T) {
			who := o.admin()
			if c.who != "" {
				who = o.as(t, c.who)
			}
			got := who.act(t, entries, c.entry)
			require.Equal(t, c.status, got.status, got.text)
			require.Equal(t, c.code, got.code(), got.text)
		})
	}
	require.Zero(t, rows(t, o, "SELECT count(*) FROM self_review"))
}

func TestMinutesAndCommentsAreEnteredForTheirAuthors(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	for _, who := range []string{head, firstTeller, secondTeller} {
		require.Equal(t, http.StatusOK, o.admin().act(t, entries, entryFor(who, "self_review", selfReview())).status)
	}
	require.Equal(t, evaluation.StepComments, o.as(t, head).get(t, "/inbox").items()[0]["step"])
	comment := entryFor(secondTeller, "comment", map[string]any{"subject": member, "text": "Tận tụy với công việc"})
	require.Equal(t, http.StatusOK, o.admin().act(t, entries, comment).status)
	own := entryFor(member, "comment", map[string]any{"subject": member, "text": "Tận tụy với công việc"})
	require.Equal(t, "own_case", o.admin().act(t, entries, own).code(), "the author's own case, whoever types")
	minutes := entryFor(head, "adopt_minutes", map[string]any{"text": "Hội nghị thống nhất"})
	require.Equal(t, http.StatusOK, o.admin().act(t, entries, minutes).status)

	read := o.as(t, secondTeller).get(t, officialPath(member)+"/comments").items()
	require.Equal(t, secondTeller, read[0]["author"])
	require.Equal(t, "key:bootstrap", read[0]["on_behalf"].(map[string]any)["by"])
	kept := o.as(t, member).get(t, unitPath(unit)+"/minutes").items()
	require.Equal(t, head, kept[0]["author"])
	require.Equal(t, head, kept[0]["on_behalf"].(map[string]any)["for"])
}
