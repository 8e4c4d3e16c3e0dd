package web_test

import (
	"cmp"
	"fmt"
	"maps"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The robot here knows the API only: it does what the inbox asks, until nothing is asked any more.
func TestACycleRunsFromOpeningToClosingThroughTheAPI(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	o.runToTheEnd(t)
	for _, official := range o.admin().get(t, "/cycles/"+cycle+"/officials").items() {
		code := official["official"].(string)
		require.NotEmpty(t, official["grade"], code)
		result := o.as(t, code).get(t, officialPath(code)+"/result")
		require.Equal(t, http.StatusOK, result.status, result.text)
		require.NotEmpty(t, result.body["grounds"], "a result comes with its grounds")
		require.NotEmpty(t, result.body["decisions"])
	}
	changed := o.as(t, petitioner).get(t, officialPath(petitioner)+"/result")
	require.Equal(t, "Good", changed.body["grade"])
	require.Len(t, changed.body["decisions"], 2, "the earlier record stays")
	require.Equal(t, "changed", changed.body["petition"].(map[string]any)["outcome"])
}

const petitioner = "mini-12"

// runToTheEnd lets everybody do what their inbox asks, until the cycle is closed.
func (o *office) runToTheEnd(t *testing.T) {
	t.Helper()
	people := everybody(t, o)
	for round := 0; ; round++ {
		require.Less(t, round, 60, "the cycle does not end: %s", o.admin().get(t, "/cycles/"+cycle).text)
		done := 0
		for _, who := range people {
			for _, task := range o.as(t, who).get(t, "/inbox").items() {
				if settle(t, o, who, task) {
					done++
				}
			}
		}
		if done == 0 {
			break
		}
	}
	got := o.admin().get(t, "/cycles/"+cycle)
	require.NotNil(t, got.body["closed_at"], "%s", got.text)
	require.NotEmpty(t, o.admin().get(t, "/cycles/"+cycle+"/figures").items())
}

func everybody(t *testing.T, o *office) []string {
	t.Helper()
	rows, err := o.pool.Query(t.Context(), "SELECT code FROM official ORDER BY code")
	require.NoError(t, err)
	defer rows.Close()
	var codes []string
	for rows.Next() {
		var code string
		require.NoError(t, rows.Scan(&code))
		codes = append(codes, code)
	}
	return codes
}

// settle does one task and reports whether it is done; some have to wait for others.
func settle(t *testing.T, o *office, who string, task map[string]any) bool {
	t.Helper()
	c := o.as(t, who)
	href := strings.TrimPrefix(task["href"].(string), "/api/v1")
	act := task["act"].(string)
	if act == "vote" {
		voteFor(t, o, c, href, cmp.Or(o.vote, "Good"))
		return true
	}
	if act == "acknowledge" && who == petitioner {
		href, act = strings.Replace(href, "acknowledgement", "petition", 1), "petition"
	}
	got := c.act(t, href, filingFor(t, o, who, act, href))
	if got.status == http.StatusOK {
		return true
	}
	require.NotEqual(t, http.StatusAccepted, got.status, "%s by %s: %s", act, who, o.log)
	require.Contains(t, []string{"ballot_still_open", "unit_before_head"}, got.code(), "%s by %s: %s", act, who, got.text)
	return false
}

// voteFor draws the papers and casts them without saying who.
func voteFor(t *testing.T, o *office, c client, href, choice string) {
	t.Helper()
	drawn := c.post(t, href, nil)
	require.Equal(t, http.StatusOK, drawn.status, drawn.text)
	casts := []map[string]any{}
	for _, paper := range drawn.body["papers"].([]any) {
		casts = append(casts, map[string]any{"token": paper.(map[string]any)["token"], "choice": choice})
	}
	cast := o.nobody().post(t, "/ballots/cast", map[string]any{"ballot": drawn.body["ballot"], "casts": casts})
	require.Equal(t, http.StatusNoContent, cast.status, cast.text)
}

func filingFor(t *testing.T, o *office, who, act, href string) any {
	t.Helper()
	c := o.as(t, who)
	board := func() map[string]any { return c.get(t, href[:strings.LastIndex(href, "/")]).body }
	switch act {
	case "self_review":
		return map[string]any{"grade": "Good", "levels": levels(), "texts": map[string]any{"strengths": "Tận tụy, " + who}}
	case "outside_comment":
		for _, x := range c.get(t, href).items() {
			if x["done"] == false {
				return map[string]any{"subject": x["official"], "text": "Hoàn thành nhiệm vụ tại đơn vị cũ"}
			}
		}
		return nil
	case "adopt_minutes", "confirm_count", "confirm_appraisal":
		return map[string]any{"text": "Hội nghị thống nhất"}
	case "elect_tellers":
		b := board()
		var tellers []any
		for _, m := range b["members"].([]any) {
			if m != b["chair"] && len(tellers) < 2 {
				tellers = append(tellers, m)
			}
		}
		return map[string]any{"tellers": tellers, "on_paper": o.onPaper, "reason": "Không có mạng"}
	case "enter_count":
		return paperCount(t, c, strings.TrimSuffix(href, "/count-entries"))
	case "propose":
		b := board()
		return marks(falling(b, act, who), func(any) any { return "Good" })
	case "rate_units":
		return marks(falling(board(), act, who), func(any) any { return "Excellent" })
	case "decide":
		b := board()
		suggested := map[any]any{}
		for _, a := range c.get(t, strings.Replace(href, "decisions", "appraisals", 1)).items() {
			suggested[a["official"]] = a["suggested"]
		}
		maps.Copy(suggested, o.verdicts)
		decisions := marks(falling(b, act, who), func(o any) any { return suggested[o] })
		if o.capReason != "" {
			decisions["cap_reason"] = o.capReason
		}
		return decisions
	case "record_external":
		return recordOf(who, board())
	case "petition":
		return map[string]any{"ground": "Một chỉ tiêu báo cáo chậm"}
	case "answer_petition":
		return map[string]any{"outcome": "changed", "grade": "Good", "grounds": "Chỉ tiêu đã hoàn thành đúng hạn"}
	default:
		return map[string]any{}
	}
}

// falling lists on whom an act falls to somebody, as the board says.
func falling(board map[string]any, act, who string) []any {
	var subjects []any
	for _, d := range board["duties"].([]any) {
		if duty := d.(map[string]any); duty["act"] == act && duty["assignee"] == who {
			subjects = append(subjects, duty["subject"])
		}
	}
	return subjects
}

func marks(subjects []any, grade func(any) any) map[string]any {
	list := []map[string]any{}
	for _, s := range subjects {
		list = append(list, map[string]any{"subject": s, "grade": grade(s), "reason": fmt.Sprintf("Theo kết quả của %s", s)})
	}
	return map[string]any{"marks": list}
}

func levels() map[string]any {
	return map[string]any{"political": "Good", "ethics": "Good", "style": "Good", "organisation": "Good", "results": "Good"}
}
