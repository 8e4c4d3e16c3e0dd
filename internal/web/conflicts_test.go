package web_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
)

// marry relates the secretary of Nà Mười, who chairs its conference and its committee, to the chair of its women's union.
func marry(t *testing.T, o *office) {
	t.Helper()
	_, err := o.pool.Exec(t.Context(), `INSERT INTO relation (official, relative, kind) VALUES ('mini-08', 'mini-13', 'spouse')`)
	require.NoError(t, err)
}

func reasons(board reply) map[string]string {
	out := map[string]string{}
	for _, b := range board.body["barred"].([]any) {
		barred := b.(map[string]any)
		out[barred["subject"].(string)] = barred["reason"].(string)
	}
	return out
}

func TestBoardsMarkOnWhomTheReaderMayNotAct(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	marry(t, o)
	o.open(t)
	board := o.as(t, "mini-08").get(t, unitPath("xa-na-muoi"))
	require.Equal(t, map[string]string{"mini-08": "own_case", "mini-13": "related_case"}, reasons(board))
	require.Contains(t, board.text, "Người có quan hệ gia đình với đồng chí")
	require.Equal(t, map[string]string{"mini-13": "related_case"}, reasons(o.as(t, "mini-08").get(t, bodyPath("du-xa-na-muoi"))))
	require.Equal(t, map[string]string{"mini-12": "own_case"}, reasons(o.as(t, "mini-12").get(t, unitPath("xa-na-muoi"))))
	require.Empty(t, reasons(o.admin().get(t, unitPath("xa-na-muoi"))), "whoever acts on nobody is barred from nobody")
}

func TestACycleGoesAroundRelatives(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	marry(t, o)
	o.open(t)
	o.runToTheEnd(t)

	require.NotNil(t, o.admin().get(t, "/cycles/"+cycle).body["closed_at"])
	var proposer, decider string
	require.NoError(t, o.pool.QueryRow(t.Context(), `SELECT author FROM proposal WHERE official = 'mini-13'`).Scan(&proposer))
	require.NoError(t, o.pool.QueryRow(t.Context(), `SELECT author FROM decision WHERE subject = 'mini-13'`).Scan(&decider))
	require.Equal(t, []string{"mini-09", "mini-09"}, []string{proposer, decider}, "the deputy stands in for the spouse")
	hands := map[string]string{}
	for _, d := range o.admin().get(t, bodyPath("du-xa-na-muoi")).body["duties"].([]any) {
		if duty := d.(map[string]any); duty["subject"] == "mini-13" {
			hands[duty["act"].(string)] = duty["assignee"].(string)
		}
	}
	require.Equal(t, map[string]string{evaluation.ActConfirmAppraisal: "mini-10", evaluation.ActDecide: "mini-09"}, hands,
		"who proposed does not appraise")

	var convened, collected int
	require.NoError(t, o.pool.QueryRow(t.Context(), `SELECT convened, collected FROM ballot.tally
		WHERE subject = 'mini-13' AND ballot_id = $1`, unitReview("xa-na-muoi")+"/ballot").Scan(&convened, &collected))
	require.Equal(t, 4, convened, "six members but herself and her husband")
	require.Equal(t, 4, collected)
}

func TestAnActOnARelativeIsRefused(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	marry(t, o)
	o.open(t)
	for _, who := range []string{"mini-08", "mini-09", "mini-10", "mini-11", "mini-12", "mini-13"} {
		for _, task := range o.as(t, who).get(t, "/inbox").items() {
			require.True(t, settle(t, o, who, task))
		}
	}
	got := o.as(t, "mini-13").act(t, unitPath("xa-na-muoi")+"/comments", map[string]any{"subject": "mini-08", "text": "Gương mẫu"})
	require.Equal(t, http.StatusForbidden, got.status, got.text)
	require.Equal(t, "related_case", got.code())
}

func relationOf(process, official, relative, kind string) map[string]any {
	return map[string]any{
		"process": process, "official": official, "relative": relative, "kind": kind,
		"reason": "Đăng ký kết hôn ngày 03/01/2019", "basis": "Giấy chứng nhận kết hôn số 01/2019",
	}
}

func TestARelationToldWhileACycleRunsIsRespected(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	sitting := evaluation.BodyDecisionID(cycle, "du-xa-na-muoi")
	got := o.admin().act(t, "/processes/relation", relationOf(unitReview("xa-na-muoi"), "mini-13", "mini-08", "spouse"))
	require.Equal(t, http.StatusOK, got.status, got.text)
	got = o.admin().act(t, "/processes/relation", relationOf(sitting, "mini-13", "mini-08", "spouse"))
	require.Equal(t, http.StatusAccepted, got.status, "it waits for the sitting to begin: %s", got.text)
	require.Equal(t, "related_case", reasons(o.as(t, "mini-08").get(t, unitPath("xa-na-muoi")))["mini-13"])

	o.runToTheEnd(t)
	var decider, kind, reason string
	require.NoError(t, o.pool.QueryRow(t.Context(), `SELECT author FROM decision WHERE subject = 'mini-13'`).Scan(&decider))
	require.Equal(t, "mini-09", decider)
	require.NoError(t, o.pool.QueryRow(t.Context(), `SELECT kind FROM relation WHERE official = 'mini-08' AND relative = 'mini-13'`).Scan(&kind))
	require.Equal(t, "spouse", kind, "the next cycle knows it too")
	require.NoError(t, o.pool.QueryRow(t.Context(), `SELECT c.payload ->> 'reason' FROM act a JOIN command c ON c.key = a.command
		WHERE a.kind = 'relate' AND a.process = $1`, sitting).Scan(&reason))
	require.NotEmpty(t, reason)
}

func TestARelationToldDuringABallotWithholdsThePapersNotDrawnYet(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	members := []string{"mini-08", "mini-09", "mini-10", "mini-11", "mini-12", "mini-13"}
	for o.admin().get(t, unitPath("xa-na-muoi")+"/ballot").status == http.StatusNotFound {
		for _, who := range members {
			for _, task := range o.as(t, who).get(t, "/inbox").items() {
				if task["act"] != "vote" {
					settle(t, o, who, task)
				}
			}
		}
	}
	draw := func(who string) int {
		got := o.as(t, who).post(t, unitPath("xa-na-muoi")+"/papers", nil)
		require.Equal(t, http.StatusOK, got.status, got.text)
		return len(got.body["papers"].([]any))
	}
	require.Equal(t, 5, draw("mini-12"))
	got := o.admin().act(t, "/processes/relation", relationOf(unitReview("xa-na-muoi"), "mini-11", "mini-12", "spouse"))
	require.Equal(t, http.StatusOK, got.status, got.text)
	require.Equal(t, 4, draw("mini-11"), "no paper on her husband, who has drawn his on her")
	require.EqualValues(t, 6*5-1, o.admin().get(t, unitPath("xa-na-muoi")+"/ballot").body["expected"])
}

func TestARelationIsNotTakenFromAnybodyAndForAnything(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	review := unitReview("xa-na-muoi")
	tests := []struct {
		name   string
		who    client
		body   map[string]any
		status int
		code   string
	}{
		{"from an official", o.as(t, "mini-08"), relationOf(review, "mini-13", "mini-08", "spouse"), http.StatusForbidden, "not_yours"},
		{"of a kind that the policy does not name", o.admin(), relationOf(review, "mini-13", "mini-08", "uncle_aunt"), http.StatusConflict, "relation_does_not_bar"},
		{"of a kind that does not exist", o.admin(), relationOf(review, "mini-13", "mini-08", "friend"), http.StatusUnprocessableEntity, "invalid_request"},
		{"for a process that does not exist", o.admin(), relationOf("unit-review/mini-2018/nowhere", "mini-13", "mini-08", "spouse"), http.StatusNotFound, "not_found"},
		{"for people who have no part", o.admin(), relationOf(review, "mini-14", "mini-15", "spouse"), http.StatusUnprocessableEntity, "not_concerned"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := tt.who.act(t, "/processes/relation", tt.body)
			require.Equal(t, tt.status, got.status, got.text)
			require.Equal(t, tt.code, got.code())
		})
	}
}
