package web_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The robots here know pages only: they follow the links of their inbox and fill in the forms that they find.
func TestACycleRunsFromOpeningToClosingThroughThePages(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	o.visitUntil(t, func(string, string) bool { return false })
	got := o.admin().get(t, "/cycles/"+cycle)
	require.NotNil(t, got.body["closed_at"], "%s", got.text)
	for _, official := range o.admin().get(t, "/cycles/"+cycle+"/officials").items() {
		require.NotEmpty(t, official["grade"], official["official"])
	}
	v := o.visitorAs(t, petitioner)
	require.Contains(t, v.get(t, "/app/results").text, "năm 2018")
	own := v.get(t, "/app/cycles/"+cycle+"/officials/"+petitioner)
	require.Contains(t, own.text, "Giữ nguyên kết quả")
	require.Contains(t, own.text, "Căn cứ")
	require.Equal(t, http.StatusNotFound, v.get(t, "/app/cycles/"+cycle+"/officials/"+head).status, "another's case stays closed")

	past := o.visitorAs(t, head).get(t, "/app/meetings").text
	require.Contains(t, past, "Đã kết thúc", "the head finds the conference again")
	address := regexp.MustCompile(`/app/cycles/[^"]+/units/[^"]+`).FindString(past)
	require.Equal(t, http.StatusOK, o.visitorAs(t, head).get(t, address).status)
}

// visitUntil lets everybody do what their inbox asks on its pages, until nothing is asked or stop says so of the page that
// comes next.
func (o *office) visitUntil(t *testing.T, stop func(official, page string) bool) {
	t.Helper()
	visitors := o.visitors
	for round := 0; ; round++ {
		require.Less(t, round, 60, "the cycle does not end")
		done := 0
		for _, who := range everybody(t, o) {
			if visitors[who] == nil {
				visitors[who] = o.visitorAs(t, who)
			}
			for _, page := range visitors[who].tasks(t) {
				if stop(who, page) {
					return
				}
				if visitors[who].settle(t, who, page) {
					done++
				}
			}
		}
		if done == 0 {
			return
		}
	}
}

// settle does one task on its page; a count has to wait for the papers, and a head for their unit.
func (v *visitor) settle(t *testing.T, who, page string) bool {
	t.Helper()
	if who == petitioner {
		page = strings.Replace(page, "/acknowledgement", "/petition", 1)
	}
	grade := "Good"
	if strings.HasSuffix(page, "/unit-grades") {
		grade = "Excellent"
	}
	opened := v.get(t, page)
	require.Equal(t, http.StatusOK, opened.status, "%s for %s: %s", page, who, mainOf(opened))
	got := v.do(t, opened, grade)
	if got.status == http.StatusConflict {
		return false
	}
	require.Equal(t, http.StatusOK, got.status, "%s for %s: %s", page, who, mainOf(got))
	require.Contains(t, got.text, `class="flash"`, "%s for %s: %s", page, who, mainOf(got))
	return true
}
