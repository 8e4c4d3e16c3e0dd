package web_test

import (
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const sittingPage = "/app/cycles/" + cycle + "/bodies/btv-mini"

var chosenGrade = regexp.MustCompile(`<select id="grade-([^"]+)"`)

func TestASittingOfAThousandIsReadInParts(t *testing.T) {
	t.Parallel()
	o := newLarge(t)
	v := o.visitorAs(t, "mini-01")
	page := v.get(t, sittingPage)
	require.Contains(t, page.text, "Đang xem từ người thứ 1 đến người thứ 100 trong 1", mainOf(page))
	require.Less(t, len(page.text), 150_000)
	require.Contains(t, page.text, `rel="next"`)
	require.NotContains(t, page.text, `rel="prev"`)
	require.Contains(t, v.get(t, sittingPage+"?from=100").text, `rel="prev"`)
	last := v.get(t, sittingPage+"?from=99999")
	require.NotContains(t, last.text, `rel="next"`, "a place behind the end is on the last page")
	unit := v.get(t, sittingPage+"?of=unit%3Au-50")
	require.Contains(t, unit.text, "trong 10 người")
	require.Equal(t, 10, strings.Count(unit.text, `class="more"`), "with what is known of each")
	require.Contains(t, v.get(t, sittingPage+"?of=unit%3Anone").text, "đến người thứ 100 trong 1", "a unit that is not there narrows nothing")
	sheet := v.get(t, sittingPage+"?as=xlsx&from=100")
	names := 0
	for _, row := range slices.Concat(sheets(t, reply{status: sheet.status, header: sheet.header, text: sheet.text})...) {
		if len(row) > 2 && strings.HasPrefix(row[0], "Nguyễn Văn Số ") {
			names++
		}
	}
	require.Equal(t, 1000, names, "the workbook has everybody")
}

// What is chosen on one part of a long list is counted and filed together with what is chosen on the others.
func TestDecisionsOnALongListAreChosenPageByPage(t *testing.T) {
	t.Parallel()
	o := newLarge(t)
	v := o.visitorAs(t, "mini-01")
	page := v.get(t, sittingPage+"/decisions")
	require.Less(t, len(page.text), 150_000)
	first := chosenGrade.FindAllStringSubmatch(page.text, -1)
	require.Len(t, first, 40)
	f := formOn(t, page)
	one := first[0][1]
	f.values.Set("grade-"+one, "Excellent")
	f.values.Set("reason-"+one, "Có sáng kiến")
	f.values.Set("from", "40")
	next := v.post(t, sittingPage+"/decisions/check", f.values)
	require.NotContains(t, next.text, `id="grade-`+one+`"`)
	require.Contains(t, next.text, "Đã chọn mức cho 1 người ở các trang khác")
	require.Regexp(t, `<td class="number">1\b`, capsOn(next), "the cap counts who is not on the page")

	f = formOn(t, next)
	other := chosenGrade.FindStringSubmatch(next.text)[1]
	f.values.Set("grade-"+other, "Completed") // without the reason
	refused := v.post(t, sittingPage+"/decisions", f.values)
	require.Equal(t, http.StatusUnprocessableEntity, refused.status)
	require.Contains(t, refused.text, `href="#reason-`+other+`"`, "the page with what is wrong is shown")
	f = formOn(t, refused)
	f.values.Set("reason-"+other, "Chậm báo cáo")
	v.post(t, sittingPage+"/decisions", f.values)
	var filed []string
	require.NoError(t, o.pool.QueryRow(t.Context(), `SELECT array_agg(m ->> 'subject' || ' ' || (m ->> 'grade') || ' ' || (m ->> 'reason') ORDER BY m ->> 'grade')
		FROM command, jsonb_array_elements(payload -> 'marks') m WHERE kind = 'decide'`).Scan(&filed))
	require.Equal(t, []string{other + " Completed Chậm báo cáo", one + " Excellent Có sáng kiến"}, filed)
}

func TestSuggestionsAreTakenForAWholeList(t *testing.T) {
	t.Parallel()
	o := newLarge(t)
	v := o.visitorAs(t, "mini-01")
	f := formOn(t, v.get(t, sittingPage+"/decisions"))
	filled := v.post(t, sittingPage+"/decisions/check?fill=suggested", f.values)
	require.Less(t, len(filled.text), 150_000)
	values := maps.Clone(formOn(t, filled).values)
	chosen := 0
	for name := range values {
		if strings.HasPrefix(name, "grade-") && values.Get(name) == "Good" {
			chosen++
		}
	}
	require.Equal(t, len(everyCase(t, o)), chosen)
}

// everyCase are the officials before the committee.
func everyCase(t *testing.T, o *office) (all []string) {
	t.Helper()
	require.NoError(t, o.pool.QueryRow(t.Context(),
		`SELECT array_agg(official) FROM enrolled WHERE cycle = 'mini-2018' AND body = 'btv-mini'`).Scan(&all))
	return all
}

// capsOn is the counter of a page.
func capsOn(page seen) string {
	_, rest, _ := strings.Cut(page.text, `id="caps"`)
	counter, _, _ := strings.Cut(rest, "</table>")
	return counter
}
