package web_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/ballot"
	"canbo/internal/evaluation"
	"canbo/internal/planning"
	"canbo/internal/procedure"
)

const (
	communeReview  = "/planning/reviews/2020/bch-xa-na-muoi-2020"
	districtReview = "/planning/reviews/2020/btv-mini-2020"
	reviewedList   = "/planning/lists/bch-xa-na-muoi-2020"
)

// openReviews opens the reviews of both lists, on the record of 30 June 2020.
func (o *office) openReviews(t testing.TB, lists ...string) {
	t.Helper()
	request := map[string]any{"round": "2020", "root": root, "day": "2020-06-30"}
	if len(lists) > 0 {
		request = map[string]any{"round": "2020", "lists": lists, "day": "2020-06-30"}
	}
	got := o.admin().post(t, "/planning/reviews", request)
	require.Equal(t, http.StatusCreated, got.status, got.text)
	o.engine.pump(t.Context())
}

// voters says what everybody marks on a question; nil is yes.
type voters func(voter, question string) string

// reviewer carries out what a review asks of people.
type reviewer struct {
	*office
	path      string
	nominate  map[string]planning.ProposedFiling // by proposer
	votes     voters
	approval  planning.ApprovalFiling
	stop      string // an act that nobody does
	performed map[string]int
}

func (o *office) reviewer(path string) *reviewer {
	return &reviewer{
		office: o, path: path, nominate: map[string]planning.ProposedFiling{}, performed: map[string]int{},
		approval: planning.ApprovalFiling{Document: "47-QĐ/HU", DocumentDate: "2020-07-20"},
	}
}

// walk does everything that the inboxes ask for, until they ask for nothing.
func (r *reviewer) walk(t *testing.T) {
	t.Helper()
	for range 100 {
		if !r.round(t) {
			return
		}
		r.engine.pump(t.Context())
	}
	t.Fatal("the review does not come to an end")
}

func (r *reviewer) round(t *testing.T) (did bool) {
	t.Helper()
	for _, who := range officials() {
		for _, task := range r.as(t, who).get(t, "/inbox").items() {
			href := strings.TrimPrefix(task["href"].(string), "/api/v1")
			if !strings.HasPrefix(href, r.path+"/") || task["act"] == r.stop {
				continue
			}
			did = r.do(t, who, task["act"].(string), href) || did
		}
	}
	return did
}

// do carries a task out; it returns false when the others have to vote first.
func (r *reviewer) do(t *testing.T, who, act, href string) bool {
	t.Helper()
	var body any = map[string]any{}
	switch act {
	case planning.ActPropose:
		body = r.nominate[who]
	case procedure.CommandElectTellers:
		members := r.admin().get(t, r.path).body["members"].([]any)
		body = evaluation.TellersFiling{Tellers: []string{members[1].(string), members[2].(string)}}
	case procedure.ActVote:
		r.vote(t, who, href)
		r.performed[act]++
		return true
	case procedure.CommandConfirmCount:
		body = evaluation.MinutesFiling{Text: "Biên bản kiểm phiếu"}
	case planning.ActApprove:
		r.approval.Missed = r.reasons(t)
		body = r.approval
	case procedure.CommandRecordExternal:
		r.approval.Missed = r.reasons(t)
		body = planning.ExternalApprovalFiling{ApprovalFiling: r.approval, DecidedBy: "Ban Thường vụ Tỉnh ủy"}
	case planning.ActSettle:
		body = planning.SettlementFiling{Action: planning.Rebase, Reason: "Giữ các thay đổi của cả hai đợt rà soát"}
	case procedure.CommandBreakTie:
		tied := r.tied(t)
		body = planning.TieFiling{Answers: tied, Reason: "Tập thể cân nhắc, thống nhất"}
	}
	got := r.as(t, who).act(t, href, body)
	if got.code() == "ballot_still_open" {
		return false
	}
	require.Equal(t, http.StatusOK, got.status, "%s by %s: %s", act, who, got.text)
	r.performed[act]++
	return true
}

// reasons explains whatever the draft misses.
func (r *reviewer) reasons(t *testing.T) (reasons []planning.ReasonFiling) {
	t.Helper()
	for _, of := range r.admin().get(t, r.path).body["missed"].([]any) {
		reasons = append(reasons, planning.ReasonFiling{Of: of.(string), Reason: "Địa bàn thiếu nguồn"})
	}
	return reasons
}

func (r *reviewer) tied(t *testing.T) (answers []procedure.Answer) {
	t.Helper()
	for _, p := range r.admin().get(t, r.path).body["proposals"].([]any) {
		p := p.(map[string]any)
		if p["conference"] == string(ballot.LeftToHead) && p["committee"] == nil || p["committee"] == string(ballot.LeftToHead) {
			answers = append(answers, procedure.Answer{Question: p["id"].(string), Choice: planning.Yes})
		}
	}
	return answers
}

func (r *reviewer) vote(t *testing.T, who, href string) {
	t.Helper()
	drawn := r.as(t, who).post(t, href, map[string]any{})
	require.Equal(t, http.StatusOK, drawn.status, drawn.text)
	var casts []map[string]any
	for _, p := range drawn.body["papers"].([]any) {
		paper := p.(map[string]any)
		choice := planning.Yes
		if r.votes != nil {
			choice = r.votes(who, paper["subject"].(string))
		}
		casts = append(casts, map[string]any{"token": paper["token"], "choice": choice})
	}
	if len(casts) == 0 {
		return
	}
	got := r.nobody().post(t, "/ballots/cast", map[string]any{"ballot": drawn.body["ballot"], "casts": casts})
	require.Equal(t, http.StatusNoContent, got.status, got.text)
}

// officials are all people of the small district.
func officials() []string {
	all := make([]string, 18)
	for i := range all {
		all[i] = "mini-" + string(rune('0'+(i+1)/10)) + string(rune('0'+(i+1)%10))
	}
	return all
}

func nomination(official, position string) planning.NominationFiling {
	return planning.NominationFiling{Official: official, Position: position, Tier: 2, Source: "internal", Text: "Trẻ, có triển vọng"}
}

func TestAReviewEndsInTheNextVersionOfTheList(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.openReviews(t)
	board := o.admin().get(t, communeReview)
	require.Equal(t, http.StatusOK, board.status, board.text)
	require.Equal(t, planning.StepProposals, openStep(board), "the screening needs nobody")
	byRule := board.body["by_rule"].([]any)
	require.Len(t, byRule, 1, "mini-13 is over age: %s", board.text)
	require.Equal(t, "mini-13", byRule[0].(map[string]any)["official"])
	require.Len(t, board.body["draft"], 1)

	r := o.reviewer(communeReview)
	r.nominate["mini-08"] = planning.ProposedFiling{Add: []planning.NominationFiling{nomination("mini-18", "du-xa-na-muoi")}}
	r.stop = planning.ActApprove
	r.walk(t)
	require.Equal(t, 1, r.performed[planning.ActPropose], "the secretary heads the only unit")
	require.Equal(t, 2, r.performed[procedure.CommandCount], "a conference and the committee")
	board = o.as(t, "mini-01").get(t, communeReview)
	require.Len(t, board.body["draft"], 2, board.text)
	require.Equal(t, string(ballot.Carried), board.body["proposals"].([]any)[0].(map[string]any)["committee"])

	refused := o.as(t, "mini-01").act(t, communeReview+"/approval", r.approval)
	require.Equal(t, "target_unexplained", refused.code(), "no woman is on the draft")
	r.stop = ""
	r.walk(t)
	board = o.admin().get(t, communeReview)
	require.InDelta(t, 2, board.body["published"], 0, board.text)
	require.NotEmpty(t, board.body["process"].(map[string]any)["concluded_at"])

	require.InDelta(t, 2, o.admin().get(t, reviewedList).body["version"], 0)
	entries := o.admin().get(t, reviewedList+"/entries").items()
	require.Len(t, entries, 2)
	require.Equal(t, []any{"mini-12", "31-QĐ/HU", 1.0}, []any{entries[0]["official"], entries[0]["decision"], entries[0]["since"]})
	require.Equal(t, []any{"mini-18", "47-QĐ/HU", "2020-07-20", 2.0}, []any{entries[1]["official"], entries[1]["decision"], entries[1]["decided"], entries[1]["since"]})

	difference := o.admin().get(t, reviewedList+"/difference")
	require.Equal(t, http.StatusOK, difference.status, difference.text)
	changes := difference.body["changes"].([]any)
	require.Len(t, changes, 2)
	gone, came := changes[0].(map[string]any), changes[1].(map[string]any)
	require.Equal(t, []any{"removed", "mini-13", "OverAge", "47-QĐ/HU"}, []any{gone["kind"], gone["official"], gone["reason"], gone["decision"]})
	require.Contains(t, gone["note"], "Không đủ tuổi")
	require.Equal(t, []any{"added", "mini-18", "Trẻ, có triển vọng"}, []any{came["kind"], came["official"], came["note"]})
	require.Equal(t, "bad_versions", o.admin().get(t, reviewedList+"/difference?from=2&to=1").code())

	require.Equal(t, []string{"mini-08 mini-13 removed", "mini-13 removed", "mini-14 mini-18 added", "mini-18 added"}, o.planMails(t))
}

// planMails lists who was told what: of others with the person.
func (o *office) planMails(t *testing.T) (told []string) {
	t.Helper()
	rows, err := o.pool.Query(t.Context(), `SELECT m.official || CASE WHEN data ->> 'person' IS NULL THEN '' ELSE ' ' || p.code END ||
		CASE WHEN (data ->> 'added')::boolean THEN ' added' ELSE ' removed' END
		FROM mail_outbox m LEFT JOIN official p ON p.name = data ->> 'person' WHERE kind = 'plan_changed' ORDER BY 1`)
	require.NoError(t, err)
	defer rows.Close()
	for rows.Next() {
		var line string
		require.NoError(t, rows.Scan(&line))
		told = append(told, line)
	}
	require.NoError(t, rows.Err())
	return told
}

// openStep is the step that a board shows as open.
func openStep(board reply) string {
	for _, s := range board.body["steps"].([]any) {
		if step := s.(map[string]any); step["status"] == "open" {
			return step["name"].(string)
		}
	}
	return ""
}
