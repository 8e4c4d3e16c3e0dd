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
